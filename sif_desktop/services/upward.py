"""Reports upward: those the rulebook asks for, begun and answered; then documents like any."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.upward_report import PERIODS, first_day, next_due
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.meetings import meeting
from sif_desktop.services.calendars import calendar_of
from sif_desktop.services.day_text import day_of
from sif_desktop.services.documents.drafting import kept_body
from sif_desktop.services.documents.due import PACK, PACK_VERSION
from sif_desktop.services.documents.filling import Filling
from sif_desktop.services.documents.reader import DocumentReader
from sif_desktop.services.documents.report_source import (
    KIND,
    MEETING,
    PERIOD,
    SINCE,
    UNTIL,
    ReportSource,
    gather,
)
from sif_desktop.services.documents.views import DRAFTING, ISSUED, Started
from sif_desktop.services.meeting_rows import PLANNED, UNDER_WAY
from sif_desktop.services.report_follow import after_issue
from sif_desktop.services.visit_facts import facts_today, school_row

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.papers import Report
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class ReportOffer:
    """A report that may be made; `periods` are how often, code and words, the usual first.
    `last_until` is the last day the newest issued one tells of, `draft_uid` one being written."""

    report: str
    title: str
    purpose: str
    about: str  # provider, authority
    body: str
    periods: tuple[tuple[str, str], ...]
    source: str
    last_until: str
    draft_uid: str


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report on all schools and the day the next is due by: the end of the period after the last
    one, or the body's next meeting; None where there is neither yet."""

    offer: ReportOffer
    due: date | None
    overdue: bool
    meeting_uid: str = ""  # the meeting it is to be put before


@dataclass(frozen=True, slots=True)
class _Made:
    uid: str
    layout: str
    state: str
    until: str


class UpwardService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    def offers(self, provider_uid: str = "") -> tuple[ReportOffer, ...]:
        """The rulebook's reports about this school, or about all of them where none is given."""
        pack = self._context.pack()
        with self._context.store.read() as connection:
            offered = self._offered(connection, pack, provider_uid)
            made = _made(connection, provider_uid)
        return tuple(_offer(pack, report, made) for report in offered)

    def due_rows(self) -> tuple[ReportDue, ...]:
        """When each report on all schools is due next; those of one school are what is owed of it
        (`ObligationService`)."""
        pack, today = self._context.pack(), self._context.today()
        with self._context.store.read() as connection:
            reports = self._offered(connection, pack, "")
            made, next_ones = _made(connection, ""), _next_meetings(connection, today)
            calendar = calendar_of(connection)
        found = []
        for report in reports:
            offer = _offer(pack, report, made)
            uid, day = _put_before(pack, report, next_ones)
            last = stored_day(offer.last_until)
            if not day and last:
                day = next_due(report.periods[0], last, calendar)
            found.append(ReportDue(offer, day, bool(day and day < today), uid))
        return tuple(found)

    # -- writing -----------------------------------------------------------------------------

    def begin(
        self,
        report_id: str,
        provider_uid: str = "",
        *,
        period: str = "",
        since: str = "",
        until: str = "",
        meeting_uid: str = "",
    ) -> Started:
        """The draft of a report, of the days since the last one of its kind unless others are
        given; `meeting_uid` is the meeting it is put before.

        Raises Problem if the rulebook does not offer it, or for days that are out of order.
        """
        pack, uid = self._context.pack(), new_uid()
        with self._context.store.read() as connection:
            report = self._report(connection, pack, report_id, provider_uid)
            days = self._days(connection, report, provider_uid, period, since, until)
            filled = {PACK: pack.id, PACK_VERSION: pack.version, **days, MEETING: meeting_uid}
            filled = {code: text for code, text in filled.items() if text}
            row = {"provider_uid": provider_uid}
            source = gather(connection, self._context, pack, report, row, filled)
        title = DocumentReader.title(source)
        label = f"Began a report: {title}, {source.provider}"
        with self._context.store.action(label, place=f"document:{uid}") as act:
            act.create(
                tables.document, provider_uid or TEAM, uid, provider_uid=provider_uid or None,
                kind=KIND, layout=report.id, title=title, state=DRAFTING,
                body=kept_body(source.compose()), fields=filled,
            )  # fmt: skip
        return Started(uid, act.changes)

    def answer(self, uid: str, part_id: str, text: str) -> Changes:
        """Fill in a part: the officer's words, or yes or no."""
        return Filling(self._context).fill(uid, {part_id: text})

    def follow(self, uid: str) -> Changes:
        """Write what follows from an issued report, where it was not written when it was issued,
        as when a colleague's report came in. Raises Problem for a draft."""
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
        if loaded.row["state"] != ISSUED or not isinstance(loaded.source, ReportSource):
            raise Problem("Nothing follows from a report before it is issued.", "Issue it first.")
        with self._context.store.action("Followed up a report") as act:
            after_issue(act, uid, loaded.source, loaded.draft, self._context.today())
        return act.changes

    # -- inside ------------------------------------------------------------------------------

    def _offered(self, connection: Connection, pack: Pack, provider_uid: str) -> tuple[Report, ...]:
        if not provider_uid:
            return tuple(one for one in pack.reports if one.about != "provider")
        row = school_row(connection, provider_uid)
        facts = facts_today(connection, pack, row, self._context.today())
        return tuple(one for one in pack.reports if one.offered_to(facts))

    def _report(
        self, connection: Connection, pack: Pack, report_id: str, provider_uid: str
    ) -> Report:
        report = pack.report(report_id)
        if report not in self._offered(connection, pack, provider_uid):
            whom = "this school" if provider_uid else "all schools together"
            raise Problem(
                f"The rulebook does not offer “{report.title}” for {whom}.",
                "Choose another report from the list.",
            )
        return report

    def _days(
        self,
        connection: Connection,
        report: Report,
        provider_uid: str,
        period: str,
        since: str,
        until: str,
    ) -> dict[str, str]:
        """The period and its first and last day, checked."""
        chosen = period or report.periods[0]
        if chosen not in report.periods:
            raise Problem(
                f"“{report.title}” is not made {PERIODS.get(chosen, chosen).lower()}.",
                f"Choose {' or '.join(PERIODS[one].lower() for one in report.periods)}.",
            )
        last_day = day_of(until) or self._context.today().isoformat()
        first = day_of(since)
        if not first:
            told = _last_until(report.id, _made(connection, provider_uid))
            calendar = calendar_of(connection, provider_uid)
            first = first_day(
                chosen, date.fromisoformat(last_day), calendar, stored_day(told)
            ).isoformat()
        if first > last_day:
            raise Problem("The report would end before it begins.", "Change one of the two days.")
        return {PERIOD: chosen, SINCE: first, UNTIL: last_day}


