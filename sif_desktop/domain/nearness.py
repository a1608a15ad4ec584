"""How near a day is, in the few steps people sort their work by."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

from sif_desktop.domain.obligations import DueState


class Nearness(IntEnum):
    """In the order in which they are looked at."""

    OVERDUE = 0
    THIS_WEEK = 1
    THIS_MONTH = 2
    LATER = 3
    DONE = 4

    @property
    def words(self) -> str:
        return self.name.replace("_", " ").capitalize()


def nearness(day: date, state: DueState, today: date) -> Nearness:
    """What is owed by `day` as it stands; up to Sunday is this week, then to the month's end."""
    if state is not DueState.DUE:
        return Nearness.OVERDUE if state is DueState.OVERDUE else Nearness.DONE
    if day <= today + timedelta(days=6 - today.weekday()):
        return Nearness.THIS_WEEK
    near = (day.year, day.month) <= (today.year, today.month)
    return Nearness.THIS_MONTH if near else Nearness.LATER
