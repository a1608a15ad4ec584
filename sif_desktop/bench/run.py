"""Runs the measures one after the other and gives the lines of the table."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sif_desktop.bench import county
from sif_desktop.bench.place import Place
from sif_desktop.bench.rows import PAIRS, Row, absent, format_rows
from sif_desktop.domain.errors import Problem

Measure = Callable[[Place], Iterator[Row]]
__all__ = ["NAMES", "Row", "format_rows", "run"]


def _print(words: str) -> None:
    sys.stderr.write(words + "\n")


def measures() -> dict[str, Measure]:
    """Every measure by the name --only knows; starting first, before this process fills memory."""
    from sif_desktop.bench import (
        composing,
        exchanging,
        finding,
        paper,
        planning,
        reading,
        register,
        saving,
        stalls,
        start,
        table,
        typing,
    )

    return {
        "start": start.measure,
        "memory": start.measure_memory,
        "unlock": reading.measure_unlock,
        "open": reading.measure_open,
        "statements": reading.measure_statements,
        "plans": reading.measure_plans,
        "growth": reading.measure_growth,
        "list": table.measure,
        "search": finding.measure,
        "save": saving.measure,
        "typing": typing.measure,
        "composing": composing.measure,
        "stalls": stalls.measure,
        "planning": planning.measure,
        "register": register.measure,
        "exchange": exchanging.measure,
        "paper": paper.measure,
    }


NAMES = (
    "start memory unlock open statements plans growth list search save typing composing stalls "
    "planning register exchange paper"
).split()


def run(
    store_folder: Path,
    only: str = "",
    say: Callable[[str], object] = _print,
    pairs: int = PAIRS,
) -> list[Row]:
    """Measure on the county store in `store_folder`, made there if it is not; `only` names one.

    Raises Problem for a name there is no measure of.
    """
    if only and only not in NAMES:
        raise Problem(f"There is no measure “{only}”.", f"There are {', '.join(NAMES)}.")
    store = store_folder / "county.sif"
    if not store.exists():
        say(f"making the county store in {store_folder}, once")
        store_folder.mkdir(parents=True, exist_ok=True)
        county.make(store, say=say).close()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="sif-bench-") as folder:
        place = Place(store, Path(folder), say, pairs)
        try:
            for name, measure in measures().items():
                if only in ("", name):
                    say(f"measuring {name}")
                    rows += _taken(name, measure, place)
        finally:
            place.close()
    return rows


def _taken(name: str, measure: Measure, place: Place) -> list[Row]:
    """One measure's lines; if it fails the others are still taken, and the line says why."""
    rows: list[Row] = []
    try:
        for row in measure(place):
            rows.append(row)
            place.say(format_rows([row]).splitlines()[1])
    except Exception as fault:  # noqa: BLE001 - a benchmark that stops at line three prints nothing
        rows.append(absent(name, name, f"could not be measured: {type(fault).__name__}: {fault}"))
    return rows
