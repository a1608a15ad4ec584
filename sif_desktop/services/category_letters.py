"""Letters about categories that wait to be written: queued by a decision, until made or dropped."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.category_letters import Made, waiting
from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.category_view import (
    CATEGORY_LETTER,
    DECIDED,
    ENTERED,
    category_letters,
)
from sif_desktop.services.category_words import label_of
from sif_desktop.services.day_text import words_of
from sif_desktop.services.documents.letter_source import ABOUT
from sif_desktop.services.visit_facts import school_facts

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context

DROPPED = "category_letter_dropped"  # an event; `about` is the uid of the decision
Row = Mapping[str, Any]
Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A decision the school is still to be told of."""

    judgement: str
    provider_uid: str
    school: str
    category: str
    decided_on: str
    year: int


class CategoryLetters:
    def __init__(self, context: Context) -> None:
        self._context = context

    def waiting(self) -> tuple[WaitingLetter, ...]:
        """The letters that wait, the longest waiting first. Schools for which the rulebook has no
        such letter are left out."""
        pack = self._context.pack()
        if not any(one.kind == CATEGORY_LETTER and not one.retired for one in pack.letters):
            return ()
        with self._context.store.read() as connection:
            rows = letters(connection).queued
            query = select(provider).where(provider.c.x_gone == 0, provider.c.uid.in_(rows))
            schools = [dict(one) for one in connection.execute(query).mappings()]
        found = []
        for school in schools:
            facts = school_facts(pack, {name: value or "" for name, value in school.items()})
            if any(category_letters(pack, facts)):
                row = rows[school["uid"]]
                label = label_of(pack, row["category"])
                found.append(
                    WaitingLetter(
                        row["uid"], school["uid"], school["name"] or "", label,
                        row["decided_on"] or "", row["school_year"],
                    )
                )  # fmt: skip
        return tuple(sorted(found, key=lambda one: (one.decided_on, one.school)))

    def drop(self, judgement_uid: str, reason: str) -> Changes:
        """No letter is written about this decision, for a reason that is kept."""
        said = words_of(reason, "A letter is dropped with a reason.", "Write why none is sent.")
        context = self._context
        with context.store.action("Dropped a category letter") as act:
            mine = (judgement.c.uid == judgement_uid) & (judgement.c.x_gone == 0)
            query = select(judgement.c.provider_uid).where(mine)
            uid = act.connection.execute(query).scalar()
            if uid is None:
                raise Problem("This decision has been deleted.", "Undo brings it back.")
            act.create(
                event, uid, provider_uid=uid, kind=DROPPED, day=context.today().isoformat(),
                about=judgement_uid, note=said,
            )  # fmt: skip
        return act.changes


@dataclass(frozen=True, slots=True)
class Letters:
    """How the letters about decisions stand: by decision the state of those made and why one was
    dropped; by school the decision that waits for one, whatever letters the rulebook has."""

    made: Mapping[str, str]
    dropped: Mapping[str, str]
    queued: Mapping[str, Row]

    def about(self, school: str, decision: str, *, has_letter: bool) -> str:
        """A state of the letter, dropped, waiting, or "" where none is wanted."""
        if decision in self.made:
            return self.made[decision]
        if decision in self.dropped:
            return "dropped"
        waits = has_letter and bool(decision) and school in self.queued
        return "waiting" if waits else ""


def told_by(connection: Connection, pack: Pack, uid: str, facts: Facts, letter: str) -> str:
    """The decision that waits and that such a letter tells of, "" where it tells of none."""
    first = next((one.id for one in category_letters(pack, facts)), "")
    row = letters(connection, uid).queued.get(uid) if letter == first else None
    return str(row["uid"]) if row else ""


def letters(connection: Connection, school: str = "") -> Letters:
    """Of one school, or of every; three statements."""
    made, gone = _made(connection, school), _dropped(connection, school)
    return Letters(made, gone, dict(_queued(connection, school, made.keys() | gone.keys())))


def _queued(connection: Connection, school: str, settled: set[str]) -> Iterator[tuple[str, Row]]:
    here = judgement.c
    query = select(judgement).where(here.state == DECIDED, here.x_gone == 0)
    query = query.where(here.provider_uid == school) if school else query
    decisions: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(query.order_by(here.decided_on, ENTERED)).mappings():
        decisions[row["provider_uid"]].append(dict(row))
    for uid, rows in decisions.items():
        made = (Made(row["uid"], row["school_year"], row["category"]) for row in rows)
        if waiting(made, settled):
            yield uid, rows[-1]


def _made(connection: Connection, school: str) -> dict[str, str]:
    here = document.c
    query = select(here.fields, here.state).where(here.kind == CATEGORY_LETTER, here.x_gone == 0)
    query = query.where(here.provider_uid == school) if school else query
    found = connection.execute(query).all()
    told = ((json.loads(row.fields or "{}").get(ABOUT, ""), row.state) for row in found)
    return {about: state for about, state in told if about}


def _dropped(connection: Connection, school: str) -> dict[str, str]:
    here = event.c
    query = select(here.about, here.note).where(here.kind == DROPPED, here.x_gone == 0)
    query = query.where(here.provider_uid == school) if school else query
    return {row.about: row.note or "" for row in connection.execute(query)}
