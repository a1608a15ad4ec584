"""How a plan goes, through the store."""

from datetime import date, timedelta

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.plans import PlanFields
from tests.services.conftest import TODAY

MARKER = "Zanzibarine"


@pytest.fixture
def following(services):
    return services.plan_following


def test_a_status_that_claims_something_needs_a_sentence_of_evidence(services, plan, following):
    uid = services.plan_outline.add(plan, "action", {"what": "Coach"}).uid
    for status in ("met", "partly_met", "not_met", "at_risk"):
        with pytest.raises(Problem, match="needs a sentence of evidence"):
            following.judge("action", uid, status, "  ")
    following.judge("action", uid, "on_track", "")
    following.judge("action", uid, "met", "Seen in four rooms.", TODAY - timedelta(days=3))
    (found,) = services.plans.plan(plan).actions
    assert (found.judged.status, found.judged.on) == ("met", TODAY - timedelta(days=3))
    with pytest.raises(Problem, match="still to come"):
        following.judge("action", uid, "met", "Seen.", TODAY + timedelta(days=1))
    with pytest.raises(Problem, match="not said how it stands"):
        following.judge("action", uid, "overdue", "Late.")


def test_a_success_criterion_is_judged_by_degree_and_the_judgement_taken_back(
    services, plan, following
):
    uid = services.plan_outline.add(plan, "criterion", {"what": "All read well"}).uid
    with pytest.raises(Problem, match="Largely met” needs a sentence"):
        following.judge_criterion(uid, "largely", "")
    following.judge_criterion(uid, "partly", "Two classes of three.", "Coach the third")
    (found,) = services.plans.plan(plan).criteria
    assert (found.degree, found.degree_on, found.if_not) == ("partly", TODAY, "Coach the third")
    following.judge_criterion(uid, "", "")
    (found,) = services.plans.plan(plan).criteria
    assert (found.degree, found.degree_on) == ("", None)


def test_a_moved_date_keeps_the_one_it_had_and_the_reason(services, plan, following):
    uid = services.plan_outline.add(plan, "milestone", {"what": "80%"}).uid
    following.move_date("milestone", uid, date(2026, 12, 1), "")  # no date was promised before
    with pytest.raises(Problem, match="moved with a reason"):
        following.move_date("milestone", uid, date(2027, 1, 15), " ")
    assert services.plans.plan(plan).milestones[0].due == date(2026, 12, 1)
    following.move_date("milestone", uid, date(2027, 1, 15), "Data came late")
    found = services.plans.plan(plan)
    (slip,) = found.slips
    assert (slip.row_uid, slip.was, slip.now) == (uid, date(2026, 12, 1), date(2027, 1, 15))
    assert (slip.day, slip.reason) == (TODAY, "Data came late")


def test_movement_since_a_review_shows_slips_with_reasons_and_what_is_new_or_gone(
    services, plan, following
):
    outline = services.plan_outline
    kept = outline.add(plan, "action", {"what": "Coach", "due": "2026-12-01"}).uid
    gone = outline.add(plan, "action", {"what": "Buy books"}).uid
    first = following.review(plan, "October", "Head and officer", "A start is made.").uid
    following.move_date("action", kept, date(2027, 1, 15), "Leader was ill")
    outline.delete("action", gone)
    new = outline.add(plan, "milestone", {"what": "80% secure"}).uid
    second = following.review(plan, "November", "Head", "Slow.").uid
    following.judge("action", kept, "met", "Coached.")
    between = {one.uid: one for one in following.movement(plan, first, second)}
    assert {uid: one.direction for uid, one in between.items()} == {
        kept: "worse", new: "new", gone: "gone",
    }  # fmt: skip
    assert between[kept].reason == "Leader was ill" and between[kept].slipped
    since = {one.uid: one.direction for one in following.movement(plan, second)}
    assert since == {kept: "better", new: "same"}
    assert [one.title for one in following.reviews(plan)] == ["October", "November"]


@pytest.mark.req("R14-52", "TW14-60")
def test_each_side_evaluates_a_priority_once_a_term_and_what_is_missing_is_due(
    services, plan, following
):
    top = services.plan_outline.add(plan, "priority", {"title": "Reading"}).uid
    following.evaluate(plan, top, "2026-autumn", "school", "", "Good progress.")
    following.evaluate(plan, top, "2026-autumn", "school", "", "Good, but slow in Year 2.")
    following.evaluate(plan, top, "2026-autumn", "agreed", "", "Steady.")
    found = services.plans.plan(plan).evaluations
    assert {one.side: one.text for one in found} == {
        "school": "Good, but slow in Year 2.", "agreed": "Steady.",
    }  # fmt: skip
    with pytest.raises(Problem, match="does not run in that term"):
        following.evaluate(plan, top, "2027-autumn", "school", "", "Good.")
    lines = [one for one in following.due(date(2026, 12, 31)) if one.level == "evaluation"]
    assert [(one.who, one.party, one.overdue) for one in lines] == [
        ("Authority", "authority", False)
    ]
    assert "autumn term 2026/27: Reading" in lines[0].what


