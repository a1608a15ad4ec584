"""The kinds of plan of a pack as `domain.plan_templates`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sif_desktop.domain.plan_templates import (
    FIELDS,
    Agreed,
    Column,
    OwnText,
    PlanTemplate,
    RequiredArea,
)
from sif_desktop.frameworks.paper_loader import conditions
from sif_desktop.frameworks.rule_loader import test_of


def templates(file: Any) -> tuple[PlanTemplate, ...]:
    """From the file as validated, or None where the pack has none."""
    return tuple(_template(row, file.source or "") for row in (file.templates if file else ()))


def _template(row: Any, outer: str) -> PlanTemplate:
    outer = row.source or outer
    texts = tuple(
        OwnText(t.code, t.label, t.on, t.prompt or "", t.required, t.source or outer)
        for t in row.texts
    )
    return PlanTemplate(
        id=row.id,
        title=row.title,
        kind=row.kind,
        when=conditions(row.when),
        visibility=row.visibility,
        parties=tuple(row.parties),
        owed=test_of(row.owed_when, outer) if row.owed_when else None,
        texts=texts,
        roles=tuple(row.roles),
        priority=_columns("priority", row.priority, texts),
        actions=_columns("action", row.actions, texts),
        milestones=_columns("milestone", row.milestones, texts),
        areas={area.code: area.label for area in row.areas},
        required=tuple(
            RequiredArea(one.area, conditions(one.when), one.source or outer)
            for one in row.required
        ),
        usual_months=row.usual_months or 0,
        notice_months=row.notice_months or 0,
        few=row.few or 0,
        evaluated_per=row.evaluated_per or "",
        evaluated_by=tuple(row.evaluated_by),
        approvals=_agreed(row.approvals, outer),
        contributors=_agreed(row.contributors, outer),
        stages=_agreed(row.stages, outer),
        sign_offs=_agreed(row.sign_offs, outer),
        deadline=row.deadline or "",
        closes=row.closes or "",
        aligned_with=tuple(row.aligned_with),
        recipients=tuple(row.recipients),
        paragraph=outer,
    )


def _columns(level: str, rows: Iterable[Any], texts: tuple[OwnText, ...]) -> tuple[Column, ...]:
    words = {**FIELDS[level], **{text.code: text.label for text in texts if text.on == level}}
    return tuple(Column(row.field, row.label or words[row.field]) for row in rows)


def _agreed(rows: Iterable[Any], outer: str) -> tuple[Agreed, ...]:
    return tuple(
        Agreed(
            row.code,
            row.label,
            row.role or "",
            conditions(row.when),
            getattr(row, "part", ""),
            row.source or outer,
        )
        for row in rows
    )
