"""The findings of a note: areas and items of the form, each judgement with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sif_desktop.domain.form_rules import has_reason, is_done
from sif_desktop.domain.form_values import descriptor, format_value
from sif_desktop.domain.forms import Answer, AnswerState, Evidence, Item, ItemKind, Section
from sif_desktop.domain.note import Block, BlockKind, Ref, Sentence
from sif_desktop.domain.note_facts import NoteFacts, Say
from sif_desktop.domain.sentences import lines_of, sentences_of, text_id

EVIDENCE_WORDS = {
    Evidence.SEEN: "seen on the visit",
    Evidence.PUPILS: "heard from pupils",
    Evidence.LEADERS: "heard from leaders and staff",
    Evidence.READ: "read in documents",
    Evidence.FIGURES: "measured in figures",
}
_STATEMENTS = {
    AnswerState.NOT_SEEN: "not_seen",
    AnswerState.NOT_APPLICABLE: "not_applicable",
    AnswerState.NOT_JUDGED: "not_judged",
}
_BLANK = "\x00"
_DATE = Item("date", "Date", ItemKind.DATE)


def long_date(iso: str) -> str:
    """ "5 March 2026"; "" for no date."""
    return format_value(_DATE, iso)


def told(say: Say, code: str, **values: str) -> str:
    """The rulebook's words for `code`, without the sentences whose placeholders have no value."""
    marked = say(code, **{name: value or _BLANK for name, value in values.items()})
    kept = [part for part in sentences_of(marked) if _BLANK not in part]
    return " ".join(kept) or " ".join(marked.replace(_BLANK, "").split())


class Composed:
    """Makes sentences of one place with ids that stay the same while their words do."""

    def __init__(self, place: str, evidence: tuple[Ref, ...]) -> None:
        self.place = place
        self.evidence = evidence
        self._used: dict[str, int] = {}

    def one(self, text: str, sentence_id: str = "", lead: str = "") -> Sentence:
        name = sentence_id or f"{self.place}:{text_id(text)}"
        self._used[name] = count = self._used.get(name, 0) + 1
        name = name if count == 1 else f"{name}.{count}"
        return Sentence(name, text, self.evidence, composed=text_id(text), lead=lead)

    def many(self, texts: Iterable[str]) -> Iterator[Sentence]:
        return (self.one(text) for text in texts)


def prose(place: str, text: str, evidence: tuple[Ref, ...]) -> tuple[Sentence, ...]:
    """A text's sentences, each on its own."""
    return tuple(Composed(place, evidence).many(sentences_of(text)))


def findings(facts: NoteFacts, say: Say) -> Iterator[Block]:
    """For each area of the form with something to say: its heading, then one paragraph an item."""
    for section in facts.areas():
        blocks = [block for item in section.items for block in _item(facts, say, item)]
        reason = _section_reason(facts, section)
        if not any(is_done(facts.answers.get(item.id)) for item in section.items) and reason:
            blocks.insert(0, _empty_section(say, section, reason))
        if blocks or section.mandatory:
            yield Block(f"area:{section.id}", BlockKind.HEADING, section.title)
            yield from blocks
            yield Block(f"area:{section.id}:words", BlockKind.PARAGRAPH)


def _section_reason(facts: NoteFacts, section: Section) -> str:
    """Why a section is empty: the reason recorded for it, or else those of its items."""
    own = facts.answers.get(section.id)
    if own is not None and has_reason(own):
        return own.reason.strip()
    answers = (facts.answers.get(item.id) for item in section.items)
    return " ".join(dict.fromkeys(a.reason.strip() for a in answers if a and has_reason(a)))


def _empty_section(say: Say, section: Section, reason: str) -> Block:
    text = told(say, "section_empty", section=section.title, reason=ended(reason))
    sentences = prose(f"empty:{section.id}", text, (Ref("answer", item=section.id),))
    return Block(f"area:{section.id}:empty", BlockKind.PARAGRAPH, sentences=sentences)


