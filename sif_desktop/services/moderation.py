"""Moderating a visit that two officers recorded apart, once their laptops have exchanged it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.form_values import allowed_values, format_value
from sif_desktop.domain.forms import AnswerState
from sif_desktop.domain.moderation import Differing, Judged, differing
from sif_desktop.models.tables.people import officer
from sif_desktop.models.tables.visits import answer
from sif_desktop.services.visit_record import read_record
from sif_desktop.sync import resolve

if TYPE_CHECKING:
    from sif_desktop.domain.forms import Form, Item, Scale
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context

_STATES = {
    AnswerState.NOT_SEEN: "Not seen",
    AnswerState.NOT_APPLICABLE: "Not applicable",
    AnswerState.NOT_JUDGED: "Not judged",
}


@dataclass(frozen=True, slots=True)
class ModerationRow:
    """An item two officers judged otherwise. `choices` are (value, words) to agree on."""

    item: str
    label: str
    mine: str
    theirs: tuple[tuple[str, str], ...]  # who, what they judged
    choices: tuple[tuple[str, str], ...]


class ModerationService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def rows(self, visit_uid: str) -> tuple[ModerationRow, ...]:
        """The differing judgements of a visit, in the order of its form; nothing else."""
        with self._store.read() as connection:
            pack, form = self._form(connection, visit_uid)
            questions = _questions(connection, visit_uid, form.id)
            rows = connection.execute(select(officer.c.uid, officer.c.name))
            people = {row.uid: row.name or "" for row in rows}
        judged = {item: _judged(question) for item, question in questions.items()}
        items = {
            item.id: item for item in form.items() if item.id in judged and _choices(pack, item)
        }
        found = differing(items, judged, self._store.person)
        return tuple(_row(pack, items[row.item], row, people) for row in found)

    def settle(self, visit_uid: str, item: str, agreed: str, reason: str) -> Changes:
        """Record what the two agreed on and why; the reason stays with the item's evidence.

        Raises Problem without a reason, for a value the item does not have, or where nothing
        differs any more.
        """
        if not reason.strip():
            raise Problem("A moderation needs its reason.", "Say what the two of you agreed on.")
        with self._store.read() as connection:
            pack, form = self._form(connection, visit_uid)
            question = _questions(connection, visit_uid, form.id).get(item)
        if question is None:
            raise Problem("On this item nothing differs (any more).", "Look at the list again.")
        asked = form.item(item)
        assert asked is not None, "questions are of this form's items"
        if agreed not in dict(_choices(pack, asked)):
            raise Problem(f"“{agreed}” is no answer to this item.", "Choose one of the list.")
        values = dict(question.versions[-1].values) | {"state": AnswerState.ANSWERED.value}
        with self._store.action(f"Moderated “{asked.label}”", place=f"visit:{visit_uid}") as act:
            resolve.decide(act, question, values | {"value": agreed})
            query = select(answer.c.evidence).where(answer.c.uid == question.row)
            before = act.connection.execute(query).scalar() or ""
            said = f"Moderated: {reason.strip()}"
            act.update(answer, question.row, evidence=f"{before}\n{said}" if before else said)
        return act.changes

    def _form(self, connection: Connection, visit_uid: str) -> tuple[Pack, Form]:
        visit = read_record(connection, visit_uid).visit
        pack = self._context.registry.get(visit.pack, visit.pack_version)
        return pack, pack.visit_form(visit.visit_type)


def _questions(connection: Connection, visit_uid: str, form: str) -> dict[str, resolve.Question]:
    """{item: the open question about its judgement}."""
    mine = (answer.c.visit_uid == visit_uid) & (answer.c.form == form) & (answer.c.x_gone == 0)
    query = select(answer.c.uid, answer.c.item).where(mine)
    rows = {row.uid: row.item for row in connection.execute(query)}
    asked = resolve.questions(connection, rows) if rows else []
    return {str(rows[one.row]): one for one in asked if "value" in one.columns}


def _judged(question: resolve.Question) -> tuple[Judged, ...]:
    return tuple(
        Judged(one.author, str(one.values["state"] or ""), str(one.values["value"] or ""))
        for one in question.versions
    )


def _row(pack: Pack, item: Item, row: Differing, people: dict[str, str]) -> ModerationRow:
    return ModerationRow(
        item.id,
        item.label,
        _said(pack, item, row.mine) if row.mine else "",
        tuple(
            (people.get(one.officer) or "A colleague", _said(pack, item, one)) for one in row.theirs
        ),
        _choices(pack, item),
    )


def _said(pack: Pack, item: Item, one: Judged) -> str:
    if one.state in _STATES:
        return _STATES[AnswerState(one.state)]
    return format_value(item, one.value, _scale(pack, item)) if one.value else "Open"


def _choices(pack: Pack, item: Item) -> tuple[tuple[str, str], ...]:
    scale = _scale(pack, item)
    values = allowed_values(item, scale) or ()
    return tuple((value, format_value(item, value, scale)) for value in values)


def _scale(pack: Pack, item: Item) -> Scale | None:
    return pack.scales.get(item.scale) if item.scale else None
