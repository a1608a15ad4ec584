"""What stands on an agenda, and what comes back to it by rule."""

from __future__ import annotations

from collections.abc import Sequence

OPEN, DISCUSSED, PARKED, DROPPED = "open", "discussed", "parked", "dropped"
ITEM_STATES = {
    OPEN: "Open",
    DISCUSSED: "Discussed",
    PARKED: "Parked",
    DROPPED: "Dropped",
}


def numbers(items: Sequence[tuple[str, str]]) -> list[str]:
    """The number of each item of an agenda, given as heading and state in order: "3", or "3.2"
    for the second under a heading. What is parked or dropped has none."""
    found, number, under, part = [], 0, "", 0
    for heading, state in items:
        if state in (PARKED, DROPPED):
            found.append("")
            continue
        if not heading or heading != under:
            number, under, part = number + 1, heading, 0
        part += 1
        found.append(f"{number}.{part}" if heading else str(number))
    return found


def length(start: str, end: str) -> int:
    """How many minutes a meeting has, 0 where its times do not say; times like 14:30."""
    times = [one.split(":") for one in (start, end)]
    if not all(len(one) == 2 and one[0].isdecimal() and one[1].isdecimal() for one in times):
        return 0
    began, ends = (int(hour) * 60 + int(minute) for hour, minute in times)
    return max(0, ends - began)


def overrun(planned: int, start: str, end: str) -> int:
    """How many minutes more are planned than the meeting has; 0 where it fits or is not known."""
    has = length(start, end)
    return max(0, planned - has) if has else 0
