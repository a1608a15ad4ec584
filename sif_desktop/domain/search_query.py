"""What an officer types into the search line, as a query that cannot fail.

Words must all be found, "phrases" in order, -words not at all; `school:`, `since:` and their like
narrow the search. Whatever is not understood is looked for as a word, and said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem

_LONGEST = 400  # characters: beyond that it is a paste by mistake
_MOST_WORDS = 12
_PREFIX_FROM = 3  # letters a last word needs before its beginning is enough
_PART = re.compile(
    r"(?P<unfinished>[A-Za-z]+):(?=\s|$)"
    r'|(?P<minus>-?)(?:(?P<key>[A-Za-z]+):)?(?:["“”](?P<quoted>[^"“”]*)["“”]?|(?P<bare>[^\s"“”]+))'
)
_WORD = re.compile(r"[^\W_]+(?:[^\W_]|['’])*")
_MONTH = re.compile(r"(\d{4})-(\d\d?)")
STATES = ("overdue", "open", "done", "draft", "issued", "planned", "restricted", "mine")
OPERATORS = ("school", "kind", "is", "by", "since", "until")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search, ready to run.

    `words` and `phrases` must all be found and `excluded` must not; `prefix` means the last word
    may go on. The rest narrows: each text is as typed, to be compared without regard to case.
    `unknown` holds what was typed as an operator and is not one, or has no such value.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    prefix: bool = False
    schools: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    unknown: tuple[str, ...] = ()

    @property
    def match(self) -> str:
        """An FTS5 MATCH text; empty where no word narrows the search (never run it then)."""
        # Said twice is said once: repeated words only cost the index time.
        unique = list(dict.fromkeys((*self.phrases, *self.words)))[-_MOST_WORDS:]
        wanted = [_quoted(text) for text in unique]
        if self.prefix and self.words:
            wanted[-1] += "*"
        if not wanted:
            return ""
        without = "".join(f" NOT {_quoted(text)}" for text in self.excluded)
        return f"{' AND '.join(wanted)}{without}"

    @property
    def narrows(self) -> bool:
        """Whether anything at all is asked."""
        return any(
            (self.words, self.phrases, self.schools, self.kinds, self.states, self.by)
        ) or bool(self.since or self.until)


def parse_search(text: str, today: date) -> SearchQuery:
    """The query meant by what was typed; never raises."""
    query = SearchQuery()
    said = text.replace("\0", " ")[:_LONGEST]
    for part in _PART.finditer(said):
        before = query.words
        query = _with_part(query, part, today)
        # The word being typed, if the cursor is still at its end, may go on.
        going_on = part.end() == len(said) and said[-1].isalnum() and query.words != before
        query = replace(query, prefix=going_on and len(query.words[-1]) >= _PREFIX_FROM)
    return query


def _with_part(query: SearchQuery, part: re.Match[str], today: date) -> SearchQuery:
    if part["unfinished"]:  # an operator still being typed
        known = part["unfinished"].lower() in OPERATORS
        return query if known else _with_words(query, part["unfinished"])
    key, quoted = part["key"] or "", part["quoted"]
    value = part["bare"] if quoted is None else quoted.strip()
    if part["minus"]:
        without = " ".join(_words(f"{key} {value}"))
        return replace(query, excluded=(*query.excluded, without)) if without else query
    if key.lower() in OPERATORS and not value:
        return query
    if key:
        narrowed = _narrowed(query, key.lower(), value, today)
        unknown = (*query.unknown, f"{key}:{value}")
        return narrowed or _with_words(replace(query, unknown=unknown), f"{key} {value}")
    if quoted is None:
        return _with_words(query, value)
    phrase = " ".join(_words(quoted))
    return replace(query, phrases=(*query.phrases, phrase)) if phrase else query


def _with_words(query: SearchQuery, text: str) -> SearchQuery:
    return replace(query, words=(*query.words, *_words(text)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _narrowed(query: SearchQuery, key: str, value: str, today: date) -> SearchQuery | None:
    """The query narrowed by one operator; None where there is none such, or no such value."""
    match key:
        case "school":
            return replace(query, schools=(*query.schools, value))
        case "kind":
            return replace(query, kinds=(*query.kinds, value.lower()))
        case "by":
            return replace(query, by=(*query.by, value))
        case "is" if value.lower() in STATES:
            return replace(query, states=(*query.states, value.lower()))
        case "since" if span := _span(value, today):
            return replace(query, since=span[0])
        case "until" if span := _span(value, today):
            return replace(query, until=span[1])
    return None


def _span(value: str, today: date) -> tuple[date, date] | None:
    """First and last day meant: a year, a month such as 2026-01, or a day as people say it."""
    try:
        if value.isascii() and value.isdigit() and len(value) == 4:
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if month := _MONTH.fullmatch(value):
            first = date(int(month[1]), int(month[2]), 1)
            after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return first, after - timedelta(days=1)
        day = parse_date(value, today, past=True)
    except (Problem, ValueError):
        return None
    return day, day
