"""What the words of any draft may say too much of, or leave unsaid: the checks all documents share.

Pure: a draft and what is known around it in, findings out. What only a note of visit can lack is in
`note_checks`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from sif_desktop.domain.criticism import criticism
from sif_desktop.domain.findings import Finding, FindingKind, Place, short, should
from sif_desktop.domain.known_people import PeopleIndex, find_people
from sif_desktop.domain.note import Block, BlockKind, Flag, NoteDraft, Section, Sentence
from sif_desktop.domain.person_names import IsWord
from sif_desktop.domain.sentences import text_id
from sif_desktop.domain.text_checks import (
    SchoolIndex,
    SchoolName,
    TextContext,
    check_text,
    index_schools,
)
from sif_desktop.domain.visibility import Visibility
from sif_desktop.domain.wording import wording_faults


@dataclass(frozen=True, slots=True)
class Around:
    """What is known outside a draft: what waits in the visit, and names that must not stand in it.

    `unfiled` are the jottings filed to no item, in the order of the day; `people` are names of
    people known at this school, `heads` those who lead other schools; `schools` every school's key,
    name and other words for it, `present` the key of this one, `towns` where schools are, in lower
    case; `allowed` words that are nobody's name; `one_class_years` the year groups with one class
    (None: nobody knows); `is_word` whether the dictionary has a word; `conflicts` what was recorded
    in two versions and nobody has decided.
    """

    unfiled: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    heads: PeopleIndex = field(default_factory=PeopleIndex)
    schools: tuple[SchoolName, ...] = ()
    towns: frozenset[str] = frozenset()
    present: str = ""
    allowed: tuple[str, ...] = ()
    one_class_years: Collection[str] | None = None
    is_word: IsWord | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with two versions: of which row, in words, and where one of them is chosen."""

    uid: str
    label: str
    place: Place


def check_draft(
    draft: NoteDraft, around: Around, critical: Mapping[str, bool] = MappingProxyType({})
) -> Iterator[Finding]:
    """Every finding in the words of a draft; `critical` says of sentences, by id, whether they find
    fault whatever their words, such as a judgement on the lower steps of its scale."""
    yield from _offered(draft)
    yield from changed(draft)
    yield from conflicts(around)
    yield from words(draft, (), around)
    yield from _not_told(draft, critical)


def printed_texts(draft: NoteDraft) -> Iterator[tuple[Place, str]]:
    """Every text that will be printed, but for facts, who receives and signs, and the layout's
    headings."""
    for section in draft.sections:
        if section.heading_edited:
            yield Place(section.id, section.id), section.heading
    for section, block in draft.blocks():
        if block.kind is BlockKind.HEADING and (block.own or block.edited):
            yield Place(section.id, block.id), block.text
        for sentence in block.printed():
            yield Place(section.id, sentence.id), sentence.text
        if block.kind is BlockKind.TABLE and section.kind not in _NAMING:
            for row in block.rows:
                yield Place(section.id, row=row.id), ". ".join(cell for cell in row.cells if cell)


_NAMING = ("circulation", "sign_offs")  # sections whose tables name people on purpose


def _offered(draft: NoteDraft) -> Iterator[Finding]:
    for section, block in draft.blocks():
        waiting = [sentence for sentence in block.sentences if sentence.offered]
        if waiting:
            many = "A jotting is" if len(waiting) == 1 else f"{len(waiting)} jottings are"
            where = f" under “{block.text}”" if block.text else ""
            about = text_id("|".join(sentence.id for sentence in waiting))
            place = Place(section.id, waiting[0].id, item=waiting[0].evidence[0].item)
            message = f"{many} neither kept nor removed{where}."
            yield should(FindingKind.OFFERED, about, message, place)


def changed(draft: NoteDraft) -> Iterator[Finding]:
    """Sentences kept as the officer wrote them although the record changed."""
    told = {
        Flag.EVIDENCE_GONE: "What this sentence rested on is no longer in the record: “{}”",
        Flag.RECORD_CHANGED: "The record changed after you edited this sentence: “{}”",
    }
    for section, _block, sentence in draft.sentences():
        if sentence.flag in told:
            about = f"{sentence.id}:{text_id(sentence.text)}"
            message = told[sentence.flag].format(short(sentence.text))
            yield should(FindingKind.CHANGED, about, message, Place(section.id, sentence.id))


def conflicts(around: Around) -> Iterator[Finding]:
    """What two colleagues recorded differently below the document."""
    for conflict in around.conflicts:
        message = f"Two versions of “{conflict.label}” stand side by side; nobody has decided."
        about = f"{conflict.uid}:{conflict.label}"
        yield should(FindingKind.CONFLICT, about, message, conflict.place)


