"""Two officers judged the same visit apart: the items on which they differ.

What both judged alike, and what only one of them judged, needs no moderation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """One officer's judgement of an item; `value` is the step's own, `state` why there is none."""

    officer: str
    state: str
    value: str

    @property
    def said(self) -> tuple[str, str]:
        return (self.state, self.value)


@dataclass(frozen=True, slots=True)
class Differing:
    item: str
    mine: Judged | None  # nothing where two colleagues differ
    theirs: tuple[Judged, ...]


def differing(
    items: Iterable[str], judged: Mapping[str, Iterable[Judged]], me: str
) -> tuple[Differing, ...]:
    """The items, in their order, whose judgements are not all the same; latest of each officer."""
    found = []
    for item in items:
        latest = {one.officer: one for one in judged.get(item, ())}
        if len({one.said for one in latest.values()}) > 1:
            mine = latest.get(me)
            others = tuple(one for officer, one in latest.items() if officer != me)
            found.append(Differing(item, mine, others))
    return tuple(found)
