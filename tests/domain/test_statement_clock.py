"""The clock of a statement of action against counts worked by hand on a calendar.

Each case lists the days that count, in order; all others between must say why they do not.
"""

from datetime import date, timedelta

import pytest

from sif_desktop.domain.bank_holidays import Nation, bank_holidays
from sif_desktop.domain.calendar import (
    Span,
    Term,
    TermCalendar,
    TermName,
    WorkingDayRule,
    add_working_days,
)
from sif_desktop.domain.known import Inspection, Known
from sif_desktop.domain.obligations import Anchor, DueState, Obligation, Unit, Within, due

ORDINARY, INSPECTION, FOI = WorkingDayRule


def spring(half_start: date, half_end: date) -> TermCalendar:
    """2026/27 as an authority gave it; the half-term of spring as long as asked for."""
    return TermCalendar((
        Term(2026, TermName.AUTUMN, date(2026, 9, 2), date(2026, 12, 18),
             Span(date(2026, 10, 26), date(2026, 10, 30))),
        Term(2026, TermName.SPRING, date(2027, 1, 4), date(2027, 3, 25),
             Span(half_start, half_end)),
        Term(2026, TermName.SUMMER, date(2027, 4, 12), date(2027, 7, 21),
             Span(date(2027, 5, 31), date(2027, 6, 4))),
    ))  # fmt: skip


ONE_WEEK = spring(date(2027, 2, 15), date(2027, 2, 19))
TWO_WEEKS = spring(date(2027, 2, 15), date(2027, 2, 26))

# name, published, calendar, rule, the ten days that count, why others do not
TRACES = [
    (
        "Christmas: no day of a holiday of over two weeks counts",
        date(2026, 12, 15), ONE_WEEK, INSPECTION,
        "2026-12-16 2026-12-17 2026-12-18 2027-01-04 2027-01-05 2027-01-06 2027-01-07 2027-01-08"
        " 2027-01-11 2027-01-12",
        {"2026-12-21": "Christmas holiday, longer than a week", "2026-12-25": "Christmas Day",
         "2026-12-28": "Boxing Day", "2026-12-19": "Saturday",
         "2027-01-01": "New Year's Day"},
    ),
    (
        "Christmas by ordinary working days: only bank holidays and weekends",
        date(2026, 12, 15), ONE_WEEK, ORDINARY,
        "2026-12-16 2026-12-17 2026-12-18 2026-12-21 2026-12-22 2026-12-23 2026-12-24 2026-12-29"
        " 2026-12-30 2026-12-31",
        {"2026-12-25": "Christmas Day", "2026-12-28": "Boxing Day"},
    ),
    (
        "Easter 2027: Good Friday, Easter Monday and the two weeks around them",
        date(2027, 3, 18), ONE_WEEK, INSPECTION,
        "2027-03-19 2027-03-22 2027-03-23 2027-03-24 2027-03-25 2027-04-12 2027-04-13 2027-04-14"
        " 2027-04-15 2027-04-16",
        {"2027-03-26": "Good Friday", "2027-03-29": "Easter Monday",
         "2027-03-30": "Easter holiday, longer than a week"},
    ),
    (
        "Easter by ordinary working days",
        date(2027, 3, 18), ONE_WEEK, ORDINARY,
        "2027-03-19 2027-03-22 2027-03-23 2027-03-24 2027-03-25 2027-03-30 2027-03-31 2027-04-01"
        " 2027-04-02 2027-04-05",
        {"2027-03-26": "Good Friday", "2027-03-29": "Easter Monday"},
    ),
    (
        "a half-term of one week counts",
        date(2027, 2, 10), ONE_WEEK, INSPECTION,
        "2027-02-11 2027-02-12 2027-02-15 2027-02-16 2027-02-17 2027-02-18 2027-02-19 2027-02-22"
        " 2027-02-23 2027-02-24",
        {"2027-02-13": "Saturday", "2027-02-21": "Sunday"},
    ),
    (
        "a half-term of two weeks does not",
        date(2027, 2, 10), TWO_WEEKS, INSPECTION,
        "2027-02-11 2027-02-12 2027-03-01 2027-03-02 2027-03-03 2027-03-04 2027-03-05 2027-03-08"
        " 2027-03-09 2027-03-10",
        {"2027-02-15": "spring half-term, longer than a week",
         "2027-02-26": "spring half-term, longer than a week"},
    ),
    (
        "a half-term of two weeks counts by ordinary working days",
        date(2027, 2, 10), TWO_WEEKS, ORDINARY,
        "2027-02-11 2027-02-12 2027-02-15 2027-02-16 2027-02-17 2027-02-18 2027-02-19 2027-02-22"
        " 2027-02-23 2027-02-24",
        {"2027-02-20": "Saturday"},
    ),
    (
        "St Andrew's Day is a holiday in Scotland only and counts",
        date(2026, 11, 25), ONE_WEEK, INSPECTION,
        "2026-11-26 2026-11-27 2026-11-30 2026-12-01 2026-12-02 2026-12-03 2026-12-04 2026-12-07"
        " 2026-12-08 2026-12-09",
        {"2026-11-28": "Saturday"},
    ),
    (
        "St Patrick's Day is a holiday in Northern Ireland only and counts",
        date(2027, 3, 10), ONE_WEEK, INSPECTION,
        "2027-03-11 2027-03-12 2027-03-15 2027-03-16 2027-03-17 2027-03-18 2027-03-19 2027-03-22"
        " 2027-03-23 2027-03-24",
        {"2027-03-13": "Saturday"},
    ),
    (
        "the Battle of the Boyne is kept in Northern Ireland only and counts",
        date(2027, 7, 6), ONE_WEEK, INSPECTION,
        "2027-07-07 2027-07-08 2027-07-09 2027-07-12 2027-07-13 2027-07-14 2027-07-15 2027-07-16"
        " 2027-07-19 2027-07-20",
        {"2027-07-10": "Saturday"},
    ),
    (
        "early May and spring bank holidays count nowhere in England",
        date(2027, 4, 29), ONE_WEEK, INSPECTION,
        "2027-04-30 2027-05-04 2027-05-05 2027-05-06 2027-05-07 2027-05-10 2027-05-11 2027-05-12"
        " 2027-05-13 2027-05-14",
        {"2027-05-03": "Early May bank holiday"},
    ),
]  # fmt: skip


