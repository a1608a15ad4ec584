"""Names of people the caseload knows, found by full name or by title and surname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_TITLES = frozenset("mr mrs ms miss mx dr prof professor rev revd sir dame".split())
_LONGEST = 4  # words of a name


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """Who each person is, in words, by full name and by surname."""

    full: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    surnames: Mapping[str, str] = field(default_factory=dict)


def index_people(people: Iterable[tuple[str, str]]) -> PeopleIndex:
    """Prepare (name, who that is) pairs; names of one word are left out, as they may be words."""
    full: dict[tuple[str, ...], str] = {}
    surnames: dict[str, str] = {}
    for name, who in people:
        words = tuple(word for word in _plain(name) if word not in _TITLES)
        if len(words) >= 2:
            full.setdefault(words[-_LONGEST:], who)
        if words:
            surnames.setdefault(words[-1], who)
    return PeopleIndex(full, surnames)


def find_people(text: str, index: PeopleIndex) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, excerpt and who it is, for each person named."""
    found = list(_WORD.finditer(text))
    plain = [match[0].lower().replace("’", "'") for match in found]
    bare = [word.removesuffix("'s") for word in plain]
    place = 0
    while place < len(found):
        length, who = _longest(plain, bare, place, index)
        if length:
            start, end = found[place].start(), found[place + length - 1].end()
            excerpt = text[start:end]
            end -= len(excerpt) - len(excerpt.removesuffix("'s").removesuffix("’s"))
            yield start, end, text[start:end], who
        place += max(length, 1)


def _longest(plain: list[str], bare: list[str], place: int, index: PeopleIndex) -> tuple[int, str]:
    for length in range(min(_LONGEST, len(plain) - place), 1, -1):
        words = (*plain[place : place + length - 1], bare[place + length - 1])
        if who := index.full.get(words):
            return length, who
    titled = plain[place] in _TITLES and place + 1 < len(plain)
    who = index.surnames.get(bare[place + 1], "") if titled else ""
    return (2, who) if who else (0, "")


def _plain(name: str) -> list[str]:
    return [match[0].lower().replace("’", "'") for match in _WORD.finditer(name)]
