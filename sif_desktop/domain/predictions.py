"""What somebody expected the next inspection to come to, held against what it then came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sif_desktop.domain.known import Inspection

# Of the table of all schools, on the screen, in files and on paper.
HEADINGS = ("School", "Current judgement", "Predicted judgement", "Date of last inspection")


class Came(StrEnum):
    """How a prediction turned out."""

    AWAITED = "awaited"
    AS_PREDICTED = "as predicted"
    OTHERWISE = "not as predicted"
    CANNOT_TELL = "cannot be compared"  # nobody said which outcomes the words allow


@dataclass(frozen=True, slots=True)
class Compared:
    came: Came
    actual: Inspection | None = None


def compare(made_on: date, allowed: Iterable[str], inspections: Iterable[Inspection]) -> Compared:
    """A prediction against the first inspection with an outcome that began after it was made."""
    later = [one for one in inspections if one.outcomes and one.day > made_on]
    actual = min(later, key=lambda one: one.day, default=None)
    wanted = set(allowed)
    if actual is None:
        return Compared(Came.AWAITED)
    if not wanted:
        return Compared(Came.CANNOT_TELL, actual)
    hit = wanted & set(actual.outcomes)
    return Compared(Came.AS_PREDICTED if hit else Came.OTHERWISE, actual)
