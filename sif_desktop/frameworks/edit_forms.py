"""Checklists as they may be changed: words of items, further items, copies, and their use."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from sif_desktop.frameworks.edit_duties import VISITS
from sif_desktop.frameworks.edit_shape import (
    Adding,
    Area,
    EditField,
    Entry,
    Options,
    code_field,
    code_for,
    field,
    rows,
    source_of,
)
from sif_desktop.frameworks.edits import Edit, Path, Raw

KINDS: Options = (
    ("grade", "A grade on a scale"),
    ("yes_no", "Yes or no"),
    ("choice", "One of several"),
    ("choices", "Any of several"),
    ("text", "Words"),
    ("number", "A number"),
    ("date", "A date"),
    ("note", "Nothing: words to read"),
)
_ANSWERS_STAY = "Answers on record were given in it, so it stays."


def form_file(form_id: str) -> str:
    return f"forms/{form_id}.yaml"


def form_area(raw: Raw, file: str) -> Area:
    form = raw[file]
    head = Entry(
        f"form:{form['id']}",
        "The checklist itself",
        _used_by(raw, form["id"]),
        (
            field(file, ("title",), "Title", value=form.get("title")),
            code_field(file, ("id",), form["id"]),
        ),
        source_of(raw, file, form),
    )
    groups: list[tuple[str, tuple[Entry, ...]]] = [("", (head,))]
    for place, section in enumerate(form["sections"]):
        path: Path = ("sections", place, "items")
        entries = [_section(raw, file, place, section)]
        entries += (_item(raw, file, (*path, n), item) for n, item in enumerate(section["items"]))
        groups.append((str(section["title"]), tuple(entries)))
    intro = (
        "Words may change; the codes under which answers are kept stay. What is no longer asked "
        "stays in old records."
    )
    title = str(form.get("title"))
    return Area(
        f"form:{form['id']}", title, intro, tuple(groups), (_adding(raw, form),), form["id"]
    )


def _used_by(raw: Raw, form_id: str) -> str:
    titles = [
        str(row.get("title"))
        for row in rows(raw, VISITS, "visit_types")
        if form_id in (row.get("form"), *(row.get("extra_forms") or ()))
    ]
    return f"Used for: {', '.join(titles)}" if titles else "No kind of visit uses it yet"


def _section(raw: Raw, file: str, place: int, section: dict[str, Any]) -> Entry:
    path: Path = ("sections", place)
    fields = (
        field(file, (*path, "title"), "Heading", value=section.get("title")),
        field(file, (*path, "intro"), "Words beneath it", "text", section.get("intro")),
        field(
            file, (*path, "mandatory"), "Must be filled in", "tick", section.get("mandatory", False)
        ),
        code_field(file, (*path, "id"), section.get("id")),
    )
    detail = "Must be filled in" if section.get("mandatory") else ""
    source = source_of(raw, file, section)
    return Entry(
        f"section:{section['id']}", f"Heading: {section.get('title')}", detail, fields, source
    )


def _item(raw: Raw, file: str, path: Path, item: dict[str, Any]) -> Entry:
    kind = str(item.get("kind"))
    fields: list[EditField] = [
        field(file, (*path, "label"), "Question", "text", item.get("label")),
        field(file, (*path, "prompt"), "What to look for", "text", item.get("prompt")),
        field(file, (*path, "required"), "Must be answered", "tick", item.get("required", False)),
        field(file, (*path, "retired"), "No longer asked", "tick", item.get("retired", False)),
        field(
            file,
            (*path, "kind"),
            "Answered by",
            "choice",
            kind,
            options=KINDS,
            locked=_ANSWERS_STAY,
        ),
    ]
    if item.get("scale"):
        scale = next(
            (
                s.get("title")
                for s in rows(raw, "scales.yaml", "scales")
                if s["id"] == item["scale"]
            ),
            item["scale"],
        )
        fields.append(field(file, (*path, "scale"), "Scale", value=scale, locked=_ANSWERS_STAY))
    for n, choice in enumerate(item.get("choices") or ()):
        at = (*path, "choices", n, "label")
        fields.append(field(file, at, f"Choice {n + 1}", value=choice.get("label")))
    fields.append(code_field(file, (*path, "id"), item.get("id")))
    told = dict(KINDS).get(kind, kind)
    detail = "No longer asked" if item.get("retired") else " · ".join(
        part for part in (told, "must be answered" if item.get("required") else "") if part
    )  # fmt: skip
    return Entry(
        f"item:{item['id']}", str(item.get("label")), detail, tuple(fields),
        source_of(raw, file, item),
    )  # fmt: skip


def _adding(raw: Raw, form: dict[str, Any]) -> Adding:
    sections: Options = tuple((one["id"], str(one.get("title"))) for one in form["sections"])
    scales: Options = tuple(
        (one["id"], str(one.get("title"))) for one in rows(raw, "scales.yaml", "scales")
    )
    file = form_file(form["id"])
    return Adding(
        f"item:{form['id']}",
        "Add a question…",
        (
            field(file, ("section",), "Under", "choice", sections[0][0], options=sections),
            field(file, ("label",), "Question", "text"),
            field(file, ("kind",), "Answered by", "choice", "grade", options=KINDS),
            field(
                file, ("scale",), "Scale, for a grade", "choice", scales[0][0] if scales else None,
                options=scales,
            ),
            field(
                file, ("choices",), "What to choose from", "lines",
                hint="For one or any of several: one to a line",
            ),
            field(file, ("prompt",), "What to look for", "text"),
            field(file, ("required",), "Must be answered", "tick", False),
        ),
    )  # fmt: skip


def added_item(raw: Raw, form_id: str, given: dict[str, Any]) -> Edit:
    """A question at the end of its section; its id is made of its words."""
    file = form_file(form_id)
    place, section = next(
        (n, one) for n, one in enumerate(raw[file]["sections"]) if one["id"] == given["section"]
    )
    taken = {i["id"].rpartition(".")[2] for s in raw[file]["sections"] for i in s["items"]}
    kind = given["kind"]
    row = {
        "id": f"{section['id']}.{code_for(str(given['label'] or ''), taken)}",
        "label": given["label"] or "",
        "kind": kind,
        "prompt": given["prompt"],
        "scale": given["scale"] if kind == "grade" else None,
        "choices": _choices(given["choices"] or ()) if kind in ("choice", "choices") else None,
        "required": given["required"],
        "evidence": kind in ("grade", "yes_no"),
    }
    always = ("id", "label", "kind")
    kept = {key: value for key, value in row.items() if value or key in always}
    return Edit(file, ("sections", place, "items", len(section["items"])), kept)


def _choices(labels: Any) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for label in labels:
        value = code_for(label, (one["value"] for one in found))
        found.append({"value": value, "label": label})
    return found


def copied_form(raw: Raw, form_id: str, title: str) -> dict[str, Any]:
    """A checklist of its own like another: new codes throughout, so that both fit in one visit."""
    made = deepcopy(dict(raw[form_file(form_id)]))
    made["id"] = code_for(title, (f["id"] for n, f in raw.items() if n.startswith("forms/")), "-")
    made["title"], made["version"] = title, 1
    start = made["id"].replace("-", "_")
    items = {i["id"] for s in made["sections"] for i in s["items"]}
    for section in made["sections"]:
        section["id"] = f"{start}_{section['id']}"
        section["items"] = [item for item in section["items"] if not item.get("retired")]
        for row in (section, *section["items"]):
            condition = row.get("only_if")
            if condition and condition.get("subject") in items:
                condition["subject"] = f"{start}_{condition['subject']}"
        for item in section["items"]:
            item["id"] = f"{start}_{item['id']}"
            item.pop("replaces", None)
    made["sections"] = [section for section in made["sections"] if section["items"]]
    return made


def used_in(raw: Raw, form: dict[str, Any], visit: str) -> tuple[Edit, ...]:
    """The checklist, and its use: with the visits of a kind, or (`visit` empty) in visits of its
    own kind."""
    kinds = rows(raw, VISITS, "visit_types")
    new = Edit(form_file(form["id"]), (), form)
    if not visit:
        code = code_for(str(form["title"]), (str(row.get("code")) for row in kinds))
        row = {"code": code, "title": form["title"], "form": form["id"]}
        return new, Edit(VISITS, ("visit_types", len(kinds)), row)
    place, row = next((n, one) for n, one in enumerate(kinds) if one.get("code") == visit)
    more = [*(row.get("extra_forms") or ()), form["id"]]
    return new, Edit(VISITS, ("visit_types", place, "extra_forms"), more)
