"""Bulk writes are written quickly and logged exactly as single ones are."""

import pytest
from sqlalchemy import func, select

from sif_desktop.models import bulk, keyfile, rebuild
from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.log import sync_change, sync_op
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.undo import UndoStack


@pytest.fixture
def store(tmp_path):
    made = create_store(tmp_path / "bulk.sif", b"k" * keyfile.KEY_BYTES)
    yield made
    made.close()


def _schools(count: int, **more: str) -> list[dict[str, str]]:
    return [{"uid": f"s{n:04}", "urn": f"{100000 + n}", "name": f"School {n}"} | more
            for n in range(count)]  # fmt: skip


def _faults(store: Store) -> list[str]:
    with store.read() as connection:
        return rebuild.disagreements(connection)


def _live(store: Store) -> dict[str, str]:
    with store.read() as connection:
        query = select(provider.c.uid, provider.c.name).where(provider.c.x_gone == 0)
        return {row.uid: row.name for row in connection.execute(query)}


def test_bulk_rows_rebuild_from_the_log_and_their_digests_agree(store):
    with store.action("Imported") as act:
        assert bulk.create_many(act, provider, TEAM, _schools(1203)) == 1203
        act.create(provider, TEAM, "zz", name="By hand in the same action")
    with store.action("Imported again") as act:
        wanted = {f"s{n:04}": {"name": f"Renamed {n}"} for n in range(700)}
        assert bulk.update_many(act, provider, wanted) == 700
    assert _faults(store) == []
    assert len(act.changes.rows["provider"]) == 700


def test_putting_the_same_rows_again_writes_nothing(store):
    with store.action("Imported") as act:
        bulk.put_many(act, provider, TEAM, _schools(5))
    with store.action("Imported") as act:
        assert bulk.put_many(act, provider, TEAM, _schools(5)) == 0
    assert not act.wrote
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(sync_change)).scalar() == 1


def test_a_bulk_write_is_undone_and_comes_back_when_put_again(store):
    with store.action("Imported") as act:
        bulk.put_many(act, provider, TEAM, _schools(3))
    UndoStack(store).undo()
    assert _live(store) == {}
    with store.action("Imported") as act:
        assert bulk.put_many(act, provider, TEAM, _schools(4, town="Oakham")) == 4
    assert len(_live(store)) == 4
    assert _faults(store) == []
    UndoStack(store).undo()
    assert _live(store) == {}


def test_a_second_write_of_a_row_in_one_action_joins_the_first(store):
    with store.action("Imported") as act:
        bulk.create_many(act, provider, TEAM, _schools(2))
        act.update(provider, "s0001", name="Changed at once")
        bulk.update_many(act, provider, {"s0001": {"town": "Oakham"}})
    with store.read() as connection:
        ops = connection.execute(select(sync_op.c.row, sync_op.c.kind)).all()
    assert sorted(map(tuple, ops)) == [("s0000", "c"), ("s0001", "c")]
    assert _faults(store) == []
