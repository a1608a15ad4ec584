"""Saving an answer: against writing and syncing a file, with the change log and without it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select, text, update

from sif_desktop import paths
from sif_desktop.bench.place import TODAY, Place
from sif_desktop.bench.rows import Row, absent, count, paired, percentile, ratio, timed
from sif_desktop.domain.forms import Answer, AnswerState, Form, Item, ItemKind
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.store import open_store
from sif_desktop.models.tables.visits import answer
from sif_desktop.services.bootstrap import Services

if TYPE_CHECKING:
    from sif_desktop.models.store import Store

TIMES = 20  # saves in one measurement
_SYNC = re.compile(r"\b(fsync|fdatasync)\(")


@dataclass(frozen=True, slots=True)
class Graded:
    """A visit of the copy and an item of its form that takes a grade."""

    visit: str
    form: Form
    item: Item
    values: tuple[str, ...]


def graded(services: Services) -> Graded:
    """The newest visit, and the first of its items with a scale."""
    newest = "SELECT uid FROM visit ORDER BY visit_date DESC LIMIT 1"
    with services.context.store.read() as connection:
        uid = str(connection.execute(text(newest)).scalar_one())
    visit = services.visits.read(uid)
    pack = services.visits.pack_of(visit)
    form = pack.visit_form(visit.visit_type)
    item = next(one for one in form.items() if one.kind is ItemKind.GRADE)
    return Graded(uid, form, item, tuple(step.value for step in pack.scales[item.scale].steps))


def saver(services: Services) -> Callable[[], object]:
    """Each call gives the item another grade and returns when it is on the disk."""
    where = graded(services)
    values = cycle(where.values)

    def save() -> object:
        given = Answer(where.item.id, AnswerState.ANSWERED, next(values))
        return services.capture.record_answer(where.visit, where.form.id, where.item, given)

    return save


def unlogged(store: Store) -> Callable[[], object]:
    """Each call reads one answer and changes it, the log left out; it too is on the disk then."""
    query = select(answer).limit(1)
    with store.read() as connection:
        uid = connection.execute(query).mappings().one()["uid"]
    values = cycle("12345")

    def save() -> None:
        with store.engine.connect() as plain:
            connection = plain.execution_options(writes=True, in_action=True)
            with connection.begin():
                connection.execute(select(answer).where(answer.c.uid == uid)).one()
                changed = update(answer).where(answer.c.uid == uid)
                connection.execute(changed.values(value=next(values)))

    return save


def floor(folder: Path) -> Callable[[], object]:
    """Each call appends four KiB to a file and has them on the disk."""
    handle = os.open(folder / "floor", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def write() -> None:
        os.write(handle, b"\0" * 4096)
        os.fsync(handle)

    return write


def measure(place: Place) -> Iterator[Row]:
    services = place.writable
    logged, bare = saver(services), unlogged(services.context.store)
    write = floor(place.folder)
    basis = "write 4 KiB and sync"
    found = _middle_pairs(bare, write, place.pairs)
    yield ratio("save", "save an answer, without the log (p50)", basis, 3.5, found)
    found = _middle_pairs(logged, write, place.pairs)
    yield ratio("save", "save an answer (p50)", basis, 8, found)
    found = _middle_pairs(logged, bare, place.pairs)
    yield ratio("save", "change capture in a save", "the same answer saved unlogged", 3, found)
    yield from _syncs(place)


def _middle_pairs(
    ours: Callable[[], object], base: Callable[[], object], pairs: int
) -> list[float]:
    """Ratios of the median of some single runs, since now and then one waits for the disk."""

    def p50(work: Callable[[], object]) -> Callable[[], float]:
        return lambda: percentile([timed(work) for _ in range(TIMES)], 0.5)

    return paired(p50(ours), p50(base), pairs)


def _syncs(place: Place) -> Iterator[Row]:
    what = "syncs of the disk per answer saved"
    if shutil.which("strace") is None:
        yield absent("save", what, "strace, which counts them, is not on this machine")
        return
    few, many = _counted(place, TIMES), _counted(place, 2 * TIMES)
    if few is None or many is None:
        yield absent("save", what, "strace may not watch programs on this machine")
        return
    yield count("save", what, "counted by strace", 1, (many - few) / TIMES)


def _counted(place: Place, times: int) -> int | None:
    """Syncs of a program that opens the copy, saves so often, and closes it; None if not told."""
    place.writable.context.store.checkpoint()  # so that each begins with an empty journal
    log = place.folder / "strace"
    watch = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(log), sys.executable]
    told = json.dumps({"store": str(place.copy), "key": place.key.hex(), "times": times})
    command = [*watch, "-m", "sif_desktop.bench.saving"]
    ran = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    if ran.returncode:
        return None
    return len(_SYNC.findall(log.read_text(encoding="utf-8")))


def main() -> None:
    """Open the store that standard input names, save some answers, close it."""
    told = json.loads(sys.stdin.readline())
    store = open_store(Path(told["store"]), bytes.fromhex(told["key"]))
    save = saver(Services(store, Registry(paths.frameworks()), lambda: TODAY))
    for _ in range(told["times"]):
        save()
    store.close()


if __name__ == "__main__":
    main()
