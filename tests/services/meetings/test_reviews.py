"""Plans reviewed at a meeting: every row with how it stood before, and the plan judged with it."""

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.meeting_notes import FundingFields, ReviewFields
from sif_desktop.services.plans import PlanFields
from tests.services.meetings.sitting import begun, day, planned, series

MARKER = "Zanzibarine"


def a_plan(services, template: str, title: str) -> str:
    """A running plan with a priority, a milestone due in two weeks and a success criterion."""
    fields = PlanFields(title, day(70), day(-120))
    uid = services.plans.begin("oakfield", template, fields).uid
    outline = services.plan_outline
    top = outline.add(uid, "priority", {"title": "Reading"}).uid
    outline.add(uid, "milestone", {"what": "All trained", "due": day(-14)}, priority_uid=top)
    outline.add(uid, "criterion", {"what": "80% reach it"}, priority_uid=top)
    services.plans.run(uid)
    return uid


@pytest.fixture
def meetings(services):
    return series(services, "rutland-2014", "strategy_meeting")


@pytest.fixture
def plan(services, meetings):
    return a_plan(services, services.plans.offered("oakfield")[0].id, "The plan")


def rows_of(services, uid) -> dict:
    """The rows under review by level, of the first plan."""
    (first, *_rest) = services.meetings.page(uid).plans
    return {one.level: one for one in first.rows}


@pytest.mark.req("R14-41", "R14-55")
def test_each_priority_is_reviewed_with_progress_evidence_successes_and_barriers(
    services, meetings, plan
):
    meeting = begun(services, meetings, 0)
    row = rows_of(services, meeting)["priority"]
    assert (row.text, row.rating, row.reviewed) == ("Reading", "not_started", False)
    given = ReviewFields("at_risk", "Half are trained", "Register of training", "Year 1", "Cover")
    services.meeting_notes.review(meeting, plan, row.row_uid, given)
    row = rows_of(services, meeting)["priority"]
    assert (row.rating, row.progress, row.evidence, row.successes, row.barriers) == (
        "at_risk", "Half are trained", "Register of training", "Year 1", "Cover",
    )  # fmt: skip


def test_a_review_judges_the_plan_in_the_same_action(services, meetings, plan):
    meeting = begun(services, meetings, 0)
    rows = rows_of(services, meeting)
    review = services.meeting_notes.review
    review(meeting, plan, rows["milestone"].row_uid, ReviewFields("met", evidence="All were there"))
    changes = review(
        meeting, plan, rows["criterion"].row_uid, ReviewFields("partly", progress="70% do")
    )
    assert changes.touches("meeting_review")
    assert changes.touches("plan_criterion")
    stored = services.plans.plan(plan)
    judged = stored.milestones[0].judged
    assert (judged.status, judged.evidence, judged.on.isoformat()) == (
        "met", "All were there", day(0),
    )  # fmt: skip
    assert (stored.criteria[0].degree, stored.criteria[0].evidence) == ("partly", "70% do")
    services.undo.undo()
    assert services.plans.plan(plan).criteria[0].degree == ""


def test_a_review_marks_the_item_of_such_rows_discussed(services, meetings, plan):
    meeting = begun(services, meetings, 0)
    row = rows_of(services, meeting)["priority"].row_uid
    services.meeting_notes.review(meeting, plan, row, ReviewFields(progress="Half are trained"))
    states = {one.kind: one.state for one in services.meetings.page(meeting).items}
    assert (states["priorities"], states["minutes"]) == ("discussed", "open")


def test_movement_since_the_last_meeting_shows(services, meetings, plan):
    first = begun(services, meetings, 42)
    row = rows_of(services, first)["milestone"].row_uid
    services.meeting_notes.review(first, plan, row, ReviewFields("at_risk", "Two have left"))
    services.meetings.end(first)
    second = begun(services, meetings, 0)
    services.meeting_notes.review(second, plan, row, ReviewFields("on_track", "Two were found"))
    now = rows_of(services, second)["milestone"]
    assert (now.before, now.before_on, now.rating) == ("at_risk", day(42), "on_track")
    then = rows_of(services, first)["milestone"]
    assert (then.before, then.rating) == ("", "at_risk")


def test_words_written_after_a_rating_leave_the_rating(services, meetings, plan):
    meeting = begun(services, meetings, 0)
    row = rows_of(services, meeting)["milestone"].row_uid
    services.meeting_notes.review(meeting, plan, row, ReviewFields("at_risk", evidence="One left"))
    services.meeting_notes.review(meeting, plan, row, ReviewFields("", "Half are trained"))
    services.plan_following.judge("milestone", row, "met", "Seen since")
    now = rows_of(services, meeting)["milestone"]
    assert (now.rating, now.progress) == ("at_risk", "Half are trained")


