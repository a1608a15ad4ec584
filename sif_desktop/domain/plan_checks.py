"""What a plan still lacks or has odd, said at the row and the field: checks, never walls.

A field is asked for only where the rulebook's kind of plan has a place for it. The dates of rows
are looked at in `plan_date_checks`, their words in `milestone_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sif_desktop.domain.calendar import TermCalendar
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Facts
from sif_desktop.domain.milestone_words import posing
from sif_desktop.domain.plan_costs import money
from sif_desktop.domain.plan_date_checks import PlanCheck, note, plan_dates, row_dates, warning
from sif_desktop.domain.plan_evaluations import SIDES, Missing, missing
from sif_desktop.domain.plan_status import DEGREES, NEEDS_EVIDENCE, STATUSES
from sif_desktop.domain.plan_templates import Column, PlanTemplate
from sif_desktop.domain.plans import Action, Milestone, Plan

__all__ = ["PlanCheck", "checks"]

MUCH = Decimal(100_000)  # pounds: more than any one action of a school's plan costs


def checks(
    plan: Plan, template: PlanTemplate, facts: Facts, calendar: TermCalendar, today: date
) -> tuple[PlanCheck, ...]:
    """What is to be looked at, the plan's own first, then row by row in the plan's order."""
    return (
        *plan_dates(plan, template),
        *_priorities(plan, template, facts),
        *_texts(plan, template),
        *_approvals(plan, template, facts),
        *_rows(plan, template),
        *row_dates(plan, calendar),
        *_links(plan),
        *_costs(plan),
        *_evaluations(plan, template, calendar, today),
    )


# --- the plan -------------------------------------------------------------------------------------


def _priorities(plan: Plan, template: PlanTemplate, facts: Facts) -> Iterator[PlanCheck]:
    many = len(plan.priorities)
    if template.few and many > template.few:
        yield note(
            plan.uid, "priorities",
            f"The plan has {many} priorities; {template.few} are still few.",
            "Keep those that matter most, or leave it as it is.",
        )  # fmt: skip
    here = {one.area for one in plan.priorities}
    for one in template.required:
        if one.area not in here and all(holds(condition, facts) for condition in one.when):
            label = template.areas.get(one.area, one.area)
            yield warning(
                plan.uid, "priorities", f"No priority is about {label[:1].lower()}{label[1:]}.",
                _by("Add one, or give one of the priorities that area", one.paragraph),
            )  # fmt: skip
    if template.kind == "statement" and plan.remove_by is None and plan.actions:
        yield note(
            plan.uid, "remove_by", "No date is set by which the school is to leave the category.",
            "Give a target date for its removal.",
        )  # fmt: skip


def _texts(plan: Plan, template: PlanTemplate) -> Iterator[PlanCheck]:
    rows = {
        "plan": [plan.uid],
        "priority": [one.uid for one in plan.priorities],
        "action": [one.uid for one in plan.actions],
        "milestone": [one.uid for one in plan.milestones],
    }
    for text in template.texts:
        for uid in rows.get(text.on, []):
            if text.required and not plan.text(text.code, uid).strip():
                yield warning(
                    uid, text.code, f"“{text.label}” is empty.",
                    _by("The rulebook asks for it", text.paragraph),
                )  # fmt: skip
    codes = {text.code for text in template.texts_on("plan")}
    needs_reason = template.kind == "statement" and "no_action" in codes and not plan.actions
    if needs_reason and not plan.text("no_action").strip():
        yield warning(
            plan.uid, "no_action", "No action is proposed and no reason is written.",
            "Add actions, or write why none is proposed.",
        )  # fmt: skip


def _approvals(plan: Plan, template: PlanTemplate, facts: Facts) -> Iterator[PlanCheck]:
    for one in template.who(template.approvals, facts):
        if plan.said("approval", one.code) is None:
            yield note(
                plan.uid, f"approval:{one.code}", f"Not approved by: {one.label}.",
                _by("Record the approval with its day", one.paragraph),
            )  # fmt: skip
    for one in template.who(template.contributors, facts):
        if plan.said("consulted", one.code) is None:
            yield note(
                plan.uid, f"consulted:{one.code}", f"Not consulted yet: {one.label}.",
                _by("Record the day on which it took part", one.paragraph),
            )  # fmt: skip


# --- rows -----------------------------------------------------------------------------------------


def _rows(plan: Plan, template: PlanTemplate) -> Iterator[PlanCheck]:
    for priority in plan.priorities:
        if not priority.title.strip():
            yield warning(priority.uid, "title", "The priority has no words.", "Write what it is.")
        if template.actions and not plan.actions_of(priority.uid):
            yield note(priority.uid, "actions", "No action serves this priority.", "Add one.")
        if "criteria" in _fields(template.priority) and not plan.criteria_of(priority.uid):
            yield note(
                priority.uid, "criteria", "The priority has no success criterion.",
                "Say what will be seen when it is reached.",
            )  # fmt: skip
    for action in plan.actions:
        yield from _action(action, _fields(template.actions))
    for milestone in plan.milestones:
        yield from _milestone(plan, milestone, _fields(template.milestones))
    for criterion in plan.criteria:
        yield from _posing(criterion.uid, criterion.what, "success criterion")
        if criterion.degree and not criterion.evidence.strip():
            yield _unshown(criterion.uid, DEGREES.get(criterion.degree, criterion.degree))


def _fields(columns: tuple[Column, ...]) -> frozenset[str]:
    return frozenset(column.field for column in columns)


def _action(action: Action, asked: frozenset[str]) -> Iterator[PlanCheck]:
    uid = action.uid
    if not action.what.strip():
        yield warning(uid, "what", "The action has no words.", "Write what is done.")
    if "party" in asked and not action.party:
        yield note(uid, "party", "It is not said whose action this is.", "Choose whose it is.")
    if (not asked or "lead" in asked) and not action.lead.strip():
        yield note(uid, "lead", "Nobody leads this action.", "Name who does.")
    if action.due is None:
        yield note(uid, "due", "The action has no target date.", "Give one.")
    if _same(action.lead, action.monitor):
        yield _judges_own(uid, "monitor", action.monitor)
    yield from _evidence(action)


_MILESTONE_FIELDS = (
    ("baseline", "The milestone has no baseline.", "Say how it stands now."),
    ("measure", "The milestone has no measure.", "Say by what it is measured."),
    ("target", "The milestone has no target.", "Say what is to be reached."),
    ("monitor", "Nobody monitors this milestone.", "Name who does."),
)


def _milestone(plan: Plan, row: Milestone, asked: frozenset[str]) -> Iterator[PlanCheck]:
    if not row.what.strip():
        yield warning(row.uid, "what", "The milestone has no words.", "Write what is reached.")
    for field, message, remedy in _MILESTONE_FIELDS:
        wanted = field in asked or (not asked and field != "target")
        if wanted and not getattr(row, field).strip():
            yield note(row.uid, field, message, remedy)
    if row.due is None:
        yield note(row.uid, "due", "The milestone has no date.", "Give one, in term time.")
    yield from _posing(row.uid, row.what, "milestone")
    if any(_same(row.monitor, name) for name in _doers(plan, row)):
        yield _judges_own(row.uid, "monitor", row.monitor)
    yield from _evidence(row)


def _doers(plan: Plan, row: Milestone) -> Iterator[str]:
    """Who does what a milestone shows: the lead of its action, else of all under its priority."""
    own = [a.lead for a in plan.actions if row.action_uid and a.uid == row.action_uid]
    yield from own
    if not own:
        yield from (p.lead for p in plan.priorities if p.uid == row.priority_uid)


def _same(one: str, other: str) -> bool:
    """Whether two names are one person's, as far as it can be told."""
    first, second = (" ".join(name.casefold().split()) for name in (one, other))
    return bool(first) and first == second


