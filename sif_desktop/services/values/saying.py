"""What is stored, said in words as its own page says it, and words read back.

No code of the program or of a rulebook, no ISO date, no uid and no JSON reaches a person: what is
not known (any more) is said as readably as it can be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.form_values import allowed_values, format_value
from sif_desktop.domain.forms import ItemKind
from sif_desktop.domain.plan_costs import money
from sif_desktop.domain.terms import year_label
from sif_desktop.models.base import metadata, owner_column
from sif_desktop.models.ops import synced_table
from sif_desktop.models.tables.log import blob, sync_op
from sif_desktop.services.values import packed
from sif_desktop.services.values.choices import CHOICES
from sif_desktop.services.values.codes import CODES, Here
from sif_desktop.services.values.kinds import Kind, kind_of

if TYPE_CHECKING:
    from sif_desktop.domain.merge import Wire
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context

Row = Mapping[Any, Any]
_CODE = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_UID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}")
_KIB = 1024
NOT_HERE = "a record that has not arrived yet"


class Saying:
    """Says the fields of rows while one connection is open; what it has read, it keeps."""

    def __init__(self, context: Context, connection: Connection) -> None:
        self._context, self.connection = context, connection
        self._rows: dict[str, tuple[Table, Row] | None] = {}
        self._packs: dict[tuple[str, str], Pack] = {}

    def say(self, table: str, column: str, value: Wire, row: Row) -> str:
        """The value in words, had the row it; empty for nothing."""
        text = "" if value is None else str(value)
        return self._said(table, column, text, row) if text else ""

    def choices(self, table: str, column: str, row: Row) -> dict[str, str]:
        """{value: words} of all the field may be; empty where it is typed."""
        kind = kind_of(table, column)
        if kind is Kind.CHOICE:
            return dict(CHOICES[f"{table}.{column}"])
        if kind is Kind.CODE:
            return dict(CODES[f"{table}.{column}"](self.here(table, row)))
        return self._answers(row) if (table, column) == ("answer", "value") else {}

    # -- rows --------------------------------------------------------------------------------

    def row(self, uid: str) -> tuple[Table, Row] | None:
        """The record of this uid and its table; None for one that is not here."""
        if uid not in self._rows:
            self._rows[uid] = self._read(uid)
        return self._rows[uid]

    def _read(self, uid: str) -> tuple[Table, Row] | None:
        query = select(sync_op.c.tbl).where(sync_op.c.row == uid).limit(1)
        named = self.connection.execute(query).scalar()
        table = synced_table(named) if named else None
        if table is None:
            return None
        row = self.connection.execute(select(table).where(table.c.uid == uid)).mappings().first()
        return (table, row) if row else None

    def above(self, table: str, row: Row) -> Row:
        """What owns the row; nothing where nothing does."""
        owner = owner_column(metadata.tables[table])
        found = self.row(row[owner.name]) if owner is not None and row.get(owner.name) else None
        return found[1] if found else {}

    def here(self, table: str, row: Row) -> Here:
        above = self.above(table, row)
        made = row if row.get("pack") else above
        return Here(row, self.pack(made.get("pack") or "", made.get("pack_version")), above)

    def pack(self, pack_id: str = "", version: str | None = None) -> Pack:
        """The rulebook of that version; today's where it is not installed (any more)."""
        key = (pack_id, version or "")
        if key not in self._packs:
            self._packs[key] = self._installed(pack_id, version)
        return self._packs[key]

    def _installed(self, pack_id: str, version: str | None) -> Pack:
        if pack_id:
            try:
                return self._context.registry.get(pack_id, version)
            except Problem:
                pass
        return self._context.pack()

    # -- saying ------------------------------------------------------------------------------

    def _said(self, table: str, column: str, text: str, row: Row) -> str:
        field, kind = f"{table}.{column}", kind_of(table, column)
        match kind:
            case Kind.DAY:
                return long_date(text[:10])
            case Kind.MOMENT:
                return _moment(text)
            case Kind.SECONDS:
                return _minutes(text)
            case Kind.MONEY:
                return _money(text)
            case Kind.YEAR:
                return year_label(int(text)) if text.isdecimal() else text
            case Kind.TERM:
                return _term(text)
            case Kind.CHOICE:
                return CHOICES[field].get(text) or _newer(text)
            case Kind.CODE:
                return self._code(field, text, self.here(table, row))
            case Kind.PACK:
                return self._rulebook(text)
            case Kind.RECORD | Kind.RECORDS:
                return ", ".join(self._named(uid, row) for uid in _several(text))
            case Kind.PLACE:
                return self._place(table, column, text, row)
            case Kind.FILE:
                return self._file(text)
            case Kind.PACKED:
                return packed.said(field, self.here(table, row), text)
            case Kind.MARK:
                return "as the program keeps it"
        return self._answer(text, row) if field == "answer.value" else text

    def _code(self, field: str, text: str, here: Here) -> str:
        labels = CODES[field](here)
        return ", ".join(labels.get(one) or self._unlisted(one, here.row) for one in _several(text))

    def _unlisted(self, text: str, row: Row) -> str:
        return self._named(text, row) if _UID.fullmatch(text) else _plain(text)

    def _named(self, uid: str, by: Row) -> str:
        """The record a row names; with what owns it, unless that owns the row too."""
        from sif_desktop.services.values.names import called, name_of

        found = self.row(uid)
        if found is None:
            return NOT_HERE if _UID.fullmatch(uid) else long_date(uid)
        owner = owner_column(found[0])
        beside = owner is not None and found[1][owner.name] == by.get(owner.name)
        return (called if beside else name_of)(self, found[0].name, found[1])

    def _rulebook(self, pack_id: str) -> str:
        try:
            return self._context.registry.info(pack_id).title
        except Problem:
            return _plain(pack_id)

    def _file(self, sha256: str) -> str:
        query = select(blob.c.size).where(blob.c.sha256 == sha256)
        size = self.connection.execute(query).scalar()
        if size is None:
            return "a file that has not arrived yet"
        return f"a file of {max(1, round(size / _KIB)):,} KB"

    def _place(self, table: str, column: str, text: str, row: Row) -> str:
        """“Number 3”: among those of its owner, by how many stand before it."""
        stored = metadata.tables[table]
        owner = owner_column(stored)
        assert owner is not None, "what has a place is owned"
        beside = (owner == row.get(owner.name)) & (stored.c.x_gone == 0)
        for within in ("priority_uid", "item_uid"):
            if row.get(within):
                beside &= stored.c[within] == row[within]
        before = beside & (stored.c[column] < text) & (stored.c.uid != row["uid"])
        query = select(func.count()).select_from(stored).where(before)
        return f"Number {self.connection.execute(query).scalar_one() + 1}"

    # -- answers of a checklist --------------------------------------------------------------

    def _answer(self, text: str, row: Row) -> str:
        here = self.here("answer", row)
        item = here.item()
        if item is None:
            return _plain(text)
        said = format_value(item, text, here.pack.scales.get(item.scale))
        coded = item.kind in (ItemKind.GRADE, ItemKind.CHOICE, ItemKind.CHOICES)
        return ", ".join(_plain(one) for one in said.split(", ")) if coded else said

    def _answers(self, row: Row) -> dict[str, str]:
        here = self.here("answer", row)
        item = here.item()
        if item is None or item.kind is ItemKind.CHOICES:
            return {}
        scale = here.pack.scales.get(item.scale)
        return {v: format_value(item, v, scale) for v in allowed_values(item, scale) or ()}


