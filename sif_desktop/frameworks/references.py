"""What in a pack refers to what: every unknown, repeated, clashing or unsourced entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sif_desktop.frameworks.case_checks import case_faults
from sif_desktop.frameworks.document_checks import document_faults
from sif_desktop.frameworks.example_checks import example_faults, letter_example_faults
from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.form_checks import form_faults
from sif_desktop.frameworks.known import Known, known_names
from sif_desktop.frameworks.letter_checks import letter_faults
from sif_desktop.frameworks.meeting_checks import meeting_faults
from sif_desktop.frameworks.monitoring_checks import monitoring_faults
from sif_desktop.frameworks.plan_checks import plan_faults
from sif_desktop.frameworks.rows import Row, duplicates, top, unknown, unsourced
from sif_desktop.frameworks.rule_checks import rule_faults
from sif_desktop.frameworks.vocabulary import TERMS


def reference_faults(
    raw: Mapping[str, Any], unread: frozenset[str], misshapen: frozenset[str]
) -> list[Fault]:
    """All faults of reference in the files read.

    Nothing is said about the files in `unread`; `misshapen` are files with faults of shape.
    """
    known = known_names(raw, unread)
    faults = [
        *_head_faults(top("pack.yaml", raw.get("pack.yaml"))),
        *_scale_faults(top("scales.yaml", raw.get("scales.yaml"))),
        *form_faults(known),
        *_visit_type_faults(known),
        *document_faults(raw, known),
        *letter_faults(raw, known),
        *rule_faults(raw, known),
        *case_faults(raw, known),
        *monitoring_faults(raw),
        *plan_faults(raw, known),
        *meeting_faults(raw, known),
        *_word_faults(top("words.yaml", raw.get("words.yaml")), known),
        *_text_faults(top("texts.yaml", raw.get("texts.yaml"))),
    ]
    faulty = unread | misshapen | {fault.file for fault in faults}
    examples = top("examples.yaml", raw.get("examples.yaml"))
    letters = [top(file, data) for file, data in raw.items() if file.startswith("letters/")]
    return [
        *faults,
        *example_faults(examples, known, faulty),
        *letter_example_faults(examples, letters, known, faulty),
    ]


def _head_faults(head: Row) -> Iterator[Fault]:
    for key, name, what in (
        ("terms", "word", "term"),
        ("roles", "code", "role"),
        ("provider_kinds", "code", "kind of provider"),
        ("categories", "code", "category"),
        ("addressees", "code", "addressee"),
    ):
        rows = head.rows(key)
        yield from duplicates(rows, name, what)
        for row in rows:
            yield from unsourced(row, what)
    roles = {role.text("code") for role in head.rows("roles")}
    for row in head.rows("addressees"):
        if row.text("code") in roles:
            yield row.fault("code", "A role has this code already. Give the addressee its own.")
    for row in head.rows("terms"):
        yield from unknown(row.at("word"), row, row.text("word"), TERMS, "term of the app")


def _scale_faults(file: Row) -> Iterator[Fault]:
    scales = file.rows("scales")
    yield from duplicates(scales, "id", "scale")
    for scale in scales:
        yield from unsourced(scale, "scale")
        steps = scale.rows("steps")
        yield from duplicates(steps, "value", "step")
        yield from duplicates(steps, "label", "label of a step")
        digits: dict[str, str] = {}
        for place, step in enumerate(steps, start=1):
            digit = step.text("key") or str(place % 10)
            other = digits.setdefault(digit, step.text("value"))
            if other != step.text("value"):
                yield step.fault(
                    "key",
                    f"The digit {digit} already chooses “{other}” on the scale "
                    f"“{scale.id}”. Give each step its own digit.",
                )


def _visit_type_faults(known: Known) -> Iterator[Fault]:
    rows = known.visit_type_rows
    yield from duplicates(rows, "code", "visit type")
    for row in rows:
        yield from unsourced(row, "visit type")
        if known.all_forms_read:
            yield from unknown(row.at("form"), row, row.text("form"), known.forms, "checklist")
            for path, name in row.texts("extra_forms"):
                yield from unknown(path, row, name, known.forms, "checklist")
        meet = row.row("meet")
        for path, role in meet.texts("roles") if meet and known.roles else ():
            yield from unknown(path, row, role, known.roles, "role")
        join = row.row("join")
        for path, role in join.texts("roles") if join and known.roles else ():
            yield from unknown(path, row, role, known.roles, "role")
        yield from _joined_form_faults(row, known)


def _joined_form_faults(row: Row, known: Known) -> Iterator[Fault]:
    """Forms joined in one visit may not share an item or section id."""
    seen: dict[str, str] = {}
    names = [(row.at("form"), row.text("form")), *row.texts("extra_forms")]
    for path, form_id in names:
        form = known.forms.get(form_id)
        ids = [*form.sections, *form.items] if form else ()
        for name in ids:
            first = seen.setdefault(name, path)
            if first != path:
                message = (
                    f"“{name}” of the checklist “{form_id}” is also in another checklist of "
                    "this visit type. Rename it in one of them."
                )
                yield Fault(row.file, path, row.id, message)


def _text_faults(file: Row) -> Iterator[Fault]:
    yield from duplicates(file.rows("texts"), "code", "reference text")
    for row in file.rows("texts"):
        yield from unsourced(row, "reference text")


def _word_faults(file: Row, known: Known) -> Iterator[Fault]:
    for row in file.rows("phrases"):
        yield from unsourced(row, "list of phrases")
        name = row.text("form")
        form = known.forms.get(name)
        if form:
            yield from unknown(
                row.at("section"), row, row.text("section"), form.sections, "section"
            )
        elif known.all_forms_read:
            yield from unknown(row.at("form"), row, name, known.forms, "checklist")
