"""Runs a pack's examples of letters: filled in so, is that what the letter says?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.letter import Addressee, LetterFacts, compose_letter
from sif_desktop.domain.letter_checks import missing
from sif_desktop.frameworks.expectations import (
    REMEDY,
    Difference,
    compared,
    paper_differences,
)
from sif_desktop.frameworks.pack import Pack
from sif_desktop.frameworks.pack_examples import LetterExample
from sif_desktop.frameworks.papers import Letter, LetterTo


def letter_differences(pack: Pack, example: LetterExample) -> Iterator[Difference]:
    """What differs in a letter filled in as the example says."""
    letter = pack.letter(example.letter)
    offered = letter.offered_to(example.facts)
    to = next((to for to in offered if example.to in ("", to.code)), None)
    if (to is not None) is not example.offered:
        yield "offered", f"It is {'not ' if to is None else ''}offered here. {REMEDY}"
    if to is None:
        return
    facts = _letter_facts(pack, letter, to, example)
    said = _said(facts)
    for line in example.says:
        if line not in said:
            yield "says", f"The letter does not say: {line} It says: {' / '.join(said)}"
    for line in example.not_says:
        if line in said:
            yield "not_says", f"The letter says: {line} {REMEDY}"
    yield from compared("missing", example.missing, missing(facts))
    told = pack.recipients(letter, example.facts, to)
    names = {
        "version": "1",
        "addressee": to.label,
        "date": example.day.isoformat(),
        **example.values,
    }
    days = {**_dates(facts), **example.days}
    yield from paper_differences(letter, example.expected, told, names, example.facts, days)


def _letter_facts(pack: Pack, letter: Letter, to: LetterTo, example: LetterExample) -> LetterFacts:
    whom = Addressee((), example.values.get("addressee", to.label), ())
    return LetterFacts(
        letter.text,
        whom if to.office is None else replace(whom, salutation=to.office.salutation, body=True),
        example.day.isoformat(),
        pack.role_label(letter.signatory),
        values={"date": long_date(example.day.isoformat()), **example.values},
        filled=example.fields,
        conditions=example.facts,
    )


def _said(facts: LetterFacts) -> list[str]:
    """Every line of the letter: headings, sentences, points, facts."""
    draft = compose_letter(facts)
    lines = [section.heading for section in draft.sections]
    for _section, block in draft.blocks():
        lines += [block.text] if block.text else []
        lines += [sentence.text for sentence in block.sentences]
        lines += [": ".join(row.cells) for row in block.rows]
    return lines


def _dates(facts: LetterFacts) -> dict[str, date]:
    """The letter's own dates, from which its deadline may count."""
    stored = {f.code: facts.stored(f) for f in facts.text.fields if f.kind == "date"}
    return {code: date.fromisoformat(day) for code, day in stored.items() if day}
