"""What the support of the whole service came to: its impact at the end, and whether it lasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sif_desktop.domain.terms import academic_year

if TYPE_CHECKING:
    from sif_desktop.services.support import SupportRow

ALL = "All support"
_BY: Mapping[str, Callable[[SupportRow], str]] = {
    "title": lambda row: row.title,
    "supplier": lambda row: row.supplier or "Nobody named",
    "provider": lambda row: row.provider,
    "year": lambda row: _year(row.from_date),
}
# What it may be counted by, and its words.
GROUPS: Mapping[str, str] = {
    "title": "By programme",
    "supplier": "By who gave it",
    "provider": "By school",
    "year": "By school year begun",
}


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """Counts of one group. `waiting` ended and has not been looked at again; `late` of them should
    have been."""

    name: str
    running: int
    strong: int
    some: int
    little: int
    none: int
    sustained: int
    partly: int
    lost: int
    waiting: int
    late: int

    @property
    def ended(self) -> int:
        return self.sustained + self.partly + self.lost + self.waiting

    @property
    def share(self) -> int | None:
        """Per cent whose impact lasted at least in part, of what was looked at again."""
        seen = self.sustained + self.partly + self.lost
        return 100 * (self.sustained + self.partly) // seen if seen else None


def impact_of(rows: Iterable[SupportRow], by: str) -> tuple[ImpactRow, ...]:
    """One row for each group, by name, and all of it at the end; none without support."""
    groups: dict[str, list[SupportRow]] = {}
    every = list(rows)
    for row in every:
        groups.setdefault(_BY[by](row), []).append(row)
    found = [_counted(name, theirs) for name, theirs in sorted(groups.items())]
    return (*found, _counted(ALL, every)) if found else ()


def _counted(name: str, rows: list[SupportRow]) -> ImpactRow:
    over = [row for row in rows if row.state == "ended"]
    impact = Counter(row.impact for row in over)
    lasted = Counter(row.sustained for row in over)
    return ImpactRow(
        name=name,
        running=len(rows) - len(over),
        strong=impact["strong"],
        some=impact["some"],
        little=impact["little"],
        none=impact["none"],
        sustained=lasted["yes"],
        partly=lasted["partly"],
        lost=lasted["no"],
        waiting=lasted[""],
        late=sum(row.overdue for row in over),
    )


def _year(iso: str) -> str:
    if not iso:
        return "Not on record"
    year = academic_year(date.fromisoformat(iso))
    return f"{year}/{(year + 1) % 100:02}"
