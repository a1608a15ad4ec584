"""Everything recorded about one visit, read in a fixed number of statements.

Text being typed (drafts) is already in the values: what is read here is what its writer sees.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Answer, AnswerState, Evidence
from sif_desktop.models import drafts
from sif_desktop.models.base import logged_columns
from sif_desktop.models.restricted import is_restricted
from sif_desktop.models.tables import visits as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task

# The states of a visit, in order; "cancelled" may follow "planned".
STATES = ("planned", "in_school", "drafting", "with_school", "issued", "cancelled")


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit as planned and carried out. Dates ISO, times "HH:MM", days as typed ("0.5")."""

    uid: str
    provider_uid: str
    provider: str  # the school's name
    urn: str
    pack: str
    pack_version: str
    visit_type: str
    title: str
    focus: str
    areas_agreed: str
    visit_date: str
    start_time: str
    end_time: str
    state: str
    days_preparation: str
    days_on_site: str
    days_reporting: str
    feedback_to: str
    feedback_text: str
    feedback_date: str
    strengths: str
    development: str
    support: str
    summary: str
    look_fors: str
    key_task: str = ""  # a code of the rulebook
    restricted: bool = False  # only the officer may see it


@dataclass(frozen=True, slots=True)
class Companion:
    uid: str
    name: str
    part: str  # lead, joint, shadow, qa


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the school to meet, by role; the name is for the file only."""

    uid: str
    role: str
    name: str
    met: str  # "yes", "no" or ""


@dataclass(frozen=True, slots=True)
class Room:
    uid: str
    place: str
    year_group: str
    subject: str
    entered_at: str

    @property
    def label(self) -> str:
        """ "Year 3 reading, library": the class and then the place."""
        group = " ".join(part for part in (self.year_group, self.subject) if part)
        return ", ".join(part for part in (group, self.place) if part) or "Room"


@dataclass(frozen=True, slots=True)
class Jotting:
    uid: str
    at: str  # ISO with time
    room_uid: str
    companion: str
    text: str
    form: str
    item: str
    parked: str  # "yes" or ""


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    uid: str
    form: str
    asked: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Task:
    uid: str
    provider_uid: str
    visit_uid: str
    form: str
    item: str
    what: str
    party: str  # school, authority, partner
    who: str
    due: str
    measure: str
    state: str  # open, done, dropped
    done_on: str
    done_note: str


@dataclass(frozen=True, slots=True)
class Attachment:
    uid: str
    title: str
    sha256: str
    media_type: str
    size: int
    item: str
    added_at: str
    note: str


@dataclass(frozen=True, slots=True)
class VisitRecord:
    visit: Visit
    companions: tuple[Companion, ...]
    people: tuple[Person, ...]
    rooms: tuple[Room, ...]
    jottings: tuple[Jotting, ...]
    answers: tuple[RecordedAnswer, ...]
    tasks: tuple[Task, ...]
    attachments: tuple[Attachment, ...]
    jot_line: str  # what stood unfinished in the jottings line

    def answers_of(self, form: str) -> dict[str, Answer]:
        return {found.answer.item: found.answer for found in self.answers if found.form == form}


def refuse_restricted(visit: Visit, so: str) -> None:
    """Raises Problem for a visit that only the officer may see; `so` says what is not done."""
    if visit.restricted:
        raise Problem(
            f"This visit is restricted: {so}.",
            "Plan a visit of another type for what the school is to read.",
        )


def read_visit(connection: Connection, uid: str) -> Visit:
    """Raises Problem if the visit is not there (any more)."""
    joined = tables.visit.join(provider, provider.c.uid == tables.visit.c.provider_uid)
    columns = (tables.visit, provider.c.name.label("provider"), provider.c.urn)
    query = select(*columns).select_from(joined).where(tables.visit.c.uid == uid)
    row = connection.execute(query).mappings().first()
    if row is None or row["x_gone"]:
        raise Problem("This visit has been deleted.", "Undo brings it back.")
    values = drafts.overlay(dict(row), drafts.of_row(connection, "visit", uid))
    hidden = is_restricted(row["x_part"])
    shown = (name for name in Visit.__slots__ if name != "restricted")
    return Visit(**{name: values[name] or "" for name in shown}, restricted=hidden)


def read_record(connection: Connection, uid: str) -> VisitRecord:
    visit = read_visit(connection, uid)
    answers = [
        RecordedAnswer(row["uid"], row["form"], row["asked"], answer_of(row))
        for row in _owned(connection, tables.answer, uid)
    ]
    of_visit = select(task).where(task.c.visit_uid == uid, task.c.x_gone == 0)
    rows = [dict(row) for row in connection.execute(of_visit.order_by(task.c.due)).mappings()]
    return VisitRecord(
        visit,
        tuple(_make(Companion, row) for row in _owned(connection, tables.companion, uid)),
        tuple(_make(Person, row) for row in _owned(connection, tables.meeting_person, uid)),
        tuple(_make(Room, row) for row in _owned(connection, tables.room, uid, "entered_at")),
        tuple(_make(Jotting, row) for row in _owned(connection, tables.jotting, uid, "at")),
        tuple(answers),
        tuple(_make(Task, row) for row in _with_drafts(connection, task, rows)),
        tuple(
            _make(Attachment, row) for row in _owned(connection, tables.attachment, uid, "added_at")
        ),
        drafts.of_row(connection, "jot_line", uid).get("text", ""),
    )


def answer_of(row: Mapping[str, Any]) -> Answer:
    kinds = json.loads(row["evidence_kinds"] or "[]")
    return Answer(
        row["item"],
        AnswerState(row["state"] or "open"),
        row["value"] or "",
        row["evidence"] or "",
        tuple(Evidence(kind) for kind in kinds),
        row["reason"] or "",
    )


def _owned(
    connection: Connection, table: Table, visit_uid: str, order: str = "uid"
) -> list[dict[str, Any]]:
    query = select(table).where(table.c.visit_uid == visit_uid, table.c.x_gone == 0)
    ordered = query.order_by(table.c[order], table.c.uid)
    rows = [dict(row) for row in connection.execute(ordered).mappings()]
    return _with_drafts(connection, table, rows)


def _with_drafts(
    connection: Connection, table: Table, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    typed = drafts.of_rows(connection, table.name, [row["uid"] for row in rows])
    names = {column.name for column in logged_columns(table)}
    filled = []
    for row in rows:
        texts = {name: text for name, text in typed.get(row["uid"], {}).items() if name in names}
        filled.append({**row, **texts})
    return filled


def _make(kind: Any, row: Mapping[str, Any]) -> Any:
    return kind(**{name: row[name] if row[name] is not None else "" for name in kind.__slots__})
