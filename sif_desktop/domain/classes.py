"""How many classes a year group has, as far as a school's roll, ages and rooms tell."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MOST_IN_ONE = 32  # a class of thirty and a little more
_SURELY_MORE = 45
_NAMES = {3: "nursery", 4: "reception"}
_YEAR = re.compile(r"\b(?:year |yr ?|y)(\d{1,2})\b|\b(reception|nursery)\b", re.IGNORECASE)
_CLASS = re.compile(r"\b(?P<name>[\w’']+) class\b|\b\d{1,2}(?P<letter>[A-Za-z])\b")


def one_class_years(
    pupils: int | None,
    low_age: int | None,
    high_age: int | None,
    rooms: Iterable[tuple[str, str]] = (),
) -> frozenset[str] | None:
    """Year groups with one class ("4", "reception"); none where there are surely more; None where
    nobody can tell.

    Ages are those of the register: youngest on entry, oldest on leaving. `rooms` are the place and
    the year group of rooms seen on any visit; a year group seen in two classes has more than one.
    """
    if not pupils or low_age is None or high_age is None or high_age <= low_age:
        return None
    ages = range(max(low_age, 3), high_age)
    each = pupils / max(len(ages), 1)
    if each <= _MOST_IN_ONE:
        years = (_NAMES.get(age, str(age - 4)) for age in ages)
        return frozenset(years) - _seen_in_two(rooms)
    return frozenset() if each > _SURELY_MORE else None


def _seen_in_two(rooms: Iterable[tuple[str, str]]) -> set[str]:
    """Year groups of which two classes were seen: "Oak class" and "Elm class", or 3A and 3B."""
    seen: dict[str, set[str]] = {}
    for place, year_group in rooms:
        year = _YEAR.search(year_group) or _YEAR.search(place)
        named = _CLASS.search(place) or _CLASS.search(year_group)
        if year and named:
            called = (named["name"] or named["letter"]).casefold()
            seen.setdefault((year[1] or year[2]).lower(), set()).add(called)
    return {year for year, classes in seen.items() if len(classes) > 1}
