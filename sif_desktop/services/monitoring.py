"""Monitoring of a school: its figures, what officers judge of it and of its own view of itself,
statutory checks, and the work done there by the authority's key tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.monitoring import ACCURACY
from sif_desktop.models.tables.judgements import finding
from sif_desktop.models.tables.monitoring import monitoring_entry
from sif_desktop.services.category_words import options
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.monitoring_lines import (
    CHECKED,
    JUDGEMENT,
    SELF_EVALUATION,
    STATUTORY,
    CheckLine,
    EntryFields,
    EntryLine,
    Monitoring,
    work_of,
)
from sif_desktop.services.risk import RiskService, figures_of
from sif_desktop.services.tasks import Added
from sif_desktop.services.visit_facts import school_facts, school_row

if TYPE_CHECKING:
    from sif_desktop.domain.categories import Criterion, Scheme
    from sif_desktop.models.changes import Action, Changes
    from sif_desktop.services.context import Context

Row = Mapping[Any, Any]


class MonitoringService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._risk = RiskService(context)

    # Reading ------------------------------------------------------------------------------------

    def of_school(self, uid: str) -> Monitoring:
        """Everything watched of one school, the newest first."""
        pack = self._context.pack()
        risk = next(iter(self._risk.rows(provider_uid=uid)), None)
        with self._context.store.read() as connection:
            accuracy = self._accuracy(connection, uid)
            entries = _entries(connection, uid, accuracy)
            figures = figures_of(connection, pack, uid)[uid]
            work = work_of(connection, pack, uid)
        return Monitoring(
            figures,
            tuple(one for one in entries if one.kind == JUDGEMENT),
            tuple(one for one in entries if one.kind == SELF_EVALUATION),
            self._checks(entries),
            work,
            pack.monitoring.task_labels,
            risk,
            bool(pack.monitoring.risk_levels),
        )

    def accuracy(self, uid: str) -> Mapping[str, str]:
        """How accurate a school's view of itself may be judged: as its rulebook's own criterion is
        answered, else in the app's words."""
        with self._context.store.read() as connection:
            return self._accuracy(connection, uid)

    def checks(self) -> Mapping[str, str]:
        """The statutory checks of the rulebook: code to words."""
        return {one.code: one.label for one in self._context.pack().monitoring.checks}

    # Writing ------------------------------------------------------------------------------------

    def judge(self, uid: str, given: EntryFields) -> Added:
        """A judgement or a note in words about something at the school."""
        values = self._checked(given)
        values["about"] = words_of(given.about, "It does not say what the entry is about.")
        words_of(given.value or given.text, "The entry says nothing.")
        return self._add("Recorded monitoring", uid, JUDGEMENT, values)

    def judge_self_evaluation(self, uid: str, given: EntryFields) -> Added:
        """How accurate the school's view of itself is. Where the rulebook has a criterion for it,
        that is answered by this entry in the same action."""
        with self._context.store.read() as connection:
            linked = self._linked(connection, uid)
            allowed = self._accuracy(connection, uid)
        if given.value not in allowed:
            raise Problem(
                "It does not say how accurate the self-evaluation is.", "Choose one of those given."
            )
        values = self._checked(given)
        values["said"] = words_of(given.said, "It does not say how the school sees itself.")
        with self._context.store.action("Judged a self-evaluation") as act:
            made = self._create(act, uid, SELF_EVALUATION, values)
            if linked is not None:
                self._answer(act, uid, linked, made, values)
        return Added(made, act.changes)

    def check(self, uid: str, given: EntryFields) -> Added:
        """Whether a statutory requirement is met, looked at on a day; earlier looks stay."""
        if given.about not in self.checks():
            raise Problem("It does not say what was checked.", "Choose a check.")
        if given.value not in CHECKED:
            raise Problem("It does not say whether the requirement is met.", "Choose one.")
        return self._add("Recorded a statutory check", uid, STATUTORY, self._checked(given))

    def delete(self, entry_uid: str) -> Changes:
        with self._context.store.action("Deleted a monitoring entry") as act:
            act.delete(monitoring_entry, entry_uid)
        return act.changes

    # Inside -------------------------------------------------------------------------------------

    def _checked(self, given: EntryFields) -> dict[str, str]:
        day = day_of(given.day, "The day", needed=True)
        if day > self._context.today().isoformat():
            raise Problem("The day lies ahead.", "Give the day it was looked at.")
        return {**{name: words.strip() for name, words in asdict(given).items()}, "day": day}

    def _add(self, label: str, uid: str, kind: str, values: Mapping[str, str]) -> Added:
        with self._context.store.action(label) as act:
            made = self._create(act, uid, kind, values)
        return Added(made, act.changes)

    def _create(self, act: Action, uid: str, kind: str, values: Mapping[str, str]) -> str:
        return act.create(
            monitoring_entry, uid, provider_uid=uid, pack=self._context.pack().id, kind=kind,
            judged_by=self._context.me().name, **values,
        )  # fmt: skip

    def _answer(
        self, act: Action, uid: str, linked: tuple[Scheme, Criterion], entry: str,
        values: Mapping[str, str],
    ) -> None:  # fmt: skip
        """The criterion of the scheme, answered with the entry as its evidence."""
        scheme, criterion = linked
        act.put(
            finding, uid, (uid, scheme.id, criterion.id),
            provider_uid=uid, pack=self._context.pack().id, scheme=scheme.id,
            criterion=criterion.id, asked=criterion.text, value=values["value"],
            judged_on=values["day"], judged_by=self._context.me().name,
            evidence=values["text"] or None, evidence_uid=entry, source=criterion.paragraph,
        )  # fmt: skip

    def _linked(self, connection: Connection, uid: str) -> tuple[Scheme, Criterion] | None:
        """The criterion that the accuracy of this school's view of itself answers."""
        pack = self._context.pack()
        name = pack.monitoring.self_evaluation
        scheme = pack.scheme_for(school_facts(pack, school_row(connection, uid)))
        found = (one for one in (scheme.criteria if scheme else ()) if one.id == name)
        criterion = next(found, None)
        return (scheme, criterion) if scheme and criterion else None

    def _accuracy(self, connection: Connection, uid: str) -> Mapping[str, str]:
        linked = self._linked(connection, uid)
        if linked is None:
            return ACCURACY
        return dict(options(self._context.pack(), linked[1])) or CHECKED

    def _checks(self, entries: tuple[EntryLine, ...]) -> tuple[CheckLine, ...]:
        """Each of the rulebook's checks with its latest look."""
        latest: dict[str, EntryLine] = {}
        for one in entries:
            if one.kind == STATUTORY:
                latest.setdefault(one.about, one)
        return tuple(
            CheckLine(one.code, one.label, one.paragraph, latest.get(one.code))
            for one in self._context.pack().monitoring.checks
        )


def _entries(
    connection: Connection, uid: str, accuracy: Mapping[str, str]
) -> tuple[EntryLine, ...]:
    table = monitoring_entry
    mine = (table.c.provider_uid == uid) & (table.c.x_gone == 0)
    query = select(table).where(mine).order_by(table.c.day.desc(), table.c.uid)
    words = {SELF_EVALUATION: accuracy, STATUTORY: CHECKED}
    return tuple(_entry(row, words) for row in connection.execute(query).mappings())


def _entry(row: Row, words: Mapping[str, Mapping[str, str]]) -> EntryLine:
    names = ("uid", "kind", "about", "day", "said", "value", "text", "judged_by")
    value = row["value"] or ""
    label = words.get(row["kind"], {}).get(value, value)
    return EntryLine(**{name: row[name] or "" for name in names}, value_words=label)
