"""What two officers recorded differently is said in what is composed before it is decided."""

from __future__ import annotations

import pytest

from sif_desktop.domain.findings import FindingKind
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.visits import answer
from sif_desktop.models.tables.visits import visit as visits
from sif_desktop.sync.exchange import take
from tests.services.reading import words_of
from tests.sync import replicas


@pytest.fixture
def apart(store, recorded, tmp_path):
    """`apart(table, uid, column, mine, theirs)`: one field changed by two officers, exchanged."""
    other = replicas.copy_of((recorded.path, recorded.key), tmp_path / "other.sif", "officer-lee")

    def change(table, uid, column, mine, theirs):
        for one, value in ((store, mine), (other, theirs)):
            with one.action("Edited apart") as act:
                act.update(table, uid, **{column: value})
        lines = replicas.send(other, store)
        take(store, lambda: lines, "theirs")

    yield change
    other.engine.dispose()


def undecided(services, note):
    checks = services.documents.open(note).checks
    return [one.finding for one in checks if one.finding.kind is FindingKind.CONFLICT]


def printed(services, note, folder):
    """The words of the draft’s Word file and of its PDF."""
    return [words_of(file.read_bytes()) for file in services.documents.export_draft(note, folder)]


def test_the_checks_and_both_files_of_a_note_say_that_a_field_is_undecided(
    services, apart, note, visit, tmp_path
):
    assert undecided(services, note) == []
    apart(visits, visit, "feedback_to", "The head", "The deputy")
    [found] = undecided(services, note)
    assert "Visit: feedback given to" in found.message and found.place.capture
    for words in printed(services, note, tmp_path):
        assert "Undecided" in words and "Visit: feedback given to" in words


def test_an_answer_is_named_by_its_item(services, store, apart, note, visit):
    with store.read() as connection:
        query = answer.select().where(answer.c.visit_uid == visit, answer.c.item != "")
        row = connection.execute(query).mappings().first()
    apart(answer, row["uid"], "value", "mine", "theirs")
    [found, *_] = undecided(services, note)
    assert row["asked"] in found.message and found.place.item == row["item"]


def test_the_text_of_the_document_itself_may_be_undecided_and_sentences_of_both_be_kept(
    services, store, apart, note
):
    with store.read() as connection:
        row = connection.execute(document.select().where(document.c.uid == note)).mappings().one()
    first, _, rest = row["body"].partition('"text":"')
    head, _, last = rest.rpartition('"text":"')
    mine = f'{first}"text":"Alex: {head}"text":"{last}'
    theirs = f'{first}"text":"{head}"text":"Lee: {last}'
    apart(document, note, "body", mine, theirs)
    [found] = undecided(services, note)
    assert "Document: text" in found.message
    [row] = services.conflicts.rows()
    assert row.field == "Text" and "{" not in "".join(v.texts[0] for v in row.versions)
    assert row.both
    services.conflicts.keep_both(row)
    with store.read() as connection:
        row = connection.execute(document.select().where(document.c.uid == note)).mappings().one()
    assert "Alex: " in row["body"] and "Lee: " in row["body"]
    assert undecided(services, note) == []
