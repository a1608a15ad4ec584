"""Letters of a pack, and the examples of them, as the program uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sif_desktop.domain.forms import Choice, Condition
from sif_desktop.domain.letter import FieldKind, LetterField, LetterText, Part
from sif_desktop.domain.note import BlockKind
from sif_desktop.frameworks import papers
from sif_desktop.frameworks.pack_examples import LetterExample
from sif_desktop.frameworks.paper_loader import (
    Labels,
    Origin,
    conditions,
    expected,
    optional,
    origin_of,
    paper,
)

_LISTS = {"bullets": BlockKind.BULLETS, "numbered": BlockKind.NUMBERED}


def letter(file: Any, labels: Labels, known: Iterable[papers.Office]) -> papers.Letter:
    origin = origin_of(file)
    by_code = {office.code: office for office in known}
    return papers.Letter(
        **paper(file, labels),
        purpose=file.purpose,
        to=tuple(_to(row, labels, by_code, origin) for row in file.to),
        text=LetterText(
            subject=file.subject,
            parts=tuple(_part(row, origin) for row in file.body),
            fields=tuple(_field(row, origin) for row in file.fields),
            salutation=file.salutation,
            closing=file.closing,
            reference=file.reference or "",
            enclosures=tuple(file.enclosures),
        ),
        signatory=file.signatory,
        when=conditions(file.when),
        retired=file.retired,
    )


def _to(
    row: Any, labels: Labels, known: Mapping[str, papers.Office], outer: Origin
) -> papers.LetterTo:
    office = known[row.addressee] if row.addressee else None
    roles = tuple(row.roles or ())
    return papers.LetterTo(
        office.code if office else "+".join(roles),
        office.name if office else " and ".join(labels[role] for role in roles),
        roles,
        office,
        row.at,
        row.route or "",
        conditions(row.when),
        *origin_of(row, outer),
    )


def _field(row: Any, outer: Origin) -> LetterField:
    return LetterField(
        row.code,
        row.label,
        FieldKind(row.kind),
        row.prompt.strip(),
        row.required,
        tuple(Choice(choice.value, choice.label) for choice in row.choices),
        row.default or "",
        *origin_of(row, outer),
    )


def _part(row: Any, outer: Origin) -> Part:
    kind, texts, names = _texts(row)
    return Part(
        kind,
        texts,
        names,
        row.only_if and Condition(row.only_if.subject, tuple(row.only_if.values)),
        tuple(row.needs),
        origin_of(row, outer)[0],
    )


def _texts(row: Any) -> tuple[BlockKind, tuple[str, ...], tuple[str, ...]]:
    """The kind of a part, its texts, and of facts their names."""
    if row.facts:
        names = tuple(fact.name for fact in row.facts)
        return BlockKind.FACTS, tuple(fact.text for fact in row.facts), names
    for name, kind in _LISTS.items():
        if listed := getattr(row, name):
            return kind, tuple(listed), ()
    if row.paragraph:
        return BlockKind.PARAGRAPH, (row.paragraph,), ()
    return BlockKind.HEADING, (row.heading,), ()


def examples(rows: Iterable[Any], valid_from: date) -> tuple[LetterExample, ...]:
    """A letter without a day of its own bears the pack's first."""
    return tuple(
        LetterExample(
            name=row.name,
            letter=row.letter,
            to=row.to or "",
            day=row.day or valid_from,
            facts=dict(row.facts),
            values=dict(row.values),
            fields=dict(row.fields),
            days=dict(row.days),
            offered=row.expect.offered,
            says=tuple(row.expect.says),
            not_says=tuple(row.expect.not_says),
            missing=optional(row.expect.missing),
            expected=expected(row.expect),
        )
        for row in rows
    )
