"""Backups of the open caseload: made by the clock and on request, kept by age, carried to a second
place, rehearsed, and restored beside it.

Everything here may run beside the officer's work: it reads through a connection of its own.
"""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sqlalchemy import delete, insert, select

from sif_desktop.domain import backup_schedule
from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup, driver, restore
from sif_desktop.models.backup import Backup, IsCancelled, Progress, never, silent
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.tables.log import setting
from sif_desktop.services.backup_rows import (
    BackupRow,
    Rehearsal,
    Round,
    SecondPlace,
    Standing,
    row_of,
    short_day,
)
from sif_desktop.services.selfcheck import faults_of
from sif_desktop.sync.files import write_whole

if TYPE_CHECKING:
    from sif_desktop.models.store import Store
    from sif_desktop.services.context import Context

_SECOND, _REHEARSED = "backup.second_place", "backup.rehearsed"


def make(
    store: Store, why: Why, progress: Progress = silent, cancelled: IsCancelled = never
) -> Backup:
    """A checked backup of an open caseload. Raises as `models.backup.make` does."""
    return backup.make(store.path, store.key, why, progress=progress, cancelled=cancelled)


def before_a_step(
    store: Store, why: Why, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> None:
    """The caseload as it stood before the action under way, which is not yet in the file: others
    see none of it until it is whole. So what changes nothing needs no backup.

    Raises as `make` does; the action is then given up. The office's server has backups of its own.
    """
    if store.on_server:
        return
    made = make(store, why, progress or silent, cancelled or never)
    backup.tidy(made.path.parent, store.path.stem)


class BackupService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._one_at_a_time = threading.RLock()

    # What there is -----------------------------------------------------------------------------

    def folder(self) -> Path:
        return backup.folder_of(self._store.path)

    def rows(self) -> tuple[BackupRow, ...]:
        """Every backup in either place, newest first."""
        if self._store.on_server:
            return ()
        name = self._store.path.stem
        first = backup.backups(self.folder(), name)
        known = {found.path.name for found in first}
        place = self._second_folder()
        second = [b for b in backup.backups(place, name) if b.path.name not in known]
        rows = [self._row(b) for b in first] + [self._row(b, second=True) for b in second]
        return tuple(sorted(rows, key=lambda row: row.at, reverse=True))

    def standing(self) -> Standing:
        return Standing(self.folder(), self.rows(), self.second_place(), self.rehearsal())

    def _row(self, found: Backup, *, second: bool = False) -> BackupRow:
        return row_of(found, self._store.key, second=second)

    # Making ------------------------------------------------------------------------------------

    def make(
        self, why: Why = Why.ASKED, progress: Progress = silent, cancelled: IsCancelled = never
    ) -> BackupRow:
        """Make a checked backup now and remove those too old to be kept.

        Raises Problem if it cannot be written or trusted, DamagedStore if the caseload itself is
        damaged, Cancelled on Cancel; the caseload is as it was then.
        """
        self._refuse_server()
        with self._one_at_a_time:
            made = make(self._store, why, progress, cancelled)
            backup.tidy(self.folder(), self._store.path.stem)
        return self._row(made)

    def copy_to(
        self, path: Path, progress: Progress = silent, cancelled: IsCancelled = never
    ) -> tuple[Path, Path]:
        """A checked backup at a place of one's own choosing; gives its two files."""
        self._refuse_server()
        backup.copy_to(
            self._store.path, self._store.key, path, progress=progress, cancelled=cancelled
        )
        return path, key_path(path)

    def round(self, progress: Progress = silent, cancelled: IsCancelled = never) -> Round:
        """What is due now: a backup, a copy to the second place, the monthly rehearsal."""
        with self._one_at_a_time:
            made = self.make(Why.ROLLING, progress, cancelled) if self._is_due() else None
            words = self.carry(progress, cancelled) if self._second_is_due() else ""
            if self._rehearsal_is_due():
                held = self.rehearse(progress, cancelled)
                if held.faults:
                    words = f"Restoring a backup was rehearsed and failed: {held.faults[0]}"
            return Round(made, words)

    def round_is_due(self) -> bool:
        """Whether `round` would do anything; quick enough to ask every few minutes."""
        if self._store.on_server:
            return False
        return self._is_due() or self._second_is_due() or self._rehearsal_is_due()

    def _refuse_server(self) -> None:
        if self._store.on_server:
            raise Problem(
                "The office store is not backed up from here.",
                "Whoever looks after the server does it there, for everybody.",
            )

    def _is_due(self) -> bool:
        held = backup.backups(self.folder(), self._store.path.stem)
        rolling = [found for found in held if not found.why.before_a_step]
        changed = not rolling or self._state() != backup.about(rolling[0].path, self._key()).state
        return backup_schedule.is_due([found.at for found in rolling], _now(), changed=changed)

    def _second_is_due(self) -> bool:
        place, newest = self.second_place(), self._newest()
        if place is None or not place.there or newest is None:
            return False
        return place.newest is None or place.newest.date() < _now().date()

    def _rehearsal_is_due(self) -> bool:
        last = self.rehearsal()
        due = backup_schedule.rehearsal_due(last.at if last else None, _now())
        return due and self._newest() is not None

    def _state(self) -> str:
        connection = driver.connect(self._store.path, self._key())
        try:
            return backup.state_of(connection)
        finally:
            connection.close()

    def _key(self) -> bytes:
        return self._store.key

    def _newest(self) -> Backup | None:
        """The newest that can be read."""
        held = backup.backups(self.folder(), self._store.path.stem)
        return next((b for b in held if not backup.about(b.path, self._key()).fault), None)

    # The second place --------------------------------------------------------------------------

    def second_place(self) -> SecondPlace | None:
        chosen = self._setting(_SECOND)
        if not chosen:
            return None
        folder = Path(chosen)
        held = backup.backups(self._second_folder(), self._store.path.stem)
        there = folder.is_dir()
        return SecondPlace(folder, there, held[0].at if held else None, self._same_drive(folder))

    def set_second_place(self, folder: Path | None) -> None:
        """Carry backups to `folder` from now on (None: nowhere). Any folder will do, also a synced
        one or a share: what lies there is never open. Raises Problem for the caseload's own."""
        if folder is not None:
            own = self._store.path.parent.resolve()
            if not folder.is_dir():
                raise Problem(f"There is no folder {folder}.", "Choose one that is there.")
            if folder.resolve() in (own, self.folder().resolve()):
                raise Problem(
                    "That is the folder of the caseload itself.",
                    "Choose one on a stick, a share or another drive.",
                )
        self._set(_SECOND, str(folder or ""))

    def carry(self, progress: Progress = silent, cancelled: IsCancelled = never) -> str:
        """Carry the newest backup to the second place and say when it is safe to remove.

        It is written aside, put on the disk, read back and only then given its name. Raises Problem
        if the place is not there, full, read-only or goes away; nothing half-written counts then.
        """
        self._refuse_server()
        place = self.second_place()
        if place is None:
            raise Problem("There is no second place yet.", "Choose a folder on a stick or a share.")
        if not place.there:
            raise Problem(
                f"The second place {place.folder} is not there.",
                "Put the stick in or connect the share, and do it again.",
            )
        with self._one_at_a_time:
            newest = self._newest()
            if newest is None:
                raise Problem("There is no backup yet.", "Make one first.")
            folder = self._second_folder()
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                raise backup.cannot_write(folder, full=False) from error
            name = self._store.path.stem
            backup.sweep(folder, name)
            if not (folder / newest.path.name).exists():
                for file in (key_path(newest.path), newest.path):  # a store last: then it counts
                    _carry_file(file, folder / file.name, progress, cancelled)
            backup.tidy(folder, name)
        return (
            f"The backup lies in {place.folder} too and was read back whole. It is safe to remove."
        )

    def _second_folder(self) -> Path:
        """Named for this caseload alone: a share may hold those of a colleague of that name."""
        chosen = self._setting(_SECOND)
        mark = hashlib.sha256(b"second place" + self._key()).hexdigest()[:8]
        return Path(chosen or self.folder()) / f"{self._store.path.stem} backups {mark}"

    def _same_drive(self, folder: Path) -> bool:
        try:
            return folder.stat().st_dev == self._store.path.stat().st_dev
        except OSError:
            return False

    # Restoring ---------------------------------------------------------------------------------

    def restored_name(self, row: BackupRow) -> Path:
        """Where a restored caseload is offered to lie: beside this one."""
        return restore.free_name(self._store.path, f"restored {short_day(row.at)}")

    def restore(
        self,
        row: BackupRow,
        to: Path,
        progress: Progress = silent,
        cancelled: IsCancelled = never,
    ) -> Path:
        """A backup as a caseload of its own at `to`, opened by today's passphrase.

        Raises Problem for a name taken, an unsafe folder, a damaged backup or a full disk;
        nothing is left then, and the open caseload is never touched.
        """
        with self._one_at_a_time:
            restore.restore(
                row.path,
                to,
                self._key(),
                key_file=key_path(self._store.path),
                progress=progress,
                cancelled=cancelled,
            )
        return to

    def rehearse(self, progress: Progress = silent, cancelled: IsCancelled = never) -> Rehearsal:
        """Restore the newest backup to a scratch place, check all of it, and keep the result."""
        self._refuse_server()
        with self._one_at_a_time:
            held = backup.backups(self.folder(), self._store.path.stem)
            if not held:
                raise Problem("There is no backup to rehearse with.", "Make one first.")
            newest = held[0]
            try:
                with restore.rehearsed(newest.path, self._key(), progress, cancelled) as scratch:
                    progress(0, 0, "Comparing every record with its log")
                    faults = tuple(faults_of(scratch))
            except Problem as problem:
                faults = (str(problem),)
            result = Rehearsal(_now(), newest.at, faults)
            said = {
                "at": result.at.isoformat(),
                "backup_of": newest.at.isoformat(),
                "faults": list(faults[:20]),
            }
            self._set(_REHEARSED, json.dumps(said))
        return result

    def rehearsal(self) -> Rehearsal | None:
        """The last one."""
        kept = self._setting(_REHEARSED)
        if not kept:
            return None
        said = json.loads(kept)
        at, of = (datetime.fromisoformat(said[name]) for name in ("at", "backup_of"))
        return Rehearsal(at, of, tuple(said["faults"]))

    # What is remembered ------------------------------------------------------------------------

    def _setting(self, name: str) -> str:
        with self._store.read() as connection:
            query = select(setting.c.value).where(setting.c.name == name)
            return connection.execute(query).scalar() or ""

    def _set(self, name: str, value: str) -> None:
        with self._store.local() as connection:
            connection.execute(delete(setting).where(setting.c.name == name))
            connection.execute(insert(setting), [{"name": name, "value": value}])


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _carry_file(source: Path, target: Path, told: Progress, cancelled: IsCancelled) -> None:
    def fill(file: IO[bytes]) -> None:
        for block in restore.blocks(source, told, cancelled):
            file.write(block)

    write_whole(target, fill)
