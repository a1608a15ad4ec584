"""What the journeys of plans have in common: rows written by keys, fields filled, words given."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QLabel

from sif_desktop.ui.widgets.fields import DateField
from tests.ui.journey import SCHOOL, active, asked, lines
from tests.ui.office import Key

KEYS = {
    "priority": (Key.Key_P, "title", "priorities"),
    "action": (Key.Key_A, "what", "actions"),
    "milestone": (Key.Key_M, "what", "milestones"),
    "criterion": (Key.Key_C, "what", "criteria"),
}


def plan(page):
    return page.view.page.plan


def begun(office, **given):
    """Answer the form that begins a plan; the page of that plan."""
    page = office.window.page("plan")
    was = page.view and plan(page).uid
    asked(office, **given)
    office.soon(lambda: office.window.here() == "plan")
    office.soon(lambda: page.view is not None and plan(page).uid != was)
    active(office)
    return page


def opened(office, uid):
    page = office.window.go("plan", {"uid": uid})
    office.soon(lambda: page.view is not None and plan(page).uid == uid)
    return page


def lens(office, page, name):
    """Bring a lens in front."""
    found = getattr(page, name)
    page.tabs.setCurrentWidget(found)
    office.soon(found.isVisible)
    return found


def chosen(office, page, uid):
    """Put the cursor of the outline on a row."""
    outline = lens(office, page, "outline")
    outline.tree.setFocus()
    outline.select(uid)
    office.soon(lambda: outline.panel.line is not None and outline.panel.line.uid == uid)
    return outline


def added(office, page, level, words, **fields):
    """Add a row by its key, type its words and then what else is asked of it; its uid."""
    key, main, rows = KEYS[level]
    outline = lens(office, page, "outline")
    outline.tree.setFocus()
    before = {one.uid for one in getattr(plan(page), rows)}
    office.press(key)

    def new():
        return [one.uid for one in getattr(plan(page), rows) if one.uid not in before]

    office.soon(lambda: bool(new()))
    (uid,) = new()
    office.soon(lambda: outline.panel.line is not None and outline.panel.line.uid == uid)
    filled(office, page, rows, uid, **{main: words}, **fields)
    return uid


def filled(office, page, rows, uid, **fields):
    """Fill fields of the row the panel shows, each kept as it is left."""
    outline = page.outline

    def row():
        return next(one for one in getattr(plan(page), rows) if one.uid == uid)

    for name, words in fields.items():
        field = outline.panel.fields[name]
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(words))
            field.activated.emit(field.currentIndex())
            value = words
        elif isinstance(field, DateField):
            field.line.setFocus()
            field.line.selectAll()
            office.type(words)
            value = field.value() or date.min
        else:
            field.setFocus()
            office.soon(lambda field=field: field.editor is not None)
            office.type(words)
            value = words
        outline.tree.setFocus()
        office.soon(lambda name=name, value=value: getattr(row(), name) == value)


def pulled(office, page):
    """Take every area for improvement in as a priority."""
    coverage = lens(office, page, "coverage")
    coverage.pull.click()
    office.soon(lambda: page.desk.form is not None and page.desk.form.isVisible())
    asked(office)
    office.soon(lambda: bool(plan(page).priorities))


def text_written(office, page, code, words):
    """Write a text or a role under Agreement."""
    agreement = lens(office, page, "agreement")
    slot = agreement.slots[code]
    slot.setFocus()
    office.soon(lambda: slot.editor is not None)
    office.type(words)
    agreement.take_focus()
    office.soon(lambda: plan(page).text(code) == words)


def word_line(office, page, label, place=0):
    """The line of one who has a word in the plan; `place` where there are several of the name."""
    agreement = lens(office, page, "agreement")

    def those():
        return [one for one in lines(agreement) if one.text == label]

    office.soon(lambda: bool(those()))
    return those()[place]


def asked_for_word(office, page, label, place=0):
    """Open the form in which somebody's word is recorded."""
    word_line(office, page, label, place).setFocus()
    office.press(Key.Key_Return)
    form = office.dialog()
    office.soon(form.isActiveWindow)
    return form


def word_given(office, page, kind, code, label, place=0, **given):
    """Record somebody's word in the plan."""
    asked_for_word(office, page, label, place)
    asked(office, **given)
    office.soon(lambda: plan(page).said(kind, code) is not None)


def review_kept(office, page, **given):
    count = len(page.view.reviews)
    lens(office, page, "review").keep_review()
    asked(office, **given)
    office.soon(lambda: len(page.view.reviews) == count + 1)


def movement(office, page):
    """What the table of the review says: words to way, dates and reason."""
    review = lens(office, page, "review")
    columns = {one.key: one for one in review.model.columns}
    return {
        row.words: tuple(columns[key].text(row) for key in ("way", "due", "reason"))
        for row in review.model.rows()
    }


def missing_plans(office):
    """What the list of missing plans says: school and kind of plan."""
    page = office.window.go("plans")
    page.tabs.setCurrentWidget(page.tabs["owed"])
    page.refresh(None)
    return page.tabs["owed"]


def said(widget):
    """All words that are seen, lines of lists included."""
    words = [one.text() for one in lines(widget, QLabel)]
    return " ".join((*words, *(f"{one.text} {one.detail} {one.right}" for one in lines(widget))))


def tells(office, widget, *words):
    """Wait until the words are seen: a part may just be built anew."""
    for one in words:
        office.soon(lambda one=one: one in said(widget))


def due_of(office, obligation):
    """Whether the list of what is due has this duty of the school."""
    rows = office.services.obligations.rows()
    return [one for one in rows if one.obligation == obligation and one.provider_uid == SCHOOL]
