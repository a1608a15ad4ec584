"""Several caseloads in memory's reach, what people do in them, and what must then hold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

from sqlalchemy import event, select, update

from sif_desktop.domain.merge import DECIDE
from sif_desktop.models import keyfile
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import keyed_uid, new_replica
from sif_desktop.models.log_text import canonical, chain
from sif_desktop.models.ops import all_held, kinds_of, synced_table
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.log import (
    sync_conflict,
    sync_op,
    sync_self,
    sync_stream,
    sync_waiting,
)
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import answer, jotting, visit
from sif_desktop.sync.exchange import export, have_in, take
from sif_desktop.sync.held import Have, minus, streams
from sif_desktop.sync.lines import range_lines
from sif_desktop.sync.scope import Scope
from tests.models.conftest import CHEAP

SCHOOL = keyed_uid("provider", "100001")
VISIT = keyed_uid("visit", "of the test")
WHOLE = Scope(jottings=frozenset({VISIT}))


def template(folder: Path) -> tuple[Path, bytes]:
    path = folder / "Template.sif"
    key = keyfile.create(path, "correct horse", cost=CHEAP)
    create_store(path, key).close()
    return path, key


def copy_of(made: tuple[Path, bytes], path: Path, person: str = "") -> Store:
    """A caseload of its own, quicker than making its tables anew."""
    shutil.copyfile(made[0], path)
    store = Store(path, made[1])
    with store.local() as connection:
        connection.execute(update(sync_self).values(replica=new_replica(), person=person))
    store.engine.dispose()
    store = Store(path, made[1])
    # Many short saves, none of which must outlast the test.
    event.listen(store.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF"))
    store.engine.dispose()
    return store


def send(one: Store, other: Store, scope: Scope = WHOLE, *, whole: bool = False) -> list[bytes]:
    """The lines `one` would send to `other`."""
    with other.read() as connection:
        have = {} if whole else have_in(connection, scope)
    return list(export(one, have, scope))


def give(one: Store, other: Store, scope: Scope = WHOLE, *, whole: bool = False):
    lines = send(one, other, scope, whole=whole)
    with one.read() as connection:
        have = have_in(connection, scope)
    return take(other, lambda: lines, "test", have)


def pieces(store: Store, have: Have, chance: Random) -> list[list[bytes]]:
    """The same in a few files, each of some stretches of some streams, in any order."""
    found = []
    with store.read() as connection:
        for key, stream in sorted(streams(connection).items()):
            for lo, hi in minus(stream.runs, have.get(key, [])) if WHOLE.allows(key[1]) else ():
                while lo <= hi:
                    end = chance.randint(lo, hi)
                    found.append(list(range_lines(connection, stream, lo, end)))
                    lo = end + 1
    chance.shuffle(found)
    files: list[list[bytes]] = [[] for _ in range(min(len(found), 4))]
    for lines in found:
        chance.choice(files).extend(lines)
    return files


def foreign(ops, *, replica="zzzzzzzzzzz", part=SCHOOL, schema=1) -> list[bytes]:
    """Lines of somebody else's stream: one change for each list of operations."""
    digest, changes = b"", []
    for number, change in enumerate(ops):
        hlc = (1_700_000_000_000 + number) << 16
        digest = chain(digest, hlc, "somebody", change, schema)
        changes.append(["c", hlc, "somebody", schema, "Edited", sorted(change), 0])
    head = ["r", replica, part, 1, len(ops), ""]
    return [json.dumps(line).encode() + b"\n" for line in (head, *changes)]


def begin(store: Store) -> None:
    """A school and a visit, the same wherever they are begun."""
    with store.action("Began") as act:
        act.create(provider, TEAM, SCHOOL, name="Oakfield", urn="100001")
    with store.action("Planned") as act:
        act.create(
            visit, SCHOOL, VISIT, provider_uid=SCHOOL, title="Core visit", summary="One. Two."
        )


