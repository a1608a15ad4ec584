"""Checks of what a pack's worked examples name; `examples` runs them.

Where a file they speak of is itself at fault, its names are not looked up: one fault, one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sif_desktop.domain.deadlines import ANCHORS
from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.known import Known, KnownForm
from sif_desktop.frameworks.rows import Row, duplicates, unknown
from sif_desktop.frameworks.vocabulary import (
    COPIES,
    FILE_NAME_PLACEHOLDERS,
    LETTER_PLACEHOLDERS,
)


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
        yield from _day_faults(example, ())
        if "pack.yaml" not in faulty:
            yield from _role_faults(example, known)


def letter_example_faults(
    file: Row, letters: Iterable[Row], known: Known, faulty: frozenset[str]
) -> Iterator[Fault]:
    """Faults of the examples of letters."""
    examples = file.rows("letters")
    by_id = {letter.text("id"): letter for letter in letters}
    yield from duplicates(examples, "name", "example")
    for example in examples:
        name = example.text("letter")
        yield from unknown(example.at("letter"), example, name, by_id, "letter")
        yield from _fact_faults(example, known)
        letter = by_id.get(name)
        if letter is not None and letter.file not in faulty:
            yield from _filled_faults(example, letter)
        if "pack.yaml" not in faulty:
            yield from _role_faults(example, known)


def _filled_faults(example: Row, letter: Row) -> Iterator[Fault]:
    """What an example fills in that the letter does not have."""
    fields = {field.text("code"): field for field in letter.rows("fields")}
    expect = example.row("expect")
    for key, known, what in (
        ("fields", fields, "field"),
        ("values", LETTER_PLACEHOLDERS, "placeholder"),
    ):
        given = example.row(key)
        for name in given.data if given else ():
            place = given.at(str(name)) if given else ""
            yield from unknown(place, example, str(name), known, what)
    for path, name in expect.texts("missing") if expect else ():
        yield from unknown(path, example, name, fields, "field")
    ways = [_way(to) for to in letter.rows("to")]
    to = example.text("to")
    yield from unknown(example.at("to"), example, to, ways, "addressee of this letter")
    dates = [code for code, field in fields.items() if field.text("kind") == "date"]
    yield from _day_faults(example, dates)


def _way(to: Row) -> str:
    """How an example names whom a letter goes to: the roles joined by “+”, or the office."""
    return "+".join(role for _path, role in to.texts("roles")) or to.text("addressee")


def _day_faults(example: Row, dates: Iterable[str]) -> Iterator[Fault]:
    days = example.row("days")
    for name in days.data if days else ():
        place = days.at(str(name)) if days else ""
        yield from unknown(place, example, str(name), (*ANCHORS, *dates), "day to count from")


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
        yield from unknown(place, example, str(fact), known.facts, "fact")
        allowed = known.fact_values(str(fact)) if fact in known.facts else ()
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


def _role_faults(example: Row, known: Known) -> Iterator[Fault]:
    """Who receives and who signs, as far as the pack knows them."""
    expect = example.row("expect")
    for path, name in expect.texts("recipients") if expect else ():
        role, _, copy = name.partition("/")
        receivers = {*known.roles, *known.offices}
        yield from unknown(path, example, role, receivers, "role or addressee")
        yield from unknown(path, example, copy or "(none)", COPIES, "copy")
    for path, role in expect.texts("signers") if expect else ():
        yield from unknown(path, example, role, known.roles, "role")
