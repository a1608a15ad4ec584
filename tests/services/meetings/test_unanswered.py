"""The questions a meeting would ask, before it does."""

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.plans import plan_action, plan_milestone
from sif_desktop.models.tables.tasks import task
from tests.services.meetings.upward_world import (
    MARKER,
    SCHOOL,
    a_body,
    a_judgement,
    a_meeting,
    a_plan,
    a_series,
    a_task,
    a_visit,
    category,
    restricted_everywhere,
    under,
)


@pytest.fixture
def coming(services):
    under(services, "rutland-2014")
    a_visit(services, "2026-10-01")
    series = a_series(services, "strategy_meeting")
    a_meeting(services, series, "strategy_meeting", "2026-09-14", agreed_on="")
    return a_meeting(services, series, "strategy_meeting", "2026-12-07", state="planned")


def asked(services, meeting):
    return {one.code: one for one in services.unanswered.questions(meeting)}


def test_a_school_visited_and_up_to_date_leaves_only_its_minutes_open(services, coming):
    [one] = services.unanswered.questions(coming)
    assert one.text.startswith("Where are the minutes of “Strategy Meeting” of 14 September 2026?")
    assert (one.page, one.provider) == ("meeting", "Oakfield Primary School")


def test_no_visit_in_two_terms_is_asked(services):
    under(services, "rutland-2014")
    a_visit(services, "2026-03-02")
    meeting = a_meeting(services, a_series(services, "strategy_meeting"), "strategy_meeting",
                        "2026-12-07", state="planned")  # fmt: skip
    one = asked(services, meeting)["no_visit"]
    assert "the last was on 2 March 2026" in one.text
    assert (one.page, one.params) == ("school", {"uid": SCHOOL})
    a_visit(services, "2026-05-11")
    assert "no_visit" not in asked(services, meeting)


def test_a_category_without_reasons_for_a_year_is_asked(services, coming):
    category(services, "scc", "2025-01-13")
    one = asked(services, coming)["category"]
    assert "It has stood since 13 January 2025" in one.text
    a_judgement(services, "scc", "2026-10-05", "Reading is still weak.")
    assert "category" not in asked(services, coming)


def test_an_overdue_action_without_a_word_is_asked_and_one_with_a_word_is_not(services, coming):
    uid = a_task(services, "Send the reading plan", "2026-11-02")
    one = asked(services, coming)["overdue"]
    assert one.text.startswith("Why is “Send the reading plan” not done?")
    assert (one.page, one.params) == ("tasks", {"uid": uid})
    with services.context.store.action("A word") as act:
        act.update(task, uid, snooze_reason="The head was ill")
    assert "overdue" not in asked(services, coming)


def test_actions_and_milestones_of_plans_without_evidence_are_asked(services, coming):
    made = a_plan(services)
    with services.context.store.action("A milestone") as act:
        act.create(
            plan_milestone, SCHOOL, plan_uid=made["plan"], priority_uid=made["priority"],
            what="Phonics at 80 per cent", due="2026-10-30", place="a",
        )  # fmt: skip
    found = asked(services, coming)
    assert "Train every teacher" in found["overdue"].text
    assert "“Phonics at 80 per cent”, due on 30 October 2026" in found["milestone"].text
    assert found["milestone"].params == {"uid": made["plan"]}
    with services.context.store.action("Said") as act:
        act.update(plan_action, made["action"], evidence="Two teachers wait for a course")
    assert "overdue" not in asked(services, coming)


def test_nothing_restricted_is_asked_about(services, coming):
    restricted_everywhere(services)
    texts = " ".join(one.text for one in services.unanswered.questions(coming))
    assert MARKER not in texts


def test_before_a_bodys_meeting_every_open_school_is_looked_at(services, coming, count_statements):
    body = a_series(services, "scc_meeting", "", a_body(services, "scc", "Monitoring system"))
    meeting = a_meeting(services, body, "scc_meeting", "2026-12-14", "", state="planned")
    with count_statements() as counted:
        found = services.unanswered.questions(meeting)
    assert {one.provider for one in found} == {"Oakfield Primary School", "Hill Top Academy"}
    with services.context.store.action("More") as act:
        from sif_desktop.models.changes import TEAM
        from sif_desktop.models.tables.providers import provider

        for number in range(10):
            act.create(provider, TEAM, f"more-{number}", name=f"School {number}", status="Open")
    with count_statements() as more:
        services.unanswered.questions(meeting)
    assert len(more) == len(counted)


def test_a_meeting_that_is_gone_is_said_plainly(services):
    with pytest.raises(Problem):
        services.unanswered.questions("nowhere")
