"""What items of a meeting list from the caseload: cases, concerns, minutes, categories, replies.

A meeting about one school lists what is of that school; a body's, what is of every school. Nothing
restricted is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, Table, func, select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.minutes_facts import Listed
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.cases import concern
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.models.tables.meetings import meeting, meeting_line, meeting_series
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import case_register
from sif_desktop.services.meeting_rows import HELD, REPLIES

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.meeting_rows import MeetingPage

CASE_COLUMNS = ("School", "Why", "Level", "Since", "Next step")
CONCERN_COLUMNS = ("School", "Concern", "Raised on")
REPORTED_COLUMNS = ("School", "Meeting", "Held on", "Decided")
CATEGORY_COLUMNS = ("School", "Category proposed", "Reasons")
REPLY_COLUMNS = ("Recommendation", "To", "Made on", "Reply")


def listed_of(
    connection: Connection, pack: Pack, page: MeetingPage, kinds: Collection[str]
) -> dict[str, Listed]:
    """{kind of item: what it lists}, for those of the agenda's kinds that list something."""
    return {kind: read(connection, pack, page) for kind, read in _LISTS.items() if kind in kinds}


def _here(table: Table, page: MeetingPage) -> list[ColumnElement[bool]]:
    """The rows this meeting may list."""
    where = [table.c.x_gone == 0, provider.c.x_gone == 0, unrestricted(table)]
    mine = page.row.provider_uid
    return [*where, table.c.provider_uid == mine] if mine else where


def _cases(connection: Connection, pack: Pack, page: MeetingPage) -> Listed:
    """Those opened by the day of the meeting: its minutes may be written later."""
    rows = case_register.rows(connection, pack, page.today, provider_uid=page.row.provider_uid)
    cells = (
        (one.uid, (one.provider, one.why or one.title, one.level, long_date(one.opened_on),
                   one.next_step))
        for one in rows
        if one.opened_on <= page.row.day
    )  # fmt: skip
    return Listed(CASE_COLUMNS, tuple(cells))


def _concerns(connection: Connection, pack: Pack, page: MeetingPage) -> Listed:  # noqa: ARG001
    """Those raised by the day of the meeting."""
    joined = concern.join(provider, provider.c.uid == concern.c.provider_uid)
    query = select(concern.c.uid, provider.c.name, concern.c.what, concern.c.raised_on)
    by_then = func.coalesce(concern.c.raised_on, "") <= page.row.day
    query = query.select_from(joined).where(
        *_here(concern, page), concern.c.state == "open", by_then
    )
    rows = connection.execute(query.order_by(concern.c.raised_on, concern.c.uid))
    cells = ((row.uid, (row.name or "", row.what or "", long_date(row.raised_on or "")))
             for row in rows)  # fmt: skip
    return Listed(CONCERN_COLUMNS, tuple(cells))


def _reported(connection: Connection, pack: Pack, page: MeetingPage) -> Listed:
    """The meetings that report here and have been reported to no other meeting, however old, with
    what each decided that a school may read."""
    kinds = {one.code: one.title for one in pack.meetings if one.reports_to == page.row.kind}
    joined = meeting.join(provider, provider.c.uid == meeting.c.provider_uid)
    joined = joined.join(meeting_series, meeting_series.c.uid == meeting.c.series_uid)
    query = select(meeting.c.uid, meeting.c.kind, meeting.c.day, provider.c.name)
    query = query.select_from(joined).where(
        *_here(meeting, page),
        meeting.c.kind.in_(kinds),
        meeting.c.state == HELD,
        meeting.c.day <= page.row.day,
        func.coalesce(meeting.c.reported_at, "").in_(("", page.row.uid)),
        unrestricted(meeting_series),
    )
    rows = connection.execute(query.order_by(provider.c.name, meeting.c.day)).all()
    decided = _decided(connection, [row.uid for row in rows])
    cells = (
        (row.uid, (row.name or "", kinds[row.kind], long_date(row.day), decided[row.uid]))
        for row in rows
    )
    return Listed(REPORTED_COLUMNS, tuple(cells))


def _decided(connection: Connection, meetings: list[str]) -> dict[str, str]:
    line = meeting_line
    query = select(line.c.meeting_uid, line.c.text).where(
        line.c.meeting_uid.in_(meetings),
        line.c.kind == "decision",
        line.c.visibility == "school",
        line.c.x_gone == 0,
        unrestricted(line),
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query.order_by(line.c.place, line.c.uid)):
        found[row.meeting_uid].append((row.text or "").strip())
    return defaultdict(str, {uid: "; ".join(filter(None, said)) for uid, said in found.items()})


def _categories(connection: Connection, pack: Pack, page: MeetingPage) -> Listed:
    joined = judgement.join(provider, provider.c.uid == judgement.c.provider_uid)
    columns = (judgement.c.uid, judgement.c.category, judgement.c.proposed, judgement.c.reasons)
    query = select(*columns, provider.c.name).select_from(joined)
    query = query.where(*_here(judgement, page), judgement.c.state == "open")
    cells = (
        (row.uid, (row.name or "", pack.category_label(row.category or row.proposed or ""),
                   row.reasons or ""))
        for row in connection.execute(query.order_by(provider.c.name, judgement.c.uid))
    )  # fmt: skip
    return Listed(CATEGORY_COLUMNS, tuple(cells))


def _recommendations(connection: Connection, pack: Pack, page: MeetingPage) -> Listed:  # noqa: ARG001
    """Those of earlier meetings, with what became of them."""
    cells = (
        (one.uid, (one.text, one.addressee, long_date(one.made_on),
                   f"{REPLIES.get(one.state, one.state)}{f': {one.reply}' if one.reply else ''}"))
        for one in page.recommendations
        if one.meeting_uid != page.row.uid
    )  # fmt: skip
    return Listed(REPLY_COLUMNS, tuple(cells))


_LISTS: dict[str, Callable[[Connection, Pack, MeetingPage], Listed]] = {
    "cases": _cases,
    "concerns": _concerns,
    "reported": _reported,
    "categories": _categories,
    "recommendations": _recommendations,
}
