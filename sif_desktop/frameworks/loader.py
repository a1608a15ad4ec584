"""Builds a `Pack` from its folder; a faulty folder raises `PackFaults` with every fault."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sif_desktop.domain.forms import Choice, Condition, Form, Item, ItemKind, Scale, Section, Step
from sif_desktop.frameworks import pack as p
from sif_desktop.frameworks.checker import PackFiles, examine
from sif_desktop.frameworks.faults import PackFaults

Origin = tuple[str, bool]  # source paragraph, supplied by the app


def load_pack(folder: Path) -> p.Pack:
    """The pack in `folder`. Raises PackFaults, a Problem, if anything is wrong with it."""
    files, faults = examine(folder)
    if faults:
        raise PackFaults(folder.name, faults)
    return build_pack(files)


def build_pack(files: PackFiles) -> p.Pack:
    """The pack from files in which no fault was found."""
    head = files.models["pack.yaml"]
    origin = _origin(head)
    book = head.rulebook
    return p.Pack(
        id=head.id,
        version=head.version,
        title=head.title,
        valid_from=head.valid_from,
        authority=head.authority or "",
        service=head.service or "",
        document_name=head.document_name or head.authority or "",
        rulebook=book
        and p.Rulebook(book.title, book.version or "", book.based_on or "", book.issued),
        terms={
            t.word: p.Term(t.word, t.label, *_origin(t, origin), t.plural or "") for t in head.terms
        },
        roles=tuple(p.Role(r.code, r.label, *_origin(r, origin), r.side) for r in head.roles),
        provider_kinds=tuple(_kind(k, origin) for k in head.provider_kinds),
        categories=tuple(p.Label(c.code, c.label, *_origin(c, origin)) for c in head.categories),
        scales=_scales(files.models["scales.yaml"]),
        forms={form.id: _form(form) for form in files.folder("forms")},
        visit_types=_visit_types(files.models["visit_types.yaml"]),
        layouts=tuple(_layout(layout) for layout in files.folder("documents")),
        rules=_rules(files.models["distribution.yaml"], {r.code: r.label for r in head.roles}),
        statements={s.code: s.text for s in files.models["statements.yaml"].statements},
        phrases=_phrases(files.models.get("words.yaml")),
        replaced=_replaced(files.folder("forms")),
        examples=_examples(files.models.get("examples.yaml")),
    )


def _origin(row: Any, outer: Origin = ("", False)) -> Origin:
    """The row's own origin if it states one, else that of what encloses it."""
    return (row.source or "", row.app_default) if row.source or row.app_default else outer


def _kind(row: Any, outer: Origin) -> p.ProviderKind:
    return p.ProviderKind(
        row.code,
        row.label,
        *_origin(row, outer),
        register_types=tuple(row.register_types),
        register_groups=tuple(row.register_groups),
    )


def _scales(file: Any) -> dict[str, Scale]:
    outer = _origin(file)
    return {
        row.id: Scale(row.id, row.title, tuple(_steps(row.steps)), _origin(row, outer)[0])
        for row in file.scales
    }


def _steps(rows: Iterable[Any]) -> Iterable[Step]:
    for place, row in enumerate(rows, start=1):
        yield Step(row.value, row.label, row.descriptor.strip(), row.key or str(place % 10))


def _condition(row: Any) -> Condition | None:
    return row and Condition(row.subject, tuple(row.values))


def _form(file: Any) -> Form:
    outer = _origin(file)
    sections = tuple(_section(row, outer) for row in file.sections)
    return Form(file.id, file.title, sections, file.version, outer[0])


def _section(row: Any, outer: Origin) -> Section:
    origin = _origin(row, outer)
    return Section(
        id=row.id,
        title=row.title,
        items=tuple(_item(item, origin) for item in row.items if not item.retired),
        mandatory=row.mandatory,
        only_if=_condition(row.only_if),
        intro=row.intro.strip(),
        source=origin[0],
    )


def _item(row: Any, outer: Origin) -> Item:
    source, app_default = _origin(row, outer)
    return Item(
        id=row.id,
        label=row.label,
        kind=ItemKind(row.kind),
        prompt=row.prompt.strip(),
        scale=row.scale or "",
        choices=tuple(Choice(choice.value, choice.label) for choice in row.choices),
        required=row.required,
        only_if=_condition(row.only_if),
        evidence=row.evidence,
        present_risk=tuple(row.present_risk),
        per_step=dict(row.per_step),
        source=source,
        app_default=app_default,
    )


def _visit_types(file: Any) -> tuple[p.VisitType, ...]:
    outer = _origin(file)
    return tuple(_visit_type(row, _origin(row, outer)) for row in file.visit_types)


def _visit_type(row: Any, origin: Origin) -> p.VisitType:
    cadence, days = row.cadence, row.days
    return p.VisitType(
        code=row.code,
        title=row.title,
        form=row.form,
        extra_forms=tuple(row.extra_forms),
        focus=tuple(row.focus.prompts) if row.focus else (),
        meet=tuple(row.meet.roles) if row.meet else (),
        cadence=cadence
        and p.Cadence(
            cadence.every or 0,
            cadence.unit or "",
            cadence.at_least or 0,
            cadence.per or "",
            *_origin(cadence, origin),
        ),
        days=days
        and p.Days(days.preparation, days.on_site, days.reporting, *_origin(days, origin)),
        retired=row.retired,
        source=origin[0],
        app_default=origin[1],
    )


def _layout(file: Any) -> p.Layout:
    origin = _origin(file)
    return p.Layout(
        id=file.id,
        kind=file.kind,
        title=file.title,
        sections=tuple(
            p.LayoutSection(
                row.kind,
                row.heading.strip(),
                row.text.strip(),
                _condition(row.only_if),
                *_origin(row, origin),
            )
            for row in file.sections
        ),
        file_name=file.file_name,
        visit_types=tuple(file.visit_types),
        marking=file.marking.text if file.marking else "",
        retention_years=file.retention.years if file.retention else None,
        source=origin[0],
        app_default=origin[1],
    )


def _rules(file: Any, labels: dict[str, str]) -> tuple[p.DistributionRule, ...]:
    outer = _origin(file)
    return tuple(
        p.DistributionRule(
            row.id,
            row.document,
            tuple(Condition(c.subject, tuple(c.values)) for c in row.when),
            tuple(
                p.Recipient(
                    to.role,
                    labels[to.role],
                    to.copy_kind,
                    to.route or "",
                    row.id,
                    *_origin(row, outer),
                )
                for to in row.to
            ),
        )
        for row in file.rules
    )


def _phrases(file: Any) -> dict[tuple[str, str], tuple[str, ...]]:
    rows = file.phrases if file else ()
    return {(row.form, row.section): tuple(row.starters) for row in rows}


def _replaced(forms: Iterable[Any]) -> dict[tuple[str, str], str]:
    return {
        (form.id, item.id): item.replaces
        for form in forms
        for section in form.sections
        for item in section.items
        if item.replaces
    }


def _examples(file: Any) -> tuple[p.Example, ...]:
    rows = file.examples if file else ()
    return tuple(
        p.Example(
            name=row.name,
            visit_type=row.visit_type,
            facts=dict(row.facts),
            answers=dict(row.answers),
            names=dict(row.names),
            sections=_optional(row.expect.sections),
            items_shown=tuple(row.expect.items_shown),
            items_hidden=tuple(row.expect.items_hidden),
            recipients=_optional(row.expect.recipients),
            file_name=row.expect.file_name,
        )
        for row in rows
    )


def _optional(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)
