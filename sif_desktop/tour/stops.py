"""Everything there is to look at, in the order of the walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from sif_desktop.tour import asked, gates, parts, records
from sif_desktop.tour.walk import Tour


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to look at: a name for files, and what shows it."""

    name: str
    show: Callable[[], QWidget]


def stops(tour: Tour) -> Iterator[Stop]:
    """Every page, its parts, what is asked there, then what stands before a caseload is open."""
    context = tour.desk.context
    assert context is not None
    found = records.of(context.services)
    for spec in context.pages:
        for name, params in found.pages.get(spec.key, [(spec.key, {})]):
            yield Stop(name, partial(tour.go, spec.key, params))
    for name, show in (*parts.shown(found), *asked.shown(found), *gates.SHOWN):
        yield Stop(name, partial(show, tour))
