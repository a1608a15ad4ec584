"""Categories: what is found against the rulebook's criteria, and the decisions made on them.

The rules only propose. A decision is written with all that belongs to it in one action: the
judgement, the stages it passed, the school's category and the dated history of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.categories import EXTENDED, Criterion, Proposal, Scheme, clock, propose
from sif_desktop.domain.category_decision import Decision, StagePassed, exit_by, faults
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.known import Finding, Known
from sif_desktop.domain.terms import academic_year
from sif_desktop.models.changes import restricted_part
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.judgements import finding, judgement, stage
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.category_letters import letters
from sif_desktop.services.category_lines import CategoryView
from sif_desktop.services.category_view import DECIDED, OPEN, category_view, open_row
from sif_desktop.services.category_words import label_of, options
from sif_desktop.services.dated_status import begin_status
from sif_desktop.services.evidence_links import evidence_links
from sif_desktop.services.knowing import known_of
from sif_desktop.services.provider_rules import EntryFaults
from sif_desktop.services.typed import clean
from sif_desktop.services.visit_facts import school_facts, school_row

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action, Changes
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Decided:
    uid: str  # of the judgement
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Case:
    """A school as the rules see it on the day of a decision."""

    uid: str
    name: str
    scheme: Scheme
    known: Known
    proposal: Proposal


class CategorisationService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def view(self, uid: str) -> CategoryView:
        """All of one school's category today. Raises Problem if the school has been deleted."""
        context = self._context
        pack = context.pack()
        with context.store.read() as connection:
            name = _name(connection, uid)
            known = known_of(connection, pack, uid, context.today())
            view = category_view(connection, context.registry, pack, uid, name, known)
            return _with_letter(connection, view) if view.history else view

    def sorts(self, uid: str) -> bool:
        """Whether the rulebook sorts a school of this kind into categories by a scheme."""
        pack = self._context.pack()
        with self._context.store.read() as connection:
            return pack.scheme_for(school_facts(pack, school_row(connection, uid))) is not None

    def find(
        self,
        uid: str,
        criterion_id: str,
        value: str,
        evidence: str | None = None,
        evidence_uid: str | None = None,
    ) -> Changes:
        """Judge a criterion by hand: met, not_met, a step of its scale, or not_judged. `evidence`
        are words, `evidence_uid` a record of the school, "" for none; None leaves what stands.

        Raises Problem for what is no finding of this criterion, or no record of this school.
        """
        context = self._context
        pack = context.pack()
        case = self._case(uid, context.today())
        criterion = _criterion(case, criterion_id)
        steps = dict(options(pack, criterion))
        allowed = set(steps) if steps else {Finding.MET.value, Finding.NOT_MET.value}
        if value not in {*allowed, Finding.NOT_JUDGED.value}:
            raise Problem(f"“{value}” is no finding of “{criterion.text}”.", "Choose one offered.")
        fields: dict[str, Any] = {
            "provider_uid": uid,
            "pack": pack.id,
            "scheme": case.scheme.id,
            "criterion": criterion.id,
            "asked": criterion.text,
            "value": value,
            "judged_on": context.today().isoformat(),
            "judged_by": context.me().name,
            "source": criterion.paragraph,
        }
        if evidence is not None:
            fields["evidence"] = clean(evidence) or None
        if evidence_uid is not None:
            fields["evidence_uid"] = self._on_record(uid, evidence_uid)
        part = restricted_part(uid) if criterion.visibility == "restricted" else uid
        with context.store.action(f"Judged “{criterion.text}”", place=f"category:{uid}") as act:
            act.put(finding, part, (uid, case.scheme.id, criterion.id), **fields)
        return act.changes

    def decide(self, uid: str, decision: Decision) -> Decided:
        """The officer's decision, with all that belongs to it, in one action.

        Raises EntryFaults with all that keeps it from standing, Problem for a day to come.
        """
        context = self._context
        if decision.on > context.today():
            raise EntryFaults({"on": "The day of the decision lies ahead."})
        case = self._case(uid, decision.on)
        wrong = faults(case.scheme, case.known, decision)
        if wrong:
            raise EntryFaults(wrong)
        label = label_of(context.pack(), decision.category)
        with context.store.action(f"Decided: {label}, {case.name}", place=f"category:{uid}") as act:
            judged = self._write(act, case, decision, DECIDED)
            self._put_in_force(act, case, decision)
        return Decided(judged, act.changes)

    def keep_open(self, uid: str, decision: Decision) -> Changes:
        """Keep a decision as far as it is made, to go on with another day: nothing of it is in
        force, and nothing of it need be whole."""
        context = self._context
        case = self._case(uid, context.today())
        kept = replace(decision, on=context.today())
        label = f"Kept a decision open: {case.name}"
        with context.store.action(label, place=f"category:{uid}") as act:
            self._write(act, case, kept, OPEN)
        return act.changes

    def discard(self, uid: str) -> Changes:
        """Throw away the decision that was begun. Raises Problem where none is."""
        case = self._case(uid, self._context.today())
        label = f"Threw away a decision not made: {case.name}"
        with self._context.store.action(label, place=f"category:{uid}") as act:
            row = open_row(act.connection, uid, case.scheme.id)
            if row is None:
                raise Problem("No decision is kept open for this school.")
            act.delete(judgement, row["uid"])
        return act.changes

    def extend(self, uid: str, until: date | None, reason: str) -> Changes:
        """Give a school longer in its category than the rulebook's time, for a reason that is kept.

        Raises EntryFaults, Problem where no time runs.
        """
        context = self._context
        case = self._case(uid, context.today())
        running = clock(case.scheme, case.known)
        if running is None:
            raise Problem("The rulebook sets no time for leaving this category.")
        wrong = {}
        if until is None or until <= running.expected:
            wrong["until"] = f"Give a day after {running.expected:%d/%m/%Y}, the day it has now."
        if not reason.strip():
            wrong["reason"] = "Give the reason for the longer time: it is kept with it."
        if wrong or until is None:
            raise EntryFaults(wrong)
        label = f"Gave longer in its category: {case.name}"
        with context.store.action(label, place=f"category:{uid}") as act:
            act.create(
                event, uid, provider_uid=uid, kind=EXTENDED, day=context.today().isoformat(),
                about=until.isoformat(), note=clean(reason),
            )  # fmt: skip
        return act.changes

    def pass_stage(self, judgement_uid: str, passed: StagePassed) -> Changes:
        """Write down a stage that was still to come when the decision was made."""
        if passed.passed_on is None or passed.passed_on > self._context.today():
            raise EntryFaults({f"stage:{passed.code}": "Give the day on which it was passed."})
        with self._context.store.read() as connection:
            mine = judgement.c.uid == judgement_uid
            owner = connection.execute(select(judgement.c.provider_uid).where(mine)).scalar_one()
        with self._context.store.action("Dated a stage of a decision") as act:
            _put_stage(act, owner, judgement_uid, passed)
        return act.changes

    def _on_record(self, uid: str, evidence_uid: str) -> str | None:
        if not evidence_uid:
            return None
        with self._context.store.read() as connection:
            offered = evidence_links(connection, self._context.pack(), uid)
        if evidence_uid not in {one.uid for one in offered}:
            raise Problem("This is no record of the school.", "Choose one offered.")
        return evidence_uid

    # How a decision is written ----------------------------------------------------------------

    def _case(self, uid: str, day: date) -> _Case:
        pack = self._context.pack()
        with self._context.store.read() as connection:
            name = _name(connection, uid)
            known = known_of(connection, pack, uid, day)
        scheme = pack.scheme_for(known.provider)
        if scheme is None:
            raise Problem(f"The rulebook sorts {name} into no category.")
        return _Case(uid, name, scheme, known, propose(scheme, known))

    def _write(self, act: Action, case: _Case, decision: Decision, state: str) -> str:
        """Write a decision over the one kept open, if there is one; returns its uid."""
        fields = {**self._fields(case, decision), "state": state}
        begun = open_row(act.connection, case.uid, case.scheme.id)
        if begun is None:
            judged = act.create(judgement, case.uid, new_uid(), **fields)
        else:
            judged = begun["uid"]
            act.update(judgement, judged, **fields)
        self._write_stages(act, case, judged, decision, every=begun is not None)
        return judged

    def _fields(self, case: _Case, decision: Decision) -> dict[str, Any]:
        pack = self._context.pack()
        leave = exit_by(case.scheme, case.known, decision.category, decision.on)
        texts = {
            "reasons": decision.reasons,
            "capacity_why": decision.capacity_why,
            "school_evidence": decision.school_evidence,
            "gate_overruled": decision.gate_overruled,
        }
        return {
            "provider_uid": case.uid,
            "pack": pack.id,
            "pack_version": pack.version,
            "scheme": case.scheme.id,
            "school_year": academic_year(decision.on),
            "proposed": case.proposal.category or None,
            "explained": _explained(case),
            "category": decision.category or None,
            "capacity": decision.capacity or None,
            "school_view": decision.school_view or None,
            "exit_by": leave.isoformat() if leave else None,
            "decided_on": decision.on.isoformat(),
            "decided_by": self._context.me().name,
            **{name: clean(words) or None for name, words in texts.items()},
        }

    def _write_stages(
        self, act: Action, case: _Case, judged: str, decision: Decision, *, every: bool
    ) -> None:
        """`every` stage is written where some stand already: one may have been taken back."""
        for one in case.scheme.stages:
            given = decision.stage(one.code)
            if every or given.passed_on is not None or given.skipped.strip():
                _put_stage(act, case.uid, judged, given)

    def _put_in_force(self, act: Action, case: _Case, decision: Decision) -> None:
        """A school that stays where it was keeps the day it came in."""
        held = case.known.category
        if held is None or held.category != decision.category:
            words = clean(decision.reasons)
            begin_status(act, case.uid, "category", decision.category, words, decision.on)
        act.update(provider, case.uid, category=decision.category)


