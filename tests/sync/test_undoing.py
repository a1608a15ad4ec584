"""Undoing what was received keeps one's own later work and loses nothing of others'."""

from __future__ import annotations

import pytest

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup, keyfile
from sif_desktop.models.store import Store
from sif_desktop.models.tables.visits import visit
from sif_desktop.sync.undoing import swap_in, without_received
from tests.models.conftest import CHEAP
from tests.sync.replicas import VISIT, begin, check, give, tables_of


def test_undoing_what_was_received_keeps_ones_own_later_work(new, tmp_path):
    store = new()
    keyfile.create(store.path, "correct horse", cost=CHEAP)  # its data key is never asked for here
    begin(store)
    other = new()
    give(store, other)
    before = backup.make(store.path, store.key, Why.RECEIVE)
    with other.action("Theirs") as act:
        act.update(visit, VISIT, title="Theirs")
    give(other, store)
    with store.action("Mine") as act:
        act.update(visit, VISIT, summary="My later work.")
    undone = without_received(store, before.path, tmp_path / "undone.sif")
    check(undone)
    shown = tables_of(undone)["visit"][0]
    assert (shown["title"], shown["summary"]) == ("Core visit", "My later work.")
    give(other, undone)  # it comes again with their next file, and nothing is lost
    assert tables_of(undone)["visit"][0]["title"] == "Theirs"
    check(undone)
    undone.close()
    with store.read() as connection:  # as a backup that is under way
        connection.execute(visit.select()).all()
        with pytest.raises(Problem, match="still being read"):
            swap_in(store.path, tmp_path / "undone.sif", "before undo")
    store.close()
    aside = swap_in(store.path, tmp_path / "undone.sif", "before undo")
    assert aside.name == f"{store.path.stem} before undo.sif"
    again = Store(store.path, store.key)
    assert tables_of(again)["visit"][0]["summary"] == "My later work."
    again.engine.dispose()
