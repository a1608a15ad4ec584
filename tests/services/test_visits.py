"""A visit from plan to end."""

from dataclasses import replace
from datetime import datetime

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.visit_plan import (
    COMPANION_PARTS,
    PlannedCompanion,
    PlannedPerson,
    clock_time,
    days_on_site,
    read_days,
)

MORNING = datetime.fromisoformat("2026-11-24T09:05")


def plan(services, school="oakfield", **more):
    return replace(services.visits.defaults("core_visit", school), **more)


def test_a_plan_begins_with_what_the_rulebook_says(services):
    given = services.visits.defaults("core_visit", "oakfield")
    assert (given.days_preparation, given.days_on_site, given.days_reporting) == ("0.5",) * 3
    assert [p.role for p in given.people] == ["headteacher", "chair", "senior_leader"]
    assert given.visit_date == "2026-11-23"


@pytest.mark.req("K09-32")
def test_colleagues_who_come_along_lead_take_part_shadow_or_assure_quality(services):
    along = [(f"Colleague {part}", part) for part in COMPANION_PARTS]
    companions = tuple(PlannedCompanion(*one) for one in along)
    made = services.visits.plan(plan(services, companions=companions))
    kept = services.visits.record(made.uid).companions
    assert {(c.name, c.part) for c in kept} == set(along)
    assert {c.part for c in kept} == {"lead", "joint", "shadow", "qa", "service"}


def test_a_planned_visit_is_read_back_whole(services):
    joint = (PlannedCompanion("Amira Khan", "joint"),)
    made = services.visits.plan(
        plan(services, start_time="9.30", end_time="1200", focus="Reading", companions=joint)
    )
    record = services.visits.record(made.uid)
    assert (record.visit.start_time, record.visit.end_time) == ("09:30", "12:00")
    assert record.visit.state == "planned"
    assert record.visit.provider == "Oakfield Primary School"
    assert [(c.name, c.part) for c in record.companions] == [("Amira Khan", "joint")]
    assert len(record.people) == 3


def test_all_that_is_wrong_with_a_plan_is_said_at_once(services):
    wrong = plan(
        services, visit_date="", start_time="25:00", days_on_site="lots",
        people=(PlannedPerson("wizard"),),
    )  # fmt: skip
    with pytest.raises(Problem) as told:
        services.visits.plan(wrong)
    for word in ("no date", "25:00", "lots", "wizard"):
        assert word in told.value.message
    assert services.visits.rows().total == 0


def test_a_visit_may_not_end_before_it_starts(services):
    with pytest.raises(Problem, match="ends before"):
        services.visits.plan(plan(services, start_time="11:00", end_time="10:00"))


def test_revising_touches_only_the_people_that_differ(services):
    uid = services.visits.plan(plan(services)).uid
    head = next(p for p in services.visits.record(uid).people if p.role == "headteacher")
    changed = plan(services, people=(PlannedPerson("headteacher"), PlannedPerson("dsl", "A Okoro")))
    services.visits.revise(uid, changed)
    people = services.visits.record(uid).people
    assert {(p.role, p.name) for p in people} == {("headteacher", ""), ("dsl", "A Okoro")}
    assert head.uid in {p.uid for p in people}


def test_time_on_site_is_taken_from_the_visit_itself(services):
    uid = services.visits.plan(plan(services)).uid
    services.visits.start(uid, MORNING)
    services.visits.end(uid, MORNING.replace(hour=15, minute=35))
    visit = services.visits.read(uid)
    assert (visit.visit_date, visit.start_time, visit.end_time) == ("2026-11-24", "09:05", "15:35")
    assert (visit.days_preparation, visit.days_on_site, visit.days_reporting) == ("0.5", "1", "0.5")
    assert visit.state == "drafting"


def test_a_visit_is_not_started_twice_nor_ended_before_it_began(services):
    uid = services.visits.plan(plan(services)).uid
    with pytest.raises(Problem, match="under way"):
        services.visits.end(uid)
    services.visits.start(uid)
    with pytest.raises(Problem, match="in school"):
        services.visits.start(uid)


def test_an_ended_visit_can_be_gone_back_into(services):
    uid = services.visits.plan(plan(services)).uid
    services.visits.start(uid)
    services.visits.end(uid)
    services.visits.resume(uid)
    assert services.visits.read(uid).state == "in_school"


def test_deleting_takes_what_was_noted_with_it_and_undo_brings_all_back(services):
    uid = services.visits.plan(plan(services)).uid
    services.capture.add_jotting(uid, "books open")
    services.visits.delete(uid)
    with pytest.raises(Problem, match="deleted"):
        services.visits.read(uid)
    services.undo.undo()
    assert [j.text for j in services.visits.record(uid).jottings] == ["books open"]


def test_the_list_is_newest_first_and_found_by_words_and_state(services):
    for school, day, focus in (
        ("oakfield", "2026-09-10", "Reading"),
        ("hill-top", "2026-11-30", "Maths"),
    ):
        services.visits.plan(plan(services, school, visit_date=day, focus=focus))
    assert [row.provider for row in services.visits.rows().rows] == [
        "Hill Top Academy",
        "Oakfield Primary School",
    ]
    assert [row.focus for row in services.visits.rows("oak read").rows] == ["Reading"]
    assert services.visits.rows(states=("issued",)).rows == ()
    assert services.visits.rows("100%").total == 0


def test_the_place_is_remembered_while_the_visit_exists(services):
    uid = services.visits.plan(plan(services)).uid
    assert services.visits.last_place() is None
    services.visits.remember_place("visit", visit=uid, item="core_areas.teaching")
    assert services.visits.last_place() == {
        "page": "visit",
        "visit": uid,
        "item": "core_areas.teaching",
    }
    services.visits.delete(uid)
    assert services.visits.last_place() is None


@pytest.mark.parametrize("action", ["plan", "revise", "start", "cancel", "end", "resume", "days"])
def test_every_step_of_a_visit_is_undone_and_redone(services, action):
    visits = services.visits
    uid = visits.plan(plan(services)).uid
    if action in ("end", "resume"):
        visits.start(uid)
    if action == "resume":
        visits.end(uid)
    before = visits.record(uid)
    if action == "plan":
        uid = visits.plan(plan(services, focus="second")).uid
        before = None
    elif action == "revise":
        visits.revise(uid, plan(services, focus="Phonics", people=()))
    elif action == "days":
        visits.record_days(uid, "1", "0.25", "")
    else:
        getattr(visits, action)(uid)
    after = visits.record(uid)
    services.undo.undo()
    if before is None:
        with pytest.raises(Problem):
            visits.record(uid)
    else:
        assert visits.record(uid) == before
    services.undo.redo()
    assert visits.record(uid) == after


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9:30", "09:30"), ("9.05", "09:05"), ("1430", "14:30"), ("24:00", ""), ("nine", "")],
)
def test_times_are_read_as_people_write_them(typed, read):
    assert clock_time(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("½", "0.5"), ("1.0", "1"), ("", ""), ("-1", None), ("31", None), ("x", None)],
)
def test_days_are_numbers_within_reason(typed, read):
    assert read_days(typed) == read


def test_a_short_call_counts_as_a_quarter_of_a_day():
    assert days_on_site("09:00", "09:20") == "0.25"
    assert days_on_site("09:00", "") == ""
