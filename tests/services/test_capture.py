"""What is noted in the school, kept at once and undone one by one."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Answer, AnswerState, Evidence
from sif_desktop.models import drafts
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider, provider_link
from sif_desktop.services.capture import (
    CaptureService,
    action_line,
    answer_text,
    jot_line,
    jotting_text,
    visit_text,
)
from sif_desktop.services.tasks import TaskFields

GRADE = "core_areas.teaching"
TEXT = "core_context.changes"
TEN_PAST = datetime.fromisoformat("2026-11-23T10:10")


@pytest.fixture
def visit(services):
    uid = services.visits.plan(services.visits.defaults("core_visit", "oakfield")).uid
    services.visits.start(uid)
    return uid


@pytest.fixture
def form(services):
    return services.context.pack().visit_form("core_visit")


def held(services, uid):
    return services.visits.record(uid)


def test_a_jotting_keeps_its_time_room_and_companion(services, visit):
    capture = CaptureService(services.context, lambda: TEN_PAST)
    room = services.capture.enter_room(visit, "Library", "Y5", "maths").uid
    capture.add_jotting(visit, "books open", room, "Amira Khan")
    capture.add_jotting(visit, "target on board")
    first, second = held(services, visit).jottings
    assert (first.at, first.room_uid, first.companion) == (
        "2026-11-23T10:10:00.000",
        room,
        "Amira Khan",
    )
    assert second.text == "target on board"


def test_entering_a_jotting_empties_the_line_in_the_same_write(services, visit):
    services.capture.typing({jot_line(visit): "books op"})
    assert held(services, visit).jot_line == "books op"
    services.capture.add_jotting(visit, "books open")
    assert held(services, visit).jot_line == ""


def test_an_empty_jotting_is_refused_and_one_of_100_000_letters_is_kept(services, visit):
    with pytest.raises(Problem, match="empty"):
        services.capture.add_jotting(visit, "  \n ")
    odd = "<b>&amp; \u202eעברית 😀 \ud800\x00" + "x" * 100_000
    services.capture.add_jotting(visit, odd)
    (kept,) = held(services, visit).jottings
    assert "😀" in kept.text and "\x00" not in kept.text and len(kept.text) > 100_000


def test_lines_are_filed_parked_moved_and_deleted_by_the_handful(services, visit, form):
    lines = [services.capture.add_jotting(visit, f"line {n}").uid for n in range(3)]
    services.capture.file_to_item(lines[:2], form.id, GRADE)
    assert [j.item for j in held(services, visit).jottings] == [GRADE, GRADE, ""]
    services.capture.park(lines[1:])
    assert [(j.item, j.parked) for j in held(services, visit).jottings] == [
        (GRADE, ""),
        ("", "yes"),
        ("", "yes"),
    ]
    services.capture.delete_jottings(lines[:2])
    assert len(held(services, visit).jottings) == 1
    services.undo.undo()
    assert len(held(services, visit).jottings) == 3


def test_deleting_a_room_keeps_its_jottings(services, visit):
    room = services.capture.enter_room(visit, "Hall").uid
    services.capture.add_jotting(visit, "assembly", room)
    services.capture.delete_room(room)
    record = held(services, visit)
    assert record.rooms == () and record.jottings[0].room_uid == ""
    services.undo.undo()
    assert held(services, visit).jottings[0].room_uid == room


def test_an_answer_keeps_the_wording_as_asked_and_is_one_row(services, visit, form):
    item = form.item(GRADE)
    for value in ("secure", "strong"):
        given = Answer(GRADE, AnswerState.ANSWERED, value, "clear", (Evidence.SEEN,))
        services.capture.record_answer(visit, form.id, item, given)
    (kept,) = held(services, visit).answers
    assert (kept.asked, kept.answer) == (item.label, given)


def test_typing_is_kept_as_a_draft_and_settled_as_one_change(services, visit, form):
    field = answer_text(visit, form.id, form.item(GRADE), "evidence")
    before = len(services.undo.history("visit", visit))
    for text in ("c", "cle", "clear"):
        services.capture.typing({field: text})
    assert services.capture.open(visit).answers()[GRADE].evidence == "clear"
    services.capture.typing({field: "clear now"})
    changes = services.capture.settle(field)
    assert changes is not None and changes.touches("answer")
    assert services.capture.settle(field) is None
    kinds = [e.what for e in services.undo.history("visit", visit)][: -before or None]
    assert kinds.count("changed") == 2  # once by opening, once by leaving


def test_words_typed_for_a_text_item_count_as_its_answer(services, visit, form):
    field = answer_text(visit, form.id, form.item(TEXT), "value")
    services.capture.typing({field: "New head since September"})
    answer = services.capture.open(visit).answers()[TEXT]
    assert (answer.state, answer.value) == (AnswerState.ANSWERED, "New head since September")
    services.capture.typing({field: ""})
    services.capture.settle(field)
    assert services.capture.open(visit).answers()[TEXT].state is AnswerState.OPEN


def test_typing_after_an_undone_grade_does_not_bring_the_grade_back(services, visit, form):
    item = form.item(GRADE)
    given = Answer(GRADE, AnswerState.ANSWERED, "secure")
    services.capture.record_answer(visit, form.id, item, given)
    services.undo.undo()
    services.capture.typing({answer_text(visit, form.id, item, "evidence"): "seen twice"})
    answer = services.capture.open(visit).answers()[GRADE]
    assert (answer.state, answer.value, answer.evidence) == (AnswerState.OPEN, "", "seen twice")


def test_what_a_cut_off_session_left_is_there_on_reopening(services, visit, form):
    line = services.capture.add_jotting(visit, "books").uid
    services.capture.typing(
        {
            jot_line(visit): "half a thou",
            jotting_text(visit, line): "books open",
            visit_text(visit, "strengths"): "Reading",
            action_line(visit, "what"): "Plan phonics",
        }
    )
    opened = services.capture.open(visit)
    assert opened.record.jot_line == "half a thou"
    assert opened.record.jottings[0].text == "books open"
    assert opened.visit.strengths == "Reading"
    assert opened.action_strip == {"what": "Plan phonics"}
    with services.context.store.read() as connection:
        assert drafts.of_row(connection, "jotting", line) == {}


def test_typing_writes_no_history(services, visit):
    before = services.context.store.streams()
    services.capture.typing({jot_line(visit): "books"})
    assert services.context.store.streams() == before


@pytest.mark.parametrize("write", ["typing", "first words", "jotting", "grade"])
def test_each_save_is_one_commit_and_so_one_fsync(services, visit, form, write):
    engine, commits, item = services.context.store.engine, [], form.item(GRADE)
    writes = {
        "typing": lambda s: s.typing({jot_line(visit): "b", visit_text(visit, "summary"): "s"}),
        "first words": lambda s: s.typing({answer_text(visit, form.id, item, "evidence"): "c"}),
        "jotting": lambda s: s.add_jotting(visit, "books"),
        "grade": lambda s: s.record_answer(
            visit, form.id, item, Answer(GRADE, AnswerState.NOT_SEEN)
        ),
    }
    note = commits.append
    event.listen(engine, "commit", note)
    writes[write](services.capture)
    event.remove(engine, "commit", note)
    assert len(commits) == 1


def test_last_time_is_the_newest_earlier_answer_at_this_school(services, visit, form):
    item = form.item(GRADE)
    for day, value, state in (
        ("2026-02-02", "strong", "drafting"),
        ("2026-05-12", "secure", "drafting"),
        ("2026-06-01", "expected", "planned"),
    ):
        earlier = _visit(services, "oakfield", day)
        given = Answer(GRADE, AnswerState.ANSWERED, value, f"in {day}")
        services.capture.record_answer(earlier, form.id, item, given)
        if state != "planned":
            services.visits.start(earlier, datetime.fromisoformat(f"{day}T09:00"))
            services.visits.end(earlier, datetime.fromisoformat(f"{day}T12:00"))
    last = services.capture.last_time(visit)[GRADE]
    assert (last.visit_date, last.evidence) == ("2026-05-12", "in 2026-05-12")
    assert last.words


def test_a_converter_keeps_the_answers_of_the_school_it_was(services, form):
    with services.context.store.action("Register") as act:
        act.create(provider, TEAM, "new-oakfield", urn="900009", name="Oakfield Academy")
        act.create(
            provider_link, TEAM, provider_uid="new-oakfield", urn="900001", kind="Predecessor"
        )
    earlier = _visit(services, "oakfield", "2026-05-12")
    services.visits.start(earlier, datetime.fromisoformat("2026-05-12T09:00"))
    given = Answer(TEXT, AnswerState.ANSWERED, "Two new staff")
    services.capture.record_answer(earlier, form.id, form.item(TEXT), given)
    now = _visit(services, "new-oakfield", "2026-11-23")
    assert services.capture.last_time(now)[TEXT].words == "Two new staff"


def test_an_agreed_action_is_a_task_of_the_school(services, visit, form):
    services.capture.typing({action_line(visit, "what"): "Plan phonics"})
    given = TaskFields("Plan phonics", "school", "Head", "2027-01-15", "Plan seen")
    services.capture.agree_action(visit, given, form=form.id, item=GRADE)
    (task,) = held(services, visit).tasks
    assert (task.what, task.due, task.item, task.state) == (
        "Plan phonics",
        "2027-01-15",
        GRADE,
        "open",
    )
    assert services.capture.open(visit).action_strip == {}
    later = _visit(services, "oakfield", "2026-12-10")
    assert [a.what for a in services.capture.open(later).earlier] == ["Plan phonics"]


def test_a_present_risk_is_kept_apart_and_names_who_was_told(services, visit):
    with pytest.raises(Problem, match="who was told"):
        services.capture.record_risk(visit, told_role=" ", route="telephone")
    made = services.capture.record_risk(visit, told_role="DSL", route="In person", item=GRADE)
    with pytest.raises(Problem, match="not a time"):
        services.capture.record_risk(visit, told_role="DSL", route="In person", told_at="soon")
    (risk,) = services.capture.open(visit).risks
    assert (risk.told_role, risk.route) == ("DSL", "In person")
    assert f"restricted:{made.uid}" in services.context.store.streams()
    assert "DSL" not in repr(services.visits.record(visit))


def test_feedback_says_to_whom_and_when(services, visit):
    services.capture.give_feedback(visit, "headteacher, chair", on=date(2026, 11, 23))
    seen = services.visits.read(visit)
    assert (seen.feedback_to, seen.feedback_date) == ("headteacher, chair", "2026-11-23")


WRITES = {
    "jotting": lambda s, v, _f, _j: s.add_jotting(v, "more"),
    "edit": lambda s, _v, _f, j: s.edit_jotting(j, "other words"),
    "file": lambda s, _v, f, j: s.file_to_item([j], f.id, GRADE),
    "park": lambda s, _v, _f, j: s.park([j]),
    "room": lambda s, v, _f, _j: s.enter_room(v, "Hall"),
    "delete": lambda s, _v, _f, j: s.delete_jottings([j]),
    "grade": lambda s, v, f, _j: s.record_answer(
        v, f.id, f.item(GRADE), Answer(GRADE, AnswerState.NOT_SEEN)
    ),
    "action": lambda s, v, _f, _j: s.agree_action(v, TaskFields("Plan phonics")),
    "feedback": lambda s, v, _f, _j: s.give_feedback(v, "headteacher"),
    "risk": lambda s, v, _f, _j: s.record_risk(v, told_role="DSL", route="Telephone"),
    "texts": lambda s, v, _f, _j: s.write_visit(v, strengths="Reading", development="Maths"),
}


@pytest.mark.parametrize("name", WRITES)
def test_every_write_in_the_school_is_undone_and_redone(services, visit, form, name):
    line = services.capture.add_jotting(visit, "books").uid
    before = services.capture.open(visit)
    WRITES[name](services.capture, visit, form, line)
    after = services.capture.open(visit)
    assert (after.record, after.risks) != (before.record, before.risks)
    services.undo.undo()
    undone = services.capture.open(visit)
    assert (undone.record, undone.risks) == (before.record, before.risks)
    services.undo.redo()
    redone = services.capture.open(visit)
    assert (redone.record, redone.risks) == (after.record, after.risks)


def test_a_full_visit_opens_with_the_same_number_of_statements_as_an_empty_one(
    services, visit, form, count_statements
):
    def opening():
        with count_statements() as counted:
            services.capture.open(visit)
        return len(counted)

    few = opening()
    for n in range(20):
        services.capture.add_jotting(visit, f"line {n}")
    for item in list(form.items())[:10]:
        given = Answer(item.id, AnswerState.NOT_SEEN)
        services.capture.record_answer(visit, form.id, item, given)
    assert opening() == few


def _visit(services, school, day):
    plan = replace(services.visits.defaults("core_visit", school), visit_date=day)
    return services.visits.plan(plan).uid


def test_two_jottings_of_one_millisecond_keep_their_order(services, visit):
    capture = CaptureService(services.context, lambda: TEN_PAST)
    for n in range(5):
        capture.add_jotting(visit, f"{n}")
    capture = CaptureService(services.context, lambda: TEN_PAST - timedelta(hours=1))
    capture.add_jotting(visit, "clock put back")
    texts = [j.text for j in held(services, visit).jottings]
    assert texts == ["0", "1", "2", "3", "4", "clock put back"]
