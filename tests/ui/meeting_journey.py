"""What the journeys of meetings have in common: series begun, meetings held by keys, papers issued
from the composer and both their files read back."""

from datetime import date

from PySide6.QtWidgets import QApplication

from sif_desktop.domain.copies import FILE, GOVERNORS, SCHOOL
from sif_desktop.models.changes import restricted_part
from sif_desktop.models.tables.plans import plan, plan_action, plan_priority
from sif_desktop.models.tables.visits import jotting, visit
from sif_desktop.services.plans import PlanFields
from sif_desktop.services.provider_rules import PersonFields
from sif_desktop.ui.dialogs.issue_document import IssueDialog
from tests.services.reading import docx_lines, everything, pdf_text
from tests.ui import journey
from tests.ui.journey import active, asked, settled
from tests.ui.office import Ctrl, Key, Shift

MARKER = "Zanzibarine"  # stands in everything that is restricted
COPIES = (SCHOOL, GOVERNORS, FILE)


def on(office, day):
    """The journey goes on at this day."""
    office.day = date.fromisoformat(day)


def people(office, *holders):
    """Who holds which role at the school: (role, name)."""
    for role, name in holders:
        given = PersonFields(role, name, from_date="2024-09-01")
        office.services.schools.add_person(journey.SCHOOL, given)


def secrets(office):
    """The marker in a restricted plan, in a restricted visit and in a jotting of an open one."""
    part, kind = restricted_part("secret"), office.services.context.pack().visit_types[0].code
    with office.services.context.store.action("Restricted") as act:
        act.create(
            plan, part, "secret-plan", provider_uid=journey.SCHOOL, state="running", title=MARKER,
            template="none",
        )  # fmt: skip
        top = act.create(
            plan_priority, part, plan_uid="secret-plan", place="a", title=f"{MARKER} priority"
        )
        act.create(
            plan_action, part, plan_uid="secret-plan", priority_uid=top, place="a",
            what=f"{MARKER} action", due="2026-09-30",
        )  # fmt: skip
        act.create(
            visit, part, provider_uid=journey.SCHOOL, visit_type=kind, state="issued",
            visit_date="2026-10-15", purpose=MARKER,
        )  # fmt: skip
        seen = act.create(
            visit, journey.SCHOOL, provider_uid=journey.SCHOOL, visit_type=kind,
            visit_date="2026-10-16", state="issued",
        )  # fmt: skip
        act.create(jotting, journey.SCHOOL, visit_uid=seen, text=f"{MARKER} jotting")


def running_plan(office, title, *priorities, start="2026-09-08", end="2027-03-24"):
    """A plan of the school that runs, with a milestone under each priority."""
    services = office.services
    kind = services.plans.offered(journey.SCHOOL)[0]
    made = services.plans.begin(journey.SCHOOL, kind.id, PlanFields(title, start, end)).uid
    outline = services.plan_outline
    for words in priorities:
        top = outline.add(made, "priority", {"title": words}).uid
        row = {"what": f"{words}: half-way", "due": "2027-01-29"}
        outline.add(made, "milestone", row, priority_uid=top)
    services.plans.run(made)
    return made


# Series -------------------------------------------------------------------------------------------


def series_form(office, about, kind):
    """The form that begins a series, about this school or body, its kind chosen."""
    office.window.go("meetings")
    office.press(Key.Key_N, Ctrl)
    form = office.dialog()
    office.soon(form.isActiveWindow)
    form.about.setCurrentIndex(form.about.findData(about))
    office.soon(lambda: form.kinds.count() > 0)
    kinds = [form._at(row).kind for row in range(form.kinds.count())]
    form.kinds.setCurrentRow(kinds.index(kind))
    return form


def refused(office, form):
    """Press the verb: what the form says is wrong."""
    office.press(Key.Key_Return, Ctrl)
    office.soon(form.fault.isVisible)
    return form.fault.text()


def begun(office, form):
    """Press the verb: the page of the series begun."""
    page = office.window.page("series")
    before = page._uid
    office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
    wrong = settled(office, form, lambda: page._uid != before)
    assert not wrong, wrong
    office.soon(lambda: page.shown is not None and page.shown.row.uid == page._uid)
    active(office)
    return page


def series(office, uid):
    page = office.window.go("series", {"uid": uid})
    office.soon(lambda: page.shown is not None and page.shown.row.uid == uid)
    active(office)
    return page


def planned(office, page, **given):
    """Plan the next meeting from the page of its series; the page of the meeting."""
    series_uid, before = page.shown.row.uid, office.window.page("meeting").control.uid
    page.primary.click()
    office.dialog()
    asked(office, **given)
    made = office.window.page("meeting")
    office.soon(lambda: office.window.here() == "meeting" and made.control.uid != before)
    office.soon(lambda: made.control.page is not None)
    assert made.control.page.row.series_uid == series_uid
    uid = made.control.uid
    office.soon(
        lambda: made.agenda.pane._page is not None and made.agenda.pane._page.row.uid == uid
    )
    active(office)
    return made


# A meeting ----------------------------------------------------------------------------------------


def shown(office, uid=""):
    """The page of the meeting, read."""
    page = office.window.page("meeting")
    office.soon(lambda: page.control.page is not None and uid in ("", page.control.uid))
    office.soon(lambda: page.whole)
    active(office)
    return page


def meeting(office, uid):
    office.window.go("meeting", {"uid": uid})
    return shown(office, uid)


