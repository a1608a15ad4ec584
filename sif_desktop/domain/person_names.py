"""Probable names of people in prose, found by how they stand as much as by lists.

Capitalised words that stand together are judged together: a title or a known given name is enough;
a word no dictionary has is a name unless it stands as a place, a thing or an organisation would; an
ordinary word is one only where its neighbours speak of a person. What stands in one list with a
name is a name too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sif_desktop.domain import name_context as context
from sif_desktop.domain.familiar_words import familiar_words, openers
from sif_desktop.domain.given_names import doubtful_names, given_names
from sif_desktop.domain.name_tokens import POSSESSIVE, Token, read_tokens, stem
from sif_desktop.domain.places import places

IsWord = Callable[[str], bool]

_NUMBERED = re.compile(r" \d")  # "Tier 2"
_ROMAN = re.compile(r"[IVX]+")
_LISTED = re.compile(r"\s*(?:,|,? and|,? or| ?&|/)\s+")
_JOINS = (" ", "\u00a0", ". ", ".")
_LOWER_PART = re.compile(r"^[A-Z][a-z]+-[a-z]{5}")  # "Sixth-formers"


@dataclass(slots=True)
class _Run:
    """Capitalised words that stand together, tokens[first:end]: `person` is None where only their
    neighbours in a list can tell."""

    first: int
    end: int
    person: bool | None


def find_names(
    text: str, allowed: Iterable[str] = (), is_word: IsWord | None = None
) -> list[tuple[int, int]]:
    """Start and end of each probable personal name, in order.

    `is_word` says whether a dictionary has a word, as written; without it a word nobody knows is
    taken for a name only in the middle of a sentence.
    """
    reading = _Reading(text, tuple(allowed), is_word)
    found = []
    for run in _in_lists(reading, list(reading.runs())):
        if run.person:
            start, end = reading.tokens[run.first].start, reading.tokens[run.end - 1].end
            found.append((start, end - 2 if text[start:end].endswith(POSSESSIVE) else end))
    return found


def _in_lists(reading: _Reading, runs: list[_Run]) -> Iterator[_Run]:
    """The runs, those of one list judged alike."""
    place = 0
    while place < len(runs):
        end = place + 1
        while end < len(runs) and reading.listed(runs[end - 1], runs[end]):
            end += 1
        together = runs[place:end]
        after = reading.after(together[-1].end)
        grouped = after is not None and after.lower in context.GROUPS
        if len(together) > 1 and not any(reading.titled(run) for run in together):
            some = any(run.person for run in together)
            for run in together:
                run.person = not grouped and (run.person or (some and run.person is None))
        yield from together
        place = end


class _Reading:
    """A text taken apart, with what is known of its words."""

    def __init__(self, text: str, allowed: tuple[str, ...], is_word: IsWord | None) -> None:
        self.text, self.is_word = text, is_word
        self.tokens = read_tokens(text, allowed)
        self.lowered = {token.lower for token in self.tokens if token.text[0].islower()}

    # -- words ---------------------------------------------------------------------------------

    def common(self, token: Token) -> bool:
        """An ordinary word, which says nothing by its capital."""
        word = token.lower
        if word in openers() or word in self.lowered or _LOWER_PART.search(token.text):
            return True
        return self.is_word is not None and self.is_word(word)

    def strange(self, token: Token) -> bool:
        """A word that is nothing else, as far as anybody knows."""
        if self.common(token) or token.lower in places():
            return False
        if self.is_word is None:
            return not token.first or token.owns or self._acts(token.at + 1)
        return not self.is_word(stem(token.text))

    def after(self, end: int) -> Token | None:
        """The next word of the same sentence."""
        token = self.tokens[end] if end < len(self.tokens) else None
        return None if token is None or token.first else token

    def gap(self, left: int) -> str:
        """What stands between a token and the next."""
        return self.text[self.tokens[left].end : self.tokens[left + 1].start]

    # -- runs ----------------------------------------------------------------------------------

    def runs(self) -> Iterator[_Run]:
        k = 0
        while k < len(self.tokens):
            token = self.tokens[k]
            end = self._title_end(k)
            if end > k:
                yield _Run(k, end, True)
            elif token.capital and not token.kept:
                end = self._run_end(k)
                yield from self._judged(k, end)
            elif self._called(k) if token.capital else self._hasty(k):
                end = k + 1
                yield _Run(k, end, True)
            k = max(end, k + 1)

    def titled(self, run: _Run) -> bool:
        return self.tokens[run.first].lower in context.TITLES and run.end - run.first > 1

    def listed(self, left: _Run, right: _Run) -> bool:
        if left.end > right.first or self.tokens[right.first].first:
            return False
        between = self.text[self.tokens[left.end - 1].end : self.tokens[right.first].start]
        return _LISTED.fullmatch(between) is not None

    def _title_end(self, k: int) -> int:
        """The end of "Mr Smith" and the like from its title; k where nobody is named."""
        title, end = self.tokens[k], k + 1
        if title.named or title.owns or not self._is_title(k):
            return k
        while end < len(self.tokens) and end - k < 5 and not self.tokens[end].first:
            token = self.tokens[end]
            if self.gap(end - 1) not in (" ", ". ", ".", "\u00a0") or (
                token.kept if end > k + 1 else token.named
            ):
                break
            if not token.capital and token.lower not in context.PARTICLES:
                end += end == k + 1 and self._typed_small(title, token)
                break
            end += 1
        named = end > k + 1 and (title.capital or not self.tokens[end - 1].capital)
        named = named or (end > k + 1 and title.lower in context.TYPED_SMALL)
        return end if named and self.tokens[end - 1].lower not in context.PARTICLES else k

    def _is_title(self, k: int) -> bool:
        if self.tokens[k].lower in context.PERHAPS_TITLES:
            following = self.after(k + 1)
            return bool(
                self.tokens[k].capital
                and following
                and following.capital
                and not following.kept
                and (_known(following) or not self.common(following))
            )
        return self.tokens[k].lower in context.TITLES

    def _typed_small(self, title: Token, name: Token) -> bool:
        """Whether title and name were typed in haste: "mrs webb"."""
        if title.capital or len(name.text) < 3:
            return False
        if title.lower in context.TYPED_SMALL:
            return True
        unknown = self.is_word is not None and not self.is_word(name.lower)
        return title.lower in context.PERHAPS_SMALL and unknown

    def _hasty(self, k: int) -> bool:
        """Whether a given name was typed small, as its sentence was."""
        token = self.tokens[k]
        if self.is_word is None or token.lower not in given_names() or self.is_word(token.lower):
            return False
        while not self.tokens[k].first:
            k -= 1
        return not self.tokens[k].capital

    def _run_end(self, k: int) -> int:
        """The end of the capitalised words that stand together from k on."""
        end = k + 1
        while end < len(self.tokens) and not self.tokens[end].kept:
            token = self.tokens[end]
            if token.first or self.gap(end - 1) not in _JOINS:
                break
            if self.tokens[end - 1].owns or self._is_title(end):
                break
            following = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
            joins = token.lower in context.PARTICLES and following is not None and following.capital
            if not token.capital and not joins:
                break
            end += 1
        return end

    # -- judgement -----------------------------------------------------------------------------

    def _judged(self, k: int, end: int) -> Iterator[_Run]:
        """The run, if there is one once the word that only opens the sentence is left out."""
        if self.tokens[k].first and self._only_opens(k):
            k += 1
        named = any(len(token.text) > 1 for token in self.tokens[k:end])
        if named and not _NUMBERED.match(self.text, self.tokens[end - 1].end):
            yield _Run(k, end, self._is_person(k, end))

    def _only_opens(self, k: int) -> bool:
        token = self.tokens[k]
        if token.lower in given_names() or self._acts(k + 1, strictly=True):
            return False
        if token.lower in doubtful_names():
            following = self.after(k + 1)
            return token.lower in openers() and not (following and following.capital)
        return self.common(token) or (not token.owns and token.lower.endswith(context.WORD_ENDINGS))

    def _is_person(self, k: int, end: int) -> bool | None:
        if self._is_organisation(k, end):
            return False
        after = self.after(end)
        if after is not None and (after.lower in context.KIN or after.lower in context.GROUPS):
            return after.lower in context.KIN and not self._only_common(k, end)
        before = self.tokens[k - 1].lower if k and not self.tokens[k].first else ""
        if before in context.STYLES or (after is not None and _ROMAN.fullmatch(after.text)):
            return False
        return self._several(k, end, before) if end - k > 1 else self._single(k, before)

    def _several(self, k: int, end: int, before: str) -> bool:
        head = self.tokens[k]
        if _known(head) or head.lower in doubtful_names():
            return not self._is_cited(k)
        if self._only_common(k, end):
            return False
        if head.heading or before in context.THINGS or before in context.PLACES:
            return False
        return not self._is_cited(k) and not all(map(self._is_else, self.tokens[k:end]))

    def _is_else(self, token: Token) -> bool:
        return self.common(token) or token.lower in places()

    def _is_cited(self, k: int) -> bool:
        """Whether a name is of whoever wrote or made something: "Skellig by David Almond"."""
        if k < 2 or self.tokens[k - 1].lower != "by":
            return False
        work = self.tokens[k - 2]
        called = work.capital and not work.first and not work.heading
        return called or work.lower in context.WORKS

    def _single(self, k: int, before: str) -> bool | None:
        token = self.tokens[k]
        acts = self._acts(k + 1, strictly=True)
        if _known(token):
            return before != "the" or self._acts(k + 1)
        if token.heading or (before in context.THINGS and not (token.owns and before != "the")):
            return False
        if token.lower in doubtful_names():
            place = token.lower in places() or before in context.PLACES
            return self._called(k) or (None if token.first or place else True)
        if self.common(token):
            alone = not token.first and not self._completes(k)
            return True if acts and alone and not self._plural(token) else None
        if not self.strange(token):
            led = before in context.WITH_A_PERSON and token.lower not in places()
            return True if acts or led else None
        return None if before in context.PLACES and not token.owns else True

    def _completes(self, k: int) -> bool:
        """Whether the word belongs to something familiar just before it: "Bletchley Park"."""
        before = self.tokens[k - 1]
        return before.capital and before.kept and self.gap(k - 1) == " "

    def _called(self, k: int) -> bool:
        """Whether a name that may be a word ("April", "Hope") is plainly somebody's here."""
        token = self.tokens[k]
        if token.lower not in doubtful_names() or _NUMBERED.match(self.text, token.end):
            return False
        if token.owns and token.lower not in familiar_words() and token.lower not in places():
            return True
        before = self.tokens[k - 1].lower if k and not token.first else ""
        following = self.tokens[k + 1 : k + 3]
        shared = [f.lower for f in following][:1] == ["and"] and len(following) > 1
        if shared and following[1].lower in context.HIS_OR_HER:
            return True
        return before in context.WITH_A_PERSON or self._acts(k + 1, strictly=True)

    def _acts(self, k: int, *, strictly: bool = False) -> bool:
        """Whether the word at k is what people do."""
        token = self.after(k)
        if token is None or (k and self.gap(k - 1).strip()):
            return False
        if token.lower in context.PEOPLE_VERBS:
            return True
        said = token.lower in context.MAY_BE_PEOPLE
        return said and not strictly and not self._plural(self.tokens[k - 1])

    @staticmethod
    def _plural(token: Token) -> bool:
        return token.lower.endswith(context.NOUN_ENDINGS)

    def _only_common(self, k: int, end: int) -> bool:
        return all(self.common(token) for token in self.tokens[k:end])

    def _is_organisation(self, k: int, end: int) -> bool:
        first, before = self.tokens[k].lower, self.tokens[k - 1].lower if k else ""
        if first in context.SAINT or (before in context.SAINT and not self.tokens[k].first):
            return True
        after = self.after(end)
        attached = after is not None and not self.tokens[end - 1].owns and self.gap(end - 1) == " "
        if attached and after is not None and after.lower in context.ORGANISATION:
            return True
        last = self.tokens[end - 1].lower
        return end - k > 1 and (last in context.ORGANISATION or first in context.PLACES)


def _known(token: Token) -> bool:
    return token.lower in given_names() or token.lower.split("-")[0] in given_names()
