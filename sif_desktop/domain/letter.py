"""A letter: the rulebook's text with what is known and what the officer filled in, as a draft.

Pure: the text, facts and fields in, a draft of sentences out, with the same ids each time, so that
composing again keeps the officer's words. A sentence whose optional placeholder has no value is
left out; a field that must be filled in stands as its name in square brackets until it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import takewhile

from sif_desktop.domain.compose import FACT_COLUMNS
from sif_desktop.domain.compose_findings import Composed, long_date
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.form_values import format_value
from sif_desktop.domain.forms import Choice, Condition, Item, ItemKind
from sif_desktop.domain.heads import spoken_to
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Ref, Row, Section, Sentence
from sif_desktop.domain.sentences import lines_of, sentences_of

LETTER_KINDS: Mapping[str, str] = {
    "category_letter": "Category letter",
    "allocation_letter": "Allocation letter",
    "warning_notice": "Warning notice",
    "academy_letter": "Letter about an academy",
    "members_letter": "Members’ letter",
}
OPENING, BODY, CLOSING = "letter_opening", "letter_body", "letter_closing"  # kinds of section
PLACEHOLDER = re.compile(r"\{(\w*)\}")


class FieldKind(StrEnum):
    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # each line a paragraph or a point
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"  # any of them
    NUMBER = "number"


_AS_ITEM = {
    FieldKind.DATE: ItemKind.DATE,
    FieldKind.CHOICE: ItemKind.CHOICE,
    FieldKind.CHOICES: ItemKind.CHOICES,
    FieldKind.NUMBER: ItemKind.NUMBER,
}


@dataclass(frozen=True, slots=True)
class LetterField:
    """Something the officer fills in. `default` stands while it is empty: words that may hold
    placeholders, or for a date such as is typed, counted from the day of the letter."""

    code: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    prompt: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: str = ""
    source: str = ""
    app_default: bool = False

    @property
    def item(self) -> Item:
        """The same as an item of a form, for the rules about values."""
        kind = _AS_ITEM.get(self.kind, ItemKind.TEXT)
        return Item(self.code, self.label, kind, self.prompt, choices=self.choices)

    def in_words(self, value: str) -> str:
        """A stored value as it is written; of several choices each on its line."""
        if self.kind is FieldKind.CHOICES:
            labels = {choice.value: choice.label for choice in self.choices}
            return "\n".join(labels.get(part, part) for part in value.split("\n") if part)
        return format_value(self.item, value).strip()


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a letter's text: a paragraph or heading has one text, a list several, facts
    have a name for each. `only_if` speaks of a fact, or of a choice by the field's code; it is
    left out while one of `needs` has no value."""

    kind: BlockKind
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()
    only_if: Condition | None = None
    needs: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class LetterText:
    """What the rulebook gives of a letter; every text may hold placeholders."""

    subject: str
    parts: tuple[Part, ...]
    fields: tuple[LetterField, ...] = ()
    salutation: str = "Dear {addressee}"
    closing: str = "Yours sincerely"
    reference: str = ""
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter is for: people or a body by name, and the lines of the address."""

    names: tuple[str, ...]  # of people, where they are known
    label: str  # the role, or the body's name
    lines: tuple[str, ...]  # the whole block, names and roles included
    salutation: str = ""  # of a body that has its own
    body: bool = False  # not a role of somebody, but an office

    @property
    def spoken(self) -> str:
        """As the salutation names them; the role where nobody is known in it."""
        return " and ".join(map(spoken_to, self.names)) or self.label


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """`values` are what placeholders stand for, in words; `filled` what was filled in, by code of
    the field or of a part of the FRAME."""

    text: LetterText
    addressee: Addressee
    day: str  # ISO: the date of the letter
    signatory: str  # the role that signs
    signed_by: str = ""  # the name, where it is known
    values: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    copies: tuple[str, ...] = ()

    def stored(self, wanted: LetterField) -> str:
        """The field's value as it is stored: what was filled in, else the default."""
        given = self.filled.get(wanted.code, "").strip()
        return given or default_value(wanted, self.values, self.day)

    def words(self) -> dict[str, str]:
        """What every placeholder stands for; "" for what nobody knows or has filled in."""
        said = {wanted.code: wanted.in_words(self.stored(wanted)) for wanted in self.text.fields}
        return {**self.values, "addressee": self.addressee.spoken, **said}


