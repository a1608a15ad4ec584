"""Names of schools in a text, however they are shortened.

A school is found by its full name, by an alias, or by what is left of its name without the words
all schools share; one such word alone ("Oakham") that may be the town, or any word, counts only
where its neighbours speak of a school.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sif_desktop.domain.given_names import doubtful_names, given_names
from sif_desktop.domain.places import places

_Name = tuple[str, ...]
NamedSchool = tuple[int, int, frozenset[str]]  # start, end, keys of the schools so called

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_GENERIC = frozenset(
    "school schools academy primary secondary infant infants junior juniors nursery first "
    "middle high upper lower college community catholic rc roman church of england cofe ce c e "
    "voluntary aided controlled va vc foundation trust special grammar the and sixth form "
    "centre federation free preschool pre early years learning campus academies pru unit".split()
)
_SCHOOL = _GENERIC - {"and", "of", "the", "centre", "first", "high", "free", "learning", "early"}
_BEFORE = frozenset("at with visited visit visits unlike like than joins joined left".split())
# After or before a name that is a church's, a street's or a feast's as well.
_ELSEWHERE = frozenset(
    "church chapel parish cathedral abbey priory street road hospital hospice day cross well "
    "square station".split()
)
_STREETS = frozenset("lane road street way hill close avenue drive".split())
_ALONG = frozenset("on along down up off across".split())
_FOLLOWING = frozenset("head headteacher deputy staff pupils leavers governors".split())
_STYLES = frozenset("st king queen bishop archbishop sir".split())
_HASTE = frozenset("from at with to by than unlike visited joined left".split())


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


def index_schools(
    schools: Iterable[SchoolName],
    is_word: Callable[[str], bool] | None = None,
    towns: Collection[str] = (),
) -> SchoolIndex:
    """Prepare names once; searching is then quick however many there are.

    A name of one word is taken for nothing else where `is_word` (whether a dictionary has it) is
    given and says no, and it is none of the `towns` (in lower case) and nobody's name.
    """
    keys: dict[tuple[str, ...], set[str]] = {}
    alone: set[str] = set()
    for school in schools:
        full = _plain(school.name)
        core = tuple(word for word in full if word not in _GENERIC)
        for name in (full, core, *_shortened(core, is_word), *map(_plain, school.aliases)):
            if name:
                keys.setdefault(name, set()).add(school.key)
        if (
            len(core) == 1
            and core not in map(_plain, school.aliases)
            and (is_word is None or core[0] in towns or _may_be_else(core[0], is_word))
        ):
            alone |= set(core)
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for name, owners in sorted(keys.items(), key=lambda item: -len(item[0])):
        by_first.setdefault(name[0], []).append((name, frozenset(owners)))
    return SchoolIndex({first: tuple(names) for first, names in by_first.items()}, frozenset(alone))


def _shortened(core: tuple[str, ...], is_word: Callable[[str], bool] | None) -> Iterator[_Name]:
    """What people also write for two words: "Hollinbank", or "Cuthbert's" without the saint."""
    if len(core) != 2 or is_word is None:
        return
    joined = "".join(core)
    if not is_word(joined):
        yield (joined,)
    if core[0] in _STYLES and not _may_be_else(core[1].removesuffix("s"), is_word):
        yield (core[1],)


def _may_be_else(word: str, is_word: Callable[[str], bool]) -> bool:
    named = word in given_names() or word in doubtful_names() or word in places()
    return named or is_word(word) or is_word(word.capitalize())


def find_schools(text: str, index: SchoolIndex) -> list[NamedSchool]:
    """Each school named in the text."""
    words = [_Word(match) for match in _WORD.finditer(text)]
    hasty = bool(words) and not words[0].raised
    found: list[NamedSchool] = []
    k = 0
    while k < len(words):
        length, keys = _longest(words, k, index)
        if length and _meant(words, k, length, index, hasty):
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


def _meant(words: list[_Word], k: int, length: int, index: SchoolIndex, hasty: bool) -> bool:
    """Whether these words name the school rather than happen to be the same words."""
    first, last = words[k], words[k + length - 1]
    following = words[k + length].plain if k + length < len(words) else ""
    before = words[k - 1] if k else None
    named_the = before is not None and before.plain == "the"
    led_by = words[k - 2].plain if named_the and k > 1 else before.plain if before else ""
    if following in _ELSEWHERE or (last.plain in _STREETS and led_by in _ALONG):
        return False
    sure = length == 1 and first.plain not in index.alone
    if not any(word.raised for word in words[k : k + length]):
        spoken_of = led_by in _HASTE or following in _FOLLOWING or following in _SCHOOL
        return sure or (hasty and length > 1 and spoken_of)
    if sure or length > 1:
        return True
    if named_the and before is not None and before.raised and k > 1:
        return True
    beside = following in _SCHOOL or following in _FOLLOWING or led_by in _BEFORE
    return beside or first.bare != first.plain


def _plain(name: str) -> tuple[str, ...]:
    return tuple(_plain_word(word) for word in _WORD.findall(name))


@lru_cache(maxsize=20_000)
def _plain_word(word: str) -> str:
    """A word as it is compared: no case, no apostrophe, one spelling of saint and of "and"."""
    plain = word.lower().replace("’", "'")
    if plain.endswith("'s") and len(plain) > 3:
        plain = f"{plain[:-2]}s"
    return {"saint": "st", "&": "and"}.get(plain, plain.replace("'", ""))
