"""Status, evaluations, movement and coverage of a plan equal their definition, for any plan."""

from collections import namedtuple
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain import plan_evaluations, plan_movement, plan_status
from sif_desktop.domain.calendar import Span, Term, TermCalendar, TermName
from sif_desktop.domain.plan_costs import cost_of, total
from sif_desktop.domain.plan_coverage import coverage
from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.domain.plans import Action, Evaluation, Judged, Milestone, Plan, Priority, Slip
from tests.domain.any_plan import START, TODAY, plans

Area = namedtuple("Area", "uid number text")
AREAS = (Area("i1", "1", "Reading"), Area("i2", "2", "Attendance"))
CALENDAR = TermCalendar(
    (
        Term(2026, TermName.AUTUMN, date(2026, 9, 2), date(2026, 12, 18),
             Span(date(2026, 10, 19), date(2026, 10, 30))),
        Term(2026, TermName.SPRING, date(2027, 1, 5), date(2027, 3, 25),
             Span(date(2027, 2, 15), date(2027, 2, 19))),
    ),
)  # fmt: skip
TERMLY = PlanTemplate("p", "P", "joint_plan", evaluated_per="term",
                      evaluated_by=("school", "authority", "agreed"))  # fmt: skip
WORST = ["not_met", "overdue", "at_risk", "partly_met"]


# --- status ---------------------------------------------------------------------------------------


@given(plans())
def test_the_status_of_a_whole_is_the_worst_of_its_parts(plan):
    statuses = [plan_status.status_of(row, TODAY) for row in plan.followed]
    whole = plan_status.status_of_plan(plan, TODAY)
    bad = [code for code in WORST if code in statuses]
    if bad:
        assert whole == bad[0]
    elif not statuses:
        assert whole == "not_started"
    elif set(statuses) == {"met"}:
        assert whole == "met"
    elif "on_track" in statuses or "met" in statuses:
        assert whole == "on_track"
    else:
        assert whole == "not_started"


@given(plans())
def test_every_row_is_counted_once_and_overdue_only_past_its_date(plan):
    assert sum(plan_status.counts(plan.followed, TODAY).values()) == len(plan.followed)
    assert sum(plan_status.degrees(plan.criteria).values()) == len(plan.criteria)
    for row in plan.followed:
        late = row.due is not None and row.due < TODAY and plan_status.is_open(row)
        assert (plan_status.status_of(row, TODAY) == "overdue") == late


@given(plans())
def test_the_plan_stands_as_its_priorities_and_stray_rows_do(plan):
    here = {one.uid for one in plan.priorities}
    parts = [
        plan_status.status_of_priority(plan, one.uid, TODAY)
        for one in plan.priorities
        if any(row.priority_uid == one.uid for row in plan.followed)
    ]
    parts += [plan_status.status_of(r, TODAY) for r in plan.followed if r.priority_uid not in here]
    assert plan_status.status_of_plan(plan, TODAY) == plan_status.rolled_up(parts)


def test_the_share_met_is_per_cent_of_all():
    rows = [Action(str(n), "", "", "", judged=Judged("met" if n else "on_track")) for n in range(4)]
    assert plan_status.share_met(rows) == 75
    assert plan_status.share_met([]) is None


# --- evaluations ----------------------------------------------------------------------------------


@given(plans(), st.sampled_from(("term", "half_term", "month", "year")))
def test_an_evaluation_is_owed_of_every_priority_in_every_period_begun(plan, per):
    template = replace(TERMLY, evaluated_per=per)
    found = plan_evaluations.missing(plan, template, CALENDAR, TODAY)
    begun = [
        one for one in plan_evaluations.periods(plan, per, CALENDAR, TODAY) if one.first <= TODAY
    ]
    wanted = {(p.uid, one.code, s) for p in plan.priorities for one in begun
              for s in template.evaluated_by}  # fmt: skip
    written = {(e.priority_uid, e.term, e.side) for e in plan.evaluations if e.text}
    assert {(m.priority_uid, m.period.code, m.side) for m in found} == wanted - written
    assert all(m.overdue == (m.period.due < TODAY) for m in found)


@pytest.mark.req("R14-52")
def test_a_termly_evaluation_not_written_by_the_end_of_term_is_overdue():
    written = Evaluation("e", "a", "2026-autumn", "school", START, "", "Good")
    plan = Plan("p", "s", "t", "T", start=START, end=date(2027, 3, 1),
                priorities=(Priority("a", "h", "Reading"),), evaluations=(written,))  # fmt: skip
    found = plan_evaluations.missing(plan, TERMLY, CALENDAR, date(2027, 2, 1))
    assert [(m.period.code, m.side, m.overdue) for m in found] == [
        ("2026-autumn", "authority", True),
        ("2026-autumn", "agreed", True),
        ("2026-spring", "school", False),
        ("2026-spring", "authority", False),
        ("2026-spring", "agreed", False),
    ]
    assert found[-1].period.due == date(2027, 3, 1)  # the plan ends before the term does