def _put_stage(act: Action, part: str, judged: str, given: StagePassed) -> None:
    act.put(
        stage,
        part,
        (judged, given.code),
        judgement_uid=judged,
        code=given.code,
        passed_on=given.passed_on.isoformat() if given.passed_on else None,
        who=clean(given.who) or None,
        skipped=clean(given.skipped) or None,
    )


def _with_letter(connection: Connection, view: CategoryView) -> CategoryView:
    """With how the letter about the latest decision stands."""
    latest, found = view.history[0].uid, letters(connection, view.uid)
    stands = found.about(view.uid, latest, has_letter=bool(view.letters))
    return replace(view, letter=stands, letter_dropped=found.dropped.get(latest, ""))


def _explained(case: _Case) -> str:
    """The proposal as it stood, and every finding by hand it stood on."""
    found = case.proposal

    def lines(reasons: tuple[Any, ...]) -> list[list[str]]:
        return [[one.criterion, one.finding, one.text, one.paragraph] for one in reasons]

    said: Mapping[str, Any] = {
        "because": lines(found.reasons),
        "shut": lines(found.blocked_by),
        "open": lines(found.open),
        "findings": dict(case.known.findings),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _criterion(case: _Case, criterion_id: str) -> Criterion:
    asked = case.scheme.asked(case.known.provider)
    found = next((one for one in asked if one.id == criterion_id), None)
    if found is None:
        raise Problem(f"The rulebook asks no “{criterion_id}” of {case.name}.", "Open it again.")
    return found


def _name(connection: Connection, uid: str) -> str:
    live = (provider.c.uid == uid) & (provider.c.x_gone == 0)
    found = connection.execute(select(provider.c.name).where(live)).scalar()
    if found is None:
        raise Problem("This school has been deleted.", "Undo brings it back.")
    return str(found)
