"""All that can be changed in a rulebook, area by area, and what is added in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sif_desktop.frameworks import edit_duties, edit_meetings, edit_names
from sif_desktop.frameworks.edit_forms import added_item, form_area
from sif_desktop.frameworks.edit_shape import Adding, Area, code_for, rows
from sif_desktop.frameworks.edits import Edit, Raw

# What is added: its file, its list, what its code is called and how its words are joined.
_NEW = {
    "role": ("pack.yaml", "roles", "code", "label", "_"),
    "indicator": ("obligations.yaml", "indicators", "code", "label", "_"),
    "text": ("texts.yaml", "texts", "code", "title", "_"),
    "charge": ("entitlements.yaml", "charges", "code", "label", "_"),
    "duty": ("obligations.yaml", "obligations", "id", "title", "-"),
}


def areas(raw: Raw) -> tuple[Area, ...]:
    """The whole of it; `raw` must be a pack without faults."""
    forms = (form_area(raw, file) for file in raw if file.startswith("forms/"))
    return (
        edit_duties.visits(raw),
        edit_duties.duties(raw),
        *([edit_meetings.meetings(raw)] if "meetings.yaml" in raw else []),
        edit_names.texts(raw),
        edit_names.indicators(raw),
        edit_names.levels(raw),
        edit_names.names(raw),
        edit_duties.money(raw),
        edit_names.phrases(raw),
        *forms,
    )


def added(raw: Raw, adding: Adding, values: Mapping[str, Any]) -> Edit:
    """The edit that adds what was filled in, under a code made of its name."""
    kind, _, form_id = adding.id.partition(":")
    if form_id:
        return added_item(raw, form_id, dict(values))
    file, key, named, label, joint = _NEW[kind]
    held = rows(raw, file, key)
    code = code_for(str(values[label] or ""), (str(row.get(named)) for row in held), joint)
    given = {name: value for name, value in values.items() if value is not None}
    row = {named: code, label: "", **given}
    if kind == "duty":
        row["when"] = {name: row.pop(name) for name in ("at_least", "unit") if name in row}
        row["closed_by"] = [row["closed_by"]]
    return Edit(file, (key, len(held)), row)
