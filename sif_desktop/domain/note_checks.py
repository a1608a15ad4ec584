"""What is missing or unsafe in a note before it is issued, each with the place to put it right.

A finding's id is made of what it is about, so that the reason an officer gave for letting it stand
holds until the words change. Pure: a draft, the facts below it and a few counts in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from sif_desktop.domain import form_rules
from sif_desktop.domain.forms import AnswerState, ItemKind
from sif_desktop.domain.note import BlockKind, Flag, NoteDraft
from sif_desktop.domain.note_facts import NoteFacts
from sif_desktop.domain.sentences import text_id
from sif_desktop.domain.text_checks import (
    SchoolIndex,
    SchoolName,
    TextContext,
    check_text,
    index_schools,
)


class Severity(StrEnum):
    MUST = "must"  # the note cannot be issued
    SHOULD = "should"  # put it right, or give a reason that is kept


class FindingKind(StrEnum):
    MISSING = "missing"
    EMPTY_SECTION = "empty_section"
    EMPTY_PART = "empty_part"
    ACTION = "action"
    UNDECIDED = "undecided"
    NO_EVIDENCE = "no_evidence"
    UNFILED = "unfiled"
    OFFERED = "offered"
    CHANGED = "changed"
    OTHER_SCHOOL = "other_school"
    PERSONAL_NAME = "personal_name"
    PUPIL_INITIALS = "pupil_initials"
    SMALL_NUMBER = "small_number"
    CLASS_TEACHER = "class_teacher"
    FIELD = "field"  # of a letter
    SIGN_OFF = "sign_off"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to put it right: a section, sentence or table row of the draft, an item of the
    visit's form (`item`; with `capture` the visit itself is the place), a field of a letter, or
    the sign-off of a role."""

    section: str = ""
    sentence: str = ""
    row: str = ""
    item: str = ""
    capture: bool = False
    field: str = ""
    sign_off: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    id: str
    kind: FindingKind
    severity: Severity
    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Around:
    """What is known outside the note: counts, and names that must not stand in it.

    `people` are names of people known at this school; `schools` every school's key, name and
    other words for it, `present` the key of this one; `allowed` words that are nobody's name.
    """

    unfiled: int = 0
    people: tuple[str, ...] = ()
    schools: tuple[SchoolName, ...] = ()
    present: str = ""
    allowed: tuple[str, ...] = ()


def check(draft: NoteDraft, facts: NoteFacts, around: Around) -> tuple[Finding, ...]:
    """Every finding, those that must be put right first, then in the order of the note."""
    found = [
        *_gaps(facts),
        *_undecided(facts),
        *_no_evidence(draft, facts),
        *_actions(draft, facts),
        *_unfiled(around),
        *_offered(draft),
        *changed(draft),
        *words(draft, (facts.provider, facts.officer, facts.authority, facts.service), around),
        *_empty_parts(draft),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity is Severity.SHOULD))


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.MUST)


def _must(kind: FindingKind, about: str, message: str, place: Place) -> Finding:
    return Finding(f"{kind}:{about}", kind, Severity.MUST, message, place)


def _should(kind: FindingKind, about: str, message: str, place: Place) -> Finding:
    return Finding(f"{kind}:{about}", kind, Severity.SHOULD, message, place)


def _gaps(facts: NoteFacts) -> Iterator[Finding]:
    for gap in form_rules.gaps(facts.form, facts.answers, facts.conditions):
        kind = FindingKind.MISSING if gap.item else FindingKind.EMPTY_SECTION
        place = Place(section="findings", item=gap.item or gap.section, capture=True)
        yield _must(kind, gap.item or gap.section, gap.message, place)


def _undecided(facts: NoteFacts) -> Iterator[Finding]:
    """Judgements nobody has made, one finding for each area that was begun."""
    for section in facts.areas():
        state = form_rules.section_state(section, facts.answers)
        left = [
            item
            for item in section.items
            if item.kind is ItemKind.GRADE
            and item.id not in state.missing
            and not form_rules.is_done(facts.answers.get(item.id))
        ]
        if left and state.done and not state.blocks:
            names = "; ".join(item.label for item in left[:3]) + ("; …" if len(left) > 3 else "")
            about = f"{section.id}:{text_id('|'.join(item.id for item in left))}"
            message = f"“{section.title}” has no judgement yet on: {names}."
            place = Place(section="findings", item=left[0].id, capture=True)
            yield _should(FindingKind.UNDECIDED, about, message, place)


def _no_evidence(draft: NoteDraft, facts: NoteFacts) -> Iterator[Finding]:
    blocks = {block.id: block for _, block in draft.blocks()}
    for section in facts.areas():
        for item in section.items:
            answer = facts.answers.get(item.id)
            if item.kind is not ItemKind.GRADE or answer is None:
                continue
            if answer.state is not AnswerState.ANSWERED or not answer.value:
                continue
            block = blocks.get(f"item:{item.id}")
            words = (
                [s for s in block.printed() if s.own or s.id.startswith(_EVIDENCE)] if block else []
            )
            if not words:
                message = f"The judgement on “{item.label}” stands without evidence."
                place = Place("findings", f"answer:{item.id}", item=item.id)
                yield _should(FindingKind.NO_EVIDENCE, item.id, message, place)


