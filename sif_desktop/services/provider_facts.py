"""What is kept of a school with dates beside the register: the rulebook's own facts.

A value is ended and another begun, never overwritten; what was entered wrongly is corrected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.dated_facts import DatedFact, reminders
from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables.providers import provider_status
from sif_desktop.services.inspection_lines import Count
from sif_desktop.services.inspection_rows import one, open_schools
from sif_desktop.services.inspection_rules import is_day
from sif_desktop.services.provider_rules import EntryFaults
from sif_desktop.services.tasks import Added
from sif_desktop.services.visit_facts import holding

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.models.changes import Action, Changes
    from sif_desktop.services.context import Context

Row = RowMapping
OFFICER, KIND, STATUS = "attached_officer", "kind", "status"
_ELSEWHERE = (OFFICER,)  # set by an action of its own, which the school's own field follows
UNKNOWN = "Not on record"


@dataclass(frozen=True, slots=True)
class FactFields:
    """One value from a day to a day, with why; `until` is empty while it holds."""

    value: str
    since: str = ""
    until: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A value in words. `review` is the day it is to be looked at again, `late` that it has come;
    both only while it holds."""

    uid: str
    fact: str
    label: str
    words: str
    given: FactFields
    holds: bool
    review: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class FactChoice:
    """A fact the rulebook keeps: its values by code, empty where anything may be written."""

    code: str
    label: str
    values: Mapping[str, str]
    several: bool
    paragraph: str


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """`choices` are what may be kept; `lines` what is, those that hold first."""

    choices: tuple[FactChoice, ...]
    lines: tuple[FactLine, ...]

    def of(self, code: str) -> tuple[FactLine, ...]:
        return tuple(line for line in self.lines if line.fact == code)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A value that has held so long that it is to be looked at again since `day`."""

    provider_uid: str
    school: str
    label: str
    words: str
    since: str
    day: str


class FactService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -------------------------------------------------------------------------------

    def choices(self) -> tuple[FactChoice, ...]:
        """The facts an officer may keep, in the rulebook's order."""
        return tuple(
            FactChoice(fact.code, fact.label, fact.values, fact.several, fact.paragraph)
            for fact in self._context.pack().facts
            if fact.code not in _ELSEWHERE
        )

    def of_school(self, provider_uid: str) -> SchoolFacts:
        """What is kept of one school, with all that was; one statement."""
        facts, today = _by_code(self._context.pack()), self._context.today()
        with self._context.store.read() as connection:
            rows = list(_rows(connection, facts, provider_uid))
        lines = [_line(row, facts[row["what"]], today) for row in rows]
        order = list(facts)
        lines.sort(key=lambda line: line.given.since, reverse=True)
        lines.sort(key=lambda line: (order.index(line.fact), not line.holds))
        return SchoolFacts(self.choices(), tuple(x for x in lines if x.fact not in _ELSEWHERE))

    def reminders(self) -> tuple[Reminder, ...]:
        """Across the caseload, what has held so long that the rulebook has it looked at again, the
        longest waiting first."""
        pack, today = self._context.pack(), self._context.today()
        facts = _by_code(pack)
        found = []
        with self._context.store.read() as connection:
            names = {row["uid"]: row["name"] for row in open_schools(connection, today)}
            for row in _rows(connection, facts):
                if row["provider_uid"] in names:
                    due = reminders(pack.facts, [holding(row)], today)
                    found += [_reminder(row, names, fact, day) for fact, _, day in due]
        return tuple(sorted(found, key=lambda one: (one.day, one.school)))

    def countable(self) -> dict[str, str]:
        """What schools can be counted by, code and words: their kind, their status, and every
        fact the rulebook keeps."""
        kept = {one.code: one.label for one in self.choices()}
        return {KIND: "Kind of provider", STATUS: "Status", **kept}

    def counts(self, code: str, day: date) -> tuple[Count, ...]:
        """How many of the schools open on that day then were so; a school with several values
        counts for each."""
        pack = self._context.pack()
        fact = _by_code(pack).get(code)
        with self._context.store.read() as connection:
            schools = open_schools(connection, day)
            rows = list(_rows(connection, [code])) if code != KIND else []
        held: dict[str, list[str]] = {}
        for row in rows:
            if holding(row).on(day):
                held.setdefault(row["provider_uid"], []).append(row["value"] or "")
        counted: Counter[str] = Counter()
        for school in schools:
            values = held.get(school["uid"]) or [_register_value(pack, code, school)]
            counted.update(_words(fact, value) or UNKNOWN for value in dict.fromkeys(values))
        return tuple(Count(label, counted[label]) for label in sorted(counted, key=_unknown_last))

    # -- writing -------------------------------------------------------------------------------

    def add(self, provider_uid: str, code: str, given: FactFields) -> Added:
        """A value begins. Where a school has one such value only, what held ends on that day.

        Raises EntryFaults with all that is wrong.
        """
        fact, uid = self._fact(code), new_uid()
        fields = self._checked(fact, given)
        with self._context.store.action(f"{fact.label}: {_words(fact, given.value)}") as act:
            if not fact.several and not given.until:
                self._end_held(act, provider_uid, code, fields["from_date"])
            more = {"provider_uid": provider_uid, "what": code}
            act.create(provider_status, TEAM, uid, **more, **fields)
        return Added(uid, act.changes)

    def end(self, uid: str, on: date, reason: str = "") -> Changes:
        """It holds no longer from that day; that it held stays on record."""
        with self._context.store.action("Ended a dated fact") as act:
            row = one(act.connection, provider_status, uid, "fact")
            if row["from_date"] and on.isoformat() < row["from_date"]:
                raise EntryFaults({"until": "The last day lies before the first day."})
            said = {"source": reason.strip()} if reason.strip() else {}
            act.update(provider_status, uid, to_date=on.isoformat(), **said)
        return act.changes

    def correct(self, uid: str, given: FactFields) -> Changes:
        """What was entered wrongly is written right. Raises EntryFaults."""
        with self._context.store.action("Corrected a dated fact") as act:
            row = one(act.connection, provider_status, uid, "fact")
            act.update(provider_status, uid, **self._checked(self._fact(row["what"]), given))
        return act.changes

    def delete(self, uid: str) -> Changes:
        """For what was entered by mistake; what holds no longer is ended, not deleted."""
        with self._context.store.action("Deleted a dated fact") as act:
            act.delete(provider_status, uid)
        return act.changes

    def _fact(self, code: str) -> DatedFact:
        found = _by_code(self._context.pack()).get(code)
        if found is None or code in _ELSEWHERE:
            raise Problem(f"The rulebook keeps no fact “{code}” with dates.")
        return found

    def _checked(self, fact: DatedFact, given: FactFields) -> dict[str, str | None]:
        faults = {}
        if not given.value.strip():
            faults["value"] = f"Say what holds: {fact.label.lower()}."
        elif fact.values and given.value not in fact.values:
            faults["value"] = f"“{given.value}” is not one of the rulebook’s values."
        for name, said in (("since", "first"), ("until", "last")):
            if not is_day(getattr(given, name)):
                faults[name] = f"The {said} day is no date."
        if not faults and given.since and given.until and given.until < given.since:
            faults["until"] = "The last day lies before the first day."
        if faults:
            raise EntryFaults(faults)
        return {
            "value": given.value.strip(),
            "from_date": given.since or None,
            "to_date": given.until or None,
            "source": given.reason.strip() or "By hand",
        }

    def _end_held(self, act: Action, provider_uid: str, code: str, since: str | None) -> None:
        day = since or self._context.today().isoformat()
        for row in _rows(act.connection, [code], provider_uid):
            if row["to_date"]:
                continue
            if (row["from_date"] or "") > day:
                said = f"“{row['value']}” holds from a later day ({row['from_date']})."
                raise EntryFaults({"since": said})
            act.update(provider_status, row["uid"], to_date=day)


