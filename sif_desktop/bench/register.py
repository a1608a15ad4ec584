"""Reading in the national register: against the csv module reading the same file."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import count as numbers
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sif_desktop.bench.place import TODAY, Place
from sif_desktop.bench.register_file import make_register
from sif_desktop.bench.rows import Row, count, paired, ratio, timed
from sif_desktop.models import keyfile
from sif_desktop.models.tables.log import sync_op
from sif_desktop.services import caseload

if TYPE_CHECKING:
    from collections.abc import Callable

    from sif_desktop.services.bootstrap import Services

ROWS = 50_000
_PASSPHRASE = "benchmark passphrase"


def measure(place: Place, schools: int = ROWS) -> Iterator[Row]:
    place.say(f"writing a register of {schools:,} schools")
    register = make_register(place.folder / "register.csv", schools)
    pairs = min(place.pairs, 5)
    kept: list[Services] = []
    found = paired(_first(place, register, kept), _reading(register), pairs)
    basis = "the csv module reading it"
    yield ratio("register", f"register of {schools:,} schools, first", basis, 2.2, found)
    services = kept[-1]
    before = operations(services)

    def again() -> float:
        return timed(lambda: services.register.import_file(register))

    found = paired(again, _reading(register), pairs)
    yield ratio("register", "the same register again", basis, 1.8, found)
    what = "rows written by the same register again"
    yield count("register", what, "the change log", 0, operations(services) - before)


def operations(services: Services) -> int:
    """How many changes of a row the log holds."""
    with services.context.store.read() as connection:
        return connection.execute(select(func.count()).select_from(sync_op)).scalar_one()


def _reading(register: Path) -> Callable[[], float]:
    def read() -> None:
        with register.open(encoding="cp1252", newline="") as file:
            deque(csv.reader(file), maxlen=0)

    return lambda: timed(read)


def _first(place: Place, register: Path, kept: list[Services]) -> Callable[[], float]:
    """Import into an empty caseload, a new one at each call; the last one is kept open."""
    names = numbers()

    def first() -> float:
        for before in kept:
            before.context.store.close()
        kept[:] = [_empty(place, place.folder / f"register{next(names)}.sif")]
        return timed(lambda: kept[0].register.import_file(register))

    return first


def _empty(place: Place, path: Path) -> Services:
    pack = place.registry.latest()[0].id
    new = caseload.NewCaseload(path, "Officer", pack, _PASSPHRASE, authority="County")
    cheap = keyfile.Cost(2**10)
    return caseload.create(new, place.registry, lambda: TODAY, cost=cheap).services
