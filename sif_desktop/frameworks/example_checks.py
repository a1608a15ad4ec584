"""Checks of a pack's worked examples; that they come true is for the tests to show."""

from __future__ import annotations

from collections.abc import Iterator

from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.known import Known, KnownForm
from sif_desktop.frameworks.rows import Row, duplicates, unknown
from sif_desktop.frameworks.vocabulary import COPIES, FACTS, FILE_NAME_PLACEHOLDERS


def example_faults(file: Row, known: Known) -> Iterator[Fault]:
    examples = file.rows("examples")
    yield from duplicates(examples, "name", "example")
    for example in examples:
        code = example.text("visit_type")
        if known.visit_types:
            yield from unknown(
                example.at("visit_type"), example, code, known.visit_types, "visit type"
            )
        yield from _fact_faults(example, known)
        yield from _name_faults(example)
        yield from _expected_faults(example, _forms(code, known), known)


def _forms(code: str, known: Known) -> list[KnownForm]:
    row = next((r for r in known.visit_type_rows if r.text("code") == code), None)
    names = [row.text("form"), *(name for _path, name in row.texts("extra_forms"))] if row else []
    return [known.forms[name] for name in names if name in known.forms]


def _fact_faults(example: Row, known: Known) -> Iterator[Fault]:
    facts = example.row("facts")
    for fact, value in facts.data.items() if facts else ():
        place = facts.at(str(fact)) if facts else ""
        yield from unknown(place, example, str(fact), FACTS, "fact")
        allowed = known.fact_values(str(fact)) if fact in FACTS else ()
        if allowed:
            yield from unknown(place, example, str(value), allowed, f"value of “{fact}”")


def _name_faults(example: Row) -> Iterator[Fault]:
    names = example.row("names")
    for name in names.data if names else ():
        place = names.at(str(name)) if names else ""
        yield from unknown(place, example, str(name), FILE_NAME_PLACEHOLDERS, "placeholder")


def _expected_faults(example: Row, forms: list[KnownForm], known: Known) -> Iterator[Fault]:
    expect = example.row("expect")
    items = {name for form in forms for name in form.items}
    sections = {name for form in forms for name in form.sections}
    answers = example.row("answers")
    if items:
        for name in answers.data if answers else ():
            yield from unknown(example.at("answers"), example, str(name), items, "item")
    if expect is None:
        return
    for path, name in expect.texts("sections") if sections else ():
        yield from unknown(path, example, name, sections, "section")
    for key in ("items_shown", "items_hidden") if items else ():
        for path, name in expect.texts(key):
            yield from unknown(path, example, name, items, "item")
    for path, name in expect.texts("recipients") if known.roles else ():
        role, _, copy = name.partition("/")
        yield from unknown(path, example, role, known.roles, "role")
        yield from unknown(path, example, copy or "(none)", COPIES, "copy")
