"""A checklist on paper, to be filled in by hand: the same numbers as on the screen.

Each item stands with its ways to answer and room to write; what a step of a scale means is told
once at the end. With the facts of a planned visit the head of the form is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sif_desktop.domain.compose_findings import EVIDENCE_WORDS
from sif_desktop.domain.form_rules import numbering
from sif_desktop.domain.forms import Condition, Form, Item, ItemKind, Scale, Section
from sif_desktop.reports.blocks import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    KeyValue,
    LineBreak,
    Paragraph,
    Run,
    RunsLike,
    Table,
    Text,
)

_BOX = "☐"
_KEPT = "\u00a0"  # a box stays on the line of its words
_ROOM = {ItemKind.TEXT: 5, ItemKind.NUMBER: 1, ItemKind.DATE: 1}  # lines of handwriting
_JOTTINGS, _ACTIONS = 10, 4
_WITHOUT_ANSWER = ("not seen today", "does not apply")
_COLUMNS = (
    Column("Item", weight=3.0),
    Column("Answer", weight=2.0),
    Column("Evidence and notes", weight=3.0),
)
_WORDS_ONLY = (Column("Item", weight=3.0), Column("Answer, evidence and notes", weight=5.0))


@dataclass(frozen=True, slots=True)
class BlankFormFacts:
    """`head` are the facts of the visit by name, "" to be filled in; `conditions` says in words
    when an item or section with a condition is asked, by its subject and values."""

    form: Form
    scales: Mapping[str, Scale]
    head: tuple[tuple[str, str], ...]
    conditions: Mapping[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    organisation: str = ""
    marking: str = ""
    logo: bytes = b""
    logo_alt: str = ""


def build(facts: BlankFormFacts) -> Document:
    """The form as a document. Raises Problem if it could not be made accessible."""
    return Document(
        title=facts.form.title,
        blocks=tuple(_blocks(facts)),
        subject=f"{facts.form.title}, to be filled in by hand",
        organisation=facts.organisation,
        marking=facts.marking,
        version="To be filled in by hand",
        logo=facts.logo,
        logo_alt=facts.logo_alt,
    )


def _blocks(facts: BlankFormFacts) -> Iterator[Block]:
    yield Heading(2, "About this visit")
    rows = [(name, value) for name, value in facts.head]
    columns = [Column("Fact", weight=1.0), Column("To fill in", weight=3.0)]
    yield Table(columns, rows, row_header=True, layout="portrait", room=[1] * len(rows))
    numbers = numbering(facts.form)
    for section in facts.form.sections:
        yield from _section(facts, section, numbers)
    yield from _jottings()
    yield from _actions()
    yield from _meanings(facts)


def _section(
    facts: BlankFormFacts, section: Section, numbers: Mapping[str, str]
) -> Iterator[Block]:
    yield Heading(2, f"{numbers[section.id]} {section.title}")
    told = [section.intro, _when(facts, section.only_if)]
    told += ["This section must be answered, or the reason given."] if section.mandatory else []
    if said := " ".join(filter(None, told)):
        yield Paragraph(said)
    asked = [item for item in section.items if item.kind is not ItemKind.NOTE]
    for note in (item for item in section.items if item.kind is ItemKind.NOTE):
        yield Callout("Note", note.label)
    if asked:
        columns, rows = _table(facts, asked, numbers)
        room = [_ROOM.get(item.kind, 2 if item.evidence else 1) for item in asked]
        yield Table(columns, rows, row_header=True, layout="portrait", room=room)


def _table(
    facts: BlankFormFacts, asked: Sequence[Item], numbers: Mapping[str, str]
) -> tuple[Sequence[Column], list[list[RunsLike]]]:
    """Columns and rows; where there is nothing to tick, the words have all the room."""
    ways = [_ways(facts, item) for item in asked]
    if not any(ways):
        return _WORDS_ONLY, [[_asked(facts, item, numbers), _evidence(item)] for item in asked]
    return _COLUMNS, [
        [_asked(facts, item, numbers), boxes, _evidence(item)]
        for item, boxes in zip(asked, ways, strict=True)
    ]


def _asked(facts: BlankFormFacts, item: Item, numbers: Mapping[str, str]) -> list[Run]:
    runs: list[Run] = [Text(f"{numbers[item.id]} {item.label}", bold=True)]
    more = [item.prompt, _when(facts, item.only_if)]
    more += ["Must be answered."] if item.required else []
    if item.present_risk:
        more.append("If somebody may be at risk now: stop, and tell the right person first.")
    for words in filter(None, more):
        runs += [LineBreak(), Text(words)]
    return runs


def _when(facts: BlankFormFacts, condition: Condition | None) -> str:
    return facts.conditions.get((condition.subject, condition.values), "") if condition else ""


def _ways(facts: BlankFormFacts, item: Item) -> list[Run]:
    """The boxes to tick, one on each line; nothing where words are written."""
    ways: list[str] = []
    match item.kind:
        case ItemKind.GRADE:
            steps = facts.scales[item.scale].steps
            ways = [f"{step.key} {step.label}" if step.key else step.label for step in steps]
        case ItemKind.CHOICE | ItemKind.CHOICES:
            ways = [choice.label for choice in item.choices]
        case ItemKind.YES_NO:
            ways = ["Yes", "No"]
        case ItemKind.NUMBER:
            return [Text("Number:")]
        case ItemKind.DATE:
            return [Text("Date:")]
        case _:
            return []
    runs: list[Run] = []
    for way in (*ways, *_WITHOUT_ANSWER):
        runs += [LineBreak()] if runs else []
        runs.append(Text(f"{_BOX} {way}"))
    return runs


def _evidence(item: Item) -> list[Run]:
    if not item.evidence:
        return []
    ways = (f"{_BOX} {_kind(kind)}" for kind in EVIDENCE_WORDS.values())
    return [Text("  ".join(way.replace(" ", _KEPT) for way in ways))]


def _kind(words: str) -> str:
    """The kind of evidence in one or two words: “seen”, “heard from pupils”."""
    short = words.split(" on ")[0].split(" in ")[0]
    return short.replace(" and staff", "")


def _jottings() -> Iterator[Block]:
    yield Heading(2, "Jottings")
    columns = [Column("Time"), Column("Room"), Column("What was seen", weight=5.0), Column("Item")]
    rows = [[""] * 4] * _JOTTINGS
    yield Table(columns, rows, layout="portrait", room=[2] * _JOTTINGS)


def _actions() -> Iterator[Block]:
    yield Heading(2, "Agreed actions")
    labels = ("What", "Who", "By when", "What would show it")
    columns = [Column(label, weight=w) for label, w in zip(labels, (3, 1.4, 1.2, 2.4), strict=True)]
    yield Table(columns, [[""] * 4] * _ACTIONS, layout="portrait", room=[2] * _ACTIONS)


def _meanings(facts: BlankFormFacts) -> Iterator[Block]:
    """What each step of the scales used means."""
    used = dict.fromkeys(item.scale for item in facts.form.items() if item.scale)
    told = [
        facts.scales[name] for name in used if any(s.descriptor for s in facts.scales[name].steps)
    ]
    if told:
        yield Heading(2, "What the steps mean")
    for scale in told:
        pairs = [(step.label, step.descriptor or "–") for step in scale.steps]
        yield KeyValue(pairs, scale.title, headings=("Step", "Means"))
