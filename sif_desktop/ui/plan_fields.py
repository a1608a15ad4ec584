"""What the panel beside a plan's outline asks of a row, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_templates import FIELDS, Column, PlanTemplate
from sif_desktop.domain.plans import Plan
from sif_desktop.services.plan_typing import OWN

_MAIN = {"priority": "title", "criterion": "what", "action": "what", "milestone": "what"}
# Always asked, whatever the rulebook prints: without them nothing can be followed.
_ALWAYS = {
    "priority": ("lead", "area"),
    "action": ("party", "lead", "start", "due"),
    "milestone": ("due", "monitor"),
    "criterion": ("if_not",),
}
_DATES = ("start", "due")
_CHOICES = ("party", "area", "improvement", "support")
_STORED = {"improvement": "improvement_uid", "support": "support_uid"}
# Shown elsewhere or worked out: never typed in here.
_NOT_ASKED = ("progress", "cost", "payer", "criteria", "evaluation", "support", "timescale")
_WORDS = {"if_not": "Action if not successful"}


@dataclass(frozen=True, slots=True)
class RowField:
    """One field of a row. `kind`: text, date or choice; `level` is OWN for a text of the
    rulebook's own, else the row's."""

    level: str
    name: str
    label: str
    kind: str
    value: str
    choices: Mapping[str, str]


def fields_of(
    plan: Plan,
    template: PlanTemplate,
    level: str,
    uid: str,
    improvements: Mapping[str, str],
    supports: Mapping[str, str],
) -> tuple[RowField, ...]:
    """What is asked of the row `uid`; empty if it is not in the plan (any more). An action can be
    tied to one of the school's `supports` where it has any."""
    row = _row(plan, level, uid)
    if row is None:
        return ()
    columns = {
        "priority": template.priority, "action": template.actions,
        "milestone": template.milestones,
    }.get(level, ())  # fmt: skip
    labels = _labels(level, columns, template)
    if level == "action" and supports:
        printed = next((one.label for one in columns if one.field == "support"), "")
        labels["support"] = printed or FIELDS["action"]["support"]
    offered = {"improvement": improvements, "support": supports}
    own = {text.code: text.label for text in template.texts_on(level)}
    found = [
        _field(level, name, label, row, template, offered)
        for name, label in labels.items()
        if name not in own
    ]
    found += [RowField(OWN, code, own[code], "text", plan.text(code, uid), {}) for code in own]
    return tuple(found)


def _labels(level: str, columns: tuple[Column, ...], template: PlanTemplate) -> dict[str, str]:
    """Field to label: the row's words first, then the rulebook's columns, then the rest."""
    printed = {column.field: column.label for column in columns}
    main = _MAIN[level]
    words = {main: printed.pop(main, FIELDS.get(level, {}).get(main, "Success criterion"))}
    words.update({name: label for name, label in printed.items() if name not in _NOT_ASKED})
    for name in _ALWAYS[level]:
        if name == "area" and not template.areas:
            continue
        words.setdefault(name, _WORDS.get(name) or FIELDS[level][name])
    return words


def _field(
    level: str,
    name: str,
    label: str,
    row: Any,
    template: PlanTemplate,
    offered: Mapping[str, Mapping[str, str]],
) -> RowField:
    stored = _STORED.get(name, name)
    value = getattr(row, stored)
    if name in _DATES:
        return RowField(level, name, label, "date", value.isoformat() if value else "", {})
    if name in _CHOICES:
        return RowField(level, stored, label, "choice", value, _choices(name, template, offered))
    return RowField(level, name, label, "text", value, {})


def _choices(
    name: str, template: PlanTemplate, offered: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str]:
    if name == "area":
        return {"": "None", **template.areas}
    if name in offered:
        return {"": "None", **offered[name]}
    return {"": "Not said", **{party: PARTIES[party] for party in template.parties}}


def _row(plan: Plan, level: str, uid: str) -> Any:
    rows: Mapping[str, tuple[Any, ...]] = {
        "priority": plan.priorities,
        "action": plan.actions,
        "milestone": plan.milestones,
        "criterion": plan.criteria,
    }
    return next((row for row in rows[level] if row.uid == uid), None)
