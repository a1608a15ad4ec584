"""A plan on paper: made anew from the record whenever it is asked for.

What was agreed is kept in the plan itself, which stays as it was signed; paper is never older than
the plan it is printed from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_evaluations import periods, terms_between
from sif_desktop.domain.plan_steps import Step
from sif_desktop.services.documents.issue import Printed
from sif_desktop.services.plan_family import PlanFamily
from sif_desktop.services.plan_view import PlanView, PlanViewService

if TYPE_CHECKING:
    from sif_desktop.reports.builders.milestone_grid import GridTerm
    from sif_desktop.reports.builders.plan_paper import Audience, PlanFacts, WordLine
    from sif_desktop.services.context import Context
    from sif_desktop.services.plan_words import PlanWordsView

PLAN, STAFF = "plan", "plan_staff"
GRID, COVERAGE = "milestone_grid", "coverage_annex"
STATEMENT, AGREEMENT = "statement_of_action", "plan_agreement"
_KIND = {"statement": STATEMENT, "agreement": AGREEMENT, "individual_plan": AGREEMENT}


class PlanPapers:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._views = PlanViewService(context)
        self._family = PlanFamily(context)

    def plan(self, uid: str) -> Printed:
        """The whole plan, as a governing body reads it."""
        view = self._views.read(uid)
        kind = _KIND.get(view.page.template.kind, PLAN)
        return Printed(kind, self._facts(view, "governors"), self._context.look())

    def staff(self, uid: str) -> Printed:
        """The same without what only leaders and governors read. Raises Problem for a restricted
        plan, which staff do not read at all."""
        view = self._views.read(uid)
        if view.page.plan.restricted:
            raise Problem("A restricted plan is not for all staff.", "Print the plan itself.")
        return Printed(STAFF, self._facts(view, "staff"), self._context.look())

    def grid(self, uid: str) -> Printed:
        """The milestones by term."""
        from sif_desktop.reports.builders.milestone_grid import GridFacts

        view = self._views.read(uid)
        page, context = view.page, self._context
        facts = GridFacts(
            page.plan, page.provider, context.authority().name, context.me().name, page.today,
            tuple(_terms(view)),
        )  # fmt: skip
        return Printed(GRID, facts, context.look())

    def coverage(self, uid: str) -> Printed:
        """What the plan and those beside it cover. Raises Problem for a restricted plan."""
        from sif_desktop.reports.builders.coverage_annex import CoverageFacts

        view = self._views.read(uid)
        if view.page.plan.restricted:
            raise Problem("A restricted plan stands alone.", "Print the plan itself.")
        context, family = self._context, view.family
        facts = CoverageFacts(
            family.plans, family.coverage, family.matches, view.page.provider,
            context.authority().name, context.me().name, view.page.today,
        )  # fmt: skip
        return Printed(COVERAGE, facts, context.look())

    def _facts(self, view: PlanView, audience: Audience) -> PlanFacts:
        from sif_desktop.reports.builders.plan_paper import PlanFacts

        page, context = view.page, self._context
        per = page.template.evaluated_per or "term"
        labels = {
            one.code: f"{one.label[:1].upper()}{one.label[1:]}"
            for one in periods(page.plan, per, page.calendar, page.today)
        }
        return PlanFacts(
            page.plan, page.template, page.provider, context.authority().name, context.me().name,
            page.today, view.roles, view.improvements, labels,
            tuple(_word(step) for step in view.words.steps), _due(view.words),
            tuple(_counted(view.words)), audience,
        )  # fmt: skip


def _word(step: Step) -> WordLine:
    from sif_desktop.reports.builders.plan_paper import WordLine

    said = step.said
    if said is None:
        return WordLine(step.kind, step.label, "")
    early = f"before its turn: {said.out_of_order}" if said.out_of_order else ""
    given = ", ".join(part for part in (long_date(said.day.isoformat()), said.who, early) if part)
    return WordLine(step.kind, step.label, ". ".join(part for part in (given, said.note) if part))


def _due(words: PlanWordsView) -> str:
    """By when it is due and by which rule, or why that cannot be told."""
    deadline = words.deadline
    if deadline is None:
        return ""
    if deadline.day is None:
        return deadline.unknown
    return f"{long_date(deadline.day.isoformat())}: {deadline.rule} ({deadline.paragraph})"


def _counted(words: PlanWordsView) -> Iterator[tuple[str, str]]:
    for one in words.deadline.trace if words.deadline else ():
        day = f"{one.day:%A} {long_date(one.day.isoformat())}"
        yield day, f"day {one.number}" if one.counted else f"not counted: {one.why}"


def _terms(view: PlanView) -> Iterator[GridTerm]:
    """The terms the plan runs in; each holds the holiday after it."""
    from sif_desktop.reports.builders.milestone_grid import GridTerm

    page = view.page
    dues = [one.due for one in page.plan.milestones if one.due]
    days = [day for day in (page.plan.start, page.plan.end, *dues) if day]
    if not days:
        return
    found = terms_between(min(days), max(days), page.calendar)
    for place, term in enumerate(found):
        last = found[place + 1].start if place + 1 < len(found) else max(term.end, max(days))
        until = last if place + 1 == len(found) else last.fromordinal(last.toordinal() - 1)
        yield GridTerm(f"{term.label[:1].upper()}{term.label[1:]}", term.start, until)
