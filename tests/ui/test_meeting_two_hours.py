"""Minutes of a two-hour meeting are issued within a minute of the last word, without retyping:
what is pressed beyond the words themselves is counted."""

import time

import pytest
from PySide6.QtWidgets import QApplication

from sif_desktop.services.meetings import PersonFields
from sif_desktop.ui.dialogs.issue_document import IssueDialog
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.meeting_desk import AskedForm
from tests.ui.journey import active
from tests.ui.meeting_room import begun_series, furnished, opened, planned, whole
from tests.ui.office import Ctrl, Key, Plain, Shift

ITEMS, ACTIONS, MOST = 25, 40, 12


class Hands:
    """A keyboard that counts what is pressed beyond words."""

    def __init__(self, office) -> None:
        self.office, self.pressed = office, []

    def press(self, name, key, held=Plain) -> None:
        self.pressed.append(name)
        self.office.press(key, held)


@pytest.fixture
def office(qtbot, tmp_path):
    made = furnished(qtbot, tmp_path)
    yield made
    made.window.go("settings")
    made.soon(lambda: not made.jobs.findChildren(Job))  # the page of the minutes is still laid out
    made.close()


@pytest.fixture
def meeting(office):
    """A planned meeting of everybody by name, with 25 items."""
    uid = planned(office, begun_series(office))
    services = office.services
    for one in whole(office, uid).people:
        fields = PersonFields(f"Holder of {one.role}", one.role, one.side, one.part)
        services.meetings.edit_person(one.uid, fields)
    while len(whole(office, uid).items) < ITEMS:
        n = len(whole(office, uid).items) + 1
        services.meeting_agenda.add(uid, f"Matter {n}", minutes=4)
    return uid


def test_minutes_of_a_two_hour_meeting_are_issued_in_at_most_twelve_keys(office, meeting, capsys):
    page = opened(office, meeting)
    active(office)
    hands = Hands(office)
    hands.press("begin", Key.Key_E, Ctrl | Shift)
    office.soon(lambda: page.control.page.row.state == "under_way")
    hands.press("everybody present", Key.Key_A, Ctrl | Shift)
    items = page.control.live()
    assert len(items) == ITEMS
    for n in range(ITEMS):
        office.type(f"What was said of matter {n + 1}: the work goes on as agreed.", enter=True)
        office.type(f"d Matter {n + 1} is settled for this term.", enter=True)
        for m in range(2 if n < ACTIONS - ITEMS else 1):
            office.type(f"a Do part {m + 1} of matter {n + 1}; Jo Bright; 11 Dec", enter=True)
        if n < ITEMS - 1:
            office.press(Key.Key_Return, Ctrl)
            assert page.control.item == items[n + 1] and page.live.jot.line.hasFocus()
    office.soon(lambda: len(page.control.page.actions) == ACTIONS)
    during = len(hands.pressed)

    hands.pressed = []
    last_word = time.monotonic()
    hands.press("the last item is discussed", Key.Key_Return, Ctrl)
    hands.press("end", Key.Key_E, Ctrl | Shift)
    office.soon(lambda: isinstance(office.dialog(), AskedForm))
    office.soon(office.dialog().isActiveWindow)
    hands.press("accept next date and end", Key.Key_Return, Ctrl)
    office.soon(lambda: office.window.here() == "composer")
    composer = office.window.page("composer")
    office.soon(lambda: composer.view is not None and composer.view.checked)
    active(office)
    composer.setFocus()
    for _ in range(2):  # a document that goes out for a look first takes two steps
        hands.press("next step", Key.Key_Return, Ctrl)
        before = composer.view.state
        office.soon(
            lambda before=before: composer.view.state != before
            or any(isinstance(one, IssueDialog) for one in QApplication.topLevelWidgets()
                   if one.isVisible())
        )  # fmt: skip
        if composer.view.state == before:
            break
    dialog = office.dialog()
    assert isinstance(dialog, IssueDialog)
    office.soon(dialog.isActiveWindow)
    hands.press("confirm the recipients", Key.Key_Return)
    office.soon(lambda: whole(office, meeting).row.minutes == "issued")
    seconds = time.monotonic() - last_word

    with capsys.disabled():
        told = ", ".join(hands.pressed)
        print(  # noqa: T201
            f"\n{ITEMS} items, {ACTIONS} actions: {during} keys besides words before, "
              f"{len(hands.pressed)} after the last word ({told}), {seconds:.1f} s")  # fmt: skip
    assert len(hands.pressed) <= MOST
    assert seconds < 60
    minutes = whole(office, meeting).row.document_uid
    version = office.services.documents.versions(minutes)[0]
    text = str(office.services.documents.open(minutes).draft)
    assert all(f"Matter {n + 1} is settled" in text for n in range(ITEMS))
    assert text.count("of matter") >= ACTIONS
    assert version.number == 1
    dialog.reject()
