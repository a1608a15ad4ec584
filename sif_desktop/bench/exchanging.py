"""An exchange of 100,000 field changes, against putting the same rows in with `executemany`."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from itertools import count as numbers
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.bench.rows import Row, count, paired, ratio, timed
from sif_desktop.models import keyfile
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import new_uid
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.log import sync_change, sync_op, sync_stream
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import visit
from sif_desktop.sync import bundle
from sif_desktop.sync.keys import add_contact, card, own_keys, read_card
from sif_desktop.sync.scope import Scope

if TYPE_CHECKING:
    from sif_desktop.bench.place import Place

SCHOOLS, VISITS, TASKS, EDITS = 600, 7_000, 6_000, 15_000
_ROWS = ("provider", "visit", "task", "sync_stream", "sync_change", "sync_op")
_WORDS = (
    "Leaders know what is strong. Books show steady progress in mathematics. Attendance is close "
    "to the national figure. Governors ask for evidence. The early years are calm and purposeful. "
).split(". ")


def measure(place: Place) -> Iterator[Row]:
    place.say("writing 100,000 field changes")
    names = numbers()
    one = _empty(place.folder, f"sender{next(names)}")
    fields = _fill(one)
    pairs = min(place.pairs, 5)
    rows = {name: _raw(one, name) for name in _ROWS}

    def bare() -> float:
        store = _empty(place.folder, f"bare{next(names)}")
        try:
            return timed(lambda: _insert(store, rows))
        finally:
            store.close()

    files: list[Path] = []
    other = _empty(place.folder, "receiver")
    _befriend(one, other)

    def export() -> float:
        files.append(place.folder / f"file{next(names)}.sifx")
        contact = read_card(card(own_keys(other), "Robin"))
        return timed(
            lambda: bundle.send(one, files[-1], [contact], Scope(), name="Alex"),
        )

    received: list[Store] = []

    def take() -> float:
        store = _empty(place.folder, f"into{next(names)}", like=other)
        received.append(store)
        return timed(lambda: bundle.receive(store, files[-1]))

    def again() -> float:
        return timed(lambda: bundle.receive(received[-1], files[-1]))

    basis = "executemany of the same rows"
    yield count("exchange", "field changes in the file", "made for the test", None, fields)
    yield ratio("exchange", "file written", basis, 2.0, paired(export, bare, pairs))
    yield count("exchange", "size in kB", "", None, files[-1].stat().st_size // 1000)
    yield ratio("exchange", "file taken in, empty caseload", basis, 4.9, paired(take, bare, pairs))
    yield ratio("exchange", "the same file again", basis, 1.15, paired(again, bare, pairs))
    peak = _memory(place, other, files[-1])
    yield count("exchange", "memory at most, MB", "taking it in", None, peak)
    for store in (one, other, *received):
        store.close()


def _empty(folder: Path, name: str, like: Store | None = None) -> Store:
    """A caseload without a row; with the keys of another, to open what was sent to that one."""
    path = folder / f"{name}.sif"
    store = create_store(path, keyfile.create(path, "benchmark", cost=keyfile.Cost(2**10)))
    if like is not None:
        tables = [metadata.tables[n] for n in ("sync_key", "sync_contact")]
        with like.read() as source, store.local() as target:
            for table in tables:
                kept = [dict(row) for row in source.execute(select(table)).mappings()]
                target.execute(table.insert(), kept)
    return store


def _befriend(one: Store, other: Store) -> None:
    contact = read_card(card(own_keys(one), "Alex"))
    own_keys(other)
    with other.local() as connection:
        add_contact(connection, contact)


def _fill(store: Store) -> int:
    """Schools, visits, tasks and edits of them; how many fields were written."""
    chance, fields = random.Random(5), 0
    schools, visits = [new_uid() for _ in range(SCHOOLS)], []
    with store.action("Schools") as act:
        rows = [{"uid": uid, "name": f"School {n}", "urn": str(n)} for n, uid in enumerate(schools)]
        act.create_many(provider, TEAM, rows)
        fields += 2 * SCHOOLS
    for n in range(VISITS):
        school = schools[n % SCHOOLS]
        said = {"title": f"Visit {n}", "visit_date": f"2026-{n % 12 + 1:02d}-11", "state": "issued"}
        said |= {"summary": _text(chance), "strengths": _text(chance), "provider_uid": school}
        with store.action("Visited") as act:
            visits.append((act.create(visit, school, **said), school))
        fields += len(said)
    for n in range(TASKS):
        school = schools[n % SCHOOLS]
        said = {"title": f"Task {n}", "due_date": "2027-01-11", "state": "open"}
        said = {k: v for k, v in said.items() if k in task.c} | {"provider_uid": school}
        with store.action("Set a task") as act:
            act.create(task, school, **said)
        fields += len(said)
    for n in range(EDITS):
        uid, _ = visits[chance.randrange(VISITS)]
        said = {"title": f"Visit, edit {n}", "strengths": _text(chance), "summary": _text(chance)}
        with store.action("Edited") as act:
            act.update(visit, uid, **said)
        fields += 3
    return fields


def _text(chance: random.Random) -> str:
    return ". ".join(chance.choices(_WORDS, k=4))


def _raw(store: Store, name: str) -> tuple[str, list[tuple[object, ...]]]:
    """A table's rows and the bare statement that puts them in."""
    table = {"sync_op": sync_op, "sync_change": sync_change, "sync_stream": sync_stream}.get(
        name, metadata.tables[name]
    )
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    with store.read() as connection:
        rows = [tuple(row) for row in connection.execute(select(table))]
    return f'INSERT INTO "{name}" ({columns}) VALUES ({marks})', rows


def _insert(store: Store, rows: dict[str, tuple[str, list[tuple[object, ...]]]]) -> None:
    with store.local() as connection:
        for statement, values in rows.values():
            connection.exec_driver_sql(statement, values)


def _memory(place: Place, like: Store, file: Path) -> float:
    store = _empty(place.folder, "memory", like=like)
    tracemalloc.start()
    try:
        bundle.receive(store, file)
        return round(tracemalloc.get_traced_memory()[1] / 1e6)
    finally:
        tracemalloc.stop()
        store.close()
