"""What the conditions of checklists and documents may ask about a school and a visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.dated_facts import Holding, facts_on
from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.terms import TermCalendar, term_of
from sif_desktop.frameworks.facts import provider_facts, visit_facts
from sif_desktop.models.tables.providers import provider, provider_status
from sif_desktop.services.calendars import calendar_of

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.visit_record import Visit


def facts_of(connection: Connection, pack: Pack, visit: Visit, today: date) -> dict[str, str]:
    """Facts of the school as it is now and of the visit; four statements."""
    row = school_row(connection, visit.provider_uid)
    school = facts_today(connection, pack, row, today)
    calendar = calendar_of(connection, visit.provider_uid)
    return {**school, **visit_facts(visit.visit_type, _term(visit.visit_date, calendar))}


def school_row(connection: Connection, provider_uid: str) -> dict[str, str]:
    """A school's fields as they are now; "" for what nobody knows."""
    query = select(provider).where(provider.c.uid == provider_uid)
    row = connection.execute(query).mappings().one()
    return {name: value or "" for name, value in row.items()}


def facts_today(
    connection: Connection, pack: Pack, row: Mapping[str, str], today: date
) -> dict[str, str]:
    """The register's facts of the school and those the rulebook keeps with their dates."""
    query = (
        select(provider_status)
        .where(provider_status.c.provider_uid == row["uid"], provider_status.c.x_gone == 0)
        .order_by(provider_status.c.from_date, provider_status.c.uid)
    )
    held = holdings(connection.execute(query).mappings())
    return {**school_facts(pack, row), **facts_on(pack.facts, held, today)}


def holdings(rows: Iterable[RowMapping]) -> Iterator[Holding]:
    """Rows of what a school was from a day on, as the rules read them."""
    return map(holding, rows)


def holding(row: RowMapping) -> Holding:
    """One such row."""
    since, until = stored_day(row["from_date"]), stored_day(row["to_date"])
    return Holding(row["what"], row["value"] or "", since, until)


def school_facts(pack: Pack, row: Mapping[str, str]) -> dict[str, str]:
    """What conditions may ask about the school whose fields `row` holds."""
    return provider_facts(
        pack,
        kind=row["kind"],
        category=row["category"],
        type_name=row["type"],
        type_group=row["type_group"],
        status=row["status"],
        phase=row["phase"],
        low_age=_age(row["low_age"]),
        high_age=_age(row["high_age"]),
        sixth_form=row["sixth_form"],
        religious_character=row["religious_character"],
        trust_name=row["trust_name"],
    )


def _term(day: str, calendar: TermCalendar) -> str:
    term = term_of(date.fromisoformat(day), calendar) if day else None
    return term.name.value.casefold() if term else ""


def _age(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
