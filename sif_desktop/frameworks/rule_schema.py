"""The shape of category schemes, their rules, and obligations, as a pack writes them.

A rule is one of a closed set of tests, or several joined by `any`, `all`, `at_least` or `not`.
`met` and `unmet` name criteria; several in a list stand for so many tests.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sif_desktop.domain.blocks import Block
from sif_desktop.domain.calendar import WorkingDayRule
from sif_desktop.domain.obligations import Anchor, Unit
from sif_desktop.frameworks.schema import (
    CategoryCode,
    Code,
    ConditionRow,
    HyphenId,
    Part,
    Sourced,
    Text,
    Value,
    id_rule,
)

CriterionId = Annotated[
    str,
    AfterValidator(
        id_rule(
            r"[A-Za-z0-9][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*",
            "Use the rulebook's own short names, such as “S1.1” or “progress.r”.",
        )
    ),
]
Criteria = Annotated[list[CriterionId], Field(min_length=1)]
Months = Annotated[int, Field(ge=1, le=240)]


class GradedRow(Part):
    criterion: CriterionId
    values: Annotated[list[Value], Field(min_length=1)]


class FigureRow(Part):
    """`value` left out: the figure's own comparator, such as the national one."""

    indicator: Code
    side: Literal["below", "above", "falling", "rising"]
    value: float | None = None
    years: Annotated[int, Field(ge=1, le=10)] = 1
    any_group: bool = False


class InspectedRow(Part):
    outcomes: Annotated[list[Code], Field(min_length=1)]
    within_months: Months | None = None  # left out: the latest inspection


class InCategoryRow(Part):
    categories: Annotated[list[CategoryCode], Field(min_length=1)]
    months: Months | None = None


class HappenedRow(Part):
    events: Annotated[list[Code], Field(min_length=1)]
    within_months: Months | None = None


class AtLeastRow(Part):
    count: Annotated[int, Field(ge=1, le=100)]
    of: Annotated[list[RuleRow], Field(min_length=1)]


class RuleRow(Sourced):
    """Exactly one test; `text` says it in words where it is not a criterion's own."""

    text: Text | None = None
    any: Annotated[list[RuleRow], Field(min_length=1)] | None = None
    all: Annotated[list[RuleRow], Field(min_length=1)] | None = None
    at_least: AtLeastRow | None = None
    none_of: Annotated[list[RuleRow], Field(min_length=1)] | None = None
    met: Criteria | None = None
    unmet: Criteria | None = None
    graded: GradedRow | None = None
    figure: FigureRow | None = None
    inspected: InspectedRow | None = None
    in_category: InCategoryRow | None = None
    happened: HappenedRow | None = None
    provider: ConditionRow | None = None
    rule_of: CategoryCode | None = None

    @model_validator(mode="after")
    def _one_test(self) -> RuleRow:
        given = [name for name in TESTS if getattr(self, name) is not None]
        if len(given) != 1:
            raise PydanticCustomError(
                "rule",
                "A rule holds exactly one of {tests}; this one holds {given}.",
                {"tests": ", ".join(TESTS), "given": " and ".join(given) or "none"},
            )
        return self


TESTS = (
    *("any", "all", "at_least", "none_of", "met", "unmet", "graded", "figure", "inspected"),
    *("in_category", "happened", "provider", "rule_of"),
)


class StrandRow(Sourced):
    id: CriterionId
    title: Text
    baseline: Text | None = None


class CriterionRow(Sourced):
    id: CriterionId
    text: Text
    strand: CriterionId | None = None
    scale: HyphenId | None = None
    measured: RuleRow | None = None  # answers it where nobody has judged by hand
    presumed: Literal["met", "not_met"] | None = None  # stands unless somebody says otherwise
    only_if: ConditionRow | None = None
    visibility: Literal["school", "la", "restricted"] = "school"


class ExitRow(Sourced):
    months: Months
    extension: Text | None = None


class CategoryRow(Sourced):
    code: CategoryCode
    title: Text
    severity: Annotated[int, Field(ge=0, le=20)]
    colour: Literal["green", "amber", "red", "blue", "grey"] | None = None
    equivalent: Text | None = None  # what statute calls it
    expectation: Text | None = None
    rule: RuleRow | None = None
    exit: ExitRow | None = None


class GateRow(Sourced):
    text: Text
    leaving: list[CategoryCode] = Field(default_factory=list)
    entering: list[CategoryCode] = Field(default_factory=list)
    events: list[Code] = Field(default_factory=list)
    outcomes: list[Code] = Field(default_factory=list)
    exempt_first: bool = False

    @model_validator(mode="after")
    def _opens(self) -> GateRow:
        if not (self.events or self.outcomes) or not (self.leaving or self.entering):
            raise PydanticCustomError(
                "gate",
                "A gate needs “leaving” or “entering”, and “events” or “outcomes” that open it.",
            )
        return self


class StageRow(Sourced):
    code: Code
    title: Text
    required: bool = False


class CapacityRow(Sourced):
    title: Text
    scale: HyphenId


class SchemeFile(Sourced):
    id: HyphenId
    title: Text
    when: list[ConditionRow] = Field(default_factory=list)
    otherwise: CategoryCode | None = None
    single_criterion: Sourced | None = None  # where the rulebook says one is not enough
    prevails: Literal["school", "authority", "officer"] | None = None  # in a difference of view
    strands: list[StrandRow] = Field(default_factory=list)
    criteria: list[CriterionRow] = Field(default_factory=list)
    categories: Annotated[list[CategoryRow], Field(min_length=2)]
    gates: list[GateRow] = Field(default_factory=list)
    stages: list[StageRow] = Field(default_factory=list)
    capacity: CapacityRow | None = None


