"""Turns the words of a cell into text, a number or a date, and notes what Excel has damaged.

Most columns hold few different values, so each is worked out once and remembered; a damaged value
is never remembered, so that every cell of it is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from sif_desktop.imports.reading import Notice

T = TypeVar("T")
Reader = Callable[[str], object]

_NOTHING = frozenset(
    (
        "",
        "-",
        "..",
        "not applicable",
        "not-applicable",
        "does not apply",
        "not recorded",
        "null",
        "n/a",
    )
)
_REMEMBERED = 60_000
_DAY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: .*)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_LONG_AGO = date(1900, 1, 1)
_FROM_SOURCE = "Import the file as it was downloaded, without opening and saving it in Excel."


class DateOrder(Enum):
    """How the dates with slashes in one file are to be read."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNCLEAR = "unclear"  # both are in the file, so 03/04/2020 may be either


class Memo(dict[str, T], Generic[T]):
    """Remembers what `work` made of each text, unless `work` said it was damaged."""

    def __init__(self, work: Callable[[str], tuple[T, bool]]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> T:
        value, sound = self._work(text)
        if sound and len(self) < _REMEMBERED:
            self[text] = value
        return value


def words(text: str) -> str:
    """The text, or "" where it only says that there is nothing to say."""
    text = text.strip()
    return "" if text.casefold() in _NOTHING else text


def date_order(samples: Iterable[str]) -> DateOrder:
    """How to read the slashed dates of a file, from some of them."""
    found = [m for m in map(_DAY.fullmatch, samples) if m and m[2] == "/"]
    months_first = any(int(m[3]) > 12 for m in found)
    days_first = any(int(m[1]) > 12 for m in found)
    if months_first:
        return DateOrder.UNCLEAR if days_first else DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST


def read_date(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> date | None:
    """A date written DD-MM-YYYY, DD/MM/YYYY or ISO; None for nothing and for "long ago" (1900).

    Raises ValueError for anything else.
    """
    text = words(text)
    if not text:
        return None
    if iso := _ISO.fullmatch(text):
        day = date(int(iso[1]), int(iso[2]), int(iso[3]))
    elif match := _DAY.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        turned = match[2] == "/" and order is not DateOrder.DAY_FIRST
        if turned and order is DateOrder.UNCLEAR and first <= 12 and second <= 12:
            raise ValueError(text)
        if second > 12 or (turned and first <= 12):
            first, second = second, first
        day = date(int(match[4]), second, first)
    else:
        raise ValueError(text)
    return None if day == _LONG_AGO else day


_DAMAGE = {
    "leading_zeros": "Codes have lost their leading zeros and were given them back.",
    "scientific": "Long numbers stand in short form (such as 1.00E+11), so they were left empty.",
    "dates_turned": "Dates stand with the month first, as Excel may leave them; they were turned"
    " round.",
    "dates_unclear": "Dates could not be understood and were left empty.",
    "dates_mixed": "Dates stand in two forms, as Excel may leave them; check a few of them.",
    "numbers": "Cells that should hold a number do not, and were left empty.",
}


class Cells:
    """Makes the readers of one file's columns, and keeps count of the damage they meet."""

    def __init__(self, order: DateOrder = DateOrder.DAY_FIRST) -> None:
        self._order = order
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}

    def note(self, code: str, example: str) -> None:
        self._counts[code] = self._counts.get(code, 0) + 1
        examples = self._examples.setdefault(code, [])
        if len(examples) < 3 and example not in examples:
            examples.append(example)

    def notices(self) -> tuple[Notice, ...]:
        return tuple(
            Notice(code, f"{text} {_FROM_SOURCE}", count, tuple(self._examples[code]))
            for code, text in _DAMAGE.items()
            if (count := self._counts.get(code, 0))
        )

    def text(self) -> Reader:
        """Text that is different in nearly every row."""
        return str.strip

    def made_by(self, work: Callable[[str], str]) -> Reader:
        """What `work` makes of a cell, for a column with few different values."""
        return Memo(lambda text: (work(text), True)).__getitem__

    def coded(self, names: dict[str, str]) -> Reader:
        """The name a code stands for, in files that hold codes only; else the code."""

        def work(text: str) -> tuple[str, bool]:
            code = words(text)
            return names.get(code.lstrip("0"), code), True

        return Memo(work).__getitem__

    def code(self, width: int) -> Reader:
        """A code of so many digits; lost leading zeros are put back."""

        def work(text: str) -> tuple[str, bool]:
            code = words(text)
            if code.isascii() and code.isdigit() and len(code) < width:
                self.note("leading_zeros", code)
                return code.zfill(width), False
            return code, True

        return Memo(work).__getitem__

    def long_number(self) -> Reader:
        """A number of many digits, kept as text; Excel's short form of it is worth nothing."""

        def read(text: str) -> str:
            if ("E" in text or "e" in text) and _SCIENTIFIC.fullmatch(text.strip()):
                self.note("scientific", text.strip())
                return ""
            return text.strip()

        return read

    def whole(self) -> Reader:
        """A whole number, or None."""

        def work(text: str) -> tuple[int | None, bool]:
            number = words(text).replace(",", "")
            if not number or number.casefold() in _NOT_NUMBERS:
                return None, True
            try:
                return int(number.removesuffix(".0")), True
            except ValueError:
                self.note("numbers", text.strip()[:40])
                return None, False

        return Memo(work).__getitem__

    def day(self) -> Callable[[str], date | None]:
        def work(text: str) -> tuple[date | None, bool]:
            try:
                day = read_date(text, self._order)
            except ValueError:
                self.note("dates_unclear", text.strip()[:40])
                return None, False
            turned = self._turned(text)
            if turned:
                self.note("dates_turned", text.strip())
            return day, not turned

        return Memo(work).__getitem__

    def _turned(self, text: str) -> bool:
        match = _DAY.fullmatch(text.strip())
        if not match or int(match[1]) > 12:
            return False
        month_first = match[2] == "/" and self._order is DateOrder.MONTH_FIRST
        return month_first or int(match[3]) > 12


_NOT_NUMBERS = frozenset(("supp", "supp*", "ne", "np", "na", "new"))