def begin(office, page):
    """Begin the meeting; the cursor rests in the line."""
    office.press(Key.Key_E, Ctrl | Shift)
    office.soon(lambda: page.control.page.row.state == "under_way")
    office.soon(lambda: page.tabs.name() == "live" and page.live.jot.line.hasFocus())


def at_item(office, page, title):
    """Go down the agenda by keys until this item is in hand."""
    for _ in page.control.live():
        if page.control.current().title == title:
            return
        office.press(Key.Key_Down, Ctrl)
    raise AssertionError(f"{title} is not on the agenda")


def say(office, page, *typed):
    """Type lines under the item in hand, each entered by its key."""
    page.live.jot.setFocus()
    for words in typed:
        before = _said(office, page)
        office.type(words, enter=True)
        office.soon(lambda before=before: _said(office, page) == before + 1)
        office.soon(page.live.jot.line.hasFocus)


def _said(office, page):
    whole = office.services.meetings.page(page.control.uid, restricted=True)
    return len(whole.lines) + len(whole.actions)


def discussed(office, page):
    """The item in hand is discussed, and the next is in hand."""
    uid = page.control.item
    page.live.jot.setFocus()
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: page.control.page.item(uid).state == "discussed")


def came(office, page, name, key):
    """Say by a key of somebody that they came, did not come or were represented."""
    page.live.look_at("people")
    people_list = page.live.people.list
    people_list.setFocus()
    people_list.select(person(page, name).uid)
    office.press(key)


def person(page, name):
    """Somebody asked, by name, or by role where nobody holds it."""
    return next(one for one in page.control.page.people if name in (one.name, one.role_label))


def everybody(office, page):
    office.press(Key.Key_A, Ctrl | Shift)
    office.soon(lambda: all(one.attendance for one in page.control.page.people if one.name))


def row_of(page, words):
    return next(r for p in page.control.page.plans for r in p.rows if r.text.startswith(words))


def review(office, page, words, rating, **said):
    """Review a row of a plan in place: its texts by Tab, then how it stands by a digit."""
    page.live.look_at("review")
    panel, row = page.live.review, row_of(page, words)
    panel.list.setFocus()
    panel.list.select(f"{row.plan_uid}/{row.row_uid}")
    for name, text in said.items():
        panel.slots[name].setFocus()
        office.soon(lambda name=name: panel.slots[name].editor is not None)
        office.type(text)
    panel.list.setFocus()
    office.soon(lambda: all(getattr(row_of(page, words), n) == t for n, t in said.items()))
    office.press(rating)
    office.soon(lambda: row_of(page, words).rating != "" and row_of(page, words).reviewed)


def ended(office, page, **given):
    """End the meeting; the composer with its minutes, composed and checked."""
    uid = page.control.uid
    page.live.jot.setFocus()
    office.press(Key.Key_E, Ctrl | Shift)
    office.dialog()
    asked(office, **given)
    paper = composer(office)
    assert office.services.meetings.page(uid).row.state == "held"
    return paper


def agreed(office, page):
    """The minutes of the meeting before are agreed at this one, by the button that says so."""
    page.lens("minutes")
    office.soon(page.minutes.agree.isVisible)
    page.minutes.agree.click()
    office.soon(lambda: not page.minutes.agree.isVisible())


# Papers -------------------------------------------------------------------------------------------


def composer(office, kind="minutes"):
    """The composer, its document of this kind read and checked."""
    page = office.window.page("composer")
    office.soon(lambda: office.window.here() == "composer")

    def ready():
        return page.view is not None and page.view.checked and page.view.state == "drafting"

    office.bot.waitUntil(lambda: ready() and page.view.kind == kind)
    active(office)
    return page


def issued(office, page):
    """Issue what the composer shows by its one button; the newest version."""
    page.setFocus()
    office.press(Key.Key_Return, Ctrl)

    def dialogs():
        return [d for d in QApplication.topLevelWidgets() if isinstance(d, IssueDialog)]

    office.soon(lambda: any(one.isVisible() for one in dialogs()))
    dialog = next(one for one in dialogs() if one.isVisible())
    office.soon(dialog.isActiveWindow)
    office.press(Key.Key_Return)
    office.bot.waitUntil(lambda: page.view.state == "issued")
    dialog.reject()
    active(office)
    office.bot.waitUntil(lambda: not page.page._rendering and not page.page._later.isActive())
    version = office.services.documents.versions(page.view.uid)[0]
    nothing_restricted(office, version)
    return version


def files(office, version, copy=SCHOOL):
    """Word and PDF of a copy."""
    documents = office.services.documents
    return documents.docx_of(version.uid, copy), documents.pdf_of(version.uid, copy)


def texts(office, version, copy=SCHOOL):
    """What a reader sees in Word and in the PDF."""
    word, pdf = files(office, version, copy)
    return " ".join(docx_lines(word)), pdf_text(pdf)


def read_back(office, version, *wanted, absent=(), copy=SCHOOL):
    """Both files say all that is wanted and nothing of what is absent."""
    for told in texts(office, version, copy):
        for words in wanted:
            assert words in told, (words, told)
        for words in absent:
            assert words not in told, words


def nothing_restricted(office, version):
    """No byte of any copy tells what is restricted."""
    for copy in COPIES:
        for data in files(office, version, copy):
            assert MARKER not in everything(data)
