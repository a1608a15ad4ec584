"""How the register's headteacher may be named; co-heads are squeezed into cells for one."""

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
