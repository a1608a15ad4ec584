"""Fields that two people changed apart from each other, for a person to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import DECIDE
from sif_desktop.models.tables.log import sync_conflict
from sif_desktop.models.tables.people import officer
from sif_desktop.services.conflict_rows import (
    ConflictRow,
    OwnField,
    VersionRow,
    row_of,
    together,
    versions_of,
)
from sif_desktop.services.values.parts import Part, parts_of
from sif_desktop.services.values.saying import Saying
from sif_desktop.sync import resolve

if TYPE_CHECKING:
    from sif_desktop.domain.merge import Wire
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context

__all__ = ["ConflictRow", "ConflictService", "OwnField", "VersionRow"]


class ConflictService:
    def __init__(self, context: Context) -> None:
        self._context = context
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
        """Settle it by the officer's own words: for each of `own` a text, or the key chosen."""
        given = list(texts)
        with self._asked(conflict) as (_saying, question, parts):
            if len(given) != len(parts):
                raise Problem("Each field of this conflict needs a value.")
            values = dict(question.versions[-1].values)
            for part, text in zip(parts, given, strict=True):
                values |= part.read(text)
        return self._decide(question, values)

    def keep_both(self, conflict: ConflictRow) -> Changes:
        """Settle it by the entries of all versions, where it is a list."""
        question = self._question(conflict)
        found = together(question)
        if found is None:
            raise Problem("This is no list, so only one version can stand.", "Choose one of them.")
        return self._decide(question, found)

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
        with self._asked(conflict) as (_saying, question, _parts):
            return question

    @contextmanager
    def _asked(
        self, conflict: ConflictRow
    ) -> Iterator[tuple[Saying, resolve.Question, tuple[Part, ...]]]:
        """The question as it was shown. Raises Problem if it has changed since or is closed."""
        with self._store.read() as connection:
            saying, people = Saying(self._context, connection), _people(connection)
            for question in resolve.questions(connection, [conflict.row]):
                if question.column == conflict.column:
                    parts = self._parts(saying, question)
                    if versions_of(saying, question, parts, people) != conflict.versions:
                        break
                    yield saying, question, parts
                    return
        raise Problem(
            "This has been decided or changed meanwhile.", "Look at the list again; it is renewed."
        )

    def _parts(self, saying: Saying, question: resolve.Question) -> tuple[Part, ...]:
        found = saying.row(question.row)
        row = found[1] if found else {}
        return parts_of(saying, question, row, self._context.today())

    def _rows(self, *, glance: bool) -> tuple[ConflictRow, ...]:
        with self._store.read() as connection:
            saying, people = Saying(self._context, connection), _people(connection)
            found = resolve.questions(connection, glance=glance)
            rows = [
                row_of(saying, one, self._parts(saying, one), people, self._store.person)
                for one in found
            ]
        return tuple(sorted(rows, key=lambda row: (row.school, row.record, row.column)))


def _people(connection: Connection) -> dict[str, str]:
    rows = connection.execute(select(officer.c.uid, officer.c.name))
    return {row.uid: row.name or "" for row in rows}
