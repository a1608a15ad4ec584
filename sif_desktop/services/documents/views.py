"""What the screen is shown of documents: frozen rows, and the words for their states."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.copies import LeftOut
from sif_desktop.domain.deadlines import Due
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Finding, blocking
from sif_desktop.domain.letter import LETTER_KINDS
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_facts import ActionFact
from sif_desktop.domain.signing import Standing, Step
from sif_desktop.models.changes import Changes
from sif_desktop.services.documents.issue import Version
from sif_desktop.services.documents.slips import NOTHING_SENT, SlipStanding
from sif_desktop.services.documents.source import (
    NOTE_OF_VISIT,
    EvidenceLine,
    FormField,
    RecipientChoice,
    Withheld,
)

if TYPE_CHECKING:
    from sif_desktop.services.documents.approved import ChangedSince

DRAFTING, WITH_SCHOOL, ISSUED = "drafting", "with_school", "issued"
STATE_WORDS = {
    DRAFTING: "Draft",
    WITH_SCHOOL: "With the school",
    ISSUED: "Issued",
}


_NOUNS = {NOTE_OF_VISIT: "note", "minutes": "minutes", "agenda": "agenda", "report": "report"}


@dataclass(frozen=True, slots=True)
class Started:
    uid: str
    changes: Changes | None  # None where the note was begun before


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A finding, and the reason the officer gave for letting it stand."""

    finding: Finding
    answer: str = ""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as the composer shows it. `evidence` by the keys of `note.Ref` joined by “:”."""

    uid: str
    kind: str
    visit_uid: str  # "" where it is about no visit
    provider_uid: str
    provider: str
    title: str
    day: str  # ISO: of the visit, or of the letter
    state: str  # drafting, with_school, issued
    next_number: int
    correction: str
    sent_to_school_on: str
    draft: NoteDraft
    versions: tuple[Version, ...]
    evidence: Mapping[str, tuple[EvidenceLine, ...]]
    checks: tuple[CheckLine, ...]
    checked: bool = True  # whether every text was compared with other schools' documents
    actions: tuple[ActionFact, ...] = ()  # agreed on this visit, to be put right in place
    steps: tuple[Step, ...] = ()  # who signs it off in order, and how each signature stands
    due: Due | None = None
    form: tuple[FormField, ...] = ()  # of a letter
    meeting_uid: str = ""  # of minutes and agendas
    changed: tuple[ChangedSince, ...] = ()  # in the record, since the newest version was issued
    returned: SlipStanding = NOTHING_SENT  # what the school answered about the draft

    @property
    def editable(self) -> bool:
        return self.state != ISSUED

    @property
    def is_letter(self) -> bool:
        return self.kind in LETTER_KINDS

    @property
    def school_checks(self) -> bool:
        """Whether the school checks the draft for factual accuracy before it is issued. A letter
        goes out as it is, minutes are agreed at the next meeting."""
        return self.kind == NOTE_OF_VISIT

    @property
    def noun(self) -> str:
        """What such a document is called within a sentence."""
        return "letter" if self.is_letter else _NOUNS.get(self.kind, "document")

    @property
    def next_to_sign(self) -> Step | None:
        """Whose turn it is to sign, if anybody's."""
        return next((step for step in self.steps if step.standing is not Standing.SIGNED), None)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the list of documents."""

    uid: str
    visit_uid: str
    provider_uid: str
    provider: str
    title: str
    kind: str
    state: str
    visit_date: str
    versions: tuple[Version, ...]
    due: Due | None = None  # of a draft

    @property
    def state_words(self) -> str:
        return STATE_WORDS.get(self.state, self.state)

    @property
    def kind_words(self) -> str:
        """“Note of visit”; a kind this version does not know is shown readably."""
        from sif_desktop.reports.catalogue import KINDS

        return KINDS[self.kind].title if self.kind in KINDS else self.kind.replace("_", " ")


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """What issuing would do, shown before it is done; it cannot be undone.

    `withheld` stays out of every copy, `left_out` out of the copy it is listed under.
    """

    number: int
    file_name: str
    recipients: tuple[RecipientChoice, ...]
    withheld: Withheld
    left_out: Mapping[str, tuple[LeftOut, ...]]
    blocking: tuple[Finding, ...]
    unanswered: tuple[Finding, ...]
    dispose_after: str


@dataclass(frozen=True, slots=True)
class Issued:
    version_uid: str
    number: int
    changes: Changes


def refuse_unready(checks: Sequence[CheckLine]) -> None:
    """Raises Problem while something must be put right."""
    shut = blocking(line.finding for line in checks)
    if shut:
        more = f" and {len(shut) - 1} more" if len(shut) > 1 else ""
        raise Problem(
            f"This is not ready: {shut[0].message}{more}",
            "The list of checks leads to each place.",
        )


def refuse_issued(row: Mapping[str, Any]) -> None:
    """Raises Problem if the document has gone out."""
    if row["state"] == ISSUED:
        raise Problem(
            "This has been issued and cannot be changed.",
            "Choose Correct to draft another version; this one stays readable.",
        )


def answers_of(row: Mapping[str, Any]) -> dict[str, str]:
    """{finding id: the reason given}."""
    found: dict[str, str] = json.loads(row["answers"] or "{}")
    return found
