"""What can be answered to an item, in words and keys: a form's row without its widgets."""

from __future__ import annotations

from dataclasses import dataclass

from sif_desktop.domain.forms import Answer, AnswerState, Evidence, Item, ItemKind, Scale
from sif_desktop.ui.widgets.choice_bar import Option

STATES = tuple(
    Option(state, label, key, hint, apart=key == "n", quiet=True)
    for state, label, key, hint in (
        (AnswerState.NOT_SEEN, "not seen", "n", "not seen on this visit"),
        (AnswerState.NOT_APPLICABLE, "n/a", "x", "does not apply here"),
        (AnswerState.NOT_JUDGED, "not judged", "j", "seen, but no judgement made"),
    )
)
EVIDENCE = tuple(
    Option(kind, kind.value, key, hint, quiet=True)
    for kind, key, hint in (
        (Evidence.SEEN, "s", "seen by the officer"),
        (Evidence.PUPILS, "p", "heard from pupils"),
        (Evidence.LEADERS, "l", "heard from leaders or staff"),
        (Evidence.READ, "r", "read in books or papers"),
        (Evidence.FIGURES, "f", "measured"),
    )
)
CHOSEN_KINDS = (ItemKind.GRADE, ItemKind.YES_NO, ItemKind.CHOICE, ItemKind.CHOICES)
# Judgements are made anew each time; all else may be carried over from last time.
JUDGEMENTS = (ItemKind.GRADE, ItemKind.YES_NO)


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the last visit of this kind recorded: `when` as it is said ("May", "14 Jan")."""

    when: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """All that one row shows."""

    item: Item
    number: str
    scale: Scale | None = None
    last: LastTime | None = None
    wants_reason: bool = False  # required, or in a mandatory section


def options_of(item: Item, scale: Scale | None) -> tuple[Option, ...]:
    """The choices of an item with the digit that picks each."""
    if item.kind is ItemKind.GRADE:
        return tuple(
            Option(step.value, step.label, step.key or str(number), descriptor, brief=True)
            for number, step in enumerate(scale.steps if scale else (), start=1)
            for descriptor in (item.per_step.get(step.value) or step.descriptor,)
        )
    if item.kind is ItemKind.YES_NO:
        return (Option("yes", "yes", "1"), Option("no", "no", "2"))
    if item.kind in (ItemKind.CHOICE, ItemKind.CHOICES):
        return tuple(
            Option(choice.value, choice.label, str(number) if number < 10 else "")
            for number, choice in enumerate(item.choices, start=1)
        )
    return ()


def shown_value(spec: ItemSpec, answer: Answer) -> str:
    """An answer in words, for "last time" and for screen readers."""
    if answer.state in (AnswerState.NOT_SEEN, AnswerState.NOT_APPLICABLE, AnswerState.NOT_JUDGED):
        return next(option.label for option in STATES if option.value == answer.state)
    labels = {o.value: f"{o.key} {o.label}".strip() for o in options_of(spec.item, spec.scale)}
    return ", ".join(labels.get(part, part) for part in answer.value.split("\n") if part)
