"""What the screen is shown of notes: frozen rows, and the words for their states."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sif_desktop.domain import note_checks
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_checks import Finding
from sif_desktop.domain.note_facts import ActionFact
from sif_desktop.models.changes import Changes
from sif_desktop.services.note_issue import Version
from sif_desktop.services.note_record import NoteSource, RecipientChoice, Withheld

DRAFTING, WITH_SCHOOL, ISSUED = "drafting", "with_school", "issued"
STATE_WORDS = {
    DRAFTING: "Draft",
    WITH_SCHOOL: "With the school",
    ISSUED: "Issued",
}


@dataclass(frozen=True, slots=True)
class Started:
    uid: str
    changes: Changes | None  # None where the note was begun before


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One thing a sentence rests on; `page` and `params` lead to it."""

    kind: str  # jotting, answer, task, visit
    title: str
    text: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A finding, and the reason the officer gave for letting it stand."""

    finding: Finding
    answer: str = ""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as the composer shows it. `evidence` by the keys of `note.Ref` joined by “:”."""

    uid: str
    visit_uid: str
    provider_uid: str
    provider: str
    title: str
    visit_date: str
    state: str  # drafting, with_school, issued
    next_number: int
    correction: str
    sent_to_school_on: str
    draft: NoteDraft
    versions: tuple[Version, ...]
    evidence: dict[str, tuple[EvidenceLine, ...]]
    checks: tuple[CheckLine, ...]
    actions: tuple[ActionFact, ...] = ()  # agreed on this visit, to be put right in place

    @property
    def editable(self) -> bool:
        return self.state != ISSUED


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

    @property
    def state_words(self) -> str:
        return STATE_WORDS.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """What issuing would do, shown before it is done; it cannot be undone."""

    number: int
    file_name: str
    recipients: tuple[RecipientChoice, ...]
    withheld: Withheld
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
    blocking = note_checks.blocking(tuple(line.finding for line in checks))
    if blocking:
        more = f" and {len(blocking) - 1} more" if len(blocking) > 1 else ""
        raise Problem(
            f"The note is not ready: {blocking[0].message}{more}",
            "The list of checks leads to each place.",
        )


def answers_of(row: Mapping[str, Any]) -> dict[str, str]:
    """{finding id: the reason given}."""
    found: dict[str, str] = json.loads(row["answers"] or "{}")
    return found


def clean_line(text: str) -> str:
    """One line that every file format can hold."""
    kept = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return " ".join(kept.split())


def evidence_of(source: NoteSource) -> dict[str, tuple[EvidenceLine, ...]]:
    """What stands below the sentences: by item id, and by uid of a jotting or task."""
    record = source.record
    rooms = {room.uid: room.label for room in record.rooms}
    labels = {item.id: item.label for item in source.facts.form.items()}
    found: dict[str, tuple[EvidenceLine, ...]] = {}
    by_item: dict[str, list[EvidenceLine]] = {}
    for recorded in record.answers:
        answer = recorded.answer
        words = " · ".join(part for part in (answer.evidence, answer.reason) if part)
        title = f"Answer: {labels.get(answer.item, recorded.asked)}"
        by_item.setdefault(answer.item, []).append(
            EvidenceLine("answer", title, words or "No evidence written.", answer.item)
        )
    for jotting in record.jottings:
        place = rooms.get(jotting.room_uid, "")
        title = " · ".join(part for part in (jotting.at[11:16], place, jotting.companion) if part)
        line = EvidenceLine("jotting", title or "Jotting", jotting.text, jotting.item)
        found[jotting.uid] = (line,)
        if jotting.item and not jotting.parked:
            by_item.setdefault(jotting.item, []).append(line)
    for task in record.tasks:
        found[task.uid] = (EvidenceLine("task", "Agreed on the visit", task.what, task.item),)
    return found | {item: tuple(lines) for item, lines in by_item.items()}
