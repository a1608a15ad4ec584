"""The open caseload: one engine, one clock, one way in for writing.

The driver is opened first (`driver.connect`) so that the first lists need nothing else; this
module brings SQLAlchemy and is imported only after they are on screen.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.exc import DatabaseError

from sif_desktop.domain.errors import Problem
from sif_desktop.models import driver, migrate
from sif_desktop.models.change_log import last_written
from sif_desktop.models.changes import Action, Changes
from sif_desktop.models.clock import Clock
from sif_desktop.models.engine import engine_for
from sif_desktop.models.ids import new_replica
from sif_desktop.models.on_screen import OnScreen
from sif_desktop.models.tables.log import (
    action as action_table,
)
from sif_desktop.models.tables.log import (
    sync_held,
    sync_self,
    sync_stream,
)


def now() -> str:
    """This moment as ISO text in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """One open caseload. Make it with `create_store` or `open_store`."""

    on_server = False  # see `office.OfficeStore`
    on_screen: OnScreen | None = None

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.key = key
        self._begin(engine_for(path, key), threading.RLock())

    def _begin(self, engine: Engine, writing: AbstractContextManager[Any]) -> None:
        self.engine = engine
        self._writing = writing  # what one saves inside
        with self.read() as connection:
            row = connection.execute(select(sync_self)).one()
            last = last_written(connection, row.replica)
            count = connection.execute(select(func.max(action_table.c.number))).scalar()
            self.person: str = self._person(connection, row)
        self.replica: str = row.replica
        self.practice = bool(row.practice)
        self._clock = Clock(last)
        self._actions: int = count or 0

    def _person(self, _connection: Connection, row: Any) -> str:
        return row.person or ""

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading: one steady view of the caseload."""
        with self.engine.connect() as connection:
            yield connection

    def look(self) -> None:
        """A page is about to be read and shown: what is saved from now on stands on what it shows.
        Here nobody else saves, so there is nothing to remember."""

    @contextmanager
    def local(self) -> Iterator[Connection]:
        """A transaction on what belongs to this machine only (drafts, settings, the index)."""
        with self._transaction(in_action=False) as connection:
            yield connection

    @contextmanager
    def action(self, label: str, *, place: str = "", undoable: bool = True) -> Iterator[Action]:
        """Write one thing the officer did, logged and undoable as a whole.

        Nothing is kept if the block raises. After the block `act.changes` says what was written.
        Raises Problem if the disk is full or the file cannot be written.
        """
        kind = "do" if undoable else "fixed"
        with self.logged(label, kind=kind, place=place) as act:
            yield act

    @contextmanager
    def logged(
        self, label: str, *, kind: str, of: str | None = None, place: str = ""
    ) -> Iterator[Action]:
        """`action` with its kind spelled out: do, fixed, undo or redo (`of` an earlier one)."""
        with self._transaction(in_action=True) as connection:
            act = Action(connection, self.replica, self.person, self._clock, label, self.on_screen)
            yield act
            act.changes = act.finish()
            if act.wrote:
                self._record(connection, act, kind, of, place)

    @contextmanager
    def _transaction(self, *, in_action: bool, alone: bool = False) -> Iterator[Connection]:
        how = {"writes": True, "in_action": in_action, "alone": alone}
        try:
            with self._writing, self.engine.connect() as plain:
                connection = plain.execution_options(**how)
                with connection.begin():
                    yield connection
        except DatabaseError as error:
            problem = self._explain(error)
            if problem is None:
                raise
            raise problem from error

    def _explain(self, error: DatabaseError) -> Problem | None:
        """A plain sentence for what befell a save; None where it is a fault of the program."""
        fault = error.orig or error
        if not isinstance(fault, Exception) or not driver.is_of_the_file(fault):
            return None
        return driver.explain(self.path, fault)

    def _next_action(self, _connection: Connection) -> int:
        self._actions += 1
        return self._actions

    def _record(
        self, connection: Connection, act: Action, kind: str, of: str | None, place: str
    ) -> None:
        if kind == "do":  # what was undone before can no longer be redone
            undone = update(action_table).where(action_table.c.state == "undone")
            connection.execute(undone.values(state="dropped"))
        row = {
            "id": act.id,
            "at": now(),
            "label": act.label,
            "kind": kind,
            "of": of,
            "state": "done",
            "place": place,
            "number": self._next_action(connection),
        }
        connection.execute(insert(action_table), [row])

    @contextmanager
    def receiving(self) -> Iterator[Connection]:
        """A transaction that takes in others' changes: it writes the log as they wrote it, and
        the rows that follow from it, but no change of its own, and nobody saves meanwhile."""
        with self._transaction(in_action=True, alone=True) as connection:
            yield connection

    def follow_clock(self, theirs: int) -> bool:
        """Let later changes come after what was received; False if that clock is far ahead."""
        with self._writing:
            return self._clock.follow(theirs)

    def take_new_replica(self) -> str:
        """Go on under a new id, as a copy must: numbers already used elsewhere are never reused.

        What was written under the old id is held from now on as another replica's.
        """
        new = new_replica()
        with self.receiving() as connection:  # nobody may save under the old one meanwhile
            mine = select(sync_stream.c.id, sync_stream.c.seq).where(
                sync_stream.c.replica == self.replica, sync_stream.c.seq > 0
            )
            runs = [
                {"stream": row.id, "lo": 1, "hi": row.seq, "before": b""}
                for row in connection.execute(mine)
            ]
            if runs:
                connection.execute(insert(sync_held), runs)
            # No mark of an opening belongs to the new id yet.
            connection.execute(update(sync_self).values(replica=new, open_nonce=None))
        self.replica = new
        return new

    def set_person(self, uid: str) -> None:
        """Whose caseload this is: the author of every later change."""
        with self.local() as connection:
            connection.execute(update(sync_self).values(person=uid))
        self.person = uid

    def streams(self) -> dict[str, int]:
        """How many changes this replica has made in each partition."""
        with self.read() as connection:
            mine = sync_stream.c.replica == self.replica
            columns = (sync_stream.c.part, sync_stream.c.seq)
            rows = connection.execute(select(*columns).where(mine)).all()
        return {row.part: row.seq for row in rows}

    def checkpoint(self) -> None:
        """Fold the journal into the file; called when idle and before a copy is made.

        Raises Problem if the disk is full or the file cannot be written.
        """
        with self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            try:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except raw.Error as error:
                if not driver.is_of_the_file(error):
                    raise
                raise driver.explain(self.path, error) from error

    def rewrite(self) -> bool:
        """Write the whole file anew, so that its free room holds nothing of what was deleted or
        replaced; False where the disk has no room for that."""
        with self._writing, self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            try:
                raw.execute("VACUUM")
            except Exception as error:
                if driver.is_of_the_file(error):
                    return False
                raise
        self.checkpoint()
        return True

    def integrity_faults(self) -> list[str]:
        connection = driver.connect(self.path, self.key)
        try:
            return driver.integrity_faults(connection)
        finally:
            connection.close()

    def close(self) -> None:
        self.checkpoint()
        self.engine.dispose()


def create_store(path: Path, key: bytes, *, practice: bool = False) -> Store:
    """Make the encrypted file with all its tables. Raises Problem if one is already there."""
    if path.exists():
        raise Problem(
            f"There is already a file {path.name} in {path.parent}.",
            "Choose another name, or open the caseload that is there.",
        )
    connection = driver.connect(path, key, create=True)
    connection.close()
    engine = engine_for(path, key)
    with engine.connect().execution_options(writes=True) as writer, writer.begin():
        migrate.create_tables(writer)
        row = {"id": 1, "replica": new_replica(), "created_at": now(), "practice": int(practice)}
        writer.execute(insert(sync_self), [row])
    engine.dispose()
    return Store(path, key)


def open_store(path: Path, key: bytes) -> Store:
    """Open a caseload, upgrading an older one after copying it.

    Raises Problem for a newer or missing one, DamagedStore for one that cannot be read.
    """
    migrate.bring_up_to_date(path, key)
    return Store(path, key)


__all__ = ["Changes", "Store", "create_store", "now", "open_store"]
