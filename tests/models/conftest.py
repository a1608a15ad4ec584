"""A real encrypted store in a temporary folder, opened with a cheap derivation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.people import officer

CHEAP = keyfile.Cost(n=2**10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "Anyshire.sif"
    made = create_store(path, keyfile.create(path, "correct horse", cost=CHEAP))
    with made.action("Began", undoable=False) as act:
        me = act.create(officer, TEAM, name="Alex Officer")
    made.set_person(me)
    yield made
    made.close()
