"""Finding words in a draft, and putting others in their place.

What follows the record is found too, but only a sentence takes other words, and is then marked as
edited; tables and facts of the record and jottings not taken in stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sif_desktop.domain import note_edit
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_words import Text, text_at, texts


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    match_case: bool = False
    whole_words: bool = False

    def pattern(self) -> re.Pattern[str]:
        words = re.escape(self.text)
        if self.whole_words:
            words = rf"(?<!\w){words}(?!\w)"
        return re.compile(words, 0 if self.match_case else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """`line` and `column` name the text, as in `note_words`."""

    line: str
    column: int
    start: int
    length: int
    changeable: bool


def find(draft: NoteDraft, query: Query) -> tuple[Hit, ...]:
    """Every place where the words stand, in the order of the draft."""
    if not query.text:
        return ()
    pattern, waiting = query.pattern(), _offered(draft)
    return tuple(
        Hit(
            *(text.line, text.column, found.start(), len(found[0])),
            changeable=text.rewrite is not None and text.line not in waiting,
        )
        for text in texts(draft)
        for found in pattern.finditer(text.words)
    )


def replace_all(draft: NoteDraft, query: Query, new: str) -> NoteDraft:
    """Other words at every place that takes them."""
    pattern, waiting = query.pattern(), _offered(draft)
    for text in tuple(texts(draft)):
        if text.line not in waiting and pattern.search(text.words):
            draft = _rewritten(draft, text, pattern.sub(lambda _found: new, text.words))
    return draft


def replace_one(draft: NoteDraft, hit: Hit, new: str) -> NoteDraft:
    """Other words at one place, if it is still there and takes them."""
    text = text_at(draft, hit.line, hit.column)
    end = hit.start + hit.length
    return _rewritten(draft, text, text.words[: hit.start] + new + text.words[end:])


def _rewritten(draft: NoteDraft, text: Text, words: str) -> NoteDraft:
    if text.rewrite is None:
        return draft
    if not words.strip() and draft.holds(text.line):
        return note_edit.remove_sentence(draft, text.line)
    return text.rewrite(draft, words)


def _offered(draft: NoteDraft) -> frozenset[str]:
    return frozenset(sentence.id for _, _, sentence in draft.sentences() if sentence.offered)
