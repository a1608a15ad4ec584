"""Concerns and complaints about a school: logged with their source, answered and closed.

A concern changes no category. One that is restricted lies in a partition of its own and is left
out of every list unless the officer asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, select

from sif_desktop.domain.answering import answer_by, review_wanted
from sif_desktop.domain.concerns import ComplaintStage, ConcernRules
from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import Changes, restricted_part
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables.cases import concern
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.tasks import Added, TaskFields, add_task

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

KINDS: Mapping[str, str] = {"concern": "Concern", "complaint": "Complaint"}
OPEN, CLOSED = "open", "closed"
_RESTRICTED = restricted_part("")


@dataclass(frozen=True, slots=True)
class ConcernFields:
    """What is said of a concern; dates ISO or empty. `source` is a code of the rulebook."""

    what: str
    source: str
    raised_on: str
    kind: str = "concern"
    told_school_on: str = ""
    told_who: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern as listed. `answer_by` is when the present stage of a complaint is to be
    answered; `overdue` as of today."""

    uid: str
    provider_uid: str
    provider: str
    kind: str
    source: str
    source_label: str
    raised_on: str
    what: str
    told_school_on: str
    told_who: str
    case_uid: str
    stage: str
    stage_label: str
    answer_by: str
    outcome: str
    state: str
    closed_on: str
    restricted: bool
    overdue: bool

    @property
    def fields(self) -> ConcernFields:
        """What a form begins with."""
        return ConcernFields(
            self.what,
            self.source,
            self.raised_on,
            self.kind,
            self.told_school_on,
            self.told_who,
            self.restricted,
        )


