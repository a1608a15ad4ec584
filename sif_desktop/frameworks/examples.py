"""Runs a pack's worked examples: does each situation come out as the pack says it must?"""

from __future__ import annotations

from collections.abc import Iterator

from sif_desktop.domain.form_rules import visible_sections
from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.frameworks.expectations import (
    REMEDY,
    Difference,
    compared,
    paper_differences,
)
from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.letter_examples import letter_differences
from sif_desktop.frameworks.pack import Pack
from sif_desktop.frameworks.pack_examples import Example


def failed_examples(pack: Pack) -> Iterator[Fault]:
    """A fault for everything that comes out otherwise than an example expects."""
    for place, example in enumerate(pack.examples):
        for what, message in differences(pack, example):
            path = f"examples[{place}].expect.{what}"
            yield Fault("examples.yaml", path, example.name, message)
    for place, letter in enumerate(pack.letter_examples):
        for what, message in letter_differences(pack, letter):
            path = f"letters[{place}].expect.{what}"
            yield Fault("examples.yaml", path, letter.name, message)


def differences(pack: Pack, example: Example) -> Iterator[Difference]:
    """What differs in the note of a visit."""
    facts = {"visit.type": example.visit_type, **example.facts}
    answers = {
        item: Answer(item, AnswerState.ANSWERED, value) for item, value in example.answers.items()
    }
    sections = visible_sections(pack.visit_form(example.visit_type), answers, facts)
    items = {item.id for section in sections for item in section.items}
    yield from compared("sections", example.sections, tuple(s.id for s in sections))
    for what, named, wanted in (
        ("items_shown", example.items_shown, True),
        ("items_hidden", example.items_hidden, False),
    ):
        for item in named:
            if (item in items) is not wanted:
                yield what, f"“{item}” is {'hidden' if wanted else 'shown'}. {REMEDY}"
    layout = pack.layout("note_of_visit", example.visit_type)
    names = {"type": pack.visit_type(example.visit_type).title, **example.names}
    told = pack.recipients(layout, facts)
    yield from paper_differences(layout, example.expected, told, names, facts, example.days)
