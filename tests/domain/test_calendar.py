"""Terms, half-terms and the three ways of counting working days."""

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.bank_holidays import Nation, bank_holidays
from sif_desktop.domain.calendar import (
    Span,
    Term,
    TermCalendar,
    TermName,
    WorkingDayRule,
    academic_year,
    add_working_days,
    doubts,
    half_term_of,
    holiday_of,
    ordinary_terms,
    term_of,
    why_not_counted,
    working_days_between,
    year_label,
)
from sif_desktop.domain.errors import Problem

DATA = Path(__file__).parents[1] / "data"
ORDINARY, INSPECTION, FOI = WorkingDayRule

GIVEN = TermCalendar(
    (
        Term(
            2026,
            TermName.AUTUMN,
            date(2026, 9, 2),
            date(2026, 12, 18),
            Span(date(2026, 10, 19), date(2026, 10, 30)),  # two weeks
        ),
        Term(
            2026,
            TermName.SPRING,
            date(2027, 1, 5),
            date(2027, 3, 25),
            Span(date(2027, 2, 15), date(2027, 2, 19)),  # one week
        ),
    ),
)
days = st.dates(date(2019, 1, 1), date(2028, 12, 31))


def published(division: str) -> set[date]:
    found = json.loads((DATA / "bank-holidays_govuk_frontend.json").read_text())["divisions"]
    years = next(value for key, value in found.items() if division in key)
    return {
        datetime.strptime(event["date"], "%d/%m/%Y").date()  # noqa: DTZ007 - a date, no time
        for events in years.values()
        if isinstance(events, list)
        for event in events
    }


@pytest.mark.parametrize(
    ("nation", "division"),
    [
        (Nation.ENGLAND, "england"),
        (Nation.SCOTLAND, "scotland"),
        (Nation.NORTHERN_IRELAND, "northern"),
    ],
)
def test_bank_holidays_are_those_gov_uk_publishes(nation, division):
    assert {d for y in range(2019, 2029) for d in bank_holidays(y, nation)} == published(division)