def tables_of(store: Store) -> dict[str, object]:
    """Everything a person could see, and what is asked of them."""
    found: dict[str, object] = {}
    with store.read() as connection:
        for table in metadata.tables.values():
            if synced_table(table.name) is not None:
                rows = connection.execute(select(table)).mappings()
                kept = [{**row, "x_rev": 0, "x_heads": json.loads(row["x_heads"])} for row in rows]
                if kept:
                    found[table.name] = sorted(kept, key=lambda row: row["uid"])
        asked = select(
            sync_conflict.c.row, sync_conflict.c.col, sync_conflict.c.kind, sync_conflict.c.heads
        )
        found["questions"] = sorted(tuple(row) for row in connection.execute(asked))
        found["waiting"] = sorted(tuple(row) for row in connection.execute(select(sync_waiting)))
    return found


def log_of(store: Store) -> set[tuple[object, ...]]:
    """Every operation that is held, in its place."""
    joined = sync_op.join(sync_stream, sync_stream.c.id == sync_op.c.stream)
    columns = (sync_stream.c.replica, sync_stream.c.part, sync_op.c.seq, sync_op.c.row)
    query = select(*columns, sync_op.c.tbl, sync_op.c.kind, sync_op.c.fields, sync_op.c.prev)
    with store.read() as connection:
        rows = connection.execute(query.select_from(joined)).all()
    return {(*row[:-2], *(canonical(json.loads(said)) for said in row[-2:])) for row in rows}


def clock_of(store: Store) -> dict[tuple[str, str], object]:
    with store.read() as connection:
        return have_in(connection, WHOLE)


def check(store: Store, *, fair: bool = True) -> None:
    """What must hold of every caseload at every moment (sync invariants 3, 4, 6, 7 and 12); `fair`
    where no clock was more than a day ahead of another."""
    with store.read() as connection:
        faults = disagreements(connection)
        assert faults == [], faults
        held = all_held(connection)
        asked = {(r.row, r.col): r.kind for r in connection.execute(select(sync_conflict))}
        for table in metadata.tables.values():
            if synced_table(table.name) is not None:
                for row in connection.execute(select(table)).mappings():
                    _check_row(table, row, held[row["uid"]].ops, asked, fair=fair)
        _no_live_child_is_hidden(connection)


def _check_row(table, row, ops, asked, *, fair: bool) -> None:
    by_dot = {op.dot: op for op in ops}
    heads = json.loads(row["x_heads"])
    for column, kind in kinds_of(table).items():
        tops = heads.get(column) or heads["*"]
        writers = {op.dot for op in ops if column in op.fields}
        assert writers <= reached(by_dot, tops, column), f"{table.name}.{column} lost a value"
        said = {by_dot[d].fields.get(column) for d in tops if column in by_dot[d].fields}
        if len(said) > 1 and kind not in ("lww", "owner") and not row["x_gone"]:
            assert asked.keys() & {(row["uid"], column), (row["uid"], kind)}, f"{column} not asked"
    for op in ops:
        for column in op.fields:
            replaced = [by_dot[dot] for dot in op.prev.get(column, ()) if dot in by_dot]
            assert op.dot not in reached(by_dot, op.prev.get(column, ()), column), "a circle"
            # Nobody follows a clock that is more than a day ahead.
            assert not fair or all(earlier.hlc < op.hlc for earlier in replaced)


def reached(by_dot, tops, column) -> set[str]:
    found, todo = set(), list(tops)
    while todo:
        dot = todo.pop()
        if dot not in found:
            found.add(dot)
            todo += by_dot[dot].prev.get(column, ()) if dot in by_dot else ()
    return found


def _no_live_child_is_hidden(connection) -> None:
    for child in (visit, role, task, answer, jotting):
        owner = next(c for c in child.c if c.info.get("kind") == "owner")
        parent = metadata.tables[owner.info["owner"]]
        hidden = (
            select(child.c.uid)
            .join(parent, parent.c.uid == owner)
            .where(child.c.x_gone == 0, parent.c.x_gone == 1)
        )
        assert connection.execute(hidden).all() == []


def questions(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as connection:
        query = select(sync_conflict.c.row, sync_conflict.c.col, sync_conflict.c.kind)
        rows = connection.execute(query.where(sync_conflict.c.kind.in_(DECIDE)))
        return sorted(tuple(row) for row in rows)
