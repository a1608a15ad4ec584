"""What a pack says of each document: layouts of notes, letters, who signs, and by when."""

from __future__ import annotations

from dataclasses import dataclass

from sif_desktop.domain.deadlines import Deadline
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition, Facts
from sif_desktop.domain.letter import LetterText
from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.signing import Printed, Signer


@dataclass(frozen=True, slots=True)
class LayoutSection:
    kind: str  # one of vocabulary.LAYOUT_SECTIONS
    heading: str = ""
    text: str = ""  # may hold {placeholders}
    only_if: Condition | None = None
    copies: tuple[str, ...] = ()  # those it stands in; empty: all
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True)
class SignerRule:
    """A turn in the order of those who sign; it is somebody else's where `when` does not hold."""

    role: str
    label: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs a document off before it is issued, in order, and how that is printed."""

    by: tuple[SignerRule, ...]
    printed: Printed
    heading: str
    copies: tuple[str, ...] = ()
    source: str = ""
    app_default: bool = False

    def signers(self, facts: Facts) -> tuple[Signer, ...]:
        """Those who sign for a school of these facts, each once."""
        fit = (rule for rule in self.by if all(holds(c, facts) for c in rule.when))
        return tuple({rule.role: Signer(rule.role, rule.label) for rule in fit}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every document of a pack has: what it is called, how long kept, who signs, by when."""

    id: str
    kind: str
    title: str
    file_name: str
    marking: str = ""
    retention_years: int | None = None
    sign_off: SignOff | None = None
    deadline: Deadline | None = None
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout(Paper):
    """What a note holds, in which order."""

    sections: tuple[LayoutSection, ...]
    visit_types: tuple[str, ...] = ()

    def section(self, kind: str) -> LayoutSection | None:
        return next((section for section in self.sections if section.kind == kind), None)

    def shown(self, facts: Facts) -> tuple[LayoutSection, ...]:
        """The sections whose condition holds for these facts."""
        return tuple(s for s in self.sections if holds(s.only_if, facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPaper(Paper):
    """The agenda or the minutes of a kind of meeting; `to_members` also go to whoever belongs to
    the body or was asked to the meeting."""

    meeting_type: str
    to_members: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Paper):
    """A report upward. `about` is provider or authority, `body` the body it is put before."""

    purpose: str
    about: str
    parts: tuple[ReportPart, ...]
    periods: tuple[str, ...]  # how often it may be made; the first unless chosen otherwise
    body: str = ""
    when: tuple[Condition, ...] = ()
    authors: tuple[str, ...] = ()  # role codes of who write it jointly

    def offered_to(self, facts: Facts) -> bool:
        """Whether such a report may be made about a provider of these facts."""
        return self.about == "provider" and all(holds(c, facts) for c in self.when)


@dataclass(frozen=True, slots=True)
class Office:
    """An addressee outside the school and the authority; `lines` stand below its name."""

    code: str
    name: str
    lines: tuple[str, ...] = ()
    salutation: str = ""
    email: str = ""
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True)
class LetterTo:
    """Whom a letter may go to: people by their roles, or an office. `at` says whose address
    stands below the roles: the school's, the trust's or the authority's."""

    code: str  # the roles joined by “+”, or the office's code
    label: str
    roles: tuple[str, ...] = ()
    office: Office | None = None
    at: str = "school"
    route: str = ""
    when: tuple[Condition, ...] = ()
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Paper):
    """A letter of the pack. `when` are the schools it is offered for."""

    purpose: str
    to: tuple[LetterTo, ...]
    text: LetterText
    signatory: str  # role code
    when: tuple[Condition, ...] = ()
    retired: bool = False

    def offered_to(self, facts: Facts) -> tuple[LetterTo, ...]:
        """Whom it may go to for a school of these facts; nobody where it is not offered."""
        if not all(holds(condition, facts) for condition in self.when):
            return ()
        return tuple(to for to in self.to if all(holds(c, facts) for c in to.when))
