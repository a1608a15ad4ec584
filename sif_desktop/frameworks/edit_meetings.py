"""How often each kind of meeting is held, as the authority may change it: also where the rulebook
leaves the numbers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sif_desktop.frameworks.edit_duties import SPANS, said
from sif_desktop.frameworks.edit_shape import (
    BY_LAW,
    Area,
    EditField,
    Entry,
    Options,
    code_field,
    field,
    rows,
    source_of,
    statutory,
)
from sif_desktop.frameworks.edits import Path, Raw

MEETINGS = "meetings.yaml"
UNSET: Options = (("", "not set"), *SPANS)
_PAIRS = (("every", "Every", "unit"), ("at_least", "At least", "per"))


def meetings(raw: Raw) -> Area:
    held = list(enumerate(rows(raw, MEETINGS, "types")))
    kinds = [_kind(raw, place, row) for place, row in held]
    open_ones = [
        _unset(raw, place, row)
        for place, row in held
        if not row.get("rhythms") and row.get("single") is not True
    ]
    intro = (
        "What each kind of meeting is called and how often it is held. The day the next one is "
        "owed by follows from the day a new version is saved."
    )
    named = ("Kinds of meeting", tuple(kinds))
    unset = ("How often, where the rulebook does not say", tuple(open_ones))
    return Area("meetings", "Meetings", intro, (named, unset) if open_ones else (named,))


def _kind(raw: Raw, place: int, row: dict[str, Any]) -> Entry:
    path: Path = ("types", place)
    rhythms = list(enumerate(row.get("rhythms") or ()))
    fields = [
        field(MEETINGS, (*path, "title"), "Name", value=row.get("title")),
        field(MEETINGS, (*path, "also"), "Other name", value=row.get("also")),
        field(MEETINGS, (*path, "place"), "Place", value=row.get("place")),
        *(one for n, rhythm in rhythms for one in _often(raw, (*path, "rhythms", n), row, rhythm)),
        code_field(MEETINGS, (*path, "code"), row.get("code")),
    ]
    told = [f"{said(one)}{_of(raw, one)}" for _, one in rhythms]
    once = "Held once" if row.get("single") is True else "No rhythm is set"
    return Entry(
        f"meeting:{row.get('code')}", str(row.get("title")), " · ".join(told) or once,
        tuple(fields), source_of(raw, MEETINGS, row),
    )  # fmt: skip


def _often(
    raw: Raw, at: Path, row: Mapping[str, Any], rhythm: Mapping[str, Any]
) -> Iterator[EditField]:
    law = statutory(raw, MEETINGS, {**row, **rhythm})
    locked, whom = BY_LAW.format(source=law) if law else "", _of(raw, rhythm)
    for key, words, unit in (one for one in _PAIRS if one[0] in rhythm):
        value, counted = rhythm.get(key), rhythm.get(unit)
        yield field(MEETINGS, (*at, key), f"{words}{whom}", "whole", value, locked=locked)
        yield field(
            MEETINGS, (*at, unit), f"Counted in{whom}", "choice", counted, options=SPANS,
            locked=locked,
        )  # fmt: skip
    grace = rhythm.get("tolerance_days")
    yield field(
        MEETINGS, (*at, "tolerance_days"), f"Days of grace{whom}", "whole", grace, locked=locked
    )


def _of(raw: Raw, rhythm: Mapping[str, Any]) -> str:
    """For which schools a rhythm is, in brackets; empty where it is for all."""
    names = {one.get("code"): str(one.get("label")) for one in rows(raw, "pack.yaml", "categories")}
    values = [v for one in rhythm.get("when") or () for v in one.get("values") or ()]
    return f" ({', '.join(names.get(value, value) for value in values)})" if values else ""


def _unset(raw: Raw, place: int, row: dict[str, Any]) -> Entry:
    """A rhythm to be given to a kind of meeting that has none."""
    at: Path = ("types", place, "rhythms", 0)
    fields = (
        field(MEETINGS, (*at, "every"), "Every", "whole"),
        field(MEETINGS, (*at, "unit"), "Counted in", "choice", options=UNSET),
        field(MEETINGS, (*at, "tolerance_days"), "Days of grace", "whole"),
    )
    return Entry(
        f"rhythm:{row.get('code')}", str(row.get("title")), "No rhythm is set", fields,
        source_of(raw, MEETINGS, row), {"app_default": True}, (MEETINGS, at),
    )  # fmt: skip
