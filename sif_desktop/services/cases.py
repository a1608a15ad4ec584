"""Cases: opened, taken up the ladder, escalated, left by their exit criteria into after-care.

The rulebook says which step is open and which power applies; the officer decides, and a step out
of its order keeps the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.ladders import ladder_for, waits_for
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables.cases import case_exit, case_file, concern, step
from sif_desktop.services import case_page, case_register
from sif_desktop.services.case_lines import (
    AFTER_CARE,
    CLOSED,
    OPEN,
    CaseFields,
    CasePage,
    Proposed,
    RegisterRow,
    StepFields,
)
from sif_desktop.services.concerns import ConcernService
from sif_desktop.services.dated_status import begin_status
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.knowing import known_of
from sif_desktop.services.support import SupportService
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context


class CaseService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._concerns = ConcernService(context)
        self._support = SupportService(context)

    # Reading ------------------------------------------------------------------------------------

    def register(self, provider_uid: str = "", *, closed: bool = False) -> tuple[RegisterRow, ...]:
        """The risk register, the nearest review first."""
        pack, today = self._context.pack(), self._context.today()
        with self._context.store.read() as connection:
            return case_register.rows(
                connection, pack, today, provider_uid=provider_uid, closed=closed
            )

    def proposed(self) -> tuple[Proposed, ...]:
        """The schools the rulebook would list that have no open case."""
        with self._context.store.read() as connection:
            return case_register.proposed(connection, self._context.pack(), self._context.today())

    def page(self, uid: str) -> CasePage:
        """Raises Problem if the case is not there (any more)."""
        pack, today = self._context.pack(), self._context.today()
        with self._context.store.read() as connection:
            owner = case_page.case_row(connection, uid)["provider_uid"]
        concerns = self._concerns.rows(owner, closed=True)
        support = self._support.rows(owner, ended=True)
        with self._context.store.read() as connection:
            return case_page.read(connection, pack, uid, today, concerns, support)

    def defaults(self, provider_uid: str, why: str = "") -> CaseFields:
        """What a new case begins with: the officer as owner, a review in half a year."""
        today = self._context.today()
        name = self._context.me().name
        return CaseFields("Causing concern", why, name, opened_on=today.isoformat())

    def export(self, path: Path, rows: tuple[RegisterRow, ...], *, replace: bool = False) -> int:
        """Write the register as shown to a workbook or CSV file."""
        return case_register.export(path, rows, replace=replace)

    # The case itself ----------------------------------------------------------------------------

    def open(self, provider_uid: str, given: CaseFields) -> Added:
        """Open a case on the ladder for such a provider; its open concerns belong to it. Raises
        Problem if one is open already."""
        with self._context.store.action("Opened a case") as act:
            uid = self.open_in(act, provider_uid, given)
        return Added(uid, act.changes)

    def open_in(self, act: Action, provider_uid: str, given: CaseFields) -> str:
        """Open it as part of an action; the uid. Raises Problem as `open`."""
        if not provider_uid:
            raise Problem("The case does not say which school it is about.", "Choose a school.")
        if any(row.state == OPEN for row in self.register(provider_uid)):
            raise Problem("A case is open for this school.", "Take the next step in that case.")
        pack, values = self._context.pack(), self._checked(given)
        facts = self._facts(act.connection, {"provider_uid": provider_uid})
        ladder = ladder_for(pack.ladders, facts)
        uid = act.create(
            case_file, provider_uid, provider_uid=provider_uid, pack=pack.id,
            pack_version=pack.version, ladder=ladder.id if ladder else "", state=OPEN,
            **values,
        )  # fmt: skip
        for row in self._concerns.rows(provider_uid, restricted=True):
            act.update(concern, row.uid, case_uid=uid)
        return uid

    def edit(self, uid: str, given: CaseFields) -> Changes:
        return self._write("Changed a case", uid, **self._checked(given))

    def review_on(self, uid: str, day: str) -> Changes:
        """When it is looked at next."""
        return self._write("Set a review date", uid, review_on=day_of(day))

    def escalate(self, uid: str, who: str, why: str, on: date | None = None) -> Changes:
        """Taken to the senior officer `who`, with the reason."""
        name = words_of(who, "It does not say to whom the case is escalated.", "Enter a name.")
        reason = words_of(why, "A case is escalated with a reason.")
        with self._context.store.action("Escalated a case") as act:
            act.update(case_file, uid, senior=name)
            self._record(act, uid, "escalation", day=self._day(on), who=name, outcome=reason)
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a case") as act:
            act.delete(case_file, uid)
        return act.changes

    # What is done in it -------------------------------------------------------------------------

    def take(self, uid: str, given: StepFields) -> Added:
        """Take a step of the ladder; what the rulebook says it sets holds from that day. Raises
        Problem for one out of order without a reason."""
        pack = self._context.pack()
        day = day_of(given.day, "The day of the step", needed=True)
        with self._context.store.action("Took a step in a case") as act:
            row = case_page.case_row(act.connection, uid)
            steps = case_page.steps_of(act.connection, uid)
            ladder = case_page.ladder_of(pack, row, steps, self._facts(act.connection, row))
            found = ladder.step(given.code) if ladder else None
            if ladder is None or found is None:
                raise Problem("This step is not on the ladder of the case.", "Choose another step.")
            before = waits_for(ladder, found, {one["code"] for one in steps})
            if before and not given.why.strip():
                names = ", ".join(one.title for one in before)
                raise Problem(
                    f"This step comes after: {names}.",
                    "Write why it is taken out of order.",
                )
            act.update(case_file, uid, ladder=ladder.id)
            step_uid = self._record(
                act, uid, "step", code=found.code, day=day, who=given.who.strip(),
                outcome=given.outcome.strip(), document_uid=given.document_uid,
                out_of_order=given.why.strip() if before else "",
            )  # fmt: skip
            if found.sets is not None:
                on, fact = date.fromisoformat(day), found.sets
                begin_status(act, row["provider_uid"], fact.fact, fact.value, found.title, on)
        return Added(step_uid, act.changes)

    def use_power(self, uid: str, given: StepFields) -> Added:
        """Use a formal power. Raises Problem for one that is not open to this provider, and
        without a reason: powers are the last resort."""
        pack = self._context.pack()
        day = day_of(given.day, "The day it was issued", needed=True)
        why = words_of(given.why, "A formal power is used with a reason.")
        with self._context.store.action("Used a formal power") as act:
            row = case_page.case_row(act.connection, uid)
            steps = case_page.steps_of(act.connection, uid)
            every = case_page.powers_of(pack, self._facts(act.connection, row), steps)
            found = next((one for one in every if one.power.code == given.code), None)
            if found is None or found.why_not:
                reason = found.why_not if found else "The rulebook does not hold it."
                raise Problem(f"This power is not open: {reason}")
            step_uid = self._record(
                act, uid, "power", code=found.power.code, day=day, who=given.who.strip(),
                statute=found.power.statute, comply_by=day_of(given.comply_by),
                outcome=given.outcome.strip(), out_of_order=why,
            )  # fmt: skip
        return Added(step_uid, act.changes)

    def assure(self, uid: str, who: str, words: str, on: date | None = None) -> Changes:
        """What assurance was given, by whom."""
        said = words_of(words, "It does not say what was assured.")
        with self._context.store.action("Recorded an assurance") as act:
            self._record(act, uid, "assurance", day=self._day(on), who=who.strip(), outcome=said)
        return act.changes

    def settle(self, step_uid: str, outcome: str, complied_on: str = "") -> Changes:
        """What came of a step or a power, and when it was complied with."""
        with self._context.store.action("Recorded what came of a step") as act:
            act.update(step, step_uid, outcome=outcome.strip(), complied_on=day_of(complied_on))
        return act.changes

    def delete_step(self, step_uid: str) -> Changes:
        with self._context.store.action("Deleted a step") as act:
            act.delete(step, step_uid)
        return act.changes

    # How it ends --------------------------------------------------------------------------------

    def meet(self, uid: str, criterion: str, evidence: str, on: date | None = None) -> Changes:
        """An exit criterion is met, by this evidence."""
        said = words_of(evidence, "An exit criterion is met by evidence.", "Write what shows it.")
        with self._context.store.action("Met an exit criterion") as act:
            row = case_page.case_row(act.connection, uid)
            key, part = (uid, criterion), row["provider_uid"]
            act.put(
                case_exit, part, key, case_uid=uid, criterion=criterion, met_on=self._day(on),
                evidence=said,
            )  # fmt: skip
        return act.changes

    def close(self, uid: str, outcome: str, until: str = "", despite: str = "") -> Changes:
        """Left, into after-care where the rulebook or the officer wants it (`until`). Raises
        Problem where exit criteria are open and `despite` does not say why it is left."""
        said = words_of(outcome, "A case is closed with what came of it.")
        waiting = [one.text for one in self.page(uid).exits if not one.met_on]
        if waiting and not despite.strip():
            raise Problem(
                f"Not met yet: {'; '.join(waiting)}.",
                "Record the evidence, or write why the case is closed all the same.",
            )
        end = day_of(until) or self._after_care_until()
        today = self._context.today().isoformat()
        state = {"state": AFTER_CARE, "after_care_until": end, "review_on": end}
        if not end:
            state = {"state": CLOSED, "closed_on": today}
        with self._context.store.action("Closed a case") as act:
            act.update(case_file, uid, outcome=said, **state)
            if waiting:
                why = despite.strip()
                self._record(act, uid, "exit", day=today, outcome=said, out_of_order=why)
        return act.changes

    def end_after_care(self, uid: str, outcome: str = "") -> Changes:
        """After-care is over and the case with it."""
        values = {"outcome": outcome.strip()} if outcome.strip() else {}
        today = self._context.today().isoformat()
        return self._write("Ended after-care", uid, state=CLOSED, closed_on=today, **values)

    def reopen(self, uid: str) -> Changes:
        """It did not last: open again, with all that was done."""
        return self._write("Reopened a case", uid, state=OPEN, closed_on="", after_care_until="")

    # Inside -------------------------------------------------------------------------------------

    def _facts(self, connection: Connection, row: Mapping[str, str]) -> Mapping[str, str]:
        """What conditions may ask of the provider of a case today."""
        context = self._context
        uid, today = row["provider_uid"], context.today()
        return known_of(connection, context.pack(), uid, today).provider

    def _after_care_until(self) -> str:
        months = self._context.pack().case_rules.after_care_months
        return months_after(self._context.today(), months).isoformat() if months else ""

    def _checked(self, given: CaseFields) -> dict[str, str]:
        return {
            "title": words_of(given.title, "The case has no title."),
            "why": words_of(given.why, "The case does not say why it is opened."),
            "owner_name": words_of(given.owner, "The case has no owner.", "Enter an officer."),
            "level": given.level.strip(),
            "opened_on": day_of(given.opened_on, "The day it was opened", needed=True),
            "told_school_on": day_of(given.told_school_on),
            "review_on": day_of(given.review_on),
        }

    def _record(self, act: Action, uid: str, kind: str, **values: str) -> str:
        part = case_page.case_row(act.connection, uid)["provider_uid"]
        return act.create(step, part, case_uid=uid, kind=kind, **values)

    def _day(self, on: date | None) -> str:
        return (on or self._context.today()).isoformat()

    def _write(self, label: str, uid: str, **values: str) -> Changes:
        with self._context.store.action(label) as act:
            act.update(case_file, uid, **values)
        return act.changes
