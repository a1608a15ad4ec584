"""What the pages about categories show: frozen, in the rulebook's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sif_desktop.domain.category_decision import Decision

from sif_desktop.services.evidence_links import EvidenceLink

HAND, RECORD, PRESUMED, NOBODY = "hand", "record", "presumed", ""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion and how it stands. `by`: judged by hand, answered from the record, presumed,
    or by nobody. `options` are the findings it may have, in order of their keys 1, 2, 3 …; empty
    for one that is met or not met."""

    id: str
    text: str
    strand: str
    baseline: str
    options: tuple[tuple[str, str], ...]
    value: str
    label: str
    by: str
    evidence: str
    judged_on: str
    judged_by: str
    paragraph: str
    link: EvidenceLink | None = None  # the record it rests on


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an explanation: the words, how that stands, and the paragraph that says so."""

    text: str
    stands: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What the rules propose; `category` is "" where they cannot say."""

    category: str
    label: str
    because: tuple[Line, ...]
    shut: tuple[Line, ...]
    open: tuple[Line, ...]
    notes: tuple[Line, ...]
    would_change: tuple[str, ...]
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A category that may be decided on: `shut` are the gates that stand before it."""

    code: str
    label: str
    expectation: str
    paragraph: str
    exit_months: int
    shut: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class StageLine:
    code: str
    title: str
    required: bool
    paragraph: str
    passed_on: str = ""
    who: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """One decision as it was made, in the words of the rulebook it was made under."""

    uid: str
    label: str
    proposed: str
    decided_on: str
    decided_by: str
    reasons: str
    capacity: str
    capacity_why: str
    school_view: str
    school_evidence: str
    gate_overruled: str
    exit_by: str
    rulebook: str
    stages: tuple[StageLine, ...]


@dataclass(frozen=True, slots=True)
class WatchLine:
    """From `day` on, the time in the present category counts towards another: `label`."""

    label: str
    months: int
    day: str
    passed: bool
    paragraph: str


@dataclass(frozen=True, slots=True)
class CategoryView:
    """All of one school's category. `scheme` is "" where the rulebook sorts its kind into none."""

    uid: str
    name: str
    scheme: str
    title: str
    paragraph: str
    present: str
    present_label: str
    since: str
    exit_by: str
    exit_passed: bool
    criteria: tuple[CriterionLine, ...] = ()
    proposal: ProposalView | None = None
    options: tuple[Option, ...] = ()
    stages: tuple[StageLine, ...] = ()
    capacity_title: str = ""
    capacity: tuple[tuple[str, str], ...] = ()
    prevails: str = ""
    history: tuple[JudgementLine, ...] = ()
    letters: tuple[str, ...] = ()  # ids of the rulebook's category letters for this school
    letter: str = ""  # about the latest decision: waiting, dropped, or a state of the letter
    letter_dropped: str = ""  # why none is written
    extension: str = ""  # what the rulebook says of giving the category longer
    extended: str = ""  # why it was given longer
    watches: tuple[WatchLine, ...] = ()
    draft: Decision | None = None  # begun and kept open; `on` is the day it was kept
    draft_by: str = ""
    evidence: tuple[EvidenceLink, ...] = ()  # what a finding may rest on, the newest first


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A school in the round of a school year."""

    uid: str
    name: str
    present: str
    since: str
    proposed: str
    decided: str
    decided_on: str
    decided_by: str
    school_view: str  # where it differs from what was decided
    exit_by: str
    exit_passed: bool
    moved: bool  # decided otherwise than the school stood before
    otherwise: bool  # decided otherwise than the rules proposed
    letter: str  # "", waiting, dropped, drafting, issued
    begun: bool = False  # a decision is kept open
    watch_on: str = ""  # from when the time in the category counts towards another
    watch_for: str = ""
    watch_passed: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """All schools that the rulebook sorts into categories, in one school year."""

    year: int
    label: str
    rows: tuple[RoundRow, ...]
    years: tuple[int, ...]

    @property
    def decided(self) -> int:
        return sum(bool(row.decided) for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many letters wait to be written."""
        return sum(row.letter == "waiting" for row in self.rows)