class NamedRow(Sourced):
    code: Code
    label: Text


class WhenRow(Part):
    """Either `every` n units, `at_least` n per unit, `months` by name, or `within` n units."""

    every: Annotated[int, Field(ge=1, le=100)] | None = None
    at_least: Annotated[int, Field(ge=1, le=100)] | None = None
    within: Annotated[int, Field(ge=0, le=500)] | None = None
    months: Annotated[list[Annotated[int, Field(ge=1, le=12)]], Field(min_length=1)] | None = None
    unit: Unit | None = None
    anchor: Anchor | None = None
    after: list[Code] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _enums(cls, given: Any) -> Any:
        """Files hold words; strict models want the enumerations."""
        return with_enums(given, unit=Unit, anchor=Anchor)

    @model_validator(mode="after")
    def _one_kind(self) -> WhenRow:
        kinds = (self.every, self.at_least, self.within, self.months)
        if sum(kind is not None for kind in kinds) != 1:
            message = "Give exactly one of “every”, “at_least”, “within” and “months”."
            raise PydanticCustomError("when", message)
        if (self.months is None) is not (self.unit is not None):
            raise PydanticCustomError("when", "Give “unit” with all but “months”.")
        if self.within is not None and self.anchor is None:
            raise PydanticCustomError("when", "“within” needs the “anchor” it counts from.")
        if (self.anchor is Anchor.EVENT) is not bool(self.after):
            raise PydanticCustomError("when", "“after” names the events of the anchor “event”.")
        return self


def with_enums(given: Any, **enums: Any) -> Any:
    """What was read, with the words of these fields as their enumerations."""
    if not isinstance(given, dict):
        return given
    found = dict(given)
    for name, kind in enums.items():
        if found.get(name) in set(kind):
            found[name] = kind(found[name])
    return found


class ObligationRow(Sourced):
    id: HyphenId
    title: Text
    when: WhenRow
    closed_by: Annotated[list[Code], Field(min_length=1)]
    applies: list[ConditionRow] = Field(default_factory=list)
    holds: RuleRow | None = None  # owed only while this rule holds
    working_days: WorkingDayRule = WorkingDayRule.ORDINARY
    tolerance_days: Annotated[int, Field(ge=0, le=100)] = 0

    @model_validator(mode="before")
    @classmethod
    def _enums(cls, given: Any) -> Any:
        return with_enums(given, working_days=WorkingDayRule)


class OwedRow(Part):
    obligation: HyphenId
    day: date
    state: Literal["due", "overdue", "done"] | None = None


class WindowExpectedRow(Part):
    from_: Annotated[date, Field(alias="from")]
    to: date


class ExpectedRow(Part):
    """What a situation must come to; whatever is left out is not looked at."""

    proposal: CategoryCode | Literal[""] | None = None
    reasons: list[Text] | None = None  # criteria, or what else was asked
    open: list[Text] | None = None
    blocked: bool | None = None
    single: bool | None = None  # flagged as resting on one criterion
    counts: dict[Text, int] | None = None  # how many criteria stand how
    change: dict[str, Text] = Field(default_factory=dict)  # criterion turned -> proposal then
    owed: list[OwedRow] = Field(default_factory=list)
    not_owed: list[HyphenId] = Field(default_factory=list)
    clock: date | None = None  # by when the category is to be left
    steps: list[Code] | None = None  # open now, in order; what was taken are events
    powers: list[Code] | None = None  # open now
    not_open: dict[Code, Text] = Field(default_factory=dict)  # power -> part of the reason
    entitlements: dict[HyphenId, Text] | None = None  # id -> words
    triggers: dict[CriterionId, Literal["met", "not_met", "cannot_tell"]] = Field(
        default_factory=dict
    )
    listed: bool | None = None  # a case is proposed
    responses: list[HyphenId] | None = None  # to the latest inspection
    window: WindowExpectedRow | None = None
    plans_owed: list[HyphenId] | None = None  # kinds of plan such a provider must have
    plans_open: list[HyphenId] | None = None  # kinds of plan that may be made for it
    plan_words: dict[HyphenId, list[Code]] = Field(
        default_factory=dict
    )  # template -> who has a word in it: contributors, then sign-offs

    @model_validator(mode="after")
    def _something(self) -> ExpectedRow:
        if not self.model_fields_set:
            raise PydanticCustomError("expect", "Say what the situation must come to.")
        return self


class SituationRow(Sourced):
    name: Text
    facts: dict[str, Any]
    expect: ExpectedRow


class SituationsFile(Sourced):
    """`given` is true of every situation unless the situation says otherwise."""

    given: dict[str, Any] = Field(default_factory=dict)
    situations: Annotated[list[SituationRow], Field(min_length=1)]


class EventRow(NamedRow):
    """It also happens with the issue of a note in which one of the items `put_in_writing` has an
    answer."""

    put_in_writing: list[Text] = Field(default_factory=list)


class IndicatorRow(NamedRow):
    block: Block = Block.IMPROVEMENT  # where it stands on a school's page and in its brief

    @model_validator(mode="before")
    @classmethod
    def _enums(cls, given: Any) -> Any:
        return with_enums(given, block=Block)


class ObligationsFile(Sourced):
    """`events` are kinds of thing that happen beside the pack's visit types; `outcomes` what an
    inspection may come to; `indicators` what is measured."""

    events: list[EventRow] = Field(default_factory=list)
    outcomes: list[NamedRow] = Field(default_factory=list)
    indicators: list[IndicatorRow] = Field(default_factory=list)
    obligations: list[ObligationRow] = Field(default_factory=list)
