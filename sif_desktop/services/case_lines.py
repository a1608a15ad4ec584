"""What the risk register and the page of one case show, line by line; dates are ISO or empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sif_desktop.services.concerns import ConcernRow
from sif_desktop.services.support import SupportRow

OPEN, AFTER_CARE, CLOSED = "open", "after_care", "closed"
STATES: Mapping[str, str] = {OPEN: "Open", AFTER_CARE: "After-care", CLOSED: "Closed"}
MODES: Mapping[str, str] = {
    "informal": "informal talk",
    "meeting": "meeting",
    "letter": "letter",
    "report": "report",
    "formal": "formal",
}


@dataclass(frozen=True, slots=True)
class CaseFields:
    """What is said of a case; `owner` is an officer's name, `level` the authority's own word."""

    title: str
    why: str
    owner: str
    level: str = ""
    opened_on: str = ""
    told_school_on: str = ""
    review_on: str = ""


@dataclass(frozen=True, slots=True)
class StepFields:
    """A step or power taken. `comply_by` is for powers; `why` is needed out of order."""

    code: str
    day: str
    who: str = ""
    outcome: str = ""
    why: str = ""
    comply_by: str = ""
    document_uid: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One case in the risk register. `last_step` and `next_step` are words; `overdue` says that
    its review should have taken place."""

    uid: str
    provider_uid: str
    provider: str
    title: str
    why: str
    level: str
    owner: str
    senior: str
    told_school_on: str
    opened_on: str
    state: str
    closed_on: str
    review_on: str
    after_care_until: str
    outcome: str
    last_step: str
    last_step_on: str
    next_step: str
    months: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that was done in a case: a step, a power, an assurance, an escalation."""

    uid: str
    kind: str
    code: str
    title: str
    day: str
    who: str
    statute: str
    comply_by: str
    complied_on: str
    outcome: str
    out_of_order: str
    late: bool = False  # not complied with by its day


@dataclass(frozen=True, slots=True)
class LadderLine:
    """One step of the ladder: taken on `day`, open now, or waiting for the steps in `why_not`.
    `who` are the people in words, `codes` as the rulebook names them."""

    code: str
    title: str
    mode: str
    who: str
    letter: str
    paragraph: str
    day: str
    why_not: str
    codes: tuple[str, ...] = ()
    sets: str = ""  # the dated fact it makes true, in words

    @property
    def state(self) -> str:
        return "taken" if self.day else "waiting" if self.why_not else "open"


@dataclass(frozen=True, slots=True)
class PowerLine:
    """A formal power; `why_not` says why it is not open to this provider now, else ""."""

    code: str
    title: str
    statute: str
    by: str
    paragraph: str
    why_not: str


@dataclass(frozen=True, slots=True)
class ExitLine:
    """An exit criterion; met where `met_on` is said, by `evidence`."""

    id: str
    text: str
    paragraph: str
    met_on: str
    evidence: str


@dataclass(frozen=True, slots=True)
class CasePage:
    row: RegisterRow
    ladder: str
    ladder_paragraph: str
    steps: tuple[LadderLine, ...]
    powers: tuple[PowerLine, ...]
    taken: tuple[Taken, ...]  # in order of time
    exits: tuple[ExitLine, ...]
    concerns: tuple[ConcernRow, ...]
    support: tuple[SupportRow, ...]
    senior_role: str
    after_care_months: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A school the rulebook would list: why, line by line, each with its paragraph."""

    provider_uid: str
    provider: str
    reasons: tuple[str, ...]
    paragraph: str
