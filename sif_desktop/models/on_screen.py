"""What a person had before them in a store that others write in meanwhile.

A window reads a page at one moment and saves a form on it at a later one. What a colleague saved in
between was not on the page: the save must neither replace it nor bring old values back. A caseload
has one window, so there nothing is ever in between.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table

from sif_desktop.domain.merge import Op, Wire, materialise, packed_heads, reached, seen_by
from sif_desktop.models import dialect
from sif_desktop.models.ops import held_of, kinds_of


@dataclass(frozen=True, slots=True)
class OnScreen:
    """The moment the page in front was read at, and the person who reads it, to whom their own
    later work is known."""

    moment: str
    person: str


class Before:
    """A row as the person had it, who has not seen what others saved since."""

    def __init__(self, table: Table, ops: Iterable[Op]) -> None:
        self._kinds = kinds_of(table)
        self._ops = list(ops)
        self._state = materialise(self._ops, self._kinds)

    @property
    def was_there(self) -> bool:
        """False for a row that somebody made since."""
        return self._state is not None

    def had(self, column: str, value: Wire) -> bool:
        """Whether a form that gives this value leaves the field as it was on the page."""
        was = self._state.values.get(column) if self._state else None
        return value == was or (value == "" and was is None)

    def replaces(self, columns: Iterable[str]) -> dict[str, list[str]]:
        """The versions that a save of these fields may replace, of their groups too."""
        if not self.was_there:
            return {name: [] for name in self._kinds}
        return {name: list(dots) for name, dots in seen_by(self._ops, self._kinds, columns).items()}

    def heads(self) -> dict[str, list[str]]:
        """The versions of everything, for who deletes it."""
        return packed_heads(self._state) if self._state else {"*": []}


def before(connection: Connection, table: Table, uid: str, shown: OnScreen | None) -> Before | None:
    """The row as it was on the page, or None where nobody else has saved it since."""
    if shown is None:
        return None
    since = dialect.saved_since(connection, uid, shown.moment, shown.person)
    if not since:
        return None
    ops = held_of(connection, [uid])[uid].ops
    # What the person's own later saves replaced was known to them too.
    return Before(table, reached(ops, (op.dot for op in ops if op.dot not in since)))


def begun_with(
    connection: Connection, table: Table, row: Mapping[str, Any], heads: Mapping[str, list[str]]
) -> Before | None:
    """The row as it was with these heads, or None where it still has them."""
    if json.loads(row["x_heads"]) == heads:
        return None
    ops = held_of(connection, [row["uid"]])[row["uid"]].ops
    return Before(table, reached(ops, (dot for dots in heads.values() for dot in dots)))
