"""Names of schools in a text, however they are shortened.

A school is found by its full name, by an alias, or by what is left of its name without the words
all schools share; one such word alone ("Oakham") may be the town, so it counts only where its
neighbours speak of a school.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_GENERIC = frozenset(
    "school schools academy primary secondary infant infants junior juniors nursery first "
    "middle high upper lower college community catholic rc roman church of england cofe ce c e "
    "voluntary aided controlled va vc foundation trust special grammar the and sixth form "
    "centre federation free preschool pre early years learning campus academies pru unit".split()
)
_SCHOOL = _GENERIC - {"and", "of", "the", "centre", "first", "high", "free", "learning", "early"}
_BEFORE = frozenset("at with visited visit visits unlike like than joins joined left".split())


@dataclass(frozen=True, slots=True)
class SchoolName:
    """A school by its key (URN or uid), its full name, and what else it is called."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolIndex:
    """Names prepared for searching: for each first word, the names that begin so, longest first.

    `alone` holds the names of one word that need a neighbour speaking of a school.
    """

    names: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]] = field(
        default_factory=dict
    )
    alone: frozenset[str] = frozenset()


def index_schools(schools: Iterable[SchoolName]) -> SchoolIndex:
    """Prepare names once; searching is then quick however many there are."""
    keys: dict[tuple[str, ...], set[str]] = {}
    alone: set[str] = set()
    for school in schools:
        full = _plain(school.name)
        core = tuple(word for word in full if word not in _GENERIC)
        for name in (full, core, *map(_plain, school.aliases)):
            if name:
                keys.setdefault(name, set()).add(school.key)
        if len(core) == 1 and core not in map(_plain, school.aliases):
            alone |= set(core)
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for name, owners in sorted(keys.items(), key=lambda item: -len(item[0])):
        by_first.setdefault(name[0], []).append((name, frozenset(owners)))
    return SchoolIndex({first: tuple(names) for first, names in by_first.items()}, frozenset(alone))


def find_schools(
    text: str, index: SchoolIndex, present: str = ""
) -> list[tuple[int, int, frozenset[str]]]:
    """Start, end and keys of each school named in the text, but for the present one."""
    words = [_Word(match) for match in _WORD.finditer(text)]
    found, k = [], 0
    while k < len(words):
        length, keys = _longest(words, k, index)
        if length and present not in keys and _meant(words, k, length, index):
            found.append((words[k].start, words[k + length - 1].end, keys))
        k += max(length, 1)
    return found


class _Word:
    """A word of the text, as written and as compared, with and without a possessive s."""

    __slots__ = ("bare", "end", "plain", "raised", "start")

    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end = match.span()
        self.raised = not match[0][0].islower()
        self.plain = _plain_word(match[0])
        self.bare = self.plain[:-1] if match[0].endswith(("'s", "’s")) else self.plain

    def says(self, word: str) -> bool:
        return word in (self.plain, self.bare)


def _longest(words: list[_Word], k: int, index: SchoolIndex) -> tuple[int, frozenset[str]]:
    first = words[k]
    candidates = (index.names.get(first.plain, ()), index.names.get(first.bare, ()))
    for name, keys in candidates[0] if first.plain == first.bare else sum(candidates, ()):
        there = words[k : k + len(name)]
        if len(there) == len(name) and all(map(_Word.says, there, name)):
            return len(name), keys
    return 0, frozenset()


def _meant(words: list[_Word], k: int, length: int, index: SchoolIndex) -> bool:
    """Whether these words name the school rather than happen to be the same words."""
    word = words[k]
    if not any(found.raised for found in words[k : k + length]):
        return False
    if length > 1 or (word.plain in index.names and word.plain not in index.alone):
        return True
    following = words[k + 1].plain if k + 1 < len(words) else ""
    before = words[k - 1].plain if k else ""
    return word.bare != word.plain or following in _SCHOOL or before in _BEFORE


def _plain(name: str) -> tuple[str, ...]:
    return tuple(_plain_word(word) for word in _WORD.findall(name))


def _plain_word(word: str) -> str:
    """A word as it is compared: no case, no apostrophe, one spelling of saint and of "and"."""
    plain = word.lower().replace("’", "'")
    if plain.endswith("'s") and len(plain) > 3:
        plain = f"{plain[:-2]}s"
    return {"saint": "st", "&": "and"}.get(plain, plain.replace("'", ""))
