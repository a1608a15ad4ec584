"""A caseload that was copied, moved or put back by hand goes on under an id of its own."""

from __future__ import annotations

import shutil

import pytest

from sif_desktop.models.store import Store
from sif_desktop.sync import clones
from tests.sync.replicas import begin, check


@pytest.fixture
def store(new):
    made = new()
    begin(made)
    return made


def test_a_copied_a_moved_and_a_cloned_caseload_take_a_new_id(store, tmp_path):
    marks = tmp_path / "marks"
    assert not clones.check(store, marks, "laptop-1")
    assert not clones.check(store, marks, "laptop-1")
    first = store.replica
    store.checkpoint()
    shutil.copyfile(store.path, tmp_path / "copy.sif")
    assert not clones.check(store, marks, "laptop-1")
    copy = Store(tmp_path / "copy.sif", store.key)
    assert clones.check(copy, marks, "laptop-1")  # an older mark: put back by hand
    assert copy.replica != first
    assert not clones.check(copy, marks, "laptop-1")
    copy.engine.dispose()
    assert clones.check(store, tmp_path / "elsewhere", "laptop-1")  # no mark there at all
    assert clones.check(store, tmp_path / "elsewhere", "laptop-2")  # one image, two laptops
    check(store)


def test_a_crash_between_the_two_marks_is_no_move(store, tmp_path, monkeypatch):
    marks = tmp_path / "marks"
    clones.check(store, marks, "laptop")

    def crash():
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "local", crash)
    with pytest.raises(KeyboardInterrupt):
        clones.check(store, marks, "laptop")
    monkeypatch.undo()
    assert not clones.check(store, marks, "laptop")


def test_a_folder_that_cannot_be_written_means_no_new_id_at_every_opening(store, tmp_path):
    marks = tmp_path / "marks"
    clones.check(store, marks, "laptop")
    replica = store.replica
    for file in marks.iterdir():
        kept = file.read_bytes()
    shutil.rmtree(marks)
    marks.write_text("a file where the folder was")
    clones.check(store, marks, "laptop")  # nothing to compare with: a new id, once
    marks.unlink()
    marks.mkdir()
    assert replica != store.replica and kept
    assert not clones.check(store, marks, "laptop")


def test_a_computer_has_one_name_for_itself_whatever_it_is_plugged_into():
    assert clones.this_machine() == clones.this_machine() != ""
