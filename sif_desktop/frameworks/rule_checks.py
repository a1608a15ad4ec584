"""Checks of category schemes and obligations: what rules refer to, and that none is a ring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.known import Known, fact_condition_faults
from sif_desktop.frameworks.rows import Row, duplicates, top, unknown, unsourced

_PAPERS = ("letters", "documents", "reports")
_JOINED = ("any", "all", "none_of")


@dataclass(frozen=True, slots=True)
class Names:
    """What rules may name; an empty set of criteria where none can be named at all."""

    known: Known
    events: frozenset[str]
    outcomes: frozenset[str]
    indicators: frozenset[str]
    categories: frozenset[str]  # of the whole pack
    own: Mapping[str, Row]  # the scheme's categories by code
    criteria: frozenset[str]


def rule_faults(raw: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Faults of every scheme and of the obligations."""
    file = top("obligations.yaml", raw.get("obligations.yaml"))
    schemes = [top(name, data) for name, data in raw.items() if name.startswith("categories/")]
    names = names_of(raw, known)
    yield from duplicates(schemes, "id", "category scheme")
    for key, what in (("events", "event"), ("outcomes", "outcome"), ("indicators", "indicator")):
        rows = file.rows(key)
        yield from duplicates(rows, "code", what)
        for row in rows:
            yield from unsourced(row, what)
    items = {item for form in known.forms.values() for item in form.items}
    for row in file.rows("events") if known.all_forms_read else ():
        yield from listed_faults(row, "put_in_writing", items, "item of a form")
    for scheme in schemes:
        yield from _scheme_faults(scheme, known, raw)
    obligations = file.rows("obligations")
    yield from duplicates(obligations, "id", "obligation")
    for row in obligations:
        yield from _obligation_faults(row, names)


def names_of(raw: Mapping[str, Any], known: Known, schemes: Iterable[Row] = ()) -> Names:
    """What rules may name; categories and criteria of their own only within `schemes`."""
    file = top("obligations.yaml", raw.get("obligations.yaml"))

    def codes(key: str) -> frozenset[str]:
        return frozenset(row.text("code") for row in file.rows(key))

    schemes = tuple(schemes)
    return Names(
        known,
        codes("events") | known.visit_types | _steps(raw) | _papers(raw),
        codes("outcomes"),
        codes("indicators"),
        known.categories,
        {row.text("code"): row for one in schemes for row in one.rows("categories")},
        frozenset(row.text("id") for one in schemes for row in one.rows("criteria")),
    )


def _steps(raw: Mapping[str, Any]) -> frozenset[str]:
    """Steps of ladders and powers: taking one is an event too."""
    file = top("ladders.yaml", raw.get("ladders.yaml"))
    steps = (step for ladder in file.rows("ladders") for step in ladder.rows("steps"))
    return frozenset(row.text("code") for row in (*steps, *file.rows("powers")))


def _papers(raw: Mapping[str, Any]) -> frozenset[str]:
    """Documents by kind and by id: issuing one is an event too."""
    files = (top(name, data) for name, data in raw.items() if name.split("/")[0] in _PAPERS)
    return frozenset(
        name
        for file in files
        for name in (file.text("kind"), file.text("id").replace("-", "_"))
        if name
    )