def _by_code(pack: Pack) -> dict[str, DatedFact]:
    return {fact.code: fact for fact in pack.facts}


def _rows(connection: Connection, codes: Iterable[str], provider_uid: str = "") -> Iterator[Row]:
    """What is kept under these codes, in order of time."""
    table = provider_status.c
    query = select(provider_status).where(table.what.in_(list(codes)), table.x_gone == 0)
    if provider_uid:
        query = query.where(table.provider_uid == provider_uid)
    yield from connection.execute(query.order_by(table.from_date, table.uid)).mappings()


def _line(row: Row, fact: DatedFact, today: date) -> FactLine:
    held = holding(row)
    holds = held.on(today)
    review = None
    if holds and held.since and fact.remind_after_months:
        review = months_after(held.since, fact.remind_after_months)
    reason = row["source"] or ""
    given = FactFields(
        row["value"] or "",
        row["from_date"] or "",
        row["to_date"] or "",
        "" if reason == "By hand" else reason,
    )
    return FactLine(
        row["uid"],
        fact.code,
        fact.label,
        _words(fact, given.value),
        given,
        holds,
        review.isoformat() if review else "",
        bool(review and review <= today),
    )


def _reminder(row: Row, names: Mapping[str, str], fact: DatedFact, day: date) -> Reminder:
    uid = row["provider_uid"]
    words = _words(fact, row["value"] or "")
    return Reminder(uid, names[uid], fact.label, words, row["from_date"] or "", day.isoformat())


def _register_value(pack: Pack, code: str, school: Row) -> str:
    """What the register says where nothing is kept with dates."""
    if code == KIND:
        kind = school["kind"] or pack.kind_for(school["type"] or "", school["type_group"] or "")
        return pack.kind_label(kind) if kind else school["type"] or ""
    return school["status"] or "" if code == STATUS else ""


def _words(fact: DatedFact | None, value: str) -> str:
    return fact.values.get(value, value) if fact else value


def _unknown_last(label: str) -> tuple[bool, str]:
    return label == UNKNOWN, label
