"""Dates are typed and read as officers say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.calendar import Span, Term, TermCalendar, TermName
from sif_desktop.domain.dates import parse_date, say, say_due, say_long
from sif_desktop.domain.errors import Problem

TODAY = date(2026, 11, 18)  # a Wednesday
GIVEN = TermCalendar(
    (
        Term(2026, TermName.AUTUMN, date(2026, 9, 2), date(2026, 12, 18)),
        Term(
            2026,
            TermName.SPRING,
            date(2027, 1, 5),
            date(2027, 3, 25),
            Span(date(2027, 2, 15), date(2027, 2, 19)),
        ),
        Term(2026, TermName.SUMMER, date(2027, 4, 12), date(2027, 7, 21)),
    )
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", "2026-11-18"),
        ("Tomorrow", "2026-11-19"),
        ("yesterday", "2026-11-17"),
        ("fri", "2026-11-20"),
        ("Friday", "2026-11-20"),
        ("wed", "2026-11-25"),  # today is never meant: there is a word for it
        ("tues", "2026-11-24"),
        ("this tuesday", "2026-11-17"),
        ("next tuesday", "2026-11-24"),
        ("next fri", "2026-11-27"),
        ("last friday", "2026-11-13"),
        ("friday week", "2026-11-27"),
        ("12 jan", "2027-01-12"),
        ("12 January", "2027-01-12"),
        ("12th of January 2028", "2028-01-12"),
        ("jan 12", "2027-01-12"),
        ("12jan27", "2027-01-12"),
        ("1 sept", "2027-09-01"),
        ("Tue 12 January", "2027-01-12"),
        ("Tuesday 12 January 2027", "2027-01-12"),
        ("12/1/27", "2027-01-12"),
        ("12/1", "2027-01-12"),
        ("12.1.2027", "2027-01-12"),
        ("12-01-2027", "2027-01-12"),
        ("2027-01-12", "2027-01-12"),
        ("the 20th", "2026-11-20"),
        ("3rd", "2026-12-03"),
        ("29 feb", "2028-02-29"),
        ("+10 working days", "2026-12-02"),
        ("10wd", "2026-12-02"),
        ("10 working days ago", "2026-11-04"),
        ("-1 working day", "2026-11-17"),
        ("in 2 weeks", "2026-12-02"),
        ("+2w", "2026-12-02"),
        ("in a fortnight", "2026-12-02"),
        ("in three days", "2026-11-21"),
        ("2 weeks ago", "2026-11-04"),
        ("in 3 months", "2027-02-18"),
        ("end of month", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of january", "2027-01-31"),
        ("end of feb 2028", "2028-02-29"),
        ("end of the week", "2026-11-20"),
        ("start of next week", "2026-11-23"),
        ("end of term", "2026-12-18"),
        ("end of spring 1", "2027-02-12"),
        ("start of spring 2", "2027-02-22"),
        ("spring 2", "2027-02-22"),
        ("end of spring term", "2027-03-25"),
        ("start of summer term", "2027-04-12"),
        ("start of the summer term", "2027-04-12"),
        ("start of term", "2027-01-05"),
        ("start of next term", "2027-01-05"),
        ("next term", "2027-01-05"),
        ("end of next term", "2027-03-25"),
        ("half term", "2027-02-15"),
        ("half-term", "2027-02-15"),
        ("before half term", "2027-02-12"),
        ("after half term", "2027-02-22"),
        ("end of the school year", "2027-07-21"),
        ("end of autumn 1 2027", "2027-10-22"),  # an ordinary year, where none is given
    ],
)
def test_words_mean_what_people_mean(said, meant):
    assert parse_date(said, TODAY, GIVEN) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "No date is given"),
        ("   ", "No date is given"),
        ("soon", "“soon” is not a date"),
        ("31/2/27", "February 2027 has 28 days, not 31"),
        ("31 april", "April 2026 has 30 days"),
        ("1/13/27", "There is no month 13"),
        ("Monday 12 January 2027", "12 January 2027 is a Tuesday, not a Monday"),
        ("9999 working days", "more than can be counted"),
        ("9999 years", "not a date"),
        ("12/1/0027", "not a date"),
        ("12 junk", "not a date"),
        ("the 45th", "No month has 45 days"),
        ("end of", "not a date"),
        ("0/0/0", "not a date"),
        ("١٢/١/٢٧", None),
        ("<b>fri</b>", "not a date"),
    ],
)
def test_what_cannot_be_meant_is_said_plainly(said, why):
    if why is None:
        assert parse_date(said, TODAY) == date(2027, 1, 12)
        return
    with pytest.raises(Problem, match=why) as found:
        parse_date(said, TODAY)
    assert found.value.hint


def test_a_date_of_the_past_can_be_preferred():
    assert parse_date("12 jan", TODAY, past=True) == date(2026, 1, 12)
    assert parse_date("fri", TODAY, past=True) == date(2026, 11, 13)
    assert parse_date("the 20th", TODAY, past=True) == date(2026, 10, 20)


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_plain_problem(text):
    try:
        assert isinstance(parse_date(text, TODAY, GIVEN), date)
    except Problem as problem:
        assert problem.hint


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)), st.integers(-900, 900))
def test_a_date_on_screen_can_be_typed_back(today, away):
    day = today + timedelta(days=away)
    assert parse_date(say(day, today), today) == day
    assert parse_date(say_long(day), today) == day


def test_dates_are_said_as_on_a_school_calendar():
    assert say(TODAY, TODAY) == "today"
    assert say(date(2027, 1, 12), TODAY) == "Tue 12 January"
    assert say(date(2027, 10, 12), TODAY) == "Tue 12 October 2027"
    assert say_long(date(2027, 1, 12)) == "Tuesday 12 January 2027"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-18", "today"),
        ("2026-11-19", "tomorrow"),
        ("2026-11-23", "in 3 working days"),
        ("2026-11-21", "in 2 working days"),
        ("2026-11-16", "2 working days overdue"),
        ("2026-11-17", "1 working day overdue"),
        ("2026-06-18", "5 months overdue"),
        ("2027-01-12", "Tue 12 January"),
    ],
)
def test_a_deadline_says_how_near_it_is(day, said):
    assert say_due(date.fromisoformat(day), TODAY) == said


def test_a_deadline_on_a_saturday_is_not_late_on_sunday():
    assert say_due(date(2026, 11, 21), date(2026, 11, 22)) == "due before the weekend"
