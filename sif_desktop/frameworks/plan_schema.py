"""The shape of a pack's file on plans: plans.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sif_desktop.domain.plan_templates import FIELDS
from sif_desktop.frameworks.case_schema import Conditions, Months, Visibility
from sif_desktop.frameworks.rule_schema import RuleRow
from sif_desktop.frameworks.schema import Code, HyphenId, Part, Sourced, Text

Party = Literal["school", "authority", "partner"]
Level = Literal["plan", "priority", "action", "milestone"]


class ColumnRow(Part):
    """`field` is one of the program's, or the code of a text of the rulebook's own."""

    field: Code
    label: Text | None = None


class TextRow(Sourced):
    code: Code
    label: Text
    on: Level = "plan"
    prompt: Text | None = None
    required: bool = False


class AgreedRow(Sourced):
    code: Code
    label: Text
    role: Code | None = None
    when: Conditions


class ContributorRow(AgreedRow):
    part: Literal["draws_up", "consulted"] = "consulted"


class SignOffRow(AgreedRow):
    part: Literal["finalises", "signs"] = "signs"


class AreaRow(Part):
    code: Code
    label: Text


class RequiredRow(Sourced):
    area: Code
    when: Conditions


class TemplateRow(Sourced):
    id: HyphenId
    title: Text
    kind: Literal[
        "school_plan", "authority_plan", "joint_plan", "support_plan", "individual_plan",
        "agreement", "statement", "taper_plan",
    ]  # fmt: skip
    when: Conditions
    visibility: Visibility = "school"
    parties: list[Party] = Field(default_factory=lambda: list[Party](["school", "authority"]))
    owed_when: RuleRow | None = None
    texts: list[TextRow] = Field(default_factory=list)
    roles: list[Code] = Field(default_factory=list)
    priority: list[ColumnRow] = Field(default_factory=list)
    actions: list[ColumnRow] = Field(default_factory=list)
    milestones: list[ColumnRow] = Field(default_factory=list)
    areas: list[AreaRow] = Field(default_factory=list)
    required: list[RequiredRow] = Field(default_factory=list)
    usual_months: Months | None = None
    notice_months: Months | None = None
    few: Annotated[int, Field(ge=1, le=40)] | None = None
    evaluated_per: Literal["month", "half_term", "term", "year"] | None = None
    evaluated_by: list[Literal["school", "authority", "agreed"]] = Field(default_factory=list)
    approvals: list[AgreedRow] = Field(default_factory=list)
    contributors: list[ContributorRow] = Field(default_factory=list)
    stages: list[AgreedRow] = Field(default_factory=list)
    sign_offs: list[SignOffRow] = Field(default_factory=list)
    deadline: HyphenId | None = None
    closes: Code | None = None
    aligned_with: list[HyphenId] = Field(default_factory=list)
    recipients: list[Code] = Field(default_factory=list)

    @model_validator(mode="after")
    def _columns(self) -> TemplateRow:
        """Every column shows something there is."""
        for level, columns in (
            ("priority", self.priority),
            ("action", self.actions),
            ("milestone", self.milestones),
        ):
            own = {text.code for text in self.texts if text.on == level}
            for column in columns:
                if column.field not in FIELDS[level] and column.field not in own:
                    message = (
                        f"“{column.field}” is neither a part of a {level} nor a text of this plan's"
                        f" own. Use one of: {', '.join((*FIELDS[level], *sorted(own)))}."
                    )
                    raise PydanticCustomError("column", message)
        return self


class PlansFile(Sourced):
    templates: Annotated[list[TemplateRow], Field(min_length=1)]
