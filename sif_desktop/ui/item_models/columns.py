"""What a column shows of a row."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import Qt

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True, slots=True)
class Column:
    """`text(row)` is what is shown; `sort(row)` what is compared (None sorts last; default the
    text). `width` is in characters; `role(row)` names the theme role of the words."""

    key: str
    label: str
    text: Callable[[Any], str]
    width: int = 16
    align: Literal["left", "right"] = "left"
    sort: Callable[[Any], Any] | None = None
    role: Callable[[Any], str] | None = None
    hidden: bool = False

    def alignment(self) -> Qt.AlignmentFlag:
        return _ALIGN[self.align]

    def order(self, row: Any) -> tuple[bool, Any]:
        value = folded(self.text(row)) if self.sort is None else self.sort(row)
        return (value is None or value == "", value)


def folded(text: str) -> str:
    """Lower case without accents, for filtering and sorting."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def sorted_rows(rows: list[Any], column: Column, *, down: bool) -> list[Any]:
    """`rows` in the order of `column`; rows without a value come last either way."""
    keyed = [(column.order(row), row) for row in rows]
    full = [pair for pair in keyed if not pair[0][0]]
    bare = [row for order, row in keyed if order[0]]
    full.sort(key=lambda pair: pair[0][1], reverse=down)
    return [row for _order, row in full] + bare
