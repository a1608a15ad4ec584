"""Agendas and minutes: begun from a meeting, then documents like any; agreed at a later one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.models.restricted import is_restricted
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.meetings import meeting, meeting_item, meeting_series
from sif_desktop.services.documents.drafting import kept_body
from sif_desktop.services.documents.due import PACK, PACK_VERSION
from sif_desktop.services.documents.minutes_source import AGENDA, gather
from sif_desktop.services.documents.reader import DocumentReader
from sif_desktop.services.documents.views import DRAFTING, Started
from sif_desktop.services.meeting_agenda import discuss_in
from sif_desktop.services.meeting_parts import of_meeting
from sif_desktop.services.meeting_rows import CANCELLED, HELD, MISSED, PLANNED, STATE_WORDS
from sif_desktop.services.minutes_issued import MEETING, MINUTES

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class ToAgree:
    """Issued minutes that no later meeting has agreed yet."""

    meeting_uid: str
    day: str  # ISO, of the meeting
    document_uid: str


class MinutesService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def start(self, meeting_uid: str) -> Started:
        """The minutes of this meeting, begun now if they were not before.

        Raises Problem for a meeting that has not begun or was not held, or a restricted one.
        """
        with self._context.store.read() as connection:
            state = _meeting(connection, meeting_uid)["state"] or PLANNED
        if state in (PLANNED, MISSED, CANCELLED):
            raise Problem(
                f"There is nothing to minute: this meeting is {STATE_WORDS[state].lower()}.",
                "Begin the meeting first.",
            )
        return self._start(meeting_uid, MINUTES)

    def start_agenda(self, meeting_uid: str) -> Started:
        """The agenda of this meeting as a document, begun now if it was not before. Raises Problem
        for a restricted meeting."""
        return self._start(meeting_uid, AGENDA)

    def agree(self, meeting_uid: str, at_meeting_uid: str, on: str) -> Changes:
        """The minutes of a meeting were agreed at a later one of its series, on this ISO day, which
        is what its item for them was for.

        Raises Problem where they have not been issued, or the other meeting is no later one.
        """
        with self._context.store.read() as connection:
            row, later = _meeting(connection, meeting_uid), _meeting(connection, at_meeting_uid)
            issued = _documents(connection, MINUTES, issued=True)
        if meeting_uid not in issued:
            raise Problem("These minutes have not been issued.", "Issue them, then agree them.")
        if later["series_uid"] != row["series_uid"] or not _follows(later, row):
            raise Problem(
                "Minutes are agreed at a later meeting of the same series.",
                "Choose the meeting at which they were agreed.",
            )
        if _day(on) < _day(row["day"]):
            raise Problem(
                "The minutes cannot have been agreed before the meeting.", "Put the day right."
            )
        label = f"Agreed the minutes of {long_date(row['day'])}"
        with self._context.store.action(label, place=f"meeting:{at_meeting_uid}") as act:
            act.update(meeting, meeting_uid, agreed_on=on, agreed_at=at_meeting_uid)
            items = of_meeting(act.connection, meeting_item, at_meeting_uid)
            item = next((one for one in items if one["kind"] == MINUTES), None)
            discuss_in(act, later["state"] or PLANNED, item)
        return act.changes

    def waiting_to_be_agreed(self, series_uid: str) -> tuple[ToAgree, ...]:
        """Issued minutes of a series that have not been agreed, the oldest meeting first."""
        here = meeting.c
        query = select(here.uid, here.day).where(
            here.series_uid == series_uid,
            here.x_gone == 0,
            here.state == HELD,
            (here.agreed_on.is_(None)) | (here.agreed_on == ""),
        )
        with self._context.store.read() as connection:
            rows = connection.execute(query.order_by(here.day, here.uid)).all()
            issued = _documents(connection, MINUTES, issued=True)
        return tuple(
            ToAgree(row.uid, row.day or "", issued[row.uid]) for row in rows if row.uid in issued
        )

    # -- inside ------------------------------------------------------------------------------

    def _start(self, meeting_uid: str, kind: str) -> Started:
        context = self._context
        with context.store.read() as connection:
            row = _meeting(connection, meeting_uid)
            _refuse_restricted(row)
            found = _documents(connection, kind).get(meeting_uid)
            if found:
                return Started(found, None)
            pack = context.registry.get(row["pack"], row["pack_version"])
            source = gather(connection, context, pack, meeting_uid, kind)
        uid, provider = new_uid(), row["provider_uid"]
        fields = {
            "provider_uid": provider or None,
            "kind": kind,
            "layout": source.layout.id,
            "title": DocumentReader.title(source),
            "state": DRAFTING,
            "body": kept_body(source.compose()),
            "fields": {MEETING: meeting_uid, PACK: pack.id, PACK_VERSION: pack.version},
        }
        label = f"Began the {kind}: {source.provider}, {long_date(source.day)}"
        with context.store.action(label, place=f"document:{uid}") as act:
            act.create(tables.document, provider or TEAM, uid, **fields)
        return Started(uid, act.changes)


def _meeting(connection: Connection, uid: str) -> Mapping[str, Any]:
    """A meeting with the rulebook of its series. Raises Problem if it is gone."""
    joined = meeting.join(meeting_series, meeting_series.c.uid == meeting.c.series_uid)
    query = select(meeting, meeting_series.c.pack, meeting_series.c.pack_version)
    query = query.select_from(joined).where(meeting.c.uid == uid, meeting.c.x_gone == 0)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Problem("This meeting is not there any more.", "It may have been deleted.")
    return dict(row)


def _refuse_restricted(row: Mapping[str, Any]) -> None:
    """Raises Problem for a meeting that only the officer may see."""
    if is_restricted(row["x_part"]):
        raise Problem(
            "This meeting is restricted, and no paper is made of it.",
            "What was noted stays on the page of the meeting.",
        )


def _follows(later: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    when = [(one["day"] or "", one["start_time"] or "") for one in (row, later)]
    return later["uid"] != row["uid"] and when[0] <= when[1]


def _day(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        raise Problem(f"“{iso}” is not a day.", "Write it like 5 March 2026.") from None


def _documents(connection: Connection, kind: str, *, issued: bool = False) -> dict[str, str]:
    """{meeting uid: its minutes or agenda}, with `issued` those that went out at least once."""
    table, version = tables.document, tables.version
    query = select(table.c.uid, table.c.fields).where(table.c.kind == kind, table.c.x_gone == 0)
    if issued:
        gone_out = select(version.c.document_uid).where(version.c.x_gone == 0)
        query = query.where(table.c.uid.in_(gone_out))
    return {
        json.loads(row.fields or "{}").get(MEETING, ""): row.uid
        for row in connection.execute(query)
    }
