"""The rhythm of a series: what is owed, late, missed out, and the day proposed for the next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.calendar import WorkingDayRule, holiday_of, is_working_day, term_of
from sif_desktop.domain.meeting_rhythm import Kept, pace, propose, rhythm_words
from sif_desktop.domain.meeting_types import Rhythm
from sif_desktop.domain.terms import TermCalendar

ORDINARY = TermCalendar()
TODAY = date(2026, 11, 23)  # a Monday
OPENED = date(2026, 9, 1)
SIX_WEEKS = Rhythm(every=6, unit="week", tolerance_days=7, paragraph="4.5")
TWICE_A_TERM = Rhythm(at_least=2, per="term", paragraph="15")


def stand(rhythm, *held, today=TODAY, opened=OPENED, closed=None):
    return pace(rhythm, opened, held, today, ORDINARY, closed)


def kept(found):
    return [one.kept for one in found.owed]


def test_a_meeting_within_the_tolerance_is_in_time_and_one_beyond_is_late():
    found = stand(SIX_WEEKS, date(2026, 9, 1), date(2026, 10, 20), date(2026, 12, 9))
    assert kept(found) == [Kept.IN_TIME, Kept.LATE, Kept.OWED]


def test_turns_that_went_by_without_a_meeting_are_counted():
    found = stand(SIX_WEEKS, today=date(2027, 3, 1))
    assert found.late == 4 and found.overdue
    assert stand(SIX_WEEKS, date(2027, 3, 1), today=date(2027, 3, 1)).late == 4


def test_nothing_is_owed_after_the_end():
    found = stand(SIX_WEEKS, date(2026, 10, 13), closed=date(2026, 10, 20))
    assert (kept(found), found.due, found.overdue) == ([Kept.IN_TIME], None, False)


def test_two_a_term_are_owed_by_its_end_and_the_next_term_owes_its_own():
    assert stand(TWICE_A_TERM, date(2026, 9, 28)).due == date(2026, 12, 18)
    both = stand(TWICE_A_TERM, date(2026, 9, 28), date(2026, 11, 2))
    assert both.due == date(2027, 3, 25) and both.late == 0
    later = stand(TWICE_A_TERM, date(2026, 9, 28), today=date(2027, 2, 1))
    assert later.late == 1 and later.due == date(2027, 3, 25)


def test_a_series_begun_in_the_last_week_of_term_owes_nothing_in_it():
    assert stand(TWICE_A_TERM, opened=date(2026, 12, 14)).due == date(2027, 3, 25)


def test_where_the_rulebook_says_nothing_nothing_is_owed():
    assert stand(None, date(2026, 10, 1)).due is None
    assert propose(None, stand(None), TODAY, ORDINARY) is None


def test_the_day_proposed_is_moved_out_of_a_holiday_and_says_so():
    found = stand(SIX_WEEKS, date(2026, 11, 20))
    said = propose(SIX_WEEKS, found, TODAY, ORDINARY)
    assert said.day == date(2027, 1, 4)
    assert "1 January 2027 is in the Christmas holiday" in said.why and "(4.5)" in said.why


def test_an_overdue_meeting_is_proposed_for_the_next_day_in_term():
    said = propose(SIX_WEEKS, stand(SIX_WEEKS), TODAY, ORDINARY)
    assert said.day == date(2026, 11, 24) and "which has passed" in said.why


def test_the_two_of_a_term_are_proposed_apart():
    start = date(2026, 9, 2)
    first = propose(TWICE_A_TERM, stand(TWICE_A_TERM, today=start), start, ORDINARY).day
    met = stand(TWICE_A_TERM, first, today=first)
    second = propose(TWICE_A_TERM, met, first, ORDINARY).day
    assert timedelta(days=28) < second - first < timedelta(days=70)


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (SIX_WEEKS, "Every 6 weeks"),
        (TWICE_A_TERM, "At least 2 each term"),
        (Rhythm(every=1, unit="half_term"), "Every half-term"),
    ],
)
def test_a_rhythm_is_said_in_words(rhythm, words):
    assert rhythm_words(rhythm) == words


RHYTHMS = st.one_of(
    st.builds(
        Rhythm,
        every=st.integers(1, 8),
        unit=st.sampled_from(("week", "month")),
        tolerance_days=st.integers(0, 10),
    ),
    st.builds(Rhythm, every=st.integers(1, 2), unit=st.sampled_from(("half_term", "term", "year"))),
    st.builds(
        Rhythm,
        at_least=st.integers(1, 3),
        per=st.sampled_from(("month", "half_term", "term", "year")),
    ),
)


@given(RHYTHMS, st.integers(0, 700), st.lists(st.integers(0, 700), max_size=8))
def test_a_proposed_day_is_to_come_in_term_and_a_working_day(rhythm, ago, gone):
    opened = TODAY - timedelta(days=ago)
    held = [day for one in gone if (day := TODAY - timedelta(days=one)) >= opened]
    found = pace(rhythm, opened, held, TODAY, ORDINARY)
    said = propose(rhythm, found, TODAY, ORDINARY)
    assert said is not None and found.due is not None
    assert said.day > TODAY
    assert is_working_day(said.day, WorkingDayRule.ORDINARY, ORDINARY)
    assert term_of(said.day, ORDINARY) and holiday_of(said.day, ORDINARY) is None


@given(RHYTHMS, st.integers(0, 700), st.lists(st.integers(0, 700), max_size=8))
def test_each_meeting_counts_at_most_once_and_one_more_is_never_later(rhythm, ago, gone):
    opened = TODAY - timedelta(days=ago)
    held = sorted({day for one in gone if (day := TODAY - timedelta(days=one)) >= opened})
    found = pace(rhythm, opened, held, TODAY, ORDINARY)
    counted = [one.held for one in found.owed if one.held]
    assert len(counted) == len(set(counted)) and set(counted) <= set(held)
    more = pace(rhythm, opened, [*held, TODAY], TODAY, ORDINARY)
    assert not more.overdue or rhythm.at_least
