"""A caseload with work in it, its backups, and what is left in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.models import backup, drafts, restore
from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import Store
from sif_desktop.models.tables.providers import provider

SECRET = "Quagmire Hollow Primary"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def work(store: Store) -> Store:
    """With a school, something half typed, and the newest work in the journal only."""
    with store.action("Added") as act:
        act.create(provider, TEAM, name=SECRET, note="Zebediah was absent " * 200)
    drafts.save(store, "provider", "x" * 32, "note", "Zebediah is back")
    return store


def made(store: Store, **more: object) -> backup.Backup:
    return backup.make(store.path, store.key, Why.ASKED, **more)


def restored(store: Store, found: backup.Backup, to: str = "Again.sif") -> Store:
    path = store.path.with_name(to)
    restore.restore(found.path, path, store.key)
    return Store(path, store.key)


def left_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} if folder.exists() else set()
