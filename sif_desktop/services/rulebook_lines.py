"""What a page of the rulebook is made of."""

from __future__ import annotations

from dataclasses import dataclass

STARTER = "the app's own, where the rulebook is silent"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the rulebook says; `source` is its paragraph, or says it is the app's own."""

    text: str
    detail: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the rulebook: a heading and groups of lines."""

    id: str
    title: str
    intro: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
