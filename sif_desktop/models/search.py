"""Full-text search over what the officer has written, newest first.

A row's words are indexed just before the next search (or when idle), so saving stays cheap. The
index number begins with the row's day: the newest hits come first without sorting them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, text

from sif_desktop.models import search_server
from sif_desktop.models.base import metadata, owner_column
from sif_desktop.models.changes import batched, restricted_part
from sif_desktop.models.dialect import is_server, lock_index
from sif_desktop.models.drafts import of_rows, overlay
from sif_desktop.models.tables.log import search_due, search_place

_SPREAD = 1 << 24  # places within one day
_BATCH = 500
_SHORT = 2  # letters
_LOOKED_AT, _BEFORE, _SNIPPET = 20_000, 40, 160  # letters
_BODIES_OF = text(
    f"SELECT rowid, substr(body, 1, {_LOOKED_AT}) AS body FROM search WHERE rowid IN :numbers"
).bindparams(bindparam("numbers", expanding=True))
_ELSEWHERE = "tbl = 'document' AND provider NOT IN (:here, '')"
# The index's own list of its parts: FTS5 keeps it under 10.
_STATE = text("SELECT block FROM search_data WHERE id = 10")
_COLUMNS = 'rowid, tbl, "row", provider, visit, title'
_CODES = re.compile(r"[a-z0-9_.\-\n]*")  # what is stored for a grade, a tick, a number, a choice
_DELETE = text("DELETE FROM search WHERE rowid = :n")
_INSERT = text(
    "INSERT INTO search(rowid, title, body, tbl, row, provider, visit)"
    " VALUES (:n, :title, :body, :tbl, :row, :provider, :visit)"
)


@dataclass(frozen=True, slots=True)
class Hit:
    table: str
    uid: str
    provider: str
    visit: str
    title: str
    snippet: str


_TITLES: Mapping[str, tuple[str, ...]] = {
    "provider": ("name",),
    "role": ("name", "job_title"),
    "provider_group": ("name",),
    "visit": ("title",),
    "jotting": (),
    "answer": ("asked",),
    "task": ("what",),
    "document": ("title",),
    "concern": ("what",),
    "contact": ("about",),
    "case_file": ("title",),
    "support": ("title",),
    "inspection": (),
    "plan": ("title",),
    "plan_text": (),
    "plan_priority": ("title",),
    "plan_action": ("what",),
    "plan_milestone": ("what",),
    "plan_criterion": ("what",),
    "plan_evaluation": (),
    "body": ("title",),
    "meeting_series": ("title",),
    "meeting": ("summary",),
    "meeting_item": ("title",),
    "meeting_line": ("text",),
    "recommendation": ("text",),
}
_BODIES: Mapping[str, tuple[str, ...]] = {
    "provider": ("urn", "town", "postcode", "trust_name", "federation_name", "diocese", "note"),
    "role": ("email", "note"),
    "provider_group": ("group_uid", "kind"),
    "visit": (
        "focus",
        "areas_agreed",
        "feedback_text",
        "strengths",
        "development",
        "support",
        "summary",
        "look_fors",
    ),
    "jotting": ("text",),
    "answer": ("evidence", "reason", "value"),
    "task": ("who", "measure", "done_note"),
    "document": ("body",),
    "concern": ("told_who", "outcome"),
    "contact": ("with_whom", "answer"),
    "case_file": ("why", "outcome"),
    "support": ("supplier", "outcomes", "exit_condition", "impact", "note"),
    "inspection": ("note",),
    "plan": ("outcome",),
    "plan_text": ("text",),
    "plan_priority": ("current_position", "lead"),
    "plan_action": ("lead", "resources", "objectives", "monitoring", "evidence"),
    "plan_milestone": ("baseline", "measure", "target", "source", "evidence"),
    "plan_criterion": ("evidence", "if_not"),
    "plan_evaluation": ("text",),
    "body": ("remit",),
    "meeting_series": ("start_evidence", "end_evidence"),
    "meeting": ("place", "why", "contributions"),
    "meeting_item": ("heading", "why_dropped"),
    "meeting_line": (),
    "recommendation": ("addressee", "reply"),
}
_DAYS = {
    "visit": "visit_date",
    "task": "due",
    "jotting": "at",
    "concern": "raised_on",
    "contact": "at",
    "case_file": "opened_on",
    "support": "from_date",
    "inspection": "day",
    "plan": "from_date",
    "plan_action": "due",
    "plan_milestone": "due",
    "plan_evaluation": "day",
    "meeting_series": "opened_on",
    "meeting": "day",
    "recommendation": "made_on",
}


def refresh(connection: Connection, *, limit: int = 1_000_000) -> int:
    """Index the rows whose words changed; returns how many. Needs a local transaction."""
    lock_index(connection)
    due = connection.execute(select(search_due).limit(limit)).all()
    by_table: dict[str, list[str]] = {}
    for row in due:
        by_table.setdefault(row.tbl, []).append(row.row)
    owners = _Owners(connection)
    for name, uids in by_table.items():
        for some in batched(uids, _BATCH):
            # First, so that a save made meanwhile in the office store is looked at once more.
            handled = delete(search_due).where(search_due.c.tbl == name)
            connection.execute(handled.where(search_due.c.row.in_(some)))
            _index(connection, metadata.tables[name], some, owners)
    return len(due)


def _index(connection: Connection, table: Table, uids: Sequence[str], owners: _Owners) -> None:
    """Take these rows out of the index and put in again what has words."""
    take_out(connection, uids)
    live = select(table).where(table.c.uid.in_(uids), table.c.x_gone == 0)
    stored = [dict(row) for row in connection.execute(live).mappings()]
    # What a colleague is still typing is nobody else's to find.
    typed = {} if is_server(connection) else of_rows(connection, table.name, uids)
    entries = []
    for row in (overlay(row, typed.get(row["uid"], {})) for row in stored):
        title, body = _words(row, _TITLES[table.name]), _words(row, _BODIES[table.name])
        if _worth_finding(table, row, title, body):
            entries.append((row, {"title": title, "body": body}))
    owners.learn(table, [row for row, _ in entries])
    numbers = _places(connection, [(row["uid"], _day(row, table.name)) for row, _ in entries])
    found = [
        words
        | {
            "n": numbers[row["uid"]],
            "tbl": table.name,
            "row": row["uid"],
            "provider": owners.provider(table, row),
            "visit": row["uid"] if table.name == "visit" else str(row.get("visit_uid") or ""),
        }
        for row, words in entries
    ]
    if found and is_server(connection):
        search_server.put_in(connection, found)
    elif found:
        connection.execute(_INSERT, found)


def _worth_finding(table: Table, row: Mapping[str, Any], title: str, body: str) -> bool:
    """Whether somebody wrote it: a grade or a tick stands on every visit and hides the words.
    What is restricted is in no index."""
    if row["x_part"].startswith(restricted_part("")):
        return False
    if table.name == "answer":
        written = row["evidence"] or row["reason"]
        return bool(written or not _CODES.fullmatch(row["value"] or ""))
    return len(title) > _SHORT or len(body) > _SHORT


def take_out(connection: Connection, uids: Sequence[str]) -> None:
    here = search_place.c.row.in_(uids)
    numbers = connection.execute(select(search_place.c.number).where(here)).scalars().all()
    if numbers:
        connection.execute(_DELETE, [{"n": number} for number in numbers])
        connection.execute(delete(search_place).where(here))


def forget(connection: Connection) -> None:
    """Leave no word in the index of what was taken out of it: its old parts still list them."""
    if not is_server(connection):
        connection.execute(text("INSERT INTO search(search) VALUES ('optimize')"))


class _Owners:
    """Which school a row belongs to, through its owners; each owner is read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._provider_of: dict[str, str] = {}

    def learn(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        column = owner_column(table)
        if column is None or column.name == "provider_uid":
            return
        parent = metadata.tables[column.info["owner"]]
        above = {str(row[column.name]) for row in rows} - set(self._provider_of)
        query = select(parent).where(parent.c.uid.in_(above))
        found = [dict(row) for row in self._connection.execute(query).mappings()]
        self.learn(parent, found)
        for row in found:
            self._provider_of[row["uid"]] = self.provider(parent, row)

    def provider(self, table: Table, row: Mapping[str, Any]) -> str:
        if table.name == "provider":
            return str(row["uid"])
        column = owner_column(table)
        if column is None:
            return ""
        owner = str(row[column.name] or "")
        return owner if column.name == "provider_uid" else self._provider_of.get(owner, "")


def _words(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return "\n".join(_plain(name, row[name]) for name in names if row[name])


def _plain(name: str, value: str) -> str:
    return words_within(value) if name == "body" else value


def words_within(text: str) -> str:
    """The headings and sentences of a draft's JSON; other JSON as it stands."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for key, child in node.items():
                if key in ("text", "heading") and isinstance(child, str) and child:
                    found.append(child)
                else:
                    walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    try:
        walk(json.loads(text))
    except ValueError:
        return text
    return "\n".join(found) or text


def _day(row: Mapping[str, Any], table: str) -> int:
    value = row.get(_DAYS.get(table, ""))
    try:
        return date.fromisoformat(str(value)[:10]).toordinal()
    except ValueError:
        return 0


def _places(connection: Connection, wanted: Sequence[tuple[str, int]]) -> dict[str, int]:
    """A free number for each row: its day, then something of its own."""
    numbers = {uid: day * _SPREAD + crc32(uid.encode()) % _SPREAD for uid, day in wanted}
    clashing = search_place.c.number.in_(list(numbers.values()))
    taken = set(connection.execute(select(search_place.c.number).where(clashing)).scalars())
    for uid, number in numbers.items():
        while number in taken:
            number += 1
            if connection.execute(select(1).where(search_place.c.number == number)).first():
                taken.add(number)
        taken.add(number)
        numbers[uid] = number
    if numbers:
        rows = [{"row": uid, "number": number} for uid, number in numbers.items()]
        connection.execute(insert(search_place), rows)
    return numbers


def is_due(connection: Connection) -> bool:
    """Whether any row's words changed since the index last looked."""
    return connection.execute(select(search_due.c.row).limit(1)).first() is not None


def find(
    connection: Connection,
    match: str,
    *,
    words: Sequence[str] = (),
    accept: Callable[[Mapping[str, Any]], bool] | None = None,
    limit: int = 50,
    ranked: bool = False,
) -> list[Hit]:
    """Hits of an FTS5 expression, newest first, or best first when `ranked`.

    `words` are what the snippet is cut around. `accept` sees tbl, row, provider, visit and day (a
    date or None) and may pass a hit over.
    """
    taken: list[Any] = []
    for row in _matching(connection, match, ranked, max(limit * 40, 2000)):
        ordinal = row.rowid // _SPREAD
        about = dict(row._mapping) | {"day": date.fromordinal(ordinal) if ordinal else None}
        if accept is None or accept(about):
            taken.append(row)
            if len(taken) == limit:
                break
    # Cut here: the index's own snippets take minutes on a long text with many hits.
    found = connection.execute(_BODIES_OF, {"numbers": [row.rowid for row in taken]})
    bodies = {row.rowid: row.body for row in found}
    return [
        Hit(row.tbl, row.row, row.provider, row.visit, row.title, around(bodies[row.rowid], words))
        for row in taken
    ]


def _matching(connection: Connection, match: str, ranked: bool, most: int) -> Iterable[Any]:
    if is_server(connection):
        return search_server.matching(connection, match, _COLUMNS, ranked=ranked, most=most)
    order = "rank" if ranked else "rowid DESC"
    where = "FROM search WHERE search MATCH :match"
    query = text(f"SELECT {_COLUMNS} {where} ORDER BY {order} LIMIT :most")
    return connection.execute(query, {"match": match, "most": most})


def documents_matching(connection: Connection, match: str, not_of: str, most: int) -> list[str]:
    """Documents of other schools than `not_of` that an FTS5 expression finds, newest first."""
    if is_server(connection):
        found = search_server.matching(
            connection, match, '"row"', most=most, more=_ELSEWHERE, values={"here": not_of}
        )
        return [row.row for row in found]
    where = f"search MATCH :match AND {_ELSEWHERE}"
    query = text(f'SELECT "row" FROM search WHERE {where} ORDER BY rowid DESC LIMIT :most')
    asked = {"match": match, "here": not_of, "most": most}
    return list(connection.execute(query, asked).scalars())


def state(connection: Connection) -> bytes:
    """Something that every change of the index replaces."""
    if is_server(connection):
        return search_server.state(connection)
    return bytes(connection.execute(_STATE).scalar_one())


def around(body: str, words: Sequence[str]) -> str:
    """About 160 letters of `body` from shortly before the first of `words`."""
    plain = " ".join(body.split())
    folded = plain.casefold()
    places = [place for word in words if (place := folded.find(word.casefold())) >= 0]
    start = max(min(places, default=0) - _BEFORE, 0)
    if start:
        start = plain.find(" ", start) + 1
    cut = plain[start : start + _SNIPPET]
    before = "… " if start else ""
    return f"{before}{cut} …" if start + _SNIPPET < len(plain) else before + cut
