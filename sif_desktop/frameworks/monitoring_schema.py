"""The shape of a pack's file on monitoring: key tasks, levels of risk, statutory checks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sif_desktop.frameworks.rule_schema import CriterionId
from sif_desktop.frameworks.schema import Code, Sourced, Text

Codes = Annotated[list[Code], Field(default_factory=list)]


class KeyTaskRow(Sourced):
    code: Code
    label: Text
    visits: Codes
    support: Codes
    events: Codes


class RiskLevelRow(Sourced):
    code: Code
    label: Text
    severity: Annotated[int, Field(ge=0, le=20)]


class StatutoryCheckRow(Sourced):
    code: Code
    label: Text


class AspectRow(Sourced):
    """One of what an inspection of the authority itself looks at."""

    code: Code
    label: Text


class SelfEvaluationRow(Sourced):
    criterion: CriterionId


class MonitoringFile(Sourced):
    key_tasks: list[KeyTaskRow] = Field(default_factory=list)
    risk_levels: list[RiskLevelRow] = Field(default_factory=list)
    statutory: list[StatutoryCheckRow] = Field(default_factory=list)
    aspects: list[AspectRow] = Field(default_factory=list)
    self_evaluation: SelfEvaluationRow | None = None
    support_otherwise: Code | None = None  # the key task of support of no kind that is named
