"""Which words of a text are looked up in the dictionary, and where they stand.

Acronyms, codes, addresses and words in other scripts are nobody's misspelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_HYPHENS = "-‐‑"
_NOT_PROSE = re.compile(r"\d|@|://|www\.|\\|\w\.\w{2,}", re.IGNORECASE)
_LAST_LATIN = "\u024f"


@dataclass(frozen=True, slots=True)
class Span:
    """A word of a text: where it begins, and how many characters it has."""

    start: int
    length: int

    def of(self, text: str) -> str:
        return text[self.start : self.start + self.length]


def words_in(text: str) -> Iterator[Span]:
    """The words of a text that a dictionary can judge."""
    for chunk in _CHUNK.finditer(text):
        if _NOT_PROSE.search(chunk[0]):
            continue
        for word in _WORD.finditer(chunk[0]):
            if _is_plain(word[0]):
                yield Span(chunk.start() + word.start(), len(word[0]))


def faults(text: str, known: Callable[[str], bool]) -> tuple[Span, ...]:
    """The words of a text that are not known, in order."""
    found = []
    for span in words_in(text):
        if not known(bare(span.of(text))) and not known(_hyphenated(text, span)):
            found.append(span)
    return tuple(found)


def bare(word: str) -> str:
    """A word as it is looked up: straight apostrophes, and without a possessive ending."""
    straight = word.replace("’", "'")
    return straight[:-2] if straight.endswith("'s") else straight


def plain_letters(word: str) -> str:
    """Without accents: the dictionary has "cafe"."""
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The words of names and terms, as they are compared."""
    return frozenset(bare(span.of(name)).casefold() for name in names for span in words_in(name))


def _is_plain(word: str) -> bool:
    """No single letter, no acronym or name with capitals inside, and no other script."""
    letters = word.replace("’", "'")
    inner = letters[1:].removesuffix("s") if letters[1:2].isupper() else letters[1:]
    return len(word) > 1 and inner == inner.lower() and max(letters) <= _LAST_LATIN


def _hyphenated(text: str, span: Span) -> str:
    """The whole of a word with hyphens that this one is a part of; "" where it stands alone."""
    start, end = span.start, span.start + span.length
    while start and (text[start - 1].isalpha() or text[start - 1] in _HYPHENS):
        start -= 1
    while end < len(text) and (text[end].isalpha() or text[end] in _HYPHENS):
        end += 1
    whole = text[start:end].strip(_HYPHENS)
    return whole if any(hyphen in whole for hyphen in _HYPHENS) else ""
