"""What a note may be made from, and nothing else.

There is no field here for a person's name, an unfiled or parked jotting, or a restricted record,
so none can reach a note by mistake. The one name is the author's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sif_desktop.domain import form_rules
from sif_desktop.domain.forms import Answer, Form, Scale, Section


class Say(Protocol):
    """The rulebook's sentence for a code, its placeholders filled."""

    def __call__(self, code: str, **values: str) -> str: ...


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section of the layout, in the rulebook's order; `text` has its placeholders filled.

    `copies` are those it stands in (all where empty).
    """

    kind: str
    heading: str
    text: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledJotting:
    """A jotting the officer filed to an item: offered as evidence, never printed unless kept."""

    uid: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionFact:
    """Something agreed: `owner` in words ("Head teacher"), `party` school, authority or partner."""

    uid: str
    what: str
    party: str = ""
    owner: str = ""
    due: str = ""  # ISO
    measure: str = ""
    state: str = "open"  # open, done, dropped
    done_on: str = ""
    done_note: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveFact:
    """A priority of a running plan; `standing` says in words how it goes."""

    uid: str
    title: str
    plan: str
    standing: str


@dataclass(frozen=True, slots=True)
class RecipientFact:
    """Who receives the note, by role; `copy` is school, governors or file."""

    role: str
    copy: str


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """Dates are ISO, times HH:MM, days as typed ("0.5").

    `conditions` are the facts on which parts of the form are shown. `answers` is by item id (and by
    section id, for the reason why a section is empty);
    `answer_uids` by item id.
    """

    visit_uid: str
    provider: str
    visit_type: str
    visit_date: str
    officer: str
    authority: str
    sections: tuple[SectionPlan, ...]
    form: Form
    urn: str = ""
    officer_label: str = "Officer"
    provider_label: str = "School"
    service: str = ""
    start_time: str = ""
    end_time: str = ""
    focus: str = ""
    areas_agreed: str = ""
    summary: str = ""
    roles_met: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()  # by part: "joint", "shadow"
    conditions: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    answer_uids: Mapping[str, str] = field(default_factory=dict)
    jottings: tuple[FiledJotting, ...] = ()
    last_actions: tuple[ActionFact, ...] = ()
    objectives: tuple[ObjectiveFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    strengths: str = ""
    development: str = ""
    support: str = ""
    days_preparation: str = ""
    days_on_site: str = ""
    days_reporting: str = ""
    feedback_to: str = ""
    feedback_text: str = ""
    feedback_date: str = ""
    recipients: tuple[RecipientFact, ...] = ()

    def areas(self) -> tuple[Section, ...]:
        """The form's sections that apply here, each with only the items that do."""
        return form_rules.visible_sections(self.form, self.answers, self.conditions)