@pytest.mark.req("K09-63")
@pytest.mark.parametrize(
    ("published", "calendar", "rule", "counted", "others"),
    [trace[1:] for trace in TRACES],
    ids=[trace[0] for trace in TRACES],
)
def test_ten_working_days_are_those_counted_by_hand(published, calendar, rule, counted, others):
    day, trace = add_working_days(published, 10, rule, calendar)
    days = [date.fromisoformat(one) for one in counted.split()]
    assert [one.day for one in trace if one.counted] == days
    assert day == days[-1]
    why = {one.day.isoformat(): one.why for one in trace if not one.counted}
    assert others.items() <= why.items()
    assert [one.day for one in trace] == [
        published + timedelta(days=n) for n in range(1, (day - published).days + 1)
    ]


def elsewhere() -> list[date]:
    """Weekdays kept in Scotland or Northern Ireland but not in England, 2019 to 2028."""
    return sorted(
        day
        for year in range(2019, 2029)
        for nation in (Nation.SCOTLAND, Nation.NORTHERN_IRELAND)
        for day in bank_holidays(year, nation)
        if day not in bank_holidays(year)
    )


@pytest.mark.parametrize("rule", [ORDINARY, INSPECTION])
def test_no_holiday_kept_only_elsewhere_stops_the_clock_in_england(rule):
    assert len(elsewhere()) > 40
    for day in elsewhere():
        (only,) = add_working_days(day - timedelta(days=1), 1, FOI)[1][:1]
        assert not only.counted and ("Scotland" in only.why or "Northern Ireland" in only.why)
        if day.month in (1, 7, 8) and rule is INSPECTION:
            continue  # in a school holiday: that is why it does not count, not the bank holiday
        (first,) = add_working_days(day - timedelta(days=1), 1, rule)[1][:1]
        assert first.counted, day


def statement_due(published: date | None, calendar: TermCalendar, today: date):
    rule = Obligation(
        "statement", "Statement of action", Within(10, Unit.WORKING_DAY), ("sent",),
        anchor=Anchor.PUBLICATION, day_rule=INSPECTION,
    )  # fmt: skip
    seen = Inspection(date(2026, 12, 1), ("special_measures",), published)
    known = Known(today, inspections=(seen,), calendar=calendar)
    return due([rule], known, today + timedelta(days=200))


def test_the_obligation_counts_as_the_clock_does_and_is_late_the_day_after():
    (found,) = statement_due(date(2026, 12, 15), ONE_WEEK, date(2027, 1, 12))
    assert (found.day, found.state) == (date(2027, 1, 12), DueState.DUE)
    (late,) = statement_due(date(2026, 12, 15), ONE_WEEK, date(2027, 1, 13))
    assert late.state is DueState.OVERDUE


def test_without_a_day_of_publication_there_is_no_day_to_count_from():
    assert statement_due(None, ONE_WEEK, date(2027, 1, 12)) == ()
