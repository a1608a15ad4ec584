"""The rows a year of days is made from, read in a fixed number of statements."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from sif_desktop.domain.charging import Charged, read_rate
from sif_desktop.domain.day_accounts import Nature, Split
from sif_desktop.domain.day_years import YearKind
from sif_desktop.domain.terms import Span
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.cases import support
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import BEEN_THERE, companion, visit
from sif_desktop.services.day_lines import (
    ALLOCATION,
    ANSWER,
    CHARGE,
    USE,
    AllocationFields,
    AnswerFields,
    ChargeFields,
    DayFields,
    SplitFields,
    UseFields,
)
from sif_desktop.services.documents.letter_source import ABOUT

BY_HAND = (USE, ALLOCATION, ANSWER, CHARGE)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class School:
    uid: str
    name: str
    urn: str
    kind: str
    category: str
    officer: str


def schools(connection: Connection, uid: str = "") -> dict[str, School]:
    """By name; those that closed are left out, unless it is the one asked for."""
    here = provider.c
    query = select(here.uid, here.name, here.urn, here.kind, here.category, here.attached_officer,
                   here.status).where(here.x_gone == 0).order_by(here.name)  # fmt: skip
    if uid:
        query = query.where(here.uid == uid)
    return {
        row.uid: School(*(value or "" for value in row[:6]))
        for row in connection.execute(query)
        if uid or not (row.status or "").startswith("Closed")
    }


def visits(connection: Connection, span: Span, uid: str = "") -> Iterator[dict[str, str]]:
    """Visits made and planned within `span`, each with who led it ("lead")."""
    here = visit.c
    leads = select(companion.c.visit_uid, func.min(companion.c.name).label("lead"))
    leads = leads.where(companion.c.part == "lead", companion.c.x_gone == 0)
    led = leads.group_by(companion.c.visit_uid).subquery()
    query = (
        select(here.uid, here.provider_uid, here.visit_type, here.title, here.visit_date,
               here.state, here.days_preparation, here.days_on_site, here.days_reporting,
               led.c.lead)
        .select_from(visit.outerjoin(led, led.c.visit_uid == here.uid))
        .where(
            here.x_gone == 0,
            here.state.in_((*BEEN_THERE, "planned")),
            here.visit_date.between(span.start.isoformat(), span.end.isoformat()),
            unrestricted(visit),
        )
        .order_by(here.visit_date, here.uid)
    )  # fmt: skip
    limited = query.where(here.provider_uid == uid) if uid else query
    for row in connection.execute(limited).mappings():
        yield {name: value or "" for name, value in row.items()}


def by_hand(connection: Connection, year: int, uid: str = "") -> list[Row]:
    """What was written down for a year, by its day."""
    here = support.c
    query = select(support).where(
        here.kind.in_(BY_HAND), here.school_year == year, here.x_gone == 0
    )
    limited = query.where(here.provider_uid == uid) if uid else query
    found = connection.execute(limited.order_by(here.from_date, here.uid)).mappings()
    return [dict(row) for row in found]


def letters(connection: Connection, layout: str, year: int, uid: str = "") -> dict[str, str]:
    """State of the letter about the year, by provider."""
    here = document.c
    query = select(here.provider_uid, here.fields, here.state)
    query = query.where(here.layout == layout, here.x_gone == 0)
    limited = query.where(here.provider_uid == uid) if uid else query
    told = ((row, json.loads(row.fields or "{}").get(ABOUT, "")) for row in
            connection.execute(limited))  # fmt: skip
    return {row.provider_uid: row.state for row, about in told if about == about_year(year)}


def about_year(year: int) -> str:
    """What a letter about the days of a year says it is about."""
    return f"days:{year}"


def years(connection: Connection, kind: YearKind) -> set[int]:
    """Those with a visit or a record."""
    here = visit.c
    ends = select(func.min(here.visit_date), func.max(here.visit_date)).where(here.x_gone == 0)
    first, last = connection.execute(ends).one()
    written = select(support.c.school_year).where(
        support.c.kind.in_(BY_HAND), support.c.x_gone == 0
    )
    found = {row[0] for row in connection.execute(written.distinct()) if row[0] is not None}
    if first and last:
        span = (kind.year_of(date.fromisoformat(iso)) for iso in (first, last))
        found |= set(range(next(span), next(span) + 1))
    return found


# --- what a row holds -----------------------------------------------------------------------------


def split_of(row: Row) -> Split:
    """Its days; what is no number is none."""
    names = ("days_preparation", "days_on_site", "days_reporting")
    return Split(*(Decimal(row[name] or 0) for name in names))


def charged_of(row: Row) -> Charged | None:
    """What it is charged; None for what has no basis of charging."""
    if not row["charge"]:
        return None
    rate = read_rate(row["rate"]) if row["rate"] else None
    return Charged(row["charge"], split_of(row).total, rate)


def given_of(row: Row) -> DayFields:
    """What was written down, as a form takes it."""
    text = {name: value or "" for name, value in row.items() if name != "school_year"}
    days = SplitFields(text["days_preparation"], text["days_on_site"], text["days_reporting"])
    entitlement, day, year = text["entitlement"], text["from_date"], row["school_year"] or 0
    who, note, officer = text["commissioner"], text["note"], text["officer_name"]
    charge, rate, payer = text["charge"], text["rate"], text["payer"]
    match text["kind"]:
        case "allocation":
            return AllocationFields(entitlement, year, days, day, who, note)
        case "answer":
            return AnswerFields(entitlement, year, text["state"], day, who, note)
        case "charge":
            title, item = text["title"], text["item"]
            return ChargeFields(day, charge, item, title, rate, days, payer, officer, note)
    nature = text["state"] or Nature.USED
    return UseFields(
        text["title"], day, entitlement, nature, officer, days, charge, rate, payer, note
    )
