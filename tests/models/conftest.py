"""A real encrypted store in a temporary folder, opened with a cheap derivation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import Store
from sif_desktop.models.tables.people import officer
from tests.caseloads import CHEAP, new_caseload

__all__ = ["CHEAP", "store"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "Anyshire.sif"
    made = new_caseload(path, "correct horse")
    with made.action("Began", undoable=False) as act:
        me = act.create(officer, TEAM, name="Alex Officer")
    made.set_person(me)
    yield made
    made.close()
