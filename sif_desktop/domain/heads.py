"""How people are named: the register's headteacher, and anybody a letter begins with."""

from __future__ import annotations

import re
from typing import Protocol


class HeadFields(Protocol):
    """Anything that holds the register's four cells about the headteacher."""

    @property
    def head_title(self) -> str: ...
    @property
    def head_first(self) -> str: ...
    @property
    def head_last(self) -> str: ...
    @property
    def head_job_title(self) -> str: ...


_TITLES = re.compile(
    r"(mr|mrs|miss|ms|mx|dr|prof|professor|revd?|reverend|fr|father|sr|sister|brother|sir|dame"
    r"|lady|lord|canon|rabbi|imam)\.?",
    re.I,
)
# With these goes the first name: "Dear Sir John", "Dear Sister Agnes".
_FIRST_NAMED = re.compile(r"(sir|dame|lady|lord|sr|sister|brother|fr|father)\.?", re.I)
_SHARED_POST = re.compile(r"\bco\b|\bjoint\b|\bshar|\bheads\b|teachers\b|principals\b", re.I)
_TWO_NAMES = re.compile(r"&|\band\b", re.I)


def head_display(row: HeadFields) -> str:
    """The headteacher's name as it may be shown; "" if the register gives none.

    The register has one title, one first and one last name. Schools with two heads put one whole
    name in each name cell, or both in one, so names are only composed where that is safe.
    """
    first, last = row.head_first.strip(), row.head_last.strip()
    posts = f"{row.head_title} {row.head_job_title}"
    joined = _TWO_NAMES.search(f"{first} {last}")
    if joined or _SHARED_POST.search(posts):
        between = " and " if " " in first and " " in last and not joined else " "
        return between.join(part for part in (first, last) if part)
    title = row.head_title.strip()
    named = title if last and _TITLES.fullmatch(title) else ""
    return " ".join(part for part in (named, first, last) if part)


def spoken_to(name: str) -> str:
    """A name as a letter begins with it: "Mrs Verma" for "Mrs Asha Verma", else the whole name."""
    words = name.split()
    if len(words) < 3 or not _TITLES.fullmatch(words[0]):
        return " ".join(words)
    return f"{words[0]} {words[1] if _FIRST_NAMED.fullmatch(words[0]) else words[-1]}"
