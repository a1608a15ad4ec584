"""Which backups are made and which are kept: hourly for a day, then thinner and thinner.

Moments are aware and in the officer's own time, so that a day is the day on the wall.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAYS, WEEKS, MONTHS = 10, 8, 12
BEFORE_STEPS = 5  # of those made before an import or an upgrade
AHEAD = 5  # of those dated in the future, by a clock that was wrong
REHEARSE_AFTER = timedelta(days=30)


class Why(StrEnum):
    """Why a backup was made; part of its file name."""

    ROLLING = "rolling"  # while one works
    ASKED = "asked"
    IMPORT = "import"
    RECEIVE = "receive"
    UPGRADE = "upgrade"

    @property
    def before_a_step(self) -> bool:
        """Whether it is the way back from one step, kept by number and not by age."""
        return self in (Why.IMPORT, Why.RECEIVE, Why.UPGRADE)


class Dated(Protocol):
    @property
    def at(self) -> datetime: ...
    @property
    def why(self) -> Why: ...


_D = TypeVar("_D", bound=Dated)


def is_due(rolling: Sequence[datetime], now: datetime, *, changed: bool) -> bool:
    """Whether one is to be made now: none yet today, or an hour of work since the newest.

    One dated in the future says nothing, or a clock once set to 2099 would end all backups.
    """
    past = [at for at in rolling if at <= now]
    if not any(at.date() == now.date() for at in past):
        return True
    return changed and now - max(past) >= HOUR


def to_drop(held: Iterable[_D], now: datetime) -> list[_D]:
    """Those no rule keeps, newest first. The newest of each hour, day, week and month is kept."""
    newest = sorted(held, key=lambda one: one.at, reverse=True)
    steps = [one for one in newest if one.why.before_a_step]
    rolling = [one for one in newest if not one.why.before_a_step]
    ahead = [one for one in rolling if one.at > now]
    past = [one for one in rolling if one.at <= now]
    kept = {id(one) for one in (*steps[:BEFORE_STEPS], *ahead[:AHEAD])}
    kept |= _newest_of_each((_hour(one), one) for one in past if now - one.at <= DAY)
    kept |= _newest_of_each(((one.at.date(), one) for one in past), DAYS)
    kept |= _newest_of_each(((one.at.isocalendar()[:2], one) for one in past), WEEKS)
    kept |= _newest_of_each((((one.at.year, one.at.month), one) for one in past), MONTHS)
    return [one for one in newest if id(one) not in kept]


def _hour(one: Dated) -> Hashable:
    return one.at.date(), one.at.hour, one.at.utcoffset()  # the hour the clocks go back is two


def _newest_of_each(named: Iterable[tuple[Hashable, object]], most: int = 0) -> set[int]:
    """The first met under each name, of at most so many names (0: all)."""
    first: dict[Hashable, int] = {}
    for name, one in named:
        if name not in first and (not most or len(first) < most):
            first[name] = id(one)
    return set(first.values())


def rehearsal_due(last: datetime | None, now: datetime) -> bool:
    return last is None or last > now or now - last >= REHEARSE_AFTER
