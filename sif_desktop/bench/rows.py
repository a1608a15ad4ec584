"""A line of the benchmark's table, and how two things are timed against each other."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

PAIRS = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `middle` is None where nothing could be measured, and `basis` says why."""

    name: str  # what --only chooses by
    what: str
    basis: str  # what 1.0 is
    goal: float | None = None
    middle: float | None = None
    low: float = 0.0
    high: float = 0.0
    unit: str = "×"

    def as_dict(self) -> dict[str, object]:
        """The line for a script: its fields, and whether the goal is met."""
        return {**asdict(self), "met": self.met}

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is no goal or no figure."""
        if self.middle is None or self.goal is None:
            return None
        return self.middle <= self.goal


def ratio(
    name: str, what: str, basis: str, goal: float | None, ratios: Sequence[float], unit: str = "×"
) -> Row:
    """The line of these pair-by-pair ratios: their median, least and greatest."""
    middle = statistics.median(ratios)
    return Row(name, what, basis, goal, middle, min(ratios), max(ratios), unit)


def count(name: str, what: str, basis: str, goal: float | None, number: float) -> Row:
    """The line of a figure that does not drift."""
    return Row(name, what, basis, goal, number, number, number, "")


def absent(name: str, what: str, why: str) -> Row:
    return Row(name, what, why)


def timed(work: Callable[[], object]) -> float:
    """Seconds the work takes, the cyclic collector off meanwhile as for any other program."""
    gc.collect()
    collects = gc.isenabled()
    gc.disable()
    try:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began
    finally:
        if collects:
            gc.enable()


def paired(ours: Callable[[], float], base: Callable[[], float], pairs: int = PAIRS) -> list[float]:
    """Ratios of what `ours` and `base` return (seconds, bytes), taken in turn: A B, B A, A B …

    One pair goes before, unmeasured, so that neither pays for what both need.
    """
    ours(), base()
    found = []
    for number in range(pairs):
        if number % 2:
            below = base()
            above = ours()
        else:
            above = ours()
            below = base()
        found.append(above / below)
    return found


def timed_pairs(
    ours: Callable[[], object], base: Callable[[], object], pairs: int = PAIRS, times: int = 1
) -> list[float]:
    """`paired` by the clock; `times` repeats work too short for it."""

    def repeated(work: Callable[[], object]) -> Callable[[], float]:
        return lambda: timed(lambda: [work() for _ in range(times)])

    return paired(repeated(ours), repeated(base), pairs)


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def format_rows(rows: Iterable[Row]) -> str:
    """The table as printed: what, median with spread, goal, whether it is met, and the basis."""
    lines = [("", "median", "spread", "goal", "", "measured against")]
    lines += [_cells(row) for row in rows]
    widths = [max(len(line[place]) for line in lines) for place in range(5)]
    text = [
        "  ".join(
            (
                line[0].ljust(widths[0]),
                *(line[place].rjust(widths[place]) for place in (1, 2, 3)),
                line[4].ljust(widths[4]),
                line[5],
            )
        ).rstrip()
        for line in lines
    ]
    return "\n".join(text)


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    if row.middle is None:
        return (row.what, "–", "", "", "", row.basis)
    spread = "" if row.low == row.high else f"{_number(row.low)}–{_number(row.high)}"
    goal = "" if row.goal is None else f"≤ {_number(row.goal)}"
    verdict = {True: "met", False: "NOT MET", None: ""}[row.met]
    return (row.what, _number(row.middle) + row.unit, spread, goal, verdict, row.basis)


def _number(value: float) -> str:
    if value == int(value) and value < 1000:
        return str(int(value))
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
