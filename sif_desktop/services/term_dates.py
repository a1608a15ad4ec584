"""Term dates and closed days, as the authority has set them or a school for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.terms import Span, Term, TermCalendar, TermName, year_label
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.tables.calendars import closed_day, term_date
from sif_desktop.services.calendars import calendar_of

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

INSET, BANK_HOLIDAY = "inset", "bank_holiday"


@dataclass(frozen=True, slots=True)
class TermDates:
    """One term as entered; None for a half-term there is not."""

    name: str
    start: date
    end: date
    half_start: date | None = None
    half_end: date | None = None


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The terms of a school year by the year it begins in. `given` is false while an ordinary year
    is assumed, or the authority's dates stand for a school's."""

    year: int
    terms: tuple[TermDates, ...]
    inset: tuple[date, ...]
    bank_holidays: tuple[date, ...]
    given: bool

    @property
    def label(self) -> str:
        return year_label(self.year)


class TermDateService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def year(self, year: int, provider_uid: str = "") -> SchoolYear:
        """The dates that hold for the authority, or for one school."""
        with self._context.store.read() as connection:
            calendar = calendar_of(connection, provider_uid)
            mine = select(term_date.c.uid).where(
                term_date.c.x_gone == 0,
                term_date.c.school_year == year,
                term_date.c.provider_uid == (provider_uid or None),
            )
            given = connection.execute(mine).first() is not None
        return SchoolYear(
            year,
            tuple(_entered(term) for term in calendar.terms_of(year)),
            _of_year(calendar.inset, year),
            _of_year(calendar.extra_bank_holidays, year),
            given,
        )

    def save(
        self,
        year: int,
        terms: Iterable[TermDates],
        *,
        inset: Iterable[date] = (),
        bank_holidays: Iterable[date] = (),
        provider_uid: str = "",
    ) -> Changes:
        """Put these dates in the place of what stood for that year. Raises Problem if they are out
        of order or lie in another year; nothing is kept then."""
        given = tuple(terms)
        days = {INSET: tuple(inset), BANK_HOLIDAY: tuple(bank_holidays)}
        _check(year, given, days)
        label = f"Set the term dates of {year_label(year)}"
        with self._context.store.action(label) as act:
            self._clear(act, year, provider_uid)
            part, owner = provider_uid or TEAM, provider_uid or None
            for term in given:
                act.create(term_date, part, provider_uid=owner, school_year=year, **_values(term))
            for kind, found in days.items():
                for day in found:
                    act.create(closed_day, part, provider_uid=owner, day=day.isoformat(), kind=kind)
        return act.changes

    def remove(self, year: int, provider_uid: str = "") -> Changes:
        """Fall back on the authority's dates, or on an ordinary year."""
        with self._context.store.action(f"Removed the term dates of {year_label(year)}") as act:
            self._clear(act, year, provider_uid)
        return act.changes

    def _clear(self, act: Action, year: int, provider_uid: str) -> None:
        begin, end = _bounds(year)
        owner = provider_uid or None
        terms = select(term_date.c.uid).where(
            term_date.c.x_gone == 0,
            term_date.c.school_year == year,
            term_date.c.provider_uid == owner,
        )
        days = select(closed_day.c.uid).where(
            closed_day.c.x_gone == 0,
            closed_day.c.provider_uid == owner,
            closed_day.c.day.between(begin.isoformat(), end.isoformat()),
        )
        for uid in act.connection.execute(terms).scalars().all():
            act.delete(term_date, uid)
        for uid in act.connection.execute(days).scalars().all():
            act.delete(closed_day, uid)


def _entered(term: Term) -> TermDates:
    half = term.half_term
    if half is None:
        return TermDates(term.name.value, term.start, term.end)
    return TermDates(term.name.value, term.start, term.end, half.start, half.end)


def _of_year(days: Iterable[date], year: int) -> tuple[date, ...]:
    begin, end = _bounds(year)
    return tuple(sorted(day for day in days if begin <= day <= end))


def _bounds(year: int) -> tuple[date, date]:
    return date(year, 9, 1), date(year + 1, 8, 31)


def _check(year: int, terms: tuple[TermDates, ...], days: Mapping[str, tuple[date, ...]]) -> None:
    begin, end = _bounds(year)
    for term in terms:
        for day in (term.start, term.end, *(_half(term) or ())):
            if not begin <= day <= end:
                raise Problem(
                    f"{day.day} {day:%B %Y} is not in the school year {year_label(year)}.",
                    f"Look at the {term.name} term.",
                )
    for day in (day for found in days.values() for day in found):
        if not begin <= day <= end:
            raise Problem(
                f"{day.day} {day:%B %Y} is not in the school year {year_label(year)}.",
                "Look at the single days.",
            )
    TermCalendar(tuple(_term(year, one) for one in terms))


def _term(year: int, term: TermDates) -> Term:
    half = _half(term)
    return Term(year, TermName(term.name), term.start, term.end, half and Span(*half))


def _half(term: TermDates) -> tuple[date, date] | None:
    if (term.half_start is None) is not (term.half_end is None):
        raise Problem(
            f"The half-term of the {term.name} term has only one of its two days.",
            "Give both, or neither.",
        )
    return (term.half_start, term.half_end) if term.half_start and term.half_end else None


def _values(term: TermDates) -> dict[str, Any]:
    half = _half(term)
    return {
        "name": term.name,
        "start": term.start.isoformat(),
        "end": term.end.isoformat(),
        "half_term_start": half[0].isoformat() if half else None,
        "half_term_end": half[1].isoformat() if half else None,
    }
