"""Editing the sentences of a draft. Pure: a draft in, a draft out, and no word lost on the way.

Every function raises Problem if what it changes is not (any longer) in the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import Flag, NoteDraft, Ref, Sentence
from sif_desktop.domain.sentences import clean_line, text_id
from sif_desktop.domain.visibility import Visibility, strictest


def edit_sentence(draft: NoteDraft, sentence_id: str, text: str) -> NoteDraft:
    """The officer's words for a sentence. An offered one is thereby kept."""
    return with_sentence(draft, sentence_id, lambda found: (reworded(found, text),))


def reworded(sentence: Sentence, text: str) -> Sentence:
    """The sentence in the officer's words; the record's own words are no edit."""
    words = clean_line(text)
    changed = sentence.own or text_id(words) != sentence.composed
    return replace(sentence, text=words, edited=changed, offered=False, flag=Flag.NONE)


def keep_sentence(draft: NoteDraft, *sentence_ids: str) -> NoteDraft:
    """Take offered sentences into the note, or accept flagged ones as they stand."""
    return _each(draft, sentence_ids, lambda found: replace(found, offered=False, flag=Flag.NONE))


def add_sentence(
    draft: NoteDraft, new_id: str, text: str, *, after: str = "", before: str = "", block: str = ""
) -> NoteDraft:
    """The officer's own sentence, after or before another, or at the end of a block."""
    new = Sentence(new_id, clean_line(text), edited=True)
    if after or before:
        beside = draft.find(after or before)[2]
        new = replace(new, evidence=beside.evidence)
        return with_sentence(
            draft, beside.id, lambda found: (found, new) if after else (new, found)
        )
    draft.find_block(block)
    return draft.map_blocks(
        lambda b: replace(b, sentences=(*b.sentences, new)) if b.id == block else b
    )


def add_sentences(draft: NoteDraft, after: str, new: Iterable[tuple[str, str]]) -> NoteDraft:
    """Several of the officer's own sentences (id, text) in order, after another one."""
    evidence = draft.find(after)[2].evidence
    made = [Sentence(name, clean_line(text), evidence, edited=True) for name, text in new]
    return with_sentence(draft, after, lambda found: (found, *made))


def remove_sentence(draft: NoteDraft, sentence_id: str) -> NoteDraft:
    """Take a sentence out; a composed one is remembered so that it does not come back.

    A text of the officer's own goes with its last sentence.
    """
    _, block, sentence = draft.find(sentence_id)
    without = with_sentence(draft, sentence_id, lambda _found: ())
    if block.own and len(block.sentences) == 1:
        without = without.map_sections(
            lambda s: replace(s, blocks=tuple(b for b in s.blocks if b.id != block.id))
        )
    return without if sentence.own else replace(without, removed=(*without.removed, sentence_id))


def split_sentence(
    draft: NoteDraft, sentence_id: str, before: str, after: str, new_id: str
) -> NoteDraft:
    """One sentence becomes two; the second is the officer's own and rests on the same."""
    if not before.strip() or not after.strip():
        return draft

    def split(found: Sentence) -> tuple[Sentence, ...]:
        second = Sentence(new_id, clean_line(after), found.evidence, edited=True)
        second = replace(second, visibility=found.visibility, told=found.told)
        return reworded(found, before), second

    return with_sentence(draft, sentence_id, split)


def before_in_block(draft: NoteDraft, sentence_id: str) -> Sentence | None:
    """The sentence of the note right before this one in its block."""
    _, block, sentence = draft.find(sentence_id)
    here = block.sentences.index(sentence)
    return block.sentences[here - 1] if here and not block.sentences[here - 1].offered else None


def join_sentence(draft: NoteDraft, sentence_id: str, text: str = "") -> NoteDraft:
    """The sentence (reading `text`, if given) becomes the end of the one before it in its block.

    Both rest on what either rested on, and go no further than the stricter of the two may.
    """
    first, second = before_in_block(draft, sentence_id), draft.find(sentence_id)[2]
    if first is None:
        return draft
    words = " ".join(part for part in (first.text, clean_line(text or second.text)) if part)
    joined = replace(
        reworded(first, words),
        evidence=tuple(dict.fromkeys((*first.evidence, *second.evidence))),
        visibility=strictest(first.visibility, second.visibility),
        told=first.told and second.told,
    )
    draft = with_sentence(draft, first.id, lambda _found: (joined,))
    return remove_sentence(draft, sentence_id)


def move_sentence(draft: NoteDraft, sentence_id: str, step: int) -> NoteDraft:
    """Up (-1) or down (+1), past a block's end into the next text of the same section."""
    section, block, sentence = draft.find(sentence_id)
    here = block.sentences.index(sentence)
    if 0 <= here + step < len(block.sentences):
        order = [s for s in block.sentences if s is not sentence]
        order.insert(here + step, sentence)
        return _with_sentences(draft, block.id, order)
    texts = [found for found in section.blocks if found.holds_sentences]
    beyond = texts.index(block) + step
    if not 0 <= beyond < len(texts):
        return draft
    target, without = texts[beyond], with_sentence(draft, sentence_id, lambda _found: ())
    both = (sentence, *target.sentences) if step > 0 else (*target.sentences, sentence)
    return _with_sentences(without, target.id, both)


def mark(
    draft: NoteDraft,
    *sentence_ids: str,
    told: bool | None = None,
    visibility: Visibility | None = None,
) -> NoteDraft:
    """Say of sentences whether the school was told on the day, and which copies they stand in."""

    def marked(found: Sentence) -> Sentence:
        return replace(
            found,
            told=found.told if told is None else told,
            visibility=visibility or found.visibility,
        )

    return _each(draft, sentence_ids, marked)


def tie(draft: NoteDraft, sentence_id: str, evidence: tuple[Ref, ...]) -> NoteDraft:
    """Say what a sentence of the officer's own rests on."""
    if not draft.find(sentence_id)[2].own:
        raise Problem(
            "This sentence comes from the record and rests on what it came from.",
            "Tie evidence to a sentence of your own.",
        )
    return _each(draft, (sentence_id,), lambda found: replace(found, evidence=evidence))


def edit_heading(draft: NoteDraft, section_id: str, text: str) -> NoteDraft:
    """Raises Problem if nothing is left of the heading."""
    words = clean_line(text)
    if not words:
        raise Problem("A section needs a heading.", "Write what the section is about.")
    draft.section(section_id)
    return draft.map_sections(
        lambda s: replace(s, heading=words, heading_edited=True) if s.id == section_id else s
    )


def with_sentence(
    draft: NoteDraft, sentence_id: str, change: Callable[[Sentence], tuple[Sentence, ...]]
) -> NoteDraft:
    """The draft with what `change` makes of one sentence in its place."""
    section, block, sentence = draft.find(sentence_id)
    at = block.sentences.index(sentence)
    sentences = (*block.sentences[:at], *change(sentence), *block.sentences[at + 1 :])
    return draft.with_block(section, replace(block, sentences=sentences))


def _each(
    draft: NoteDraft, sentence_ids: Sequence[str], change: Callable[[Sentence], Sentence]
) -> NoteDraft:
    for sentence_id in sentence_ids:
        draft = with_sentence(draft, sentence_id, lambda found: (change(found),))
    return draft


def _with_sentences(draft: NoteDraft, block_id: str, sentences: Sequence[Sentence]) -> NoteDraft:
    return draft.map_blocks(
        lambda b: replace(b, sentences=tuple(sentences)) if b.id == block_id else b
    )
