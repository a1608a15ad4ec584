"""Dated facts, inspections, triggers, concerns, ladders and entitlements of a pack as the rules of
`domain`. Each function takes the file as validated, or None where the pack has none."""

from __future__ import annotations

from typing import Any

from sif_desktop.domain.concerns import AnswerTime, ComplaintStage, ConcernRules
from sif_desktop.domain.dated_facts import DatedFact
from sif_desktop.domain.day_years import YearKind
from sif_desktop.domain.entitlements import Charge, Entitlement, SupportKind
from sif_desktop.domain.inspections import InspectionKind, Response, Window
from sif_desktop.domain.ladders import CaseRules, ExitCriterion, Ladder, LadderStep, Power, Sets
from sif_desktop.domain.obligations import Anchor, Unit
from sif_desktop.domain.triggers import Trigger
from sif_desktop.frameworks.paper_loader import conditions
from sif_desktop.frameworks.rule_loader import test_of


def facts(file: Any) -> tuple[DatedFact, ...]:
    return tuple(
        DatedFact(
            row.code,
            row.label,
            {choice.value: choice.label for choice in row.values},
            row.several,
            row.remind_after_months or 0,
            row.visibility,
            _paragraph(row, file),
            row.block,
        )
        for row in (file.facts if file else ())
    )


def kinds(file: Any) -> tuple[InspectionKind, ...]:
    return tuple(
        InspectionKind(
            row.code,
            row.label,
            tuple(row.outcomes),
            {area.code: area.label for area in row.areas},
            _paragraph(row, file),
            frozenset(row.interim),
        )
        for row in (file.kinds if file else ())
    )


def windows(file: Any) -> tuple[Window, ...]:
    return tuple(
        Window(
            tuple(row.outcomes),
            row.from_months,
            row.to_months,
            conditions(row.when),
            _paragraph(row, file),
            row.label or "",
            row.kind or "",
        )
        for row in (file.windows if file else ())
    )


def responses(file: Any) -> tuple[Response, ...]:
    return tuple(_response(row, file) for row in (file.responses if file else ()))


def _response(row: Any, file: Any) -> Response:
    return Response(
        id=row.id,
        outcomes=tuple(row.outcomes),
        task=row.task,
        party=row.party,
        who=row.who or "",
        when=conditions(row.when),
        within=row.within,
        unit=row.unit or Unit.WORKING_DAY,
        anchor=row.anchor or Anchor.PUBLICATION,
        day_rule=row.working_days,
        letter=row.letter or "",
        opens_case=row.opens_case,
        required=row.required,
        paragraph=_paragraph(row, file),
    )


def triggers(file: Any) -> tuple[Trigger, ...]:
    return tuple(
        Trigger(
            row.id,
            row.text,
            test_of(row.rule, _paragraph(row, file)) if row.rule else None,
            conditions(row.when),
            row.weight == "first",
            row.visibility,
            _paragraph(row, file),
        )
        for row in (file.triggers if file else ())
    )


def concerns(file: Any) -> ConcernRules:
    if file is None:
        return ConcernRules()
    return ConcernRules(
        {row.code: row.label for row in file.sources},
        file.told_school == "required",
        file.review_after or 0,
        tuple(
            ComplaintStage(row.code, row.label, _answer(row, file), _paragraph(row, file))
            for row in file.complaint_stages
        ),
        _answer(file.contacts, file) if file.contacts else None,
        file.source or "",
        {row.code: _paragraph(row, file) for row in file.sources if row.told_school},
    )


def _answer(row: Any, file: Any) -> AnswerTime | None:
    if row.answer_within is None:
        return None
    return AnswerTime(row.answer_within, row.unit, _paragraph(row, file))


def ladders(file: Any) -> tuple[Ladder, ...]:
    return tuple(
        Ladder(
            row.id,
            row.title,
            tuple(_step(step, row.source or _source(file)) for step in row.steps),
            conditions(row.when),
            _paragraph(row, file),
        )
        for row in (file.ladders if file else ())
    )


def _step(row: Any, outer: str) -> LadderStep:
    return LadderStep(
        row.code,
        row.title,
        row.mode,
        tuple(row.who),
        row.letter or "",
        None if row.only_after is None else tuple(row.only_after),
        row.may_skip,
        row.source or outer,
        Sets(row.sets.fact, row.sets.value) if row.sets else None,
    )


def powers(file: Any) -> tuple[Power, ...]:
    return tuple(
        Power(
            row.code,
            row.title,
            row.statute,
            row.by,
            conditions(row.when),
            tuple(row.after),
            row.unless or "",
            _paragraph(row, file),
        )
        for row in (file.powers if file else ())
    )


def case_rules(file: Any) -> CaseRules:
    row = file.cases if file else None
    if row is None:
        return CaseRules()
    outer = _paragraph(row, file)
    return CaseRules(
        test_of(row.listed_when, outer) if row.listed_when else None,
        row.level or "",
        tuple(ExitCriterion(one.id, one.text, one.source or outer) for one in row.exit),
        row.aftercare_months or 0,
        outer,
    )


def entitlements(file: Any) -> tuple[Entitlement, ...]:
    return tuple(_entitlement(row, file) for row in (file.entitlements if file else ()))


def _entitlement(row: Any, file: Any) -> Entitlement:
    days, visits = row.days, row.visits
    return Entitlement(
        id=row.id,
        title=row.title,
        when=conditions(row.when),
        exactly=days.exactly if days else None,
        up_to=days.up_to if days else None,
        base=days.base if days else None,
        by_arrangement=days.by_arrangement if days else False,
        visits=visits.exactly if visits else 0,
        extra_visits=visits.extra if visits else 0,
        per=row.per,
        covers=tuple(row.covers),
        may_decline=row.may_decline,
        charge=row.charge or "",
        instead_of=tuple(row.instead_of),
        counts=tuple(row.counts),
        paragraph=_paragraph(row, file),
    )


def year_of_days(file: Any) -> YearKind:
    """By which year days are given."""
    return YearKind(file.year) if file else YearKind.SCHOOL


def letter_of_days(file: Any) -> str:
    """The letter that tells a provider what it has; "" where there is none."""
    return (file.letter or "") if file else ""


def charges(file: Any) -> tuple[Charge, ...]:
    return tuple(
        Charge(row.code, row.label, row.rate, row.unit, _paragraph(row, file))
        for row in (file.charges if file else ())
    )


def catalogue(file: Any) -> tuple[SupportKind, ...]:
    return tuple(
        SupportKind(
            row.code, row.label, conditions(row.when), row.charge or "", _paragraph(row, file)
        )
        for row in (file.catalogue if file else ())
    )


def _paragraph(row: Any, file: Any) -> str:
    return row.source or _source(file)


def _source(file: Any) -> str:
    return file.source or ""
