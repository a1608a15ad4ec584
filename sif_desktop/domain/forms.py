"""One form engine: a pack's form gives the screen, the checks, the paper form and the note.

A form is sections of items; an item's kind is one of a small closed set. Answers keep "not seen
today", "not applicable" and "not judged" apart from each other and from an empty answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ItemKind(StrEnum):
    """What an item asks for."""

    GRADE = "grade"  # one step of a scale, by digit key
    CHOICE = "choice"  # one of the item's own choices
    CHOICES = "choices"  # any of the item's own choices
    YES_NO = "yes_no"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    NOTE = "note"  # words to read; takes no answer


class AnswerState(StrEnum):
    """Why an item has a value, or has none."""

    OPEN = "open"  # nobody has answered yet
    ANSWERED = "answered"
    NOT_SEEN = "not_seen"  # not seen today: a real answer
    NOT_APPLICABLE = "not_applicable"
    NOT_JUDGED = "not_judged"  # seen, but no judgement made


class Evidence(StrEnum):
    """What kind of evidence supports an answer."""

    SEEN = "seen"
    PUPILS = "pupils"  # heard from pupils
    LEADERS = "leaders"  # heard from leaders or staff
    READ = "read"
    FIGURES = "figures"  # measured


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: what is stored, the word shown, what it means."""

    value: str
    label: str
    descriptor: str = ""
    key: str = ""  # the digit that chooses it


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordered set of steps, best first, as the pack orders them."""

    id: str
    title: str
    steps: tuple[Step, ...]
    source: str = ""

    def step(self, value: str) -> Step | None:
        return next((step for step in self.steps if step.value == value), None)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Shown only if `subject` has one of `values`.

    `subject` is an item id of the same form, or `provider.<fact>` (for example
    `provider.sixth_form`), or `visit.<fact>`.
    """

    subject: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    id: str  # permanent, with dots: "sen.policy"
    label: str
    kind: ItemKind
    prompt: str = ""  # help for the officer; never printed in a note
    scale: str = ""  # scale id, for GRADE
    choices: tuple[Choice, ...] = ()
    required: bool = False
    only_if: Condition | None = None
    evidence: bool = False  # an evidence text and evidence kinds go with the answer
    present_risk: tuple[str, ...] = ()  # values that open the stop-line for present risk
    # The descriptor of each step where this item has its own.
    per_step: Mapping[str, str] = field(default_factory=dict)
    source: str = ""  # paragraph of the rulebook
    app_default: bool = False  # filled in by the app where the rulebook leaves it open


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    items: tuple[Item, ...]
    mandatory: bool = False  # a note cannot be issued with it empty unless a reason is given
    only_if: Condition | None = None
    intro: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    title: str
    sections: tuple[Section, ...]
    version: int = 1
    source: str = ""

    def items(self) -> Iterable[Item]:
        for section in self.sections:
            yield from section.items

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items() if item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was recorded for one item; `value` is text in the item kind's own form.

    GRADE and CHOICE: the step's or choice's value; CHOICES: values joined by a line feed; YES_NO:
    "yes" or "no"; NUMBER: digits; DATE: ISO; TEXT: the text.
    """

    item: str
    state: AnswerState = AnswerState.OPEN
    value: str = ""
    evidence: str = ""
    evidence_kinds: tuple[Evidence, ...] = ()
    reason: str = ""  # why a mandatory item has no answer


Facts = Mapping[str, str]
Answers = Mapping[str, Answer]