# What stands around the text of every letter, as fields: each empty where the rule's own is right.
# No field of a rulebook begins with a line below.
FRAME: tuple[LetterField, ...] = (
    LetterField("_addressee", "Name", prompt="With its title: Mrs Asha Verma"),
    LetterField("_address", "Address", FieldKind.LONG_TEXT, "All lines, the name included"),
    LetterField("_salutation", "Salutation"),
    LetterField("_date", "Date of the letter", FieldKind.DATE, "Empty: the day of issue"),
    LetterField("_reference", "Our reference"),
    LetterField("_signatory", "Signed by", prompt="The name of who signs"),
)


def default_value(wanted: LetterField, values: Mapping[str, str], day: str) -> str:
    """What stands where a field is empty, as it is stored; "" where it has no default."""
    if not wanted.default:
        return ""
    if wanted.kind is not FieldKind.DATE:
        text = filled_in(wanted.default, values, {})
        return text or ""
    from sif_desktop.domain.dates import parse_date

    return parse_date(wanted.default, date.fromisoformat(day)).isoformat()


def names_in(text: str) -> list[str]:
    """The placeholders of a text, in order."""
    return PLACEHOLDER.findall(text)


def filled_in(text: str, words: Mapping[str, str], wanted: Mapping[str, str]) -> str | None:
    """`text` with its placeholders filled; None if one has no value and need not have one.

    `wanted` are labels by code of fields that must be filled in: they stand in brackets instead.
    """
    if any(not words.get(name) and name not in wanted for name in names_in(text)):
        return None

    def put(match: re.Match[str]) -> str:
        value = _in_line(words.get(match[1]) or f"[{wanted[match[1]]}]")
        return value.rstrip(".") + match[2] if match[2] else value

    return re.sub(r"\{(\w*)\}(\.?)", put, text)


def _in_line(text: str) -> str:
    """What was written on several lines, as it stands within a sentence."""
    *before, last = lines_of(text) or [""]
    return "; ".join((*(line.rstrip(".;") for line in before), last))


def standing_words(facts: LetterFacts) -> tuple[str, ...]:
    """What the rulebook says in this letter about any school, with what is known of this one and
    the short fields: no passage of another school's. Long texts are the officer's own."""
    fields, words = facts.text.fields, facts.words()
    long = {wanted.code for wanted in fields if wanted.kind is FieldKind.LONG_TEXT}
    choices = (choice.label for wanted in fields for choice in wanted.choices)
    texts = (text for part in facts.text.parts for text in part.texts)

    def put(match: re.Match[str]) -> str:
        return "…" if match[1] in long else words.get(match[1]) or "…"

    return (*(PLACEHOLDER.sub(put, text) for text in texts), *choices)


# --- composing ------------------------------------------------------------------------------------


def compose_letter(facts: LetterFacts) -> NoteDraft:
    """The letter as the rulebook and the record have it."""
    return NoteDraft((_opening(facts), _body(facts), _closing(facts)))


def frame_of(facts: LetterFacts) -> dict[str, str]:
    """What the frame of the letter says by the code of its field, settled by hand or by rule."""
    words, wanted = facts.words(), _wanted(facts)
    greeting = facts.addressee.salutation or facts.text.salutation
    by_rule = {
        "_addressee": " and ".join(facts.addressee.names),
        "_address": "\n".join(facts.addressee.lines),
        "_salutation": filled_in(greeting, words, wanted) or "",
        "_date": facts.day,
        "_reference": filled_in(facts.text.reference, words, wanted) or "",
        "_signatory": facts.signed_by,
    }
    return {code: facts.filled.get(code, "").strip() or text for code, text in by_rule.items()}


def _opening(facts: LetterFacts) -> Section:
    said = frame_of(facts)
    pairs = (
        ("address", "To", said["_address"]),
        ("date", "Date", long_date(said["_date"])),
        ("reference", "Our reference", said["_reference"]),
        ("salutation", "Salutation", said["_salutation"]),
    )
    return Section("to", OPENING, "Addressed to", (_facts("to", pairs),))


def _closing(facts: LetterFacts) -> Section:
    words, wanted = facts.words(), _wanted(facts)
    name = frame_of(facts)["_signatory"]
    enclosed = (filled_in(text, words, wanted) for text in facts.text.enclosures)
    pairs = (
        ("words", "Closing", filled_in(facts.text.closing, words, wanted) or ""),
        ("signatory", "Signed by", "\n".join(filter(None, (name, facts.signatory)))),
        ("enclosures", "Enclosed", "\n".join(filter(None, enclosed))),
        ("copies", "Copies to", "\n".join(facts.copies)),
    )
    return Section("end", CLOSING, "Closing", (_facts("end", pairs),))


