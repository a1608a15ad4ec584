"""What a pack says of monitoring, as the program uses it."""

from __future__ import annotations

from typing import Any

from sif_desktop.domain.monitoring import (
    Aspect,
    KeyTask,
    MonitoringRules,
    RiskLevel,
    StatutoryCheck,
)


def rules(file: Any) -> MonitoringRules:
    if file is None:
        return MonitoringRules()
    return MonitoringRules(
        tuple(
            KeyTask(
                row.code,
                row.label,
                tuple(row.visits),
                tuple(row.support),
                tuple(row.events),
                row.source or file.source or "",
            )
            for row in file.key_tasks
        ),
        tuple(
            RiskLevel(row.code, row.label, row.severity, row.source or file.source or "")
            for row in file.risk_levels
        ),
        tuple(
            StatutoryCheck(row.code, row.label, row.source or file.source or "")
            for row in file.statutory
        ),
        file.self_evaluation.criterion if file.self_evaluation else "",
        file.support_otherwise or "",
        tuple(Aspect(row.code, row.label, row.source or file.source or "") for row in file.aspects),
    )
