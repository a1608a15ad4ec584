"""Noticing that a caseload was copied, moved or put back by hand, and going on under a new id.

Each opening writes a fresh mark into the caseload and into a small file outside it, which no
backup holds. Where the two do not agree, this is not the file that was last open here.
"""

from __future__ import annotations

import hashlib
import json
import platform
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select, update

from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import sync_self


def check(store: Store, folder: Path, machine: str = "") -> bool:
    """Renew the mark; True where a new replica id had to be taken."""
    machine = machine or this_machine()
    with store.read() as connection:
        mark = connection.execute(select(sync_self.c.open_nonce)).scalar()
    moved = bool(mark) and not _agrees(_file(folder, store.replica), str(mark), machine)
    if moved:
        with suppress(OSError):
            _file(folder, store.replica).unlink(missing_ok=True)
        store.take_new_replica()
    new = secrets.token_hex(16)
    # The file first, with both marks: whichever of the two writes a crash prevents, they agree.
    before = [mark] if mark and not moved else []
    with suppress(OSError):  # a folder that cannot be written: the mark before stays in force
        _write(_file(folder, store.replica), [*before, new], machine)
        with store.local() as connection:
            connection.execute(update(sync_self).values(open_nonce=new))
        _write(_file(folder, store.replica), [new], machine)
    return moved


def this_machine() -> str:
    """Something that differs between two laptops made from one disk image, and stays the same in
    and out of a docking station: the computer's name with the id its system was given."""
    return hashlib.sha256(f"{platform.node()} {_system_id()}".encode()).hexdigest()[:16]


def _system_id() -> str:
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE,
                r"SOFTWARE\Microsoft\Cryptography",
                0,
                winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
            ) as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _file(folder: Path, replica: str) -> Path:
    return folder / f"{replica}.json"


def _agrees(file: Path, mark: str, machine: str) -> bool:
    try:
        said = json.loads(file.read_text(encoding="ascii"))
        return mark in said["marks"] and said["machine"] == machine
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _write(file: Path, marks: list[str], machine: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps({"marks": marks, "machine": machine}), encoding="ascii")
    part.replace(file)
