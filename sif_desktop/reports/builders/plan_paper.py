"""A plan on paper: for a governing body, for staff, as an agreement or as a statement of action.

The columns and their headings are the rulebook's own, in its order. Status is always in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_costs import by_fund, money, total, totals
from sif_desktop.domain.plan_evaluations import SIDES
from sif_desktop.domain.plan_status import (
    DEGREES,
    STATUSES,
    counts,
    status_of_plan,
    status_of_priority,
)
from sif_desktop.domain.plan_templates import Column, PlanTemplate
from sif_desktop.domain.plans import Plan, Priority
from sif_desktop.reports import blocks
from sif_desktop.reports.builders.plan_columns import (
    action_cell,
    columns_of,
    day_words,
    milestone_cell,
    priority_cell,
)

Audience = Literal["governors", "staff"]
# Left out of what staff read: who pays what and who watches whom.
_NOT_FOR_STAFF = ("cost", "payer", "monitor", "monitoring", "evaluation")


@dataclass(frozen=True, slots=True)
class WordLine:
    """Somebody's word on the plan: `said` is the day, the name and the note in words, "" if it is
    not given yet; `kind` is approval, consulted, stage or sign_off."""

    kind: str
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`roles` are role labels by code, `improvements` areas by uid, `periods` labels of terms.
    `due` says by when a statement is due and how that was counted; `counted` its days."""

    plan: Plan
    template: PlanTemplate
    school: str
    organisation: str
    author: str
    day: date
    roles: Mapping[str, str]
    improvements: Mapping[str, str]
    periods: Mapping[str, str]
    words: Sequence[WordLine]
    due: str = ""
    counted: Sequence[tuple[str, str]] = ()  # day, what it counted as
    audience: Audience = "governors"


def build(facts: PlanFacts) -> blocks.Document:
    """The plan as a document. Raises Problem if it could not be made accessible."""
    outlined = bool(facts.plan.priorities or facts.plan.actions or facts.plan.milestones)
    return blocks.Document(
        title=f"{facts.plan.title}: {facts.school}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject=facts.template.title,
        organisation=facts.organisation,
        marking="Restricted" if facts.plan.restricted else "",
        orientation="landscape" if outlined else "portrait",
        date=facts.day,
    )


def _blocks(facts: PlanFacts) -> Iterator[blocks.Block]:
    yield from _summary(facts)
    yield from _texts(facts)
    for number, priority in enumerate(facts.plan.priorities, start=1):
        yield from _priority(facts, number, priority)
    yield from _stray(facts)
    yield from _costs(facts)
    yield from _words(facts)


# --- the first page


def _summary(facts: PlanFacts) -> Iterator[blocks.Block]:
    plan = facts.plan
    span = " to ".join(day_words(day) for day in (plan.start, plan.end) if day)
    missing = [one.label for one in facts.words if one.kind == "approval" and not one.said]
    pairs = [
        ("School", facts.school),
        ("Kind of plan", facts.template.title),
        ("Runs", span),
        ("Support level", plan.support_level),
        ("To leave the category by", day_words(plan.remove_by)),
        ("Due", facts.due),
        ("Approval", f"Not approved by: {', '.join(missing)}" if missing else "Approved"),
    ]
    if not any(one.kind == "approval" for one in facts.words):
        pairs.pop()
    if plan.followed:
        pairs.append(("Status", STATUSES[status_of_plan(plan, facts.day)]))
    yield blocks.Heading(2, "Summary")
    yield blocks.KeyValue([(name, words) for name, words in pairs if words])
    yield from _picture(facts)