def _judges_own(uid: str, field: str, who: str) -> PlanCheck:
    return note(
        uid, field, f"{who.strip()} both does this and judges it.",
        "Let somebody else monitor it.",
    )  # fmt: skip


def _posing(uid: str, words: str, what: str) -> Iterator[PlanCheck]:
    if seen := posing(words):
        yield note(
            uid, "what", f"This {what} names something done (“{seen}”), not what changes by it.",
            "Write what will be different for pupils, so that it can be measured.",
        )  # fmt: skip


def _evidence(row: Action | Milestone) -> Iterator[PlanCheck]:
    if row.judged.status in NEEDS_EVIDENCE and not row.judged.evidence.strip():
        yield _unshown(row.uid, STATUSES[row.judged.status])


def _unshown(uid: str, said: str) -> PlanCheck:
    return warning(
        uid, "evidence", f"“{said}” is said without evidence.", "Write in a sentence what shows it."
    )


# --- links and costs ------------------------------------------------------------------------------


def _links(plan: Plan) -> Iterator[PlanCheck]:
    actions = {one.uid: one for one in plan.actions}
    for stray in plan.stray():
        if plan.priorities:
            yield note(
                stray.uid, "priority_uid", "This row stands under no priority.",
                "Move it under the one it serves.",
            )  # fmt: skip
    for milestone in plan.milestones:
        if milestone.action_uid and milestone.action_uid not in actions:
            yield warning(
                milestone.uid, "action_uid", "The action this milestone belongs to is gone.",
                "Choose another, or none.",
            )  # fmt: skip
    ring = _ringed({uid: action.after for uid, action in actions.items()})
    for action in plan.actions:
        if any(uid not in actions for uid in action.after):
            yield warning(
                action.uid, "after", "The action follows one that is not in the plan any more.",
                "Take the link away.",
            )  # fmt: skip
        if action.uid in ring:
            yield warning(
                action.uid, "after", "The action waits for itself by way of the others.",
                "Take one of the links away.",
            )  # fmt: skip


