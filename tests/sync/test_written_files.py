"""A file for a colleague is written whole or not at all, and never over anything."""

from __future__ import annotations

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.sync import files


class Pulled:
    """A stick that is pulled out, or is full, after so many bytes."""

    def __init__(self, after: int, number: int) -> None:
        self.left, self.number = after, number

    def __call__(self, out) -> None:
        while True:
            size = min(65536, self.left)
            out.write(b"x" * size)
            self.left -= size
            if self.left <= 0:
                raise OSError(self.number, "gone")


@pytest.mark.parametrize("after", [0, 65536, 131072, 200000])
@pytest.mark.parametrize(("number", "words"), [(28, "no room left"), (5, "could not be written")])
def test_a_stick_pulled_or_full_leaves_nothing_half_written(tmp_path, after, number, words):
    with pytest.raises(Problem, match=words):
        files.write_whole(tmp_path / "a.sifx", Pulled(after, number))
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_replaced_and_a_left_over_part_is_no_hindrance(tmp_path):
    (tmp_path / "a.sifx.part").write_bytes(b"left over")
    files.write_whole(tmp_path / "a.sifx", lambda out: out.write(b"whole"))
    assert (tmp_path / "a.sifx").read_bytes() == b"whole"
    with pytest.raises(Problem, match="already"):
        files.write_whole(tmp_path / "a.sifx", lambda out: out.write(b"other"))
    assert [f.name for f in tmp_path.iterdir()] == ["a.sifx"]


def test_a_disk_that_reads_back_otherwise_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "sha256_of", lambda _: "other")
    with pytest.raises(Problem, match="reads back differently"):
        files.write_whole(tmp_path / "a.sifx", lambda out: out.write(b"whole"))
    assert list(tmp_path.iterdir()) == []
