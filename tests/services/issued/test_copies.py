"""The copies of an issued version: what stands in each, and that their bytes never change."""

import os
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text as sql

from sif_desktop import __version__
from sif_desktop.domain.copies import COPY_LABELS
from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.tables.documents import document_copy
from sif_desktop.services import selfcheck
from sif_desktop.services.capture import TaskFields
from tests.reports.make_template import make_template
from tests.services.office import (
    COPIES,
    INNER,
    every_file,
    issue,
    redacted,
    with_inner_words,
)
from tests.services.reading import everything, one_space, words_of


@pytest.fixture
def version(services, note):
    """An issued version with inner words in its file copy."""
    with_inner_words(services, note)
    return issue(services, note).version_uid


def test_words_for_the_authority_stand_in_the_file_copy_alone(services, version):
    for (copy, _kind), data in every_file(services, version).items():
        assert (INNER in words_of(data)) is (copy == "file")
        assert (INNER in everything(data)) is (copy == "file")


def test_each_copy_says_on_its_face_which_it_is(services, version):
    for (copy, _kind), data in every_file(services, version).items():
        said = words_of(data)
        assert f"{COPY_LABELS[copy]} · Version 1" in said
        assert not any(
            f"{label} · Version" in said
            for label in set(COPY_LABELS.values()) - {COPY_LABELS[copy]}
        )


def test_one_copy_alone_needs_no_name_and_no_bytes_of_its_own(services, note, store):
    only = [who for who in services.documents.recipients(note) if who.copy == "school"]
    uid = services.documents.issue(note, only).version_uid
    files = every_file(services, uid)
    assert len(set(files.values())) == 2  # one Word, one PDF
    assert "School copy" not in words_of(files["school", "pdf"]).partition("Circulation")[0]
    with store.read() as connection:
        assert connection.execute(sql("select count(*) from document_copy")).scalar() == 0


def test_all_copies_are_frozen_in_the_same_action(services, version, store):
    with store.read() as connection:
        rows = connection.execute(document_copy.select()).mappings().all()
        logged = connection.execute(
            sql("select count(distinct action) from sync_change c join sync_op o "
                "on o.stream = c.stream and o.seq = c.seq where o.tbl in "
                "('document_version', 'document_copy', 'recipient')")
        ).scalar()  # fmt: skip
    assert {row["copy"] for row in rows} == {"governors", "file"} and logged == 1
    assert [INNER in row["blocks"] for row in rows] == [row["copy"] == "file" for row in rows]


def test_what_each_copy_leaves_out_is_known_before_it_goes(services, note):
    with_inner_words(services, note)
    plan = services.documents.issue_plan(note)
    assert [(one.heading, one.text) for one in plan.left_out["school"]] == [
        ("What was found", INNER)
    ]
    assert plan.left_out["governors"] == plan.left_out["school"]
    assert plan.left_out["file"] == ()
    assert INNER not in words_of(services.documents.preview_pdf(note))
    assert INNER in words_of(services.documents.preview_pdf(note, "file"))


def test_the_draft_the_school_checks_holds_no_inner_words(services, note, tmp_path):
    with_inner_words(services, note)
    for path in services.documents.export_draft(note, tmp_path):
        assert INNER not in everything(path.read_bytes())


def test_the_composer_still_sees_all_words_of_an_issued_version(services, note, version):
    assert services.documents.open(note).draft.holds("own:inner")
    services.documents.correct(note, "A date was wrong")
    assert services.documents.open(note).draft.holds("own:inner")


def test_a_copy_that_was_never_made_is_said_plainly(services, note, version, tmp_path):
    with pytest.raises(Problem, match="no redacted copy"):
        services.documents.pdf_of(version, "redacted")
    found = services.documents.versions(note)[0]
    with pytest.raises(Problem, match="no “unheard” copy"):
        services.documents.export_version(found, "unheard", tmp_path)


# --- privacy --------------------------------------------------------------------------------------


def test_nothing_private_reaches_any_copy_in_any_format(services, note, version, store):
    redacted(services, version)
    files = every_file(services, version, (*COPIES, "redacted"))
    assert len(files) == 8
    for which, data in files.items():
        assert "PRIVATE" not in everything(data), which
    with store.read() as connection:
        frozen = connection.execute(
            sql("select facts || blocks from document_version "
                "union all select coalesce(blocks, '') || withheld from document_copy")
        ).scalars()  # fmt: skip
        assert all("PRIVATE" not in row for row in frozen)


# --- bytes for ever -------------------------------------------------------------------------------


def test_issued_bytes_never_change_whatever_is_edited_around_them(
    services, visit, note, version, store, tmp_path, monkeypatch
):
    redacted(services, version)
    every = (*COPIES, "redacted")
    before = every_file(services, version, every)
    found = services.documents.versions(note)[0]
    saved = {c: services.documents.export_version(found, c, tmp_path / "a") for c in every}
    edit_everything(services, visit, note, store, tmp_path, monkeypatch)
    assert every_file(services, version, every) == before
    found = next(v for v in services.documents.versions(note) if v.uid == version)
    for copy, paths in saved.items():
        again = services.documents.export_version(found, copy, tmp_path / "b")
        for old, new in zip(paths, again, strict=True):
            assert old.name == new.name and old.read_bytes() == new.read_bytes()
    assert selfcheck.faults_of(store) == []


