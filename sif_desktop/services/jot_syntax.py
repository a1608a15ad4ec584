"""What a line typed in the school means: `#2.2 …` files it, `! …` is an action, `? …` parks it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain import form_rules

if TYPE_CHECKING:
    from sif_desktop.domain.forms import Form, Item

_FILED = re.compile(r"#(\S+)\s*(.*)", re.DOTALL)
_YEAR = re.compile(
    r"\b(y(?:ea)?r?\s?\d{1,2}(?:\s?[/-]\s?\d{1,2})?[a-z]?|reception|nursery|eyfs|key stage \d|ks\d"
    r"|sixth form)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as understood. `unknown` holds what was written after # and is no item."""

    text: str
    item: str = ""
    action: bool = False
    parked: bool = False
    unknown: str = ""


def read_line(typed: str, form: Form) -> Line:
    """The line without its marks. An item is meant by its number or by its id."""
    text = typed.strip()
    if text.startswith("!"):
        return Line(text[1:].strip(), action=True)
    if text.startswith("?"):
        return Line(text[1:].strip(), parked=True)
    match = _FILED.fullmatch(text)
    if match is None:
        return Line(text)
    item = find_item(match[1], form)
    return Line(match[2], item.id) if item else Line(text, unknown=match[1])


def find_item(typed: str, form: Form) -> Item | None:
    """The item a number ("2.2") or an id stands for."""
    name = typed.strip().lstrip("#").rstrip(".:")
    return form_rules.item_at(form, name) or form.item(name)


def matching_items(typed: str, form: Form, shown: Collection[str] = ()) -> list[tuple[str, Item]]:
    """(number, item) whose number begins with what was typed, or whose label holds its words.

    With `shown` only items with these ids: an item hidden on this visit is not offered.
    """
    words = typed.strip().lstrip("#").casefold().split()
    numbers = form_rules.numbering(form)
    found = []
    for item in form.items():
        number = numbers.get(item.id, "")
        name = item.label.casefold()
        offered = number and (not shown or item.id in shown)
        if offered and all(number.startswith(word) or word in name for word in words):
            found.append((number, item))
    return found


def read_room(typed: str) -> tuple[str, str, str]:
    """(place, year group, subject) of "Y5 maths, library"."""
    said, _comma, place = typed.partition(",")
    match = _YEAR.search(said)
    year = match[0] if match else ""
    subject = " ".join(said.replace(year, " ", 1).split()) if year else said.strip()
    if not year and not place:
        return subject, "", ""
    return place.strip(), _tidy_year(year), subject


def _tidy_year(year: str) -> str:
    digits = re.fullmatch(r"y(?:ea)?r?\s?(\d.*)", year, re.IGNORECASE)
    return f"Y{digits[1]}" if digits else year[:1].upper() + year[1:]
