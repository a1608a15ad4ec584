"""Support programmes and brokered agreements: begun, ended by their exit, judged for impact.

One stays on the active list until its exit is recorded, however late that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, select

from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.monitoring import waited
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables.cases import support
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.support_impact import ImpactRow, impact_of
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

KINDS: Mapping[str, str] = {"programme": "Programme of support", "agreement": "Brokered agreement"}
MODES: Mapping[str, str] = {"arranged": "Arranged", "provided": "Provided", "brokered": "Brokered"}
COMMISSIONERS: Mapping[str, str] = {"authority": "Authority", "school": "School"}
IMPACTS: Mapping[str, str] = {
    "strong": "Strong", "some": "Some", "little": "Little", "none": "None"
}  # fmt: skip
SUSTAINED: Mapping[str, str] = {"yes": "Yes", "partly": "In part", "no": "No"}
RUNNING, ENDED = "running", "ended"
LOOK_AGAIN_MONTHS = 6  # proposed; the officer sets the day


@dataclass(frozen=True, slots=True)
class SupportFields:
    """What is agreed at the start; dates ISO or empty, the codes those of the tables above."""

    title: str
    kind: str = "programme"
    mode: str = "provided"
    commissioner: str = "authority"
    supplier: str = ""
    item: str = ""  # a code of the rulebook's catalogue
    from_date: str = ""
    exit_condition: str = ""
    outcomes: str = ""
    officer_name: str = ""  # the one officer responsible; empty: who writes it
    raised_on: str = ""  # the day the need was raised
    key_task: str = ""  # a code of the rulebook


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One programme or agreement as listed."""

    uid: str
    provider_uid: str
    provider: str
    case_uid: str
    title: str
    kind: str
    mode: str
    commissioner: str
    supplier: str
    item: str
    from_date: str
    to_date: str
    state: str
    exit_condition: str
    outcomes: str
    impact: str  # a code of IMPACTS; the words of one who wrote before there were any
    impact_on: str
    note: str  # what shows the impact
    sustained: str
    sustained_on: str  # until it is said whether it lasted, the day to look at it again
    officer_name: str
    raised_on: str
    key_task: str
    key_task_words: str
    overdue: bool = False  # not looked at again by that day

    @property
    def impact_words(self) -> str:
        """The rating with what shows it."""
        return ": ".join(filter(None, (IMPACTS.get(self.impact, self.impact), self.note)))

    @property
    def again_on(self) -> str:
        """The day on which it is to be looked at again, while that is to come."""
        return "" if self.sustained else self.sustained_on

    @property
    def waited(self) -> str:
        """How long the need waited, in words."""
        return waited(self.raised_on, self.from_date)

    @property
    def fields(self) -> SupportFields:
        """What a form begins with."""
        return SupportFields(**{part.name: getattr(self, part.name) for part in _FIELDS})


_FIELDS = fields(SupportFields)