def _picture(facts: PlanFacts) -> Iterator[blocks.Block]:
    """How the rows stand, as bars with the figures below."""
    plan, day = facts.plan, facts.day
    stand = counts(plan.followed, day)
    if len(stand) == 1:
        (code,) = stand
        yield blocks.Paragraph(f"All actions and milestones stand as: {STATUSES[code].lower()}.")
    elif stand:
        figures = [float(number) for number in stand.values()]
        yield blocks.Chart(
            "How the actions and milestones stand", "bars", "Status",
            [STATUSES[code] for code in stand], [blocks.Series("How many", figures)],
        )  # fmt: skip
    if plan.priorities and plan.followed:
        rows = [
            [one.title or "(no words yet)", STATUSES[status_of_priority(plan, one.uid, day)],
             *_numbers(plan, one, day)]
            for one in plan.priorities
        ]  # fmt: skip
        number, status = blocks.ColumnKind.NUMBER, blocks.ColumnKind.STATUS
        columns = [
            blocks.Column("Priority", weight=3.0), blocks.Column("Status", status, 1.2),
            blocks.Column("Actions", number), blocks.Column("Milestones", number),
            blocks.Column("Met", number), blocks.Column("Overdue", number),
        ]  # fmt: skip
        yield blocks.Table(columns, rows, "The priorities at a glance")


def _numbers(plan: Plan, one: Priority, day: date) -> list[str]:
    actions, milestones = plan.actions_of(one.uid), plan.milestones_of(one.uid)
    stand = counts((*actions, *milestones), day)
    return [
        f"{len(actions)}", f"{len(milestones)}", f"{stand.get('met', 0)}",
        f"{stand.get('overdue', 0)}",
    ]  # fmt: skip


def _texts(facts: PlanFacts) -> Iterator[blocks.Block]:
    """The preface in the rulebook's order, what is unwritten said so; then the roles."""
    texts = facts.template.texts_on("plan")
    if texts:
        yield blocks.Heading(2, "The plan in words" if facts.plan.priorities else "What is agreed")
    for text in texts:
        yield blocks.Heading(3, text.label)
        words = facts.plan.text(text.code)
        yield from _paragraphs(words or "Not written yet.")
    said = [(label, facts.plan.text(role)) for role, label in facts.roles.items()]
    if any(words for _, words in said):
        yield blocks.Heading(2, "Roles")
        yield blocks.KeyValue(
            [(label, words or "Not said") for label, words in said], "", ("Role", "What it does")
        )


def _paragraphs(words: str) -> Iterator[blocks.Block]:
    for line in words.split("\n"):
        if line.strip():
            yield blocks.Paragraph(line.strip())


# --- the priorities


def _priority(facts: PlanFacts, number: int, one: Priority) -> Iterator[blocks.Block]:
    plan, template = facts.plan, facts.template
    yield blocks.Heading(2, f"Priority {number}: {one.title or '(no words yet)'}")
    pairs = [
        (column.label, priority_cell(plan, template, column, one, facts.improvements, facts.day))
        for column in _shown(facts, template.priority)
    ]
    if pairs:
        yield blocks.KeyValue([(label, words or "–") for label, words in pairs])
    yield from _rows(facts, one.uid, one.title)
    yield from _judged(facts, one)
    yield from _evaluations(facts, one)


def _rows(facts: PlanFacts, priority_uid: str, title: str) -> Iterator[blocks.Block]:
    """The milestones and the actions of a priority under the rulebook's own headings."""
    plan, template, day = facts.plan, facts.template, facts.day
    about = f" for “{title}”" if title else ""
    milestones, actions = plan.milestones_of(priority_uid), plan.actions_of(priority_uid)
    columns = _shown(facts, template.milestones)
    if milestones and columns:
        rows = [[milestone_cell(plan, c, row, day) for c in columns] for row in milestones]
        yield blocks.Table(columns_of(columns), rows, f"Milestones{about}")
    columns = _shown(facts, template.actions)
    if actions and columns:
        rows = [[action_cell(plan, c, row, day) for c in columns] for row in actions]
        yield blocks.Table(columns_of(columns), rows, f"Actions{about}")


