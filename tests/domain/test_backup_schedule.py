"""When a backup is due, and which of them time thins out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.backup_schedule import (
    BEFORE_STEPS,
    Why,
    is_due,
    rehearsal_due,
    to_drop,
)

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    at: datetime
    why: Why = Why.ROLLING


def dates(most_days: int = 500):
    minutes = st.integers(-3 * 24 * 60, most_days * 24 * 60)
    made = st.builds(
        lambda age, why: Kept(NOW - timedelta(minutes=age), why), minutes, st.sampled_from(Why)
    )
    return st.lists(made, max_size=80, unique_by=lambda one: one.at)


def left(held: list[Kept], now: datetime = NOW) -> list[Kept]:
    gone = {id(one) for one in to_drop(held, now)}
    return [one for one in held if id(one) not in gone]


def test_a_year_of_hourly_backups_becomes_hours_days_weeks_and_months():
    held = [Kept(NOW - n * HOUR) for n in range(24 * 500)]
    kept = left(held)
    assert {one.at for one in kept} >= {NOW - n * HOUR for n in range(25)}
    assert {one.at.date() for one in kept} >= {(NOW - n * DAY).date() for n in range(10)}
    weeks = {(NOW - n * 7 * DAY).isocalendar()[:2] for n in range(8)}
    assert {one.at.isocalendar()[:2] for one in kept} >= weeks
    assert len({(one.at.year, one.at.month) for one in kept}) == 12
    assert len(kept) <= 25 + 10 + 8 + 12


@given(dates())
def test_thinning_again_thins_nothing_more(held):
    assert to_drop(left(held), NOW) == []


@given(dates())
def test_the_newest_and_the_last_five_before_a_step_always_stay(held):
    kept = left(held)
    steps = sorted((k for k in held if k.why.before_a_step), key=lambda k: k.at, reverse=True)
    assert [k for k in kept if k.why.before_a_step and k not in steps[:BEFORE_STEPS]] == []
    assert set(steps[:BEFORE_STEPS]) <= set(kept)
    rolling = [k for k in held if not k.why.before_a_step and k.at <= NOW]
    if rolling:
        assert max(rolling, key=lambda k: k.at) in kept


@given(dates(9))
def test_of_each_of_the_last_ten_days_with_a_backup_one_stays(held):
    rolling = [k for k in held if not k.why.before_a_step and k.at <= NOW]
    kept = {k.at.date() for k in left(held) if not k.why.before_a_step}
    assert {k.at.date() for k in rolling} <= kept


@given(st.lists(st.integers(1, 60 * 30), min_size=1, max_size=200))
def test_thinned_at_each_backup_a_month_never_loses_its_last(pauses):
    """Going on hour by hour leaves of each day, week and month what thinning once would."""
    now, held, every = NOW, [], []
    for pause in pauses:
        now += timedelta(minutes=pause * 10)
        every.append(Kept(now))
        held = left([*held, Kept(now)], now)
    assert {k.at for k in held} == {k.at for k in left(every, now)}


def test_one_dated_in_the_future_neither_stops_backups_nor_pushes_out_good_ones():
    future = [Kept(datetime(2099, 1, n, tzinfo=UTC)) for n in range(1, 31)]
    good = [Kept(NOW - n * DAY) for n in range(10)]
    assert set(good) <= set(left([*future, *good]))
    assert len(left([*future, *good])) == 10 + 5
    assert is_due([one.at for one in future], NOW, changed=False)


def test_one_is_due_first_thing_each_day_and_after_an_hour_of_work():
    morning = NOW.replace(hour=9)
    assert is_due([], morning, changed=False)
    assert is_due([morning - DAY], morning, changed=False)
    assert not is_due([morning], morning + 3 * HOUR, changed=False)
    assert is_due([morning], morning + HOUR, changed=True)
    assert not is_due([morning], morning + HOUR / 2, changed=True)


def test_a_rehearsal_is_due_once_a_month_and_when_the_clock_went_back():
    assert rehearsal_due(None, NOW)
    assert not rehearsal_due(NOW - 29 * DAY, NOW)
    assert rehearsal_due(NOW - 30 * DAY, NOW)
    assert rehearsal_due(NOW + DAY, NOW)
