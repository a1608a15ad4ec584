"""Whether what was issued of a visit or a meeting still says what the record says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.meetings import meeting
from sif_desktop.services.documents import issue
from sif_desktop.services.documents.approved import KINDS, ChangedSince, changed_since
from sif_desktop.services.documents.views import ISSUED
from sif_desktop.services.minutes_issued import MEETING
from sif_desktop.services.values.saying import Saying

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Approved:
    """A document as it was issued, and what the record says otherwise since."""

    document_uid: str
    title: str
    number: int
    issued_on: str  # ISO
    changed: tuple[ChangedSince, ...]


class ApprovalService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def about(self, uid: str) -> Approved | None:
        """Of the document, visit or meeting of this uid; None where both still agree, or nothing
        has been issued."""
        with self._context.store.read() as connection:
            for row in _issued(connection, uid):
                versions = issue.read_versions(connection, [row.uid]).get(row.uid, [])
                if not versions:
                    continue
                newest, of = versions[0], _meeting(row.fields)
                saying = Saying(self._context, connection)
                changed = changed_since(saying, newest.uid, row.visit_uid or "", of)
                if changed:
                    title = row.title or ""
                    return Approved(row.uid, title, newest.number, newest.issued_on, changed)
        return None


def _issued(connection: Connection, uid: str) -> list[Any]:
    """The issued notes and minutes that are this document, or of this visit or meeting."""
    table = document
    mine = (table.c.uid == uid) | (table.c.visit_uid == uid)
    if connection.execute(select(meeting.c.uid).where(meeting.c.uid == uid)).first():
        mine |= table.c.fields.contains(uid)  # read through only for a meeting
    query = select(table.c.uid, table.c.visit_uid, table.c.fields, table.c.title).where(
        mine, table.c.kind.in_(KINDS), table.c.state == ISSUED, table.c.x_gone == 0
    )
    rows = connection.execute(query.order_by(table.c.uid)).all()
    return [row for row in rows if uid in (row.uid, row.visit_uid, _meeting(row.fields))]


def _meeting(fields: str | None) -> str:
    given: dict[str, str] = json.loads(fields or "{}")
    return given.get(MEETING, "")
