"""Where a live caseload may lie: on this computer's own drive, not in a synced or shared folder.

A sync program copies the file while it is being written and makes "conflicted copies" that can
only be thrown away; a network folder may drop locks. Either loses work silently.
"""

from __future__ import annotations

import sys
from pathlib import Path, PureWindowsPath

from sif_desktop.domain.errors import Problem

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "syncthing": "Syncthing",
}
_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "davfs",
    "afpfs",
    "9p",
}
_REMEDY = (
    "Choose a folder on this computer's own drive. To work with others or to keep a copy, "
    "use a backup or an exchange file: those may lie anywhere."
)


def refuse_unsafe_folder(store: Path) -> None:
    """Raise Problem if `store` lies where a live caseload would be damaged or lost."""
    service = synced_by(store)
    if service:
        raise Problem(
            f"The folder {store.parent} is copied by {service} while the caseload is open, "
            "and that can destroy it.",
            _REMEDY,
        )
    if on_network(store):
        raise Problem(
            f"The folder {store.parent} is on a network drive, where a lost connection can "
            "destroy an open caseload.",
            _REMEDY,
        )


def synced_by(store: Path) -> str:
    """The name of the sync program that keeps this folder, or nothing."""
    for part in store.parent.absolute().parts:
        lowered = part.lower()
        for mark, service in _SYNCED.items():
            # "OneDrive - Anyshire Council" is how the folder of an organisation is named.
            if lowered == mark or lowered.startswith(mark + " "):
                return service
    if any((folder / ".stfolder").exists() for folder in store.absolute().parents):
        return "Syncthing"
    return ""


def on_network(store: Path) -> bool:
    text = str(store)
    if text.startswith(("\\\\", "//")) or PureWindowsPath(text).drive.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        return _windows_remote_drive(store)
    return _mounted_as(store.absolute().parent) in _NETWORK


def _windows_remote_drive(store: Path) -> bool:
    import ctypes

    remote = 4
    drive = store.absolute().drive + "\\"
    return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == remote)  # type: ignore[attr-defined]


def _mounted_as(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The file system type of the longest mount point above `folder`; empty where not known."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        parts = line.split()
        if len(parts) > 2:
            point = parts[1].replace("\\040", " ")
            inside = str(folder) == point or str(folder).startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(best):
                best, kind = point, parts[2]
    return kind


class StoreLock:
    """Keeps a second window from opening the same caseload; freed if the program dies."""

    def __init__(self, store: Path) -> None:
        from filelock import FileLock  # the passphrase is asked for before this is loaded

        self._store = store
        self._lock = FileLock(str(store) + ".lock")

    def take(self) -> None:
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Problem(
                f"The caseload {self._store.name} is already open in another window.",
                "Go to that window, or close it and try again.",
            ) from None
        except OSError as error:
            raise Problem(
                f"The folder {self._store.parent} cannot be written in.",
                "Make it writable, or move the caseload to another folder.",
            ) from error

    def free(self) -> None:
        self._lock.release()