def _scheme_faults(scheme: Row, known: Known, raw: Mapping[str, Any]) -> Iterator[Fault]:
    names = names_of(raw, known, [scheme])
    yield from unsourced(scheme, "category scheme") if not scheme.rows("categories") else ()
    categories, criteria = scheme.rows("categories"), scheme.rows("criteria")
    strands = frozenset(row.text("id") for row in scheme.rows("strands"))
    yield from duplicates(categories, "code", "category")
    yield from duplicates(criteria, "id", "criterion")
    for condition in scheme.rows("when"):
        yield from fact_condition_faults(condition, known)
    yield from unknown("otherwise", scheme, scheme.text("otherwise"), names.own, "category")
    for row in criteria:
        yield from unsourced(row, "criterion")
        yield from unknown(row.at("strand"), row, row.text("strand"), strands, "strand")
        if known.scales_read:
            yield from unknown(row.at("scale"), row, row.text("scale"), known.scales, "scale")
        yield from fact_condition_faults(row.row("only_if"), known)
        yield from test_faults(row.row("measured"), names)
    for row in categories:
        yield from unsourced(row, "category")
        yield from unknown(row.at("code"), row, row.text("code"), known.categories, "category")
        yield from test_faults(row.row("rule"), names)
    yield from _circles(names)
    yield from duplicates(scheme.rows("stages"), "code", "stage")
    capacity = scheme.row("capacity")
    if capacity is not None and known.scales_read:
        name = capacity.text("scale")
        yield from unknown(capacity.at("scale"), capacity, name, known.scales, "scale")
    for row in scheme.rows("gates"):
        yield from unsourced(row, "gate")
        yield from listed_faults(row, "leaving", names.own, "category")
        yield from listed_faults(row, "entering", names.own, "category")
        yield from listed_faults(row, "events", names.events, "event")
        yield from listed_faults(row, "outcomes", names.outcomes, "outcome")


def _obligation_faults(row: Row, names: Names) -> Iterator[Fault]:
    yield from unsourced(row, "obligation")
    yield from listed_faults(row, "closed_by", names.events, "event")
    when = row.row("when")
    if when is not None:
        yield from listed_faults(when, "after", names.events, "event")
    for condition in row.rows("applies"):
        yield from fact_condition_faults(condition, names.known)
    yield from test_faults(row.row("holds"), names)


def test_faults(row: Row | None, names: Names) -> Iterator[Fault]:
    """Faults of reference of one rule and of those within it."""
    if row is None:
        return
    for key in _JOINED:
        for inner in row.rows(key):
            yield from test_faults(inner, names)
    counted = row.row("at_least")
    for inner in counted.rows("of") if counted else ():
        yield from test_faults(inner, names)
    for key in ("met", "unmet"):
        yield from listed_faults(row, key, names.criteria, "criterion")
    yield from _leaf(row, names)


def _leaf(row: Row, names: Names) -> Iterator[Fault]:
    yield from unknown(row.at("rule_of"), row, row.text("rule_of"), names.own, "category")
    if graded := row.row("graded"):
        name = graded.text("criterion")
        yield from unknown(graded.at("criterion"), graded, name, names.criteria, "criterion")
    if figure := row.row("figure"):
        name = figure.text("indicator")
        yield from unknown(figure.at("indicator"), figure, name, names.indicators, "indicator")
    for key, inside, known, what in (
        ("inspected", "outcomes", names.outcomes, "outcome"),
        ("in_category", "categories", names.categories, "category"),
        ("happened", "events", names.events, "event"),
    ):
        if inner := row.row(key):
            yield from listed_faults(inner, inside, known, what)
    yield from fact_condition_faults(row.row("provider"), names.known)


def listed_faults(row: Row, key: str, known: Iterable[str], what: str) -> Iterator[Fault]:
    known = frozenset(known)
    for path, name in row.texts(key):
        yield from unknown(path, row, name, known, what)


def _circles(names: Names) -> Iterator[Fault]:
    """A category whose rule leads back to itself, or to a category that has none."""
    for code, row in names.own.items():
        seen, waiting = {code}, _named_rules(row.row("rule"))
        while waiting:
            other = waiting.pop()
            if other == code:
                yield row.fault(
                    "rule", f"The rule of “{code}” leads back to itself. Break the ring."
                )
                break
            if other in seen or other not in names.own:
                continue
            seen.add(other)
            if names.own[other].row("rule") is None:
                yield row.fault(
                    "rule", f"“{other}” has no rule that could be asked for. Give it one."
                )
            waiting += _named_rules(names.own[other].row("rule"))


def _named_rules(row: Row | None) -> list[str]:
    if row is None:
        return []
    found = [row.text("rule_of")] if row.text("rule_of") else []
    inner = [one for key in _JOINED for one in row.rows(key)]
    counted = row.row("at_least")
    inner += counted.rows("of") if counted else []
    return [*found, *(name for one in inner for name in _named_rules(one))]
