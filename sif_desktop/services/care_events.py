"""Concerns, cases, findings and meetings as things that happened, for a school's line of time.

What is restricted stays out, as it stays out of every list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.models.changes import restricted_part
from sif_desktop.models.tables.cases import case_file, concern, step
from sif_desktop.models.tables.judgements import finding
from sif_desktop.services.meeting_events import meeting_lines
from sif_desktop.services.school_lines import Event

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

Row = Mapping[str, Any]
_OTHER = {"assurance": "Assurance", "escalation": "Escalated", "exit": "Left before all was met"}
_NAMED = 3  # criteria judged on one day that are named before the rest is counted


def care_events(
    connection: Connection, line: Sequence[str], names: Mapping[str, str], pack: Pack
) -> Iterator[Event]:
    """Of the schools `line`, those of `names` being carried on: six statements however much."""
    for row in _rows(connection, concern, line):
        yield from _concern(row, names.get(row["provider_uid"], ""))
    cases = {row["uid"]: row for row in _rows(connection, case_file, line)}
    for row in cases.values():
        yield from _case(row, names.get(row["provider_uid"], ""))
    for row in _steps(connection, list(cases)):
        yield _step(row, names.get(cases[row["case_uid"]]["provider_uid"], ""), pack)
    judged = [row for row in _rows(connection, finding, line) if row["judged_on"]]
    yield from _findings(judged, names, pack)
    yield from meeting_lines(connection, line, names, pack)


def _rows(connection: Connection, table: Any, line: Sequence[str]) -> list[Row]:
    mine = table.c.provider_uid.in_(line) & (table.c.x_gone == 0)
    open_to_all = ~table.c.x_part.startswith(restricted_part(""))
    return _plain(connection, select(table).where(mine, open_to_all).order_by(table.c.uid))


def _steps(connection: Connection, cases: list[str]) -> list[Row]:
    query = select(step).where(step.c.case_uid.in_(cases), step.c.x_gone == 0)
    return _plain(connection, query.order_by(step.c.uid))


def _plain(connection: Connection, query: Any) -> list[Row]:
    found = connection.execute(query).mappings()
    return [{name: "" if value is None else value for name, value in row.items()} for row in found]


def _concern(row: Row, school: str) -> Iterator[Event]:
    kind = "Complaint" if row["kind"] == "complaint" else "Concern"
    yield Event(
        row["raised_on"], "concern", f"{kind}: {row['what']}", "", "concern", row["uid"], school
    )
    closed = f"{kind} closed: {row['what']}"
    yield Event(row["closed_on"], "concern", closed, row["outcome"], "concern", row["uid"], school)


def _case(row: Row, school: str) -> Iterator[Event]:
    opened, closed = f"Case opened: {row['title']}", f"Case closed: {row['title']}"
    yield Event(row["opened_on"], "case", opened, row["why"], "case", row["uid"], school)
    yield Event(row["closed_on"], "case", closed, row["outcome"], "case", row["uid"], school)


def _step(row: Row, school: str, pack: Pack) -> Event:
    code = str(row["code"])
    words = _OTHER.get(row["kind"]) or pack.event_kinds().get(code, code)
    detail = " · ".join(filter(None, (row["who"], row["outcome"])))
    return Event(row["day"], "case", words, detail, "case", row["case_uid"], school)


def _findings(rows: list[Row], names: Mapping[str, str], pack: Pack) -> Iterator[Event]:
    """One line for all that an officer judged of a school on one day."""

    def day_of(row: Row) -> tuple[str, str, str]:
        return row["provider_uid"], row["judged_on"], row["judged_by"]

    for (owner, day, who), judged in groupby(sorted(rows, key=day_of), day_of):
        said = [f"{row['asked']}: {_label(row, pack)}" for row in judged]
        words = f"Judged {said[0]}" if len(said) == 1 else f"{len(said)} criteria judged"
        named = "; ".join(said[:_NAMED]) if len(said) > 1 else ""
        more = f" and {len(said) - _NAMED} more" if len(said) > _NAMED else ""
        detail = " · ".join(filter(None, (who, named + more)))
        yield Event(day, "finding", words, detail, "finding", owner, names.get(owner, ""))


def _label(row: Row, pack: Pack) -> str:
    plain = {"met": "met", "not_met": "not met", "not_judged": "not judged"}
    if row["value"] in plain:
        return plain[row["value"]]
    schemes = (one for one in pack.schemes if one.id == row["scheme"])
    scale = next((c.scale for s in schemes for c in s.criteria if c.id == row["criterion"]), "")
    steps = pack.scales[scale].steps if scale in pack.scales else ()
    words = (one.label for one in steps if one.value == row["value"])
    return next(words, str(row["value"])).lower()
