"""Plans of the practice caseload: begun, filled, judged, followed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sif_desktop.services.bootstrap import Services
from sif_desktop.services.plans import PlanFields

_DAYS = ("start", "due")
_SAID = ("status", "evidence", "degree", "if_not", "cost", "payer", "for", "fund")
_When = Callable[[int | str], date]


def play_plans(
    services: Services, story: Mapping[str, Any], schools: Mapping[str, str], when: _When
) -> None:
    """Make what `story` tells; its days are counted from today by `when`."""
    for told in story["plans"]:
        fields = PlanFields(
            told["title"], when(told["start"]).isoformat(), when(told["end"]).isoformat(),
            told.get("support_level", ""),
        )  # fmt: skip
        uid = services.plans.begin(schools[told["school"]], told["template"], fields).uid
        for code, text in told["texts"].items():
            services.plans.set_text(uid, code, text)
        for priority in told["priorities"]:
            _priority(services, uid, priority, when)
        if told.get("running"):
            services.plans.run(uid)


def _priority(services: Services, uid: str, told: Mapping[str, Any], when: _When) -> None:
    outline = services.plan_outline
    own = {
        name: told[name] for name in ("title", "area", "lead", "current_position") if name in told
    }
    top = outline.add(uid, "priority", own).uid
    for criterion in told["criteria"]:
        made = outline.add(uid, "criterion", {"what": criterion["what"]}, priority_uid=top).uid
        if "degree" in criterion:
            services.plan_following.judge_criterion(
                made, criterion["degree"], criterion["evidence"], criterion.get("if_not", "")
            )
    for level in ("action", "milestone"):
        for row in told[f"{level}s"]:
            made = outline.add(uid, level, _fields(row, when), priority_uid=top).uid
            if "cost" in row:
                outline.set_cost(
                    made, row["for"], row["cost"], row["payer"], fund=row.get("fund", "")
                )
            if "status" in row:
                services.plan_following.judge(level, made, row["status"], row["evidence"])


def _fields(row: Mapping[str, Any], when: _When) -> dict[str, str]:
    return {
        name: when(value).isoformat() if name in _DAYS else str(value)
        for name, value in row.items()
        if name not in _SAID
    }
