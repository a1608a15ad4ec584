"""The shape of every file of a pack. Strict: nothing is guessed, nothing unknown is let through.

A value from the rulebook carries `source` (the document's own paragraph); a value the app supplies
carries `app_default: true`. Both are inherited from the enclosing section or file. Only this
module and `faults` know pydantic.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from sif_desktop.frameworks.vocabulary import (
    CopyKind,
    DocumentKind,
    Route,
    Side,
    Unit,
)


def id_rule(pattern: str, advice: str) -> Callable[[str], str]:
    """A validator for ids of one form; `advice` says what they look like."""
    rule = re.compile(pattern)

    def check(value: str) -> str:
        if not rule.fullmatch(value):
            raise PydanticCustomError(
                "id",
                "“{value}” is not a well-formed id. {advice}",
                {"value": value, "advice": advice},
            )
        return value

    return check


def _filled(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "is empty. Write the text or leave the line out.")
    return value.strip()


Text = Annotated[str, AfterValidator(_filled)]
HyphenId = Annotated[
    str,
    AfterValidator(
        id_rule(
            r"[a-z0-9]+(-[a-z0-9]+)*",
            "Use lower-case letters and digits with hyphens, such as “review-visit”.",
        )
    ),
]
Code = Annotated[
    str,
    AfterValidator(
        id_rule(
            r"[a-z][a-z0-9_]*",
            "Use lower-case letters, digits and underscores, such as “review_visit”.",
        )
    ),
]
Value = Annotated[
    str,
    AfterValidator(
        id_rule(
            r"[a-z0-9][a-z0-9_]*", "Use lower-case letters, digits and underscores, such as “met”."
        )
    ),
]
ItemId = Annotated[
    str,
    AfterValidator(
        id_rule(
            r"(?!provider\.|visit\.)[a-z][a-z0-9_]*(\.[a-z0-9_]+)+",
            "Use lower-case words joined by dots, such as “sen.policy”; "
            "“provider.” and “visit.” are kept for facts.",
        )
    ),
]
CategoryCode = Annotated[
    str,
    AfterValidator(
        id_rule(
            r"[A-Za-z0-9][A-Za-z0-9_]*",
            "Use the rulebook's own letters and digits, such as “red” or “4a”.",
        )
    ),
]
Version = Annotated[
    str,
    AfterValidator(id_rule(r"[0-9]+(\.[0-9]+)*", "Use figures and dots, such as “1.2”.")),
]
Digit = Annotated[
    str, AfterValidator(id_rule(r"[0-9]", "Use one digit in quotes, from “0” to “9”."))
]


class Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Sourced(Part):
    """Anything that comes from the rulebook or from the app."""

    source: Text | None = None
    app_default: bool = False


class Rulebook(Part):
    """The published document the pack stands for."""

    title: Text
    version: Text | None = None
    based_on: Text | None = None
    issued: date | None = None


class Term(Sourced):
    word: Code
    label: Text
    plural: Text | None = None


class Role(Sourced):
    code: Code
    label: Text
    side: Side


class ProviderKind(Sourced):
    """`register_types` and `register_groups` are names of the national register."""

    code: Code
    label: Text
    register_types: list[Text] = []
    register_groups: list[Text] = []


class Category(Sourced):
    code: CategoryCode
    label: Text


class AddresseeRow(Sourced):
    """An office outside the school and the authority that documents may go to."""

    code: Code
    name: Text
    lines: list[Text] = []  # of the address, below the name
    salutation: Text | None = None
    email: Text | None = None


class PackFile(Sourced):
    id: HyphenId
    title: Text
    version: Version
    valid_from: date
    valid_to: date | None = None  # left out: until another takes its place
    parent_strategy: Text | None = None
    authority: Text | None = None  # left empty where any authority may use the pack
    service: Text | None = None
    document_name: Text | None = None  # how documents name the authority
    rulebook: Rulebook | None = None
    terms: list[Term] = []
    roles: Annotated[list[Role], Field(min_length=1)]
    provider_kinds: Annotated[list[ProviderKind], Field(min_length=1)]
    categories: list[Category] = []
    addressees: list[AddresseeRow] = []


class StepRow(Part):
    value: Value
    label: Text
    descriptor: str = ""
    key: Digit | None = None  # left out: 1, 2, 3 … in order


class ScaleRow(Sourced):
    id: HyphenId
    title: Text
    steps: Annotated[list[StepRow], Field(min_length=2, max_length=10)]


class ScalesFile(Sourced):
    scales: Annotated[list[ScaleRow], Field(min_length=1)]


class ConditionRow(Part):
    subject: Text
    values: Annotated[list[Text], Field(min_length=1)]


class ChoiceRow(Part):
    value: Value
    label: Text


class ItemRow(Sourced):
    id: ItemId
    label: Text
    kind: Literal["grade", "choice", "choices", "yes_no", "text", "number", "date", "note"]
    prompt: str = ""
    scale: HyphenId | None = None
    choices: list[ChoiceRow] = []
    required: bool = False
    only_if: ConditionRow | None = None
    evidence: bool = False
    present_risk: list[Text] = []
    per_step: dict[str, Text] = {}
    retired: bool = False  # kept for old records, no longer asked
    replaces: ItemId | None = None  # the retired item this one takes over from


class SectionRow(Sourced):
    id: Code
    title: Text
    items: Annotated[list[ItemRow], Field(min_length=1)]
    mandatory: bool = False
    only_if: ConditionRow | None = None
    intro: str = ""


class FormFile(Sourced):
    id: HyphenId
    title: Text
    version: int = 1
    sections: Annotated[list[SectionRow], Field(min_length=1)]


class CadenceRow(Sourced):
    """Either every so many units, or at least so many per unit."""

    every: Annotated[int, Field(ge=1)] | None = None
    unit: Unit | None = None
    at_least: Annotated[int, Field(ge=1)] | None = None
    per: Unit | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> CadenceRow:
        given = tuple(v is not None for v in (self.every, self.unit, self.at_least, self.per))
        if given not in ((True, True, False, False), (False, False, True, True)):
            raise PydanticCustomError(
                "cadence", "must give either “every” with “unit”, or “at_least” with “per”."
            )
        return self


class DaysRow(Sourced):
    preparation: Annotated[float, Field(ge=0, le=60)] = 0.0
    on_site: Annotated[float, Field(ge=0, le=60)] = 0.0
    reporting: Annotated[float, Field(ge=0, le=60)] = 0.0


class PromptsRow(Sourced):
    prompts: list[Text]


class MeetRow(Sourced):
    roles: list[Code]


class VisitTypeRow(Sourced):
    code: Code
    title: Text
    form: HyphenId
    extra_forms: list[HyphenId] = []  # their sections follow those of `form`
    focus: PromptsRow | None = None
    meet: MeetRow | None = None
    cadence: CadenceRow | None = None
    days: DaysRow | None = None
    join: MeetRow | None = None  # roles of other services that take part
    visibility: Literal["school", "restricted"] = "school"
    retired: bool = False


class VisitTypesFile(Sourced):
    visit_types: Annotated[list[VisitTypeRow], Field(min_length=1)]


class RecipientRow(Part):
    role: Code  # of a role, or of an addressee
    copy_kind: Annotated[CopyKind, Field(alias="copy")]
    route: Route | None = None


class DistributionRow(Sourced):
    id: HyphenId
    document: DocumentKind
    layouts: list[HyphenId] = []  # only these layouts or letters of the kind; empty: all
    when: list[ConditionRow] = []  # all must hold
    to: Annotated[list[RecipientRow], Field(min_length=1)]


class DistributionFile(Sourced):
    rules: Annotated[list[DistributionRow], Field(min_length=1)]


class StatementRow(Sourced):
    code: Code
    text: Text


class StatementsFile(Sourced):
    statements: Annotated[list[StatementRow], Field(min_length=1)]


class PhrasesRow(Sourced):
    form: HyphenId
    section: Code
    starters: Annotated[list[Text], Field(min_length=1)]


class WordsFile(Sourced):
    phrases: Annotated[list[PhrasesRow], Field(min_length=1)]


class ExpectRow(Part):
    sections: list[Code] | None = None
    items_shown: list[ItemId] = []
    items_hidden: list[ItemId] = []
    recipients: list[Text] | None = None  # "role/copy"
    file_name: Text | None = None
    signers: list[Code] | None = None
    due: date | None = None


class ExampleRow(Sourced):
    name: Text
    visit_type: Code
    facts: dict[str, str] = {}
    answers: dict[str, str] = {}
    names: dict[str, str] = {}  # what fills the file name
    days: dict[str, date] = {}  # of what the deadline may count from
    expect: ExpectRow


class LetterExpectRow(Part):
    offered: bool = True
    says: list[Text] = []  # whole lines: a sentence, a point, a heading
    not_says: list[Text] = []
    missing: list[Code] | None = None  # fields that must be filled in yet
    recipients: list[Text] | None = None
    file_name: Text | None = None
    signers: list[Code] | None = None
    due: date | None = None


class LetterExampleRow(Sourced):
    name: Text
    letter: HyphenId
    to: Text | None = None  # left out: the first it may go to
    day: date | None = None  # of the letter
    facts: dict[str, str] = {}
    values: dict[str, str] = {}  # what placeholders stand for
    fields: dict[str, str] = {}
    days: dict[str, date] = {}
    expect: LetterExpectRow


class ExamplesFile(Sourced):
    examples: list[ExampleRow] = []
    letters: list[LetterExampleRow] = []
