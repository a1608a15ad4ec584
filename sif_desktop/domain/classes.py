"""How many classes a year group has, as far as a school's roll and ages tell."""

from __future__ import annotations

_MOST_IN_ONE = 32  # a class of thirty and a little more
_SURELY_MORE = 45
_NAMES = {3: "nursery", 4: "reception"}


def one_class_years(
    pupils: int | None, low_age: int | None, high_age: int | None
) -> frozenset[str] | None:
    """Year groups with one class ("4", "reception"); none where there are surely more; None where
    nobody can tell. Ages are those of the register: youngest on entry, oldest on leaving."""
    if not pupils or low_age is None or high_age is None or high_age <= low_age:
        return None
    ages = range(max(low_age, 3), high_age)
    each = pupils / max(len(ages), 1)
    if each <= _MOST_IN_ONE:
        return frozenset(_NAMES.get(age, str(age - 4)) for age in ages)
    return frozenset() if each > _SURELY_MORE else None
