"""Builds a `Pack` from its folder; a faulty folder raises `PackFaults` with every fault."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sif_desktop.domain.forms import Choice, Condition, Form, Item, ItemKind, Scale, Section, Step
from sif_desktop.frameworks import (
    case_loader,
    letter_loader,
    meeting_loader,
    monitoring_loader,
    paper_loader,
    papers,
    plan_loader,
    rule_loader,
)
from sif_desktop.frameworks import pack as p
from sif_desktop.frameworks.checker import PackFiles, examine
from sif_desktop.frameworks.faults import PackFaults
from sif_desktop.frameworks.pack_examples import Example
from sif_desktop.frameworks.paper_loader import Labels, Origin, conditions, optional, origin_of


def load_pack(folder: Path) -> p.Pack:
    """The pack in `folder`. Raises PackFaults, a Problem, if anything is wrong with it."""
    files, faults = examine(folder)
    if faults:
        raise PackFaults(folder.name, faults)
    return build_pack(files)


def build_pack(files: PackFiles) -> p.Pack:
    """The pack from files in which no fault was found."""
    head = files.models["pack.yaml"]
    origin = origin_of(head)
    book = head.rulebook
    offices = paper_loader.offices(head.addressees, origin)
    labels = {r.code: r.label for r in head.roles}
    sides = {r.code: r.side for r in head.roles}
    everybody = labels | {o.code: o.name for o in offices}
    meetings = files.models.get("meetings.yaml")
    told = files.models.get("examples.yaml")
    owed = files.models.get("obligations.yaml")
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
            t.word: p.Term(t.word, t.label, *origin_of(t, origin), t.plural or "")
            for t in head.terms
        },
        roles=tuple(p.Role(r.code, r.label, *origin_of(r, origin), r.side) for r in head.roles),
        provider_kinds=tuple(_kind(k, origin) for k in head.provider_kinds),
        categories=tuple(p.Label(c.code, c.label, *origin_of(c, origin)) for c in head.categories),
        offices=offices,
        scales=_scales(files.models["scales.yaml"]),
        forms={form.id: _form(form) for form in files.folder("forms")},
        visit_types=_visit_types(files.models["visit_types.yaml"]),
        layouts=tuple(_layout(layout, labels) for layout in files.folder("documents")),
        letters=tuple(letter_loader.letter(x, labels, offices) for x in files.folder("letters")),
        rules=(
            *_rules(files.models["distribution.yaml"], everybody),
            *meeting_loader.rules(meetings, files.folder("reports"), everybody),
        ),
        statements={s.code: s.text for s in files.models["statements.yaml"].statements},
        phrases=_phrases(files.models.get("words.yaml")),
        replaced=_replaced(files.folder("forms")),
        schemes=rule_loader.schemes(files.folder("categories")),
        obligations=rule_loader.obligations(owed),
        events=rule_loader.named(owed.events if owed else ()),
        put_in_writing=rule_loader.put_in_writing(owed.events if owed else ()),
        outcomes=rule_loader.named(owed.outcomes if owed else ()),
        indicators=rule_loader.named(owed.indicators if owed else ()),
        indicator_blocks={row.code: row.block for row in owed.indicators} if owed else {},
        valid_to=head.valid_to,
        parent_strategy=head.parent_strategy or "",
        facts=case_loader.facts(files.models.get("facts.yaml")),
        inspection_kinds=case_loader.kinds(files.models.get("inspections.yaml")),
        windows=case_loader.windows(files.models.get("inspections.yaml")),
        responses=case_loader.responses(files.models.get("inspections.yaml")),
        triggers=case_loader.triggers(files.models.get("triggers.yaml")),
        concerns=case_loader.concerns(files.models.get("concerns.yaml")),
        ladders=case_loader.ladders(files.models.get("ladders.yaml")),
        powers=case_loader.powers(files.models.get("ladders.yaml")),
        case_rules=case_loader.case_rules(files.models.get("ladders.yaml")),
        entitlements=case_loader.entitlements(files.models.get("entitlements.yaml")),
        charges=case_loader.charges(files.models.get("entitlements.yaml")),
        catalogue=case_loader.catalogue(files.models.get("entitlements.yaml")),
        year_of_days=case_loader.year_of_days(files.models.get("entitlements.yaml")),
        letter_of_days=case_loader.letter_of_days(files.models.get("entitlements.yaml")),
        plans=plan_loader.templates(files.models.get("plans.yaml")),
        bodies=meeting_loader.bodies(meetings),
        meetings=meeting_loader.types(meetings, labels, sides),
        meeting_papers=meeting_loader.meeting_papers(meetings),
        reports=tuple(meeting_loader.report(x, labels) for x in files.folder("reports")),
        references=_references(files.models.get("texts.yaml")),
        monitoring=monitoring_loader.rules(files.models.get("monitoring.yaml")),
        examples=_examples(told.examples if told else ()),
        letter_examples=letter_loader.examples(told.letters if told else (), head.valid_from),
    )


def _kind(row: Any, outer: Origin) -> p.ProviderKind:
    return p.ProviderKind(
        row.code,
        row.label,
        *origin_of(row, outer),
        register_types=tuple(row.register_types),
        register_groups=tuple(row.register_groups),
    )


def _scales(file: Any) -> dict[str, Scale]:
    outer = origin_of(file)
    return {
        row.id: Scale(row.id, row.title, tuple(_steps(row.steps)), origin_of(row, outer)[0])
        for row in file.scales
    }


def _steps(rows: Iterable[Any]) -> Iterable[Step]:
    for place, row in enumerate(rows, start=1):
        yield Step(row.value, row.label, row.descriptor.strip(), row.key or str(place % 10))


def _condition(row: Any) -> Condition | None:
    return row and Condition(row.subject, tuple(row.values))


def _form(file: Any) -> Form:
    outer = origin_of(file)
    sections = tuple(_section(row, outer) for row in file.sections)
    return Form(file.id, file.title, sections, file.version, outer[0])


def _section(row: Any, outer: Origin) -> Section:
    origin = origin_of(row, outer)
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
    source, app_default = origin_of(row, outer)
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
    outer = origin_of(file)
    return tuple(_visit_type(row, origin_of(row, outer)) for row in file.visit_types)


def _visit_type(row: Any, origin: Origin) -> p.VisitType:
    cadence, days = row.cadence, row.days
    return p.VisitType(
        code=row.code,
        title=row.title,
        form=row.form,
        extra_forms=tuple(row.extra_forms),
        focus=tuple(row.focus.prompts) if row.focus else (),
        join=tuple(row.join.roles) if row.join else (),
        restricted=row.visibility == "restricted",
        meet=tuple(row.meet.roles) if row.meet else (),
        cadence=cadence
        and p.Cadence(
            cadence.every or 0,
            cadence.unit or "",
            cadence.at_least or 0,
            cadence.per or "",
            *origin_of(cadence, origin),
        ),
        days=days
        and p.Days(days.preparation, days.on_site, days.reporting, *origin_of(days, origin)),
        retired=row.retired,
        source=origin[0],
        app_default=origin[1],
    )


def _layout(file: Any, labels: Labels) -> papers.Layout:
    origin = origin_of(file)
    return papers.Layout(
        **paper_loader.paper(file, labels),
        sections=tuple(
            papers.LayoutSection(
                row.kind,
                row.heading.strip(),
                row.text.strip(),
                _condition(row.only_if),
                tuple(row.copies),
                *origin_of(row, origin),
            )
            for row in file.sections
        ),
        visit_types=tuple(file.visit_types),
    )


def _rules(file: Any, labels: Labels) -> tuple[p.DistributionRule, ...]:
    outer = origin_of(file)
    return tuple(
        p.DistributionRule(
            row.id,
            row.document,
            conditions(row.when),
            tuple(
                p.Recipient(
                    to.role,
                    labels[to.role],
                    to.copy_kind,
                    to.route or "",
                    row.id,
                    *origin_of(row, outer),
                )
                for to in row.to
            ),
            tuple(row.layouts),
        )
        for row in file.rules
    )


def _phrases(file: Any) -> dict[tuple[str, str], tuple[str, ...]]:
    rows = file.phrases if file else ()
    return {(row.form, row.section): tuple(row.starters) for row in rows}


def _references(file: Any) -> tuple[p.Reference, ...]:
    outer = origin_of(file) if file else ("", False)
    return tuple(
        p.Reference(row.code, row.title, tuple(row.lines), *origin_of(row, outer))
        for row in (file.texts if file else ())
    )


def _replaced(forms: Iterable[Any]) -> dict[tuple[str, str], str]:
    return {
        (form.id, item.id): item.replaces
        for form in forms
        for section in form.sections
        for item in section.items
        if item.replaces
    }


def _examples(rows: Iterable[Any]) -> tuple[Example, ...]:
    return tuple(
        Example(
            name=row.name,
            visit_type=row.visit_type,
            facts=dict(row.facts),
            answers=dict(row.answers),
            names=dict(row.names),
            days=dict(row.days),
            sections=optional(row.expect.sections),
            items_shown=tuple(row.expect.items_shown),
            items_hidden=tuple(row.expect.items_hidden),
            expected=paper_loader.expected(row.expect),
        )
        for row in rows
    )