def _shown(facts: PlanFacts, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    if facts.audience == "staff":
        return tuple(one for one in columns if one.field not in _NOT_FOR_STAFF)
    return columns


def _judged(facts: PlanFacts, one: Priority) -> Iterator[blocks.Block]:
    """The degree of success of each criterion that was judged."""
    judged = [row for row in facts.plan.criteria_of(one.uid) if row.degree]
    if judged and facts.audience != "staff":
        rows = [[r.what, DEGREES[r.degree], r.evidence, r.if_not] for r in judged]
        columns = [
            blocks.Column("Success criterion", weight=2.0),
            blocks.Column("Degree of success", blocks.ColumnKind.STATUS),
            blocks.Column("Evidence", weight=2.0),
            blocks.Column("Action if not successful", weight=1.4),
        ]
        yield blocks.Table(columns, rows, f"Success criteria of “{one.title}” as judged")


def _evaluations(facts: PlanFacts, one: Priority) -> Iterator[blocks.Block]:
    said = [row for row in facts.plan.evaluations if row.priority_uid == one.uid and row.text]
    if said and facts.audience != "staff":
        rows = [
            [facts.periods.get(r.term, r.term), SIDES.get(r.side, r.side),
             STATUSES.get(r.rating, ""), r.text]
            for r in sorted(said, key=lambda row: (row.term, list(SIDES).index(row.side)))
        ]  # fmt: skip
        columns = [
            blocks.Column("Term"), blocks.Column("Seen by"),
            blocks.Column("Status", blocks.ColumnKind.STATUS),
            blocks.Column("Evaluation", weight=3.0),
        ]  # fmt: skip
        yield blocks.Table(columns, rows, f"Evaluation of “{one.title}”")


def _stray(facts: PlanFacts) -> Iterator[blocks.Block]:
    """Rows that stand under no priority: all of them where the plan has none."""
    unplaced = {row.priority_uid for row in facts.plan.stray()}
    if unplaced:
        yield blocks.Heading(2, "Further actions" if facts.plan.priorities else "Actions")
        for uid in sorted(unplaced):
            yield from _rows(facts, uid, "")


# --- the last page


def _costs(facts: PlanFacts) -> Iterator[blocks.Block]:
    plan = facts.plan
    if not plan.costs or facts.audience == "staff":
        return
    yield blocks.Heading(2, "Costs")
    rows = [
        [PARTIES.get(payer, "Not said"), money(amount)] for payer, amount in totals(plan).items()
    ]
    rows.append(["All", money(total(plan))])
    amount = blocks.Column("Amount", blocks.ColumnKind.NUMBER)
    yield blocks.Table([blocks.Column("Paid by"), amount], rows, "Costs by who pays")
    funds = [[fund, money(sum_)] for fund, sum_ in by_fund(plan).items()]
    if funds:
        yield blocks.Table([blocks.Column("Fund"), amount], funds, "Costs by fund")


_HEADINGS = {
    "consulted": ("Who contributed", "Contributor"),
    "stage": ("Stages", "Stage"),
    "sign_off": ("Sign-off, in this order", "Signed off by"),
    "approval": ("Approval", "Approved by"),
}


def _words(facts: PlanFacts) -> Iterator[blocks.Block]:
    if facts.audience == "staff":
        return
    if facts.counted:
        yield blocks.Heading(2, "How the day was counted")
        columns = [blocks.Column("Day", blocks.ColumnKind.TEXT), blocks.Column("Counted as")]
        yield blocks.Table(columns, [list(row) for row in facts.counted], "Days counted")
    for kind, (heading, label) in _HEADINGS.items():
        lines = [one for one in facts.words if one.kind == kind]
        if lines:
            yield blocks.Heading(2, heading)
            status = blocks.Column("When and by whom", weight=2.0)
            rows = [[one.label, one.said or "Not yet"] for one in lines]
            yield blocks.Table([blocks.Column(label), status], rows)
