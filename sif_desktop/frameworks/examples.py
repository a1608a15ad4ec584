"""Runs a pack's worked examples: does each situation come out as the pack says it must?"""

from __future__ import annotations

from collections.abc import Iterator

from sif_desktop.domain.form_rules import visible_sections
from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.pack import Example, Pack, file_name


def failed_examples(pack: Pack) -> Iterator[Fault]:
    """A fault for everything that comes out otherwise than an example expects."""
    for place, example in enumerate(pack.examples):
        for what, message in differences(pack, example):
            path = f"examples[{place}].expect.{what}"
            yield Fault("examples.yaml", path, example.name, message)


def differences(pack: Pack, example: Example) -> Iterator[tuple[str, str]]:
    """What differs, as (name of the expectation, sentence)."""
    facts = {"visit.type": example.visit_type, **example.facts}
    answers = {
        item: Answer(item, AnswerState.ANSWERED, value) for item, value in example.answers.items()
    }
    sections = visible_sections(pack.visit_form(example.visit_type), answers, facts)
    items = {item.id for section in sections for item in section.items}
    yield from _compared("sections", example.sections, tuple(s.id for s in sections))
    for what, named, wanted in (
        ("items_shown", example.items_shown, True),
        ("items_hidden", example.items_hidden, False),
    ):
        for item in named:
            if (item in items) is not wanted:
                yield what, f"“{item}” is {'hidden' if wanted else 'shown'}. {_REMEDY}"
    layout = pack.layout("note_of_visit", example.visit_type)
    recipients = pack.recipients(layout.kind, facts)
    names = {"type": pack.visit_type(example.visit_type).title, **example.names}
    yield from _compared(
        "recipients", example.recipients, tuple(f"{r.role}/{r.copy}" for r in recipients)
    )
    expected_name = None if example.file_name is None else (example.file_name,)
    yield from _compared("file_name", expected_name, (file_name(layout.file_name, names),))


_REMEDY = "Correct the example or the rule."


def _compared(
    what: str, expected: tuple[str, ...] | None, found: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    if expected is not None and expected != found:
        yield what, f"It comes out as: {', '.join(found) or 'nothing'}. {_REMEDY}"
