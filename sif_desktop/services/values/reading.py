"""What an officer typed, as it is stored: the way back from words to values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.form_values import parse_value
from sif_desktop.models.base import metadata
from sif_desktop.services.plan_outline import amount_of
from sif_desktop.services.values.kinds import Kind, kind_of
from sif_desktop.services.visit_plan import clock_time

if TYPE_CHECKING:
    from sif_desktop.domain.merge import Wire
    from sif_desktop.services.values.saying import Row, Saying

LINES = (Kind.TEXT,)
LINE = (Kind.WORDS, Kind.DAY, Kind.TIME, Kind.NUMBER, Kind.MONEY)


def read(saying: Saying, table: str, column: str, typed: str, row: Row, today: date) -> Wire:
    """The value; nothing for nothing. Raises Problem for what the field cannot be."""
    text = typed.strip()
    if not text:
        return None
    if (table, column) == ("answer", "value"):
        return _answer(saying, text, row)
    match kind_of(table, column):
        case Kind.DAY:
            return parse_date(text, today).isoformat()
        case Kind.TIME:
            return _time(text)
        case Kind.MONEY:
            return amount_of(text)
        case Kind.NUMBER:
            return _number(text, whole=metadata.tables[table].c[column].type.python_type is int)
    return text


def _answer(saying: Saying, text: str, row: Row) -> str:
    here = saying.here("answer", row)
    item = here.item()
    found = parse_value(item, text, here.pack.scales.get(item.scale)) if item else text
    if found is None:
        raise Problem(f"“{text}” is no answer to this item.", "Write it as on the checklist.")
    return found


def _time(text: str) -> str:
    found = clock_time(text)
    if not found:
        raise Problem(f"“{text}” is not a time of day.", "Write it like 9:30.")
    return found


def _number(text: str, *, whole: bool) -> Wire:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise Problem(f"“{text}” is not a number.", "Type figures.") from None
    if not number.is_finite() or (whole and number != int(number)):
        raise Problem(f"“{text}” is not a whole number.", "Type digits only.")
    return int(number) if whole else f"{number:f}"
