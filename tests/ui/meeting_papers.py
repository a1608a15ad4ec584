"""Further steps of journeys of meetings: money, plans told apart, reports upward."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from sif_desktop.services.plans import PlanFields
from tests.ui import meeting_journey as at
from tests.ui.journey import SCHOOL, active, asked, settled, shown
from tests.ui.office import Ctrl, Key


def running(office, kind, title, priority, **rows):
    """A plan of this kind that runs, with one priority and rows under it by their level."""
    outline, plans = office.services.plan_outline, office.services.plans
    span = PlanFields(title, "2026-09-08", "2027-07-16")
    uid = plans.begin(SCHOOL, kind, span).uid
    top = outline.add(uid, "priority", {"title": priority}).uid
    for level, given in rows.items():
        for words, due in given:
            fields = {"what": words, **({"due": due} if due else {})}
            outline.add(uid, level, fields, priority_uid=top)
    plans.run(uid)
    return uid


def kinds(form):
    """What the form that begins a series offers: words by the code of the kind."""
    items = [form.kinds.item(row) for row in range(form.kinds.count())]
    return {form._at(row).kind: item.text() for row, item in enumerate(items)}


def named(office, page, role, name):
    """Give a seat that nobody holds a name, on the list of people."""
    page.live.look_at("people")
    people = page.live.people.list
    people.setFocus()
    seat = next(one for one in page.control.page.people if one.role == role)
    people.select(seat.uid)
    office.press(Key.Key_Return)
    office.dialog()
    asked(office, name=name)
    office.soon(lambda: any(one.name == name for one in page.control.page.people))


def item(page, standing):
    """The item of the agenda that the rulebook calls so, by its title."""
    return next(one for one in page.control.page.items if one.standing == standing).title


def funded(office, page, what, amount, **more):
    """Decide on money under the item in hand."""
    before = len(page.control.page.funding)
    page.live.notes.buttons["funding"].click()
    office.dialog()
    asked(office, what=what, amount=amount, **more)
    office.soon(lambda: len(page.control.page.funding) == before + 1)
    return page.control.page.funding[-1]


def known(office, page, role, words):
    """Write what a service knows of the school, under Minutes."""
    page.lens("minutes")
    slot = page.minutes.slots[role]
    slot.setFocus()
    office.soon(lambda: slot.editor is not None)
    office.type(words)
    page.minutes.list.setFocus()
    office.soon(lambda: page.control.page.contributions.get(role) == words)


# Reports ------------------------------------------------------------------------------------------


def reported(office, report, about=SCHOOL, **days):
    """Begin a report from the page of meetings; the composer with its draft."""
    meetings = office.window.go("meetings")
    active(office)
    meetings.upward.write_report()
    form = office.dialog()
    office.soon(form.isActiveWindow)
    form.about.setCurrentIndex(form.about.findData(about))
    office.soon(lambda: report in offered(form))
    form.reports.setCurrentRow(offered(form).index(report))
    for name, given in days.items():
        field = getattr(form, name)
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(given))
        else:
            field.set_value(date.fromisoformat(given))
    before = {one.uid for one in office.services.documents.documents()}
    office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
    wrong = settled(office, form, lambda: not shown(office))
    assert not wrong, wrong
    page = office.window.page("composer")
    office.soon(lambda: page.view is not None and page.view.uid not in before)
    return at.composer(office, "report")


def offered(form):
    rows = [form.reports.item(row) for row in range(form.reports.count())]
    return [row.data(Qt.ItemDataRole.UserRole).report for row in rows]


def filled(office, page, code, words):
    """Fill in a part of a report beside its draft: words typed, or an answer chosen."""
    form = page.letter.form
    form.go_to(code)
    control = form.control(code)
    if isinstance(control, QComboBox):
        control.setCurrentIndex(control.findData(words))
        control.activated.emit(control.currentIndex())
    else:
        office.type(words)
        page.sheet.setFocus()
    office.soon(lambda: next(f for f in page.view.form if f.code == code).value == words)


def musts(page):
    """What must be put right before the document may go out."""
    found = [line.finding for line in page.view.checks]
    return [one.message for one in found if one.severity == "must"]


def receivers(office, page):
    """Who receives it by the rulebook, by role."""
    return {one.role for one in office.services.documents.recipients(page.view.uid)}


# What is read back --------------------------------------------------------------------------------


def in_order(office, version, *wanted, copy=at.SCHOOL):
    """Both files say these words one after the other."""
    for told in at.texts(office, version, copy):
        place = 0
        for words in wanted:
            found = told.find(words, place)
            assert found >= 0, (words, told[place : place + 400])
            place = found + len(words)
