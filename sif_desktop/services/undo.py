"""One undo for everything, and the history of every record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sif_desktop.models.history import Entry, Record, history, record
from sif_desktop.models.undo import LaterWork, Step, UndoStack
from sif_desktop.services.context import Context
from sif_desktop.services.values.saying import Saying

if TYPE_CHECKING:
    from sif_desktop.domain.merge import Wire
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

    def history(self, table: str, uid: str, *, stored: bool = False) -> list[Entry]:
        """Who changed what of this record and of what it owns, newest first; in words, or for
        scripts with values as they are `stored`."""
        with self._context.store.read() as connection:
            saying = Saying(self._context, connection)
            return history(connection, table, uid, say=None if stored else partial(_said, saying))

    def record(self, uid: str) -> Record:
        """One record of any kind as it stands. Raises Problem if there is none."""
        with self._context.store.read() as connection:
            return record(connection, uid)


def _said(saying: Saying, table: str, uid: str, column: str, values: dict[str, Wire]) -> str:
    held = saying.row(uid)
    row = {**(held[1] if held else {}), **values}
    return saying.say(table, column, values.get(column), row)
