"""Search as it is typed: against the full-text index alone, and against looking at every note."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sif_desktop.bench.place import TODAY, Place
from sif_desktop.bench.rows import Row, ratio, timed_pairs
from sif_desktop.domain.search_query import parse_search

Read = Callable[[], object]
# What somebody types: the beginning of a common word, whole words, two of them.
TYPED = ("pup", "phonics", "read teac", '"early reading"', "governors strong")
_RAW = (
    "SELECT rowid, tbl, row, provider, visit, title,"
    " snippet(search, -1, char(2), char(3), ' … ', 24)"
    " FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50"
)
_LIKE = (
    "SELECT uid FROM visit WHERE x_gone = 0 AND (summary LIKE ? OR focus LIKE ?)"
    " ORDER BY visit_date DESC"
)


def measure(place: Place) -> Iterator[Row]:
    place.services.search.refresh()
    against_index: list[float] = []
    against_like: list[float] = []
    for typed in TYPED:
        find, raw, look = _ways(place, typed)
        against_index += timed_pairs(find, raw, place.pairs, 5)
        against_like += timed_pairs(find, look, 3)
    what = "search as typed, 50 newest hits"
    yield ratio("search", what, "the full-text index by the driver", 1.5, against_index)
    yield ratio("search", what, "LIKE over the notes of visits", 0.05, against_like)


def _ways(place: Place, typed: str) -> tuple[Read, Read, Read]:
    """The program's search for what was typed, the index's own, and looking through the notes."""
    match = parse_search(typed, TODAY).match
    like = f"%{typed.strip(chr(34))}%"
    return (
        lambda: place.services.search.find(typed),
        lambda: place.driver.execute(_RAW, (match,)).fetchall(),
        lambda: place.driver.execute(_LIKE, (like, like)).fetchall(),
    )
