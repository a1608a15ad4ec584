"""Backups from a script: made while the window may be open, restored beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from sif_desktop.cli.common import (
    Commands,
    command,
    never,
    own_file,
    passphrase,
    progress,
    show,
    store_of,
)


def add(commands: Commands) -> None:
    backup = command(
        commands,
        "backup",
        "Write a checked, encrypted backup: two files, the second ending in .key.",
        "sif backup anyshire.sif --out /media/stick/anyshire-backup.sif",
        _backup,
    )
    backup.add_argument("store", type=store_of, metavar="STORE")
    backup.add_argument("--out", required=True, type=Path, metavar="FILE")
    restore = command(
        commands,
        "restore",
        "Make a caseload from a backup, beside the one there is.",
        "sif restore anyshire-backup.sif --beside anyshire.sif",
        _restore,
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--beside", dest="store", required=True, type=Path, metavar="STORE")


def _backup(given: argparse.Namespace) -> None:
    from sif_desktop.services.recovery import back_up

    store = own_file(given.store, "be backed up from here")
    files = back_up(store, passphrase(given), given.out, progress, never)
    named = [str(file) for file in files]
    show(given, {"files": named}, f"Wrote {named[0]} and {named[1]}. A backup is both files.")


def _restore(given: argparse.Namespace) -> None:
    from sif_desktop.services.recovery import restore_beside

    made = restore_beside(given.file, passphrase(given), given.store, progress, never)
    show(given, {"store": str(made)}, f"Made {made}. Its passphrase is the backup's.")
