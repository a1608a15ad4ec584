"""Many documents saved at once: what was chosen, nothing overwritten, and faults told plainly."""

import errno
import os

import pytest

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.calendars import term_date
from sif_desktop.services import files
from sif_desktop.services.batch_export import BatchChoice
from tests.services.office import issue, redacted


@pytest.fixture
def notes(services, note, other):
    """Two issued notes of two schools; the first corrected once."""
    issue(services, note)
    services.documents.correct(note, "A date was wrong")
    issue(services, note)
    issue(services, other)
    return note, other


@pytest.fixture
def batch(services, notes):
    return services.batch


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "out"
    made.mkdir()
    return made


def saved(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_can_be_chosen_by_is_counted(services, batch):
    choices = batch.choices(batch.candidates())
    assert list(choices) == list(batch.criteria()) == ["school", "term", "category", "kind"]
    told = {code: [(c.label, c.count) for c in found] for code, found in choices.items()}
    assert told == {
        "school": [("Hill Top Academy", 1), ("Oakfield Primary School", 2)],
        "term": [("Autumn term 2026/27", 3)],
        "category": [("None", 3)],
        "kind": [("Note of visit", 3)],
    }


def test_each_criterion_narrows_and_none_takes_all(services, batch):
    every = batch.candidates()
    count = lambda **wanted: len(batch.chosen(every, BatchChoice(wanted)))  # noqa: E731
    assert count() == 2  # the newest versions
    assert len(batch.chosen(every, BatchChoice({}, earlier=True))) == 3
    assert count(school={"hill-top"}) == 1 and count(school=()) == 2
    assert count(term={"2026 0"}) == 2 and count(term={"2026 1"}) == 0
    assert count(kind={"letter"}) == 0


def test_the_term_of_issue_is_one_of_the_authority_s_own(services, batch):
    with services.context.store.action("Terms") as act:
        for name, start, end in (
            ("autumn", "2026-09-02", "2026-10-23"),
            ("spring", "2026-11-02", "2027-03-25"),
        ):
            act.create(term_date, TEAM, name=name, school_year=2026, start=start, end=end)
    assert {one.term for one in batch.candidates()} == {"2026 1"}


def test_schools_are_chosen_by_the_category_they_have_now(services, batch):
    services.settings.change_rulebook("rutland-2015")
    code, label = next(iter(services.schools.categories().items()))
    services.schools.set_category("oakfield", code, services.context.today())
    every = batch.candidates()
    shown = {choice.label: choice.count for choice in batch.choices(every)["category"]}
    assert shown == {"None": 1, label: 2}
    found = batch.chosen(every, BatchChoice({"category": {code}}))
    assert [one.document.provider for one in found] == ["Oakfield Primary School"]


def test_the_frozen_bytes_are_saved_and_a_second_run_writes_nothing(services, batch, folder):
    every = batch.candidates()
    choice = BatchChoice({}, ("school", "governors"), ("docx", "pdf"))
    done = batch.save(every, choice, folder)
    assert (done.written, done.there, done.fault, done.stopped) == (8, 0, None, False)
    for candidate in batch.chosen(every, choice):
        name = candidate.version.file_name
        pdf = services.documents.pdf_of(candidate.version.uid, "governors")
        assert (folder / f"{name} governors.pdf").read_bytes() == pdf
    assert batch.save(every, choice, folder).there == 8
    assert len(saved(folder)) == 8


def test_a_file_that_says_otherwise_is_never_touched(batch, folder):
    every = batch.candidates()
    name = batch.chosen(every, BatchChoice({}))[0].version.file_name
    (folder / f"{name}.pdf").write_text("somebody's own")
    done = batch.save(every, BatchChoice({}, formats=("pdf",)), folder)
    assert done.written == 2 and (folder / f"{name}.pdf").read_text() == "somebody's own"
    assert f"{name} (2).pdf" in saved(folder)


def test_documents_without_the_copy_asked_for_are_named(services, notes, batch, folder):
    redacted(services, services.documents.versions(notes[0])[0].uid)
    every = batch.candidates()
    done = batch.save(every, BatchChoice({}, ("redacted",), ("pdf",)), folder)
    assert done.written == 1 and len(done.lacking) == 1
    assert done.lacking[0].startswith("Hill Top Academy")
    assert "no redacted copy" in done.lacking[0]


def test_cancel_in_the_middle_leaves_whole_files_and_says_how_many(batch, folder):
    told = []
    stop = lambda: len(told) > 2  # noqa: E731
    progress = lambda done, total, words: told.append((done, total, words))  # noqa: E731
    done = batch.save(batch.candidates(), BatchChoice({}), folder, progress, stop)
    assert done.stopped and (done.written, done.left) == (2, 2)
    assert len(saved(folder)) == 2 and not any(name.endswith(".part") for name in saved(folder))
    assert told[0][1] == 4


def test_a_full_disk_is_said_with_what_had_been_saved(batch, folder, monkeypatch):
    real, calls = os.fsync, []

    def full(number):
        calls.append(number)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(number)

    monkeypatch.setattr(files.os, "fsync", full)
    done = batch.save(batch.candidates(), BatchChoice({}), folder)
    assert (done.written, done.left, done.stopped) == (2, 2, False)
    assert "the disk is full" in str(done.fault) and done.folder == folder
    assert len(saved(folder)) == 2


def test_a_folder_that_vanishes_is_not_made_again_elsewhere(batch, folder):
    def vanish(done, _total, _words):
        if done == 2:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()

    done = batch.save(batch.candidates(), BatchChoice({}), folder, vanish)
    assert (done.written, done.left) == (2, 2)
    assert "no longer there" in str(done.fault) and not folder.exists()


def test_a_folder_that_may_not_be_written_is_said_plainly(batch, folder, monkeypatch):
    def refuse(_path, _content):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files, "_write", refuse)
    done = batch.save(batch.candidates(), BatchChoice({}), folder)
    assert (done.written, done.left) == (0, 4) and "not allowed" in str(done.fault)
    assert saved(folder) == []


def test_a_target_open_in_another_program_is_gone_round(batch, folder, monkeypatch):
    every = batch.candidates()
    name = batch.chosen(every, BatchChoice({}))[0].version.file_name
    (folder / f"{name}.pdf").write_text("held by another program")

    def locked(_path):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(type(folder), "read_bytes", locked)
    done = batch.save(every, BatchChoice({}, formats=("pdf",)), folder)
    assert (done.written, done.fault) == (2, None) and f"{name} (2).pdf" in saved(folder)


def test_a_folder_in_the_way_of_a_name_is_gone_round(batch, folder):
    every = batch.candidates()
    name = batch.chosen(every, BatchChoice({}))[0].version.file_name
    (folder / f"{name}.docx").mkdir()
    done = batch.save(every, BatchChoice({}), folder)
    assert done.fault is None and f"{name} (2).docx" in saved(folder)
