"""Erasing a record for good, and the log of what was erased.

What is erased is gone from the caseload, its history and its undo, and goes from every colleague's
with the next file. Old backups and sticks are a matter of procedure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import drafts
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import TEAM, Action, Changes
from sif_desktop.models.erase import ERASE, erase, files_lost, owned
from sif_desktop.models.ops import synced_table
from sif_desktop.models.tables.disposals import disposal
from sif_desktop.models.tables.log import sync_erased
from sif_desktop.sync import keys, roster

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


Progress = Callable[[int, int, str], None]
_STEPS = 3


@dataclass(frozen=True, slots=True)
class ErasePlan:
    """What would go, by kind of record, for the officer to read before deciding."""

    record: str
    records: tuple[tuple[str, int], ...]
    files: int  # attachments and issued papers that go with them

    @property
    def count(self) -> int:
        return sum(many for _, many in self.records)


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """One line of the disposal log; `late` counts what arrived afterwards and was discarded."""

    uid: str
    record: str
    ground: str
    reason: str
    erased_at: str
    erased_by: str
    records: int
    files: int
    late: int


class ErasingService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def may_erase(self) -> bool:
        """Whether this is for me to do: in a team, for the office."""
        own = keys.own_keys(self._store).sign_key
        with self._store.read() as connection:
            return roster.may_erase(connection, own)

    def plan(self, table: str, uid: str) -> ErasePlan:
        """What erasing this record takes with it. Raises Problem if there is none."""
        with self._store.read() as connection:
            rows = _rows(connection, table, uid)
            files = files_lost(connection, rows)
        many: dict[str, int] = {}
        for name in rows.values():
            title = _title(name)
            many[title] = many.get(title, 0) + 1
        return ErasePlan(_title(table), tuple(sorted(many.items())), files)

    def erase(
        self,
        table: str,
        uid: str,
        *,
        ground: str,
        reason: str,
        progress: Progress = lambda done, total, words: None,  # noqa: ARG005
    ) -> Changes:
        """Erase the record and all it owns. This cannot be undone.

        Raises Problem for anybody but the office, and without a ground and a reason; also where
        it is erased and the disk has no room to write the file anew.
        """
        if not ground.strip() or not reason.strip():
            raise Problem(
                "Erasing needs a ground and a reason; both stay in the disposal log.",
                "Name the rule or the request it follows, without repeating what is erased.",
            )
        if not self.may_erase():
            raise Problem(
                "Only the office erases records for good.", "Ask the office, or delete the record."
            )
        drafts.settle_all(self._store)
        label = f"Erased a record: {_title(table).lower()}"
        with self._store.action(label, undoable=False) as act:
            rows = _rows(act.connection, table, uid)
            progress(1, _STEPS, "Erasing the record and all that belongs to it")
            _log_erasure(act, rows)
            done = erase(act.connection, {uid: table})
            for name, uids in done.owners.items():
                act.note(metadata.tables[name], sorted(uids))
            act.create(
                disposal,
                TEAM,
                tbl=table,
                row_uid=uid,
                ground=ground.strip(),
                reason=reason.strip(),
                erased_at=self._context.moment(),
                erased_by=self._context.me().name,
                records=len(done.rows),
                files=done.files,
            )
        progress(2, _STEPS, "Clearing the file of what was erased")
        if not self._store.rewrite():
            raise Problem(
                "The record is erased, but the disk is too full to clear the file of old words.",
                "Free as much space as the caseload takes; the next erasing clears it.",
            )
        return act.changes

    def log(self) -> tuple[DisposalRow, ...]:
        """What was erased, newest first."""
        joined = disposal.outerjoin(sync_erased, sync_erased.c.row == disposal.c.row_uid)
        query = select(disposal, sync_erased.c.late).select_from(joined)
        query = query.where(disposal.c.x_gone == 0).order_by(disposal.c.erased_at.desc())
        with self._store.read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            DisposalRow(
                row.uid,
                _title(row.tbl),
                row.ground or "",
                row.reason or "",
                row.erased_at or "",
                row.erased_by or "",
                row.records or 0,
                row.files or 0,
                row.late or 0,
            )
            for row in rows
        )


def _rows(connection: Connection, name: str, uid: str) -> dict[str, str]:
    table = synced_table(name)
    found = (
        table is not None
        and connection.execute(select(table.c.uid).where(table.c.uid == uid)).first()
    )
    if not found or name == disposal.name:
        raise Problem("There is no such record to erase.", "It may have been erased already.")
    return owned(connection, {uid: name})


def _log_erasure(act: Action, rows: Mapping[str, str]) -> None:
    """One operation for each row, in the partition the row lies in."""
    stored = act.rows(rows)
    for uid, name in rows.items():
        if uid in stored:  # what waits for its owner goes here, and elsewhere with its owner
            change = act.change_of(stored[uid]["x_part"])
            change.ops[uid] = [uid, name, ERASE, {}, {}]
            act.note(metadata.tables[name], [uid])


def _title(name: str) -> str:
    table = metadata.tables.get(name)
    return str(table.info.get("title", name)) if table is not None else name
