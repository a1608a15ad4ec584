"""What a form shows, what is still open, what must be settled: pure rules over `forms`.

An item that is hidden is never open, never counted and never asked for, whatever was answered
before it was hidden; its answer is kept, since the officer may change their mind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sif_desktop.domain.forms import (
    Answer,
    Answers,
    AnswerState,
    Condition,
    Facts,
    Form,
    Item,
    ItemKind,
    Section,
)

_WITHOUT_VALUE = (AnswerState.NOT_SEEN, AnswerState.NOT_APPLICABLE, AnswerState.NOT_JUDGED)


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far a section is: `done` of `total` items that can be answered.

    `missing` are ids of items that must be answered, or be given a reason, before issue;
    `blocks` says that the section as it stands keeps the note from being issued.
    """

    section: str
    done: int
    total: int
    missing: tuple[str, ...] = ()
    empty: bool = False
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to put right before issue; `item` is empty where it is the whole section."""

    section: str
    item: str
    message: str


def visible_sections(form: Form, answers: Answers, facts: Facts) -> tuple[Section, ...]:
    """The sections to show, each holding only the items to show; none without items."""
    return tuple(_visible_sections(form, answers, facts))


def visible_items(form: Form, answers: Answers, facts: Facts) -> tuple[Item, ...]:
    """All items to show, in order."""
    sections = visible_sections(form, answers, facts)
    return tuple(item for section in sections for item in section.items)


def _visible_sections(form: Form, answers: Answers, facts: Facts) -> Iterator[Section]:
    values = {**facts}  # grows by what each shown item was answered
    for section in form.sections:
        if not holds(section.only_if, values):
            continue
        shown = []
        for item in section.items:
            if holds(item.only_if, values):
                shown.append(item)
                answer = answers.get(item.id)
                if answer and answer.state is AnswerState.ANSWERED:
                    values[item.id] = answer.value
        if shown:
            yield replace(section, items=tuple(shown))


def holds(condition: Condition | None, values: Mapping[str, str]) -> bool:
    """Whether a condition is met; no condition always is, an unknown subject never.

    A subject with several values holds them joined by line feeds; any of them may meet it.
    """
    if condition is None:
        return True
    given = values.get(condition.subject, "").split("\n")
    return any(value in condition.values for value in given)


def is_done(answer: Answer | None) -> bool:
    """Whether the item was dealt with: a value, or one of the states that need none."""
    if answer is None or answer.state is AnswerState.OPEN:
        return False
    return answer.state in _WITHOUT_VALUE or bool(answer.value.strip())


def section_state(section: Section, answers: Answers) -> SectionState:
    """How far a section (with its visible items only) is.

    A required item, and every item of a mandatory section that would otherwise be empty, needs an
    answer; "not seen" and the like need a reason or evidence with them. A reason recorded for the
    section itself (an answer under the section's id) stands for all of them.
    """
    items = [item for item in section.items if item.kind is not ItemKind.NOTE]
    done = [item for item in items if is_done(answers.get(item.id))]
    excused = has_reason(answers.get(section.id))
    required = [item for item in items if item.required]
    missing = tuple(item.id for item in required if not _settled(answers.get(item.id)))
    empty = bool(items) and not done
    return SectionState(
        section=section.id,
        done=len(done),
        total=len(items),
        missing=() if excused else missing,
        empty=empty,
        blocks=not excused and (bool(missing) or (section.mandatory and empty)),
    )


def section_states(form: Form, answers: Answers, facts: Facts) -> tuple[SectionState, ...]:
    """`section_state` of every visible section, in order."""
    return tuple(section_state(s, answers) for s in visible_sections(form, answers, facts))


def has_reason(answer: Answer | None) -> bool:
    return answer is not None and bool(answer.reason.strip())


def _settled(answer: Answer | None) -> bool:
    """Answered; or not answered, with the reason or the evidence that explains it."""
    if answer is None:
        return False
    if answer.state is AnswerState.ANSWERED:
        return bool(answer.value.strip()) or has_reason(answer)
    return has_reason(answer) or (answer.state in _WITHOUT_VALUE and bool(answer.evidence.strip()))


def open_items(form: Form, answers: Answers, facts: Facts) -> tuple[Item, ...]:
    """The visible items nobody has dealt with yet."""
    return tuple(
        item
        for item in visible_items(form, answers, facts)
        if item.kind is not ItemKind.NOTE and not is_done(answers.get(item.id))
    )


def gaps(form: Form, answers: Answers, facts: Facts) -> tuple[Gap, ...]:
    """What keeps the note from being issued, in the order of the form."""
    numbers = numbering(form)
    found: list[Gap] = []
    for section in visible_sections(form, answers, facts):
        state = section_state(section, answers)
        labels = {item.id: item.label for item in section.items}
        for item_id in state.missing:
            name = f"{numbers[item_id]} {labels[item_id]}"
            found.append(
                Gap(section.id, item_id, f"“{name}” needs an answer, or the reason why not.")
            )
        if state.blocks and not state.missing:
            name = f"{numbers[section.id]} {section.title}"
            found.append(
                Gap(section.id, "", f"The section “{name}” is empty. Fill it, or give the reason.")
            )
    return tuple(found)


def numbering(form: Form) -> dict[str, str]:
    """Numbers by section and item id: "2", "2.1". The same on paper and on screen.

    Hidden items keep their number, so that it never shifts while a form is filled in. Notes take
    none.
    """
    numbers: dict[str, str] = {}
    for section_number, section in enumerate(form.sections, start=1):
        numbers[section.id] = str(section_number)
        answerable = (item for item in section.items if item.kind is not ItemKind.NOTE)
        for item_number, item in enumerate(answerable, start=1):
            numbers[item.id] = f"{section_number}.{item_number}"
    return numbers


def item_at(form: Form, number: str) -> Item | None:
    """The item a number such as "2.1" stands for, for filing a jotting by `#2.1`."""
    ids = {value: key for key, value in numbering(form).items()}
    return form.item(ids.get(number.strip(), ""))


def needs_stop_line(item: Item, answer: Answer | None) -> bool:
    """Whether the answer implies present risk, so that who was told must be recorded."""
    if answer is None or answer.state is not AnswerState.ANSWERED:
        return False
    return any(part in item.present_risk for part in answer.value.split("\n"))


def stop_line_items(form: Form, answers: Answers, facts: Facts) -> tuple[Item, ...]:
    """The visible items whose answers open the stop-line."""
    return tuple(
        item
        for item in visible_items(form, answers, facts)
        if needs_stop_line(item, answers.get(item.id))
    )
