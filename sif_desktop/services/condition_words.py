"""When an item of a checklist is asked, in words for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sif_desktop.domain.form_rules import numbering
from sif_desktop.domain.forms import Condition, Form, Item, ItemKind

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

_YES = {
    "provider.church_school": "church schools",
    "provider.trust": "schools of an academy trust",
    "provider.maintained": "maintained schools",
    "provider.early_years": "schools with early years",
    "provider.sixth_form": "schools with a sixth form",
}
_NAMES = {
    "provider.status": "the status is",
    "provider.phase": "the phase is",
    "provider.stages": "the school teaches",
    "provider.denomination": "the denomination is",
    "visit.term": "the term is",
}


def condition_words(form: Form, pack: Pack) -> dict[tuple[str, tuple[str, ...]], str]:
    """{(subject, values): when it is asked} for every condition of the form."""
    conditions = [section.only_if for section in form.sections]
    conditions += [item.only_if for item in form.items()]
    return {(c.subject, c.values): _words(c, form, pack) for c in conditions if c is not None}


def _words(condition: Condition, form: Form, pack: Pack) -> str:
    subject, values = condition.subject, condition.values
    if item := form.item(subject):
        answers = " or ".join(f"“{_answer(item, value, pack)}”" for value in values)
        return f"Only if {numbering(form).get(subject, item.label)} is {answers}."
    return _provider(condition, pack)


def _provider(condition: Condition, pack: Pack) -> str:
    subject, values = condition.subject, condition.values
    if subject in _YES and len(values) == 1:
        return f"{'Only' if values == ('yes',) else 'Not'} for {_YES[subject]}."
    opening = _NAMES.get(subject)
    said = condition_phrase(condition, pack)
    return f"Only where {opening} {said}." if opening else f"Only for: {said}."


def condition_phrase(condition: Condition, pack: Pack) -> str:
    """Whom a condition on facts names, as a phrase: “Amber or Red”, “church schools”."""
    subject, values = condition.subject, condition.values
    if subject in _YES and len(values) == 1:
        return _YES[subject] if values == ("yes",) else f"not {_YES[subject]}"
    labels = {
        "provider.kind": pack.kind_label,
        "provider.category": pack.category_label,
        "visit.type": lambda code: pack.visit_type(code).title,
    }
    own = {f"provider.{fact.code}": fact.values for fact in pack.facts}
    label = labels.get(subject) or (lambda code: own.get(subject, {}).get(code) or _plain(code))
    return " or ".join(label(value) for value in values)


def _plain(value: str) -> str:
    return value.replace("_", " ")


def _answer(item: Item, value: str, pack: Pack) -> str:
    if item.kind is ItemKind.GRADE:
        step = pack.scale(item.scale).step(value)
        return step.label if step else value
    choice = next((one for one in item.choices if one.value == value), None)
    return choice.label if choice else value.capitalize()
