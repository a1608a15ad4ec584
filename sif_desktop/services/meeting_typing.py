"""What is being typed at a meeting and not yet kept: on disk at every pause, there again when the
meeting is opened again. It is no part of the meeting until it is entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import delete

from sif_desktop.models import drafts
from sif_desktop.models.dialect import insert_or_set
from sif_desktop.models.store import now
from sif_desktop.models.tables.log import draft
from sif_desktop.services.typed import clean

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

_TYPED = "meeting_typed"  # drafts of no table
JOT = "jot"


def action_part(column: str) -> str:
    """A field of the action being agreed."""
    return f"action:{column}"


def review_part(row_uid: str, column: str) -> str:
    """What is being said of a row of a plan."""
    return f"review:{row_uid}:{column}"


def whole_part(column: str) -> str:
    """A text of the meeting as a whole, such as its summary."""
    return f"meeting:{column}"


class MeetingTyping:
    def __init__(self, context: Context) -> None:
        self._store = context.store

    def keep(self, meeting_uid: str, texts: Mapping[str, str]) -> None:
        """Keep what is being typed, by field; "" forgets it. Durable when this returns."""
        moment = now()
        kept = [
            {"tbl": _TYPED, "row": meeting_uid, "col": name, "text": clean(text), "at": moment}
            for name, text in texts.items()
            if text
        ]
        emptied = [name for name, text in texts.items() if not text]
        with self._store.local() as connection:
            if kept:
                connection.execute(insert_or_set(connection, draft, ["text", "at"]), kept)
            if emptied:
                which = (draft.c.tbl == _TYPED) & (draft.c.row == meeting_uid)
                connection.execute(delete(draft).where(which, draft.c.col.in_(emptied)))

    def unfinished(self, meeting_uid: str) -> dict[str, str]:
        """What was typed and not entered, by field."""
        with self._store.read() as connection:
            return drafts.of_row(connection, _TYPED, meeting_uid)
