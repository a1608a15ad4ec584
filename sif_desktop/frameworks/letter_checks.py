"""Checks of letters: whom they go to, who signs, every placeholder, every field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.deadlines import ANCHORS
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.letter import names_in
from sif_desktop.frameworks.document_checks import (
    deadline_faults,
    placeholder_faults,
    sign_off_faults,
)
from sif_desktop.frameworks.faults import Fault, nearest
from sif_desktop.frameworks.known import Known, fact_condition_faults, value_faults
from sif_desktop.frameworks.rows import Row, duplicates, top, unknown, unsourced
from sif_desktop.frameworks.vocabulary import (
    LETTER_FILE_PLACEHOLDERS,
    LETTER_PLACEHOLDERS,
)

_WITH_CHOICES = ("choice", "choices")
_LINES = ("subject", "salutation", "closing", "reference")


def letter_faults(raw: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    for file, data in raw.items():
        if file.startswith("letters/"):
            yield from _letter(top(file, data), known)


def _letter(letter: Row, known: Known) -> Iterator[Fault]:
    yield from unsourced(letter, "letter")
    fields = letter.rows("fields")
    yield from duplicates(fields, "code", "field")
    for condition in letter.rows("when"):
        yield from fact_condition_faults(condition, known)
    for to in letter.rows("to"):
        yield from _to_faults(to, letter, known)
    if known.roles:
        signs = letter.text("signatory")
        yield from unknown(letter.at("signatory"), letter, signs, known.roles, "role")
    for field in fields:
        yield from _field_faults(field)
    yield from _text_faults(letter, fields, known)
    yield from sign_off_faults(letter, known)
    dates = [field.text("code") for field in fields if field.text("kind") == "date"]
    yield from deadline_faults(letter, dates)
    yield from _unused(letter, fields)


def _to_faults(to: Row, letter: Row, known: Known) -> Iterator[Fault]:
    for path, role in to.texts("roles") if known.roles else ():
        yield from unknown(path, letter, role, known.roles, "role")
    office = to.text("addressee")
    yield from unknown(to.at("addressee"), letter, office, known.offices, "addressee")
    for condition in to.rows("when"):
        yield from fact_condition_faults(condition, known)


# --- text -----------------------------------------------------------------------------------------


def _texts(letter: Row) -> Iterator[tuple[Row, str, str]]:
    """Every text of the letter that may name a field: row, place, text."""
    for key in _LINES:
        yield letter, key, letter.text(key)
    for path, text in letter.texts("enclosures"):
        yield letter, path, text
    for part in letter.rows("body"):
        for key in ("paragraph", "heading"):
            yield part, key, part.text(key)
        for key in ("bullets", "numbered"):
            for path, text in part.texts(key):
                yield part, path.removeprefix(f"{part.path}."), text
        for fact in part.rows("facts"):
            yield fact, "text", fact.text("text")


def _text_faults(letter: Row, fields: list[Row], known: Known) -> Iterator[Fault]:
    own = {field.text("code"): field for field in fields}
    allowed = (*LETTER_PLACEHOLDERS, *own)
    for row, place, text in _texts(letter):
        if text:
            yield from placeholder_faults(row, place, allowed, text)
    yield from placeholder_faults(letter, "title", LETTER_PLACEHOLDERS)
    yield from placeholder_faults(letter, "file_name", LETTER_FILE_PLACEHOLDERS)
    for part in letter.rows("body"):
        yield from unsourced(part, "part of the letter")
        yield from _condition_faults(part.row("only_if"), own, known)
        for path, name in part.texts("needs"):
            yield from unknown(path, letter, name, allowed, "field or placeholder")


def _condition_faults(
    condition: Row | None, own: Mapping[str, Row], known: Known
) -> Iterator[Fault]:
    """A part's condition speaks of a fact, or of a choice among the letter's own fields."""
    if condition is None:
        return
    subject = condition.text("subject")
    if subject in known.facts or not subject:
        yield from fact_condition_faults(condition, known)
    elif subject not in own:
        choices = (*known.facts, *(c for c, f in own.items() if f.text("kind") in _WITH_CHOICES))
        message = f"There is no fact or field “{subject}”. {nearest(subject, choices)}"
        yield condition.fault("subject", message)
    elif own[subject].text("kind") not in _WITH_CHOICES:
        message = f"The field “{subject}” is no choice. Let the condition speak of one that is."
        yield condition.fault("subject", message)
    else:
        yield from value_faults(condition, _values(own[subject]), subject)


# --- fields ---------------------------------------------------------------------------------------


def _values(field: Row) -> list[str]:
    return [choice.text("value") for choice in field.rows("choices")]


def _field_faults(field: Row) -> Iterator[Fault]:
    yield from unsourced(field, "field")
    code, kind, values = field.text("code"), field.text("kind") or "text", _values(field)
    if code in LETTER_PLACEHOLDERS or code in ANCHORS:
        message = f"“{code}” stands for something else already. Give the field another code."
        yield field.fault("code", message)
    if kind in _WITH_CHOICES and len(values) < 2:
        yield field.fault("choices", "A choice needs at least two “choices”. Add them.")
    if values and kind not in _WITH_CHOICES:
        yield field.fault("choices", "Only a choice has “choices”. Remove them or change the kind.")
    yield from duplicates(field.rows("choices"), "value", "choice")
    yield from _default_faults(field, kind, values)


def _default_faults(field: Row, kind: str, values: list[str]) -> Iterator[Fault]:
    default = field.text("default")
    if not default:
        return
    if kind in _WITH_CHOICES:
        yield from unknown(field.at("default"), field, default, values, "choice of this field")
    elif kind == "date":
        try:
            parse_date(default, date(2026, 9, 1))
        except Problem as problem:
            yield field.fault("default", str(problem))
    elif kind == "number" and not default.replace(".", "", 1).isdecimal():
        yield field.fault("default", f"“{default}” is not a number. Write figures.")
    else:
        yield from placeholder_faults(field, "default", LETTER_PLACEHOLDERS)


def _unused(letter: Row, fields: list[Row]) -> Iterator[Fault]:
    """A field that is filled in for nothing."""
    used = {name for _row, _place, text in _texts(letter) for name in names_in(text)}
    for part in letter.rows("body"):
        condition = part.row("only_if")
        used |= {condition.text("subject")} if condition else set()
    deadline = letter.row("deadline")
    used |= {deadline.text("after")} if deadline else set()
    for field in fields:
        code = field.text("code")
        if code and code not in used:
            message = f"The field stands nowhere in the letter. Write {{{code}}} or remove it."
            yield field.fault("code", message)
