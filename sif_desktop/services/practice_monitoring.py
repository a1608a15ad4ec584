"""Monitoring and risk in the practice caseload."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sif_desktop.services.bootstrap import Services
from sif_desktop.services.monitoring_lines import EntryFields


def play_monitoring(
    services: Services,
    story: Mapping[str, Any],
    schools: Mapping[str, str],
    when: Callable[[int | str], date],
) -> None:
    """Record what `story` tells; its days are counted from today by `when`."""

    def entry(told: Mapping[str, Any]) -> tuple[str, EntryFields]:
        words = {name: told[name] for name in told if name not in ("school", "day")}
        return schools[told["school"]], EntryFields(when(told["day"]).isoformat(), **words)

    for told in story["risk"]:
        school = schools[told["school"]]
        services.risk.assess(school, told["level"], told["reasons"], when(told["day"]))
    for told in story["judgements"]:
        services.monitoring.judge(*entry(told))
    for told in story["self_evaluation"]:
        services.monitoring.judge_self_evaluation(*entry(told))
    for told in story["checks"]:
        services.monitoring.check(*entry(told))