# --- words ----------------------------------------------------------------------------------------


def words(draft: NoteDraft, ours: Iterable[str], around: Around) -> Iterator[Finding]:
    """What in the words themselves may say too much about somebody, name another school, or could
    not be followed when read out.

    `ours` are names that belong there: the school's, the author's, the authority's.
    """
    yield from _too_much(draft, replace(around, allowed=(*filter(None, ours), *around.allowed)))
    yield from _wording(draft)


def _too_much(draft: NoteDraft, around: Around) -> Iterator[Finding]:
    for place, text in printed_texts(draft):
        for hit in private_words(text, around):
            about = f"{place.sentence or place.row}:{text_id(hit.excerpt)}"
            yield should(hit.kind, about, hit.message, place)


@dataclass(frozen=True, slots=True)
class PrivateWord:
    """Characters `start` to `end` of a text that may say too much, and why."""

    kind: FindingKind
    start: int
    end: int
    excerpt: str
    message: str


def private_words(text: str, around: Around) -> Iterator[PrivateWord]:
    """What is found in one text, whatever it stands in; a person once, by the most that is known
    of them."""
    named: list[tuple[int, int]] = []
    for start, end, excerpt, who in find_people(text, around.heads):
        named.append((start, end))
        message = f"“{excerpt}” is {who}. Leave it out, or say “another school”."
        yield PrivateWord(FindingKind.OTHER_HEAD, start, end, excerpt, message)
    for known in _any_of(around.people).finditer(text) if around.people else ():
        if not _overlaps(known.span(), named):
            named.append(known.span())
            message = f"“{known[0]}” is somebody at the school. Give the role instead."
            yield PrivateWord(FindingKind.PERSONAL_NAME, *known.span(), known[0], message)
    for hit in check_text(text, _context(around)):
        kind = FindingKind(hit.kind)
        if kind is not FindingKind.PERSONAL_NAME or not _overlaps((hit.start, hit.end), named):
            yield PrivateWord(kind, hit.start, hit.end, hit.excerpt, hit.message)


def _context(around: Around) -> TextContext:
    return TextContext(
        around.allowed,
        _index(around.schools, around.is_word, around.towns),
        around.present,
        around.one_class_years,
        around.is_word,
    )


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


@lru_cache(maxsize=2)
def _index(
    schools: tuple[SchoolName, ...], is_word: IsWord | None, towns: frozenset[str]
) -> SchoolIndex:
    return index_schools(schools, is_word, towns)


def _wording(draft: NoteDraft) -> Iterator[Finding]:
    """Words that a reader who cannot see the page could not follow."""
    for place, text in printed_texts(draft):
        for excerpt, message in wording_faults(text):
            about = f"{place.sentence or place.row}:{text_id(excerpt)}"
            yield should(FindingKind.ACCESSIBILITY, about, message, place)
    for section, block in draft.blocks():
        bare = [number for number, label in enumerate(block.columns, 1) if not label.strip()]
        if block.kind is BlockKind.TABLE and block.rows and bare:
            message = f"Column {bare[0]} of a table has no heading. Say what stands in it."
            place = Place(section.id, row=block.rows[0].id)
            yield should(FindingKind.ACCESSIBILITY, f"{block.id}:{bare[0]}", message, place)


# --- what was not said on the day -----------------------------------------------------------------

SCHOOL = "school"  # the copy the school receives
_NEVER_CRITICAL = frozenset("header purpose people circulation actions_last_time strengths".split())


def _not_told(draft: NoteDraft, critical: Mapping[str, bool]) -> Iterator[Finding]:
    """Criticism not marked as said on the day: one finding for each paragraph or list.

    What the school does not receive need not have been said to it.
    """
    for section, block in draft.blocks():
        if section.kind in _NEVER_CRITICAL or (section.copies and SCHOOL not in section.copies):
            continue
        untold = [
            one
            for one in block.printed()
            if not one.told
            and one.visibility is Visibility.SCHOOL
            and critical.get(one.id, _finds_fault(section, block, one))
        ]
        if untold:
            first = untold[0]
            about = text_id("|".join(f"{s.id}:{s.text}" for s in untold))
            more = f" (and {len(untold) - 1} more here)" if len(untold) > 1 else ""
            said = short(first.text, 60).rstrip(".")
            message = (
                f"Not marked as said to the school on the day: “{said}”{more}. "
                "Mark it, or say why it comes only now."
            )
            yield should(FindingKind.NOT_TOLD, about, message, Place(section.id, first.id))


def _finds_fault(section: Section, block: Block, sentence: Sentence) -> bool:
    if section.kind == "development" and block.kind is BlockKind.BULLETS:
        return True
    return criticism(sentence.text)
