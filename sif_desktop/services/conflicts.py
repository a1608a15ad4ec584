"""Fields that two people changed apart from each other, for a person to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import DECIDE, DELETED
from sif_desktop.models.base import metadata
from sif_desktop.models.tables.log import sync_conflict
from sif_desktop.models.tables.people import officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.called import called
from sif_desktop.sync import resolve

if TYPE_CHECKING:
    from sif_desktop.domain.merge import Wire
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class VersionRow:
    who: str
    at: datetime
    texts: tuple[str, ...]  # one for each of the conflict's labels
    deleted: bool


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """`kind` is value, text, group or deledit (merged and order for a glance)."""

    row: str
    column: str
    kind: str
    school: str
    record: str  # what kind of record, and how it is called
    labels: tuple[str, ...]
    before: tuple[str, ...]
    versions: tuple[VersionRow, ...]  # the one on show last
    for_me: bool  # whether I wrote one of the versions


class ConflictService:
    def __init__(self, context: Context) -> None:
        self._store = context.store

    def count(self) -> int:
        query = select(func.count()).select_from(sync_conflict)
        with self._store.read() as connection:
            return connection.execute(query.where(sync_conflict.c.kind.in_(DECIDE))).scalar_one()

    def rows(self) -> tuple[ConflictRow, ...]:
        """What waits for a decision, by school and record."""
        return self._rows(glance=False)

    def to_glance_at(self) -> tuple[ConflictRow, ...]:
        """Texts that were put together, and additions whose order is to be looked at."""
        return self._rows(glance=True)

    def use(self, conflict: ConflictRow, version: int) -> Changes:
        """Settle it by one of its versions, counted from 0."""
        question = self._question(conflict)
        if not 0 <= version < len(question.versions):
            raise Problem("There is no such version.", "Look at the list again.")
        return self._decide(question, question.versions[version].values)

    def write(self, conflict: ConflictRow, texts: Iterable[str]) -> Changes:
        """Settle it by the officer's own words, one text for each label."""
        question = self._question(conflict)
        given = list(texts)
        if len(given) != len(question.columns):
            raise Problem("Each field of this conflict needs a value.")
        columns = metadata.tables[question.table].c
        values = {
            name: _wire(text, columns[name].type.python_type is int, _label(question, name))
            for name, text in zip(question.columns, given, strict=True)
        }
        return self._decide(question, values)

    def keep(self, conflict: ConflictRow) -> Changes:
        """The record stays, though somebody deleted it. Not undone, which would delete it for
        everybody: who thinks again deletes it as ever."""
        question = self._question(conflict)
        label = "Kept a record that was deleted elsewhere"
        with self._store.action(label, undoable=False) as act:
            resolve.keep(act, question)
        return act.changes

    def delete(self, conflict: ConflictRow) -> Changes:
        """The record goes, though somebody changed it."""
        question = self._question(conflict)
        with self._store.action("Deleted a record that was changed elsewhere") as act:
            resolve.delete(act, question)
        return act.changes

    def tick(self, conflict: ConflictRow) -> None:
        with self._store.local() as connection:
            resolve.tick(connection, conflict.row, conflict.column)

    def _decide(self, question: resolve.Question, values: Mapping[str, Wire]) -> Changes:
        with self._store.action("Decided between two versions") as act:
            resolve.decide(act, question, values)
        return act.changes

    def _question(self, conflict: ConflictRow) -> resolve.Question:
        """The question as it was shown. Raises Problem if it has changed since or is closed."""
        with self._store.read() as connection:
            found = resolve.questions(connection, [conflict.row])
            people = _people(connection)
        for question in found:
            if question.column == conflict.column:
                if _versions(question, people) != conflict.versions:
                    break
                return question
        raise Problem(
            "This has been decided or changed meanwhile.", "Look at the list again; it is renewed."
        )

    def _rows(self, *, glance: bool) -> tuple[ConflictRow, ...]:
        with self._store.read() as connection:
            found = resolve.questions(connection, glance=glance)
            people, named = _people(connection), _named(connection, found)
        rows = (self._row(question, people, named[question.row]) for question in found)
        return tuple(sorted(rows, key=lambda row: (row.school, row.record, row.column)))

    def _row(
        self, question: resolve.Question, people: Mapping[str, str], named: tuple[str, str]
    ) -> ConflictRow:
        labels = tuple(_label(question, name) for name in question.columns)
        return ConflictRow(
            question.row,
            question.column,
            question.kind,
            named[0],
            named[1],
            labels or ("Deletion",),
            tuple(_say(question.base[name]) for name in question.columns),
            _versions(question, people),
            any(version.author == self._store.person for version in question.versions),
        )


def _versions(question: resolve.Question, people: Mapping[str, str]) -> tuple[VersionRow, ...]:
    return tuple(
        VersionRow(
            people.get(version.author, "somebody"),
            datetime.fromtimestamp(version.at_ms / 1000, UTC),
            tuple(_say(version.values[name]) for name in question.columns),
            question.column == DELETED and version.deleted,
        )
        for version in question.versions
    )


def _people(connection: Connection) -> dict[str, str]:
    rows = connection.execute(select(officer.c.uid, officer.c.name))
    return {row.uid: row.name or "" for row in rows}


def _named(connection: Connection, found: Iterable[resolve.Question]) -> dict[str, tuple[str, str]]:
    """{row: (school, record)} with one statement for each kind of record."""
    by_table: dict[str, list[str]] = {}
    for question in found:
        by_table.setdefault(question.table, []).append(question.row)
    rows = connection.execute(select(provider.c.uid, provider.c.name))
    schools = {row.uid: row.name or "" for row in rows}
    named: dict[str, tuple[str, str]] = {}
    for name, uids in by_table.items():
        table = metadata.tables[name]
        query = select(table).where(table.c.uid.in_(uids))
        for row in connection.execute(query).mappings():
            school = schools.get(row.get("provider_uid") or row["x_part"], "")
            if name == provider.name:
                school = row["name"] or ""
            named[row["uid"]] = (school, called(table, row))
    return named


def _label(question: resolve.Question, column: str) -> str:
    return str(metadata.tables[question.table].c[column].info["label"])


def _say(value: Wire) -> str:
    return "" if value is None else str(value)


def _wire(text: str, whole: bool, label: str) -> Wire:
    if not whole or not text:
        return text or None
    try:
        return int(text)
    except ValueError:
        raise Problem(f"{label} must be a whole number.", "Type digits only.") from None
