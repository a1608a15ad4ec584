"""One meeting read whole: figures with their source; as few statements however much there is."""

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.figure_lines import FigureFields
from sif_desktop.services.meeting_notes import FundingFields, ReviewFields
from sif_desktop.services.tasks import TaskFields
from tests.services.meetings.sitting import begun, planned, series
from tests.services.meetings.test_reviews import a_plan


@pytest.mark.req("TW14-51")
def test_figures_stand_under_their_items_newest_first_with_source_and_whether_provisional(services):
    meeting = planned(services, series(services, "telford-2014", "review_team"), -7)
    item = next(one for one in services.meetings.page(meeting).items if one.figures)
    code = item.figures[0]
    record = services.figures.record
    record("oakfield", FigureFields(code, "2025", "94.0", source="Census"))
    record("oakfield", FigureFields(code, "2026", "93.1", "", "95.2", "provisional", "School"))
    line = services.meetings.page(meeting).figures[item.uid][0]
    assert (line.value, line.compared, line.before, line.year) == ("93.1", "95.2", "94.0", 2026)
    assert (line.source, line.provisional) == ("School", True)
    record("oakfield", FigureFields(code, "2026", "93.4", "", "95.2", "validated", "Census"))
    line = services.meetings.page(meeting).figures[item.uid][0]
    assert (line.value, line.source, line.provisional) == ("93.4", "Census", False)
    assert line.label == services.context.pack().indicators[code]


def test_an_item_of_which_no_figure_is_held_stands_there_without(services):
    meeting = planned(services, series(services, "telford-2014", "review_team"), -7)
    page = services.meetings.page(meeting)
    shows = [one.uid for one in page.items if one.figures]
    assert shows
    assert all(page.figures[uid] == () for uid in shows)


def test_a_page_takes_as_many_statements_however_much_is_on_it(services, count_statements):
    meetings = series(services, "rutland-2014", "strategy_meeting")
    meeting = begun(services, meetings, 0)
    with count_statements() as before:
        services.meetings.page(meeting)
    full(services, meeting)
    for back in (50, 90):
        earlier = begun(services, meetings, back)
        full(services, earlier)
        services.meetings.end(earlier)
    with count_statements() as after:
        services.meetings.page(meeting)
    # With plans under review, each of the tables of a plan is read, once for all of them.
    assert len(after) <= len(before) + 9
    with count_statements() as more:
        full(services, meeting)
    assert more
    with count_statements() as again:
        services.meetings.page(meeting)
    assert len(again) == len(after)


def full(services, meeting) -> None:
    """An agenda of more items, lines, actions, money and a plan under review."""
    plan = a_plan(services, services.plans.offered("oakfield")[0].id, "The plan")
    for title in ("Roof", "Nursery", "Uniform"):
        item = services.meeting_agenda.add(meeting, title, about_uid="oakfield").uid
        services.meeting_notes.line(meeting, item, "note", "Said")
        services.meeting_notes.action(meeting, item, TaskFields("Do it"))
    services.meeting_notes.fund(meeting, FundingFields("Cover", "50", plan_uid=plan))
    row = services.plans.plan(plan).priorities[0].uid
    services.meeting_notes.review(meeting, plan, row, ReviewFields("on_track", "Yes"))


def test_a_deleted_meeting_has_no_page(services):
    meeting = planned(services, series(services, "rutland-2014", "strategy_meeting"), -7)
    services.meetings.delete(meeting)
    with pytest.raises(Problem, match="not there any more"):
        services.meetings.page(meeting)


def test_the_list_of_tasks_takes_as_many_statements_however_many_meetings(
    services, count_statements
):
    meetings = series(services, "rutland-2014", "strategy_meeting")
    for back in (50, 20, 0):
        meeting = begun(services, meetings, back)
        services.meeting_notes.action(meeting, "", TaskFields("Do it"))
    with count_statements() as counted:
        rows = services.tasks.rows()
    assert len(rows) == 3
    assert sum(one.startswith("SELECT") for one in counted) == 1