def test_bank_holidays_carry_their_published_titles():
    with (DATA / "england_wales_bank_holidays_2019_2028.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            ours = bank_holidays(day.year)[day]
            assert ours.split()[0] in row["title"] or "ank holiday" in row["title"]


def test_years_beyond_the_table_are_expected_and_said_to_be():
    assert bank_holidays(2031)[date(2031, 4, 11)] == "Good Friday"
    assert "published to 2028" in doubts(date(2030, 1, 1), date(2030, 2, 1), ORDINARY)[0]
    assert doubts(date(2026, 1, 1), date(2026, 2, 1), ORDINARY) == ()


def test_ordinary_days_skip_the_weekend_and_easter():
    end, trace = add_working_days(date(2026, 4, 1), 3, ORDINARY)
    assert end == date(2026, 4, 8)
    assert [(d.day.day, d.why) for d in trace if not d.counted] == [
        (3, "Good Friday"),
        (4, "Saturday"),
        (5, "Sunday"),
        (6, "Easter Monday"),
    ]
    assert [d.number for d in trace if d.counted] == [1, 2, 3]


def test_the_foi_clock_skips_bank_holidays_anywhere_in_the_kingdom():
    assert why_not_counted(date(2026, 7, 13), FOI) == "Battle of the Boyne in Northern Ireland"
    assert why_not_counted(date(2026, 1, 2), FOI) == "2 January in Scotland"
    assert why_not_counted(date(2026, 1, 2), ORDINARY) == ""
    assert why_not_counted(date(2026, 11, 30), FOI) == "St Andrew's Day in Scotland"


def test_the_foi_clock_may_start_on_a_day_that_does_not_count():
    received_on_saturday = date(2026, 9, 5)
    assert add_working_days(received_on_saturday, 20, FOI)[0] == date(2026, 10, 2)


@pytest.mark.req("K09-63")
def test_a_statement_of_action_waits_over_christmas_but_not_over_a_one_week_half_term():
    assert add_working_days(date(2026, 12, 16), 10, INSPECTION, GIVEN)[0] == date(2027, 1, 14)
    assert add_working_days(date(2026, 12, 16), 10, ORDINARY, GIVEN)[0] == date(2027, 1, 4)
    assert add_working_days(date(2027, 2, 11), 10, INSPECTION, GIVEN)[0] == date(2027, 2, 25)


def test_a_two_week_half_term_stops_the_inspection_clock():
    end, trace = add_working_days(date(2026, 10, 16), 1, INSPECTION, GIVEN)
    assert end == date(2026, 11, 2)
    assert trace[2].why == "autumn half-term, longer than a week"


def test_a_count_says_which_term_dates_it_assumed():
    assert doubts(date(2026, 10, 1), date(2026, 11, 1), INSPECTION, GIVEN) == ()
    (said,) = doubts(date(2027, 9, 1), date(2027, 9, 30), INSPECTION, GIVEN)
    assert "2027/28" in said


def test_a_bank_holiday_announced_late_can_be_added():
    calendar = TermCalendar(extra_bank_holidays=frozenset({date(2026, 9, 9)}))
    assert add_working_days(date(2026, 9, 8), 1, ORDINARY, calendar)[0] == date(2026, 9, 10)


def test_a_count_can_run_backwards():
    assert add_working_days(date(2026, 9, 7), -5)[0] == date(2026, 8, 28)


def test_a_count_nobody_means_is_refused():
    with pytest.raises(Problem, match="more than can be counted"):
        add_working_days(date(2026, 1, 1), 10**9)


@given(days, st.integers(1, 60), st.sampled_from(WorkingDayRule))
def test_counting_out_and_counting_between_agree(start, n, rule):
    end, trace = add_working_days(start, n, rule, GIVEN)
    assert working_days_between(start, end, rule, GIVEN) == n
    assert working_days_between(end, start, rule, GIVEN) == -n
    assert [d.day for d in trace] == [start + timedelta(days=k + 1) for k in range(len(trace))]


@given(days)
def test_each_stricter_rule_only_takes_days_away(day):
    for rule in (INSPECTION, FOI):
        if why_not_counted(day, ORDINARY, GIVEN):
            assert why_not_counted(day, rule, GIVEN)


def test_a_school_year_runs_from_september():
    assert academic_year(date(2026, 8, 31)) == 2025
    assert academic_year(date(2026, 9, 1)) == 2026
    assert year_label(2026) == "2026/27"
    assert year_label(1999) == "1999/00"


def test_a_day_knows_its_term_and_half_term():
    assert half_term_of(date(2026, 10, 16), GIVEN).label == "Autumn 1"
    assert half_term_of(date(2026, 11, 2), GIVEN).label == "Autumn 2"
    assert half_term_of(date(2026, 10, 21), GIVEN) is None
    assert term_of(date(2026, 10, 21), GIVEN).name is TermName.AUTUMN
    assert term_of(date(2026, 12, 24), GIVEN) is None
    assert holiday_of(date(2026, 12, 24), GIVEN).name == "Christmas holiday"
    assert holiday_of(date(2026, 10, 16), GIVEN) is None


def test_years_nobody_gave_are_ordinary_and_marked():
    half = half_term_of(date(2028, 2, 28), GIVEN)
    assert half.label == "Spring 2"
    assert half.assumed
    assert not half_term_of(date(2026, 9, 10), GIVEN).assumed


@pytest.mark.parametrize("year", range(2019, 2045))
def test_an_ordinary_year_is_three_terms_of_about_190_school_days(year):
    terms = ordinary_terms(year)
    assert [term.name for term in terms] == list(TermName)
    calendar = TermCalendar(terms)
    school_days = [
        day
        for term in terms
        for half in term.halves
        for day in (half.span.start + timedelta(k) for k in range(120))
        if day in half.span and not why_not_counted(day, ORDINARY, calendar)
    ]
    assert 188 <= len(school_days) <= 200
    assert all(term.start.weekday() < 5 and term.end.weekday() < 5 for term in terms)


def test_a_school_may_set_terms_of_its_own():
    own = TermCalendar((Term(2026, TermName.AUTUMN, date(2026, 8, 31), date(2026, 12, 11)),))
    school = GIVEN.overridden_by(own)
    assert term_of(date(2026, 12, 14), GIVEN) is not None
    assert term_of(date(2026, 12, 14), school) is None
    assert half_term_of(date(2026, 10, 20), school).label == "Autumn 1"


def test_terms_out_of_order_are_refused_by_name():
    with pytest.raises(Problem, match="autumn term 2026/27"):
        Term(2026, TermName.AUTUMN, date(2026, 12, 1), date(2026, 9, 1))
    late = Span(date(2027, 1, 1), date(2027, 1, 1))
    with pytest.raises(Problem, match="autumn term"):
        Term(
            2026,
            TermName.AUTUMN,
            date(2026, 9, 1),
            date(2026, 12, 1),
            late,
        )
    spring = Term(2026, TermName.SPRING, date(2026, 12, 1), date(2027, 3, 1))
    with pytest.raises(Problem, match="starts before"):
        TermCalendar((*GIVEN.terms[:1], spring))
    with pytest.raises(Problem, match="Give each term once"):
        TermCalendar((spring, spring))