class ConcernService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rules(self) -> ConcernRules:
        """How the rulebook wants concerns kept."""
        return self._context.pack().concerns

    def rows(
        self, provider_uid: str = "", *, closed: bool = False, restricted: bool = False
    ) -> tuple[ConcernRow, ...]:
        """The newest first; with `closed` those that are over too, with `restricted` those that
        only the officer may see. One statement."""
        joined = concern.join(provider, provider.c.uid == concern.c.provider_uid)
        where: list[Any] = [concern.c.x_gone == 0, provider.c.x_gone == 0]
        if not closed:
            where.append(concern.c.state == OPEN)
        if not restricted:
            where.append(~concern.c.x_part.startswith(_RESTRICTED))
        if provider_uid:
            where.append(concern.c.provider_uid == provider_uid)
        query = select(concern, provider.c.name.label("provider")).select_from(joined)
        query = query.where(*where).order_by(concern.c.raised_on.desc(), concern.c.uid)
        with self._context.store.read() as connection:
            found = connection.execute(query).mappings().all()
        rules, today = self.rules(), self._context.today()
        return tuple(_row(row, rules, today) for row in found)

    def withheld(self, provider_uid: str = "") -> int:
        """How many open concerns are restricted and so not listed."""
        rows = self.rows(provider_uid, restricted=True)
        return sum(row.restricted for row in rows)

    # Writing ------------------------------------------------------------------------------------

    def add(self, provider_uid: str, given: ConcernFields, case_uid: str = "") -> Added:
        """Raises Problem for what the rulebook requires and is not said."""
        if not provider_uid:
            raise Problem("The concern does not say which school it is about.", "Choose a school.")
        values, uid = self._checked(given), new_uid()
        part = restricted_part(uid) if given.restricted else provider_uid
        with self._context.store.action(f"Logged a {given.kind}") as act:
            act.create(
                concern, part, uid, provider_uid=provider_uid, case_uid=case_uid, state=OPEN,
                **self._first_stage(given), **values,
            )  # fmt: skip
        return Added(uid, act.changes)

    def edit(self, uid: str, given: ConcernFields) -> Changes:
        """Whether it is restricted stays as it was logged."""
        return self._write("Changed a concern", uid, **self._checked(given))

    def advance(self, uid: str, stage: str, since: date | None = None) -> Changes:
        """A complaint goes on to this stage, from that day (today)."""
        self._stage(stage)
        day = (since or self._context.today()).isoformat()
        return self._write("Took a complaint further", uid, stage=stage, stage_since=day)

    def close(self, uid: str, outcome: str, on: date | None = None) -> Changes:
        """Over, with what came of it. Raises Problem without an outcome."""
        said = words_of(outcome, "A concern is closed with what came of it.")
        day = (on or self._context.today()).isoformat()
        return self._write("Closed a concern", uid, state=CLOSED, closed_on=day, outcome=said)

    def reopen(self, uid: str) -> Changes:
        return self._write("Reopened a concern", uid, state=OPEN, closed_on="")

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a concern") as act:
            act.delete(concern, uid)
        return act.changes

    # The review that several open concerns call for ---------------------------------------------

    def review_wanted(self, provider_uid: str) -> int:
        """How many concerns stand open where the rulebook asks for a review of so many, else 0."""
        count = len(self.rows(provider_uid, restricted=True))
        return count if review_wanted(self.rules(), count) else 0

    def plan_review(self, provider_uid: str, due: str = "") -> Changes:
        """The review as a task of the authority: the officer has confirmed it."""
        count = len(self.rows(provider_uid, restricted=True))
        what = f"Review what is known of the school: {count} concerns are open"
        with self._context.store.action("Planned a review of concerns") as act:
            given = TaskFields(what, "authority", self._context.me().name, day_of(due))
            add_task(act, provider_uid, given)
        return act.changes

    # Inside -------------------------------------------------------------------------------------

    def _checked(self, given: ConcernFields) -> dict[str, str]:
        rules = self.rules()
        if given.kind not in KINDS:
            raise Problem(f"“{given.kind}” is neither a concern nor a complaint.")
        if rules.sources and given.source not in rules.sources:
            raise Problem("The concern does not say where it comes from.", "Choose a source.")
        told = day_of(given.told_school_on)
        if rules.must_be_told(given.source) and not given.restricted and not told:
            where = _cited(rules.told_paragraph(given.source))
            raise Problem(
                f"The rulebook wants the day the school was told{where}.",
                "Talk to the school first, then enter the day.",
            )
        return {
            "kind": given.kind,
            "source": given.source,
            "what": words_of(given.what, "The log does not say what the concern is."),
            "raised_on": day_of(given.raised_on, "The day it was raised", needed=True),
            "told_school_on": told,
            "told_who": given.told_who.strip(),
        }

    def _first_stage(self, given: ConcernFields) -> dict[str, str]:
        stages = self.rules().stages if given.kind == "complaint" else ()
        return {"stage": stages[0].code, "stage_since": given.raised_on} if stages else {}

    def _stage(self, code: str) -> ComplaintStage:
        found = next((one for one in self.rules().stages if one.code == code), None)
        if found is None:
            raise Problem(f"The rulebook has no stage “{code}” of complaints.")
        return found

    def _write(self, label: str, uid: str, **values: str) -> Changes:
        with self._context.store.action(label) as act:
            act.update(concern, uid, **values)
        return act.changes


def _cited(paragraph: str) -> str:
    return f" ({paragraph})" if paragraph else ""


def _row(row: RowMapping, rules: ConcernRules, today: date) -> ConcernRow:
    names = ("uid", "provider_uid", "provider", "kind", "source", "raised_on", "what",
             "told_school_on", "told_who", "case_uid", "stage", "outcome", "state",
             "closed_on")  # fmt: skip
    stage = next((one for one in rules.stages if one.code == row["stage"]), None)
    due = ""
    if stage is not None and stage.answer is not None and row["stage_since"]:
        due = answer_by(stage.answer, date.fromisoformat(row["stage_since"])).isoformat()
    return ConcernRow(
        **{name: row[name] or "" for name in names},
        source_label=rules.sources.get(row["source"] or "", row["source"] or ""),
        stage_label=stage.label if stage else row["stage"] or "",
        answer_by=due,
        restricted=row["x_part"].startswith(_RESTRICTED),
        overdue=row["state"] == OPEN and bool(due) and due < today.isoformat(),
    )