def _several(text: str) -> Iterable[str]:
    """The values of a list, however it is kept."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            return [text]
        return [str(one) for one in found]
    return [one for one in text.split("\n") if one]


def _plain(text: str) -> str:
    """A code nobody has words for, readably; what is no code as it stands."""
    if not _CODE.fullmatch(text) or text.isdecimal():
        return text
    return text.replace("_", " ").replace("-", " ").capitalize()


def _newer(text: str) -> str:
    """A code of the program's own that this version does not know."""
    return f"{_plain(text)} (newer version)" if _CODE.fullmatch(text) else text


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    local = at.astimezone() if at.tzinfo else at
    return f"{long_date(local.date().isoformat())}, {local:%H:%M}"


def _minutes(text: str) -> str:
    minutes = round(int(text) / 60) if text.isdecimal() else 0
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _money(text: str) -> str:
    try:
        return money(Decimal(text))
    except InvalidOperation:
        return text


def _term(text: str) -> str:
    """“Autumn term 2026/27” of 2026-autumn, “November 2026” of 2026-11."""
    year, _, part = text.partition("-")
    if not year.isdecimal():
        return text
    if part.isdecimal():
        return long_date(f"{text}-01").partition(" ")[2]
    name, _, half = part.partition("-")
    named = f"{name.capitalize()} {half}" if half else f"{name.capitalize()} term"
    return f"{named} {year_label(int(year))}" if part else year_label(int(year))
