"""Links between schools, groups and their members, from the register's own side files.

Only what concerns the schools of this caseload is kept; the rest is counted and passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.imports.groups import GroupRow, MembershipRow, read_groups, read_memberships
from sif_desktop.imports.links import LinkRow, read_links
from sif_desktop.imports.reading import Notice, Reading, open_table
from sif_desktop.imports.recognise import FileKind
from sif_desktop.models import bulk
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables.providers import group, membership
from sif_desktop.services import register_links
from sif_desktop.services.backups import before_a_step
from sif_desktop.services.register_rows import stored_value

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

Progress = Callable[[int, int, str], None]
IsCancelled = Callable[[], bool]

_SCHOOLS = text("SELECT urn, trust_uid, federation_uid FROM provider WHERE x_gone = 0")
_MEMBERS = text('SELECT DISTINCT "group" FROM group_membership WHERE x_gone = 0')
_NOUNS = {
    FileKind.LINKS: "links",
    FileKind.GROUPS: "groups",
    FileKind.MEMBERSHIP: "memberships",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a chosen file is, before it is read. `kind` names a `FileKind`; `known` whether
    this program can import it."""

    path: Path
    kind: str
    title: str
    encoding: str
    known: bool


@dataclass(frozen=True, slots=True)
class ReferencePreview:
    path: Path
    title: str
    noun: str  # links, groups, memberships
    encoding: str
    read: int
    written: int  # new or changed
    unchanged: int
    elsewhere: int  # about schools that are not in this caseload
    rejected: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class ReferenceResult:
    preview: ReferencePreview
    changes: Changes

    @property
    def sentence(self) -> str:
        what = self.preview
        return (
            f"{what.written:,} {what.noun} imported from {what.path.name}, {what.unchanged:,}"
            f" unchanged, {what.elsewhere:,} about other schools passed over."
        )


class _NotKept(Exception):
    def __init__(self, preview: ReferencePreview) -> None:
        self.preview = preview


class ReferenceImport:
    def __init__(self, context: Context) -> None:
        self._context = context

    def recognise(self, path: Path) -> Recognised:
        """What the file is. Raises Problem if it cannot be read or is no table."""
        table = open_table(path)
        known = table.kind is FileKind.REGISTER or table.kind in _NOUNS
        return Recognised(path, table.kind.name, table.kind.value, table.encoding, known)

    def preview(
        self, path: Path, progress: Progress | None = None, cancelled: IsCancelled | None = None
    ) -> ReferencePreview:
        """What importing would do: a trial run, taken back before it is kept."""
        try:
            self._run(path, progress, cancelled, keep=False)
        except _NotKept as trial:
            return trial.preview
        raise AssertionError("a trial run is never kept")

    def apply(
        self, path: Path, progress: Progress | None = None, cancelled: IsCancelled | None = None
    ) -> ReferenceResult:
        """Write it as one action, after a backup. Raises Problem for another kind of file or if
        the backup cannot be made, Cancelled on Cancel."""
        return self._run(path, progress, cancelled, keep=True)

    def _run(
        self, path: Path, progress: Progress | None, cancelled: IsCancelled | None, *, keep: bool
    ) -> ReferenceResult:
        kind = open_table(path).kind
        if kind not in _NOUNS:
            raise Problem(
                f"“{path.name}” is {kind.value}, not links, groups or memberships.",
                "Choose the links, groups or group membership file of the register.",
            )
        reading = _read(kind, path, progress, cancelled)
        noun = _NOUNS[kind]
        with self._context.store.action(f"Imported {noun} from {path.name}") as act:
            wanted, written = _WRITERS[kind](act, reading.rows)
            preview = ReferencePreview(
                path,
                kind.value,
                noun,
                reading.encoding,
                reading.read,
                written,
                wanted - written,
                len(reading.rows) - wanted,
                len(reading.rejects),
                reading.notices,
            )
            if cancelled is not None and cancelled():
                raise Cancelled
            if not keep:
                raise _NotKept(preview)
            if act.wrote:
                before_a_step(self._context.store, Why.IMPORT, progress, cancelled)
        return ReferenceResult(preview, act.changes)


def _read(
    kind: FileKind, path: Path, progress: Progress | None, cancelled: IsCancelled | None
) -> Reading[Any]:
    def told(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total, "Reading the file")

    readers: dict[FileKind, Callable[..., Reading[Any]]] = {
        FileKind.LINKS: read_links,
        FileKind.GROUPS: read_groups,
        FileKind.MEMBERSHIP: read_memberships,
    }
    return readers[kind](path, progress=told, cancelled=cancelled)


def _write_links(act: Action, rows: tuple[LinkRow, ...]) -> tuple[int, int]:
    here = _urns(act.connection)
    mine = [row for row in rows if row.urn in here]
    more = {
        (row.urn, row.link_urn): {
            "name": stored_value(row.link_name),
            "date": stored_value(row.established),
        }
        for row in mine
    }
    links = list(dict.fromkeys((row.urn, row.link_urn, row.kind) for row in mine))
    return len(links), register_links.write(act, links, more)


def _write_groups(act: Action, rows: tuple[GroupRow, ...]) -> tuple[int, int]:
    wanted = _group_numbers(act.connection)
    mine = [_group_row(row) for row in rows if row.uid in wanted]
    return len(mine), bulk.put_many(act, group, TEAM, mine)


def _group_row(row: GroupRow) -> dict[str, Any]:
    return {
        "uid": keyed_uid(group.name, row.uid),
        "group_uid": row.uid,
        "name": row.name,
        "kind": stored_value(row.type),
        "status": stored_value(row.status),
        "open_date": stored_value(row.open_date or row.incorporated),
        "close_date": stored_value(row.closed_date),
        "companies_house": stored_value(row.companies_house),
    }


def _write_memberships(act: Action, rows: tuple[MembershipRow, ...]) -> tuple[int, int]:
    here = _urns(act.connection)
    mine = {(row.group_uid, row.urn): row for row in rows if row.urn in here}
    groups = {row.group_uid: row for row in mine.values() if row.group_name}
    bulk.put_many(act, group, TEAM, [_named_group(row) for row in groups.values()])
    members = [
        {
            "uid": keyed_uid(membership.name, number, urn),
            "group": keyed_uid(group.name, number),
            "urn": urn,
            "joined": stored_value(row.joined),
        }
        for (number, urn), row in mine.items()
        if row.group_name
    ]
    return len(members), bulk.put_many(act, membership, TEAM, members)


def _named_group(row: MembershipRow) -> dict[str, Any]:
    return {
        "uid": keyed_uid(group.name, row.group_uid),
        "group_uid": row.group_uid,
        "name": row.group_name,
        "kind": stored_value(row.group_type),
    }


_WRITERS: dict[FileKind, Callable[[Action, tuple[Any, ...]], tuple[int, int]]] = {
    FileKind.LINKS: _write_links,
    FileKind.GROUPS: _write_groups,
    FileKind.MEMBERSHIP: _write_memberships,
}


def _urns(connection: Connection) -> set[str]:
    return {row.urn for row in connection.execute(_SCHOOLS) if row.urn}


def _group_numbers(connection: Connection) -> set[str]:
    """The groups that schools of this caseload belong to, as the register gives them."""
    numbers = {n for row in connection.execute(_SCHOOLS) for n in (row[1], row[2]) if n}
    known = json.dumps(list(connection.execute(_MEMBERS).scalars()))
    query = text(
        "SELECT group_uid FROM provider_group WHERE uid IN (SELECT value FROM json_each(:known))"
    )
    return numbers | set(connection.execute(query, {"known": known}).scalars())
