"""Typing on a visit: on disk at every pause, one logged change when its field is left.

An answer's first words make its row at once, so that a draft always has a row to be shown with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Answer, AnswerState, Item, ItemKind
from sif_desktop.models import drafts
from sif_desktop.models.changes import Changes, jottings_part
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.restricted import is_restricted
from sif_desktop.models.store import Store, now
from sif_desktop.models.tables import visits as tables
from sif_desktop.models.tables.log import draft

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sif_desktop.models.changes import Action

_OPEN = str(AnswerState.OPEN)
JOT_LINE, ACTION_STRIP = "jot_line", "action_strip"  # drafts of no table: lines not yet entered
VISIT_TEXTS = (
    "feedback_to",
    "feedback_text",
    "strengths",
    "development",
    "support",
    "summary",
    "look_fors",
)


@dataclass(frozen=True, slots=True)
class Field:
    """Where typing goes: a stored column, or a line not yet entered. Use the functions below."""

    table: str
    row: str
    column: str
    visit: str = ""
    form: str = ""
    item: str = ""
    asked: str = ""


def jot_line(visit: str) -> Field:
    return Field(JOT_LINE, visit, "text", visit)


def action_line(visit: str, column: str) -> Field:
    """A part of the action being agreed: what, party, who, due, measure, form, item."""
    return Field(ACTION_STRIP, visit, column, visit)


def jotting_text(visit: str, uid: str) -> Field:
    return Field("jotting", uid, "text", visit)


def visit_text(visit: str, column: str) -> Field:
    """One of VISIT_TEXTS."""
    return Field("visit", visit, column, visit)


def answer_text(visit: str, form: str, item: Item, column: str) -> Field:
    """The value of a text item, or the evidence or reason of any."""
    uid = answer_uid(visit, form, item.id)
    return Field("answer", uid, column, visit, form, item.id, item.label)


def answer_uid(visit: str, form: str, item: str) -> str:
    """The same on every machine, so that two officers on one visit write one answer."""
    return keyed_uid("answer", visit, form, item)


class Typing:
    """Keeps and settles what is being typed on a visit."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, texts: Mapping[Field, str]) -> None:
        """Keep what is being typed, all fields in one transaction; durable when this returns."""
        new = self._answers_to_make(texts)
        if new:
            with self._store.logged("Began an answer", kind="fixed") as act:
                part = part_of(act.connection, new[0].visit)
                for field in new:
                    _begin_answer(act, part, field)
                _keep(self._store, act.connection, texts)
        else:
            with self._store.local() as connection:
                _keep(self._store, connection, texts)

    def settle(self, field: Field) -> Changes | None:
        """The field was left: its draft becomes one logged change; None if nothing was typed."""
        if field.table != "answer":
            return drafts.settle(self._store, field.table, field.row, _settled(field), field.column)
        return self._settle_answer(field.row, f"Wrote about “{field.asked}”")

    def settle_visit(self, visit_uid: str) -> None:
        """Everything typed on the visit becomes logged changes, but for lines not yet entered."""
        with self._store.read() as connection:
            waiting = connection.execute(select(draft.c.tbl, draft.c.row).distinct()).all()
            answers = {row.row for row in waiting if row.tbl == "answer"}
            jottings = {row.row for row in waiting if row.tbl == "jotting"}
            mine = _of_visit(connection, tables.answer, visit_uid, answers)
            lines = _of_visit(connection, tables.jotting, visit_uid, jottings)
        for uid in mine:
            self._settle_answer(uid, "Wrote an answer")
        for uid in lines:
            drafts.settle(self._store, "jotting", uid, "Changed a jotting")
        if any(row.tbl == "visit" and row.row == visit_uid for row in waiting):
            drafts.settle(self._store, "visit", visit_uid, "Wrote about the visit")

    def _answers_to_make(self, texts: Mapping[Field, str]) -> list[Field]:
        """Answers typed for the first time: a draft needs a row to be shown with."""
        fields = {field.row: field for field in texts if field.table == "answer"}
        if not fields:
            return []
        query = select(tables.answer.c.uid, tables.answer.c.state).where(
            tables.answer.c.uid.in_(list(fields)), tables.answer.c.x_gone == 0
        )
        with self._store.read() as connection:
            states = {row.uid: row.state for row in connection.execute(query)}
        return [
            field
            for uid, field in fields.items()
            if uid not in states or (field.column == "value" and _is_open(states[uid]))
        ]

    def _settle_answer(self, uid: str, label: str) -> Changes | None:
        return drafts.settle(self._store, "answer", uid, label, with_more=_with_its_state)


