"""Two officers with two windows and two caseloads: work apart, one file each way, one decision."""

import pytest

from sif_desktop.domain.forms import Answer
from sif_desktop.models.tables.providers import provider
from tests.ui.office import Ctrl, Key
from tests.ui.plan_journey import chosen, opened, plan
from tests.ui.two_offices import Desk, differences

TEACHING, SAFE = "core_areas.teaching", "core_areas.safeguarding"


@pytest.fixture
def pair(qtbot, tmp_path):
    alex = Desk(qtbot, tmp_path / "a", "Alex Dale", school=True)
    robin = Desk(qtbot, tmp_path / "b", "Robin Gray", school=False)
    with alex.services.context.store.action("What it is") as act:
        act.update(provider, "oakfield", kind="maintained_school")
    yield alex, robin
    alex.close()
    robin.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def a_plan(desk):
    """A running plan with one priority; the plan's and the priority's uid."""
    plans = desk.services.plans
    template = plans.offered("oakfield")[0]
    uid = plans.begin("oakfield", template.id, plans.defaults(template)).uid
    return uid, desk.services.plan_outline.add(uid, "priority", {"title": "Reading"}).uid


def grade(desk, visit, item, digit, evidence):
    """On the checklist of the visit, by keys."""
    desk.to_front()
    page = desk.visit(visit)
    page.checklist.focus_item(item)
    desk.type(digit)
    desk.press(Key.Key_Return)
    desk.type(evidence)
    desk.press(Key.Key_F6)
    desk.soon(lambda: _answer(desk, page, item).evidence == evidence)
    desk.idle()


def jot(desk, visit, words):
    desk.to_front()
    page = desk.visit(visit)
    page.jot.line.setFocus()
    desk.type(words, enter=True)
    desk.soon(lambda: words in [one.text for one in desk.record(page).jottings])
    desk.idle()


def _answer(desk, page, item):
    return desk.record(page).answers_of("core-visit").get(item, Answer(item))


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


def exchanged(alex, robin, stick):
    """A file each way; what the second to receive was told."""
    robin.receive(alex.send(stick, jottings=True))
    return alex.receive(robin.send(stick, jottings=True))


def test_two_officers_work_apart_exchange_by_file_decide_on_screen_and_hold_the_same(pair, stick):
    alex, robin = pair
    robin.add_card_of(alex, stick)
    alex.add_card_of(robin, stick)
    visit = alex.planned()
    alex.services.visits.start(visit)
    plan_uid, priority = a_plan(alex)
    robin.receive(alex.send(stick, jottings=True))

    # Apart from each other, at the same school on the same day.
    grade(alex, visit, TEACHING, "2", "Seen in three classes.")
    grade(robin, visit, TEACHING, "3", "Books are uneven.")
    grade(robin, visit, SAFE, "2", "Register looked at.")
    jot(alex, visit, "TA with four pupils")
    jot(robin, visit, "hall display about rivers")
    retitle(alex, plan_uid, priority, "Reading across the school")
    retitle(robin, plan_uid, priority, "Reading in key stage 1")

    exchanged(alex, robin, stick)
    assert differences(alex, robin) == []
    record = alex.services.visits.record(visit)
    assert {one.text for one in record.jottings} == {
        "TA with four pupils", "hall display about rivers",
    }  # fmt: skip

    # Both see the same questions; Alex, whose school it is, decides by keys.
    page = alex.conflicts()
    alex.soon(lambda: page.current() is not None)
    assert alex.services.conflicts.count() == robin.services.conflicts.count() > 0
    alex.soon(page.list.hasFocus)
    while (asked := page.current()) is not None:
        if asked.field == "Priority":
            alex.press(Key.Key_W)
            alex.soon(page.card.fields[0].hasFocus)
            page.card.fields[0].selectAll()
            alex.type("Reading, key stage 1 first")
            alex.press(Key.Key_Return, Ctrl)
        else:
            assert any(part in asked.conflict.record for part in ("Answer", "priority", "Priority"))
            alex.press(Key.Key_1)
        alex.soon(lambda was=asked.key: page.current() is None or page.current().key != was)
        alex.idle()
    assert alex.services.conflicts.count() == 0

    exchanged(alex, robin, stick)
    assert robin.services.conflicts.count() == 0
    assert differences(alex, robin) == []


def test_two_laptops_in_a_staff_room_exchange_one_visit_and_agree_where_they_differ(pair, stick):
    alex, robin = pair
    alex.services.exchange.add_card(robin.services.exchange.card())
    robin.services.exchange.add_card(alex.services.exchange.card())
    visit = alex.planned()
    alex.services.visits.start(visit)
    robin.receive(alex.send(stick, jottings=True))
    for desk, digit, room in ((alex, "2", "Hall"), (robin, "3", "Library")):
        grade(desk, visit, TEACHING, digit, "Seen.")
        grade(desk, visit, SAFE, "2", "Looked at.")
        desk.services.capture.enter_room(visit, room)
        jot(desk, visit, f"noted in {room}")

    # Robin's visit alone, from the visit itself.
    robin.to_front()
    page = robin.window.page("exchange")
    page.dialog = None
    robin.window.page("visit").extras.exchange()
    robin.soon(lambda: page.dialog is not None and page.dialog.offer_shown is not None)
    assert page.dialog.schools.ticked() == ("oakfield",)
    assert page.dialog.jottings.ticked() == (visit,)
    page.dialog.people[0].setChecked(True)
    robin.idle()
    page.dialog.place.setCurrentText(str(stick))
    before = set(stick.glob("*.sifx"))
    page.dialog.verb.click()
    robin.soon(lambda: bool(set(stick.glob("*.sifx")) - before))
    robin.idle()
    alex.receive((set(stick.glob("*.sifx")) - before).pop())
    record = alex.services.visits.record(visit)
    assert {room.place for room in record.rooms} == {"Hall", "Library"}

    # Only teaching was judged differently.
    alex.to_front()
    conflicts = alex.window.page("conflicts")
    alex.visit(visit).extras.moderate()
    alex.soon(lambda: conflicts.dialog is not None)
    (part,) = conflicts.dialog.parts
    assert part.found.item == TEACHING
    part.choices.button(0).setChecked(True)
    conflicts.dialog.verb.click()
    assert "Say why" in conflicts.dialog.fault.text()
    part.reason.setText("Both saw the same three books.")
    conflicts.dialog.verb.click()
    alex.soon(lambda: alex.services.moderation.rows(visit) == ())
    alex.idle()
    found = alex.services.visits.record(visit).answers_of("core-visit")[TEACHING]
    assert found.value == part.found.choices[0][0]
    assert "Both saw the same three books." in found.evidence
