"""What is known of one provider on one day: the facts a rulebook's rules are asked about.

Gathered from the caseload by a service or read from a file by the command; the rules themselves
never look anywhere else. Codes and ids are the rulebook's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sif_desktop.domain.terms import TermCalendar


class Finding(StrEnum):
    """How a criterion stands; a graded one has a step of its scale instead."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `year` is the one its school year ended in; `group` is "" for all."""

    code: str
    year: int
    value: float
    group: str = ""
    comparator: float | None = None  # the national figure, the floor: what it is measured against
    validated: bool = True


@dataclass(frozen=True, slots=True)
class Inspection:
    """An event of any framework. `outcomes` are codes of the rulebook; `day` its first day. An
    `interim` one, such as a survey of a subject, leaves the judgement before it standing."""

    day: date
    outcomes: tuple[str, ...]
    published: date | None = None
    feedback: date | None = None  # when the verdict was given by word of mouth
    kind: str = ""
    interim: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A category from the day it was entered; the last of a history is the present one."""

    category: str
    since: date


@dataclass(frozen=True, slots=True)
class Event:
    """Something that took place: a visit, a meeting, a letter, a step. `kind` is its code."""

    kind: str
    day: date
    about: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One provider on one day; histories are in order of time."""

    today: date
    provider: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    categories: tuple[Held, ...] = ()
    events: tuple[Event, ...] = ()
    calendar: TermCalendar = field(default_factory=TermCalendar)

    @property
    def category(self) -> Held | None:
        return self.categories[-1] if self.categories else None

    @property
    def inspection(self) -> Inspection | None:
        """The latest inspection."""
        return self.inspections[-1] if self.inspections else None

    @property
    def judged(self) -> Inspection | None:
        """The latest inspection that judged the whole, up to today."""
        given = (one for one in self._past() if one.outcomes and not one.interim)
        return max(given, key=lambda one: one.day, default=None)

    @property
    def standing(self) -> tuple[Inspection, ...]:
        """The latest judgement and what was found since without replacing it."""
        judged = self.judged
        return tuple(one for one in self._past() if judged is None or one.day >= judged.day)

    def _past(self) -> tuple[Inspection, ...]:
        return tuple(one for one in self.inspections if one.day <= self.today)

    def series(self, code: str, group: str = "") -> tuple[Figure, ...]:
        """The figures of one measure and group, by year; validated ones stand before others."""
        found: dict[int, Figure] = {}
        for figure in self.figures:
            if figure.code == code and figure.group == group:
                before = found.get(figure.year)
                if before is None or figure.validated or not before.validated:
                    found[figure.year] = figure
        return tuple(found[year] for year in sorted(found))

    def groups(self, code: str) -> tuple[str, ...]:
        """The groups for which a measure is known."""
        return tuple(dict.fromkeys(f.group for f in self.figures if f.code == code))

    def last(self, kinds: tuple[str, ...], since: date | None = None) -> Event | None:
        """The latest event of any of these kinds, not before `since` and not after today."""
        fit = [
            event
            for event in self.events
            if event.kind in kinds and event.day <= self.today and (not since or event.day >= since)
        ]
        return max(fit, key=lambda event: event.day, default=None)
