"""Two laptops in a staff room: one visit alone goes across, and what differs is agreed on."""

import pytest

from tests.ui.officer_steps import grade, jot
from tests.ui.two_offices import Desk

TEACHING, SAFE = "core_areas.teaching", "core_areas.safeguarding"


@pytest.fixture
def pair(qtbot, tmp_path):
    alex = Desk(qtbot, tmp_path / "a", "Alex Dale", school=True)
    robin = Desk(qtbot, tmp_path / "b", "Robin Gray", school=False)
    yield alex, robin
    alex.close()
    robin.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_two_laptops_in_a_staff_room_exchange_one_visit_and_agree_where_they_differ(pair, stick):
    alex, robin = pair
    alex.services.exchange.add_card(robin.services.exchange.card())
    robin.services.exchange.add_card(alex.services.exchange.card())
    visit = alex.planned()
    alex.services.visits.start(visit)
    robin.receive(alex.send(stick, jottings=True))
    for desk, digit, room in ((alex, "2", "Hall"), (robin, "3", "Library")):
        grade(desk, visit, TEACHING, digit, "Seen.")
        grade(desk, visit, SAFE, "1", "Looked at.")
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