def _with_its_state(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed of an answer: a value typed or emptied answers the question or opens it."""
    if "value" not in typed:
        return dict(typed)
    state = AnswerState.ANSWERED if typed["value"].strip() else AnswerState.OPEN
    return {**typed, "state": state}


def with_state(given: Answer) -> Answer:
    """An answer whose typed value counts as an answer."""
    if given.state is AnswerState.OPEN and given.value.strip():
        return replace(given, state=AnswerState.ANSWERED)
    return given


def answer_columns(visit: str, form: str, item: Item, given: Answer) -> dict[str, Any]:
    answer = with_state(given)
    return {
        "visit_uid": visit,
        "form": form,
        "item": item.id,
        "asked": item.label,
        "state": str(answer.state),
        "value": answer.value,
        "evidence": answer.evidence,
        "evidence_kinds": [str(kind) for kind in answer.evidence_kinds],
        "reason": answer.reason,
    }


def _begin_answer(act: Action, provider: str, field: Field) -> None:
    """A row for the draft to be shown with. What a deleted answer held does not come back."""
    state = AnswerState.ANSWERED if field.column == "value" else AnswerState.OPEN
    blank = Answer(field.item, AnswerState.OPEN)
    item = Item(field.item, field.asked, ItemKind.TEXT)
    key = (field.visit, field.form, field.item)
    found = act.rows({field.row: "answer"}).get(field.row)
    if found is not None and not found["x_gone"]:
        act.update(tables.answer, field.row, state=str(state))
        return
    values = {**answer_columns(field.visit, field.form, item, blank), "state": str(state)}
    put_answer(act, provider, key, values)


def put_answer(act: Action, part: str, key: tuple[str, str, str], values: Mapping[str, Any]) -> str:
    """A first answer says nothing of what is empty: a colleague may have filled in just that."""
    uid = answer_uid(*key)
    if not act.rows({uid: "answer"}):
        values = {name: value for name, value in values.items() if value not in ("", [], _OPEN)}
    return act.put(tables.answer, part, key, **values)


def _is_open(state: str | None) -> bool:
    return (state or _OPEN) == _OPEN


def _keep(store: Store, connection: Connection, texts: Mapping[Field, str]) -> None:
    moment = now()
    kept, emptied = [], []
    for field, text in texts.items():
        if field.table in (JOT_LINE, ACTION_STRIP) and not text:
            emptied.append(field)
            continue
        place = {"tbl": field.table, "row": field.row, "col": field.column}
        kept.append(place | {"text": clean(text), "at": moment})
    if kept:
        drafts.keep(store, connection, kept)
    for field in emptied:
        which = (draft.c.tbl == field.table) & (draft.c.row == field.row)
        connection.execute(delete(draft).where(which, draft.c.col == field.column))


def clean(text: str) -> str:
    """Text that every file format can hold: half characters replaced, NUL bytes dropped."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def drop_drafts(connection: Connection, table: str, uid: str) -> None:
    connection.execute(delete(draft).where(draft.c.tbl == table, draft.c.row == uid))


def provider_of(connection: Connection, visit_uid: str) -> str:
    """The visit's school. Raises Problem if the visit is gone."""
    return str(_of_its_own(connection, visit_uid, tables.visit.c.provider_uid))


def part_of(connection: Connection, visit_uid: str) -> str:
    """The partition of what is recorded on the visit: its school's, or its own where it is
    restricted. Raises Problem if the visit is gone."""
    return str(_of_its_own(connection, visit_uid, tables.visit.c.x_part))


def notes_part(connection: Connection, visit_uid: str) -> str:
    """The partition of jottings and rooms, which are the officers' own."""
    part = part_of(connection, visit_uid)
    return part if is_restricted(part) else jottings_part(visit_uid)


def _of_its_own(connection: Connection, visit_uid: str, column: Any) -> Any:
    query = select(column).where(tables.visit.c.uid == visit_uid, tables.visit.c.x_gone == 0)
    found = connection.execute(query).scalar()
    if found is None:
        raise Problem("This visit has been deleted.", "Undo brings it back.")
    return found


def _of_visit(connection: Connection, table: Any, visit_uid: str, uids: Iterable[str]) -> list[str]:
    query = select(table.c.uid).where(
        table.c.visit_uid == visit_uid, table.c.uid.in_(list(uids)), table.c.x_gone == 0
    )
    return list(connection.execute(query).scalars())


def _settled(field: Field) -> str:
    return {"jotting": "Changed a jotting", "visit": "Wrote about the visit"}[field.table]
