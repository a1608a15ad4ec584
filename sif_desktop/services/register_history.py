"""What a change in the register means for the histories kept here: status, and who is head.

Histories are added to and ended, never overwritten; what an officer entered by hand stands.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sif_desktop.domain.heads import head_display
from sif_desktop.domain.register import RegisterRow, plain
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider_status, role
from sif_desktop.services.register_rows import (
    HEAD_FIELDS,
    HEADTEACHER,
    StoredProvider,
    head_role,
    register_head,
)

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action

_DATED = ("status",)


class RegisterHistory:
    def __init__(self, act: Action, source: str, today: date) -> None:
        self._act, self._source, self._today = act, source, today

    def note(self, known: StoredProvider, row: RegisterRow, changed: Set[str]) -> None:
        """Extend the histories of one provider whose fields `changed` differ now."""
        if "status" in changed:
            self._note_status(known, row)
        if changed & set(HEAD_FIELDS):
            self._note_head(known, row)

    def _note_status(self, known: StoredProvider, row: RegisterRow) -> None:
        on = self._status_date(row)
        before = plain(known.values["status"])
        opened = plain(known.values.get("open_date"))
        if not self._end_status(known.uid, on) and before:
            self._put_status(known.uid, before, opened, to_date=on)
        self._put_status(known.uid, row.status, on)

    def _end_status(self, provider: str, on: str) -> bool:
        here = provider_status.c
        mine = (here.provider_uid == provider) & (here.what == "status") & (here.x_gone == 0)
        query = select(here.uid).where(mine, here.to_date.is_(None))
        found = self._act.connection.execute(query).scalars().all()
        for uid in found:
            self._act.update(provider_status, uid, to_date=on)
        return bool(found)

    def _put_status(self, provider: str, value: str, since: str, **more: str) -> None:
        fields: dict[str, Any] = {"what": "status", "value": value, "from_date": since or None}
        self._act.put(
            provider_status,
            TEAM,
            (provider, "status", value, since),
            provider_uid=provider,
            source=self._source,
            **fields,
            **more,
        )

    def _status_date(self, row: RegisterRow) -> str:
        """The day the new status began, as far as the register tells."""
        day = {"closed": row.close_date, "open": row.open_date}.get(row.status.casefold())
        return (day or row.last_changed or self._today).isoformat()

    def _note_head(self, known: StoredProvider, row: RegisterRow) -> None:
        """End whom the register named before and begin whom it names now.

        A head added by hand stands: the register only catches up with the officer.
        """
        name, (before, _) = head_display(row), register_head(known.values)
        since = (row.last_changed or self._today).isoformat()
        here = role.c
        mine = (here.provider_uid == known.uid) & (here.role == HEADTEACHER) & (here.x_gone == 0)
        query = select(here.uid, here.name, here.source).where(mine, here.to_date.is_(None))
        current = self._act.connection.execute(query).all()
        if name == before:  # only the job title or the spelling of the title
            for held in current:
                if held.name == name and held.source:
                    self._act.update(role, held.uid, job_title=row.head_job_title or None)
            return
        for held in current:
            if held.name == before and (held.source or "").startswith("Register"):
                self._act.update(role, held.uid, to_date=since)
        if name and name.casefold() not in {held.name.casefold() for held in current}:
            fields = head_role(known.uid, row, self._source, since)
            uid = fields.pop("uid")
            if self._act.rows({uid: role.name}):
                self._act.restore(role, uid)
                self._act.update(role, uid, **fields, to_date=None)
            else:
                self._act.create(role, TEAM, uid, **fields)
