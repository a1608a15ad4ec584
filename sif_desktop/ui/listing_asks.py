"""What may begin with a case, asked for beside it: meetings for a reason, and empty plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sif_desktop.services.listing import Beginning
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.ui.dialogs.asked import Ask

if TYPE_CHECKING:
    from sif_desktop.services.listing import ToBegin

_NOT_NOW = "Not now"
_SERIES, _PLAN = "series:", "plan:"


def begin_asks(found: ToBegin) -> list[Ask]:
    """A series asks for the reason it begins for, where the rulebook names some; a plan, and a
    series without one, is ticked. What the school's category asks for is ticked already."""
    asks = []
    for one in found.series:
        name, label = f"{_SERIES}{one.kind}", f"Begin meetings: {one.title}"
        if one.start:
            reasons = {"": _NOT_NOW, **{reason.code: reason.label for reason in one.start}}
            asks.append(Ask(name, f"{one.title}: begun for", "choice", "", reasons))
        else:
            asks.append(Ask(name, label, "tick", "yes" if one.required else ""))
    for plan in found.plans:
        asks.append(Ask(f"{_PLAN}{plan.id}", f"Begin an empty plan: {plan.title}", "tick"))
    return asks


def wanted_asks(found: ToBegin) -> list[Ask]:
    """What a category asks for, each ticked already; why, where meetings need a reason to begin."""
    asks = [replace(one, value="yes") if one.kind == "tick" else one for one in begin_asks(found)]
    if any(one.start for one in found.series):
        asks.append(Ask("why", "What shows it", "text"))
    return asks


def begin_of(given: Mapping[str, str]) -> tuple[Beginning, dict[str, str]]:
    """What was asked to begin, and the answers that are not about that."""
    series, plans, rest = [], [], {}
    for name, value in given.items():
        if name.startswith(_SERIES):
            reasons = (value,) if value and value != "yes" else ()
            if value:
                series.append(SeriesFields(name.removeprefix(_SERIES), start_reasons=reasons))
        elif name.startswith(_PLAN):
            if value:
                plans.append(name.removeprefix(_PLAN))
        else:
            rest[name] = value
    return Beginning(tuple(series), tuple(plans)), rest