class SupportService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(
        self, provider_uid: str = "", *, case_uid: str = "", ended: bool = False
    ) -> tuple[SupportRow, ...]:
        """Those still running, the oldest first; with `ended` all of them. One statement."""
        today = self._context.today().isoformat()
        where: list[Any] = [support.c.kind.in_(KINDS), support.c.x_gone == 0]
        where.append(provider.c.x_gone == 0)
        if provider_uid:
            where.append(support.c.provider_uid == provider_uid)
        if case_uid:
            where.append(support.c.case_uid == case_uid)
        if not ended:
            where.append(support.c.state == RUNNING)
        joined = support.join(provider, provider.c.uid == support.c.provider_uid)
        query = select(support, provider.c.name.label("provider")).select_from(joined)
        query = query.where(*where).order_by(support.c.from_date, support.c.uid)
        with self._context.store.read() as connection:
            found = connection.execute(query).mappings().all()
        return tuple(_row(row, today, self.key_tasks()) for row in found)

    def to_look_at_again(self) -> tuple[SupportRow, ...]:
        """What ended and nobody has said of whether it lasted, the first to be looked at first."""
        waiting = (row for row in self.rows(ended=True) if row.state == ENDED and not row.sustained)
        return tuple(sorted(waiting, key=lambda row: (row.again_on or "9", row.to_date)))

    def impact(self, by: str) -> tuple[ImpactRow, ...]:
        """What the service's support came to, counted by `by` of GROUPS, all of it last."""
        return impact_of(self.rows(ended=True), by)

    def all_kinds(self) -> Mapping[str, str]:
        """Every kind of support the rulebook knows: code to label."""
        return {one.code: one.label for one in self._context.pack().catalogue}

    def start(self, provider_uid: str, given: SupportFields, case_uid: str = "") -> Added:
        """Raises Problem without a title, a start, or what ends it."""
        if not provider_uid:
            raise Problem("The support does not say for which school.", "Choose a school.")
        with self._context.store.action("Began support") as act:
            uid = act.create(
                support, provider_uid, provider_uid=provider_uid, case_uid=case_uid,
                state=RUNNING, **self._checked(given),
            )  # fmt: skip
        return Added(uid, act.changes)

    def edit(self, uid: str, given: SupportFields) -> Changes:
        return self._write("Changed support", uid, **self._checked(given))

    def again_after(self, day: date) -> date:
        """The day proposed to look at the impact again, of support that ends on `day`."""
        return months_after(day, LOOK_AGAIN_MONTHS)

    def end(
        self, uid: str, impact: str, words: str, on: date | None = None, again: date | None = None
    ) -> Changes:
        """Its exit is recorded with its impact, one of IMPACTS, as it is judged now, what shows
        it, and the day on which to see whether it lasted."""
        if impact not in IMPACTS:
            raise Problem("Support ends with a judgement of its impact.", "Choose how strong.")
        said = words_of(words, "It does not say what shows the impact.")
        day = on or self._context.today()
        later = again or self.again_after(day)
        if later <= day:
            raise Problem("Whether it lasted shows later.", "Choose a day after its end.")
        return self._write(
            "Ended support", uid, state=ENDED, to_date=day.isoformat(), impact=impact,
            impact_on=day.isoformat(), note=said, sustained="", sustained_on=later.isoformat(),
        )  # fmt: skip

    def look_again(self, uid: str, sustained: str, on: date | None = None) -> Changes:
        """Whether the impact lasted, looked at some time after it ended."""
        if sustained not in SUSTAINED:
            raise Problem(
                "It does not say whether the impact lasted.", "Choose yes, in part or no."
            )
        day = (on or self._context.today()).isoformat()
        return self._write("Looked at support again", uid, sustained=sustained, sustained_on=day)

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted support") as act:
            act.delete(support, uid)
        return act.changes

    def key_tasks(self) -> Mapping[str, str]:
        """The authority's own tasks by which its work is told apart: code to label."""
        return self._context.pack().monitoring.task_labels

    def _checked(self, given: SupportFields) -> dict[str, str]:
        """As it is stored, what is left open filled in by the rulebook and the writer."""
        pack = self._context.pack()
        known = {one.label: one.code for one in pack.catalogue}
        item = given.item or known.get(given.title.strip(), "")
        task = given.key_task or pack.monitoring.task_of_support(item)
        officer = given.officer_name.strip() or self._context.me().name
        whole = replace(given, item=item, key_task=task, officer_name=officer)
        return _checked(whole, self.key_tasks())

    def _write(self, label: str, uid: str, **values: str) -> Changes:
        with self._context.store.action(label) as act:
            act.update(support, uid, **values)
        return act.changes


def _checked(given: SupportFields, key_tasks: Mapping[str, str]) -> dict[str, str]:
    for value, allowed in (
        (given.kind, KINDS),
        (given.mode, MODES),
        (given.commissioner, COMMISSIONERS),
    ):
        if value not in allowed:
            raise Problem(f"“{value}” is none of {', '.join(allowed.values())}.")
    values = {name: words.strip() for name, words in asdict(given).items()}
    values["title"] = words_of(given.title, "The support has no title.")
    values["from_date"] = day_of(given.from_date, "The first day", needed=True)
    values["exit_condition"] = words_of(
        given.exit_condition, "It does not say what ends the support.", "Write the exit condition."
    )
    values["raised_on"] = day_of(given.raised_on, "The day the need was raised")
    if values["raised_on"] > values["from_date"]:
        raise Problem(
            "The support begins before the need was raised.", "Put one of the two days right."
        )
    if given.key_task and given.key_task not in key_tasks:
        raise Problem(f"“{given.key_task}” is no key task of this rulebook.")
    return values


def _row(row: RowMapping, today: str, key_tasks: Mapping[str, str]) -> SupportRow:
    worked_out = ("overdue", "key_task_words")
    names = (part.name for part in fields(SupportRow) if part.name not in worked_out)
    values = {name: row[name] or "" for name in names}
    waits = values["state"] == ENDED and not values["sustained"]
    late = waits and bool(values["sustained_on"]) and values["sustained_on"] < today
    task = values["key_task"]
    return SupportRow(**values, key_task_words=key_tasks.get(task, task), overdue=late)
