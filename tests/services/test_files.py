"""A file for others is whole under its name, or it is not there: whatever goes wrong meanwhile."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.files import FileExists, save_new, write_whole

Save = Callable[[Path], Path]
SAVES: dict[str, Save] = {
    "a new file": lambda folder: save_new(folder, "note", ".pdf", b"new words"),
    "a file of a chosen name": lambda folder: write_whole(folder / "note.pdf", b"new words"),
    "a file that replaces one": lambda folder: write_whole(
        folder / "note.pdf", b"new words", replace=True
    ),
}


class _Breaking:
    """A file that takes so many bytes and then fails, as on a full disk."""

    def __init__(self, file: object, takes: int) -> None:
        self._file, self._takes = file, takes

    def __enter__(self) -> _Breaking:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()  # type: ignore[attr-defined]

    def write(self, content: bytes) -> int:
        self._file.write(content[: self._takes])  # type: ignore[attr-defined]
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def _fails(code: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return fail


def _break_write(patch: pytest.MonkeyPatch) -> None:
    really = Path.open

    def breaking(path: Path, *how: object, **more: object) -> object:
        opened = really(path, *how, **more)  # type: ignore[call-overload]
        return _Breaking(opened, 4) if path.suffix == ".part" else opened

    patch.setattr(Path, "open", breaking)


def _break_rename(patch: pytest.MonkeyPatch) -> None:
    for owner, name in ((os, "link"), (Path, "replace"), (Path, "rename")):
        patch.setattr(owner, name, _fails(errno.EACCES))


BREAKS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the disk fills while writing": _break_write,
    "the disk is full when it is to be kept": lambda patch: patch.setattr(
        os, "fsync", _fails(errno.ENOSPC)
    ),
    "the name is held by another program": _break_rename,
}


@pytest.mark.parametrize("breaks", BREAKS)
@pytest.mark.parametrize("save", SAVES)
def test_nothing_half_written_stands_under_the_name_when(
    breaks: str, save: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tmp_path / "note.pdf"
    if save == "a file that replaces one":
        before.write_bytes(b"old words")
    with monkeypatch.context() as patch:
        BREAKS[breaks](patch)
        with pytest.raises(Problem) as caught:
            SAVES[save](tmp_path)
    assert "note.pdf" in caught.value.message and caught.value.hint.endswith(".")
    kept = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert kept == ({"note.pdf": b"old words"} if save == "a file that replaces one" else {})
    assert SAVES[save](tmp_path).read_bytes() == b"new words"


def test_a_full_disk_is_called_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    BREAKS["the disk fills while writing"](monkeypatch)
    with pytest.raises(Problem, match="the disk is full"):
        save_new(tmp_path, "note", ".pdf", b"new words")


def test_a_file_that_is_there_is_never_touched_unasked(tmp_path: Path) -> None:
    taken = tmp_path / "note.pdf"
    taken.write_bytes(b"old words")
    with pytest.raises(FileExists):
        write_whole(taken, b"new words")
    assert save_new(tmp_path, "note", ".pdf", b"new words") == tmp_path / "note (2).pdf"
    assert save_new(tmp_path, "note", ".pdf", b"old words") == taken
    assert taken.read_bytes() == b"old words"


def test_a_file_of_that_name_that_cannot_be_read_is_left_and_another_name_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "note.pdf").write_bytes(b"old words")
    monkeypatch.setattr(Path, "read_bytes", _fails(errno.EACCES))
    assert save_new(tmp_path, "note", ".pdf", b"new words") == tmp_path / "note (2).pdf"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem, match="file"):
        save_new(tmp_path / "file" / "under", "note", ".pdf", b"new words")
