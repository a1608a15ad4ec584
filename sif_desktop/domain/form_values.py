"""What an answer's value may be, how it is typed and how it is shown: pure rules over `forms`.

Values are kept in the form `forms.Answer` describes; people type digits, labels and dates as they
say them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sif_desktop.domain.forms import Item, ItemKind, Scale, Step

MAX_TEXT = 100_000  # characters of one answer

_YES = {"y", "yes", "1", "true"}
_NO = {"n", "no", "2", "false"}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,10})?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BRITISH = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2}|[A-Za-z]{3,9})[/. -]([0-9]{4}|[0-9]{2})")
# Named here because the names of the standard library change with the machine's language.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def validate(item: Item, value: str, scale: Scale | None = None) -> str | None:
    """What is wrong with a value in the item kind's own form, or None. Empty is never wrong."""
    if not value.strip():
        return None
    match item.kind:
        case ItemKind.NOTE:
            return "This line takes no answer."
        case ItemKind.TEXT if len(value) > MAX_TEXT:
            return (
                f"This answer is longer than {MAX_TEXT:,} characters. Shorten it or attach a file."
            )
        case ItemKind.NUMBER if not _NUMBER.fullmatch(value):
            return f"“{value}” is not a number. Write figures, such as 12 or 12.5."
        case ItemKind.DATE if _iso(value) != value:
            return f"“{value}” is not a date. Write it like 5 March 2026."
    allowed = allowed_values(item, scale)
    if allowed is not None:
        wrong = [part for part in _parts(item, value) if part not in allowed]
        if wrong:
            return f"“{wrong[0]}” is not one of the answers here: {', '.join(allowed)}."
    return None


def allowed_values(item: Item, scale: Scale | None = None) -> tuple[str, ...] | None:
    """The values an answer may have, best first or in order; None where any may stand."""
    match item.kind:
        case ItemKind.GRADE:
            return tuple(step.value for step in scale.steps) if scale else ()
        case ItemKind.CHOICE | ItemKind.CHOICES:
            return tuple(choice.value for choice in item.choices)
        case ItemKind.YES_NO:
            return ("yes", "no")
    return None


def parse_value(item: Item, typed: str, scale: Scale | None = None) -> str | None:
    """What was typed or pressed, as the stored value; "" for nothing, None if not understood.

    A grade is chosen by digit key, value or label; a choice by place, value or label; yes and no
    by y, n, 1 or 2; several choices are parted by commas or line feeds; dates as people write them.
    """
    text = typed.strip()
    if not text:
        return ""
    match item.kind:
        case ItemKind.GRADE:
            step = _step_typed(scale, text)
            return step.value if step else None
        case ItemKind.CHOICE:
            return _choice_typed(item, text)
        case ItemKind.CHOICES:
            chosen = [_choice_typed(item, part) for part in _split(text)]
            known = [value for value in chosen if value is not None]
            return _in_order(item, known) if len(known) == len(chosen) else None
        case ItemKind.YES_NO:
            word = text.casefold()
            return "yes" if word in _YES else "no" if word in _NO else None
        case ItemKind.NUMBER:
            return _number(text)
        case ItemKind.DATE:
            return _iso(text)
        case ItemKind.NOTE:
            return None
    return typed


def format_value(item: Item, value: str, scale: Scale | None = None) -> str:
    """A stored value in words: labels for codes, "5 March 2026" for dates."""
    match item.kind:
        case ItemKind.GRADE:
            step = scale.step(value) if scale else None
            return step.label if step else value
        case ItemKind.CHOICE | ItemKind.CHOICES:
            labels = {choice.value: choice.label for choice in item.choices}
            return ", ".join(labels.get(part, part) for part in value.split("\n") if part)
        case ItemKind.YES_NO:
            return {"yes": "Yes", "no": "No"}.get(value, value)
        case ItemKind.DATE:
            iso = _iso(value)
            day = date.fromisoformat(iso) if iso else None
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else value
    return value


def step_for_key(scale: Scale, key: str) -> Step | None:
    """The step a digit chooses."""
    return next((step for step in scale.steps if step.key == key), None)


def descriptor(item: Item, scale: Scale, value: str) -> str:
    """What a step means for this item: the item's own wording, else the scale's."""
    step = scale.step(value)
    return item.per_step.get(value) or (step.descriptor if step else "")


def prompt_text(item: Item, scale: Scale | None = None) -> str:
    """Help shown beside an item: its prompt, then each step with its digit and meaning."""
    lines = [item.prompt] if item.prompt else []
    for step in scale.steps if scale and item.kind is ItemKind.GRADE else ():
        meaning = descriptor(item, scale, step.value) if scale else ""
        lines.append(
            f"{step.key} {step.label}: {meaning}" if meaning else f"{step.key} {step.label}"
        )
    return "\n".join(lines)


def _parts(item: Item, value: str) -> list[str]:
    if item.kind is ItemKind.CHOICES:
        return [part for part in value.split("\n") if part]
    return [value]


def _step_typed(scale: Scale | None, text: str) -> Step | None:
    if scale is None:
        return None
    word = text.casefold()
    named = (s for s in scale.steps if word in (s.value.casefold(), s.label.casefold()))
    return step_for_key(scale, text) or next(named, None)


def _choice_typed(item: Item, text: str) -> str | None:
    word = text.strip().casefold()
    for place, choice in enumerate(item.choices, start=1):
        if word in (choice.value.casefold(), choice.label.casefold()):
            return choice.value
        if word == str(place) and word not in (c.value.casefold() for c in item.choices):
            return choice.value
    return None


def _in_order(item: Item, values: Iterable[str]) -> str:
    chosen = set(values)
    return "\n".join(choice.value for choice in item.choices if choice.value in chosen)


def _split(text: str) -> list[str]:
    return [part for part in text.replace(",", "\n").split("\n") if part.strip()]


def _number(text: str) -> str | None:
    """The number as it is stored, without separators of thousands; None if it is not one."""
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    return text if _NUMBER.fullmatch(text) else None


def _iso(text: str) -> str | None:
    """A day written 2026-03-05, 05/03/2026, 5.3.26 or 5 March 2026, as ISO; None if it is none."""
    iso, british = _ISO.fullmatch(text), _BRITISH.fullmatch(text)
    if iso:
        year, month, day = iso.groups()
    elif british:
        day, month, year = british.groups()
    else:
        return None
    number = int(month) if month.isdecimal() else _month(month)
    century = 2000 if len(year) == 2 else 0
    try:
        return date(century + int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    """1 to 12 for a month's name or its beginning; 0 if it is none."""
    numbers = (n for n, m in enumerate(_MONTHS, 1) if m.casefold().startswith(name.casefold()))
    return next(numbers, 0)