_EVIDENCE = ("evidence:", "basis:", "jotting:")


def _actions(draft: NoteDraft, facts: NoteFacts) -> Iterator[Finding]:
    shown = {row.id for _, block in draft.blocks() for row in block.rows}
    for action in facts.actions:
        row = f"task:{action.uid}"
        if row not in shown:
            continue
        name = action.what if len(action.what) <= 60 else f"{action.what[:59].rstrip()}…"
        place = Place(section="agreed_actions", row=row)
        if not (action.owner or action.party):
            yield _must(
                FindingKind.ACTION, f"{action.uid}:who", f"Nobody is named to do “{name}”.", place
            )
        if not _is_day(action.due):
            message = f"“{name}” has no date to be done by."
            yield _must(FindingKind.ACTION, f"{action.uid}:due", message, place)
        if not action.measure.strip():
            message = f"“{name}” does not say what would show that it is done."
            yield _should(FindingKind.ACTION, f"{action.uid}:measure", message, place)


def _is_day(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _unfiled(around: Around) -> Iterator[Finding]:
    if around.unfiled:
        one = around.unfiled == 1
        message = (
            "1 jotting is not filed to any item."
            if one
            else f"{around.unfiled} jottings are not filed to any item."
        )
        place = Place(capture=True)
        yield _should(FindingKind.UNFILED, str(around.unfiled), message, place)


def _offered(draft: NoteDraft) -> Iterator[Finding]:
    for section, block in draft.blocks():
        waiting = [sentence for sentence in block.sentences if sentence.offered]
        if waiting:
            many = "A jotting is" if len(waiting) == 1 else f"{len(waiting)} jottings are"
            where = f" under “{block.text}”" if block.text else ""
            about = text_id("|".join(sentence.id for sentence in waiting))
            place = Place(section.id, waiting[0].id, item=waiting[0].evidence[0].item)
            yield _should(
                FindingKind.OFFERED, about, f"{many} neither kept nor removed{where}.", place
            )


def changed(draft: NoteDraft) -> Iterator[Finding]:
    """Sentences kept as the officer wrote them although the record changed."""
    told = {
        Flag.EVIDENCE_GONE: "What this sentence rested on is no longer in the record: “{}”",
        Flag.RECORD_CHANGED: "The record changed after you edited this sentence: “{}”",
    }
    for section, _block, sentence in draft.sentences():
        if sentence.flag in told:
            about = f"{sentence.id}:{text_id(sentence.text)}"
            message = told[sentence.flag].format(_short(sentence.text))
            yield _should(FindingKind.CHANGED, about, message, Place(section.id, sentence.id))


def words(draft: NoteDraft, ours: Sequence[str], around: Around) -> Iterator[Finding]:
    """What in the words themselves may say too much about somebody, or name another school.

    `ours` are names that belong there: the school's, the author's, the authority's.
    """
    allowed = tuple(filter(None, (*ours, *around.allowed)))
    context = TextContext(allowed, _index(around.schools), around.present)
    for place, text in _texts(draft):
        found = [
            (FindingKind(hit.kind), hit.excerpt, hit.message) for hit in check_text(text, context)
        ]
        named = " ".join(excerpt for kind, excerpt, _ in found if kind is FindingKind.PERSONAL_NAME)
        for name in around.people:
            if name not in named and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
                message = f"“{name}” is somebody at the school. Give the role instead."
                found.append((FindingKind.PERSONAL_NAME, name, message))
        for kind, excerpt, message in found:
            about = f"{place.sentence or place.row}:{text_id(excerpt)}"
            yield _should(kind, about, message, place)


def _texts(draft: NoteDraft) -> Iterator[tuple[Place, str]]:
    """Every text that will be printed, but for the facts of the visit and the circulation."""
    for section, block in draft.blocks():
        for sentence in block.printed():
            yield Place(section.id, sentence.id), sentence.text
        if block.kind is BlockKind.TABLE and section.kind != "circulation":
            for row in block.rows:
                yield Place(section.id, row=row.id), ". ".join(cell for cell in row.cells if cell)


@lru_cache(maxsize=2)
def _index(schools: tuple[SchoolName, ...]) -> SchoolIndex:
    return index_schools(schools)


def _empty_parts(draft: NoteDraft) -> Iterator[Finding]:
    for section in draft.sections:
        if section.kind in _WANTED and not any(b.printed() or b.rows for b in section.blocks):
            message = f"“{section.heading}” is empty and will be left out."
            yield _should(FindingKind.EMPTY_PART, section.id, message, Place(section.id))


_WANTED = ("purpose", "people", "findings", "strengths", "development", "feedback_given")


def _short(text: str, length: int = 70) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
