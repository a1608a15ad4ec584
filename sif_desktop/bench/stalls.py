"""Whether the window ever leaves an officer waiting: the walk of `journey`, watched."""

from __future__ import annotations

from collections.abc import Iterator

from sif_desktop.bench.journey import LIMIT
from sif_desktop.bench.place import Place
from sif_desktop.bench.rows import Row, count
from sif_desktop.bench.start import started

_NAMED = 4  # steps named in the table


def measure(place: Place) -> Iterator[Row]:
    yield watched(place, "stalls", "journey", "the window")


def watched(place: Place, name: str, module: str, what: str) -> Row:
    """The line of a walk: how often it kept `what` from answering, and in which steps longest."""
    walked = started(module, str(place.copy), place.key.hex(), str(place.folder))
    idle = started("journey", "idle", str(walked["lasted"]), "-")
    worst: dict[str, float] = {}
    for step, took in walked["slow"]:
        worst[step] = max(took, worst.get(step, 0))
    named = sorted(worst.items(), key=lambda pair: -pair[1])[:_NAMED]
    steps = ", ".join(f"{step} {took * 1000:.0f} ms" for step, took in named)
    basis = f"an idle window, as long: {len(idle['slow'])}" + (f"; {steps}" if steps else "")
    words = f"stalls of {what} over {LIMIT * 1000:.0f} ms"
    return count(name, words, basis, 0, len(walked["slow"]))
