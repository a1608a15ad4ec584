"""Who agreed to a plan, in which order, and by when it is due."""

from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.obligations import DueState
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.inspection_lines import InspectionFields
from sif_desktop.services.plans import PlanFields


@pytest.fixture
def maintained(services) -> str:
    values = {**services.schools.entry("oakfield").values, "kind": "maintained_school"}
    services.schools.edit("oakfield", values)
    return "oakfield"


def inspected(services, published: str = "2026-11-18") -> str:
    pack = services.context.pack()
    kind = next(one.code for one in pack.inspection_kinds if "special_measures" in one.outcomes)
    given = InspectionFields(
        kind, "2026-11-03", outcomes=("special_measures",), published_on=published
    )
    return services.inspections.record("oakfield", given).uid


@pytest.fixture
def statement(services, maintained) -> str:
    fields = PlanFields("Statement", "2026-11-18", "2027-03-23", inspection_uid=inspected(services))
    return services.plans.begin(maintained, "statement-of-action", fields).uid


@pytest.mark.req("R14-39", "R14-51")
def test_an_approval_is_recorded_with_name_and_day_and_taken_back(services, plan):
    words = services.plan_words
    words.approve(plan, "governing_body", "2026-11-20", "Ms Lew, chair", "Minute 4")
    (row,) = services.plans.rows("oakfield")
    assert row.unapproved == ("Senior leadership team", "Authority")
    (said,) = services.plans.plan(plan).words
    assert (said.who, said.day, said.note) == ("Ms Lew, chair", date(2026, 11, 20), "Minute 4")
    words.take_back(said.uid)
    assert len(services.plans.rows("oakfield")[0].unapproved) == 3


def test_a_word_is_of_a_day_that_has_come_and_of_somebody_asked(services, plan):
    with pytest.raises(Problem, match="still to come"):
        services.plan_words.approve(plan, "authority", "2026-11-24")
    with pytest.raises(Problem, match="has no word in this plan"):
        services.plan_words.approve(plan, "parish_council", "2026-11-20")
    with pytest.raises(Problem, match="is missing"):
        services.plan_words.approve(plan, "authority", "")


@pytest.mark.req("K09-64")
def test_each_contributor_is_marked_consulted_with_a_day(services, statement):
    assert "diocese" not in {one.code for one in services.plan_words.view(statement).steps}
    services.plan_words.consult(statement, "headteacher", "2026-11-19", "Ms Ash")
    services.plan_words.consult(statement, "headteacher", "2026-11-20", "Ms Ash")
    (found,) = services.plans.plan(statement).words  # said again, it is one word
    assert (found.kind, found.code, found.day) == ("consulted", "headteacher", date(2026, 11, 20))
    assert services.plan_words.view(statement).next.code == "governing_body"


@pytest.mark.req("TW14-42")
def test_stages_are_reached_in_order_or_with_a_reason(services, statement):
    words = services.plan_words
    with pytest.raises(Problem, match="comes after: Drafted"):
        words.reach(statement, "aligned", "2026-11-20")
    assert [one.code for one in words.waits_for(services.plans.plan(statement), "stage", "sent")]
    words.reach(statement, "aligned", "2026-11-20", why="Read beside it while drafting")
    found = services.plans.plan(statement).said("stage", "aligned")
    assert found.out_of_order == "Read beside it while drafting"


@pytest.mark.req("K09-65")
def test_the_last_sign_off_freezes_the_plan_and_notes_it_as_done(services, statement):
    words, outline = services.plan_words, services.plan_outline
    action = outline.add(statement, "action", {"what": "Coach"}).uid
    with pytest.raises(Problem, match="comes after: Head of school improvement"):
        words.sign_off(statement, "director", "2026-11-20", "Al Stone")
    with pytest.raises(Problem, match="needs the name"):
        words.sign_off(statement, "service_lead", "2026-11-20")
    words.sign_off(statement, "service_lead", "2026-11-20", "Jo Bright")
    assert not words.view(statement).frozen
    words.sign_off(statement, "director", "2026-11-23", "Al Stone")
    view = words.view(statement)
    assert view.frozen and view.deadline.state is DueState.DONE
    for edit in (
        lambda: outline.edit("action", action, {"what": "Another"}),
        lambda: outline.add(statement, "action", {"what": "More"}),
        lambda: outline.add_many(statement, [("action", {"what": "More"})]),
        lambda: outline.move("action", action, 0),
        lambda: outline.delete("action", action),
        lambda: outline.duplicate("action", action),
        lambda: outline.set_cost(action, "Cover", "5", "school"),
        lambda: services.plans.set_text(statement, "parents", "Told."),
        lambda: services.plans.edit(statement, PlanFields("Another title")),
    ):
        with pytest.raises(Problem, match="stays as it was signed"):
            edit()
    services.plan_following.judge("action", action, "met", "Coached.")  # how it goes is recorded
    last = services.plans.plan(statement).said("sign_off", "director")
    words.take_back(last.uid)
    outline.edit("action", action, {"what": "Another"})
    assert words.view(statement).deadline.state is DueState.DUE


def test_the_last_stage_waits_for_the_signatures(services, statement):
    order = [(one.kind, one.code) for one in services.plan_words.view(statement).steps]
    assert order.index(("stage", "aligned")) < order.index(("sign_off", "director"))
    assert order[-1] == ("stage", "sent")


@pytest.mark.req("K09-63")
def test_the_deadline_is_counted_day_by_day_and_overdue_after_it(
    services, statement, store, registry
):
    found = services.plan_words.deadline(statement)
    assert (found.anchor, found.day) == (date(2026, 11, 18), date(2026, 12, 2))
    assert [day.number for day in found.trace if day.counted] == list(range(1, 11))
    assert found.rule == "10 working days after publication of the report"
    assert not services.plan_words.overdue(statement)
    later = Services(store, registry, lambda: date(2026, 12, 3))
    assert later.plan_words.overdue(statement)


def test_a_statement_whose_report_is_not_published_says_so(services, maintained):
    uid = inspected(services, published="")
    fields = PlanFields("Statement", "2026-11-18", inspection_uid=uid)
    made = services.plans.begin(maintained, "statement-of-action", fields).uid
    found = services.plan_words.deadline(made)
    assert found.day is None and not services.plan_words.overdue(made)
    assert found.unknown == (
        "The inspection of 3 November 2026 has no date of publication, from which the days are"
        " counted. Enter it with the inspection."
    )


def test_a_statement_without_any_inspection_says_so(services, maintained):
    made = services.plans.begin(maintained, "statement-of-action", PlanFields("Statement")).uid
    assert services.plan_words.deadline(made).unknown.startswith("No inspection is recorded")


def test_a_plan_without_a_deadline_has_none(services, plan):
    assert services.plan_words.deadline(plan) is None
    assert not services.plan_words.overdue(plan)