def edit_everything(services, visit, note, store, tmp_path, monkeypatch):
    """The record, the school, the authority and its paper, the rulebook, the program itself."""
    from sif_desktop.models.tables import people
    from sif_desktop.models.tables.providers import provider
    from tests.services.test_every_write import a_picture

    services.capture.write_visit(visit, strengths="Everything is different now.")
    other = TaskFields("Another thing", "school", "Head", "2027-01-10", "It is seen")
    services.tasks.edit(services.visits.record(visit).tasks[0].uid, other)
    services.settings.change_authority("Vale Council", "Schools")
    services.settings.set_logo(a_picture("blue"), "Vale Council")
    paper = tmp_path / "Letterhead.dotx"
    paper.write_bytes(make_template())
    preview = services.house_style.preview(paper)
    services.house_style.keep(preview, {one.id: "A hill" for one in preview.pictures})
    services.settings.change_officer("Kim Rowe-Lund", "Adviser", "", "")
    services.settings.change_rulebook("rutland-2015")
    with store.action("Paper and words of our own") as act:
        act.update(provider, "oakfield", name="Oakfield Academy", urn="900099")
        act.create(people.learned_word, "team", word="Oakfield")
        mine = services.context.authority()
        act.update(people.authority, mine.uid, pack_version="99.9")
    monkeypatch.setattr("sif_desktop.__version__", f"{__version__}.9")
    services.documents.correct(note, "A date was wrong")
    services.drafts.edit_sentence(note, "answer:core_areas.teaching", "Different.")
    with store.action("Back to the rulebook") as act:
        act.update(people.authority, mine.uid, pack="england-2026")
    issue(services, note)


def test_the_self_check_finds_a_byte_that_changed(services, version, store):
    assert selfcheck.faults_of(store) == []
    with store.local() as connection:
        connection.execute(sql("update blob set bytes = x'255044' where sha256 = "
                               "(select pdf_sha256 from document_version)"))  # fmt: skip
    faults = selfcheck.faults_of(store)
    assert len(faults) == 1 and "version 1" in faults[0].lower() and "PDF" in faults[0]
    with store.local() as connection:
        connection.execute(sql("delete from blob where sha256 = (select docx_sha256 from "
                               "document_copy where copy = 'file')"))  # fmt: skip
    assert any("missing" in fault and "File copy" in fault for fault in selfcheck.faults_of(store))


# --- faults ---------------------------------------------------------------------------------------


def test_a_fault_while_freezing_leaves_no_half_version(services, note, store, monkeypatch):
    with_inner_words(services, note)
    kept = []
    keep = blobs.keep

    def third_fails(connection, content):
        kept.append(content)
        if len(kept) == 3:
            raise OSError("cut off")
        return keep(connection, content)

    monkeypatch.setattr(blobs, "keep", third_fails)
    with pytest.raises(OSError, match="cut off"):
        issue(services, note)
    assert nothing_issued(services, note, store)
    monkeypatch.setattr(blobs, "keep", keep)
    assert issue(services, note).number == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("at", [1, 3, 6])
def test_a_kill_while_freezing_leaves_no_half_version(services, note, store, at, monkeypatch):
    with_inner_words(services, note)
    store.checkpoint()
    store.engine.dispose()
    child = os.fork()
    if child == 0:
        _die_at(services, note, at)
    assert os.waitpid(child, 0)[1] == 9 << 8
    assert nothing_issued(services, note, store)
    assert selfcheck.faults_of(store) == []
    assert issue(services, note).number == 1


def _die_at(services, note, at):
    """In the child: issue, and be gone at the `at`-th file that is kept."""
    keep, kept = blobs.keep, []

    def counted(connection, content):
        kept.append(content)
        if len(kept) == at:
            os._exit(9)
        return keep(connection, content)

    try:
        blobs.keep = counted
        issue(services, note)
    finally:
        os._exit(1)


def nothing_issued(services, note, store) -> bool:
    with store.read() as connection:
        rows = sum(
            connection.execute(sql(f"select count(*) from {name}")).scalar_one()
            for name in ("document_version", "document_copy", "recipient", "blob")
        )
    return rows == 0 and services.documents.open(note).state == "drafting"


# --- to whom --------------------------------------------------------------------------------------


def test_whoever_had_an_earlier_version_is_proposed_for_its_correction(services, note):
    extra = replace(
        services.documents.recipients(note)[0],
        role="", label="Diocese", name="M. Ward", copy="school", route="letter",
    )  # fmt: skip
    chosen = [w for w in services.documents.recipients(note) if w.copy != "governors"]
    first = services.documents.issue(note, [*chosen, extra])
    from sif_desktop.services.documents.issue_log import Told

    services.issue_log.add(first.version_uid, Told("Trust", copy="governors", route="email"))
    services.issue_log.add(first.version_uid, Told("Applicant", route="disclosure"))
    services.documents.correct(note, "The number was wrong")
    proposed = services.documents.recipients(note)
    assert {(w.label, w.copy, w.had) for w in proposed} == {
        ("Headteacher", "school", 1),
        ("Chair of governors", "governors", 0),
        ("School improvement file", "file", 1),
        ("Diocese", "school", 1),
        ("Trust", "governors", 1),
    }
    assert next(w.name for w in proposed if w.label == "Diocese") == "M. Ward"
    issue(services, note)
    newest = services.documents.versions(note)[0]
    assert len(newest.recipients) == 5
    assert "Diocese" in one_space(words_of(services.documents.pdf_of(newest.uid)))


def test_a_version_bears_the_day_the_program_works_by(services, note):
    issue(services, note)
    assert date.fromisoformat(services.documents.versions(note)[0].issued_on) == date(2026, 11, 23)
