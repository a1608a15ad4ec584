"""A name that a virus scanner or an indexer holds: waited for, then given up without a trace."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup, restore
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.store import Store
from sif_desktop.sync.undoing import swap_in


class Held(PermissionError):
    """As Windows says it of a file another program has open, without letting others in."""

    def __init__(self, code: int) -> None:
        super().__init__(errno.EACCES, "held")
        self.winerror = code


def a_backup(store: Store) -> object:
    return backup.make(store.path, store.key, Why.ASKED)


def a_restore(store: Store) -> object:
    (found,) = backup.backups(backup.folder_of(store.path), store.path.stem)
    return restore.restore(found.path, store.path.with_name("Again.sif"), store.key)


def an_undoing(store: Store) -> object:
    beside = store.path.with_name("beside.tmp")
    if not beside.exists():
        backup.copy_to(store.path, store.key, beside)
    return swap_in(store.path, beside, "before undo")


def lying(folder: Path) -> set[str]:
    return {f.name for f in folder.rglob("*") if not f.name.endswith(("-shm", "-wal"))}


@pytest.mark.parametrize("code", [5, 32])
@pytest.mark.parametrize("work", [a_backup, a_restore, an_undoing])
def test_what_is_held_for_a_moment_is_waited_for_and_what_stays_held_is_given_up(
    store, monkeypatch, work, code
):
    a_backup(store)
    if work is an_undoing:
        backup.copy_to(store.path, store.key, store.path.with_name("beside.tmp"))
        store.close()
    before, content = lying(store.path.parent), store.path.read_bytes()
    really, tries = Path.replace, []

    def held(part: Path, target: Path) -> Path:
        tries.append(part)
        raise Held(code)

    monkeypatch.setattr(backup, "_PATIENCE_S", 0.2)
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Problem, match="could be written") as told:
        work(store)
    assert "as it was" in told.value.hint and len(tries) > 1
    assert lying(store.path.parent) == before
    assert store.path.read_bytes() == content and key_path(store.path).exists()

    def held_twice(part: Path, target: Path) -> Path:
        tries.append(part)
        if len(tries) <= 2:
            raise Held(code)
        return really(part, target)

    tries.clear()
    monkeypatch.setattr(backup, "_PATIENCE_S", 5)
    monkeypatch.setattr(Path, "replace", held_twice)
    work(store)
    assert len(tries) > 2
