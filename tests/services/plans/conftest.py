"""A plan in a real caseload, from the beginning of autumn to the end of spring."""

from datetime import date

import pytest

from sif_desktop.services.plans import PlanFields

MARKER = "Zanzibarine"  # a word that is in restricted plans only
SCHOOL = "oakfield"
FIELDS = PlanFields("Improvement plan", "2026-09-07", "2027-03-23")


@pytest.fixture
def plan(services) -> str:
    return services.plans.begin("oakfield", "improvement-plan", FIELDS).uid


@pytest.fixture
def restricted(services) -> str:
    """A restricted plan with the marker in every kind of row it can have."""
    fields = PlanFields(MARKER, "2026-09-07", "2027-03-23", MARKER)
    uid = services.plans.begin(SCHOOL, "individual-support", fields).uid
    outline, following = services.plan_outline, services.plan_following
    top = outline.add(uid, "priority", {"title": MARKER, "lead": MARKER}).uid
    action = outline.add(uid, "action", {"what": MARKER, "due": "2026-11-20"}, priority_uid=top).uid
    outline.add(uid, "milestone", {"what": MARKER, "due": "2026-11-23"}, priority_uid=top)
    criterion = outline.add(uid, "criterion", {"what": MARKER}, priority_uid=top).uid
    outline.set_cost(action, MARKER, "50", "school", fund=MARKER)
    services.plans.set_text(uid, "purpose", MARKER)
    following.judge("action", action, "at_risk", MARKER)
    following.judge_criterion(criterion, "partly", MARKER)
    following.move_date("action", action, date(2026, 11, 24), MARKER)
    following.evaluate(uid, top, "2026-autumn", "school", "", MARKER)
    following.review(uid, MARKER, MARKER, MARKER)
    services.plan_words.approve(uid, "teacher", "2026-11-20", MARKER, MARKER)
    return uid