def test_what_was_said_of_a_priority_holds_until_another_meeting_rates_it(services, meetings, plan):
    first, second = begun(services, meetings, 84), begun(services, meetings, 42)
    row = rows_of(services, first)["priority"].row_uid
    services.meeting_notes.review(first, plan, row, ReviewFields("at_risk", evidence="Two left"))
    services.meetings.end(first)
    services.meeting_notes.review(second, plan, row, ReviewFields(progress="Half are trained"))
    services.meetings.end(second)
    now = rows_of(services, begun(services, meetings, 0))["priority"]
    assert (now.rating, now.before, now.before_on) == ("at_risk", "at_risk", day(84))


def test_an_earlier_meeting_written_up_later_does_not_overrule_the_plan(services, meetings, plan):
    first = planned(services, meetings, 42)
    services.meetings.begin(first)
    row = rows_of(services, first)["milestone"].row_uid
    services.plan_following.judge("milestone", row, "met", "Seen this week")
    services.meeting_notes.review(first, plan, row, ReviewFields("at_risk", "Two have left"))
    assert services.plans.plan(plan).milestones[0].judged.status == "met"
    assert rows_of(services, first)["milestone"].rating == "at_risk"


def test_a_rating_that_needs_evidence_and_has_none_is_refused_and_nothing_is_kept(
    services, meetings, plan
):
    meeting = begun(services, meetings, 0)
    row = rows_of(services, meeting)["milestone"].row_uid
    with pytest.raises(Problem, match="needs a sentence of evidence"):
        services.meeting_notes.review(meeting, plan, row, ReviewFields("met"))
    with pytest.raises(Problem, match="how it stands"):
        services.meeting_notes.review(meeting, plan, row, ReviewFields("fully", "All of it"))
    assert not rows_of(services, meeting)["milestone"].reviewed


@pytest.mark.req("MK10-106")
def test_all_three_plans_are_reviewed_at_once_against_milestones_and_criteria(services):
    meetings = series(services, "milton-keynes-2010", "tig")
    offered = [one.id for one in services.plans.offered("oakfield")][:3]
    plans = [a_plan(services, one, f"Plan {n}") for n, one in enumerate(offered)]
    assert len(plans) == 3
    meeting = begun(services, meetings, 0)
    under = services.meetings.page(meeting).plans
    assert [one.uid for one in under] == plans
    assert all([row.level for row in one.rows] == ["priority", "milestone", "criterion"]
               for one in under)  # fmt: skip
    for one in under:
        milestone = one.rows[1].row_uid
        services.meeting_notes.review(meeting, one.uid, milestone, ReviewFields("on_track", "Yes"))
    services.meeting_notes.fund(meeting, FundingFields("Consultant", "900", plan_uid=plans[2]))
    page = services.meetings.page(meeting)
    assert all(one.rows[1].reviewed for one in page.plans)
    assert page.funding[0].plan == "Plan 2"


def test_a_closed_plan_stays_on_the_page_of_the_meeting_that_reviewed_it(services, meetings, plan):
    meeting = begun(services, meetings, 0)
    row = rows_of(services, meeting)["priority"].row_uid
    services.meeting_notes.review(meeting, plan, row, ReviewFields("on_track", "Yes"))
    services.meetings.end(meeting)
    services.plans.close(plan, "All done")
    assert [one.uid for one in services.meetings.page(meeting).plans] == [plan]
    assert services.meetings.page(planned(services, meetings, -14)).plans == ()


def test_a_restricted_plan_is_not_reviewed_at_a_meeting(services):
    meetings = series(services, "england-2026", services_kind(services))
    fields = PlanFields(MARKER, day(70), day(-120))
    hidden = services.plans.begin("oakfield", "individual-support", fields).uid
    row = services.plan_outline.add(hidden, "priority", {"title": MARKER}).uid
    services.plans.run(hidden)
    meeting = begun(services, meetings, 0)
    assert MARKER not in str(services.meetings.page(meeting, restricted=True))
    with pytest.raises(Problem):
        services.meeting_notes.review(meeting, hidden, row, ReviewFields("on_track", "x"))
    with pytest.raises(Problem):
        services.meeting_notes.fund(meeting, FundingFields("x", "5", plan_uid=hidden))


def services_kind(services) -> str:
    """A kind of meeting about a school that begins a series."""
    kinds = services.context.registry.get("england-2026").meetings
    return next(one.code for one in kinds if one.about == "provider" and not one.of)


def test_a_plan_of_another_school_is_refused(services, meetings):
    values = {**services.schools.entry("hill-top").values, "kind": "maintained_school"}
    services.schools.edit("hill-top", values)
    template = services.plans.offered("hill-top")[0].id
    other = services.plans.begin("hill-top", template, PlanFields("Theirs", day(70), day(-1))).uid
    row = services.plan_outline.add(other, "priority", {"title": "Theirs"}).uid
    meeting = begun(services, meetings, 0)
    with pytest.raises(Problem, match="another school"):
        services.meeting_notes.review(meeting, other, row, ReviewFields("on_track", "x"))
