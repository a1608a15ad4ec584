"""The names a pack defines, gathered once before its references are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.rows import Row, top, unknown
from sif_desktop.frameworks.vocabulary import FACTS, YES_NO


@dataclass(frozen=True, slots=True)
class KnownForm:
    row: Row
    sections: Mapping[str, Row]
    items: Mapping[str, Row]  # in order


@dataclass(frozen=True, slots=True)
class Known:
    """Every id of the pack by kind. An empty set means the file defining it was not readable."""

    roles: frozenset[str]
    offices: frozenset[str]  # addressees outside the school and the authority
    kinds: frozenset[str]
    categories: frozenset[str]
    scales: Mapping[str, tuple[str, ...]]  # id -> values of its steps
    scales_read: bool
    forms: Mapping[str, KnownForm]
    form_rows: tuple[Row, ...]
    all_forms_read: bool
    visit_types: frozenset[str]
    visit_type_rows: tuple[Row, ...]
    own_facts: Mapping[str, tuple[str, ...]]  # provider.<code> of the pack -> its values

    @property
    def facts(self) -> frozenset[str]:
        """Every fact a condition may ask for."""
        return frozenset((*FACTS, *self.own_facts))

    def item_values(self, item: Row) -> tuple[str, ...] | None:
        """The values an answer to the item may have; None if any text may stand."""
        match item.text("kind"):
            case "yes_no":
                return YES_NO
            case "grade":
                return self.scales.get(item.text("scale"))
            case "choice" | "choices":
                return tuple(choice.text("value") for choice in item.rows("choices"))
        return None

    def fact_values(self, fact: str) -> tuple[str, ...]:
        """The values a fact may have; empty if any text may stand or the file was unreadable."""
        own = {
            "provider.kind": self.kinds,
            "provider.category": self.categories,
            "visit.type": self.visit_types,
        }
        return tuple(own.get(fact, self.own_facts.get(fact, FACTS.get(fact, ()))))


def known_names(raw: Mapping[str, Any], unread: frozenset[str]) -> Known:
    head = top("pack.yaml", raw.get("pack.yaml"))
    scales = top("scales.yaml", raw.get("scales.yaml"))
    visit_types = top("visit_types.yaml", raw.get("visit_types.yaml")).rows("visit_types")
    form_rows = [top(file, data) for file, data in raw.items() if file.startswith("forms/")]
    return Known(
        roles=_names(head.rows("roles"), "code"),
        offices=_names(head.rows("addressees"), "code"),
        kinds=_names(head.rows("provider_kinds"), "code"),
        categories=_names(head.rows("categories"), "code"),
        scales={
            scale.text("id"): tuple(step.text("value") for step in scale.rows("steps"))
            for scale in scales.rows("scales")
        },
        scales_read="scales.yaml" not in unread,
        forms={form.text("id"): _form(form) for form in form_rows if form.text("id")},
        form_rows=tuple(form_rows),
        all_forms_read=not any(file.startswith("forms/") for file in unread),
        visit_types=_names(visit_types, "code"),
        visit_type_rows=tuple(visit_types),
        own_facts={
            f"provider.{row.text('code')}": tuple(v.text("value") for v in row.rows("values"))
            for row in top("facts.yaml", raw.get("facts.yaml")).rows("facts")
        },
    )


def _names(rows: Iterable[Row], key: str) -> frozenset[str]:
    return frozenset(name for row in rows if (name := row.text(key)))


def _form(form: Row) -> KnownForm:
    sections = form.rows("sections")
    return KnownForm(
        form,
        {section.text("id"): section for section in sections},
        {item.text("id"): item for section in sections for item in section.rows("items")},
    )


def fact_condition_faults(condition: Row | None, known: Known) -> Iterator[Fault]:
    """Faults of a condition that may only speak of the provider and the visit."""
    if condition is None:
        return
    subject = condition.text("subject")
    yield from unknown(condition.at("subject"), condition, subject, known.facts, "fact")
    if subject in known.facts:
        yield from value_faults(condition, known.fact_values(subject), subject)


def value_faults(condition: Row, allowed: Iterable[str], subject: str) -> Iterator[Fault]:
    """Faults of a condition's values where the subject has a closed set of them."""
    allowed = tuple(allowed)
    for path, value in condition.texts("values") if allowed else ():
        yield from unknown(path, condition, value, allowed, f"value of “{subject}”")
