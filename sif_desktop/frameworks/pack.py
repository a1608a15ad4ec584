"""A framework pack as the program uses it: frozen, checked, with look-ups by id.

Look-ups of something the pack does not hold raise `Problem`, because records made under another
version may name it; ids that come from the pack itself always resolve.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from sif_desktop.domain.blocks import Block
from sif_desktop.domain.categories import Scheme
from sif_desktop.domain.concerns import ConcernRules
from sif_desktop.domain.dated_facts import DatedFact
from sif_desktop.domain.day_years import YearKind
from sif_desktop.domain.entitlements import Charge, Entitlement, SupportKind
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition, Facts, Form, Scale
from sif_desktop.domain.inspections import InspectionKind, Response, Window
from sif_desktop.domain.ladders import CaseRules, Ladder, Power
from sif_desktop.domain.meeting_types import BodyKind, MeetingType
from sif_desktop.domain.monitoring import MonitoringRules
from sif_desktop.domain.obligations import Obligation
from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.domain.triggers import Trigger
from sif_desktop.frameworks.pack_examples import Example, LetterExample
from sif_desktop.frameworks.papers import (
    Layout,
    Letter,
    LetterTo,
    MeetingPaper,
    Office,
    Paper,
    Report,
)
from sif_desktop.frameworks.vocabulary import TERMS

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The published document a pack stands for."""

    title: str
    version: str = ""
    based_on: str = ""
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A code of the pack and the words shown for it."""

    code: str
    label: str
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True)
class Term(Label):
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Role(Label):
    side: str = "school"  # school, authority or partner


@dataclass(frozen=True, slots=True)
class ProviderKind(Label):
    register_types: tuple[str, ...] = ()
    register_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cadence:
    """`every` n `unit`s, or `at_least` n `per` unit; the other pair is zero and empty."""

    every: int = 0
    unit: str = ""
    at_least: int = 0
    per: str = ""
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """Usual time for one visit, in days."""

    preparation: float = 0.0
    on_site: float = 0.0
    reporting: float = 0.0
    source: str = ""
    app_default: bool = False

    @property
    def total(self) -> float:
        return self.preparation + self.on_site + self.reporting


@dataclass(frozen=True, slots=True)
class VisitType:
    code: str
    title: str
    form: str
    extra_forms: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    meet: tuple[str, ...] = ()  # role codes
    cadence: Cadence | None = None
    days: Days | None = None
    retired: bool = False
    source: str = ""
    app_default: bool = False
    join: tuple[str, ...] = ()  # role codes of other services
    restricted: bool = False  # the whole visit is for the officer only


@dataclass(frozen=True, slots=True)
class Recipient:
    role: str
    label: str
    copy: str  # school, governors or file
    route: str = ""
    rule: str = ""  # id of the distribution rule
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True)
class DistributionRule:
    id: str
    document: str
    when: tuple[Condition, ...]
    to: tuple[Recipient, ...]
    layouts: tuple[str, ...] = ()  # ids; empty: all of the kind


@dataclass(frozen=True, slots=True)
class Reference:
    """A list or text of the rulebook to read, such as its priorities."""

    code: str
    title: str
    lines: tuple[str, ...]
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    id: str
    version: str
    title: str
    valid_from: date
    authority: str
    service: str
    document_name: str
    rulebook: Rulebook | None
    terms: Mapping[str, Term]
    roles: tuple[Role, ...]
    provider_kinds: tuple[ProviderKind, ...]
    categories: tuple[Label, ...]
    offices: tuple[Office, ...]
    scales: Mapping[str, Scale]
    forms: Mapping[str, Form]
    visit_types: tuple[VisitType, ...]
    layouts: tuple[Layout, ...]
    letters: tuple[Letter, ...]
    rules: tuple[DistributionRule, ...]
    statements: Mapping[str, str]
    phrases: Mapping[tuple[str, str], tuple[str, ...]]
    replaced: Mapping[tuple[str, str], str]  # (form, item) -> the retired item it replaces
    schemes: tuple[Scheme, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    events: Mapping[str, str] = field(default_factory=dict)  # code -> label, beside visit types
    put_in_writing: Mapping[str, str] = field(default_factory=dict)  # item -> event of its note
    outcomes: Mapping[str, str] = field(default_factory=dict)  # of inspections: code -> label
    indicators: Mapping[str, str] = field(default_factory=dict)  # code -> label
    indicator_blocks: Mapping[str, Block] = field(default_factory=dict)  # code -> where it stands
    valid_to: date | None = None
    parent_strategy: str = ""
    facts: tuple[DatedFact, ...] = ()
    inspection_kinds: tuple[InspectionKind, ...] = ()
    windows: tuple[Window, ...] = ()
    responses: tuple[Response, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    concerns: ConcernRules = field(default_factory=ConcernRules)
    ladders: tuple[Ladder, ...] = ()
    powers: tuple[Power, ...] = ()
    case_rules: CaseRules = field(default_factory=CaseRules)
    entitlements: tuple[Entitlement, ...] = ()
    charges: tuple[Charge, ...] = ()
    catalogue: tuple[SupportKind, ...] = ()
    year_of_days: YearKind = YearKind.SCHOOL
    letter_of_days: str = ""  # id of the letter that tells of them
    plans: tuple[PlanTemplate, ...] = ()
    bodies: tuple[BodyKind, ...] = ()
    meetings: tuple[MeetingType, ...] = ()
    meeting_papers: tuple[MeetingPaper, ...] = ()
    reports: tuple[Report, ...] = ()
    references: tuple[Reference, ...] = ()
    monitoring: MonitoringRules = field(default_factory=MonitoringRules)
    examples: tuple[Example, ...] = ()
    letter_examples: tuple[LetterExample, ...] = ()

    def form(self, form_id: str) -> Form:
        return self._found(self.forms.get(form_id), "checklist", form_id)

    def scale(self, scale_id: str) -> Scale:
        return self._found(self.scales.get(scale_id), "scale", scale_id)

    def scheme_for(self, provider: Facts) -> Scheme | None:
        """The category scheme for a provider; None if the rulebook sorts its kind into none."""
        return next((scheme for scheme in self.schemes if scheme.fits(provider)), None)

    def interim(self, outcomes: Iterable[str]) -> bool:
        """Whether an inspection with these outcomes leaves the judgement before it standing."""
        given = set(outcomes)
        return bool(given) and given <= {c for k in self.inspection_kinds for c in k.interim}

    def event_kinds(self) -> dict[str, str]:
        """Every kind of thing that may have happened, and its words: visits, documents issued,
        steps and powers, and what else the rulebook names."""
        steps = (step for ladder in self.ladders for step in ladder.steps)
        papers: tuple[Paper, ...] = (*self.layouts, *self.letters, *self.reports)
        return {
            **{paper.kind: paper.title for paper in papers},
            **{paper.id.replace("-", "_"): paper.title for paper in papers},
            **{one.code: one.title for one in self.visit_types},
            **{step.code: step.title for step in steps},
            **{power.code: power.title for power in self.powers},
            **self.events,
        }

    def expired(self, today: date) -> bool:
        """Whether the rulebook's own last day has passed."""
        return self.valid_to is not None and today > self.valid_to

    def visit_type(self, code: str) -> VisitType:
        found = next((v for v in self.visit_types if v.code == code), None)
        return self._found(found, "visit type", code)

    def offered_visit_types(self) -> tuple[VisitType, ...]:
        """Those a new visit may have, in the pack's order."""
        return tuple(v for v in self.visit_types if not v.retired)

    def visit_form(self, code: str) -> Form:
        """The whole form of a visit type: its own sections, then those of its extra forms."""
        visit_type = self.visit_type(code)
        main = self.form(visit_type.form)
        extra = (section for form in visit_type.extra_forms for section in self.form(form).sections)
        return replace(main, sections=(*main.sections, *extra))

    def plan_template(self, template_id: str) -> PlanTemplate:
        found = next((one for one in self.plans if one.id == template_id), None)
        return self._found(found, "kind of plan", template_id)

    def meeting_type(self, code: str) -> MeetingType:
        found = next((one for one in self.meetings if one.code == code), None)
        return self._found(found, "kind of meeting", code)

    def body(self, code: str) -> BodyKind:
        found = next((one for one in self.bodies if one.code == code), None)
        return self._found(found, "body", code)

    def meeting_paper(self, meeting_type: str, kind: str) -> MeetingPaper:
        """The agenda or the minutes (`kind`) of a kind of meeting."""
        fit = (x for x in self.meeting_papers if (x.meeting_type, x.kind) == (meeting_type, kind))
        return self._found(next(fit, None), kind, meeting_type)

    def report(self, report_id: str) -> Report:
        found = next((one for one in self.reports if one.id == report_id), None)
        return self._found(found, "report", report_id)

    def layout(self, kind: str = "note_of_visit", visit_type: str = "") -> Layout:
        """The layout that names the visit type, or else the general one of that kind."""
        of_kind = [layout for layout in self.layouts if layout.kind == kind]
        named = next((x for x in of_kind if visit_type in x.visit_types), None)
        return self._found(
            named or next((x for x in of_kind if not x.visit_types), None), "document layout", kind
        )

    def letter(self, letter_id: str) -> Letter:
        found = next((letter for letter in self.letters if letter.id == letter_id), None)
        return self._found(found, "letter", letter_id)

    def paper(self, paper_id: str) -> Paper | None:
        """The layout or letter of this id, if the pack has it."""
        every = (*self.layouts, *self.letters, *self.meeting_papers, *self.reports)
        return next((p for p in every if p.id == paper_id), None)

    def recipients(
        self, paper: Paper, facts: Facts, to: LetterTo | None = None
    ) -> tuple[Recipient, ...]:
        """Who receives such a document, in the pack's order, each role and copy once; whom a
        letter is for (`to`) comes first."""
        first = self._addressed(to) if to else ()
        chosen = {(recipient.role, recipient.copy): recipient for recipient in first}
        for rule in self.rules:
            fits = rule.document == paper.kind and (not rule.layouts or paper.id in rule.layouts)
            if fits and all(holds(c, facts) for c in rule.when):
                for recipient in rule.to:
                    chosen.setdefault((recipient.role, recipient.copy), recipient)
        return tuple(chosen.values())

    def _addressed(self, to: LetterTo) -> tuple[Recipient, ...]:
        origin = (to.source, to.app_default)
        if to.office:
            return (Recipient(to.code, to.label, "school", to.route, "", *origin),)
        return tuple(
            Recipient(role, self.role_label(role), "school", to.route, "", *origin)
            for role in to.roles
        )

    def term(self, word: str, *, plural: bool = False) -> str:
        """The authority's word for one of the app's terms, else the app's own word."""
        own = self.terms.get(word)
        if own:
            return (own.plural or f"{own.label}s") if plural else own.label
        return TERMS[word][1 if plural else 0]

    def role_label(self, code: str) -> str:
        """The label of a role; an unknown code is shown readably rather than lost."""
        return _label(self.roles, code)

    def kind_label(self, code: str) -> str:
        return _label(self.provider_kinds, code)

    def category_label(self, code: str) -> str:
        return _label(self.categories, code)

    def kind_for(self, register_type: str, register_group: str) -> str:
        """The provider kind for the register's type and type group; "" if the pack has none."""
        for name, attribute in (
            (register_type, "register_types"),
            (register_group, "register_groups"),
        ):
            for kind in self.provider_kinds:
                if name.casefold() in (x.casefold() for x in getattr(kind, attribute)):
                    return kind.code
        return ""

    def statement(self, code: str, **values: str) -> str:
        """The pack's sentence for `code` (vocabulary.STATEMENTS), filled in."""
        return fill(self._found(self.statements.get(code), "sentence", code), values)

    def starters(self, visit_type: str, section_id: str) -> tuple[str, ...]:
        """Short phrases an officer may start a sentence with; empty if the pack has none."""
        found = self.visit_type(visit_type)
        keys = [(form, section_id) for form in (found.form, *found.extra_forms)]
        return next((self.phrases[key] for key in keys if key in self.phrases), ())

    def _found(self, thing: _T | None, what: str, name: str) -> _T:
        if thing is None:
            raise Problem(
                f"The rulebook pack “{self.id}” version {self.version} has no {what} “{name}”.",
                "Choose another, or install the version of the pack the record was made under.",
            )
        return thing


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its {placeholders} filled; one without a value becomes empty."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], ""), text)


_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


def file_name(pattern: str, values: Mapping[str, str]) -> str:
    """A file name without its ending, safe on Windows, macOS and Linux, at most 120 characters."""
    name = fill(pattern, {key: _FORBIDDEN.sub(" ", value) for key, value in values.items()})
    return re.sub(r"\s+", " ", name)[:120].strip(" .") or "Document"


def _label(labels: tuple[Label, ...], code: str) -> str:
    return next((x.label for x in labels if x.code == code), code.replace("_", " ").capitalize())
