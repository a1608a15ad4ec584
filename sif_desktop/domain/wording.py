"""Wording that a reader who cannot see the page, or hears it read out, could not follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”]+|\b[\w.+-]+@[\w-]+\.[\w.]+\b")
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[ ,]+[A-Z]{2,}){3,}\b")
_BY_PLACE = re.compile(
    r"\b(?:see|as|the)\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:above|below|on the (?:left|right)|opposite|overleaf)\b"
    r"|\b(?:above|below|overleaf|opposite)\s+(?:table|chart|list|box|figure|paragraph)\b"
    r"|\b(?:table|chart|list|box|figure|paragraph)\s+(?:above|below|overleaf|opposite)\b",
    re.IGNORECASE,
)
_BY_COLOUR = re.compile(
    r"\b(?:shown|marked|highlighted|shaded|written|in the)\s+(?:in\s+)?(?:red|green|amber|yellow|"
    r"blue|orange|grey)\b(?!\s+(?:category|book|room|group|class|zone))"
    r"|\b(?:red|green|amber|yellow|blue)\s+(?:box|text|cells?|rows?|shading|highlight\w*)\b",
    re.IGNORECASE,
)
_FAULTS = (
    (_ADDRESS, "“{}” is a bare address. Say what it leads to."),
    (_CAPITALS, "“{}” is in capitals, which are hard to read. Write it in ordinary letters."),
    (_BY_PLACE, "“{}” points by place, which is lost when read out. Name what is meant."),
    (_BY_COLOUR, "“{}” points by colour, which not everybody sees. Say it in words."),
)


def wording_faults(text: str) -> Iterator[tuple[str, str]]:
    """Each excerpt at fault and a sentence that says why and what to do."""
    for pattern, message in _FAULTS:
        for found in pattern.finditer(text):
            yield found[0], message.format(found[0])
