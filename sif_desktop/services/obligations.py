"""What the rulebook says is owed to schools by when, across the caseload and school by school."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.calendar import CountedDay, academic_year, halves_from
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.known import Known
from sif_desktop.domain.obligations import Due, DueState, due
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.calendars import calendar_of
from sif_desktop.services.knowing import known_of, known_of_all

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context

HORIZON_MONTHS = 6


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing owed of one school. `visit_type` is the kind of visit that would do it, and `noted`
    the kind of event an officer can note as done; either "" where there is none."""

    key: str
    provider_uid: str
    provider: str
    urn: str
    officer: str
    obligation: str
    what: str
    day: date
    anchor: date
    rule: str
    paragraph: str
    state: DueState
    closed_by: str
    closed_on: date | None
    trace: tuple[CountedDay, ...]
    visit_type: str
    noted: str
    noted_words: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How far what was owed in a school year was done, of one school or one obligation."""

    name: str
    in_time: int
    late: int
    overdue: int
    waiting: int

    @property
    def total(self) -> int:
        return self.in_time + self.late + self.overdue + self.waiting

    @property
    def share(self) -> int | None:
        """Per cent done, in time or late, of what was to be done by now; None if nothing was."""
        owed = self.in_time + self.late + self.overdue
        return 100 * (self.in_time + self.late) // owed if owed else None


@dataclass(frozen=True, slots=True)
class Compliance:
    year: int  # in which the school year began
    schools: tuple[Kept, ...]
    obligations: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is owed this school year and for half a year on. `soon` is the last day people look
    ahead to, `term_end` that of this term or, between terms, of the next."""

    rows: tuple[DueRow, ...]
    compliance: Compliance
    soon: date
    term_end: date


@dataclass(frozen=True, slots=True)
class Pressing:
    """What is owed now: how much is overdue, and the first of it with what this week asks for."""

    overdue: int
    this_week: int
    first: tuple[DueRow, ...]


class ObligationService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(self, until: date | None = None, *, done: bool = False) -> tuple[DueRow, ...]:
        """What is owed of every open school up to `until` (half a year), by day; what is done is
        left out unless asked for."""
        today = self._context.today()
        return self._rows_on(today, until or months_after(today, HORIZON_MONTHS), done=done)

    def _rows_on(self, today: date, last: date, *, done: bool) -> tuple[DueRow, ...]:
        """As it stood on the day `today`, by the rulebook as it is now."""
        pack = self._context.pack()
        with self._context.store.read() as connection:
            known = known_of_all(connection, pack, today)
            names = _names(connection.execute(_NAMES))
        found = (
            row
            for uid, one in ((uid, _as_of(one, today)) for uid, one in known.items())
            if one.provider.get("provider.status") != "closed"
            for row in _rows(pack, one, uid, names[uid], last)
            if done or row.state is not DueState.DONE
        )
        return tuple(sorted(found, key=lambda row: (row.day, row.provider, row.what)))

    def overview(self) -> Overview:
        """Everything the page of what is due shows, from one reading of the caseload."""
        today = self._context.today()
        rows = self.rows(_horizon(today), done=True)
        with self._context.store.read() as connection:
            calendar = calendar_of(connection)
        term = next(halves_from(today, calendar))
        ends = [one.end for one in calendar.terms_of(term.year) if one.name is term.term]
        soon = months_after(today, HORIZON_MONTHS)
        return Overview(rows, _compliance(rows, academic_year(today)), soon, ends[0])

    def pressing(self, most: int) -> Pressing:
        """What is overdue and what falls due up to Sunday; `most` lines of it, the latest first."""
        today = self._context.today()
        rows = self.rows(today + timedelta(days=6 - today.weekday()))
        late = sum(row.state is DueState.OVERDUE for row in rows)
        return Pressing(late, len(rows) - late, rows[:most])

    def cycle(self, uid: str) -> tuple[DueRow, ...]:
        """All that is owed of one school this school year and for half a year on, and what closed
        it."""
        pack, today = self._context.pack(), self._context.today()
        with self._context.store.read() as connection:
            one = known_of(connection, pack, uid, today)
            names = _names(connection.execute(_NAMES.where(provider.c.uid == uid)))
        return tuple(_rows(pack, one, uid, names[uid], _horizon(today)))

    def compliance(self, year: int | None = None) -> Compliance:
        """How far what a school year asked for was done; one that is over as it stood at its end.
        Without a `year` the present one."""
        today = self._context.today()
        asked = academic_year(today) if year is None else year
        end = date(asked + 1, 8, 31)
        rows = self._rows_on(min(today, end), end, done=True)
        return _compliance(rows if today <= end else map(_no_longer_waiting, rows), asked)

    def mark_done(self, uid: str, kind: str, day: date, note: str = "") -> Changes:
        """Note that something the rulebook asks for took place. Raises Problem for a day still to
        come or a kind the rulebook does not have."""
        label = self._context.pack().events.get(kind)
        if label is None:
            raise Problem(f"“{kind}” is nothing this rulebook asks for.", "Choose from the list.")
        if day > self._context.today():
            raise Problem("The day is still to come.", "Give the day on which it was done.")
        with self._context.store.action(f"Noted as done: {label}") as act:
            act.create(
                event, uid, provider_uid=uid, kind=kind, day=day.isoformat(), note=note.strip()
            )
        return act.changes


