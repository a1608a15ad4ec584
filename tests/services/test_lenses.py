"""Three lenses on the same lines: each line once, wherever one looks from."""

import pytest

from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.services.lenses import LENSES, grouped

TEACHING, INCLUSION = "core_areas.teaching", "core_areas.inclusion"


@pytest.fixture
def visit(services):
    uid = services.visits.plan(services.visits.defaults("core_visit", "oakfield")).uid
    capture = services.capture
    capture.add_jotting(uid, "at the gate")
    room = capture.enter_room(uid, "Library", "Y5", "maths").uid
    filed = capture.add_jotting(uid, "clear modelling", room).uid
    parked = capture.add_jotting(uid, "ask about trips", room).uid
    form = services.context.pack().visit_form("core_visit")
    capture.file_to_item([filed], form.id, TEACHING)
    capture.park([parked])
    scale = services.context.pack().scale("evaluation-areas")
    for item, step in ((TEACHING, scale.steps[-1]), (INCLUSION, scale.steps[0])):
        given = Answer(item, AnswerState.ANSWERED, step.value, "seen in books")
        capture.record_answer(uid, form.id, form.item(item), given)
    return uid


def titles(services, visit, lens):
    return [group.title for group in grouped(services.capture.read(visit), lens)]


@pytest.mark.parametrize("lens", LENSES)
def test_every_line_is_seen_exactly_once(services, visit, lens):
    capture = services.capture.read(visit)
    shown = [line.uid for group in grouped(capture, lens) for line in group.lines]
    assert sorted(shown) == sorted(line.uid for line in capture.record.jottings)


def test_by_room_begins_with_what_was_noted_on_the_way(services, visit):
    assert titles(services, visit, "room") == ["On the way", "Y5 maths, Library"]


def test_by_item_begins_with_what_is_still_to_be_filed(services, visit):
    found = titles(services, visit, "item")
    assert found[:2] == ["Not filed yet", "Parked"] and found[2].startswith("6.2 ")


def test_by_finding_goes_from_best_to_worst(services, visit):
    found = titles(services, visit, "finding")
    assert [title[:3] for title in found] == ["6.1", "6.2", "Not", "Par"]
