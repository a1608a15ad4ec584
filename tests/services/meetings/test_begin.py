"""What begins together: a listing with its meetings and plan; what a category asks for."""

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.plans import plan
from sif_desktop.services.case_lines import CaseFields
from sif_desktop.services.listing import Beginning
from sif_desktop.services.meeting_series import SeriesFields

from .conftest import SCHOOL

WHY = "Support was not taken up."
CASE = CaseFields("Causing concern", WHY, "Kim Rowe", opened_on="2026-11-20")
MEETINGS = SeriesFields("strategy_meeting", start_reasons=("urgency",))
BEGIN = Beginning((MEETINGS,), ("scc-action-plan",))


def plans(services):
    query = select(plan.c.template, plan.c.case_uid).where(plan.c.x_gone == 0)
    with services.context.store.read() as connection:
        return [tuple(row) for row in connection.execute(query)]


@pytest.mark.req("R14-49")
def test_one_action_lists_the_school_and_begins_its_meetings_and_an_empty_plan(rutland):
    offered = rutland.listing.to_begin(SCHOOL)
    assert [one.kind for one in offered.series] == ["strategy_meeting"]
    assert [one.id for one in offered.plans] == ["scc-action-plan"]
    case = rutland.listing.list_school(SCHOOL, CASE, begin=BEGIN).uid
    (series,) = rutland.meeting_series.rows()
    assert series.case_uid == case
    page = rutland.meeting_series.page(series.uid)
    assert page.start_evidence == WHY
    assert plans(rutland) == [("scc-action-plan", case)]
    assert rutland.plans.plan(rutland.plans.rows(SCHOOL)[0].uid).priorities == ()
    assert rutland.listing.to_begin(SCHOOL).series == ()
    rutland.undo.undo()
    assert rutland.meeting_series.rows() == () and plans(rutland) == []
    assert rutland.cases.register(SCHOOL) == ()


def test_a_listing_whose_meetings_are_refused_begins_nothing(rutland):
    without = Beginning((SeriesFields("strategy_meeting"),), ("scc-action-plan",))
    with pytest.raises(Problem, match="for a reason"):
        rutland.listing.list_school(SCHOOL, CASE, begin=without)
    assert plans(rutland) == [] and rutland.cases.register(SCHOOL) == ()


@pytest.mark.req("MK10-86")
def test_the_deepest_category_begins_the_group_and_the_plans_in_one_action(keynes):
    offered = keynes.listing.to_begin(SCHOOL)
    assert offered.series[0].kind == "tig" and offered.series[0].required
    assert {"improvement-plan", "la-action-plan"} <= {one.id for one in offered.plans}
    begin = Beginning((SeriesFields("tig"),), ("improvement-plan", "la-action-plan"))
    keynes.listing.begin(SCHOOL, begin)
    assert [row.kind for row in keynes.meeting_series.rows()] == ["tig"]
    assert [one for one, _ in plans(keynes)] == ["improvement-plan", "la-action-plan"]
    assert "tig" not in {one.kind for one in keynes.listing.wanted(SCHOOL).series}
    keynes.undo.undo()
    assert keynes.meeting_series.rows() == () and plans(keynes) == []
    with pytest.raises(Problem, match="Nothing is chosen"):
        keynes.listing.begin(SCHOOL, Beginning())
