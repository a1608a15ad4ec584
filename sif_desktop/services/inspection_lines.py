"""What is entered of an inspection and what its lists show. Dates are ISO or empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SAFEGUARDING: Mapping[str, str] = {"met": "Met", "not_met": "Not met"}
PROGRESS: Mapping[str, str] = {"open": "Not begun", "under_way": "Under way", "done": "Addressed"}


@dataclass(frozen=True, slots=True)
class ImprovementFields:
    """One thing an inspection asked to be improved; `uid` is empty for a new one."""

    text: str
    uid: str = ""
    state: str = "open"
    progress_on: str = ""
    progress: str = ""


@dataclass(frozen=True, slots=True)
class InspectionFields:
    """All that can be said of an inspection; `kind`, `outcomes` and the areas’ grades are codes of
    the rulebook, the kind may be words of one’s own."""

    kind: str
    day: str
    last_day: str = ""
    outcomes: tuple[str, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)
    safeguarding: str = ""
    feedback_on: str = ""
    published_on: str = ""
    predecessor: bool = False
    note: str = ""
    improvements: tuple[ImprovementFields, ...] = ()


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of inspection with the outcomes it may come to, the areas it grades and the grades
    these may have, by code."""

    code: str
    label: str
    outcomes: Mapping[str, str]
    areas: Mapping[str, str]
    grades: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form offers; `outcomes` are all the rulebook has, for a kind it does not know."""

    kinds: tuple[KindChoice, ...]
    outcomes: Mapping[str, str]

    def kind(self, code: str) -> KindChoice:
        """What may be said of that kind; anything where the rulebook does not know it."""
        found = next((one for one in self.kinds if one.code == code), None)
        if found is None or not found.outcomes:
            label = found.label if found else code
            areas, grades = (found.areas, found.grades) if found else ({}, {})
            return KindChoice(code, label, self.outcomes, areas, grades)
        return found


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection in words. `school` names the predecessor whose it was, empty for its own;
    `choices` are those of the rulebook it was recorded under."""

    uid: str
    provider_uid: str
    school: str
    kind: str
    outcome: str
    grades: tuple[tuple[str, str], ...]
    source: str
    given: InspectionFields
    choices: Choices

    @property
    def safeguarding(self) -> str:
        return SAFEGUARDING.get(self.given.safeguarding, "")


@dataclass(frozen=True, slots=True)
class Window:
    """When the next inspection is to be expected, or the visit of that `label`, and where the
    rulebook says so."""

    first: str
    last: str
    paragraph: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PredictionLine:
    """A prediction in words, with how it turned out; `school` as in an inspection."""

    uid: str
    provider_uid: str
    school: str
    value: str
    outcomes: tuple[str, ...]
    allows: str
    made_on: str
    made_by: str
    note: str
    came: str
    actual: str
    actual_on: str


@dataclass(frozen=True, slots=True)
class SchoolInspections:
    """Inspections newest first, those of schools it carries on among them."""

    inspections: tuple[InspectionLine, ...]
    window: Window | None
    predictions: tuple[PredictionLine, ...]
    besides: tuple[Window, ...] = ()  # visits that may come before

    @property
    def to_improve(self) -> tuple[ImprovementFields, ...]:
        """What the latest inspection that named anything asked for."""
        named = (one.given.improvements for one in self.inspections)
        return next((lines for lines in named if lines), ())


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """What the rulebook proposes after an inspection; `due` is empty until it can be counted.
    `taken` says that it is among the tasks already."""

    id: str
    task: str
    party: str
    who: str
    due: str
    letter: str
    opens_case: bool
    required: bool
    paragraph: str
    taken: bool


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One school in the table of current and predicted judgements. `expected`: the days when the
    next inspection is to be expected have begun; `besides` are visits that may come before it."""

    uid: str
    school: str
    current: str
    predicted: str
    last_on: str
    came: str
    window: Window | None = None
    expected: bool = False
    besides: tuple[Window, ...] = ()

    def cells(self) -> tuple[str, str, str, str]:
        """The row under HEADINGS, its date ISO."""
        return self.school, self.current, self.predicted, self.last_on


@dataclass(frozen=True, slots=True)
class Count:
    """How many schools stood so on the day asked about."""

    label: str
    schools: int
