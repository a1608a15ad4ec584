"""Meetings beneath Today: what is there leads to its page, and nothing shows where nothing is."""

import pytest

from sif_desktop.models.tables.providers import provider
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.ui.widgets.lists import LineRow

from .office import Office


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path, "rutland-2014")
    with made.services.context.store.action("A kind") as act:
        act.update(provider, "oakfield", kind="maintained_school")
    yield made
    made.close()


def test_a_meeting_of_the_week_stands_beneath_today_and_is_opened_from_there(office):
    today = office.window.go("today")
    office.soon(lambda: not today.meetings.isVisible())
    services = office.services
    fields = SeriesFields(
        "strategy_meeting", "oakfield", start_reasons=("urgency",), start_evidence="No plan yet."
    )
    series = services.meeting_series.open(fields).uid
    planned = services.meetings.plan(series, MeetingFields("2026-11-26", "14:00"))
    office.context.announce(planned.changes, "Planned.")
    office.soon(lambda: today.meetings.isVisible())
    (line,) = today.meetings.findChildren(LineRow)
    assert line.text == "Oakfield Primary School"
    line.activated.emit()
    office.soon(lambda: office.window.here() == "meeting")
