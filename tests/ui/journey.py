"""What the journeys through a shipped rulebook have in common: the keyboard, forms, marks."""

from contextlib import contextmanager
from datetime import date

from PySide6.QtWidgets import QComboBox, QDialog, QPushButton
from shiboken6 import isValid

from sif_desktop.models.tables.providers import provider
from sif_desktop.ui.dialogs.inspection_form import InspectionForm
from sif_desktop.ui.dialogs.inspection_responses import InspectionResponses
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.marks import StatusMark
from tests.ui.office import Ctrl, Key, Office, fill_form

SCHOOL = "oakfield"


@contextmanager
def working_by(qtbot, tmp_path, pack, **school):
    """The window under a shipped rulebook, with one school of the kind named."""
    made = Office(qtbot, tmp_path, pack)
    with made.services.context.store.action("About the school") as act:
        act.update(provider, SCHOOL, **school)
    yield made
    made.window.go("settings")
    made.soon(lambda: not made.jobs.findChildren(Job))  # a letter may still be laid out
    made.close()


def active(office):
    """As a desktop does when a dialog closes."""
    office.soon(lambda: not shown(office))
    office.window.activateWindow()
    office.soon(office.window.isActiveWindow)


def shown(office):
    return [one for one in office.window.findChildren(QDialog) if one.isVisible()]


def tab_to(office, widget):
    """Press Tab until `widget` has the keyboard."""
    for _ in range(60):
        if widget.hasFocus():
            return
        office.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {widget.accessibleName()}")


def fill(office, widget, words):
    """Go to a field by Tab and type: a box of choices takes the first letters of one."""
    tab_to(office, widget)
    office.type(words)
    if isinstance(widget, QComboBox):
        assert widget.currentText().startswith(words), widget.currentText()


def press_button(office, words, within=None):
    """Press the button that says `words`, by the keyboard."""
    within = within or office.window

    def found():
        buttons = within.findChildren(QPushButton)
        return [one for one in buttons if one.text() == words and one.isVisible()]

    office.soon(lambda: bool(found()))
    found()[0].setFocus()
    office.press(Key.Key_Space)


def marks(page):
    """What the status marks say that are seen."""
    return [one.words for one in page.findChildren(StatusMark) if one.isVisible()]


def lines(page, kind=LineRow):
    return [one for one in page.findChildren(kind) if one.isVisible()]


def inspection_form(office, title):
    """The form for a new inspection of the school, opened on its page."""
    page = office.window.go("school", {"uid": SCHOOL})
    office.soon(lambda: page.title() == title)
    press_button(office, "Record an inspection…", page)
    office.soon(lambda: isinstance(office.dialog(), InspectionForm))
    form = office.dialog()
    office.soon(form.isActiveWindow)
    return form


def recorded(office, form, **days):
    """Type the days and record it; the sheet of what follows opens."""
    for name, words in days.items():
        fill(office, getattr(form, name).line, words)
    form.verb.click()
    refused = settled(office, form, lambda: not isValid(form) or not form.isVisible())
    assert not refused, refused
    office.soon(lambda: isinstance(office.dialog(), InspectionResponses))
    follows = office.dialog()
    office.soon(follows.isActiveWindow)
    return follows


def category(office, uid=SCHOOL):
    office.window.go("category", {"uid": uid})
    page = office.window.page("category")
    office.soon(lambda: page._view is not None and page._view.uid == uid)
    page.criteria.table.setFocus()
    return page


def judge(office, page, criterion, key, value):
    """Judge a criterion by its key."""
    page.criteria.table.setFocus()
    page.criteria.table.select_key(criterion)
    office.press(key)
    office.soon(lambda: page._line_of(criterion).value == value)


def open_decision(office):
    office.press(Key.Key_D, Ctrl)
    form = office.dialog()
    office.soon(form.isActiveWindow)
    return form


def confirmed(office, form, page, count):
    office.press(Key.Key_Return, Ctrl)
    refused = settled(office, form, lambda: len(page._view.history) == count)
    assert not refused, refused
    active(office)


def settled(office, form, done):
    """Wait until `done`, or until the form says what is wrong: its words."""
    office.soon(lambda: done() or (isValid(form) and form.fault.isVisible()))
    return form.fault.text() if not done() and isValid(form) else ""


def decide(office, page, reasons, day=None, *, count):
    """Decide as proposed, with these reasons, on `day`."""
    form = open_decision(office)
    if form._view.capacity:
        form.capacity.setCurrentIndex(1)
    if day is not None:
        form.day.set_value(date.fromisoformat(day))
    tab_to(office, form.reasons)
    office.type(reasons)
    confirmed(office, form, page, count)


def asked(office, **given):
    """Fill in the short form that is shown and confirm it."""
    dialog = office.dialog()
    fill_form(dialog, **given)
    office.bot.keyClick(dialog.verb, Key.Key_Return, Ctrl)
    refused = settled(office, dialog, lambda: not shown(office))
    assert not refused, refused
    active(office)


def note_on_due(office, obligation, day):
    """Note on the page of what is due that it took place."""
    due = office.window.go("due")
    office.soon(lambda: any(row.obligation == obligation for row in due.model.rows()))
    row = next(row for row in due.model.rows() if row.obligation == obligation)
    due.table.setFocus()
    due.table.select_key(row.key)
    office.press(Key.Key_D)
    dialog = office.dialog()
    dialog._day.set_value(day)
    dialog.verb.click()
    active(office)


def take_steps(office, count, **given):
    """Take the next steps of the case that is open."""
    page = office.window.page("case")
    for _ in range(count):
        before = len(page.shown.taken)
        office.bot.keyClick(page, Key.Key_N, Ctrl)
        asked(office, **given)
        office.soon(lambda before=before: len(page.shown.taken) == before + 1)
    return page


def open_proposed_case(office):
    """Open the case that the rulebook proposes."""
    page = office.window.go("cases", {"list": "proposed"})
    pane = page.tabs["proposed"]
    office.soon(lambda: pane.model.rowCount() == 1)
    pane.table.setFocus()
    office.press(Key.Key_O)
    asked(office)
    office.soon(lambda: office.window.here() == "case")
    case = office.window.page("case")
    office.soon(lambda: case.shown is not None)
    return case
