"""What is wrong with an inspection, a prediction or a dated fact as entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sif_desktop.services.inspection_lines import (
    PROGRESS,
    SAFEGUARDING,
    Choices,
    ImprovementFields,
    InspectionFields,
)

_DAYS: Mapping[str, str] = {
    "day": "first day",
    "last_day": "last day",
    "feedback_on": "day of the verbal feedback",
    "published_on": "day of publication",
}


def inspection_faults(given: InspectionFields, choices: Choices, today: date) -> dict[str, str]:
    """A sentence for each field that is wrong."""
    faults = {name: f"The {said} is no date." for name, said in _DAYS.items()
              if not is_day(getattr(given, name))}  # fmt: skip
    if not given.day:
        faults["day"] = "An inspection has a first day."
    faults.update(_order(given, today) if not faults else ())
    faults.update(_words(given, choices))
    return faults


def _order(given: InspectionFields, today: date) -> Iterator[tuple[str, str]]:
    if given.day > today.isoformat():
        yield "day", "An inspection is recorded once it has begun."
    for name, said in list(_DAYS.items())[1:]:
        if getattr(given, name) and getattr(given, name) < given.day:
            yield name, f"The {said} lies before the first day."


def _words(given: InspectionFields, choices: Choices) -> Iterator[tuple[str, str]]:
    kind = choices.kind(given.kind)
    if not given.kind:
        yield "kind", "Say what kind of inspection it was."
    for code in given.outcomes:
        if kind.outcomes and code not in kind.outcomes:
            said = choices.outcomes.get(code, code)
            yield "outcomes", f"“{said}” is no outcome of this kind of inspection."
    if given.safeguarding and given.safeguarding not in SAFEGUARDING:
        yield "safeguarding", "Safeguarding is met or not met."
    for one in given.improvements:
        yield from improvement_faults(one)


def improvement_faults(given: ImprovementFields) -> Iterator[tuple[str, str]]:
    if not given.text.strip():
        yield "improvements", "Say what is to be improved."
    if given.state not in PROGRESS:
        yield "state", "Progress is not begun, under way or addressed."
    if not is_day(given.progress_on):
        yield "progress_on", "The day of the progress is no date."


def is_day(iso: str) -> bool:
    """Whether it is a date, or nothing."""
    try:
        return not iso or bool(date.fromisoformat(iso))
    except ValueError:
        return False
