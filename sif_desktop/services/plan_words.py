"""Who agreed to a plan: approvals, consultations, stages and sign-offs, each with its day.

With the last sign-off the plan is frozen and what the rulebook waits for is noted as done; taking
a sign-off back undoes both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Facts
from sif_desktop.domain.plan_steps import (
    KINDS,
    Step,
    all_signed,
    done,
    next_step,
    steps,
    waits_for,
)
from sif_desktop.domain.plan_templates import Agreed, PlanTemplate
from sif_desktop.domain.plans import Plan
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables import plans as tables
from sif_desktop.models.tables.cases import event
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.knowing import known_of
from sif_desktop.services.plan_deadline import PlanDeadline, deadline_of
from sif_desktop.services.plan_frozen import FROZEN, frozen
from sif_desktop.services.plan_outline import row_of
from sif_desktop.services.plan_rows import read_plan
from sif_desktop.services.plan_rulebook import pack_of
from sif_desktop.services.plans import part_of

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

_WORDS = {
    "approval": "Approved a plan",
    "consulted": "Noted who was consulted",
    "stage": "Noted a stage of a plan",
    "sign_off": "Signed a plan off",
}
_CLOSES = "closes"  # the step that names the event noted with the last word


@dataclass(frozen=True, slots=True)
class PlanWordsView:
    """How far a plan is agreed. `overdue` says that it is not finished and its day is past."""

    steps: tuple[Step, ...]
    next: Step | None
    deadline: PlanDeadline | None
    overdue: bool
    frozen: bool


@dataclass(frozen=True, slots=True)
class _Around:
    plan: Plan
    template: PlanTemplate
    facts: Facts


class PlanWords:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -----------------------------------------------------------------------------

    def view(self, plan_uid: str) -> PlanWordsView:
        """Raises Problem if the plan is not there (any more)."""
        with self._context.store.read() as connection:
            around = self._around(connection, plan_uid)
            deadline = self._deadline(connection, around)
            is_frozen = frozen(connection, plan_uid)
        every = steps(around.plan, around.template, around.facts)
        finished = done(around.plan, around.template, around.facts)
        late = bool(deadline and deadline.day and deadline.day < self._context.today())
        return PlanWordsView(every, next_step(every), deadline, late and not finished, is_frozen)

    def next_step(self, plan: Plan) -> Step | None:
        """Whose word the plan waits for next; None where all are given."""
        return self.view(plan.uid).next

    def deadline(self, plan_uid: str) -> PlanDeadline | None:
        """By when the plan is due, counted day by day; None where the rulebook sets no day."""
        return self.view(plan_uid).deadline

    def overdue(self, plan_uid: str) -> bool:
        return self.view(plan_uid).overdue

    def waits_for(self, plan: Plan, kind: str, code: str) -> tuple[Agreed, ...]:
        """What should come before this stage or sign-off and is not given yet."""
        with self._context.store.read() as connection:
            around = self._around(connection, plan.uid)
        return waits_for(around.plan, around.template, around.facts, kind, code)

    # -- writing -----------------------------------------------------------------------------

    def approve(self, plan_uid: str, code: str, day: str, who: str = "", note: str = "") -> Changes:
        return self.say(plan_uid, "approval", code, day, who, note)

    def consult(self, plan_uid: str, code: str, day: str, who: str = "", note: str = "") -> Changes:
        return self.say(plan_uid, "consulted", code, day, who, note)

    def reach(
        self, plan_uid: str, code: str, day: str, who: str = "", note: str = "", why: str = ""
    ) -> Changes:
        return self.say(plan_uid, "stage", code, day, who, note, why)

    def sign_off(
        self, plan_uid: str, code: str, day: str, who: str = "", note: str = "", why: str = ""
    ) -> Changes:
        return self.say(plan_uid, "sign_off", code, day, who, note, why)

    def say(
        self,
        plan_uid: str,
        kind: str,
        code: str,
        day: str,
        who: str = "",
        note: str = "",
        why: str = "",
    ) -> Changes:
        """Record a dated word on the plan; the one given before is replaced. Raises Problem for a
        day still to come, for somebody who has no word in it, for a signature without a name, and
        out of order without a reason."""
        when = self._past(day)
        with self._context.store.action(_WORDS[kind]) as act:
            around = self._around(act.connection, plan_uid)
            label = _label(around, kind, code)
            if kind == "sign_off":
                words_of(who, "A sign-off needs the name of who gave it.", "Write the name.")
            early = waits_for(around.plan, around.template, around.facts, kind, code)
            if early:
                _check_reason(label, early, why)
            self._replace(act, around.plan, kind, code)
            act.create(
                tables.plan_step, part_of(act.connection, plan_uid), plan_uid=plan_uid, kind=kind,
                code=code, day=when, who=who.strip(), note=note.strip(),
                out_of_order=why.strip() if early else "",
            )  # fmt: skip
            self._settle(act, plan_uid, when)
        return act.changes

    def take_back(self, uid: str) -> Changes:
        """Take a word back. After a sign-off is taken back the plan can be changed again."""
        with self._context.store.action("Took a word on a plan back") as act:
            row = row_of(act.connection, tables.plan_step, uid)
            act.delete(tables.plan_step, uid)
            self._settle(act, row["plan_uid"], self._context.today().isoformat())
        return act.changes

    # -- inside ------------------------------------------------------------------------------

    def _past(self, day: str) -> str:
        iso = day_of(day, "The day", needed=True)
        if date.fromisoformat(iso) > self._context.today():
            raise Problem("The day is still to come.", "Give the day on which the word was given.")
        return iso

    def _around(self, connection: Connection, uid: str) -> _Around:
        plan = read_plan(connection, uid)
        pack = pack_of(self._context, plan)
        known = known_of(connection, pack, plan.provider_uid, self._context.today())
        return _Around(plan, pack.plan_template(plan.template), known.provider)

    def _deadline(self, connection: Connection, around: _Around) -> PlanDeadline | None:
        pack = pack_of(self._context, around.plan)
        today = self._context.today()
        return deadline_of(connection, pack, today, around.plan, around.template)

    def _replace(self, act: Action, plan: Plan, kind: str, code: str) -> None:
        for word in plan.words:
            if (word.kind, word.code) == (kind, code):
                act.delete(tables.plan_step, word.uid)

    def _settle(self, act: Action, plan_uid: str, day: str) -> None:
        """Freeze the plan and note it as done with the last word; undo both when one is missing."""
        around = self._around(act.connection, plan_uid)
        plan, template, facts = around.plan, around.template, around.facts
        self._mark(act, plan, FROZEN, all_signed(plan, template, facts), day)
        finished = bool(template.closes) and done(plan, template, facts)
        noted = next((word for word in plan.words if word.kind == _CLOSES), None)
        if finished and noted is None:
            part = part_of(act.connection, plan_uid)
            uid = act.create(
                event, part, provider_uid=plan.provider_uid, kind=template.closes, day=day,
                about=plan_uid,
            )  # fmt: skip
            act.create(tables.plan_step, part, plan_uid=plan_uid, kind=_CLOSES, code=uid, day=day)
        if noted is not None and not finished:
            act.delete(tables.plan_step, noted.uid)
            if _is_there(act.connection, noted.code):
                act.delete(event, noted.code)

    def _mark(self, act: Action, plan: Plan, kind: str, wanted: bool, day: str) -> None:
        found = [word for word in plan.words if word.kind == kind]
        if wanted and not found:
            part = part_of(act.connection, plan.uid)
            act.create(tables.plan_step, part, plan_uid=plan.uid, kind=kind, code=kind, day=day)
        for word in () if wanted else found:
            act.delete(tables.plan_step, word.uid)


def _label(around: _Around, kind: str, code: str) -> str:
    """Raises Problem for one who has no word in the plan."""
    if kind not in KINDS:
        raise Problem("It is not said what kind of word this is.", "Choose one of the list.")
    every = steps(around.plan, around.template, around.facts)
    found = next((one.label for one in every if (one.kind, one.code) == (kind, code)), None)
    if found is None:
        raise Problem(f"“{code}” has no word in this plan.", "Choose one of the list.")
    return found


def _check_reason(label: str, early: tuple[Agreed, ...], why: str) -> None:
    waiting = ", ".join(one.label for one in early)
    words_of(
        why, f"{label} comes after: {waiting}.",
        "Record that first, or write why it is out of order.",
    )  # fmt: skip


def _is_there(connection: Connection, uid: str) -> bool:
    query = select(event.c.uid).where(event.c.uid == uid, event.c.x_gone == 0)
    return connection.execute(query).first() is not None