def _facts(place: str, pairs: Sequence[tuple[str, str, str]]) -> Block:
    rows = tuple(Row(f"{place}:{code}", (name, value)) for code, name, value in pairs if value)
    return Block(place, BlockKind.FACTS, columns=FACT_COLUMNS, rows=rows)


def _body(facts: LetterFacts) -> Section:
    words, wanted = facts.words(), _wanted(facts)
    subject = filled_in(facts.text.subject, words, wanted) or facts.text.subject
    answers = {**facts.conditions, **{f.code: facts.stored(f) for f in facts.text.fields}}
    blocks = [
        block
        for number, part in enumerate(facts.text.parts)
        if holds(part.only_if, answers) and all(map(words.get, part.needs))
        for block in _part(f"part{number}", part, words, wanted)
    ]
    return Section("letter", BODY, subject, tuple(_without_bare_headings(blocks)))


def _without_bare_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """A heading goes with what stands under it."""
    for number, block in enumerate(blocks):
        under = takewhile(lambda b: b.kind is not BlockKind.HEADING, blocks[number + 1 :])
        if block.kind is not BlockKind.HEADING or any(b.sentences or b.rows for b in under):
            yield block


def _wanted(facts: LetterFacts) -> dict[str, str]:
    return {wanted.code: wanted.label for wanted in facts.text.fields if wanted.required}


def _part(
    name: str, part: Part, words: Mapping[str, str], wanted: Mapping[str, str]
) -> Iterator[Block]:
    match part.kind:
        case BlockKind.HEADING:
            text = filled_in(part.texts[0], words, wanted)
            if text:
                yield Block(name, BlockKind.HEADING, text)
        case BlockKind.FACTS:
            said = (filled_in(text, words, wanted) or "" for text in part.texts)
            pairs = zip(map(str, range(len(part.texts))), part.names, said, strict=True)
            block = _facts(name, tuple(pairs))
            if block.rows:
                yield block
        case BlockKind.PARAGRAPH:
            yield from _paragraphs(name, part, words, wanted)
        case _:
            yield _points(name, part, words, wanted)


def _paragraphs(
    name: str, part: Part, words: Mapping[str, str], wanted: Mapping[str, str]
) -> Iterator[Block]:
    """One paragraph; of a field alone, one for each line that was written in it."""
    alone = PLACEHOLDER.fullmatch(part.texts[0])
    lines = lines_of(words.get(alone[1], "")) if alone else []
    if not lines:
        yield Block(name, BlockKind.PARAGRAPH, sentences=_sentences(name, part, words, wanted))
        return
    place = Composed(name, _refs(name, part, part.texts[0]))
    for number, line in enumerate(lines):
        said = tuple(place.many(sentences_of(line)))
        yield Block(f"{name}:{number}" if number else name, BlockKind.PARAGRAPH, sentences=said)


def _sentences(
    name: str, part: Part, words: Mapping[str, str], wanted: Mapping[str, str]
) -> tuple[Sentence, ...]:
    found = []
    for number, sentence in enumerate(_split(part.texts[0])):
        text = filled_in(sentence, words, wanted)
        if text:
            refs = _refs(name, part, sentence)
            found.append(Composed(name, refs).one(text, f"{name}:s{number}"))
    return tuple(found)


def _points(name: str, part: Part, words: Mapping[str, str], wanted: Mapping[str, str]) -> Block:
    """A list; a point that is a field alone gives as many as were written in it."""
    found: list[Sentence] = []
    for number, text in enumerate(part.texts):
        place = Composed(f"{name}:{number}", _refs(name, part, text))
        alone = PLACEHOLDER.fullmatch(text)
        lines = lines_of(words.get(alone[1], "")) if alone else []
        said = filled_in(text, words, wanted)
        if lines:
            found += place.many(lines)
        elif said:
            found.append(place.one(said, f"{name}:p{number}"))
    return Block(name, part.kind, sentences=tuple(found))


def _refs(name: str, part: Part, text: str) -> tuple[Ref, ...]:
    """What a sentence rests on: the fields it names, and the rulebook's paragraph."""
    fields = tuple(Ref("field", item=code) for code in dict.fromkeys(names_in(text)))
    return (*fields, Ref("rulebook", item=name)) if part.source else fields


def _split(text: str) -> list[str]:
    """The sentences of a text in which one may begin with a placeholder."""
    marked = PLACEHOLDER.sub(lambda match: f"X\x00{match[1]}\x00", text)
    return [re.sub("X\x00(\\w*)\x00", r"{\1}", sentence) for sentence in sentences_of(marked)]
