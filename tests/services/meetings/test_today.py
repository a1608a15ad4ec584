"""What Today says of meetings: those of the week, series that are late, what is to be begun."""

import pytest

from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields

from .conftest import BESIDE, SCHOOL, WHY, hold, into


def test_meetings_up_to_sunday_and_series_that_are_late_are_pressing(rutland, series):
    beside = rutland.meeting_series.open(SeriesFields("strategy_meeting", BESIDE, **WHY)).uid
    assert [one.uid for one in rutland.today.meetings().overdue] == [series]
    friday = rutland.meetings.plan(beside, MeetingFields("2026-11-27")).uid
    rutland.meetings.plan(beside, MeetingFields("2026-12-01"))
    forgotten = rutland.meetings.plan(series, MeetingFields("2026-11-20")).uid
    found = rutland.today.meetings()
    assert [one.uid for one in found.meetings] == [forgotten, friday]
    assert found.overdue == ()
    rutland.meetings.end(forgotten)
    assert [one.uid for one in rutland.today.meetings().meetings] == [friday]


@pytest.mark.req("MK10-86")
def test_a_school_that_enters_the_deepest_category_has_its_group_to_be_begun(keynes):
    found = keynes.today.meetings()
    assert [(one.provider, one.offer.kind) for one in found.wanting] == [
        ("Oakfield Primary School", "ad_meeting"), ("Oakfield Primary School", "tig"),
    ]  # fmt: skip
    keynes.meeting_series.open(SeriesFields("tig", SCHOOL))
    assert [one.offer.kind for one in keynes.today.meetings().wanting] == ["ad_meeting"]


def test_it_takes_the_same_statements_however_many(rutland, series, count_statements):
    with count_statements() as one:
        rutland.today.meetings()
    with rutland.context.store.action("Listed") as act:
        into(act, "scc", "2026-09-01", BESIDE)
    hold(rutland, series, "2026-09-10")
    with count_statements() as two:
        assert rutland.today.meetings().count == 2
    assert len(one) == len(two)
