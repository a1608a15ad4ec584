"""The place of a row among others as text: there is always room between two, so that a row moved on
one computer and another added on a second one disturb nothing else."""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)


def between(before: str, after: str) -> str:
    """A place after `before` and before `after`; "" stands for the beginning and the end. It never
    ends in the lowest digit, so that there is room in front of it."""
    if after and before >= after:  # two at the same place, as parallel changes may leave them
        after = ""
    found = ""
    for at in range(len(before) + 1):
        low = _DIGITS.index(before[at]) if at < len(before) else 0
        high = _DIGITS.index(after[at]) if after else _BASE
        if high - low > 1:
            return found + _DIGITS[(low + high) // 2]
        found += _DIGITS[low]
        if high > low:  # below `after` from here on: anything above `before` will do
            return found + _above(before[at + 1 :])
    return found + between("", after[len(before) + 1 :])


def _above(rest: str) -> str:
    """The shortest digits that come after `rest`."""
    found = ""
    for digit in rest:
        low = _DIGITS.index(digit)
        if low < _BASE - 1:
            return found + _DIGITS[(low + _BASE) // 2]
        found += digit
    return found + _DIGITS[_BASE // 2]


def spread(count: int, before: str = "", after: str = "") -> list[str]:
    """`count` places in order between two, short ones."""
    if count <= 0:
        return []
    middle = between(before, after)
    left = spread((count - 1) // 2, before, middle)
    return [*left, middle, *spread(count - 1 - len(left), middle, after)]


def place_at(places: Sequence[str], index: int) -> str:
    """A place that makes a row the one at `index` among those at `places`, which are in order."""
    before = places[index - 1] if index > 0 else ""
    after = places[index] if index < len(places) else ""
    return between(before, after)
