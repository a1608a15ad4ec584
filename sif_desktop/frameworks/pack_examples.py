"""Examples a pack brings with it: a situation, and what the pack must make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Expected:
    """What any document of an example must have; None is not looked at."""

    recipients: tuple[str, ...] | None = None  # "role/copy"
    file_name: str | None = None
    signers: tuple[str, ...] | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A situation and what the pack must make of it; run by the tests."""

    name: str
    visit_type: str
    facts: Mapping[str, str]
    answers: Mapping[str, str]
    names: Mapping[str, str]
    days: Mapping[str, date]
    sections: tuple[str, ...] | None
    items_shown: tuple[str, ...]
    items_hidden: tuple[str, ...]
    expected: Expected


@dataclass(frozen=True, slots=True)
class LetterExample:
    """A letter filled in and what it must say; run by the tests. `to` "" is the first."""

    name: str
    letter: str
    to: str
    day: date
    facts: Mapping[str, str]
    values: Mapping[str, str]
    fields: Mapping[str, str]
    days: Mapping[str, date]
    offered: bool
    says: tuple[str, ...]
    not_says: tuple[str, ...]
    missing: tuple[str, ...] | None
    expected: Expected
