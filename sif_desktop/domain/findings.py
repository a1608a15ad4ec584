"""What a check before issue says: what is wrong, how grave, and where to put it right.

A finding's id is made of what it is about, so that the reason an officer gave for letting it stand
holds until the words change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    MUST = "must"  # the document cannot be issued
    SHOULD = "should"  # put it right, or give a reason that is kept


class FindingKind(StrEnum):
    MISSING = "missing"
    EMPTY_SECTION = "empty_section"
    EMPTY_PART = "empty_part"
    ACTION = "action"
    UNDECIDED = "undecided"
    NO_EVIDENCE = "no_evidence"
    ONE_KIND = "one_kind"
    UNFILED = "unfiled"
    OFFERED = "offered"
    CHANGED = "changed"
    NOT_TOLD = "not_told"
    CONFLICT = "conflict"
    ACCESSIBILITY = "accessibility"
    REUSED = "reused"
    OTHER_SCHOOL = "other_school"
    OTHER_HEAD = "other_head"
    PERSONAL_NAME = "personal_name"
    PUPIL_INITIALS = "pupil_initials"
    SMALL_NUMBER = "small_number"
    CLASS_TEACHER = "class_teacher"
    FIELD = "field"  # of a letter
    SIGN_OFF = "sign_off"
    SLIP = "slip"  # answers of the school


@dataclass(frozen=True, slots=True)
class Place:
    """Where to put it right: a section, sentence, heading or table row of the draft, an item or
    section of the visit's form (`item`; with `capture` the visit itself is the place) or a jotting
    of it, the page of the school, a field of a letter, the sign-off of a role, the answers of a
    returned slip, a part of the page of a meeting (`minutes_checks`; with `item` an item of its
    agenda), or a plan (with `item` a row of it)."""

    section: str = ""
    sentence: str = ""
    row: str = ""
    item: str = ""
    capture: bool = False
    jotting: str = ""
    school: bool = False
    field: str = ""
    sign_off: str = ""
    meeting: str = ""
    plan: str = ""
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    id: str
    kind: FindingKind
    severity: Severity
    message: str
    place: Place


def must(kind: FindingKind, about: str, message: str, place: Place) -> Finding:
    return Finding(f"{kind}:{about}", kind, Severity.MUST, message, place)


def should(kind: FindingKind, about: str, message: str, place: Place) -> Finding:
    return Finding(f"{kind}:{about}", kind, Severity.SHOULD, message, place)


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.MUST)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that must be put right first, then as they were found."""
    return tuple(sorted(findings, key=lambda finding: finding.severity is Severity.SHOULD))


def short(text: str, length: int = 70) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
