"""How a plan goes: rows judged with evidence, dates moved with a reason, evaluations, reviews.

A plan that is signed off is followed like any other; only a closed one is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_evaluations import SIDES, periods
from sif_desktop.domain.plan_movement import Moved, freeze, moved, picture, thaw
from sif_desktop.domain.plan_status import DEGREES, NEEDS_EVIDENCE, SAYABLE, STATUSES
from sif_desktop.domain.plans import Plan
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables import plans as tables
from sif_desktop.services.calendars import calendar_of
from sif_desktop.services.day_text import words_of
from sif_desktop.services.plan_due import PlanDue, due_rows
from sif_desktop.services.plan_outline import LEVELS, row_of
from sif_desktop.services.plan_rows import read_plan
from sif_desktop.services.plan_rulebook import template_of
from sif_desktop.services.plans import part_of
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

_FOLLOWED = {"action": "an action", "milestone": "a milestone"}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A look at the whole plan on one day."""

    uid: str
    day: date
    title: str
    who: str
    summary: str


class PlanFollowing:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- rows --------------------------------------------------------------------------------

    def judge(
        self, level: str, uid: str, status: str, evidence: str, on: date | None = None
    ) -> Changes:
        """Say how an action or a milestone stands. Raises Problem for a status that needs evidence
        and has none, and for a day still to come."""
        day = self._past(on)
        with self._context.store.action(f"Judged {_FOLLOWED[level]}") as act:
            judge_in(act, level, uid, status, evidence, day)
        return act.changes

    def judge_criterion(
        self, uid: str, degree: str, evidence: str, if_not: str = "", on: date | None = None
    ) -> Changes:
        """Say how far a success criterion was met, "" to take it back, and what follows if it was
        not. Raises Problem without evidence."""
        day = self._past(on) if degree else ""
        with self._context.store.action("Judged a success criterion") as act:
            judge_criterion_in(act, uid, degree, evidence, if_not, day)
        return act.changes

    def move_date(
        self, level: str, uid: str, day: date, reason: str, *, start: date | None = None
    ) -> Changes:
        """Move a target date and keep the one it had, with another start if one is given. Raises
        Problem without a reason, unless there was no date before."""
        with self._context.store.action(f"Moved the date of {_FOLLOWED[level]}") as act:
            row = row_of(act.connection, LEVELS[level], uid)
            was = stored_day(row["due"])
            if was == day:
                raise Problem("It has that date already.", "Choose another day.")
            if was is not None:
                self._slip(act, row["plan_uid"], uid, was, day, reason)
            began = {"start": start.isoformat()} if start is not None else {}
            act.update(LEVELS[level], uid, due=day.isoformat(), **began)
        return act.changes

    # -- the whole ---------------------------------------------------------------------------

    def evaluate(
        self, plan_uid: str, priority_uid: str, term: str, side: str, rating: str, text: str
    ) -> Changes:
        """Write how a priority goes in a period (`plan_evaluations.periods`), as one side sees it;
        what that side wrote of it before is replaced."""
        said = words_of(text, "The evaluation says nothing yet.", _EVIDENCE)
        if side not in SIDES:
            raise Problem("It is not said whose view this is.", "Choose school or authority.")
        with self._context.store.action("Evaluated a priority") as act:
            plan = read_plan(act.connection, plan_uid)
            self._check_period(act.connection, plan, priority_uid, term)
            act.put(
                tables.plan_evaluation, part_of(act.connection, plan_uid),
                (plan_uid, priority_uid, term, side), plan_uid=plan_uid,
                priority_uid=priority_uid, term=term, side=side,
                day=self._context.today().isoformat(), rating=rating.strip(), text=said,
            )  # fmt: skip
        return act.changes

    def review(
        self, plan_uid: str, title: str, who: str, summary: str, *, meeting_uid: str = ""
    ) -> Added:
        """Keep the plan as it stands today, with who looked at it and what they said."""
        named = words_of(title, "The review has no title.", "Write one, such as Autumn review.")
        today = self._context.today()
        with self._context.store.action("Reviewed a plan") as act:
            plan = read_plan(act.connection, plan_uid)
            uid = act.create(
                tables.plan_review, part_of(act.connection, plan_uid), plan_uid=plan_uid,
                day=today.isoformat(), title=named, who=who.strip(), summary=summary.strip(),
                meeting_uid=meeting_uid, frozen=freeze(plan, today),
            )  # fmt: skip
        return Added(uid, act.changes)

    def edit_review(self, uid: str, title: str, who: str, summary: str) -> Changes:
        """Change the words of a review; how the plan stood stays."""
        named = words_of(title, "The review has no title.", "Write one, such as Autumn review.")
        with self._context.store.action("Changed a review") as act:
            act.update(
                tables.plan_review, uid, title=named, who=who.strip(), summary=summary.strip()
            )
        return act.changes

    def delete_review(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a review") as act:
            act.delete(tables.plan_review, uid)
        return act.changes

    # -- reading -----------------------------------------------------------------------------

    def reviews(self, plan_uid: str) -> tuple[ReviewRow, ...]:
        """The reviews of a plan, the latest first."""
        table = tables.plan_review
        query = select(table).where(table.c.plan_uid == plan_uid, table.c.x_gone == 0)
        with self._context.store.read() as connection:
            rows = connection.execute(query).mappings().all()
        found = [
            ReviewRow(
                row["uid"], date.fromisoformat(row["day"]), row["title"] or "", row["who"] or "",
                row["summary"] or "",
            )
            for row in rows
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: (one.day, one.title), reverse=True))

    def movement(self, plan_uid: str, review_uid: str, until_uid: str = "") -> tuple[Moved, ...]:
        """What moved since a review: until another review, or until today."""
        with self._context.store.read() as connection:
            plan = read_plan(connection, plan_uid)
            then = thaw(_frozen(connection, review_uid))
            if until_uid:
                now = thaw(_frozen(connection, until_uid))
            else:
                now = picture(plan, self._context.today())
        return moved(then, now, plan.slips)

    def due(self, until: date, *, restricted: bool = False) -> tuple[PlanDue, ...]:
        """What is due by `until` in every plan that is not closed, by date; of restricted plans
        only when asked for."""
        with self._context.store.read() as connection:
            return due_rows(connection, self._context, until, restricted)

    # -- inside ------------------------------------------------------------------------------

    def _past(self, on: date | None) -> str:
        day = on or self._context.today()
        if day > self._context.today():
            raise Problem("The day is still to come.", "Give the day on which it was judged.")
        return day.isoformat()

    def _slip(
        self, act: Action, plan_uid: str, row_uid: str, was: date, now: date, reason: str
    ) -> None:
        said = words_of(reason, "A date is moved with a reason.", "Write why in a few words.")
        act.create(
            tables.plan_slip, part_of(act.connection, plan_uid), plan_uid=plan_uid,
            row_uid=row_uid, was=was.isoformat(), now=now.isoformat(),
            day=self._context.today().isoformat(), reason=said,
        )  # fmt: skip

    def _check_period(
        self, connection: Connection, plan: Plan, priority_uid: str, term: str
    ) -> None:
        if all(one.uid != priority_uid for one in plan.priorities):
            raise Problem("This priority is not in the plan any more.", "Choose another.")
        per = template_of(self._context, plan).evaluated_per or "term"
        calendar = calendar_of(connection, plan.provider_uid)
        known = periods(plan, per, calendar, self._context.today())
        if all(one.code != term for one in known):
            raise Problem(
                "The plan does not run in that term.",
                "Choose another, or correct the plan’s dates.",
            )