def _item(facts: NoteFacts, say: Say, item: Item) -> Iterator[Block]:
    """What stands under one item: a paragraph, or the lines of a text as a list between two."""
    ref = Ref("answer", facts.answer_uids.get(item.id, ""), item.id)
    answer = facts.answers.get(item.id)
    name = f"item:{item.id}"
    said: list[Sentence] = []
    below: list[Sentence] = []
    if answer is not None:
        evidence = Composed(f"evidence:{item.id}", (ref,))
        below += evidence.many(ended(words) for words in sentences_of(answer.evidence))
        below += _basis(item, answer, ref)
        if is_done(answer):
            said += _judgement(facts, say, item, answer, ref)
    below += _offered(facts, item)
    lines = lines_of(answer.value) if answer and said and item.kind is ItemKind.TEXT else []
    if len(lines) > 1:
        label = Composed(f"answer:{item.id}", (ref,)).one(said[0].lead, said[0].id, said[0].lead)
        points = tuple(Composed(f"{name}:line", (ref,)).many(lines))
        yield Block(name, BlockKind.PARAGRAPH, item.label, (label,))
        yield Block(f"{name}:lines", BlockKind.BULLETS, item.label, points)
        if below:
            yield Block(f"{name}:below", BlockKind.PARAGRAPH, item.label, tuple(below))
    elif said or below:
        yield Block(name, BlockKind.PARAGRAPH, item.label, (*said, *below))


def _judgement(
    facts: NoteFacts, say: Say, item: Item, answer: Answer, ref: Ref
) -> Iterator[Sentence]:
    place = Composed(f"answer:{item.id}", (ref,))
    scale = facts.scales.get(item.scale)
    value = format_value(item, answer.value, scale)
    if answer.state is not AnswerState.ANSWERED:
        text = told(say, _STATEMENTS[answer.state], item=item.label)
        reason = f" {ended(answer.reason)}" if has_reason(answer) else ""
        colon = ":" if text.startswith(f"{item.label}:") else ""
        yield place.one(text + reason, place.place, f"{item.label}{colon}")
    elif item.kind is ItemKind.GRADE:
        meaning = descriptor(item, scale, answer.value) if scale else ""
        text = told(say, "graded", item=item.label, grade=value, descriptor=meaning)
        yield place.one(text, place.place, _up_to(text, value))
    else:
        label = f"{item.label.rstrip('.:')}:"
        words = sentences_of(value) or [value]
        first = ended(words[0]) if len(words) == 1 else words[0]
        yield place.one(f"{label} {first}", place.place, label)
        yield from place.many(words[1:])


def _up_to(text: str, word: str) -> str:
    """The beginning of `text` up to and with `word` and a full stop after it."""
    end = text.rfind(word, 0, text.find(". ") if ". " in text else len(text))
    if end < 0:
        return ""
    end += len(word)
    return text[: end + 1] if text[end : end + 1] == "." else text[:end]


def ended(text: str) -> str:
    """The words with a full stop, unless they end otherwise."""
    words = text.strip()
    return words if not words or words[-1] in ".!?…”" else f"{words}."


def _basis(item: Item, answer: Answer, ref: Ref) -> Iterator[Sentence]:
    kinds = [EVIDENCE_WORDS[kind] for kind in Evidence if kind in answer.evidence_kinds]
    if kinds:
        listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
        place = Composed(f"basis:{item.id}", (ref,))
        yield place.one(f"Evidence: {listed}.", place.place)


def _offered(facts: NoteFacts, item: Item) -> Iterator[Sentence]:
    for jotting in facts.jottings:
        text = ended(" ".join(jotting.text.split()))
        text = text[:1].upper() + text[1:]
        if jotting.item == item.id and text:
            refs = (Ref("jotting", jotting.uid, item.id),)
            made = Composed("jotting", refs).one(text, f"jotting:{jotting.uid}")
            yield replace(made, offered=True)
