"""Where a live caseload may lie: on this computer's own drive, not in a synced or shared folder.

A sync program copies the file while it is being written and makes "conflicted copies" that can
only be thrown away; a network folder may drop locks; a stick is pulled out in the middle of a save
and its format keeps no journal. Each loses work silently.
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
    if on_removable(store):
        raise Problem(
            f"The folder {store.parent} is on a stick or card, which can be pulled out while the "
            "caseload is being saved.",
            _REMEDY,
        )


def synced_by(store: Path) -> str:
    """The name of the sync program that keeps this folder, or nothing."""
    # Documents is often a link into such a folder.
    for part in (*store.parent.absolute().parts, *_behind_links(store.parent).parts):
        lowered = part.lower()
        for mark, service in _SYNCED.items():
            # "OneDrive - Anyshire Council" is how the folder of an organisation is named, and
            # "OneDrive-Anyshire Council" on a Mac.
            if lowered == mark or lowered.startswith((mark + " ", mark + "-")):
                return service
    if any((folder / ".stfolder").exists() for folder in store.absolute().parents):
        return "Syncthing"
    return ""


def on_network(store: Path) -> bool:
    text = str(store)
    if text.startswith(("\\\\", "//")) or PureWindowsPath(text).drive.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        return _windows_drive_type(store) == _REMOTE
    return mounted(_behind_links(store.parent))[1] in _NETWORK


def on_removable(store: Path) -> bool:
    """Whether the drive is one that is pulled out: a memory stick or a card."""
    if sys.platform == "win32":
        return _windows_drive_type(store) == _REMOVABLE
    device, _ = mounted(_behind_links(store.parent))
    return device.startswith("/dev/") and is_removable(Path(device).name)


def _behind_links(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        return folder.absolute()


_REMOVABLE, _REMOTE = 2, 4  # Windows' own numbers


def _windows_drive_type(store: Path) -> int:
    import ctypes

    drive = _behind_links(store.parent).drive + "\\"
    return int(ctypes.windll.kernel32.GetDriveTypeW(drive))  # type: ignore[attr-defined]


def is_removable(device: str, disks: Path = Path("/sys/class/block")) -> bool:
    """Whether the system says so of the disk that this part of one ("sdb1") belongs to."""
    part = disks / device
    try:
        whole = part.resolve().parent if (part / "partition").exists() else part
        return (whole / "removable").read_text(encoding="ascii").strip() == "1"
    except (OSError, ValueError):
        return False


def mounted(folder: Path, mounts: Path = Path("/proc/mounts")) -> tuple[str, str]:
    """Device and type of the file system `folder` is in; both empty where not known."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "", ""
    best, found = "", ("", "")
    for line in lines:
        parts = line.split()
        if len(parts) > 2:
            point = parts[1].replace("\\040", " ")
            inside = str(folder) == point or str(folder).startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(best):
                best, found = point, (parts[0], parts[2])
    return found


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
