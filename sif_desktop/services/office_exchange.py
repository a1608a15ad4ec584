"""A laptop and the office store giving each other what they lack, on the office network.

The same changes travel as in a file, without the file; nothing is asked of either twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.models import blobs, drafts
from sif_desktop.models.changes import Changes
from sif_desktop.models.clock import far_ahead
from sif_desktop.models.ids import new_uid
from sif_desktop.models.store import now
from sif_desktop.models.tables.log import sync_bundle
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.office import OFFICE, login_at
from sif_desktop.services.received_rows import ReceivedRow, row_in
from sif_desktop.sync import bundle, leaving
from sif_desktop.sync.apply import Taken
from sif_desktop.sync.exchange import (
    export,
    gaps,
    have_in,
    held_files,
    missing_files,
    take,
    waiting,
    wanted_files,
)
from sif_desktop.sync.held import many_lacked
from sif_desktop.sync.scope import Scope

if TYPE_CHECKING:
    from sif_desktop.models.store import Store
    from sif_desktop.services.backups import BackupService
    from sif_desktop.services.context import Context

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class OfficeLogin:
    """Where the office store is and who exchanges with it; the password is kept nowhere."""

    address: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficeExchanged:
    """What went, or would go, to the office (`sent` counts changes, `files` attachments), and what
    comes from it."""

    sent: int
    files: int
    row: ReceivedRow

    @property
    def changes(self) -> Changes:
        return self.row.changes


@dataclass(slots=True)
class _Told:
    """How the work is told, and whether it is to stop."""

    progress: Progress
    cancelled: Callable[[], bool]

    def step(self, done: int, total: int, words: str) -> None:
        if self.cancelled():
            raise Cancelled
        self.progress(done, total, words)


class _NothingKept(Exception):
    pass


class OfficeExchange:
    def __init__(self, context: Context, backups: BackupService) -> None:
        self._context = context
        self._store = context.store
        self._backups = backups

    def look(
        self,
        login: OfficeLogin,
        progress: Progress = lambda done, total, words: None,  # noqa: ARG005
        cancelled: Callable[[], bool] = lambda: False,
    ) -> OfficeExchanged:
        """What `meet` would give and bring; nothing is changed on either side."""
        told = _Told(progress, cancelled)
        with self._met(login) as office:
            back = self._wanted(office, None)
            with office.read() as connection:
                theirs = have_in(connection, Scope())
                lacking = missing_files(connection, Scope())
            with self._store.read() as connection:
                sent = many_lacked(have_in(connection, Scope()), theirs)
            files = len(_offered(self._store, lacking, Scope()))
            row = self._take_in(office, back, login.address, told, rehearse=True)
        return OfficeExchanged(sent, files, row)

    def meet(
        self,
        login: OfficeLogin,
        progress: Progress = lambda done, total, words: None,  # noqa: ARG005
        cancelled: Callable[[], bool] = lambda: False,
        *,
        schools: Iterable[str] | None = None,
        visits: Iterable[str] = (),
        restricted: Iterable[str] = (),
    ) -> OfficeExchanged:
        """Give the office what it lacks, then take in what it has, after a backup.

        `schools` None takes in every school but those let go of here; jottings of `visits` and
        `restricted` records travel only where they are named. Each way is wholly done or not at
        all. Raises Problem where the office cannot be reached, or the two disagree about the past;
        Cancelled between the steps.
        """
        told = _Told(progress, cancelled)
        drafts.settle_all(self._store)
        named = (frozenset(visits), frozenset(restricted))
        with self._met(login) as office:
            back = self._wanted(office, schools, *named)
            told.step(0, 0, "Making a backup")
            self._backups.make(Why.RECEIVE)
            sent, files = self._give_to(office, Scope(None, *named), told)
            row = self._take_in(office, back, login.address, told)
        return OfficeExchanged(sent, files, row)

    @contextmanager
    def _met(self, login: OfficeLogin) -> Iterator[Store]:
        """The office store, open for as long as this lasts."""
        from sif_desktop.models.office import open_office

        if self._store.on_server:
            raise Problem("This is the office store itself.", "Exchange from your own caseload.")
        if self._store.practice:
            raise Problem(
                "This is the practice caseload; nothing is exchanged with it.",
                "Open your own caseload to exchange with the office.",
            )
        where, found = login_at(login.address, login.user, login.password)
        office = open_office(where, found, join=False)
        try:
            yield office
        finally:
            office.close()

    def _wanted(
        self,
        office: Store,
        schools: Iterable[str] | None,
        visits: frozenset[str] = frozenset(),
        restricted: frozenset[str] = frozenset(),
    ) -> Scope:
        """What is taken in: a school handed over and removed does not come back by itself."""
        if schools is not None:
            return Scope(frozenset(schools), visits, restricted)
        with self._store.read() as connection:
            gone = leaving.let_go_here(connection)
        if not gone:
            return Scope(None, visits, restricted)
        with office.read() as connection:
            there = connection.execute(select(provider.c.uid)).scalars().all()
        return Scope(frozenset(there) - gone, visits, restricted)

    # -- there and back ----------------------------------------------------------------------

    def _give_to(self, office: Store, scope: Scope, told: _Told) -> tuple[int, int]:
        """How many changes and files went."""
        sent = _give(self._store, office, scope, told, "Giving the office what it lacks")
        return sent.new, _give_files(self._store, office, scope, told)

    def _take_in(
        self, office: Store, scope: Scope, address: str, told: _Told, *, rehearse: bool = False
    ) -> ReceivedRow:
        rows: list[ReceivedRow] = []
        lacking: set[str] = set()

        def then(connection: Connection, taken: Taken) -> None:
            did = _received(connection, taken)
            lacking.update(missing_files(connection, scope))
            rows.append(row_in(self._context, connection, did))
            if rehearse:
                raise _NothingKept
            if taken.new:
                _note(connection, did, address)

        with suppress(_NothingKept):
            taken = _give(office, self._store, scope, told, "Taking in what the office has", then)
            if taken.erased:
                self._store.rewrite()
        if rehearse:
            return replace(rows[-1], files=len(_offered(office, lacking, scope)))
        return replace(rows[-1], files=_give_files(office, self._store, scope, told))


def _give(
    one: Store,
    other: Store,
    scope: Scope,
    told: _Told,
    words: str,
    then: Callable[[Connection, Taken], None] | None = None,
) -> Taken:
    with other.read() as connection:
        theirs = have_in(connection, scope)
    with one.read() as connection:
        mine = have_in(connection, scope)
    total = many_lacked(mine, theirs)

    def lines() -> Iterator[bytes]:
        done = 0
        for line in export(one, theirs, scope):
            done += line.startswith(b'["c"')
            told.step(done, total, words)
            yield line

    return take(other, lines, f"{OFFICE} {new_uid()}", mine, then)


def _give_files(one: Store, other: Store, scope: Scope, told: _Told) -> int:
    """Attachments that records name and the other lacks, one in memory at a time."""
    with other.read() as connection:
        lacking = missing_files(connection, scope)
    held = _offered(one, lacking, scope)
    for number, sha256 in enumerate(held):
        told.step(number, len(held), "Attached files")
        with one.read() as connection:
            content = blobs.fetch(connection, sha256)
        with other.local() as connection:
            blobs.keep(connection, content)
    return len(held)


def _offered(store: Store, lacking: Iterable[str], scope: Scope) -> list[str]:
    """Of the files somebody lacks, those that this store may give."""
    with store.read() as connection:
        held = held_files(connection, wanted_files(connection, lacking, scope))
    return [sha256 for sha256, _size in held]


def _note(connection: Connection, did: bundle.Received, address: str) -> None:
    """Stand in the list of what came, so that it can be taken back as a file can."""
    row = {"id": did.id, "direction": "received", "signer": OFFICE, "created": did.created}
    row |= {"at": now(), "sha256": "", "counts": json.dumps({"new": did.new})}
    connection.execute(insert(sync_bundle), [row | {"note": json.dumps({"name": address})}])


def _received(connection: Connection, taken: Taken) -> bundle.Received:
    return bundle.Received(
        id=new_uid(),
        sender="the office store",
        created=now(),
        known=True,
        new=taken.new,
        already=taken.already,
        files=0,
        outcome=taken.outcome,
        merged=tuple(taken.merged),
        questions=tuple(taken.questions),
        gaps=tuple(gaps(connection)),
        waiting=waiting(connection),
        lacking=0,
        clock_ahead=far_ahead(taken.newest),
        erased=taken.erased,
        discarded=taken.discarded,
    )
