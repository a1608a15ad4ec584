"""A question as the screen shows it: everything in words, ready to be read and answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.merge import DELETED, group_of
from sif_desktop.domain.packed_merge import put_together
from sif_desktop.domain.word_diff import both
from sif_desktop.models.base import children_of, metadata
from sif_desktop.services.values.names import called, name_of, school_of
from sif_desktop.services.values.parts import Part, key_of
from sif_desktop.services.values.places import place_of

if TYPE_CHECKING:
    from sif_desktop.domain.merge import Wire
    from sif_desktop.services.values.places import Place
    from sif_desktop.services.values.saying import Saying
    from sif_desktop.sync.resolve import Question, Version

_GROUPS: Mapping[str, str] = {  # fields that are decided together, in a word
    "agreed": "Minutes agreed",
    "answer": "Answer given",
    "came": "Attendance",
    "closed": "State",
    "dates": "Dates",
    "days": "Dates",
    "decision": "Decision",
    "degree": "Degree of success",
    "done": "Done",
    "filed": "Where it is filed",
    "judgement": "Judgement",
    "level": "Level of risk",
    "opening": "Beginning",
    "passed": "Passed",
    "place": "Place",
    "progress": "Progress",
    "rating": "Rating",
    "reply": "Reply",
    "rhythm": "How often",
    "said": "Rating",
    "snooze": "Put off",
    "span": "Dates",
    "stage": "Stage",
    "state": "State",
    "status": "Status",
    "term": "Membership",
    "when": "Date and time",
}
_MOST = 5  # records named one by one
_DELETION = "Deletion"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """`did` says, where a deletion is in question, what this person did to the record."""

    who: str
    at: datetime
    texts: tuple[str, ...]  # one for each of the conflict's labels
    deleted: bool
    did: str = ""


@dataclass(frozen=True, slots=True)
class OwnField:
    """How the officer gives a version of their own: `typed` is "lines" or "line", or "" where it is
    chosen from `choices` ({key: words}); `begins` is the text or the key of the version on show."""

    label: str
    typed: str
    choices: Mapping[str, str]
    begins: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """`kind` is value, text, group or deledit (merged and order for a glance). All is in words."""

    row: str
    column: str
    kind: str
    school: str
    record: str  # what kind of record, and how it is called
    field: str
    labels: tuple[str, ...]
    before: tuple[str, ...]
    versions: tuple[VersionRow, ...]  # the one on show last
    for_me: bool  # whether I wrote one of the versions
    own: tuple[OwnField, ...]  # empty where there is nothing but the versions to choose from
    both: bool  # whether keeping both means something
    page: Place | None  # where the record is seen
    now: tuple[str, ...] = ()  # as the record reads, one for each label
    owned: tuple[str, ...] = ()  # of a deletion: what belongs to the record and is still there


def row_of(
    saying: Saying,
    question: Question,
    parts: tuple[Part, ...],
    people: Mapping[str, str],
    me: str,
) -> ConflictRow:
    """`me` is the officer's uid, `people` are names by theirs."""
    found = saying.row(question.row)
    row = found[1] if found else {}
    return ConflictRow(
        question.row,
        question.column,
        question.kind,
        school_of(saying, question.table, row),
        name_of(saying, question.table, row),
        _field(question, parts),
        tuple(part.label for part in parts),
        tuple(part.say(question.base) for part in parts),
        versions_of(saying, question, parts, people),
        any(version.author == me for version in question.versions),
        _own(question, parts),
        together(question) is not None,
        place_of(saying, question.table, row),
        tuple(part.say(row) for part in parts),
        _owned(saying, question) if question.column == DELETED else (),
    )


def _field(question: Question, parts: tuple[Part, ...]) -> str:
    """What is asked about, in a word or two."""
    if question.column == DELETED:
        return _DELETION
    if len(parts) == 1:
        return parts[0].label
    group = group_of(question.column)
    return _GROUPS.get(group) or " and ".join(part.label for part in parts)


def _own(question: Question, parts: tuple[Part, ...]) -> tuple[OwnField, ...]:
    shown = question.versions[-1].values
    known = len({tuple(v.values.items()) for v in question.versions})
    if not any(part.typed or len(part.choices) > known for part in parts) and len(parts) < 2:
        return ()
    return tuple(OwnField(p.label, p.typed, p.choices, key_of(p, shown)) for p in parts)


def together(question: Question) -> dict[str, Wire] | None:
    """All versions in one, of a list or of what keeps several values; None where both of it would
    mean nothing, or the versions meet."""
    if len(question.columns) != 1:
        return None
    (name,) = question.columns
    texts = [str(version.values[name] or "") for version in question.versions]
    found = both(texts)
    if found is None and len(texts) == 2:
        found = put_together(str(question.base[name] or ""), *texts)
    return None if found is None else {name: found}


def versions_of(
    saying: Saying,
    question: Question,
    parts: tuple[Part, ...],
    people: Mapping[str, str],
) -> tuple[VersionRow, ...]:
    return tuple(
        VersionRow(
            people.get(version.author) or "Somebody",
            datetime.fromtimestamp(version.at_ms / 1000, UTC),
            tuple(part.say(version.values) for part in parts),
            version.deleted,
            _did(saying, question, version) if question.column == DELETED else "",
        )
        for version in question.versions
    )


def _did(saying: Saying, question: Question, version: Version) -> str:
    if version.deleted:
        return "Deleted the record."
    found = saying.row(question.row)
    row = {**(found[1] if found else {}), **version.values}
    columns = metadata.tables[question.table].c
    written = [
        (str(columns[name].info["label"]), saying.say(question.table, name, value, row))
        for name, value in version.values.items()
        if name in columns and columns[name].info["label"]
    ]
    return "\n".join(f"{label}: {words or 'nothing'}" for label, words in written)


def _owned(saying: Saying, question: Question) -> tuple[str, ...]:
    """What belongs to the record and nobody has deleted: it holds the record where it is."""
    found: list[str] = []
    for table, column in children_of(metadata.tables[question.table]):
        live = (column == question.row) & (table.c.x_gone == 0)
        rows = saying.connection.execute(select(table).where(live).order_by(table.c.uid)).mappings()
        found += [called(saying, table.name, row) for row in rows]
    if len(found) > _MOST:
        found[_MOST:] = [f"and {len(found) - _MOST:,} more"]
    return tuple(found)
