"""Every write is logged in its own transaction, and the tables are what the log says."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM, wire
from sif_desktop.models.history import history
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import sync_change, sync_op
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.visits import answer, jotting, visit
from sif_desktop.models.undo import LaterWork, UndoStack


def value(store: Store, table, uid: str, column: str):
    with store.read() as connection:
        row = connection.execute(select(table).where(table.c.uid == uid)).mappings().one()
    return None if row["x_gone"] else row[column]


def a_school(store: Store, name: str = "Oakfield") -> str:
    with store.action("Added a school") as act:
        return act.create(provider, TEAM, name=name, urn="100001")


def test_an_operation_names_the_version_it_replaces(store):
    uid = a_school(store)
    with store.action("Renamed") as act:
        act.update(provider, uid, name="Oakfield Primary")
    with store.read() as connection:
        ops = connection.execute(select(sync_op).where(sync_op.c.row == uid)).all()
    created, changed = sorted(ops, key=lambda op: op.seq)
    assert json.loads(changed.fields) == {"name": "Oakfield Primary"}
    assert json.loads(changed.prev) == {"name": [f"{store.replica}:{created.seq}"]}


def test_writing_what_is_there_already_writes_nothing(store):
    uid = a_school(store)
    before = store.streams()
    with store.action("Renamed") as act:
        assert not act.update(provider, uid, name="Oakfield")
    assert store.streams() == before
    assert not act.wrote


def test_a_failing_action_leaves_neither_rows_nor_log(store):
    before = store.streams()
    with pytest.raises(ZeroDivisionError), store.action("Broken") as act:
        act.create(provider, TEAM, name="Nowhere")
        raise ZeroDivisionError
    with store.read() as connection:
        assert connection.execute(select(provider)).all() == []
    assert store.streams() == before


def test_nothing_but_an_action_writes_a_synced_table(store):
    uid = a_school(store)
    with pytest.raises(RuntimeError), store.local() as connection:
        connection.execute(insert(provider), [{"uid": "x", "x_part": "team", "x_heads": "{}"}])
    with pytest.raises(RuntimeError), store.local() as connection:
        connection.execute(update(provider).where(provider.c.uid == uid).values(name="Other"))


def test_deleting_takes_what_is_owned_and_undo_brings_all_back(store):
    school = a_school(store)
    with store.action("Planned") as act:
        planned = act.create(visit, school, provider_uid=school, title="Core visit")
        act.create(jotting, f"visit:{planned}", visit_uid=planned, text="Books open")
    with store.action("Deleted the school") as act:
        act.delete(provider, school)
    assert value(store, visit, planned, "title") is None
    UndoStack(store).undo()
    assert value(store, visit, planned, "title") == "Core visit"
    with store.read() as connection:
        assert connection.execute(select(jotting.c.x_gone)).scalars().all() == [0]


def test_undo_and_redo_walk_back_and_forth_through_one_field(store):
    uid = a_school(store, "A")
    for name in "BCD":
        with store.action(f"Renamed to {name}") as act:
            act.update(provider, uid, name=name)
    stack = UndoStack(store)
    seen = []
    for _ in range(3):
        stack.undo()
        seen.append(value(store, provider, uid, "name"))
    for _ in range(3):
        stack.redo()
        seen.append(value(store, provider, uid, "name"))
    assert seen == ["C", "B", "A", "B", "C", "D"]


def test_a_new_action_ends_what_could_be_redone(store):
    uid = a_school(store)
    with store.action("Renamed") as act:
        act.update(provider, uid, name="B")
    stack = UndoStack(store)
    stack.undo()
    with store.action("Town") as act:
        act.update(provider, uid, town="Anytown")
    assert stack.next_redo() is None


def test_undo_refuses_where_later_work_that_cannot_be_undone_stands_on_it(store):
    uid = a_school(store)
    with store.action("Town") as act:
        act.update(provider, uid, town="Anytown")
    with store.action("Renamed") as act:
        act.update(provider, uid, name="B")
    with store.action("Issued under the new name", undoable=False) as act:
        act.update(provider, uid, name="C")
    stack = UndoStack(store)
    with pytest.raises(LaterWork) as refused:
        stack.undo()
    assert "name of this school" in str(refused.value)
    assert value(store, provider, uid, "name") == "C"
    assert stack.next_undo().label == "Town"  # undo goes on with what was done before it
    stack.undo()
    assert value(store, provider, uid, "town") is None


def test_a_row_with_a_real_world_key_comes_back_instead_of_doubling(store):
    school = a_school(store)
    with store.action("Planned") as act:
        planned = act.create(visit, school, provider_uid=school)
    with store.action("Graded") as act:
        first = act.put(answer, school, (planned, "form", "1.1"), visit_uid=planned, value="2")
    with store.action("Removed") as act:
        act.delete(answer, first)
    with store.action("Graded again") as act:
        second = act.put(answer, school, (planned, "form", "1.1"), visit_uid=planned, value="3")
    assert first == second
    assert value(store, answer, first, "value") == "3"


def test_history_tells_who_changed_what_from_what_to_what(store):
    uid = a_school(store)
    with store.action("Renamed the school") as act:
        act.update(provider, uid, name="Oakfield Primary")
    with store.read() as connection:
        newest = history(connection, "provider", uid)[0]
    assert (newest.who, newest.action, newest.what) == (
        "Alex Officer",
        "Renamed the school",
        "changed",
    )
    [field] = newest.fields
    assert (field.label, field.old, field.new) == ("Name", "Oakfield", "Oakfield Primary")


def test_a_write_to_a_deleted_record_is_refused_in_words(store):
    uid = a_school(store)
    with store.action("Deleted") as act:
        act.delete(provider, uid)
    with pytest.raises(Problem, match="deleted meanwhile"), store.action("Renamed") as act:
        act.update(provider, uid, name="B")


def test_a_value_without_a_place_in_the_log_is_refused():
    with pytest.raises(TypeError):
        wire(0.5)


def test_the_self_check_notices_a_row_changed_behind_the_log(store):
    uid = a_school(store)
    with store.engine.connect() as connection:
        connection.exec_driver_sql(f"UPDATE provider SET name = 'Forged' WHERE uid = '{uid}'")
        connection.commit()
    with store.read() as connection:
        assert any(uid in line for line in disagreements(connection))


def test_the_self_check_notices_a_forged_log(store):
    a_school(store)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE sync_change SET author = 'somebody else'")
        connection.commit()
    with store.read() as connection:
        assert any("does not follow" in line for line in disagreements(connection))


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "town", "delete", "undo", "redo", "role"]),
        st.integers(0, 4),
        st.sampled_from(["A", "B", "C"]),
    ),
    max_size=14,
)


@given(steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_tables_equal_the_log_and_undoing_all_restores_what_was_there(store, plan):
    with store.action("Start", undoable=False) as act:
        uids = [act.create(provider, TEAM, name=f"S{n}") for n in range(3)]
    stack = UndoStack(store)
    before = snapshot(store)
    done = 0
    for kind, which, text in plan:
        try:
            done += perform(store, stack, kind, uids[which % len(uids)], text, uids)
        except Problem:
            continue
        with store.read() as connection:
            assert disagreements(connection) == []
    for _ in range(done):
        stack.undo()
    assert snapshot(store) == before
    with store.read() as connection:
        assert disagreements(connection) == []


def perform(store, stack, kind, uid, text, uids) -> int:
    """Do one step; returns by how much the undo stack grew."""
    if kind == "undo":
        mine = stack.next_undo()
        if mine is None or mine.label == "Earlier":
            return 0
        stack.undo()
        return -1
    if kind == "redo":
        if stack.next_redo() is None:
            return 0
        stack.redo()
        return 1
    with store.action(kind) as act:
        if kind == "add":
            uids.append(act.create(provider, TEAM, name=text))
        elif kind == "role":
            act.create(role, TEAM, provider_uid=uid, name=text)
        elif kind == "delete":
            act.delete(provider, uid)
        else:
            act.update(provider, uid, **{"name" if kind == "rename" else "town": text})
    return int(act.wrote)


def snapshot(store) -> list:
    with store.read() as connection:
        live = select(provider.c.uid, provider.c.name, provider.c.town).where(
            provider.c.x_gone == 0
        )
        roles = select(role.c.uid, role.c.name).where(role.c.x_gone == 0)
        return [sorted(map(tuple, connection.execute(live))), connection.execute(roles).all()]


def test_each_change_is_chained_to_the_one_before(store):
    a_school(store)
    a_school(store, "Second")
    with store.read() as connection:
        digests = connection.execute(select(sync_change.c.digest)).scalars().all()
    assert len(set(digests)) == len(digests)