def test_what_is_due_in_all_plans_is_listed_by_date_without_what_is_done_or_closed(
    services, plan, following
):
    outline = services.plan_outline
    late = {"what": "Coach", "due": "2026-11-20", "party": "authority", "lead": "Kim Rowe"}
    outline.add(plan, "action", late)
    done = outline.add(plan, "action", {"what": "Buy books", "due": "2026-11-21"}).uid
    following.judge("action", done, "met", "Bought.")
    outline.add(plan, "action", {"what": "Later", "due": "2027-03-01"})
    other = services.plans.begin("hill-top", "improvement-plan", PlanFields("Other")).uid
    outline.add(other, "milestone", {"what": "80%", "due": "2026-11-25", "monitor": "Chair"})
    found = following.due(date(2026, 12, 1))
    assert [(one.provider, one.what, one.who, one.overdue) for one in found] == [
        ("Oakfield Primary School", "Coach", "Kim Rowe", True),
        ("Hill Top Academy", "80%", "Chair", False),
    ]
    services.plans.close(other, "Replaced")
    assert [one.what for one in following.due(date(2026, 12, 1))] == ["Coach"]


def test_what_is_due_is_read_with_the_same_statements_however_many_plans(
    services, following, count_statements
):
    def statements() -> int:
        with count_statements() as counted:
            following.due(date(2027, 3, 1))
        return len(counted)

    services.plans.begin("oakfield", "improvement-plan", PlanFields("One", "2026-09-07"))
    before = statements()
    for title in "ABC":
        fields = PlanFields(title, "2026-09-07")
        uid = services.plans.begin("oakfield", "improvement-plan", fields).uid
        services.plan_outline.add(uid, "priority", {"title": "Reading"})
    assert statements() == before


def test_a_restricted_plan_is_in_no_list_unless_asked_for(services, following):
    uid = services.plans.begin("oakfield", "individual-support", PlanFields(MARKER)).uid
    fields = {"what": f"{MARKER} observes a colleague", "due": "2026-11-20"}
    action = services.plan_outline.add(uid, "action", fields).uid
    following.move_date("action", action, TODAY, f"{MARKER} was away")
    following.review(uid, f"Review of {MARKER}", "", f"{MARKER} is better")
    assert following.due(date(2027, 3, 1)) == ()
    (line,) = following.due(date(2027, 3, 1), restricted=True)
    assert MARKER in line.what
    assert services.plans.rows("oakfield") == ()
    assert MARKER not in repr(services.today.view())
    assert MARKER not in repr(services.tasks.rows()) + repr(services.tasks.in_plans())
    assert services.search.find(MARKER).lines == ()


def test_what_is_in_a_plan_is_found_and_opens_the_plan_at_it(services, plan):
    action = services.plan_outline.add(plan, "action", {"what": "Coach the phonics leader"}).uid
    services.plans.set_text(plan, "context", "A village school on two sites")
    (line,) = services.search.find("phonics").lines
    assert (line.page, line.params) == ("plan", {"uid": plan, "row": action})
    assert "Oakfield" in line.context
    (line,) = services.search.find("village").lines
    assert line.params["uid"] == plan
    assert services.search.find("kind:plan improvement").lines[0].params == {"uid": plan}


def test_today_and_the_task_list_show_what_plans_ask_for_by_urgency(services, plan):
    outline = services.plan_outline
    ours = {"what": "Coach", "due": "2026-11-20", "party": "authority", "lead": "Kim Rowe"}
    late = outline.add(plan, "action", ours).uid
    outline.add(plan, "action", {"what": "Buy books", "due": "2026-11-26", "party": "school"})
    outline.add(plan, "milestone", {"what": "80%", "due": "2026-11-27"})
    outline.add(plan, "action", {"what": "Far off", "due": "2027-03-01"})
    view = services.today.view()
    found = {line.what.split(" (")[0]: line.column for line in view.lines if line.kind == "plan"}
    assert found == {"Coach": "now", "Buy books": "waiting", "80%": "this week"}
    (now,) = view.column("now")
    assert (now.plan_uid, now.uid, now.who) == (plan, late, "Kim Rowe")
    rows = services.tasks.in_plans()
    assert [(row.plan_uid, row.plan_row, row.overdue) for row in rows[:1]] == [(plan, late, True)]
    services.plan_following.judge("action", late, "met", "Coached.")
    assert not services.today.view().column("now")
