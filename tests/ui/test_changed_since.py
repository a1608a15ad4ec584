"""What was issued never changes silently: the window says so, and shows then and now."""

from datetime import date

import pytest

from sif_desktop.models.tables.visits import visit as visits
from sif_desktop.ui.widgets.changed_mark import ChangedMark
from sif_desktop.ui.widgets.versions_card import MarkedText
from tests.services.office import record_visit
from tests.ui.two_offices import Desk


@pytest.fixture
def pair(qtbot, tmp_path):
    alex = Desk(qtbot, tmp_path / "a", "Alex Dale", school=True)
    robin = Desk(qtbot, tmp_path / "b", "Robin Gray", school=False)
    for one, other in ((alex, robin), (robin, alex)):
        one.services.exchange.add_card(other.services.exchange.card())
    yield alex, robin
    alex.close()
    robin.close()


def give(one, other, file):
    one.services.exchange.send(file, [row.id for row in one.services.exchange.colleagues()])
    other.context.announce(other.services.exchange.receive(file).changes, undoable=False)


def test_work_that_arrives_after_a_note_was_issued_is_said_over_the_visit_and_the_note(
    pair, tmp_path
):
    alex, robin = pair
    visit = record_visit(alex.services)
    give(alex, robin, tmp_path / "1.sifx")
    documents = alex.services.documents
    note = alex.services.notes.start(visit).uid
    documents.issue(note, documents.recipients(note))
    pages = documents.pdf_of(documents.versions(note)[0].uid)
    mark = ChangedMark(alex.window, alex.context)
    alex.window.go("visit", {"uid": visit})
    alex.idle()
    assert not mark.isVisible()

    with robin.services.context.store.action("Edited apart") as act:
        act.update(visits, visit, feedback_to="Chair of governors", feedback_date="2026-11-20")
    give(robin, alex, tmp_path / "2.sifx")
    alex.soon(mark.isVisible)
    assert mark.words.text().startswith("Changed since approval, in 2 places.")

    mark.compare.click()
    alex.soon(lambda: mark.dialog is not None)
    texts = [one.accessibleName() for one in mark.dialog.findChildren(MarkedText)]
    assert any(text.startswith("Chair of governors") for text in texts)
    assert any(text.startswith("20 November 2026") for text in texts)
    mark.dialog.reject()

    mark.show_issued.click()
    alex.soon(lambda: alex.window.here() == "composer")
    alex.soon(mark.isVisible)
    alex.soon(lambda: not mark.show_issued.isVisible())  # it is in front
    assert documents.pdf_of(documents.versions(note)[0].uid) == pages
    assert date.fromisoformat(mark.approved.issued_on)
    alex.window.go("school", {"uid": "oakfield"})
    alex.idle()
    assert not mark.isVisible()
