"""Checks of dated facts, inspections, triggers, concerns, ladders and entitlements: every name one
of them uses is a name of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.known import Known, fact_condition_faults
from sif_desktop.frameworks.rows import Row, duplicates, top, unknown, unsourced
from sif_desktop.frameworks.rule_checks import Names, listed_faults, names_of, test_faults
from sif_desktop.frameworks.vocabulary import FACTS

# file, list, key, what it is called
_LISTS = (
    ("facts.yaml", "facts", "code", "fact"),
    ("inspections.yaml", "kinds", "code", "kind of inspection"),
    ("inspections.yaml", "windows", "", "window"),
    ("inspections.yaml", "responses", "id", "response"),
    ("triggers.yaml", "triggers", "id", "trigger"),
    ("concerns.yaml", "sources", "code", "source of concern"),
    ("concerns.yaml", "complaint_stages", "code", "stage of a complaint"),
    ("ladders.yaml", "ladders", "id", "ladder"),
    ("ladders.yaml", "powers", "code", "power"),
    ("entitlements.yaml", "entitlements", "id", "entitlement"),
    ("entitlements.yaml", "charges", "code", "charge"),
    ("entitlements.yaml", "catalogue", "code", "kind of support"),
)


def case_faults(raw: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Faults of reference in all these files."""
    files = {name: top(name, raw.get(name)) for name, *_ in _LISTS}
    names = names_of(raw, known)
    letters = {
        str(data.get("id", ""))
        for name, data in raw.items()
        if name.startswith("letters/") and isinstance(data, dict)
    }
    for name, key, own, what in _LISTS:
        rows = files[name].rows(key)
        yield from duplicates(rows, own, what) if own else ()
        for row in rows:
            yield from unsourced(row, what)
            for condition in row.rows("when"):
                yield from fact_condition_faults(condition, known)
    yield from _fact_faults(files["facts.yaml"])
    yield from _inspection_faults(files["inspections.yaml"], names, letters)
    criteria = _criteria(raw)
    for row in files["triggers.yaml"].rows("triggers"):
        yield from test_faults(row.row("rule"), names)
        if row.text("id") in criteria:
            # Both are judged under their id: one judgement would answer for the other.
            message = f"“{row.text('id')}” is the id of a criterion already. Choose another."
            yield row.fault("id", message)
    yield from _ladder_faults(files["ladders.yaml"], names, letters)
    yield from _set_faults(files["ladders.yaml"], known)
    yield from _entitlement_faults(files["entitlements.yaml"], known, letters)


def _criteria(raw: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the criteria of every scheme."""
    schemes = (top(name, data) for name, data in raw.items() if name.startswith("categories/"))
    return frozenset(row.text("id") for scheme in schemes for row in scheme.rows("criteria"))


def _fact_faults(file: Row) -> Iterator[Fault]:
    for row in file.rows("facts"):
        if f"provider.{row.text('code')}" in FACTS:
            message = f"“{row.text('code')}” is kept by the program already. Choose another code."
            yield row.fault("code", message)


def _inspection_faults(file: Row, names: Names, letters: set[str]) -> Iterator[Fault]:
    for key in ("kinds", "windows", "responses"):
        for row in file.rows(key):
            yield from listed_faults(row, "outcomes", names.outcomes, "outcome")
    kinds = {row.text("code") for row in file.rows("kinds")}
    for row in file.rows("kinds"):
        own = {value for _, value in row.texts("outcomes")}
        yield from listed_faults(row, "interim", own, "outcome of this kind")
    for row in file.rows("windows"):
        yield from unknown(row.at("kind"), row, row.text("kind"), kinds, "kind of inspection")
    for row in file.rows("responses"):
        yield from _people(row, [(row.at("who"), row.text("who"))], names)
        yield from unknown(row.at("letter"), row, row.text("letter"), letters, "letter")


def _ladder_faults(file: Row, names: Names, letters: set[str]) -> Iterator[Fault]:
    every: set[str] = set()
    for ladder in file.rows("ladders"):
        steps = ladder.rows("steps")
        codes = {step.text("code") for step in steps}
        every |= codes
        yield from duplicates(steps, "code", "step")
        for step in steps:
            yield from unsourced(step, "step")
            yield from _people(step, step.texts("with"), names)
            yield from unknown(step.at("letter"), step, step.text("letter"), letters, "letter")
            yield from listed_faults(step, "only_after", codes, "step of this ladder")
    powers = {row.text("code") for row in file.rows("powers")}
    for row in file.rows("powers"):
        yield from listed_faults(row, "after", every | powers, "step or power")
    cases = file.row("cases")
    if cases is not None:
        yield from test_faults(cases.row("listed_when"), names)
        yield from _people(cases, [(cases.at("level"), cases.text("level"))], names)
        for row in cases.rows("exit"):
            yield from unsourced(row, "exit criterion")


def _set_faults(file: Row, known: Known) -> Iterator[Fault]:
    """Faults of what steps set: a dated fact of the pack, and one of its values."""
    facts = {fact.removeprefix("provider."): values for fact, values in known.own_facts.items()}
    for ladder in file.rows("ladders"):
        for step in ladder.rows("steps"):
            given = step.row("sets")
            if given is None:
                continue
            fact, value = given.text("fact"), given.text("value")
            yield from unknown(given.at("fact"), given, fact, facts, "dated fact")
            if allowed := facts.get(fact):
                what = f"value of “{fact}”"
                yield from unknown(given.at("value"), given, value, allowed, what)


def _entitlement_faults(file: Row, known: Known, letters: set[str]) -> Iterator[Fault]:
    yield from unknown(file.at("letter"), file, file.text("letter"), letters, "letter")
    charges = {row.text("code") for row in file.rows("charges")}
    ids = {row.text("id") for row in file.rows("entitlements")}
    for row in file.rows("entitlements"):
        yield from unknown(row.at("charge"), row, row.text("charge"), charges, "charge")
        yield from listed_faults(row, "instead_of", ids, "entitlement")
        yield from listed_faults(row, "counts", known.visit_types, "type of visit")
    for row in file.rows("catalogue"):
        yield from unknown(row.at("charge"), row, row.text("charge"), charges, "charge")


def _people(row: Row, given: Iterable[tuple[str, str]], names: Names) -> Iterator[Fault]:
    """Faults of codes that are neither a role's nor an addressee's."""
    people = names.known.roles | names.known.offices
    for path, code in given:
        yield from unknown(path, row, code, people, "role or addressee")
