"""The packs shipped with the program, and copies of them to spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sif_desktop.frameworks.registry import Registry

PACKS = Path(__file__).parents[2] / "resources" / "frameworks"


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry([PACKS])


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[..., Path]:
    """Copies a pack and replaces texts in its files: spoilt(("pack.yaml", old, new), …)."""

    def spoil(*changes: tuple[str, str, str], pack: str = "rutland-2015") -> Path:
        folder = tmp_path / "packs" / pack
        shutil.copytree(PACKS / pack, folder)
        for file, old, new in changes:
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text, f"{file} has no {old!r}"
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return spoil
