"""Notes of visits: begun from the record; from then on documents like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.visits import visit as visit_table
from sif_desktop.services.documents.drafting import kept_body
from sif_desktop.services.documents.note_source import gather
from sif_desktop.services.documents.reader import DocumentReader
from sif_desktop.services.documents.source import NOTE_OF_VISIT
from sif_desktop.services.documents.views import DRAFTING, Started
from sif_desktop.services.tasks import TaskFields, TaskService
from sif_desktop.services.visit_record import refuse_restricted

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context


class NoteService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def start(self, visit_uid: str) -> Started:
        """The note of this visit, begun now if it was not before.

        Raises Problem for a visit that has not begun or was cancelled.
        """
        store = self._context.store
        with store.read() as connection:
            found = _of_visit(connection, visit_uid)
            if found:
                return Started(found, None)
            source = gather(connection, self._context, visit_uid)
        visit = source.record.visit
        refuse_restricted(visit, "no note is made of it")
        if visit.state in ("planned", "cancelled"):
            raise Problem(
                "There is nothing to write a note about: this visit has not taken place.",
                "Start the visit first.",
            )
        uid = new_uid()
        fields = {
            "provider_uid": visit.provider_uid,
            "visit_uid": visit_uid,
            "kind": NOTE_OF_VISIT,
            "layout": source.layout.id,
            "title": DocumentReader.title(source),
            "state": DRAFTING,
            "body": kept_body(source.compose()),
        }
        with store.action(f"Began the note for {visit.provider}", place=f"document:{uid}") as act:
            act.create(tables.document, visit.provider_uid, uid, **fields)
            act.update(visit_table, visit_uid, state=DRAFTING)
        return Started(uid, act.changes)

    def edit_action(
        self, task_uid: str, what: str, party: str, who: str, due: str, measure: str
    ) -> Changes:
        """Put an agreed action right; the table follows. Raises Problem if it says nothing."""
        given = TaskFields(what, party, who, due, measure)
        return TaskService(self._context).edit(task_uid, given)


def _of_visit(connection: Connection, visit_uid: str) -> str:
    """The uid of the visit's note, or ""."""
    table = tables.document
    query = select(table.c.uid).where(
        table.c.visit_uid == visit_uid, table.c.kind == NOTE_OF_VISIT, table.c.x_gone == 0
    )
    return connection.execute(query).scalar() or ""
