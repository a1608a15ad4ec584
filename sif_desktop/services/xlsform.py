"""A checklist as an XLSForm workbook, the standard of offline form tools.

Sections become groups, scales and choices lists of choices, conditions `relevant`. Facts of the
school are asked for in a group of their own, as a form on another device cannot know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.domain.form_rules import numbering
from sif_desktop.domain.forms import Condition, Form, Item, ItemKind
from sif_desktop.services.files import write_aside
from sif_desktop.services.table_export import harmless

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

_SURVEY = ("type", "name", "label", "hint", "required", "relevant")
_CHOICES = ("list_name", "name", "label")
_SETTINGS = ("form_title", "form_id", "version", "default_language")
_TYPES = {
    ItemKind.TEXT: "text",
    ItemKind.NUMBER: "decimal",
    ItemKind.DATE: "date",
    ItemKind.NOTE: "note",
    ItemKind.YES_NO: "select_one yes_no",
}
_NO_VALUE = (("not_seen", "Not seen today"), ("not_applicable", "Does not apply"))
Row = tuple[str, ...]


def write_xlsform(form: Form, pack: Pack, path: Path, *, replace: bool = False) -> Path:
    """Write the form to `path`. Raises FileExists unless `replace`, Problem if it cannot be
    written."""
    sheets = (
        ("survey", _SURVEY, list(_survey(form))),
        ("choices", _CHOICES, list(_choices(form, pack))),
        ("settings", _SETTINGS, [(form.title, form.id, str(form.version), "English (en)")]),
    )

    def write(aside: Path) -> None:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        for name, heads, rows in sheets:
            sheet = book.create_sheet(name)
            for row in (heads, *rows):
                sheet.append([harmless(cell) for cell in row])
        book.save(aside)

    return write_aside(path, write, replace=replace)


def _survey(form: Form) -> Iterator[Row]:
    numbers = numbering(form)
    facts = _facts(form)
    if facts:
        yield ("begin_group", "about", "About the school and the visit", "", "", "")
        for fact in facts:
            yield ("text", _name(fact), fact.replace(".", " ").replace("_", " "), "", "", "")
        yield ("end_group", "", "", "", "", "")
    for section in form.sections:
        label = f"{numbers[section.id]} {section.title}"
        hint = section.intro
        yield (
            "begin_group",
            f"section_{_name(section.id)}",
            label,
            hint,
            "",
            _relevant(section.only_if),
        )
        for item in section.items:
            yield _item(item, numbers)
        yield ("end_group", "", "", "", "", "")


def _item(item: Item, numbers: dict[str, str]) -> Row:
    kind = _TYPES.get(item.kind) or (
        f"select_multiple {_name(item.id)}"
        if item.kind is ItemKind.CHOICES
        else f"select_one {_name(item.scale or item.id)}"
    )
    number = numbers.get(item.id, "")
    label = f"{number} {item.label}".strip()
    required = "yes" if item.required else ""
    return (kind, _name(item.id), label, item.prompt, required, _relevant(item.only_if))


def _choices(form: Form, pack: Pack) -> Iterator[Row]:
    listed: set[str] = set()
    for item in form.items():
        name = _name(item.scale or item.id)
        if item.kind is ItemKind.YES_NO:
            name = "yes_no"
        if name in listed:
            continue
        listed.add(name)
        for value, label in _values(item, pack):
            yield (name, value, label)


def _values(item: Item, pack: Pack) -> list[tuple[str, str]]:
    match item.kind:
        case ItemKind.GRADE:
            steps = [(step.value, step.label) for step in pack.scale(item.scale).steps]
            return [*steps, *_NO_VALUE]
        case ItemKind.CHOICE | ItemKind.CHOICES:
            return [(choice.value, choice.label) for choice in item.choices]
        case ItemKind.YES_NO:
            return [("yes", "Yes"), ("no", "No"), *_NO_VALUE]
        case _:
            return []


def _facts(form: Form) -> list[str]:
    """Facts of the school or visit that conditions ask for."""
    conditions = [section.only_if for section in form.sections]
    conditions += [item.only_if for item in form.items()]
    subjects = (c.subject for c in conditions if c is not None)
    return list(dict.fromkeys(s for s in subjects if s.startswith(("provider.", "visit."))))


def _relevant(condition: Condition | None) -> str:
    if condition is None:
        return ""
    name = _name(condition.subject)
    return " or ".join(f"${{{name}}} = '{value}'" for value in condition.values)


def _name(identifier: str) -> str:
    """A name the standard allows: letters, digits and underscores, no digit first."""
    plain = re.sub(r"\W", "_", identifier)
    return plain if not plain[:1].isdigit() else f"_{plain}"
