"""Opening the encrypted file with the bare driver, quickly and with plain words when it fails.

Imports no SQLAlchemy: the first lists are on screen before that is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

CACHE_KIB = 64 * 1024


class DamagedStore(Problem):
    def __init__(self, path: Path, what: str = "") -> None:
        super().__init__(
            f"The caseload {path.name} cannot be read: it is damaged, or it is not a caseload."
            + (f" ({what})" if what else ""),
            "Leave it where it is and open the newest copy of its two files that you have kept.",
        )


def connect(path: Path, key: bytes, *, create: bool = False) -> Any:
    """An open connection in WAL mode, every commit on disk before it returns.

    Raises Problem if the file is missing, DamagedStore if the key does not fit or the file is not
    a caseload.
    """
    import sqlcipher3.dbapi2 as driver

    if len(key) != 32:
        # The cipher silently takes a key of another length for a passphrase.
        raise ValueError("a data key is 32 bytes")
    if not create and not path.exists():
        raise Problem(
            f"There is no caseload {path.name} in {path.parent}.",
            "It may have been moved or renamed, or the drive is not connected.",
        )
    try:
        connection = driver.connect(str(path), check_same_thread=False, isolation_level=None)
    except driver.Error as error:
        raise Problem(
            f"The caseload {path.name} cannot be opened in {path.parent}.",
            "Check that the folder exists and that you may write in it.",
        ) from error
    try:
        _prepare(connection, key)
    except driver.DatabaseError as error:
        connection.close()
        raise explain(path, error) from error
    return connection


def connect_to_read(path: Path, key: bytes) -> Any:
    """An open connection that writes nothing, not even a journal: for copies to be looked at.

    Raises Problem if the file is missing, DamagedStore if the key does not fit or it is damaged.
    """
    import sqlcipher3.dbapi2 as driver

    if not path.exists():
        raise Problem(f"There is no file {path.name} in {path.parent}.", "Is the drive connected?")
    try:
        connection = driver.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
            isolation_level=None,
        )
    except driver.Error as error:
        raise Problem(f"The file {path.name} cannot be opened.", "Is the drive there?") from error
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA temp_store = MEMORY")
    except driver.DatabaseError as error:
        connection.close()
        raise DamagedStore(path) from error
    return connection


def _prepare(connection: Any, key: bytes) -> None:
    run = connection.execute
    run("PRAGMA cipher_log_level = NONE")  # before the key, or a wrong key prints on stderr
    run(f"PRAGMA key = \"x'{key.hex()}'\"")
    run("SELECT count(*) FROM sqlite_master").fetchone()  # the test of the key
    run("PRAGMA journal_mode = WAL")
    run("PRAGMA synchronous = FULL")  # NORMAL may lose the last commits on power loss
    run("PRAGMA foreign_keys = ON")
    run(f"PRAGMA cache_size = -{CACHE_KIB}")
    run("PRAGMA temp_store = MEMORY")
    run("PRAGMA wal_autocheckpoint = 0")  # a checkpoint is made when idle, never in a save
    run("PRAGMA busy_timeout = 5000")


def explain(path: Path, error: Exception) -> Problem:
    """A plain sentence for what the driver said."""
    words = str(error)
    if "readonly" in words or "read-only" in words:
        return Problem(
            f"The caseload {path.name} is read-only, so nothing could be saved in it.",
            "Make the file and its folder writable, or move the caseload to another folder.",
        )
    if "full" in words:
        return disk_full(path)
    if "locked" in words:
        return Problem(
            f"Another program holds the caseload {path.name}, so the last step was not saved.",
            "Wait a moment and do it again; everything before it is safe.",
        )
    if "unable to open" in words:
        return Problem(
            f"The folder of the caseload {path.name} cannot be written in.",
            "Move the caseload to a folder on this computer's own drive.",
        )
    return DamagedStore(path)


def is_of_the_file(error: Exception) -> bool:
    """Whether the driver complains of the file or the disk, not of what it was asked."""
    words = str(error)
    marks = (
        "readonly",
        "read-only",
        "full",
        "locked",
        "unable to open",
        "malformed",
        "not a database",
        "I/O",
    )
    return any(mark in words for mark in marks)


def disk_full(path: Path) -> Problem:
    return Problem(
        f"The disk that holds {path.name} is full, so the last step was not saved.",
        "Free some space and do it again; everything before it is safe.",
    )


def integrity_faults(connection: Any) -> list[str]:
    """What is wrong with the file, worst first; empty when it is whole.

    The cipher's check comes first: it names the damaged page, after which the ordinary check
    would report hundreds.
    """
    faults: Iterable[Any] = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    found = [str(row[0]) for row in faults]
    if found:
        return found
    quick = [str(row[0]) for row in connection.execute("PRAGMA quick_check").fetchall()]
    return [] if quick == ["ok"] else quick
