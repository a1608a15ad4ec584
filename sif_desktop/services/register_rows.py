"""A provider as it is stored, and as the register gives it: the two forms and the way between.

What is stored is text; what is compared are the register's own values. Nothing is stored for a
cell that says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from sif_desktop.domain.heads import head_display
from sif_desktop.domain.register import COMPARED, RegisterRow, plain
from sif_desktop.models.base import logged_columns
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables.providers import provider

STORED: tuple[str, ...] = tuple(
    name for name in COMPARED if name in {column.name for column in logged_columns(provider)}
)
HEAD_FIELDS = ("head_title", "head_first", "head_last", "head_job_title")
HEADTEACHER = "headteacher"
_WHOLE = frozenset(("low_age", "high_age", "capacity", "pupils", "sen_unit_on_roll"))
_ABOUT = 5  # columns before the values: URN, uid, deleted, kind, edits
_DAYS = ("open_date", "close_date", "census_date", "last_changed")


class StoredProvider(NamedTuple):
    """What an import needs to know of a provider that is there already."""

    uid: str
    gone: bool
    kind: str
    edits: Mapping[str, str]  # field -> what the register said, for what was changed by hand
    values: Mapping[str, object]  # as `RegisterRow` gives them


class _Days(dict[str, date | None]):
    def __missing__(self, words: str) -> date | None:
        self[words] = found = date.fromisoformat(words) if words else None
        return found


class _Lists(dict[str, tuple[str, ...]]):
    def __missing__(self, words: str) -> tuple[str, ...]:
        self[words] = found = tuple(json.loads(words)) if words else ()
        return found


class StoredProviders:
    """Looks providers up by URN, a batch at a time; `fields` are those the file holds.

    An import is mostly of schools that have not changed, so those are told apart first, by one
    comparison of all their values.
    """

    def __init__(self, connection: Connection, fields: Sequence[str]) -> None:
        self._connection = connection
        self._days, self._lists = _Days(), _Lists()
        dated = [name for name in _DAYS if name in fields]
        listed = [name for name in ("sen_types",) if name in fields]
        plain_ones = [name for name in fields if name not in (*dated, *listed)]
        self._names = (*plain_ones, *dated, *listed)
        self._lists_from = _ABOUT + len(plain_ones) + len(dated)
        self._days_from = _ABOUT + len(plain_ones)
        self._query = _query(self._names)
        self._values_of = itemgetter(*(RegisterRow._fields.index(name) for name in self._names))

    def of(
        self, rows: Sequence[RegisterRow]
    ) -> tuple[list[RegisterRow], dict[str, StoredProvider]]:
        """The rows that are not stored just so, and what is stored of those, deleted ones too."""
        wanted = (json.dumps([row.urn for row in rows]),)
        result = self._connection.exec_driver_sql(self._query, wanted)
        held = {found[0]: found for found in result.all()}
        differing, stored = [], {}
        for row in rows:
            found = held.get(row.urn)
            if found is not None:
                values = self._values(found)
                if values == self._values_of(row) and not found[2] and not found[4]:
                    continue
                stored[row.urn] = self._stored(found, values)
            differing.append(row)
        return differing, stored

    def _values(self, found: Sequence[Any]) -> tuple[object, ...]:
        days, lists = self._days_from, self._lists_from
        return (
            *found[_ABOUT:days],
            *map(self._days.__getitem__, found[days:lists]),
            *map(self._lists.__getitem__, found[lists:]),
        )

    def _stored(self, found: Sequence[Any], values: Sequence[object]) -> StoredProvider:
        edits = json.loads(found[4]) if found[4] else {}
        named = dict(zip(self._names, values, strict=True))
        return StoredProvider(found[1], bool(found[2]), found[3] or "", edits, named)


def _query(names: Sequence[str]) -> str:
    columns = (
        f"CAST(nullif({name}, '') AS INTEGER)" if name in _WHOLE else f"coalesce({name}, '')"
        for name in names
    )
    return (
        f"SELECT urn, uid, x_gone, kind, local_edits, {', '.join(columns)}"
        " FROM provider WHERE urn IN (SELECT value FROM json_each(?))"
    )


def stored_value(value: object) -> str | None:
    """A register's value as the table holds it."""
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value if isinstance(value, str) else str(value)


def provider_uid(urn: str) -> str:
    return keyed_uid("provider", urn)


def new_provider(
    row: RegisterRow, present: Sequence[str], kind: str, source: str
) -> dict[str, Any]:
    """The stored row of a provider first seen in the register file `source`."""
    values = row._asdict()
    fields = {
        name: value if type(value) is str else stored_value(value)
        for name in present
        if (value := values[name]) or value == 0
    }
    more = {"urn": row.urn, "kind": kind or None, "register_source": source, "local_edits": None}
    return {"uid": provider_uid(row.urn), **fields, **more}


def register_head(values: Mapping[str, object]) -> tuple[str, str]:
    """The headteacher's name as it may be shown, and the job title, of stored values."""
    title, first, last, job = (plain(values.get(name)) for name in HEAD_FIELDS)
    row = RegisterRow("", head_title=title, head_first=first, head_last=last, head_job_title=job)
    return head_display(row), job


def head_role(provider: str, row: RegisterRow, source: str, since: str = "") -> dict[str, Any]:
    """The row of the headteacher whom the register names; `since` is known for later ones only."""
    name = head_display(row)
    key = (provider, HEADTEACHER, name, since) if since else (provider, HEADTEACHER, name)
    return {
        "uid": keyed_uid("role", *key),
        "provider_uid": provider,
        "role": HEADTEACHER,
        "name": name,
        "job_title": row.head_job_title or None,
        "from_date": since or None,
        "source": source,
    }
