"""New caseloads for tests: copies of one that `create_store` made, because making its tables takes
longer than most tests."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import update

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.ids import new_replica
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.log import sync_self

PACKS = Path(__file__).resolve().parents[1] / "resources" / "frameworks"
CHEAP = keyfile.Cost(n=2**10)


def new_caseload(path: Path, passphrase: str = "four plain words here") -> Store:
    """An empty caseload and its key file at `path`, with a replica id of its own."""
    made, key = _made(passphrase)
    shutil.copyfile(made, path)
    shutil.copyfile(key_path(made), key_path(path))
    store = Store(path, key)
    with store.local() as connection:
        connection.execute(update(sync_self).values(replica=new_replica()))
    store.engine.dispose()
    return Store(path, key)


@cache
def shipped_packs() -> Registry:
    """The shipped rulebooks, read once in a process; nothing is written there."""
    return Registry([PACKS])


@cache
def _made(passphrase: str) -> tuple[Path, bytes]:
    """One in the home of this process's tests, which goes with it."""
    path = Path(tempfile.mkdtemp(dir=Path.home())) / "made.sif"
    key = keyfile.create(path, passphrase, cost=CHEAP)
    create_store(path, key).close()
    return path, key
