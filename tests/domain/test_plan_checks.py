"""What a plan lacks or has odd, said at the field; checks, never walls."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from sif_desktop.domain.calendar import Span, Term, TermCalendar, TermName
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.plan_checks import checks
from sif_desktop.domain.plan_templates import Agreed, Column, OwnText, PlanTemplate, RequiredArea
from sif_desktop.domain.plans import Action, Cost, Judged, Milestone, Plan, Priority, Word
from tests.domain.any_plan import TODAY, plans

CALENDAR = TermCalendar(
    (
        Term(2026, TermName.AUTUMN, date(2026, 9, 2), date(2026, 12, 18),
             Span(date(2026, 10, 19), date(2026, 10, 30))),
        Term(2026, TermName.SPRING, date(2027, 1, 5), date(2027, 3, 25),
             Span(date(2027, 2, 15), date(2027, 2, 19))),
    ),
    inset=frozenset({date(2026, 11, 27)}),
)  # fmt: skip


def columns(names: str) -> tuple[Column, ...]:
    return tuple(Column(name, name) for name in names.split())


TEMPLATE = PlanTemplate(
    "p",
    "Plan",
    "joint_plan",
    texts=(
        OwnText("review", "How the plan is reviewed", required=True, paragraph="4.8"),
        OwnText("context", "Context"),
        OwnText("impact", "Impact on pupils", on="priority", required=True),
    ),
    priority=columns("title criteria"),
    actions=columns("what party lead due monitor"),
    milestones=columns("what baseline measure monitor due"),
    areas={"teaching": "Learning and teaching"},
    required=(RequiredArea("teaching", (Condition("provider.category", ("4a", "4b")),), "5"),),
    usual_months=4,
    notice_months=4,
    few=3,
    evaluated_per="term",
    evaluated_by=("school", "authority"),
    approvals=(
        Agreed("governing_body", "Governing body"),
        Agreed("diocese", "Diocese", when=(Condition("provider.church_school", ("yes",)),)),
    ),
)
TOP = Priority("p1", "h", "Reading", "teaching")
ACTION = Action("a", "p1", "h", "Coach the leaders", "school", "Head", date(2026, 9, 14),
                date(2026, 12, 1), monitor="Chair")  # fmt: skip
MILESTONE = Milestone("m", "p1", "h", "80% of pupils read well", baseline="60%", measure="Test",
                      monitor="Officer", due=date(2026, 12, 1))  # fmt: skip
PLAN = Plan("plan", "s", "p", "Plan", start=date(2026, 9, 7), end=date(2026, 12, 18),
            priorities=(TOP,), actions=(ACTION,), milestones=(MILESTONE,))  # fmt: skip
INTERVENTION = {"provider.category": "4a"}


def said(plan: Plan = PLAN, facts=None, today: date = TODAY, template=TEMPLATE):
    """(row, field) -> the messages of the checks there."""
    found = checks(plan, template, facts or {}, CALENDAR, today)
    told: dict[tuple[str, str], str] = {}
    for one in found:
        at = (one.row_uid, one.field)
        told[at] = f"{told.get(at, '')} {one.message}".strip()
    return told


def action(**changed) -> Plan:
    return replace(PLAN, actions=(replace(ACTION, **changed),))


def milestone(**changed) -> Plan:
    return replace(PLAN, milestones=(replace(MILESTONE, **changed),))


def cost(amount: str, payer: str = "school", of: str = "a") -> Plan:
    return replace(PLAN, costs=(Cost("k", of, "Cover", Decimal(amount), payer),))


ROWS = [
    (action(due=date(2026, 9, 1)), "a", "due", "before the plan starts on 7 September 2026"),
    (action(due=date(2026, 9, 10)), "a", "due", "due before it starts"),
    (action(due=date(2027, 1, 20)), "a", "due", "after the plan ends on 18 December 2026"),
    (action(start=date(2026, 9, 1)), "a", "start", "before the plan starts"),
    (action(due=date(2026, 10, 21)), "a", "due", "in the autumn half-term"),
    (action(due=date(2026, 11, 28)), "a", "due", "28 November 2026 is a Saturday"),
    (milestone(due=date(2026, 11, 27)), "m", "due", "pupils stay at home"),
    (milestone(due=date(2026, 12, 25)), "m", "due", "Christmas holiday"),
    (milestone(due=None), "m", "due", "no date"),
    (milestone(baseline=""), "m", "baseline", "no baseline"),
    (milestone(measure=" "), "m", "measure", "no measure"),
    (milestone(monitor=""), "m", "monitor", "Nobody monitors"),
    (milestone(what="Train all staff in phonics"), "m", "what", "“train”"),
    (milestone(monitor=" head ", action_uid="a"), "m", "monitor", "both does this and judges it"),
    (milestone(action_uid="x"), "m", "action_uid", "is gone"),
    (milestone(priority_uid="x"), "m", "priority_uid", "under no priority"),
    (action(party=""), "a", "party", "whose action"),
    (action(lead=""), "a", "lead", "Nobody leads"),
    (action(due=None), "a", "due", "no target date"),
    (action(monitor="HEAD"), "a", "monitor", "both does this and judges it"),
    (action(after=("x",)), "a", "after", "not in the plan any more"),
    (action(judged=Judged("met")), "a", "evidence", "“Met” is said without evidence"),
    (cost("2500000"), "a", "cost", "£2,500,000 is a great deal"),
    (cost("-5"), "a", "cost", "less than nothing"),
    (cost("5", ""), "a", "payer", "who pays £5"),
    (cost("5", of="x"), "plan", "cost", "belongs to no action"),
    (replace(PLAN, actions=()), "p1", "actions", "No action serves"),
    (replace(PLAN, start=None), "plan", "start", "no start"),
    (replace(PLAN, end=date(2026, 9, 1)), "plan", "end", "ends before it starts"),
]


@pytest.mark.parametrize(("plan", "row", "field", "words"), ROWS)
def test_it_is_said_at_the_field(plan, row, field, words):
    assert words in said(plan)[(row, field)]
    assert (row, field) not in said() or words not in said()[(row, field)]


@pytest.mark.req("R14-51")
def test_a_plan_longer_than_the_rulebook_expects_is_noticed():
    assert ("plan", "end") not in said(replace(PLAN, end=date(2027, 1, 7)))
    found = said(replace(PLAN, end=date(2027, 1, 8)))
    assert found[("plan", "end")] == "The plan runs for more than 4 months."


@pytest.mark.req("K09-59")
def test_more_priorities_than_a_few_are_noticed():
    four = tuple(replace(TOP, uid=f"p{n}") for n in range(1, 5))
    assert ("plan", "priorities") not in said(replace(PLAN, priorities=four[:3]))
    assert "4 priorities; 3 are still few" in said(replace(PLAN, priorities=four))[
        ("plan", "priorities")
    ]  # fmt: skip


@pytest.mark.req("MK10-30")
def test_a_required_area_is_asked_for_only_while_its_conditions_hold():
    other = replace(PLAN, priorities=(replace(TOP, area="leadership"),))
    assert ("plan", "priorities") not in said(other, {"provider.category": "2"})
    assert ("plan", "priorities") not in said(PLAN, INTERVENTION)
    found = said(other, INTERVENTION)
    assert found[("plan", "priorities")] == "No priority is about learning and teaching."


@pytest.mark.req("R14-39", "R14-51")
def test_a_plan_says_whose_approval_is_missing():
    church = {"provider.church_school": "yes"}
    assert ("plan", "approval:diocese") not in said()
    assert said(PLAN, church)[("plan", "approval:diocese")] == "Not approved by: Diocese."
    approved = replace(PLAN, words=(Word("w", "approval", "governing_body", TODAY),))
    assert ("plan", "approval:governing_body") in said()
    assert ("plan", "approval:governing_body") not in said(approved)


@pytest.mark.req("R14-53")
def test_a_text_the_rulebook_asks_for_is_missed_while_empty():
    assert said()[("plan", "review")] == "“How the plan is reviewed” is empty."
    assert ("p1", "impact") in said() and ("plan", "context") not in said()
    written = replace(PLAN, texts={("plan", "review"): "Each half-term."})
    assert ("plan", "review") not in said(written)


@pytest.mark.req("R14-52")
def test_an_evaluation_is_announced_in_its_term_and_overdue_after_it():
    (early,) = [text for (_, field), text in said().items() if field.startswith("evaluation")]
    assert early == (
        "The evaluation for the autumn term 2026/27 is still to come (school, authority)."
    )
    late = said(today=date(2027, 1, 10))[("p1", "evaluation:2026-autumn")]
    assert "is overdue (school, authority)" in late


def test_a_field_is_asked_for_only_where_the_plan_has_a_place_for_it():
    bare = replace(TEMPLATE, actions=columns("what due"), milestones=columns("what due"))
    plan = replace(
        PLAN,
        actions=(Action("a", "p1", "h", "Coach", due=date(2026, 12, 1)),),
        milestones=(Milestone("m", "p1", "h", "80% of pupils read", due=date(2026, 12, 1)),),
    )
    assert not {row for row, _ in said(plan, template=bare)} & {"a", "m"}


def test_actions_that_wait_for_one_another_in_a_ring_are_named():
    rows = [replace(ACTION, uid=uid, after=(after,)) for uid, after in ("ab", "bc", "cb", "dx")]
    found = said(replace(PLAN, actions=tuple(rows)))
    ringed = {row for (row, field), text in found.items() if field == "after" and "itself" in text}
    assert ringed == {"b", "c"}


def test_an_action_starting_before_what_it_follows_is_due_is_noticed():
    first = replace(ACTION, uid="f", due=date(2026, 10, 8))
    second = replace(ACTION, after=("f",), start=date(2026, 10, 1))
    found = said(replace(PLAN, actions=(first, second)))
    assert "before what it follows is due (8 October 2026)" in found[("a", "start")]


@given(plans())
def test_every_check_is_of_a_row_there_is_and_says_what_to_do(plan):
    rows = {plan.uid, *(row.uid for row in (*plan.priorities, *plan.followed, *plan.criteria))}
    for one in checks(plan, TEMPLATE, INTERVENTION, CALENDAR, TODAY):
        assert one.row_uid in rows and one.field
        assert one.message.endswith((".", "?")) and one.remedy.endswith(".")
        assert one.weight in ("note", "warning")
