"""One undo for everything, and the history of every record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sif_desktop.models.history import Entry, Record, history, record
from sif_desktop.models.undo import LaterWork, Step, UndoStack
from sif_desktop.services.context import Context

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes

__all__ = ["Entry", "LaterWork", "Record", "Step", "UndoService"]


class UndoService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._stack = UndoStack(context.store)

    def next_undo(self) -> Step | None:
        """What undo would take back, or nothing."""
        return self._stack.next_undo()

    def next_redo(self) -> Step | None:
        return self._stack.next_redo()

    def undo(self) -> Changes:
        """Raises LaterWork where later changes stand on it; Problem if there is nothing."""
        return self._stack.undo()

    def redo(self) -> Changes:
        return self._stack.redo()

    def history(self, table: str, uid: str) -> list[Entry]:
        """Who changed what of this record and of what it owns, newest first."""
        with self._context.store.read() as connection:
            return history(connection, table, uid)

    def record(self, uid: str) -> Record:
        """One record of any kind as it stands. Raises Problem if there is none."""
        with self._context.store.read() as connection:
            return record(connection, uid)
