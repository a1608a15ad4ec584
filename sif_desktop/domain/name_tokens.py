"""Prose taken apart into words for the check of names: where each stands, how it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sif_desktop.domain import name_context as context
from sif_desktop.domain.familiar_names import familiar_names, familiar_phrases
from sif_desktop.domain.familiar_words import familiar_words, openers
from sif_desktop.domain.given_names import given_names

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[.!?:;\n\r\t•|…]")
_MIXED = re.compile(r"[^\W\d_]*[a-z][A-Z]")
_MIXED_NAME = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz)[A-Z]|[OD]['’][A-Z]")
POSSESSIVE = ("'s", "’s")


class Token:
    """A word as written, and what is known of it before it is judged."""

    __slots__ = (
        *("at", "capital", "end", "first", "heading", "kept", "lower", "named", "owns", "shout"),
        *("start", "text"),
    )

    def __init__(self, match: re.Match[str], at: int, first: bool) -> None:
        self.text, self.at = match[0], at
        self.start, self.end = match.span()
        self.first = first
        self.lower = stem(self.text.lower())
        self.owns = self.text.endswith(POSSESSIVE)
        self.capital = self.text[0].isupper()
        self.shout = self.capital and len(self.text) > 1 and self.text.isupper()
        self.heading = False
        self.kept = False  # something familiar or allowed
        self.named = False  # the same, as a part of a longer name


def read_tokens(text: str, allowed: tuple[str, ...]) -> list[Token]:
    """The words of a text; those that are familiar or allowed are marked as kept."""
    tokens = _tokens(text)
    _keep(tokens, *_allowed(allowed))
    _mark_headings(text, tokens)
    return tokens


def _tokens(text: str) -> list[Token]:
    """Words; `first` where a sentence, list entry or cell begins."""
    found: list[Token] = []
    first = True
    for match in _TOKEN.finditer(text):
        said = match[0]
        if said[0].isalpha():
            found.append(Token(match, len(found), first))
            first = False
        elif said[0].isdigit():
            # "1. Reading": the number of an entry does not begin its sentence.
            continue
        elif said != "." or not _abbreviated(found, match.start()):
            first = True
    return found


def _abbreviated(tokens: list[Token], dot: int) -> bool:
    """Whether a full stop only ends "Mr." or an initial."""
    last = tokens[-1] if tokens else None
    short = last is not None and (
        last.lower in context.TITLES
        or last.lower in context.SAINT
        or (len(last.text) == 1 and last.capital)
    )
    return bool(short and last and last.end == dot)


@lru_cache(maxsize=8)
def _allowed(allowed: tuple[str, ...]) -> tuple[frozenset[str], Phrases]:
    """Single words and phrases that are nobody's name, the familiar ones included."""
    split = [tuple(stem(word.lower()) for word in re.findall(r"[\w'’\-]+", a)) for a in allowed]
    known = [*(tuple(map(stem, phrase)) for phrase in familiar_phrases()), *split]
    starts: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in known:
        if len(phrase) > 1:
            starts[phrase[0]] = (*starts.get(phrase[0], ()), phrase)
    words = {phrase[0] for phrase in known if len(phrase) == 1}
    return familiar_words() | frozenset(map(stem, familiar_names())) | words, starts


def _keep(tokens: list[Token], words: frozenset[str], phrases: Phrases) -> None:
    for k, token in enumerate(tokens):
        token.kept = token.kept or token.lower in words or _is_invented(token)
        for phrase in phrases.get(token.lower, ()):
            there = tokens[k : k + len(phrase)]
            if tuple(part.lower for part in there) == phrase:
                for part in there:
                    part.kept = part.named = True


def _is_invented(token: Token) -> bool:
    """Abbreviations and names of products: "SENCO", "PowerPoint", but not "McBride" or "AISHA"."""
    if token.shout:
        return len(token.text) < 4 or token.lower not in given_names()
    return bool(_MIXED.match(token.text) and not _MIXED_NAME.match(token.text))


def _is_heading(text: str, line: list[Token]) -> bool:
    long = [part.capital for part in line if len(part.text) > 3]
    titled = len(long) > 2 and sum(long) >= 0.7 * len(long)
    return titled and "," not in text[line[0].start : line[-1].end]


def _mark_headings(text: str, tokens: list[Token]) -> None:
    """Lines set in Title Case say nothing by their capitals."""
    line: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and not token.first:
            line.append(token)
            continue
        if len(line) > 2 and _is_heading(text, line):
            for part in line:
                part.heading = True
                part.kept = part.kept or part.lower in openers()
        line = [token] if token else []


def stem(word: str) -> str:
    plain = word.replace("’", "'")
    return plain[:-2] if plain.endswith("'s") else plain
