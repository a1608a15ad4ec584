"""A changed rulebook tried in a copy, and put in its place once nothing is wrong with it.

Worked examples and situations that no longer come out are left out of the new version and told;
any other fault means that nothing is kept.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.registry import PackInfo
from sif_desktop.frameworks.yaml_files import read_yaml

_WIDTH = 100
_EXAMPLE = re.compile(r"(examples|letters|situations)\[(\d+)\]")
_EXAMPLE_FILES = ("examples.yaml", "situations.yaml")
_ROUNDS = 4  # an example left out may leave another without what it stood on


@dataclass(frozen=True, slots=True)
class Tried:
    """A version that was tried: its folder while the trial lasts, what is wrong with it, and the
    names of the examples left out."""

    folder: Path
    faults: tuple[Fault, ...]
    left_out: tuple[str, ...]


def read_files(folder: Path) -> dict[str, Any]:
    """The YAML files of a whole pack, as read, by name within the folder."""
    files = sorted(folder.rglob("*.yaml"))
    return {file.relative_to(folder).as_posix(): read_yaml(file) for file in files}


@contextmanager
def tried(base: PackInfo, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Tried]:
    """The version `new` made from `base` in a folder of its own, and checked beside it."""
    version = new["pack.yaml"]["version"]
    with TemporaryDirectory(prefix="sif-rulebook-") as aside:
        before = Path(aside) / f"{base.id}@{base.version}"
        folder = Path(aside) / f"{base.id}@{version}"
        shutil.copytree(base.folder, before)
        shutil.copytree(base.folder, folder)
        _write_changed(folder, old, new)
        yield Tried(folder, *_checked(folder, dict(new)))


def _checked(folder: Path, raw: dict[str, Any]) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    left_out: list[str] = []
    for _ in range(_ROUNDS):
        faults = check(folder)
        real = [fault for fault in faults if fault.file not in _EXAMPLE_FILES]
        places = _places(faults)
        if real or not places:
            return tuple(real or faults), tuple(left_out)
        left_out += dict.fromkeys(fault.id for fault in faults)
        without = _without(raw, places)
        _write_changed(folder, raw, without)
        raw = without
    return tuple(faults), tuple(left_out)


def _places(faults: Sequence[Fault]) -> set[tuple[str, str, int]]:
    found = ((fault.file, _EXAMPLE.match(fault.path)) for fault in faults)
    return {(file, match[1], int(match[2])) for file, match in found if match}


def _without(raw: Mapping[str, Any], places: set[tuple[str, str, int]]) -> dict[str, Any]:
    """The files without these examples; a file left without any is left out itself."""
    made = dict(raw)
    for file in {place[0] for place in places}:
        content = dict(made[file])
        for key in ("examples", "letters", "situations"):
            if key in content:
                rows = enumerate(content[key])
                content[key] = [row for n, row in rows if (file, key, n) not in places]
        made[file] = content
        if file == "situations.yaml" and not content["situations"]:
            del made[file]
    return made


def _write_changed(folder: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Only what differs is written anew: the others keep their comments."""
    for file in old.keys() - new.keys():
        (folder / file).unlink()
    for file, content in new.items():
        if file not in old or old[file] != content:
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(_yaml(content), encoding="utf-8", newline="\n")


def _yaml(content: Any) -> str:
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # packs may hold none
            return True

    text: str = yaml.dump(content, Dumper=Plain, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text


def put(folder: Path, own: Path) -> None:
    """The tried folder in the authority's own place, whole or not at all."""
    aside = own / f".{folder.name}.part"
    try:
        own.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(folder, aside)
        aside.rename(own / folder.name)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise Problem(
            f"The new version could not be written in {own}.",
            "Check that the folder may be written in and that the disk is not full. "
            "Nothing was changed.",
        ) from error