def _horizon(today: date) -> date:
    """The end of the school year, or half a year on where that is later."""
    return max(months_after(today, HORIZON_MONTHS), date(academic_year(today) + 1, 8, 31))


def _no_longer_waiting(row: DueRow) -> DueRow:
    """Of a year that is over."""
    return replace(row, state=DueState.OVERDUE) if row.state is DueState.DUE else row


def _as_of(known: Known, day: date) -> Known:
    """Without what came later."""
    return replace(
        known,
        inspections=tuple(one for one in known.inspections if one.day <= day),
        categories=tuple(one for one in known.categories if one.since <= day),
        events=tuple(one for one in known.events if one.day <= day),
    )


_Names = tuple[str, str, str]  # name, URN, attached officer
_NAMES = select(provider.c.uid, provider.c.name, provider.c.urn, provider.c.attached_officer)


def _names(rows: Iterable[Sequence[str | None]]) -> dict[str, _Names]:
    return {uid or "": (name or "", urn or "", who or "") for uid, name, urn, who in rows}


def _rows(pack: Pack, known: Known, uid: str, names: _Names, until: date) -> Iterator[DueRow]:
    name, urn, officer = names
    closers = {one.id: one.closed_by for one in pack.obligations}
    words = pack.event_kinds()
    offered = {one.code for one in pack.offered_visit_types()}
    for one in due(pack.obligations, known, until):
        if one.day > until:  # the end of a period that has begun
            continue
        kinds = closers[one.obligation]
        noted = next((kind for kind in kinds if kind in pack.events), "")
        yield DueRow(
            key=f"{uid}/{one.obligation}/{one.day}/{one.number}",
            provider_uid=uid,
            provider=name,
            urn=urn,
            officer=officer,
            obligation=one.obligation,
            what=one.what,
            day=one.day,
            anchor=one.anchor,
            rule=one.rule,
            paragraph=one.paragraph,
            state=one.state,
            closed_by=words.get(one.closed_by.kind, one.closed_by.kind) if one.closed_by else "",
            closed_on=_closed_on(one),
            trace=one.trace,
            visit_type=next((kind for kind in kinds if kind in offered), ""),
            noted=noted,
            noted_words=words.get(noted, ""),
        )


def _closed_on(one: Due) -> date | None:
    return one.closed_by.day if one.closed_by else None


def _compliance(rows: Iterable[DueRow], year: int) -> Compliance:
    those = [row for row in rows if _in_year(row, year)]
    return Compliance(
        year,
        tuple(_kept(those, lambda row: row.provider)),
        tuple(_kept(those, lambda row: row.what)),
    )


def _in_year(row: DueRow, year: int) -> bool:
    return date(year, 9, 1) <= row.day <= date(year + 1, 8, 31)


def _kept(rows: list[DueRow], name_of: Callable[[DueRow], str]) -> Iterator[Kept]:
    """Counts by name, what is most overdue first."""
    by_name: dict[str, list[DueRow]] = {}
    for row in rows:
        by_name.setdefault(name_of(row), []).append(row)
    found = [_counted(name, theirs) for name, theirs in by_name.items()]
    yield from sorted(found, key=lambda one: (-one.overdue, -one.late, one.name))


def _counted(name: str, rows: list[DueRow]) -> Kept:
    closed = [row for row in rows if row.closed_on is not None]
    late = sum(1 for row in closed if row.closed_on and row.closed_on > row.day)
    overdue = sum(row.state is DueState.OVERDUE for row in rows)
    return Kept(name, len(closed) - late, late, overdue, len(rows) - len(closed) - overdue)
