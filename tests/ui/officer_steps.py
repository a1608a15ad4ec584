"""What each of two officers does in a window of their own, by keys: work, a file, decisions."""

from pathlib import Path

from PySide6.QtCore import Qt

from sif_desktop.domain.forms import Answer
from sif_desktop.models.rebuild import disagreements
from tests.ui import meeting_journey, meeting_room
from tests.ui.office import Ctrl, Key
from tests.ui.plan_journey import chosen, opened, plan
from tests.ui.two_offices import state

Alt = Qt.KeyboardModifier.AltModifier


def begun(desk):
    """A visit under way, a plan with one priority, a meeting under way; their uids by name."""
    services = desk.services
    visit = desk.planned()
    services.visits.start(visit)
    template = services.plans.offered("oakfield")[0]
    made = services.plans.begin("oakfield", template.id, services.plans.defaults(template)).uid
    priority = services.plan_outline.add(made, "priority", {"title": "Reading"}).uid
    meeting = meeting_room.planned(desk, meeting_room.begun_series(desk))
    services.meetings.begin(meeting)
    return {"visit": visit, "plan": made, "priority": priority, "meeting": meeting}


# The visit ----------------------------------------------------------------------------------------


def grade(desk, visit, item, digit, evidence):
    """On the checklist of the visit."""
    desk.to_front()
    page = desk.visit(visit)
    page.checklist.focus_item(item)
    desk.type(digit)
    desk.press(Key.Key_Return)
    desk.type(evidence)
    desk.press(Key.Key_F6)
    desk.soon(lambda: _answer(desk, page, item).evidence == evidence)
    desk.idle()


def _answer(desk, page, item):
    return desk.record(page).answers_of("core-visit").get(item, Answer(item))


def jot(desk, visit, words):
    desk.to_front()
    page = desk.visit(visit)
    page.jot.line.setFocus()
    desk.type(words, enter=True)
    desk.soon(lambda: words in [one.text for one in desk.record(page).jottings])
    desk.idle()


def typing(desk, visit, item, evidence, jotting):
    """Half a jotting, then words of an answer: the cursor still stands in them."""
    desk.to_front()
    page = desk.visit(visit)
    page.jot.line.setFocus()
    desk.type(jotting)
    page.checklist.focus_item(item)
    desk.press(Key.Key_Return)
    desk.soon(page.checklist.form.row(item).evidence.edit().hasFocus)
    desk.type(evidence)


def typed(desk, item):
    """Back where one was: what stands in the line and in the answer, and the lines noted."""
    desk.to_front()
    desk.press(Key.Key_Left, Alt)
    desk.soon(lambda: desk.window.here() == "visit")
    page = desk.window.page("visit")
    desk.soon(lambda: page.whole)
    desk.idle()
    noted = [one.text for one in page.control.capture.record.jottings]
    return [page.jot.line.text(), page.checklist.form.row(item).evidence.text(), *noted]


def ended_line(desk, words):
    """Type the rest of the line that stands there."""
    page = desk.window.page("visit")
    page.jot.line.setFocus()
    page.jot.line.end(False)
    desk.type(words, enter=True)
    desk.soon(lambda: page.jot.line.text() == "")
    desk.idle()


# The plan -----------------------------------------------------------------------------------------


def retitle(desk, plan_uid, row, words):
    """The priority of the plan, in the panel beside the outline."""
    desk.to_front()
    page = opened(desk, plan_uid)
    outline = chosen(desk, page, row)
    field = outline.panel.fields["title"]
    field.setFocus()
    desk.soon(lambda: field.editor is not None)
    field.editor.selectAll()
    desk.type(words)
    outline.tree.setFocus()
    desk.soon(lambda: plan(page).priorities[0].title == words)
    desk.idle()


# The minutes --------------------------------------------------------------------------------------


def at_meeting(desk, uid, place):
    """The page of the meeting with the item at this place of the agenda in hand."""
    desk.to_front()
    page = meeting_room.opened(desk, uid)
    page.lens("live")
    page.live.jot.setFocus()
    live = page.control.live()
    away = place - live.index(page.control.item)
    for _ in range(abs(away)):
        desk.press(Key.Key_Down if away > 0 else Key.Key_Up, Ctrl)
    assert page.control.item == live[place]
    page.clock._since -= 60  # it is spoken about for a minute
    return page


def minute(desk, meeting, place, lines):
    """Type lines under an item of the agenda."""
    page = at_meeting(desk, meeting, place)
    meeting_journey.say(desk, page, *lines)
    desk.idle()


def reword(desk, meeting, place, was, words):
    """Change a line that stands under an item."""
    page = at_meeting(desk, meeting, place)
    line = next(one for one in page.control.page.lines if one.text == was)
    listed = page.live.notes.list
    listed.setFocus()
    listed.select(line.uid)
    desk.press(Key.Key_Return)
    desk.soon(page.live.jot.line.hasFocus)
    page.live.jot.line.selectAll()
    desk.type(words, enter=True)
    desk.soon(lambda: words in [one.text for one in page.control.page.lines])
    desk.idle()


def minuted(desk, meeting):
    """The lines that stand on its page when one comes back to it."""
    desk.to_front()
    page = meeting_room.opened(desk, meeting)
    desk.idle()
    return [one.text for one in page.control.page.lines]


# What both changed --------------------------------------------------------------------------------


def decide(desk, answers):
    """Answer by keys what is asked about these fields: a digit uses that version, anything else
    are words of one's own; gives the fields that were answered."""
    page, done = desk.conflicts(), []
    desk.soon(lambda: page.current() is not None)
    desk.soon(page.list.hasFocus)
    seen = ""
    while (asked := page.current()) is not None and asked.key != seen:
        if asked.field not in answers:
            seen = asked.key
            desk.press(Key.Key_Return)
            continue
        if (words := answers[asked.field]).isdigit():
            desk.type(words)
        else:
            desk.press(Key.Key_W)
            desk.soon(page.card.fields[0].hasFocus)
            page.card.fields[0].selectAll()
            desk.type(words)
            desk.press(Key.Key_Return, Ctrl)
        desk.soon(lambda was=asked.key: was not in page._asked)
        desk.idle()
        done.append(asked.field)
    return done


# Files --------------------------------------------------------------------------------------------


def save_card(desk, card):
    return desk.save_card(Path(card))


def add_card(desk, card, words):
    return desk.add_card(Path(card), words)


def send(desk, stick):
    return str(desk.send(Path(stick), jottings=True))


def receive(desk, file):
    """How many fields it asks about."""
    return desk.receive(Path(file)).conflicts


def drop(desk, file):
    """The same over whatever is being done."""
    return desk.drop(Path(file)).conflicts


def held(desk):
    """All that is shared, once it was seen to follow from the log; and what waits for a person."""
    found = state(desk)
    with desk.services.context.store.read() as connection:
        assert disagreements(connection) == []
    return {
        "state": found,
        "asked": sorted(one.field for one in desk.services.deciding.questions()),
    }
