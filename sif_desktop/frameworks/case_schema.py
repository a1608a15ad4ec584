"""The shape of a pack's files on dated facts, inspections, triggers, concerns, ladders and
entitlements."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sif_desktop.domain.blocks import Block
from sif_desktop.domain.calendar import WorkingDayRule
from sif_desktop.domain.obligations import Anchor, Unit
from sif_desktop.frameworks.rule_schema import CriterionId, RuleRow, with_enums
from sif_desktop.frameworks.schema import (
    ChoiceRow,
    Code,
    ConditionRow,
    HyphenId,
    Part,
    Sourced,
    Text,
)

Visibility = Literal["school", "la", "restricted"]
Months = Annotated[int, Field(ge=0, le=240)]
Amount = Annotated[float, Field(ge=0, le=400)]
Conditions = Annotated[list[ConditionRow], Field(default_factory=list)]


class DatedFactRow(Sourced):
    code: Code
    label: Text
    values: list[ChoiceRow] = Field(default_factory=list)  # left out: anything may be written
    several: bool = False
    remind_after_months: Months | None = None
    visibility: Visibility = "school"
    block: Block | None = None  # where it stands in the brief; left out: in none

    @model_validator(mode="before")
    @classmethod
    def _enums(cls, given: Any) -> Any:
        return with_enums(given, block=Block)


class FactsFile(Sourced):
    facts: Annotated[list[DatedFactRow], Field(min_length=1)]


class AreaRow(Part):
    code: Code
    label: Text


class InspectionKindRow(Sourced):
    code: Code
    label: Text
    outcomes: list[Code] = Field(default_factory=list)
    interim: list[Code] = Field(default_factory=list)  # these leave the judgement before standing
    areas: list[AreaRow] = Field(default_factory=list)


class WindowRow(Sourced):
    outcomes: Annotated[list[Code], Field(min_length=1)]
    when: Conditions
    from_months: Months
    to_months: Months
    label: Text | None = None  # of a visit that may come besides
    kind: Code | None = None  # of inspection: once one has come it is not expected again

    @model_validator(mode="after")
    def _in_order(self) -> WindowRow:
        if self.to_months < self.from_months:
            raise PydanticCustomError("window", "“to_months” lies before “from_months”.")
        if (self.label is None) is not (self.kind is None):
            raise PydanticCustomError("window", "“label” and “kind” go together.")
        return self


class ResponseRow(Sourced):
    id: HyphenId
    outcomes: Annotated[list[Code], Field(min_length=1)]
    when: Conditions
    task: Text
    party: Literal["authority", "school", "partner"] = "authority"
    who: Code | None = None
    within: Annotated[int, Field(ge=0, le=500)] | None = None
    unit: Unit | None = None
    anchor: Anchor | None = None
    working_days: WorkingDayRule = WorkingDayRule.ORDINARY
    letter: HyphenId | None = None
    opens_case: bool = False
    required: bool = True

    @model_validator(mode="before")
    @classmethod
    def _enums(cls, given: Any) -> Any:
        return with_enums(given, unit=Unit, anchor=Anchor, working_days=WorkingDayRule)

    @model_validator(mode="after")
    def _whole(self) -> ResponseRow:
        days = (Anchor.PUBLICATION, Anchor.FEEDBACK, Anchor.INSPECTION, None)
        given = {self.within is None, self.unit is None, self.anchor is None}
        if len(given) != 1 or self.anchor not in days:
            message = (
                "“within”, “unit” and “anchor” (publication, feedback or inspection) go together."
            )
            raise PydanticCustomError("response", message)
        return self


class InspectionsFile(Sourced):
    kinds: list[InspectionKindRow] = Field(default_factory=list)
    windows: list[WindowRow] = Field(default_factory=list)
    responses: list[ResponseRow] = Field(default_factory=list)


class TriggerRow(Sourced):
    id: CriterionId
    text: Text
    when: Conditions
    rule: RuleRow | None = None
    weight: Literal["first", "ordinary"] = "ordinary"
    visibility: Visibility = "school"


class TriggersFile(Sourced):
    triggers: Annotated[list[TriggerRow], Field(min_length=1)]


class SourceRow(Sourced):
    code: Code
    label: Text
    told_school: Literal["required"] | None = None  # left out: as the file says


class AnswerRow(Sourced):
    answer_within: Annotated[int, Field(ge=1, le=400)] | None = None
    unit: Unit | None = None

    @model_validator(mode="before")
    @classmethod
    def _enums(cls, given: Any) -> Any:
        return with_enums(given, unit=Unit)

    @model_validator(mode="after")
    def _both(self) -> AnswerRow:
        if (self.answer_within is None) is not (self.unit is None):
            raise PydanticCustomError("answer", "“answer_within” and “unit” go together.")
        return self


class ComplaintStageRow(AnswerRow):
    code: Code
    label: Text


class ConcernsFile(Sourced):
    sources: Annotated[list[SourceRow], Field(min_length=1)]
    told_school: Literal["required", "optional"] = "optional"
    review_after: Annotated[int, Field(ge=1, le=20)] | None = None
    complaint_stages: list[ComplaintStageRow] = Field(default_factory=list)
    contacts: AnswerRow | None = None


class SetsRow(Part):
    fact: Code
    value: Text


class StepRow(Sourced):
    code: Code
    title: Text
    mode: Literal["informal", "meeting", "letter", "report", "formal"] = "meeting"
    who: Annotated[list[Code], Field(alias="with", default_factory=list)]
    letter: HyphenId | None = None
    only_after: list[Code] | None = None
    may_skip: bool = False
    sets: SetsRow | None = None


class LadderRow(Sourced):
    id: HyphenId
    title: Text
    when: Conditions
    steps: Annotated[list[StepRow], Field(min_length=1)]


class PowerRow(Sourced):
    code: Code
    title: Text
    statute: Text
    by: Literal["authority", "secretary_of_state"] = "authority"
    when: Conditions
    after: list[Code] = Field(default_factory=list)
    unless: Text | None = None


class ExitRow(Sourced):
    id: Code
    text: Text


class CasesRow(Sourced):
    listed_when: RuleRow | None = None
    level: Code | None = None
    exit: list[ExitRow] = Field(default_factory=list)
    aftercare_months: Months | None = None


class LaddersFile(Sourced):
    ladders: Annotated[list[LadderRow], Field(min_length=1)]
    powers: list[PowerRow] = Field(default_factory=list)
    cases: CasesRow | None = None


class DaysRow(Part):
    """One of `exactly`, `up_to`, `base`, or only by arrangement."""

    exactly: Amount | None = None
    up_to: Amount | None = None
    base: Amount | None = None
    by_arrangement: bool = False

    @model_validator(mode="before")
    @classmethod
    def _numbers(cls, given: Any) -> Any:
        """A whole number is a number of days too."""
        if not isinstance(given, dict):
            return given
        return {k: float(v) if type(v) is int else v for k, v in given.items()}

    @model_validator(mode="after")
    def _one(self) -> DaysRow:
        given = sum(one is not None for one in (self.exactly, self.up_to, self.base))
        if given > 1 or not (given or self.by_arrangement):
            message = "Give one of “exactly”, “up_to” and “base”, or “by_arrangement”."
            raise PydanticCustomError("days", message)
        return self


class VisitsRow(Part):
    exactly: Annotated[int, Field(ge=1, le=60)]
    extra: Annotated[int, Field(ge=0, le=60)] = 0


class EntitlementRow(Sourced):
    id: HyphenId
    title: Text
    when: Conditions
    days: DaysRow | None = None
    visits: VisitsRow | None = None
    per: Literal["year", "term"] = "year"
    covers: list[Literal["preparation", "on_site", "reporting"]] = Field(default_factory=list)
    may_decline: bool = False
    charge: Code | None = None
    instead_of: list[HyphenId] = Field(default_factory=list)
    counts: list[Code] = Field(default_factory=list)


class ChargeRow(Sourced):
    code: Code
    label: Text
    rate: Annotated[float, Field(ge=0, le=100_000)] | None = None
    unit: Literal["day", "visit", "year"] = "day"

    @model_validator(mode="before")
    @classmethod
    def _number(cls, given: Any) -> Any:
        if isinstance(given, dict) and type(given.get("rate")) is int:
            return {**given, "rate": float(given["rate"])}
        return given


class SupportRow(Sourced):
    code: Code
    label: Text
    when: Conditions
    charge: Code | None = None


class EntitlementsFile(Sourced):
    year: Literal["school", "financial"] = "school"
    letter: HyphenId | None = None
    entitlements: list[EntitlementRow] = Field(default_factory=list)
    charges: list[ChargeRow] = Field(default_factory=list)
    catalogue: list[SupportRow] = Field(default_factory=list)
