"""What stood in the record when a document was issued, and what has changed in it since.

The version keeps which versions of each field it was made from. Work that arrives later may change
the record; it never changes the version, and the screen says that the two no longer agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from sif_desktop.domain.merge import Op, heads_of
from sif_desktop.models.ops import held_of
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.meetings import (
    funding_decision,
    meeting,
    meeting_item,
    meeting_line,
    meeting_person,
    meeting_review,
    recommendation,
)
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import answer, visit
from sif_desktop.services.documents.source import NOTE_OF_VISIT
from sif_desktop.services.values.names import called
from sif_desktop.services.values.saying import Saying

KEY = "approved"
KINDS = (NOTE_OF_VISIT, "minutes")  # what a school, or a later meeting, has agreed to
_AGREED = ("what", "party", "who", "due", "measure")  # how it goes on is no part of what was agreed
_OF_VISIT: tuple[tuple[Table, str, tuple[str, ...]], ...] = (
    (visit, "uid", ("title", "focus", "areas_agreed", "visit_date", "feedback_to",
                    "feedback_text", "feedback_date", "strengths", "development", "support",
                    "summary", "look_fors")),
    (answer, "visit_uid", ("state", "value", "evidence", "reason")),
    (task, "visit_uid", _AGREED),
)  # fmt: skip
_OF_MEETING: tuple[tuple[Table, str, tuple[str, ...]], ...] = (
    (meeting, "uid", ("day", "start_time", "end_time", "place", "chair", "summary",
                      "contributions")),
    (meeting_person, "meeting_uid", ("name", "role", "attendance", "stand_in")),
    (meeting_item, "meeting_uid", ("heading", "title", "about_uid")),
    (meeting_line, "meeting_uid", ("kind", "text", "visibility")),
    (meeting_review, "meeting_uid", ("rating", "progress", "evidence", "successes", "barriers")),
    (funding_decision, "meeting_uid", ("what", "amount", "fund")),
    (recommendation, "meeting_uid", ("kind", "addressee", "text")),
    (task, "meeting_uid", _AGREED),
)  # fmt: skip
_ADDED, _REMOVED = "added", "removed"
Heads = dict[str, dict[str, list[str]]]  # row -> field -> the versions it showed


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """One field that no longer says what it said when the document was issued, in words; `label`
    is “added” or “removed” for a whole record."""

    row: str
    record: str  # what kind of record
    named: str  # what it is called
    label: str
    was: str
    now: str


def approved_heads(connection: Connection, kind: str, visit_uid: str, meeting_uid: str) -> Heads:
    """The versions that the record of the visit or meeting shows now; kept with an issue."""
    found: Heads = {}
    rows = _rows(connection, visit_uid, meeting_uid) if kind in KINDS else ()
    for _, names, row in rows:
        heads = json.loads(row["x_heads"])
        found[row["uid"]] = {name: heads_of(heads, name) for name in names}
    return found


def with_approved(facts: str, heads: Heads) -> str:
    """The facts a version was made from, with the versions of the fields they were read from."""
    return json.dumps(json.loads(facts) | {KEY: heads}, ensure_ascii=False, separators=(",", ":"))


def changed_since(
    saying: Saying, version_uid: str, visit_uid: str, meeting_uid: str
) -> tuple[ChangedSince, ...]:
    """What the record says otherwise than when this version was issued, field by field."""
    connection = saying.connection
    query = select(tables.version.c.facts).where(tables.version.c.uid == version_uid)
    kept: Heads | None = json.loads(connection.execute(query).scalar() or "{}").get(KEY)
    if not kept:
        return ()
    now = list(_rows(connection, visit_uid, meeting_uid))
    there = {row["uid"] for _, _, row in now}
    moved = {row["uid"] for _, names, row in now if _moved(row, names, kept)}
    held = held_of(connection, moved | (kept.keys() - there))
    found: list[ChangedSince] = []
    for table, names, row in now:
        uid = row["uid"]
        if uid in moved:
            ops = {op.dot: op for op in held[uid].ops}
            found += _fields(saying, table, names, row, kept.get(uid), ops)
    gone = (saying.row(uid) for uid in sorted(kept.keys() - there))
    return (*found, *(_whole(saying, *one, _REMOVED) for one in gone if one))


def _whole(saying: Saying, table: Table, row: Mapping[Any, Any], label: str) -> ChangedSince:
    title, named = str(table.info["title"]), called(saying, table.name, row)
    return ChangedSince(row["uid"], title, named, label, "", "")


def _rows(
    connection: Connection, visit_uid: str, meeting_uid: str
) -> Iterator[tuple[Table, tuple[str, ...], RowMapping]]:
    """The rows a note or minutes are written from, without what only the officer may see."""
    for uid, of in ((visit_uid, _OF_VISIT), (meeting_uid, _OF_MEETING)):
        for table, column, names in of if uid else ():
            mine = (table.c[column] == uid) & (table.c.x_gone == 0) & unrestricted(table)
            for row in connection.execute(select(table).where(mine)).mappings():
                yield table, names, row


def _moved(row: RowMapping, names: tuple[str, ...], kept: Heads) -> bool:
    heads, then = json.loads(row["x_heads"]), kept.get(row["uid"])
    return then is None or any(heads_of(heads, name) != then.get(name) for name in names)


def _fields(
    saying: Saying,
    table: Table,
    names: tuple[str, ...],
    row: RowMapping,
    then: Mapping[str, list[str]] | None,
    ops: Mapping[str, Op],
) -> Iterator[ChangedSince]:
    if then is None:
        yield _whole(saying, table, row, _ADDED)
        return
    named, before = called(saying, table.name, row), dict(row)
    for name in names:
        last = [ops[dot].fields.get(name) for dot in then.get(name, []) if dot in ops][-1:]
        before[name] = last[0] if last else None
    for name in names:
        if (before[name] or "") != (row[name] or ""):
            was = saying.say(table.name, name, before[name], before)
            now = saying.say(table.name, name, row[name], row)
            label = str(table.c[name].info["label"])
            yield ChangedSince(row["uid"], str(table.info["title"]), named, label, was, now)
