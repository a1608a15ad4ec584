"""What the practice caseload holds of inspections, predictions and facts with dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sif_desktop.services.inspection_lines import ImprovementFields, InspectionFields
from sif_desktop.services.predictions import PredictionFields
from sif_desktop.services.provider_facts import FactFields

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services

When = Callable[[int | str], date]
_DAYS = ("day", "last_day", "feedback_on", "published_on")


def play(
    services: Services, schools: Mapping[str, str], story: Mapping[str, Any], when: When
) -> None:
    """Put the story on record; its days count from today, `schools` are uids by key."""
    for told in story["inspections"]:
        _inspect(services, schools[told["school"]], told, when)
    for told in story["predictions"]:
        given = PredictionFields(
            told["value"],
            tuple(told.get("outcomes", ())),
            when(told["day"]).isoformat(),
            told["by"],
            told.get("note", ""),
        )
        services.predictions.record(schools[told["school"]], given)
    for told in story["facts"]:
        since = when(told["since"]).isoformat()
        until = when(told["until"]).isoformat() if "until" in told else ""
        given_fact = FactFields(told["value"], since, until, told.get("reason", ""))
        services.facts.add(schools[told["school"]], told["fact"], given_fact)


def _inspect(services: Services, uid: str, told: Mapping[str, Any], when: When) -> None:
    days = {name: when(told[name]).isoformat() if name in told else "" for name in _DAYS}
    given = InspectionFields(
        told["kind"],
        days["day"],
        days["last_day"],
        tuple(told.get("outcomes", ())),
        told.get("areas", {}),
        told.get("safeguarding", ""),
        days["feedback_on"],
        days["published_on"],
        improvements=tuple(_improvement(one, when) for one in told.get("improve", ())),
    )
    made = services.inspections.record(uid, given).uid
    if "take_on" in told:
        services.inspections.take_on(made, told["take_on"])


def _improvement(told: Mapping[str, Any], when: When) -> ImprovementFields:
    seen = when(told["seen"]).isoformat() if "seen" in told else ""
    return ImprovementFields(
        told["text"], "", told.get("state", "open"), seen, told.get("done", "")
    )
