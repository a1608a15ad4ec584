"""Packs are found, kept in memory, and old versions stay at hand."""

import shutil
import subprocess
import sys

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.registry import Registry
from sif_desktop.frameworks.versions import version_key


def newer_beside(folder, version):
    copy = folder.with_name(f"{folder.name}@{version}")
    shutil.copytree(folder, copy)
    text = (copy / "pack.yaml").read_text(encoding="utf-8")
    text = text.replace("version: '1'", f"version: '{version}'", 1)
    (copy / "pack.yaml").write_text(text, encoding="utf-8")
    return copy


def test_the_newest_version_is_given_unless_an_older_is_named(spoilt):
    folder = spoilt()
    newer_beside(folder, "1.9")
    newer_beside(folder, "1.10")
    registry = Registry([folder.parent])
    assert [info.version for info in registry.list()] == ["1.10", "1.9", "1"]
    assert [info.version for info in registry.latest()] == ["1.10"]
    assert registry.get("rutland-2015").version == "1.10"
    assert registry.get("rutland-2015", "1").version == "1"


def test_a_pack_is_read_once_until_refreshed(spoilt):
    registry = Registry([spoilt().parent])
    first = registry.get("rutland-2015")
    assert registry.get("rutland-2015") is first
    registry.refresh()
    assert registry.get("rutland-2015") is not first


def test_packs_of_further_folders_stand_beside_those_shipped(spoilt, registry, tmp_path):
    folder = spoilt(("pack.yaml", "id: rutland-2015", "id: vale"))
    folder.rename(folder.with_name("vale"))
    both = Registry([*registry._folders, folder.parent, tmp_path / "not there"])
    assert {"rutland-2015", "england-2026", "vale"} <= {info.id for info in both.latest()}
    assert both.get("vale").authority == "Rutland County Council"


def test_what_is_not_installed_is_said_with_what_is(registry):
    with pytest.raises(Problem) as refusal:
        registry.get("rutland-2016")
    assert "“rutland-2015”" in refusal.value.hint
    with pytest.raises(Problem) as refusal:
        registry.get("rutland-2015", "9")
    assert "Installed: 1." in refusal.value.hint


def test_a_broken_pack_file_does_not_hide_the_others(spoilt):
    folder = spoilt()
    broken = newer_beside(folder, "2")
    (broken / "pack.yaml").write_text("id: [", encoding="utf-8")
    assert [info.version for info in Registry([folder.parent]).list()] == ["1"]


def test_versions_are_ordered_by_number():
    assert version_key("1.10") > version_key("1.9") > version_key("1")


def test_the_registry_can_be_imported_without_reading_libraries():
    code = (
        "import sys, sif_desktop.frameworks.registry, sif_desktop.frameworks.facts;"
        "print([m for m in ('yaml', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
