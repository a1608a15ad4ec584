"""What was disclosed on request and what was withheld: the log of a disclosure, composed.

It names documents, counts and reasons; nothing of what is withheld stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row, Section, Sentence

EVERY_SCHOOL = "All schools"
FACT_COLUMNS = ("About", "Detail")
RECORD_COLUMNS = ("Kind of record", "How many", "Why withheld")


class Outcome(StrEnum):
    """What became of a document that was asked for."""

    FULL = "school"  # disclosed in full, as the school has it
    PART = "redacted"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class LogItem:
    """One issued version: `places` withheld from it if redacted, `reasons` with their law."""

    title: str
    number: int
    provider: str
    issued_on: str  # ISO
    outcome: Outcome
    places: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogKind:
    """Records of one kind, none of which is disclosed."""

    kind: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class DisclosureLog:
    """`about` is the school or EVERY_SCHOOL; days are ISO; `reference` is the request's."""

    about: str
    since: str
    until: str
    reference: str
    made_on: str
    made_by: str
    items: tuple[LogItem, ...]
    kinds: tuple[LogKind, ...]

    @property
    def title(self) -> str:
        asked = f" {self.reference}" if self.reference else ""
        return f"Disclosure log{asked}: {long_date(self.since)} to {long_date(self.until)}"


def outcome_words(item: LogItem) -> str:
    if item.outcome is Outcome.PART:
        many = "1 passage" if item.places == 1 else f"{item.places} passages"
        return f"Disclosed in part: {many} withheld"
    return "Disclosed in full" if item.outcome is Outcome.FULL else "Withheld"


def compose(log: DisclosureLog) -> NoteDraft:
    """The log as a draft; the same log gives the same draft."""
    return NoteDraft(tuple(_sections(log)))


def _sections(log: DisclosureLog) -> Iterator[Section]:
    yield Section("about", "header", "About this disclosure", (_about(log),))
    yield Section("documents", "documents", "Documents", tuple(_documents(log)))
    yield Section("records", "records", "Records not disclosed", (_records(log),))


def _about(log: DisclosureLog) -> Block:
    given = sum(1 for item in log.items if item.outcome is not Outcome.WITHHELD)
    facts = (
        ("School", log.about),
        ("Issued between", f"{long_date(log.since)} and {long_date(log.until)}"),
        ("Reference of the request", log.reference),
        ("Made on", long_date(log.made_on)),
        ("Made by", log.made_by),
        ("Documents", f"{len(log.items)} found, {given} disclosed"),
    )
    rows = tuple(Row(f"about:{name}", (name, value)) for name, value in facts if value)
    return Block("about", BlockKind.FACTS, columns=FACT_COLUMNS, rows=rows)


def _documents(log: DisclosureLog) -> Iterator[Block]:
    if not log.items:
        yield _words("documents:none", "No document was issued in this period.")
        return
    several = log.about == EVERY_SCHOOL
    columns = ("Document", *(("School",) if several else ()), "Issued", "Outcome", "Reason")
    rows = tuple(
        Row(
            f"item:{number}",
            (
                f"{item.title}, version {item.number}",
                *((item.provider or EVERY_SCHOOL,) if several else ()),
                long_date(item.issued_on),
                outcome_words(item),
                "; ".join(item.reasons) or "None needed",
            ),
        )
        for number, item in enumerate(log.items)
    )
    yield Block("documents", BlockKind.TABLE, columns=columns, rows=rows)


def _records(log: DisclosureLog) -> Block:
    if not log.kinds:
        return _words("records:none", "No other records of this period are held.")
    rows = tuple(
        Row(f"kind:{number}", (one.kind, str(one.count), one.reason))
        for number, one in enumerate(log.kinds)
    )
    return Block("records", BlockKind.TABLE, columns=RECORD_COLUMNS, rows=rows)


def _words(block_id: str, text: str) -> Block:
    sentence = Sentence(block_id, text, composed=block_id)
    return Block(block_id, BlockKind.PARAGRAPH, sentences=(sentence,))


# --- JSON -----------------------------------------------------------------------------------------


def to_json(log: DisclosureLog) -> str:
    return json.dumps(asdict(log), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> DisclosureLog:
    """The log kept in `text`. Raises Problem if it is damaged."""
    try:
        plain: Mapping[str, Any] = json.loads(text)
        items = tuple(_item(item) for item in plain["items"])
        kinds = tuple(LogKind(**kind) for kind in plain["kinds"])
        return DisclosureLog(**{**plain, "items": items, "kinds": kinds})
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("This disclosure log cannot be read.", "Take it from a backup.") from error


def _item(plain: Mapping[str, Any]) -> LogItem:
    parts = {"outcome": Outcome(plain["outcome"]), "reasons": tuple(plain["reasons"])}
    return LogItem(**{**plain, **parts})
