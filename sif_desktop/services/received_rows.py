"""What a file or the office store brought, or would bring, in numbers and in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.models.base import metadata
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.services.values.names import name_of, school_of
from sif_desktop.services.values.saying import Saying
from sif_desktop.sync.touched import Named, named

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sif_desktop.services.context import Context
    from sif_desktop.sync.bundle import Received

_MOST = 8  # texts named one by one


@dataclass(frozen=True, slots=True)
class RecordsRow:
    """How many records of one kind came, and how many were changed."""

    title: str
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """What a file did, or would do, in numbers and in words."""

    sender: str
    created: str
    known: bool
    new: int
    already: int
    files: int
    schools: tuple[str, ...]
    records: tuple[RecordsRow, ...]
    merged: int
    merged_texts: tuple[str, ...]  # which they are, in words
    conflicts: int
    for_me: int  # of the conflicts, those that are mine to decide
    missing: tuple[str, ...]  # in words
    warnings: tuple[str, ...]
    changes: Changes


def row_in(
    context: Context, connection: Connection, found: Received, said: Iterable[str] = ()
) -> ReceivedRow:
    """What was taken in, told while it stands in the caseload: a rehearsal takes it back again.

    `said` is what else is to be noted.
    """
    touched = found.outcome.rows()
    replicas = {gap.replica for gap in found.gaps}
    names = named(connection, touched, found.questions, context.store.person, replicas)
    return ReceivedRow(
        found.sender,
        found.created,
        found.known,
        found.new,
        found.already,
        found.files,
        names.schools,
        _records(found),
        len(found.merged),
        _put_together(Saying(context, connection), found),
        len(found.questions),
        names.mine,
        _missing(found, names),
        (*said, *_warnings(found)),
        Changes(found.id, f"Received from {found.sender}", touched),
    )


def _records(found: Received) -> tuple[RecordsRow, ...]:
    created, changed = found.outcome.created, found.outcome.changed
    rows = (
        RecordsRow(
            str(metadata.tables[name].info["title"]),
            len(created.get(name, ())),
            len(changed.get(name, set()) - created.get(name, set())),
        )
        for name in created.keys() | changed.keys()
    )
    return tuple(sorted(rows, key=lambda row: row.title))


def _put_together(saying: Saying, found: Received) -> tuple[str, ...]:
    """The texts that were merged, by field and record, as far as there is room to name them."""
    said = [_text_of(saying, *one) for one in found.merged[:_MOST]]
    more = len(found.merged) - _MOST
    return (*filter(None, said), *([f"and {more:,} more"] if more > 0 else []))


def _text_of(saying: Saying, uid: str, column: str) -> str:
    held = saying.row(uid)
    if held is None:
        return ""
    table, row = held
    parts = (table.c[column].info["label"], name_of(saying, table.name, row))
    return ", ".join(filter(None, (*map(str, parts), school_of(saying, table.name, row))))


def _missing(found: Received, names: Named) -> tuple[str, ...]:
    """Whose changes, of which school, have not arrived."""
    said = []
    for gap in found.gaps:
        where = "the team’s lists" if gap.part == TEAM else names.parts.get(gap.part) or "a school"
        known = names.people.get(gap.replica)
        several = f"changes {gap.first:,} to {gap.last:,} for {where} have"
        lacked = f"change {gap.first:,} for {where} has" if gap.first == gap.last else several
        said.append(
            f"{known or 'A colleague'}’s {lacked} not arrived; ask {known or 'them'} or the office "
            "to send again."
        )
    if found.waiting:
        records = _so_many(found.waiting, "record waits", "records wait")
        said.append(f"{records} for another file before being shown.")
    return tuple(said)


def _warnings(found: Received) -> Iterable[str]:
    if found.clock_ahead:
        yield (
            f"The clock of {found.sender}’s computer is more than a day ahead. "
            "Its work was taken in; ask them to set it right."
        )
    if found.erased:
        records = _so_many(found.erased, "record was", "records were")
        yield f"{records} erased for good by {found.sender}."
    if found.discarded:
        changes = _so_many(
            found.discarded,
            "change to a record that was erased here was",
            "changes to records that were erased here were",
        )
        yield f"{changes} not taken in."
    if found.lacking:
        files = _so_many(found.lacking, "attached file has", "attached files have")
        yield f"{files} not come yet."


def _so_many(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
