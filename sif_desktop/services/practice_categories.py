"""The practice caseload's categories: findings by hand, decisions old and new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.category_decision import Decision, StagePassed

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services

Told = Mapping[str, Any]


def play_categories(
    services: Services, story: Told, schools: Mapping[str, str], when: Callable[[int], date]
) -> None:
    """Decide and find what `story` tells; `schools` are their uids, `when` a day of it."""
    for told in story["findings"]:
        services.categories.find(
            schools[told["school"]], told["criterion"], told["value"], told.get("evidence")
        )
    for told in story["decisions"]:
        services.categories.decide(schools[told["school"]], _decision(told, when))


def _decision(told: Told, when: Callable[[int], date]) -> Decision:
    day = when(told["day"])
    passed = (
        StagePassed(code, min(when(at), day), told["who"]) for code, at in told["stages"].items()
    )
    skipped = (StagePassed(code, skipped=why) for code, why in told.get("skipped", {}).items())
    return Decision(
        category=told["category"],
        on=day,
        reasons=told["reasons"],
        capacity=told["capacity"],
        school_view=told.get("school_view", ""),
        school_evidence=told.get("school_evidence", ""),
        stages=(*passed, *skipped),
    )
