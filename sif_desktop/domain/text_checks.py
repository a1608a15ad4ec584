"""What in a text may say too much about somebody: names, initials, small numbers, other schools.

Every check only points; the officer decides. Positions are characters of the text checked, so a
screen can mark them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sif_desktop.domain.familiar_words import openers
from sif_desktop.domain.person_names import find_names
from sif_desktop.domain.school_names import SchoolIndex, SchoolName, find_schools, index_schools

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


def check_text(text: str, context: TextContext | None = None) -> tuple[Finding, ...]:
    """Every finding in a text, in the order of the text."""
    context = context or TextContext()
    schools = other_schools(text, context.schools, context.present)
    covered = [(finding.start, finding.end) for finding in schools]
    names = (
        finding
        for finding in personal_names(text, context.allowed)
        if not any(start <= finding.start < end for start, end in covered)
    )
    found = (
        *schools,
        *names,
        *pupil_initials(text),
        *small_numbers(text),
        *class_teachers(text, context.one_class_years),
    )
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end)))


def personal_names(text: str, allowed: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Probable names of people; `allowed` words and phrases are passed over."""
    message = "“{}” may be a person’s name. Give the role instead."
    return tuple(
        _finding(FindingKind.PERSONAL_NAME, text, start, end, message)
        for start, end in find_names(text, allowed)
    )


def other_schools(text: str, schools: SchoolIndex, present: str = "") -> tuple[Finding, ...]:
    """Names of schools other than the present one (given by its key in the index)."""
    message = "“{}” names another school. Leave it out, or say “another school”."
    return tuple(
        _finding(FindingKind.OTHER_SCHOOL, text, start, end, message)
        for start, end, _ in find_schools(text, schools, present)
    )


_ACRONYMS = frozenset(
    "AA AP AR CP DT EP EY FS GB GD GP HR HT ICT IT KS LA LD LP MD ME MP NI NC OT PA PD PE PP PT "
    "QA RE RI RW SA SB SD SE SEF SEN SM SP SW TA UK US VA VC VI WA YR AM PM PPA SLT EAL FSM LAC "
    "CLA PLA SEND EHC SALT ASD ADHD SEMH NOR CIN".split()
)
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){2,3}(?![\w])|(?<![\w.])[A-Z]\.[A-Z](?![\w])")
_PUPIL_THEN_LETTERS = re.compile(
    r"\b(?:[Pp]upils?|[Cc]hild(?:ren)?|[Ss]tudents?|[Ll]earners?|[Bb]oys?|[Gg]irls?) "
    r"([A-Z]{2,3}|[A-Z]\.[A-Z]\.?)(?![\w])"
)
_CAPITAL_WORD = re.compile(r" ?([A-Z][a-z]+)")
_BRACKETED = re.compile(r"\(([A-Z]{2})\)")


def pupil_initials(text: str) -> tuple[Finding, ...]:
    """Initials that may stand for a pupil: "J.S.", "pupil JS", "(JS)"."""
    spans: dict[int, int] = {}
    for match in _DOTTED.finditer(text):
        if re.sub(r"[^A-Z]", "", match[0]) not in _ACRONYMS and not _before_surname(text, match):
            spans[match.start()] = match.start() + len(match[0].rstrip())
    for pattern in (_PUPIL_THEN_LETTERS, _BRACKETED):
        for match in pattern.finditer(text):
            letters = match[1].replace(".", "")
            if letters not in _ACRONYMS and not _spelt_out(text, match, letters):
                spans[match.start(1)] = match.end(1)
    message = "“{}” may be a pupil’s initials. Say “a pupil”."
    return tuple(
        _finding(FindingKind.PUPIL_INITIALS, text, start, end, message)
        for start, end in sorted(spans.items())
    )


def _before_surname(text: str, match: re.Match[str]) -> bool:
    """Initials of a full name ("J. S. Bach") are the name check's business."""
    following = _CAPITAL_WORD.match(text, match.end())
    return following is not None and following[1].lower() not in openers()


def _spelt_out(text: str, match: re.Match[str], letters: str) -> bool:
    """Whether the words just before begin with the letters: "learning support (LS)"."""
    words = re.findall(r"\w+", text[max(0, match.start() - 60) : match.start()])
    return [word[0].upper() for word in words[-len(letters) :]] == list(letters)


_PEOPLE = r"pupils?|child(?:ren)?|students?|learners?|boys?|girls?|youngsters?|families"
_SMALL = re.compile(
    r"(?<![\w.,£/–-])(?P<n>[1-5]|one|two|three|four|five)"
    rf"(?P<between>(?: [A-Za-z][\w’'-]*| \d{{1,3}}){{0,4}}?) (?:{_PEOPLE})(?![\w-])",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"\b(?:years?|yrs?|y|stages?|ks|class|classes|groups?|sets?|levels?|phases?|rooms?|steps?|parts?|"
    r"tiers?|waves?|tables?|priority|section|page)(?: \d\w*(?:,| and| or| to| &))* ?$",
    re.IGNORECASE,
)
_NO_BETWEEN = frozenset(
    "groups classes times weeks days terms hours lessons books sessions years old areas per "
    "percent in are is was were and or had have has when where that which who staff teachers "
    "adults leaders visits schools rooms ways targets actions priorities for to by with from "
    "while as than because so but if support help helps helping pupils children students".split()
)


def small_numbers(text: str) -> tuple[Finding, ...]:
    """Counts of five pupils or fewer, by which somebody might be recognised."""
    message = "“{}”: five or fewer may point to somebody. Say “a few”, or leave the number out."
    return tuple(
        _finding(FindingKind.SMALL_NUMBER, text, match.start(), match.end(), message)
        for match in _SMALL.finditer(text)
        if not (_NO_BETWEEN & set(match["between"].lower().split()))
        and not _NOT_A_COUNT.search(text[max(0, match.start() - 30) : match.start()])
    )


_YEAR = r"(?:(?:Year|Yr|Y) ?(?P<{0}>\d{{1,2}})|(?P<{0}_name>Reception|Nursery))"
_ADULT = r"(?:class |form )?(?:teacher|TA|teaching assistant|tutor|practitioner|lead|leader)(?!s)\b"
_CLASS_TEACHER = re.compile(
    rf"\b{_YEAR.format('a')}(?:['’]s)? {_ADULT}|\b{_ADULT} (?:in|for|of) {_YEAR.format('b')}\b",
    re.IGNORECASE,
)


def class_teachers(
    text: str, one_class_years: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Adults named by a year group: where it has one class, that is as good as a name.

    `one_class_years` holds the year groups with one class ("4", "reception"); None means that
    nobody knows, and every one is pointed at.
    """
    years = None if one_class_years is None else {year.lower() for year in one_class_years}
    message = "“{}” may be one person. Say “a teacher”, or name the phase."
    found = []
    for match in _CLASS_TEACHER.finditer(text):
        year = next(group for group in match.groups() if group).lower()
        if years is None or year in years:
            found.append((match.start(), match.end()))
    return tuple(
        _finding(FindingKind.CLASS_TEACHER, text, start, end, message) for start, end in found
    )


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
