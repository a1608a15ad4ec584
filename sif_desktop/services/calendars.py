"""The term dates kept in the caseload as calendars: the authority's, and each school's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.terms import Span, Term, TermCalendar, TermName
from sif_desktop.models.tables.calendars import closed_day, term_date


def calendar_of(connection: Connection, uid: str = "") -> TermCalendar:
    """The authority's term dates, with a school's own in their place where it has any."""
    return calendars_of(connection, uid)[uid]


def calendars_of(connection: Connection, uid: str = "") -> dict[str, TermCalendar]:
    """The authority's calendar under "", and that of each school with dates of its own (of `uid`
    in any case)."""
    terms: defaultdict[str, list[Term]] = defaultdict(list)
    closed: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(select(term_date).where(term_date.c.x_gone == 0)).mappings():
        terms[row["provider_uid"] or ""].append(_term(row))
    for row in connection.execute(select(closed_day).where(closed_day.c.x_gone == 0)).mappings():
        closed[row["provider_uid"] or ""].append(row)
    made = {
        owner: TermCalendar(
            tuple(terms[owner]),
            _closed(closed[owner], "inset"),
            _closed(closed[owner], "bank_holiday"),
        )
        for owner in {*terms, *closed, "", uid}
    }
    ours = made[""]
    return {name: ours.overridden_by(own) if name else ours for name, own in made.items()}


def _term(row: RowMapping) -> Term:
    start, end = stored_day(row["half_term_start"]), stored_day(row["half_term_end"])
    return Term(
        row["school_year"],
        TermName(row["name"]),
        date.fromisoformat(row["start"]),
        date.fromisoformat(row["end"]),
        Span(start, end) if start and end else None,
    )


def _closed(rows: Iterable[RowMapping], kind: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(row["day"]) for row in rows if row["kind"] == kind)
