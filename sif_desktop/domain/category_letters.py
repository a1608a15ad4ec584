"""Which decision on a category the school is still to be told of by letter.

The rulebooks tell it once in every round, and again whenever it changes; a decision of the same
round that leaves the category as it was needs no letter of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """A decision: its uid, the school year of its round, and the category decided on."""

    uid: str
    year: int
    category: str


def waiting(decisions: Iterable[Made], settled: Collection[str]) -> str:
    """The decision that still waits for its letter, "" where none does. `decisions` are one
    school's in order of time; `settled` those with a letter, or whose letter was dropped."""
    waits, before = "", None
    for one in decisions:
        if before is None or (one.year, one.category) != (before.year, before.category):
            waits = one.uid
        if one.uid in settled:
            waits = ""
        before = one
    return waits
