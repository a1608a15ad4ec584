"""A body's meeting counts for the schools whose meetings it heard of, and for no other."""

from datetime import date

import pytest

from sif_desktop.domain.obligations import DueState
from sif_desktop.services.knowing import known_of, known_of_all
from sif_desktop.services.meeting_series import SeriesFields
from tests.services.conftest import TODAY

from .conftest import BESIDE, SCHOOL, hold


@pytest.fixture
def monitoring(rutland) -> str:
    body = rutland.bodies.add("scc").uid
    fields = SeriesFields("scc_meeting", body_uid=body, opened_on="2026-09-01")
    return rutland.meeting_series.open(fields).uid


def heard(services, school=SCHOOL):
    context = services.context
    with context.store.read() as connection:
        events = known_of(connection, context.pack(), school, TODAY).events
        every = known_of_all(connection, context.pack(), TODAY)[school].events
    assert events == every
    return [one.day for one in events if one.kind == "scc_considered"]


@pytest.mark.req("R14-48")
def test_the_first_meeting_of_the_body_after_a_school_s_own_hears_of_it(
    rutland, series, monitoring
):
    hold(rutland, monitoring, "2026-09-07")
    assert heard(rutland) == []
    hold(rutland, series, "2026-09-10")
    hold(rutland, series, "2026-10-20")
    hold(rutland, monitoring, "2026-11-05")
    hold(rutland, monitoring, "2026-11-19")
    assert heard(rutland) == [date(2026, 11, 5)]
    assert heard(rutland, BESIDE) == []


@pytest.mark.req("R14-48")
def test_a_meeting_reported_is_owed_no_more_and_an_unreported_one_is(rutland, series, monitoring):
    def states():
        cycle = rutland.obligations.cycle(SCHOOL)
        return [one.state for one in cycle if one.obligation == "strategy-meeting-reported"]

    hold(rutland, series, "2026-09-10")
    assert states()[0] is DueState.OVERDUE
    hold(rutland, monitoring, "2026-11-05")
    assert DueState.OVERDUE not in states()
