"""Probable names of people in prose, found by how they stand as much as by lists.

A title or a known given name is enough. Otherwise a capital in the middle of a sentence is a name
unless the word belongs to school life, follows "in" or "the" as places and things do, or is part
of an organisation's name. At the beginning of a sentence a capital says nothing, so the words
after it must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sif_desktop.domain.familiar_words import familiar_phrases, familiar_words, openers
from sif_desktop.domain.given_names import doubtful_names, given_names

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[.!?:;\n\r\t•|…]")
_TITLES = frozenset("mr mrs ms miss mx dr prof professor rev revd reverend cllr councillor".split())
_SAINT = frozenset(("st", "saint", "ss"))
_PLACES = frozenset("in at near across throughout around towards into outside beyond".split())
_THINGS = frozenset(
    "the a an using use uses used via through called named titled our their this these "
    "those each every new old no any some".split()
)
# What makes the words before it an organisation, a place or a thing.
_ORGANISATION = frozenset(
    "school academy primary secondary infant infants junior juniors college trust federation "
    "nursery centre center hall house road street lane avenue council borough county church "
    "parish partnership hub award mark programme project scheme framework curriculum scale test "
    "phonics maths reading class room group team day week university hospital library museum "
    "park park's approach method profile foundation alliance diocese limited ltd press "
    "publishing resources model taxonomy theory palace castle river valley forest institute "
    "association society charter conference suite assessment assessments screening check tool "
    "toolkit principles strategy".split()
)
_KIN = frozenset(
    "family children twins twin siblings brothers sisters boys girls brother sister mother "
    "father parents household".split()
)
_SPEAKING = frozenset(
    "said says told tells explained explains reported felt feels thinks thought spoke speaks "
    "described describes shared wants wanted knows knew believes believed asked replied agreed "
    "added joined leads led teaches taught struggles struggled enjoys enjoyed likes liked loves "
    "reads writes has is was will who came went left started showed shows gave made presented "
    "attended arrived needs needed and manages managed works worked can could does did "
    "confirmed noted mentioned raised welcomed supports supported covers covered demonstrated "
    "commented acknowledged".split()
)
_PEOPLE_VERBS = _SPEAKING - frozenset(
    "has is was will who and can could does did left made shows showed needs needed works".split()
)
# How words for things, qualities and groups end: after these "was" says nothing about a person.
_NOUN_ENDINGS = (
    *("s", "ing", "ed", "ion", "ment", "ness", "ity", "ty", "cy", "ry", "gy", "phy", "ly", "ship"),
    *("er", "or", "nce", "ism", "asm", "ure", "age", "ive", "al", "ic", "hood", "dom", "ork", "ct"),
)
_PARTICLES = frozenset(
    "de da del della di van von der den al el bin bint ibn ul ur la le o".split()
)
_MIXED = re.compile(r"[^\W\d_]*[a-z][A-Z]")
_MIXED_NAME = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz)[A-Z]|[OD]['’][A-Z]")
_NUMBERED = re.compile(r" \d")  # "Tier 2"


class _Token:
    __slots__ = ("capital", "end", "first", "heading", "kept", "lower", "shout", "start", "text")

    def __init__(self, match: re.Match[str], first: bool) -> None:
        self.text = match[0]
        self.start, self.end = match.span()
        self.first = first
        self.lower = _stem(self.text.lower())
        self.capital = self.text[0].isupper()
        self.shout = self.capital and len(self.text) > 1 and self.text.isupper()
        self.heading = False
        self.kept = False  # part of something familiar or allowed


def find_names(text: str, allowed: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Start and end of each probable personal name, in order."""
    tokens = _tokens(text)
    lowered = {token.lower for token in tokens if token.text[0].islower()}
    words, phrases = _allowed(tuple(allowed))
    _keep(tokens, words, phrases)
    _mark_headings(tokens)
    found: list[tuple[int, int]] = []
    k = 0
    while k < len(tokens):
        end = _titled(text, tokens, k) if tokens[k].lower in _TITLES else k
        if end > k:
            found.append((tokens[k].start, tokens[end - 1].end))
        elif tokens[k].capital and not tokens[k].kept:
            end = _run_end(text, tokens, k)
            if not _NUMBERED.match(text, tokens[end - 1].end):
                found += _judged(tokens, k, end, lowered)
        k = max(end, k + 1)
    return [(start, _without_possessive(text, start, end)) for start, end in found]


def _tokens(text: str) -> list[_Token]:
    """Words and numbers; `first` where a sentence, list entry or cell begins."""
    found: list[_Token] = []
    first = True
    for match in _TOKEN.finditer(text):
        said = match[0]
        if said[0].isalpha():
            found.append(_Token(match, first))
            first = False
        elif said[0].isdigit():
            # "1. Reading": the number of an entry does not begin its sentence.
            continue
        elif said != "." or not _abbreviated(found, match.start()):
            first = True
    return found


def _abbreviated(tokens: list[_Token], dot: int) -> bool:
    """Whether a full stop only ends "Mr." or an initial."""
    last = tokens[-1] if tokens else None
    short = last is not None and (last.lower in _TITLES or (len(last.text) == 1 and last.capital))
    return bool(short and last and last.end == dot)


