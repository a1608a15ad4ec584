"""Lists, bulleted or numbered, nested no deeper than a listener can follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.runs import Runs, RunsLike, assign, needed_runs

MAX_LIST_DEPTH = 4


@dataclass(frozen=True, slots=True, init=False)
class ListItem:
    """One item, with a list of its own under it if `children` is given."""

    runs: Runs
    children: ListBlock | None

    def __init__(self, runs: RunsLike, children: ListBlock | None = None) -> None:
        assign(self, runs=needed_runs(runs, "A list item"), children=children)


@dataclass(frozen=True, slots=True, init=False)
class ListBlock:
    """A bulleted or, with `ordered`, a numbered list beginning at 1; a str item is plain words."""

    items: tuple[ListItem, ...]
    ordered: bool

    def __init__(self, items: Sequence[ListItem | str], ordered: bool = False) -> None:
        made = tuple(item if isinstance(item, ListItem) else ListItem(item) for item in items)
        if not made:
            raise Problem("A list has no items.", "Leave it out, or say in words that none exist.")
        assign(self, items=made, ordered=ordered)
        if self.depth() > MAX_LIST_DEPTH:
            raise Problem(
                f"A list is nested more than {MAX_LIST_DEPTH} deep.",
                "Split it under headings so that it can be followed.",
            )

    def depth(self) -> int:
        return 1 + max(item.children.depth() if item.children else 0 for item in self.items)
