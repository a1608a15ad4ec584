"""Counts of five pupils or fewer, by which somebody might be recognised."""

from __future__ import annotations

import re

_PEOPLE = (
    r"pupils?|child(?:ren)?|students?|learners?|boys?|girls?|youngsters?|kids?|lads?|siblings?|"
    r"brothers?|sisters?|cousins?|families|teenagers?|toddlers?|boarders?|sixth-formers?|leavers?|"
    r"new arrivals?|newcomers?|refugees?|prefects?|ambassadors?|readers?|(?:Year|Yr|Y) ?\d{1,2}s|"
    r"(?:two|three|four)-year-olds?|LAC|CLA|EHCPs?|(?<=of )(?:them|the group|the class)"
)
_COUNT = (
    r"[1-5](?:/\d{1,2})?|one|two|three|four|five|a single|a couple of|a pair of|a trio of|a lone"
)
# After one pupil's word where it only belongs to a longer one: "one pupil voice panel".
_COMPOUND = (
    r"voice|premium|progress|protection|council|conference|survey|questionnaires?|leadership|panel|"
    r"profiles?|files?|passports?|records?|action|interviews?|services|absence|bod(?:y|ies)"
)
_SMALL = re.compile(
    rf"(?<![\w.,£/–-])(?P<n>{_COUNT})"
    rf"(?P<between>(?: [A-Za-z][\w’'-]*| \d{{1,3}}){{0,4}}?) (?:{_PEOPLE})(?![\w-])"
    rf"(?!(?<=[lt]) (?:{_COMPOUND})\b)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"(?<![\w.,£/–-])(?:[1-5]|one|two|three|four|five)(?: out)? of (?:the )?\d{1,3}"
    r"(?=[,;.:)]|$| (?:did|were|was|had|have|has|met|are|is|reached|passed|achieved|could|can|who|"
    r"not|now|read|on track)\b)",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"\b(?:years?|yrs?|y|stages?|ks|class|classes|groups?|sets?|levels?|phases?|rooms?|steps?|parts?|"
    r"tiers?|waves?|tables?|bands?|terms?|weeks?|units?|lessons?|autumn|spring|summer|priority|"
    r"section|page)(?: \d\w*(?:,| and| or| to| &))* ?$",
    re.IGNORECASE,
)
_NO_BETWEEN = frozenset(
    "groups classes times weeks days terms hours lessons books sessions years old areas per "
    "percent in are is was were and or had have has when where that which who staff teacher "
    "teachers adults leaders visits schools rooms ways targets actions priorities for to by with "
    "from while as than because so but if support help helps helping pupils children "
    "students".split()
)


def find_small_numbers(text: str) -> list[tuple[int, int]]:
    """Start and end of each count with the people it counts, in order."""
    found = [match.span() for match in _OUT_OF.finditer(text)]
    start = 0
    while match := _SMALL.search(text, start):
        counts = not _NOT_A_COUNT.search(text[max(0, match.start() - 30) : match.start()])
        if counts and not (_NO_BETWEEN & set(match["between"].lower().split())):
            found.append(match.span())
            start = match.end()
        else:
            start = match.end("n")
    return sorted(span for k, span in enumerate(found) if not _within(span, found[:k]))


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
