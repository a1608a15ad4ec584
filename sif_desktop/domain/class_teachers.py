"""Adults named by a year group or a class: where there is one, that is as good as a name."""

from __future__ import annotations

import re
from collections.abc import Collection

from sif_desktop.domain.familiar_words import openers

_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen".split()
_YEAR = (
    r"(?:(?:Years?|Yrs?\.?|Y)[ -]?(?P<{0}>\d{{1,2}}(?:(?: ?[/&–-] ?| and | or )\d{{1,2}})*[A-Z]?|"
    + "|".join(_NUMBERS[1:])
    + r")(?!\d)|(?P<{0}_name>Reception|Nursery|Preschool|FS[12]|Year R|YR))"
)
_STAGES = {
    **{"preschool": "nursery", "fs1": "nursery"},
    **dict.fromkeys(("fs2", "year r", "yr"), "reception"),
}
_ADULT = (
    r"(?:(?:class|form|supply|cover|job-share) )?"
    r"(?:teacher|TA|teaching assistant|tutor|practitioner|"
    r"lead|leader|CT|ECT|NQT|HLTA|LSA|trainee|student teacher|(?:maternity|supply|long-term) cover|"
    r"cover supervisor|nursery nurse|colleague|staff member|member of staff|job-share|cover)(?!s)\b"
)
_SUBJECT = r"(?:(?!(?:class|form|supply|cover|pupils?|children|and|or|with|the|a)\b)[a-z]+ ){0,2}?"
_LINK = (
    r"(?:\(|in|for|of|from|taking|teaching|covering|who (?:has|have|takes|teaches|took|"
    r"taught|covers|is in))"
)
_BY_YEAR = re.compile(
    rf"\b{_YEAR.format('a')}(?:['’]s|s['’])? {_SUBJECT}{_ADULT}"
    rf"|\b{_ADULT} {_LINK} ?(?:the )?(?:class of )?{_YEAR.format('b')}\b",
    re.IGNORECASE,
)
_BY_CLASS = re.compile(
    r"\b(?P<label>\d{1,2}[A-Z]{1,2})(?:['’]s)? (?:class |form )?(?:teacher|TA|tutor)(?!s)\b|"
    r"\b(?P<class>[A-Z][a-z]+)(?: [Cc]lass(?:['’]s)?) (?:teacher|TA|teaching assistant)(?!s)\b"
    r"|\b(?:teacher|TA|teaching assistant) (?:in|of|from|for) (?P<of>[A-Z][a-z]+) [Cc]lass\b"
)


def find_class_teachers(
    text: str, one_class_years: Collection[str] | None = None
) -> list[tuple[int, int]]:
    """Start and end of each, in order.

    `one_class_years` holds the year groups with one class ("4", "reception"); None means that
    nobody knows, and every one is pointed at. A class has one teacher whatever its year.
    """
    years = None if one_class_years is None else {year.lower() for year in one_class_years}
    found = []
    for match in _BY_YEAR.finditer(text):
        said = next(group for group in match.groups() if group).lower()
        if years is None or _years(said) & years:
            found.append(match.span())
    for match in _BY_CLASS.finditer(text):
        named = match["label"] or match["class"] or match["of"]
        if named.lower() not in openers():
            found.append(match.span())
    return sorted(found)


def _years(said: str) -> set[str]:
    """The year groups in "3/4", "six" or "reception"."""
    if said in _NUMBERS:
        return {str(_NUMBERS.index(said))}
    return set(re.findall(r"\d+", said)) or {_STAGES.get(said, said)}
