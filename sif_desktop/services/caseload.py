"""Making, opening, locking and re-keying a caseload.

Unlocking uses the bare driver: the first lists are on screen before SQLAlchemy is loaded, which
`Opened.services` does when it is first asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop import paths
from sif_desktop.domain.errors import Problem
from sif_desktop.models import driver, firstlists, keyfile, place
from sif_desktop.models.driver import DamagedStore
from sif_desktop.models.keyfile import BadKeyFile

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.services.bootstrap import Services

SUFFIX = ".sif"
SHORTEST_PASSPHRASE = 10


@dataclass(frozen=True, slots=True)
class NewCaseload:
    """What the three steps of the first run ask for."""

    path: Path
    officer: str
    pack: str
    passphrase: str = field(repr=False)
    job_title: str = ""
    email: str = ""
    authority: str = ""  # empty: the pack's own name for it
    recovery_code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FirstLists:
    """What is on screen first: rows of `firstlists.SCHOOLS`, `OPEN_VISITS` and `OPEN_TASKS`."""

    schools: list[tuple[Any, ...]]
    visits: list[tuple[Any, ...]]
    tasks: list[tuple[Any, ...]]


class Opened:
    """An unlocked caseload. `services` are built when first asked for, on whatever thread asks.

    Opened only for `reading`, its file stays as it is: this opening leaves no mark in it, and what
    was being typed when it was last open waits for the next.
    """

    address = ""  # it is a file of this computer's own; see `office.OpenedOffice`

    def __init__(
        self,
        path: Path,
        key: bytes,
        registry: Registry,
        today: Callable[[], date],
        *,
        practice: bool = False,
        reading: bool = False,
    ) -> None:
        self.path = path
        self.key = key
        self.practice = practice
        self._reading = reading
        self.needs_check = _ended_uncleanly(path)
        self._registry = registry
        self._today = today
        self._services: Services | None = None
        self._building = threading.Lock()
        self.was_copied = False  # known once the services are built: worth one line to the officer
        self._lock = place.StoreLock(path)
        self._lock.take()

    @property
    def loaded(self) -> bool:
        """Whether the services stand ready."""
        return self._services is not None

    @property
    def services(self) -> Services:
        with self._building:
            if self._services is None:
                if not self.key:
                    raise Problem("This caseload has been locked.", "Open it again to go on.")
                from sif_desktop.models.store import open_store
                from sif_desktop.services.bootstrap import Services
                from sif_desktop.sync import clones

                store = open_store(self.path, self.key)
                if not self._reading:
                    # A copy goes on under an id of its own, or colleagues would drop its work.
                    self.was_copied = clones.check(store, paths.marks())
                self._services = Services(store, self._registry, self._today)
            return self._services

    def first_lists(self, newest: int = 200) -> FirstLists:
        connection = driver.connect(self.path, self.key)
        today = self._today().isoformat()
        try:
            return FirstLists(
                firstlists.fetch(connection, firstlists.SCHOOLS, today=today),
                firstlists.fetch(connection, firstlists.OPEN_VISITS, most=newest),
                firstlists.fetch(connection, firstlists.OPEN_TASKS, most=newest),
            )
        except Exception as error:
            raise driver.explain(self.path, error) from error
        finally:
            connection.close()

    def faults(self) -> list[str]:
        """What is wrong with the file; empty when it is whole."""
        connection = driver.connect(self.path, self.key)
        try:
            return driver.integrity_faults(connection)
        finally:
            connection.close()

    def close(self) -> None:
        """Settle what is being typed, fold the journal in, free the file and forget the key."""
        try:
            if self._services is not None:
                from sif_desktop.models import drafts

                store = self._services.context.store
                if not self._reading:
                    drafts.settle_all(store)
                store.close()
        finally:
            self._services = None
            self.key = b""
            self._lock.free()


def create(
    new: NewCaseload,
    registry: Registry,
    today: Callable[[], date],
    *,
    cost: keyfile.Cost = keyfile.STANDARD,
    practice: bool = False,
) -> Opened:
    """Make the two files of a caseload and open it.

    Raises Problem for an unsafe folder, a name already taken, a weak passphrase or a full disk;
    nothing is left behind then.
    """
    path = new.path
    place.refuse_unsafe_folder(path)
    if path.exists() or keyfile.key_path(path).exists():
        raise Problem(
            f"There is already a caseload {path.name} in {path.parent}.",
            "Choose another name, or open the one that is there.",
        )
    pack = registry.get(new.pack)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        key = keyfile.create(path, new.passphrase, new.recovery_code, cost)
        _fill(new, key, pack.version, new.authority or pack.authority, practice)
    except OSError as error:
        _remove(path)
        raise Problem(
            f"The caseload could not be made in {path.parent}.",
            "Check that the folder may be written in and that the disk is not full.",
        ) from error
    except Exception:
        _remove(path)
        raise
    return Opened(path, key, registry, today, practice=practice)


def _fill(new: NewCaseload, key: bytes, version: str, name: str, practice: bool) -> None:
    from sif_desktop.models.changes import TEAM
    from sif_desktop.models.ids import new_uid
    from sif_desktop.models.store import create_store
    from sif_desktop.models.tables.people import authority, officer
    from sif_desktop.sync import keys

    store = create_store(new.path, key, practice=practice)
    me = new_uid()
    store.set_person(me)
    with store.action("Began the caseload", undoable=False) as act:
        act.create(officer, TEAM, me, name=new.officer, job_title=new.job_title, email=new.email)
        act.create(authority, TEAM, name=name, pack=new.pack, pack_version=version)
    keys.own_keys(store)  # so that there is a card to give to colleagues
    store.close()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".key", ".key.part"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def unlock(
    path: Path,
    passphrase: str,
    registry: Registry,
    today: Callable[[], date],
    *,
    by_code: bool = False,
    practice: bool = False,
    reading: bool = False,
) -> Opened:
    """Open a caseload by its passphrase, or by its recovery code; `reading` as `Opened` says.

    Raises WrongPassphrase, or Problem when it is damaged, newer, already open or in an unsafe
    folder.
    """
    place.refuse_unsafe_folder(path)
    if not path.exists():
        raise Problem(
            f"There is no caseload {path.name} in {path.parent}.",
            "It may have been moved or renamed, or the drive is not connected.",
        )
    find_key = keyfile.unlock_with_code if by_code else keyfile.unlock
    key = find_key(path, passphrase)
    return Opened(path, key, registry, today, practice=practice, reading=reading)


def change_passphrase(opened: Opened, old: str, new: str) -> None:
    """Raises WrongPassphrase if `old` does not open it, Problem if `new` is too weak."""
    keyfile.unlock(opened.path, old)
    weakness = why_weak(new)
    if weakness:
        raise Problem(weakness, "Four unrelated words make a good passphrase.")
    keyfile.change_passphrase(opened.path, opened.key, new)


def new_recovery_code(opened: Opened) -> str:
    """Make a new code to print; the one printed before no longer works."""
    code = keyfile.new_recovery_code()
    keyfile.set_recovery_code(opened.path, opened.key, code)
    return code


def make_recovery_code() -> str:
    """A code to show before the caseload is made."""
    return keyfile.new_recovery_code()


def has_recovery(path: Path) -> bool:
    return keyfile.has_recovery(path)


def why_weak(passphrase: str) -> str:
    """Why a passphrase is not accepted; empty when it is."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return f"A passphrase has at least {SHORTEST_PASSPHRASE} characters."
    if len(set(passphrase.lower())) < 5:
        return "This passphrase repeats the same few characters."
    return ""


def strength(passphrase: str) -> tuple[int, str]:
    """A hint from 0 (none) to 4 (strong), with the word for it: length counts most."""
    if not passphrase:
        return 0, ""
    if why_weak(passphrase):
        return 1, "Too weak"
    words = len(passphrase.split())
    kinds = sum(
        any(test(c) for c in passphrase) for test in (str.islower, str.isupper, str.isdigit)
    )
    points = len(passphrase) + 3 * max(words - 1, 0) + 2 * kinds
    if points < 18:
        return 2, "Fair: longer is better"
    return (3, "Good") if points < 28 else (4, "Strong")


def _ended_uncleanly(path: Path) -> bool:
    """A journal left beside the file means the program did not close it."""
    journal = path.with_name(path.name + "-wal")
    return journal.exists() and journal.stat().st_size > 0


__all__ = ["BadKeyFile", "DamagedStore", "NewCaseload", "Opened", "create", "unlock"]
