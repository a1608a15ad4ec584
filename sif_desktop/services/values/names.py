"""How records are called where one meets them away from their own page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.findings import short
from sif_desktop.domain.meeting_agenda import numbers
from sif_desktop.models.base import metadata, owner_column
from sif_desktop.models.tables.meetings import meeting_item
from sif_desktop.models.tables.providers import provider

if TYPE_CHECKING:
    from sif_desktop.services.values.saying import Saying

Row = Mapping[Any, Any]
_LONGEST = 60  # letters of a record's own words
_CALLED = ("title", "name", "what", "text", "label", "about", "word", "file_name")
_WHOLE = ("provider", "meeting_series", "provider_group")  # what these own is called by itself


def name_of(saying: Saying, table: str, row: Row) -> str:
    """“Agenda item 4 “Attendance”, Support board of 12 November 2026”; without its school."""
    own = called(saying, table, row)
    owner = owner_column(metadata.tables[table])
    if owner is None or owner.info["owner"] in _WHOLE:
        return own
    above = saying.row(row[owner.name]) if row.get(owner.name) else None
    return f"{own}, {name_of(saying, above[0].name, above[1])}" if above else own


def called(saying: Saying, table: str, row: Row) -> str:
    """The same without what owns it."""
    return _OWN[table](saying, row) if table in _OWN else _worded(table, row)


def school_of(saying: Saying, table: str, row: Row) -> str:
    """The name of the school the record is about; empty for one of the team’s lists."""
    if table == provider.name:
        return str(row["name"] or "")
    uid = row.get("provider_uid") or row["x_part"]
    found = saying.row(uid)
    if found is None or found[0] is not provider:
        above = saying.above(table, row)
        owner = owner_column(metadata.tables[table])
        return school_of(saying, owner.info["owner"], above) if owner is not None and above else ""
    return str(found[1]["name"] or "")


def _worded(table: str, row: Row) -> str:
    """The kind of record, and its own words."""
    title = str(metadata.tables[table].info["title"])
    words = next((str(row[name]) for name in _CALLED if row.get(name)), "")
    return f"{title} {_quoted(words)}" if words else title


def _quoted(words: str) -> str:
    return f"“{short(' '.join(words.split()), _LONGEST)}”"


def _of_day(words: str, day: str | None) -> str:
    return f"{words} of {long_date(day[:10])}" if day else words


def _said(table: str, column: str) -> Callable[[Saying, Row], str]:
    """Called by what a field of it says, with the kind of record where that is empty."""
    title = str(metadata.tables[table].info["title"])
    return lambda saying, row: saying.say(table, column, row[column], row) or title


def _titled(table: str, column: str) -> Callable[[Saying, Row], str]:
    title = str(metadata.tables[table].info["title"])

    def name(saying: Saying, row: Row) -> str:
        words = saying.say(table, column, row[column], row)
        return f"{title} {_quoted(words)}" if words else title

    return name


def _about(table: str, column: str) -> Callable[[Saying, Row], str]:
    """Called by the record it is about."""
    title = str(metadata.tables[table].info["title"])
    return lambda saying, row: " of ".join(
        filter(None, (title, saying.say(table, column, row[column], row)))
    )


def _dated(table: str, column: str, day: str) -> Callable[[Saying, Row], str]:
    name = _said(table, column)
    return lambda saying, row: _of_day(name(saying, row), row[day])


def _school(_saying: Saying, row: Row) -> str:
    return str(row["name"] or "School")


def _person(_saying: Saying, row: Row) -> str:
    return str(row["name"] or "Person")


def _visit(_saying: Saying, row: Row) -> str:
    if not row["visit_date"]:
        return _worded("visit", row)
    return _of_day(row["title"] or "Visit", row["visit_date"])


def _in_role(saying: Saying, row: Row) -> str:
    parts = (row["name"], saying.say("role", "role", row["role"], row))
    return ", ".join(filter(None, parts)) or "Person in a role"


def _item(saying: Saying, row: Row) -> str:
    """By its number on the agenda, as printed."""
    table = meeting_item
    mine = (table.c.meeting_uid == row["meeting_uid"]) & (table.c.x_gone == 0)
    columns = (table.c.uid, table.c.heading, table.c.state)
    rows = saying.connection.execute(
        select(*columns).where(mine).order_by(table.c.place, table.c.uid)
    )  # fmt: skip
    every = rows.all()
    counted = numbers([(one.heading or "", one.state or "open") for one in every])
    number = next((n for one, n in zip(every, counted, strict=True) if one.uid == row["uid"]), "")
    words = f"Agenda item {number}" if number else "Agenda item"
    return f"{words} {_quoted(row['title'])}" if row["title"] else words


def _line(saying: Saying, row: Row) -> str:
    kind = saying.say("meeting_line", "kind", row["kind"], row) or "Line"
    return f"{kind} {_quoted(row['text'] or '')}"


def _figure(saying: Saying, row: Row) -> str:
    measure = saying.say("indicator_value", "code", row["code"], row)
    return f"{measure}, {row['year']}" if row["year"] else measure


_OWN: Mapping[str, Callable[[Any, Row], str]] = {
    "answer": _titled("answer", "item"),
    "case_exit": _titled("case_exit", "criterion"),
    "aspect_mark": _about("aspect_mark", "row_uid"),
    "document": _said("document", "title"),
    "document_copy": _said("document_copy", "copy"),
    "document_version": lambda _saying, row: f"Version {row['number'] or 1}",
    "event": _dated("event", "kind", "day"),
    "finding": _titled("finding", "criterion"),
    "indicator_value": _figure,
    "inspection": _dated("inspection", "kind", "day"),
    "judgement": _titled("judgement", "category"),
    "judgement_stage": _titled("judgement_stage", "code"),
    "meeting": _dated("meeting", "kind", "day"),
    "meeting_item": _item,
    "meeting_line": _line,
    "meeting_person": _person,
    "meeting_review": _about("meeting_review", "row_uid"),
    "meeting_series": _titled("meeting_series", "kind"),
    "officer": _person,
    "plan_slip": _about("plan_slip", "row_uid"),
    "plan_step": _titled("plan_step", "code"),
    "plan_text": _titled("plan_text", "code"),
    "provider": _school,
    "provider_status": _said("provider_status", "what"),
    "risk_assessment": _titled("risk_assessment", "school_year"),
    "role": _in_role,
    "step": _dated("step", "code", "day"),
    "term_date": _titled("term_date", "name"),
    "visit": _visit,
    "visit_person": _titled("visit_person", "role"),
    "visit_room": _titled("visit_room", "place"),
}
