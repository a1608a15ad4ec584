"""Checks of checklists: sections, items, conditions, what was retired."""

from __future__ import annotations

from collections.abc import Iterator

from sif_desktop.domain.forms import ItemKind
from sif_desktop.frameworks.faults import Fault, nearest
from sif_desktop.frameworks.known import Known, KnownForm, fact_condition_faults, value_faults
from sif_desktop.frameworks.rows import Row, duplicates, unknown, unsourced

_WITH_CHOICES = ("choice", "choices")
_WITHOUT_SCALE = frozenset(ItemKind) - {ItemKind.GRADE}
_WITHOUT_CHOICES = frozenset(ItemKind) - {ItemKind.CHOICE, ItemKind.CHOICES}


def form_faults(known: Known) -> Iterator[Fault]:
    yield from duplicates(known.form_rows, "id", "checklist")
    for row in known.form_rows:
        form = known.forms.get(row.text("id"))
        sections = row.rows("sections")
        items = [item for section in sections for item in section.rows("items")]
        yield from duplicates(sections, "id", "section")
        yield from duplicates(items, "id", "item")
        if form:
            yield from _section_faults(sections, form, known)
        for item in items:
            yield from _item_faults(item, known)
        yield from _replacement_faults(items)


def _section_faults(sections: list[Row], form: KnownForm, known: Known) -> Iterator[Fault]:
    before: list[str] = []
    for section in sections:
        yield from _condition_faults(section.row("only_if"), before, form, known)
        for item in section.rows("items"):
            yield from _condition_faults(item.row("only_if"), before, form, known)
            before.append(item.text("id"))


def _condition_faults(
    condition: Row | None, before: list[str], form: KnownForm, known: Known
) -> Iterator[Fault]:
    """A condition speaks of a fact or of an item that comes before it in the same checklist."""
    if condition is None:
        return
    subject = condition.text("subject")
    if not subject or subject in known.facts:
        yield from fact_condition_faults(condition, known)
    elif subject not in form.items:
        choices = (*known.facts, *form.items)
        message = f"There is no item or fact “{subject}”. {nearest(subject, choices)}"
        yield condition.fault("subject", message)
    elif subject not in before:
        message = f"The item “{subject}” comes later. Let a condition speak of an earlier item."
        yield condition.fault("subject", message)
    else:
        values = known.item_values(form.items[subject])
        if form.items[subject].data.get("retired") is True:
            yield condition.fault(
                "subject", f"The item “{subject}” is retired and never answered. Name another."
            )
        yield from value_faults(condition, values or (), subject)


def _item_faults(item: Row, known: Known) -> Iterator[Fault]:
    yield from unsourced(item, "item")
    yield from _scale_faults(item, known)
    yield from _choice_faults(item)
    if item.text("kind") == "note" and (item.data.get("required") or item.data.get("evidence")):
        yield item.fault(
            "kind",
            "A note takes no answer, so it cannot be required or hold evidence. Remove that.",
        )
    values = known.item_values(item)
    for path, value in item.texts("present_risk"):
        if values is not None:
            yield from unknown(path, item, value, values, "answer to this item")
        elif item.text("kind") != "grade":
            yield Fault(
                item.file,
                path,
                item.id,
                "Only a grade, a choice or yes and no can open the stop-line. Change the kind.",
            )


def _scale_faults(item: Row, known: Known) -> Iterator[Fault]:
    grade, scale = item.text("kind") == "grade", item.text("scale")
    if grade and not scale:
        message = f"A grade needs “scale”. {nearest('', known.scales)}"
        yield item.fault("", message)
    if scale and item.text("kind") in _WITHOUT_SCALE:
        yield item.fault("scale", "Only a grade has a scale. Remove it, or make the kind “grade”.")
    if scale and known.scales_read:
        yield from unknown(item.at("scale"), item, scale, known.scales, "scale")
    steps = item.row("per_step")
    if steps and scale in known.scales:
        for step in steps.data:
            yield from unknown(
                steps.at(str(step)), item, str(step), known.scales[scale], "step of the scale"
            )
    elif steps and not scale:
        yield item.fault("per_step", "Only a grade has wording for each step. Remove it.")


def _choice_faults(item: Row) -> Iterator[Fault]:
    choices = item.rows("choices")
    if item.text("kind") in _WITH_CHOICES and len(choices) < 2:
        yield item.fault("choices", "A choice needs at least two “choices”. Add them.")
    if choices and item.text("kind") in _WITHOUT_CHOICES:
        yield item.fault("choices", "Only a choice has “choices”. Remove them or change the kind.")
    yield from duplicates(choices, "value", "choice")


def _replacement_faults(items: list[Row]) -> Iterator[Fault]:
    """What replaces an item names one of the same checklist that is retired, and only once."""
    by_id = {item.text("id"): item for item in items}
    yield from duplicates(
        [item for item in items if item.text("replaces")], "replaces", "replaced item"
    )
    for item in items:
        old = item.text("replaces")
        yield from unknown(item.at("replaces"), item, old, by_id, "item")
        if old in by_id and by_id[old].data.get("retired") is not True:
            yield item.fault(
                "replaces",
                f"The item “{old}” is replaced but not retired. Keep it and mark it "
                "“retired: true”.",
            )