@cache
def _allowed(allowed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Single words and phrases that are nobody's name, the familiar ones included."""
    split = [tuple(_stem(word.lower()) for word in re.findall(r"[\w'’\-]+", a)) for a in allowed]
    words = {phrase[0] for phrase in split if len(phrase) == 1}
    return familiar_words() | words, familiar_phrases() | {p for p in split if len(p) > 1}


def _keep(tokens: list[_Token], words: frozenset[str], phrases: frozenset[tuple[str, ...]]) -> None:
    starts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        starts.setdefault(phrase[0], []).append(phrase)
    for k, token in enumerate(tokens):
        token.kept = token.kept or token.lower in words or _is_invented(token)
        for phrase in starts.get(token.lower, ()):
            there = tokens[k : k + len(phrase)]
            if tuple(part.lower for part in there) == phrase:
                for part in there:
                    part.kept = True


def _is_invented(token: _Token) -> bool:
    """Abbreviations and names of products: "SENCO", "PowerPoint", but not "McBride" or "AISHA"."""
    if token.shout:
        return len(token.text) < 4 or token.lower not in given_names()
    return bool(_MIXED.match(token.text) and not _MIXED_NAME.match(token.text))


def _mark_headings(tokens: list[_Token]) -> None:
    """Lines set in Title Case say nothing by their capitals."""
    line: list[_Token] = []
    for token in [*tokens, None]:
        if token is not None and not token.first:
            line.append(token)
            continue
        long = [part for part in line if len(part.text) > 3]
        if len(long) >= 3 and sum(part.capital for part in long) >= 0.7 * len(long):
            for part in line:
                part.heading = True
                part.kept = part.kept or part.lower in openers()
        line = [token] if token else []


def _titled(text: str, tokens: list[_Token], k: int) -> int:
    """The end of "Mr Smith" and the like from its title; k where nobody is named."""
    title, end = tokens[k], k + 1
    while end < len(tokens) and end - k < 4 and not tokens[end].first:
        token = tokens[end]
        gap = text[tokens[end - 1].end : token.start]
        if gap not in (" ", ". ", ".", "\u00a0") or (end > k + 1 and token.kept):
            break
        if not token.capital and token.lower not in _PARTICLES:
            typed_in_haste = end == k + 1 and title.lower in ("mr", "mrs") and not title.shout
            if typed_in_haste and not title.capital and len(token.text) > 2:
                end += 1
            break
        end += 1
    named = end > k + 1 and (title.capital or title.lower in ("mr", "mrs"))
    return end if named and tokens[end - 1].lower not in _PARTICLES else k


def _run_end(text: str, tokens: list[_Token], k: int) -> int:
    """The end of the capitalised words that stand together from k on."""
    end = k + 1
    while end < len(tokens) and not tokens[end].kept:
        token = tokens[end]
        gap = text[tokens[end - 1].end : token.start]
        if token.first or gap not in (" ", "\u00a0", ". "):
            break
        joins = token.lower in _PARTICLES and end + 1 < len(tokens) and tokens[end + 1].capital
        if not token.capital and not joins:
            break
        end += 1
    return end


def _judged(tokens: list[_Token], k: int, end: int, lowered: set[str]) -> list[tuple[int, int]]:
    """The span of the run if it is probably a person, else nothing."""
    opening = tokens[k].lower in openers() or tokens[k].lower in lowered
    if tokens[k].first and opening and tokens[k].lower not in given_names():
        k += 1
    if end - k == 1 and len(tokens[k].text) == 1:
        return []
    if k >= end or _is_organisation(tokens, k, end):
        return []
    run = tokens[k:end]
    before = tokens[k - 1] if k and not run[0].first else None
    after = tokens[end] if end < len(tokens) and not tokens[end].first else None
    person = _is_person(run, before, after, lowered)
    return [(run[0].start, run[-1].end)] if person else []


def _is_organisation(tokens: list[_Token], k: int, end: int) -> bool:
    before = tokens[k - 1].lower if k else ""
    after = tokens[end] if end < len(tokens) and not tokens[end].first else None
    if before in _SAINT or tokens[k].lower in _SAINT:
        return True
    if after is not None and after.lower in _ORGANISATION and after.lower not in _KIN:
        return True
    return tokens[end - 1].lower in _ORGANISATION


def _is_person(
    run: list[_Token], before: _Token | None, after: _Token | None, lowered: set[str]
) -> bool:
    head = run[0].lower
    led_by = before.lower if before else ""
    followed_by = after.lower if after else ""
    known = head in given_names() or head.split("-")[0] in given_names()
    if followed_by in _KIN:
        return True
    if len(run) > 1:
        thing = run[0].heading or led_by in _THINGS or led_by in _PLACES
        return known or head in doubtful_names() or not thing
    if known:
        return led_by != "the" or followed_by in _SPEAKING
    if run[0].heading or head in lowered or len(head) < 3:
        return False
    if run[0].first:
        if head in doubtful_names():
            return followed_by in _SPEAKING or run[0].text.endswith(("'s", "’s"))
        if followed_by in ("was", "is", "has"):
            return not head.endswith(_NOUN_ENDINGS)
        return followed_by in _PEOPLE_VERBS
    return led_by not in _PLACES and led_by not in _THINGS


def _stem(word: str) -> str:
    plain = word.replace("’", "'")
    return plain[:-2] if plain.endswith("'s") else plain


def _without_possessive(text: str, start: int, end: int) -> int:
    return end - 2 if text[start:end].endswith(("'s", "’s")) else end
