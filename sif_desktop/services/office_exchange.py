"""A laptop and the office store giving each other what they lack, on the office network.

The same changes travel as in a file, without the file; nothing is asked of either twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs, drafts
from sif_desktop.models.changes import Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.services.office import login_at
from sif_desktop.sync.apply import Taken
from sif_desktop.sync.exchange import (
    export,
    have_in,
    held_files,
    missing_files,
    take,
    wanted_files,
)
from sif_desktop.sync.scope import Scope

if TYPE_CHECKING:
    from sif_desktop.models.store import Store
    from sif_desktop.services.backups import BackupService
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class OfficeExchanged:
    """`sent` and `received` count changes, `files` attachments either way, `conflicts` what waits
    for a decision here now."""

    sent: int
    received: int
    files: int
    conflicts: int
    changes: Changes


class OfficeExchange:
    def __init__(self, context: Context, backups: BackupService) -> None:
        self._store = context.store
        self._backups = backups

    def meet(
        self,
        address: str,
        user: str,
        password: str,
        *,
        schools: Iterable[str] | None = None,
        visits: Iterable[str] = (),
        restricted: Iterable[str] = (),
    ) -> OfficeExchanged:
        """Give the office what it lacks, then take in what it has, after a backup.

        `schools` None takes in every school; jottings of `visits` and `restricted` records travel
        only where they are named. Each way is wholly done or not at all. Raises Problem where the
        office cannot be reached, or the two disagree about the past.
        """
        from sif_desktop.models.office import open_office

        if self._store.on_server:
            raise Problem("This is the office store itself.", "Exchange from your own caseload.")
        drafts.settle_all(self._store)
        where, login = login_at(address, user, password)
        named = (frozenset(visits), frozenset(restricted))
        out, back = (
            Scope(None, *named),
            Scope(None if schools is None else frozenset(schools), *named),
        )
        with _closing(open_office(where, login)) as office:
            self._backups.make(Why.RECEIVE)
            sent = _give(self._store, office, out)
            files = _give_files(self._store, office, out)
            received = _give(office, self._store, back)
            files += _give_files(office, self._store, back)
        if received.erased:
            self._store.rewrite()
        label = "Exchanged with the office store"
        changes = Changes(new_uid(), label, received.outcome.rows())
        return OfficeExchanged(sent.new, received.new, files, len(received.questions), changes)


@contextmanager
def _closing(store: Store) -> Iterator[Store]:
    try:
        yield store
    finally:
        store.close()


def _give(one: Store, other: Store, scope: Scope) -> Taken:
    with other.read() as connection:
        theirs = have_in(connection, scope)
    with one.read() as connection:
        mine = have_in(connection, scope)
    return take(other, lambda: export(one, theirs, scope), f"office {new_uid()}", mine)


def _give_files(one: Store, other: Store, scope: Scope) -> int:
    """Attachments that records name and the other lacks, one in memory at a time."""
    with other.read() as connection:
        lacking = missing_files(connection, scope)
    with one.read() as connection:
        held = held_files(connection, wanted_files(connection, lacking, scope))
    for sha256, _size in held:
        with one.read() as connection:
            content = blobs.fetch(connection, sha256)
        with other.local() as connection:
            blobs.keep(connection, content)
    return len(held)