# --- movement -------------------------------------------------------------------------------------


@given(plans())
def test_a_plan_frozen_and_looked_at_the_same_day_has_not_moved(plan):
    found = plan_movement.movement(plan_movement.freeze(plan, TODAY), plan, TODAY)
    assert {one.direction for one in found} <= {"same"}
    assert [one.uid for one in found] == [r.uid for r in (*plan.followed, *plan.criteria)]
    assert plan_movement.thaw(plan_movement.freeze(plan, TODAY)).cost == str(total(plan))


@given(plans(), plans())
def test_movement_names_every_row_of_either_day_once(before, after):
    found = plan_movement.movement(plan_movement.freeze(before, TODAY), after, TODAY)
    old = {row.uid: row for row in (*before.followed, *before.criteria)}
    new = {row.uid: row for row in (*after.followed, *after.criteria)}
    assert sorted(one.uid for one in found) == sorted(old.keys() | new.keys())
    assert {one.uid for one in found if one.direction == "new"} == new.keys() - old.keys()
    assert {one.uid for one in found if one.direction == "gone"} == old.keys() - new.keys()


@given(plans(), plans())
def test_going_back_is_the_opposite_of_going_on(before, after):
    then, now = plan_movement.picture(before, TODAY), plan_movement.picture(after, TODAY)
    opposite = {"better": "worse", "worse": "better", "same": "same", "new": "gone", "gone": "new"}
    on = {one.uid: one.direction for one in plan_movement.moved(then, now, ())}
    back = {one.uid: one.direction for one in plan_movement.moved(now, then, ())}
    assert {uid: opposite[way] for uid, way in on.items()} == back


def test_a_slip_shows_both_dates_and_the_reason():
    action = Action("a", "", "h", "Coach the leaders", due=date(2026, 12, 1))
    plan = Plan("p", "s", "t", "T", actions=(action,))
    later = replace(
        plan,
        actions=(replace(action, due=date(2027, 1, 15)),),
        slips=(Slip("s", "a", date(2026, 12, 1), date(2027, 1, 15), TODAY, "Leader was ill"),),
    )
    (found,) = plan_movement.movement(plan_movement.freeze(plan, TODAY), later, TODAY)
    assert (found.was_due, found.due) == (date(2026, 12, 1), date(2027, 1, 15))
    assert (found.direction, found.slipped, found.reason) == ("worse", True, "Leader was ill")


# --- coverage -------------------------------------------------------------------------------------


@given(st.lists(plans(), max_size=3))
def test_an_area_is_covered_when_nothing_of_the_five_is_missing(some):
    for found in coverage(some, AREAS, CALENDAR):
        those = [p for p in some if any(x.improvement_uid == found.uid for x in p.priorities)]
        tops = {(p.uid, x.uid) for p in those for x in p.priorities
                if x.improvement_uid == found.uid}  # fmt: skip
        actions = [a for p in those for a in p.actions if a.priority_uid in {t for _, t in tops}]
        assert bool(found.priorities) == bool(those)
        if those:
            assert ("No action." in found.gaps) == (not found.actions)
            assert ("No resource." in found.gaps) == (not found.resources)
            assert ("Nobody monitors it." in found.gaps) == (not found.monitors)
            termless = [gap for gap in found.gaps if "milestone in the" in gap]
            terms = {t.label: t for p in those if p.start and p.end
                     for t in plan_evaluations.terms_between(p.start, p.end, CALENDAR)}  # fmt: skip
            if found.milestones and terms:
                days = [m.due for m in found.milestones if m.due]
                bare = [t for t in terms.values() if not any(t.start <= d <= t.end for d in days)]
                assert len(termless) == len(bare)
        assert found.whole == (not found.gaps)
        assert len(found.actions) <= len(actions)


def test_coverage_names_the_term_without_a_milestone_and_then_is_whole():
    top = Priority("p1", "h", "Reading", improvement_uid="i1")
    action = Action("a", "p1", "h", "Coach", resources="Two days", monitor="Chair")
    autumn = Milestone("m", "p1", "h", "70%", due=date(2026, 12, 1))
    plan = Plan("p", "s", "t", "T", start=START, end=date(2027, 3, 1), priorities=(top,),
                actions=(action,), milestones=(autumn,))  # fmt: skip
    reading, attendance = coverage([plan], AREAS, CALENDAR)
    assert reading.gaps == ("No milestone in the spring term 2026/27.",)
    assert attendance.gaps == ("No priority answers it.",)
    spring = replace(autumn, uid="m2", due=date(2027, 2, 1))
    (whole, _) = coverage([replace(plan, milestones=(autumn, spring))], AREAS, CALENDAR)
    assert whole.whole and whole.resources == ("Two days",) and whole.monitors == ("Chair",)
    assert cost_of(plan, "a") == 0