def judge_in(act: Action, level: str, uid: str, status: str, evidence: str, day: str) -> None:
    """`PlanFollowing.judge` as part of an action; the day is ISO."""
    if status not in SAYABLE:
        raise Problem("It is not said how it stands.", "Choose one of the words in the list.")
    if status in NEEDS_EVIDENCE:
        words_of(evidence, f"“{STATUSES[status]}” needs a sentence of evidence.", _EVIDENCE)
    act.update(LEVELS[level], uid, status=status, status_on=day, evidence=evidence.strip())


def judge_criterion_in(
    act: Action, uid: str, degree: str, evidence: str, if_not: str, day: str
) -> None:
    """`PlanFollowing.judge_criterion` as part of an action; the day is ISO, "" to take it back."""
    if degree and degree not in DEGREES:
        raise Problem("It is not said how far it was met.", "Choose a degree from the list.")
    if degree:
        words_of(evidence, f"“{DEGREES[degree]}” needs a sentence of evidence.", _EVIDENCE)
    act.update(
        tables.plan_criterion, uid, degree=degree, degree_on=day, evidence=evidence.strip(),
        if_not=if_not.strip(),
    )  # fmt: skip


_EVIDENCE = "Write in a sentence what shows it."


def _frozen(connection: Connection, review_uid: str) -> str:
    table = tables.plan_review
    query = select(table.c.frozen).where(table.c.uid == review_uid, table.c.x_gone == 0)
    found = connection.scalar(query)
    if found is None:
        raise Problem("This review is not there any more.", "It may have been deleted.")
    return str(found)