def _ringed(waits: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """The actions that wait, by any way, for themselves: those left when every action that waits
    for none of the rest, and every one no other waits for, is taken away."""
    left = {uid: {one for one in after if one in waits} for uid, after in waits.items()}
    while True:
        wanted = {one for after in left.values() for one in after}
        over = {uid for uid, after in left.items() if not after or uid not in wanted}
        if not over:
            return frozenset(left)
        left = {uid: after - over for uid, after in left.items() if uid not in over}


def _costs(plan: Plan) -> Iterator[PlanCheck]:
    actions = {one.uid for one in plan.actions}
    for cost in plan.costs:
        row, field = (cost.action_uid if cost.action_uid in actions else plan.uid), "cost"
        if cost.action_uid not in actions:
            yield warning(
                row, field, f"A cost of {money(cost.amount)} belongs to no action.",
                "Delete it, or enter it with its action.",
            )  # fmt: skip
        if cost.amount < 0:
            yield warning(row, field, "A cost is less than nothing.", "Write what it costs.")
        elif cost.amount > MUCH:
            yield warning(
                row, field, f"{money(cost.amount)} is a great deal for one action.",
                "Check the number of digits.",
            )  # fmt: skip
        elif not cost.payer and cost.amount:
            yield note(
                row, "payer", f"It is not said who pays {money(cost.amount)}.", "Choose who pays."
            )


# --- evaluations ----------------------------------------------------------------------------------


def _evaluations(
    plan: Plan, template: PlanTemplate, calendar: TermCalendar, today: date
) -> Iterator[PlanCheck]:
    """One line for each priority and period, naming the sides whose view is missing."""
    found: dict[tuple[str, str], list[Missing]] = {}
    for one in missing(plan, template, calendar, today):
        found.setdefault((one.priority_uid, one.period.code), []).append(one)
    for (uid, code), those in found.items():
        sides = ", ".join(SIDES[one.side].lower() for one in those)
        period, field = those[0].period, f"evaluation:{code}"
        if those[0].overdue:
            yield warning(
                uid, field, f"The evaluation for the {period.label} is overdue ({sides}).",
                "Write how the priority went.",
            )  # fmt: skip
        else:
            yield note(
                uid, field, f"The evaluation for the {period.label} is still to come ({sides}).",
                f"It is due by {period.due.day} {period.due:%B %Y}.",
            )  # fmt: skip


def _by(remedy: str, paragraph: str) -> str:
    return f"{remedy} ({paragraph})." if paragraph else f"{remedy}."
