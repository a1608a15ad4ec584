"""What in a text may say too much about somebody: names, initials, small numbers, other schools.

Every check only points; the officer decides. Positions are characters of the text checked, so a
screen can mark them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sif_desktop.domain.class_teachers import find_class_teachers
from sif_desktop.domain.initials import find_initials
from sif_desktop.domain.person_names import IsWord, find_names
from sif_desktop.domain.school_names import (
    NamedSchool,
    SchoolIndex,
    SchoolName,
    find_schools,
    index_schools,
)
from sif_desktop.domain.small_numbers import find_small_numbers

__all__ = [
    "Finding",
    "FindingKind",
    "SchoolIndex",
    "SchoolName",
    "TextContext",
    "check_text",
    "class_teachers",
    "index_schools",
    "other_schools",
    "personal_names",
    "pupil_initials",
    "shared_passages",
    "small_numbers",
]


class FindingKind(StrEnum):
    PERSONAL_NAME = "personal_name"
    PUPIL_INITIALS = "pupil_initials"
    OTHER_SCHOOL = "other_school"
    SMALL_NUMBER = "small_number"
    CLASS_TEACHER = "class_teacher"
    SHARED_PASSAGE = "shared_passage"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place worth a second look: `excerpt` is text[start:end], `message` a sentence."""

    kind: FindingKind
    start: int
    end: int
    excerpt: str
    message: str


@dataclass(frozen=True, slots=True)
class TextContext:
    """What the checks must know of the provider a text is about."""

    allowed: Collection[str] = ()  # words and phrases that are no finding: its name, places …
    schools: SchoolIndex = field(default_factory=SchoolIndex)
    present: str = ""  # key of the provider itself in `schools`
    one_class_years: Collection[str] | None = None  # "4", "reception"; None: not known
    is_word: IsWord | None = None  # whether a dictionary has a word, as written


def check_text(text: str, context: TextContext | None = None) -> tuple[Finding, ...]:
    """Every finding in a text, in the order of the text."""
    context = context or TextContext()
    schools = find_schools(text, context.schools)
    names = (
        finding
        for finding in personal_names(text, context.allowed, context.is_word)
        if not any(start < finding.end and finding.start < end for start, end, _ in schools)
    )
    found = (
        *_others(text, schools, context.present),
        *names,
        *pupil_initials(text, context.is_word),
        *small_numbers(text),
        *class_teachers(text, context.one_class_years),
    )
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end)))


def personal_names(
    text: str, allowed: Iterable[str] = (), is_word: IsWord | None = None
) -> tuple[Finding, ...]:
    """Probable names of people; `allowed` words and phrases are passed over."""
    message = "“{}” may be a person’s name. Give the role instead."
    return tuple(
        _finding(FindingKind.PERSONAL_NAME, text, start, end, message)
        for start, end in find_names(text, allowed, is_word)
    )


def other_schools(text: str, schools: SchoolIndex, present: str = "") -> tuple[Finding, ...]:
    """Names of schools other than the present one (given by its key in the index)."""
    return _others(text, find_schools(text, schools), present)


def _others(text: str, named: Iterable[NamedSchool], present: str) -> tuple[Finding, ...]:
    message = "“{}” names another school. Leave it out, or say “another school”."
    return tuple(
        _finding(FindingKind.OTHER_SCHOOL, text, start, end, message)
        for start, end, keys in named
        if present not in keys
    )


def pupil_initials(text: str, is_word: IsWord | None = None) -> tuple[Finding, ...]:
    """Initials that may stand for a pupil."""
    message = "“{}” may be a pupil’s initials. Say “a pupil”."
    return tuple(
        _finding(FindingKind.PUPIL_INITIALS, text, start, end, message)
        for start, end in find_initials(text, is_word)
    )


def small_numbers(text: str) -> tuple[Finding, ...]:
    """Counts of five pupils or fewer."""
    message = "“{}”: five or fewer may point to somebody. Say “a few”, or leave the number out."
    return tuple(
        _finding(FindingKind.SMALL_NUMBER, text, start, end, message)
        for start, end in find_small_numbers(text)
    )


def class_teachers(
    text: str, one_class_years: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Adults named by a year group with one class, or by a class."""
    message = "“{}” may be one person. Say “a teacher”, or name the phase."
    return tuple(
        _finding(FindingKind.CLASS_TEACHER, text, start, end, message)
        for start, end in find_class_teachers(text, one_class_years)
    )


_WORD = re.compile(r" ?([A-Z][a-z]+)")
_BRACKETED = re.compile(r"\(([A-Z]{2})\)")


_WORD = re.compile(r"\w+(?:['’]\w+)*")


def shared_passages(
    text: str, other: str, words: int = 12, boilerplate: str = ""
) -> tuple[Finding, ...]:
    """Passages of at least `words` words that stand in `other` too, but not in `boilerplate`.

    Case, punctuation and spacing make no difference.
    """
    places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    ours, theirs = _grams(text, words), set(_grams(other, words)) - set(_grams(boilerplate, words))
    found: list[tuple[int, int]] = []  # first and last word of each passage
    for first, gram in enumerate(ours):
        if gram not in theirs:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], first + words - 1)
        else:
            found.append((first, first + words - 1))
    message = "This passage also stands in another note. Check that it belongs here: “{}”"
    return tuple(
        _finding(FindingKind.SHARED_PASSAGE, text, places[a][0], places[b][1], message)
        for a, b in found
    )


def _grams(text: str, length: int) -> list[tuple[str, ...]]:
    said = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    return [tuple(said[k : k + length]) for k in range(len(said) - length + 1)]


def _finding(kind: FindingKind, text: str, start: int, end: int, message: str) -> Finding:
    excerpt = text[start:end]
    shown = excerpt if len(excerpt) <= 60 else f"{excerpt[:57]}…"
    return Finding(kind, start, end, excerpt, message.format(shown))
