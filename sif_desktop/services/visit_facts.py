"""What the conditions of a visit's form may ask about its school and itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.terms import TermCalendar, term_of
from sif_desktop.frameworks.facts import provider_facts, visit_facts
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.calendars import calendar_of

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.visit_record import Visit


def facts_of(connection: Connection, pack: Pack, visit: Visit) -> dict[str, str]:
    """Facts of the school as it is now and of the visit; three statements."""
    school = school_facts(pack, school_row(connection, visit.provider_uid))
    calendar = calendar_of(connection, visit.provider_uid)
    return {**school, **visit_facts(visit.visit_type, _term(visit.visit_date, calendar))}


def school_row(connection: Connection, provider_uid: str) -> dict[str, str]:
    """A school's fields as they are now; "" for what nobody knows."""
    query = select(provider).where(provider.c.uid == provider_uid)
    row = connection.execute(query).mappings().one()
    return {name: value or "" for name, value in row.items()}


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
