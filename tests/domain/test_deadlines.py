"""When a document is due, and how that is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.calendar import WorkingDayRule, is_working_day
from sif_desktop.domain.deadlines import Deadline, Unit, due

TUESDAY = date(2026, 3, 3)


def test_working_days_are_counted_day_by_day_and_told_with_their_paragraph():
    found = due(Deadline(10, Unit.WORKING_DAY, "visit", source="2.4"), "the visit", TUESDAY)
    assert found.day == date(2026, 3, 17)
    assert found.words == "10 working days after the visit on 3 March 2026, 2.4"
    assert [day.number for day in found.trace if day.counted] == list(range(1, 11))
    assert {day.why for day in found.trace if not day.counted} == {"Saturday", "Sunday"}


def test_a_bank_holiday_does_not_count():
    found = due(Deadline(5, Unit.WORKING_DAY, "visit"), "the visit", date(2026, 4, 1))
    assert found.day == date(2026, 4, 10)  # Good Friday and Easter Monday lie between


def test_the_pack_says_which_days_are_working_days():
    before_christmas = date(2026, 12, 14)
    ordinary = due(Deadline(10, Unit.WORKING_DAY, "visit"), "the report", before_christmas)
    school = Deadline(10, Unit.WORKING_DAY, "visit", WorkingDayRule.INSPECTION)
    assert ordinary.day == date(2026, 12, 30)
    assert due(school, "the report", before_christmas).day > date(2027, 1, 4)


@pytest.mark.parametrize(
    ("within", "unit", "day", "words"),
    [
        (1, Unit.DAY, date(2026, 3, 4), "1 day after"),
        (10, Unit.DAY, date(2026, 3, 13), "10 days after"),
        (2, Unit.WEEK, date(2026, 3, 17), "2 weeks after"),
        (3, Unit.MONTH, date(2026, 6, 3), "3 months after"),
    ],
)
def test_other_units_are_plain_spans(within, unit, day, words):
    found = due(Deadline(within, unit, "visit"), "the visit", TUESDAY)
    assert (found.day, found.trace) == (day, ())
    assert found.words.startswith(words)


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    deadline = Deadline(1, Unit.MONTH, "visit", app_default=True)
    found = due(deadline, "the visit", date(2026, 1, 31))
    assert found.day == date(2026, 2, 28)
    assert found.words.endswith("on 31 January 2026, the app’s own rule")


@given(
    start=st.dates(date(2015, 1, 1), date(2030, 12, 31)),
    within=st.integers(1, 60),
    rule=st.sampled_from(WorkingDayRule),
)
def test_what_is_due_by_working_days_is_one(start, within, rule):
    found = due(Deadline(within, Unit.WORKING_DAY, "visit", rule), "the visit", start)
    assert found.day > start and is_working_day(found.day, rule)
    assert sum(day.counted for day in found.trace) == within
