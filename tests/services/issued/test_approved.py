"""A record that changes after its note was issued: said, and the note as it was issued kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sif_desktop.models.tables.documents import version
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import visit as visits
from sif_desktop.sync.exchange import take
from tests.services.conftest import TODAY
from tests.sync import replicas


@pytest.fixture
def issued(services, note):
    services.documents.issue(note, services.documents.recipients(note))
    return services


@pytest.fixture
def colleague(issued, recorded, tmp_path):
    """Another officer's caseload that held the visit before the note was issued."""
    other = replicas.copy_of((recorded.path, recorded.key), tmp_path / "other.sif", "officer-lee")
    yield other
    other.engine.dispose()


def frozen(store) -> list[tuple]:
    with store.read() as connection:
        return [tuple(row) for row in connection.execute(select(version))]


def receive(store, colleague) -> None:
    lines = replicas.send(colleague, store)
    take(store, lambda: lines, "theirs")


def test_what_arrives_later_changes_the_record_and_never_the_issued_note(
    issued, store, colleague, note, visit
):
    assert issued.documents.open(note).changed == ()
    before, page = frozen(store), issued.documents.pdf_of(issued.documents.versions(note)[0].uid)
    with store.read() as connection:
        was = connection.execute(select(visits.c.summary).where(visits.c.uid == visit)).scalar()
    with colleague.action("Edited apart") as act:
        act.update(visits, visit, summary=f"{was or ''} A sentence from elsewhere.")
        act.create(task, "oakfield", provider_uid="oakfield", visit_uid=visit, what="Later")
    receive(store, colleague)
    changed = issued.documents.open(note).changed
    assert {(one.record, one.label) for one in changed} == {("Visit", "Summary"), ("Task", "added")}
    [summary] = [one for one in changed if one.label == "Summary"]
    assert (summary.was, summary.now) == (was or "", f"{was or ''} A sentence from elsewhere.")
    assert frozen(store) == before
    assert issued.documents.pdf_of(issued.documents.versions(note)[0].uid) == page


def test_of_the_visit_and_of_the_note_it_is_said_what_was_changed_in_words(
    issued, store, colleague, note, visit
):
    assert issued.approvals.about(visit) is None
    with colleague.action("Edited apart") as act:
        act.update(visits, visit, feedback_date="2026-11-20")
    receive(store, colleague)
    of_visit, of_note = issued.approvals.about(visit), issued.approvals.about(note)
    assert of_visit == of_note and of_visit.document_uid == note
    [one] = of_visit.changed
    assert (one.label, one.now) == ("Feedback given on", "20 November 2026")
    assert issued.approvals.about("oakfield") is None


def test_going_on_with_an_agreed_action_is_no_change_of_what_was_agreed(issued, store, note, visit):
    with store.read() as connection:
        uid = connection.execute(select(task.c.uid).where(task.c.visit_uid == visit)).scalar()
    with store.action("Done") as act:
        act.update(task, uid, state="done", done_on=TODAY.isoformat())
    assert issued.documents.open(note).changed == ()
    with store.action("Deleted") as act:
        act.delete(task, uid)
    assert [one.label for one in issued.documents.open(note).changed] == ["removed"]


def test_the_same_words_written_again_are_no_change(issued, store, note, visit):
    with store.read() as connection:
        title = connection.execute(select(visits.c.title).where(visits.c.uid == visit)).scalar()
    for words in ("Otherwise", title):
        with store.action("Edited") as act:
            act.update(visits, visit, title=words)
        assert bool(issued.documents.open(note).changed) == (words != title)
