"""The register of decisions: what was decided at meetings, across schools and bodies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, or_, select

from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.meetings import (
    body,
    meeting,
    meeting_item,
    meeting_line,
    meeting_series,
)
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.meeting_rows import HELD
from sif_desktop.services.minutes_issued import issued_minutes
from sif_desktop.services.report_parts.meetings import kind_title

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

HEADINGS = ("Date", "School", "Body", "Meeting", "Item", "Decision", "Minutes issued")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision. `minutes_on` is the ISO day its minutes were issued, "" until then;
    `for_authority` that it stands in no copy for the school."""

    uid: str
    meeting_uid: str
    item_uid: str
    provider_uid: str
    provider: str
    body_uid: str
    body: str
    kind_title: str
    day: str
    item: str
    text: str
    minutes_on: str
    for_authority: bool

    @property
    def about(self) -> str:
        """The school it is about, else the body that decided it."""
        return self.provider or self.body


class DecisionRegister:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(
        self, words: str = "", provider_uid: str = "", since: str = ""
    ) -> tuple[DecisionRow, ...]:
        """Decisions of meetings held, the newest first; what is restricted is left out. Two
        statements however many."""
        pack = self._context.pack()
        query = _query(words, provider_uid, since)
        with self._context.store.read() as connection:
            found = connection.execute(query).mappings().all()
            issued = _issued(connection, found)
        return tuple(_row(pack, row, issued.get(row["meeting_uid"], "")) for row in found)

    def export(self, path: Path, rows: Iterable[DecisionRow], *, replace: bool = False) -> int:
        """The rows as CSV or Excel; returns how many. Raises as `export_table` does."""
        from sif_desktop.services.table_export import export_table

        lines = [
            (r.day, r.provider, r.body, r.kind_title, r.item, r.text, r.minutes_on) for r in rows
        ]
        return export_table(path, HEADINGS, lines, title="Decisions", replace=replace)


def _query(words: str, provider_uid: str, since: str) -> Select[Any]:
    joined = (
        meeting_line.join(meeting, meeting.c.uid == meeting_line.c.meeting_uid)
        .join(meeting_series, meeting_series.c.uid == meeting.c.series_uid)
        .outerjoin(meeting_item, meeting_item.c.uid == meeting_line.c.item_uid)
        .outerjoin(body, body.c.uid == meeting_series.c.body_uid)
        .outerjoin(provider, provider.c.uid == _school())
    )
    where = [
        meeting_line.c.kind == "decision", meeting_line.c.x_gone == 0, meeting.c.x_gone == 0,
        meeting_series.c.x_gone == 0, meeting.c.state == HELD,
        *(unrestricted(table) for table in (meeting_line, meeting, meeting_series)),
    ]  # fmt: skip
    if provider_uid:
        where.append(_school() == provider_uid)
    if since:
        where.append(meeting.c.day >= since)
    searched = (meeting_line.c.text, meeting_item.c.title, provider.c.name, body.c.title)
    for word in words.split():
        where.append(or_(*(column.icontains(word, autoescape=True) for column in searched)))
    own = ("uid", "meeting_uid", "item_uid", "text", "visibility")
    shown = (
        *(meeting_line.c[name] for name in own),
        _school().label("provider_uid"), provider.c.name.label("provider"),
        meeting_series.c.body_uid, body.c.title.label("body"), meeting.c.kind, meeting.c.day,
        meeting_item.c.title.label("item"),
    )  # fmt: skip
    query = select(*shown).select_from(joined).where(*where)
    return query.order_by(meeting.c.day.desc(), meeting.c.uid, meeting_line.c.place)


def _school() -> Any:
    """The school a line is about: its own where a body speaks of one, else the meeting's."""
    return func.coalesce(func.nullif(meeting_line.c.provider_uid, ""), meeting.c.provider_uid)


def _issued(connection: Connection, rows: Iterable[Any]) -> dict[str, str]:
    return issued_minutes(connection, {row["meeting_uid"] for row in rows})


def _row(pack: Any, row: Any, minutes_on: str) -> DecisionRow:
    names = ("uid", "meeting_uid", "item_uid", "provider_uid", "provider", "body_uid", "body",
             "day", "item", "text")  # fmt: skip
    return DecisionRow(
        **{name: row[name] or "" for name in names},
        kind_title=kind_title(pack, row["kind"] or ""),
        minutes_on=minutes_on,
        for_authority=row["visibility"] == "la",
    )
