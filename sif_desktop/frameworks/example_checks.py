"""Checks of what a pack's worked examples name; `examples` runs them.

Where a file they speak of is itself at fault, its names are not looked up: one fault, one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.known import Known, KnownForm
from sif_desktop.frameworks.rows import Row, duplicates, unknown
from sif_desktop.frameworks.vocabulary import COPIES, FACTS, FILE_NAME_PLACEHOLDERS


def example_faults(file: Row, known: Known, faulty: frozenset[str]) -> Iterator[Fault]:
    """Faults of the examples; `faulty` are the files in which something is wrong already."""
    examples = file.rows("examples")
    yield from duplicates(examples, "name", "example")
    for example in examples:
        code = example.text("visit_type")
        if "visit_types.yaml" not in faulty:
            yield from unknown(
                example.at("visit_type"), example, code, known.visit_types, "visit type"
            )
        yield from _fact_faults(example, known)
        yield from _name_faults(example)
        yield from _expected_faults(example, _forms(code, known, faulty))
        if "pack.yaml" not in faulty:
            yield from _recipient_faults(example, known)


def _forms(code: str, known: Known, faulty: frozenset[str]) -> list[KnownForm]:
    """The checklists of the visit type; none if any of them cannot be relied on."""
    row = next((r for r in known.visit_type_rows if r.text("code") == code), None)
    names = [row.text("form"), *(name for _path, name in row.texts("extra_forms"))] if row else []
    forms = [known.forms[name] for name in names if name in known.forms]
    sound = len(forms) == len(names) and not any(form.row.file in faulty for form in forms)
    return forms if sound else []


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


def _expected_faults(example: Row, forms: list[KnownForm]) -> Iterator[Fault]:
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


def _recipient_faults(example: Row, known: Known) -> Iterator[Fault]:
    expect = example.row("expect")
    for path, name in expect.texts("recipients") if expect else ():
        role, _, copy = name.partition("/")
        yield from unknown(path, example, role, known.roles, "role")
        yield from unknown(path, example, copy or "(none)", COPIES, "copy")
