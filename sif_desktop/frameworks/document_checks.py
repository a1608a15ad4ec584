"""Checks of document layouts, sentences and distribution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sif_desktop.domain.deadlines import ANCHORS
from sif_desktop.frameworks.faults import Fault, nearest
from sif_desktop.frameworks.known import Known, fact_condition_faults
from sif_desktop.frameworks.rows import Row, duplicates, top, unknown, unsourced
from sif_desktop.frameworks.vocabulary import (
    FILE_NAME_PLACEHOLDERS,
    STATEMENTS,
    TEXT_PLACEHOLDERS,
)

_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def document_faults(raw: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    layouts = [top(file, data) for file, data in raw.items() if file.startswith("documents/")]
    letters = [top(file, data) for file, data in raw.items() if file.startswith("letters/")]
    yield from duplicates([*layouts, *letters], "id", "document layout or letter")
    for layout in layouts:
        yield from _layout_faults(layout, known)
    yield from _cover_faults(layouts, known)
    rules = top("distribution.yaml", raw.get("distribution.yaml"))
    yield from _rule_faults(rules, known, [*layouts, *letters])
    if "statements.yaml" in raw:
        yield from _statement_faults(top("statements.yaml", raw["statements.yaml"]))


def placeholder_faults(
    row: Row, key: str, allowed: Iterable[str], text: str | None = None
) -> Iterator[Fault]:
    """Faults of the {placeholders} of one text: that at `key`, or the one given."""
    text, allowed = row.text(key) if text is None else text, tuple(allowed)
    for name in _PLACEHOLDER.findall(text):
        if name not in allowed:
            message = f"“{{{name}}}” is not known here. {nearest(name, allowed)}"
            yield row.fault(key, message)
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        yield row.fault(key, "A curly bracket stands alone. Write placeholders as “{provider}”.")


def _layout_faults(layout: Row, known: Known) -> Iterator[Fault]:
    yield from unsourced(layout, "document layout")
    yield from placeholder_faults(layout, "file_name", FILE_NAME_PLACEHOLDERS)
    yield from placeholder_faults(layout, "title", TEXT_PLACEHOLDERS)
    yield from sign_off_faults(layout, known)
    yield from deadline_faults(layout, ())
    for path, code in layout.texts("visit_types") if known.visit_types else ():
        yield from unknown(path, layout, code, known.visit_types, "visit type")
    sections = layout.rows("sections")
    yield from duplicates([s for s in sections if s.text("kind") != "text"], "kind", "section")
    for section in sections:
        yield from placeholder_faults(section, "text", TEXT_PLACEHOLDERS)
        yield from fact_condition_faults(section.row("only_if"), known)
        if section.text("kind") == "text" and not section.text("text").strip():
            yield section.fault("text", "A section of kind “text” needs its text. Write it.")


def sign_off_faults(paper: Row, known: Known) -> Iterator[Fault]:
    """Faults of who signs a layout or letter off."""
    sign_off = paper.row("sign_off")
    if sign_off is None:
        return
    yield from unsourced(sign_off, "sign-off")
    for by in sign_off.rows("by"):
        if known.roles:
            yield from unknown(by.at("role"), paper, by.text("role"), known.roles, "role")
        for condition in by.rows("when"):
            yield from fact_condition_faults(condition, known)


def deadline_faults(paper: Row, dates: Iterable[str]) -> Iterator[Fault]:
    """Faults of the deadline; `dates` are the codes of the letter's own date fields."""
    deadline = paper.row("deadline")
    if deadline is None:
        return
    yield from unsourced(deadline, "deadline")
    anchors = (*ANCHORS, *dates)
    after = deadline.text("after")
    if after and after not in anchors:
        message = f"Nothing called “{after}” can be counted from. {nearest(after, anchors)}"
        yield deadline.fault("after", message)


def _cover_faults(layouts: list[Row], known: Known) -> Iterator[Fault]:
    """Every visit type has exactly one layout of its note."""
    first: dict[str, Row] = {}
    general = [layout for layout in layouts if not layout.data.get("visit_types")]
    for layout in layouts:
        for path, code in layout.texts("visit_types"):
            if first.setdefault(code, layout) is not layout:
                message = f"“{first[code].id}” is already the layout for “{code}”. Remove one."
                yield Fault(layout.file, path, layout.id, message)
    for layout in general[1:]:
        message = f"“{general[0].id}” already serves all other visit types. Name this one's."
        yield layout.fault("visit_types", message)
    if layouts and not general:
        for row in known.visit_type_rows:
            code = row.text("code")
            if code not in first and row.data.get("retired") is not True:
                yield row.fault(
                    "code",
                    f"No document layout serves “{code}”. Add it to one, or add a general one.",
                )


def _rule_faults(file: Row, known: Known, papers: list[Row]) -> Iterator[Fault]:
    receivers = {*known.roles, *known.offices}
    rules = file.rows("rules")
    yield from duplicates(rules, "id", "distribution rule")
    for rule in rules:
        yield from unsourced(rule, "distribution rule")
        for condition in rule.rows("when"):
            yield from fact_condition_faults(condition, known)
        for to in rule.rows("to") if known.roles else ():
            name = to.text("role")
            yield from unknown(to.at("role"), rule, name, receivers, "role or addressee")
        kind = rule.text("document")
        fit = {paper.text("id") for paper in papers if paper.text("kind") == kind}
        for path, name in rule.texts("layouts"):
            yield from unknown(path, rule, name, fit, f"layout or letter of the kind “{kind}”")


def _statement_faults(file: Row) -> Iterator[Fault]:
    rows = file.rows("statements")
    yield from duplicates(rows, "code", "statement")
    for row in rows:
        yield from unsourced(row, "statement")
        code = row.text("code")
        yield from unknown(row.at("code"), row, code, STATEMENTS, "statement")
        if code in STATEMENTS:
            yield from placeholder_faults(row, "text", STATEMENTS[code].placeholders)
    given = {row.text("code") for row in rows}
    for code, rule in STATEMENTS.items():
        if code not in given:
            yield file.fault(
                "statements", f"The statement “{code}” ({rule.purpose}) is missing. Add it."
            )