def _offer(pack: Pack, report: Report, made: Iterable[_Made]) -> ReportOffer:
    made = list(made)
    drafts = (one.uid for one in made if one.layout == report.id and one.state != ISSUED)
    return ReportOffer(
        report=report.id,
        title=report.title.replace(" – {provider}", "").replace("{provider}", "").strip(" :,–"),
        purpose=report.purpose,
        about=report.about,
        body=pack.body(report.body).title if report.body else "",
        periods=tuple((code, PERIODS[code]) for code in report.periods),
        source=report.source or "the app’s own",
        last_until=_last_until(report.id, made),
        draft_uid=next(drafts, ""),
    )


def _last_until(report_id: str, made: Iterable[_Made]) -> str:
    ends = (one.until for one in made if one.layout == report_id and one.state == ISSUED)
    return max(ends, default="")


def _made(connection: Connection, provider_uid: str) -> list[_Made]:
    """Every report about this school, or about all."""
    table = tables.document
    whose = table.c.provider_uid == provider_uid if provider_uid else table.c.provider_uid.is_(None)
    names = (table.c.uid, table.c.layout, table.c.state, table.c.fields)
    query = select(*names).where(table.c.kind == KIND, table.c.x_gone == 0, whose)
    return [
        _Made(row.uid, row.layout or "", row.state or "", _until(row.fields))
        for row in connection.execute(query.order_by(table.c.uid))
    ]


def _until(fields: str | None) -> str:
    given: Mapping[str, Any] = json.loads(fields or "{}")
    return str(given.get(UNTIL, ""))


def _next_meetings(connection: Connection, today: date) -> dict[str, tuple[str, date]]:
    """{kind of meeting: the next one of a body that is planned, and its day}."""
    query = select(meeting.c.uid, meeting.c.kind, meeting.c.day).where(
        meeting.c.x_gone == 0, func.coalesce(meeting.c.provider_uid, "") == "",
        meeting.c.day >= today.isoformat(),
        meeting.c.state.in_((PLANNED, UNDER_WAY)),
    )  # fmt: skip
    found: dict[str, tuple[str, date]] = {}
    for row in connection.execute(query.order_by(meeting.c.day, meeting.c.uid)):
        found.setdefault(row.kind, (row.uid, date.fromisoformat(row.day)))
    return found


def _put_before(
    pack: Pack, report: Report, next_ones: Mapping[str, tuple[str, date]]
) -> tuple[str, date | None]:
    """The next meeting of the report's body, where it is made for each."""
    if "meeting" not in report.periods or not report.body:
        return "", None
    kinds = (one.code for one in pack.meetings if one.body == report.body)
    coming = [next_ones[kind] for kind in kinds if kind in next_ones]
    return min(coming, key=lambda one: one[1], default=("", None))
