"""Series of meetings: offered by the rulebook, opened with a reason, kept in time, closed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.meeting_rhythm import propose, rhythm_words
from sif_desktop.domain.meeting_types import MeetingType, Reason
from sif_desktop.domain.obligations import Unit
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.tables.meetings import meeting, meeting_series
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.knowing import known_of
from sif_desktop.services.meeting_lists import (
    CLOSED,
    OPEN,
    SeriesFound,
    find_meetings,
    find_series,
    holding,
    one_series,
)
from sif_desktop.services.meeting_next import NextMeeting, next_after
from sif_desktop.services.meeting_people import OFFICER, attendance_lines, turnout
from sif_desktop.services.meeting_rows import CANCELLED, PLANNED, SeriesPage, SeriesRow
from sif_desktop.services.series_offers import (
    SeriesOffer,
    Wanting,
    body_code,
    is_of_body,
    offers_for_body,
    offers_for_school,
    wanting_in,
)
from sif_desktop.services.tasks import Added

__all__ = ["MeetingSeriesService", "SeriesFields", "SeriesOffer", "Wanting"]

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

UNITS = ("week", "month", "half_term", "term", "year")


@dataclass(frozen=True, slots=True)
class SeriesFields:
    """What a series is opened with; about a school or of a body. Days ISO or empty (today)."""

    kind: str
    provider_uid: str = ""
    body_uid: str = ""
    title: str = ""
    start_reasons: tuple[str, ...] = ()
    start_evidence: str = ""
    opened_on: str = ""
    place: str = ""
    chair: str = ""
    case_uid: str = ""


class MeetingSeriesService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -----------------------------------------------------------------------------

    def offers(self, provider_uid: str = "", body_uid: str = "") -> tuple[SeriesOffer, ...]:
        """The kinds of meeting that may be begun about a school, or of a body; required first."""
        with self._context.store.read() as connection:
            if provider_uid:
                return offers_for_school(connection, self._context, provider_uid)
            return offers_for_body(connection, self._context, body_uid)

    def wanting(self) -> tuple[Wanting, ...]:
        """What the rulebook wants begun and nobody has opened, by school."""
        with self._context.store.read() as connection:
            return wanting_in(connection, self._context)

    def rows(
        self, state: str = OPEN, words: str = "", provider_uid: str = ""
    ) -> tuple[SeriesRow, ...]:
        """By school or body; `state` "" for open and closed ones."""
        where = holding(words)
        if state:
            where.append(meeting_series.c.state == state)
        if provider_uid:
            where.append(meeting_series.c.provider_uid == provider_uid)
        with self._context.store.read() as connection:
            return tuple(one.row for one in find_series(connection, self._context, *where))

    def page(self, uid: str) -> SeriesPage:
        """Raises Problem if the series, or the rulebook it was begun under, is not there."""
        context = self._context
        with context.store.read() as connection:
            found = one_series(connection, context, uid)
            meetings = find_meetings(connection, context, meeting_series.c.uid == uid)
            came = turnout(connection, context, found.stored, uid)
        proposed = None
        if found.row.state == OPEN and not found.row.next_uid:
            proposed = propose(found.rhythm, found.pace, context.today(), found.calendar)
        stored = found.stored
        return SeriesPage(
            row=found.row,
            type=found.type or self._type(stored),
            rhythm=found.rhythm,
            place=stored["place"] or "",
            chair=stored["chair"] or "",
            start_reasons=_codes(stored["start_reasons"]),
            start_evidence=stored["start_evidence"] or "",
            end_reasons=_codes(stored["end_reasons"]),
            end_evidence=stored["end_evidence"] or "",
            meetings=meetings,
            turnout=came,
            proposed=proposed.day if proposed else None,
            proposed_why=proposed.why if proposed else _why_none(found),
        )

    def next_after(self, meeting_uid: str) -> NextMeeting:
        """When the meeting after this one is: planned, or proposed as though this one was held."""
        with self._context.store.read() as connection:
            return next_after(connection, self._context, meeting_uid)

    def lines_out(self, rows: Iterable[SeriesRow]) -> list[tuple[str, ...]]:
        """The table of how series keep to their rhythm, headings first, to be exported."""
        wanted = {row.uid for row in rows}
        with self._context.store.read() as connection:
            found = find_series(connection, self._context)
        return [_HEADINGS, *(_line(one) for one in found if one.row.uid in wanted)]

    def attendance_out(self, series_uids: Iterable[str]) -> list[tuple[str, ...]]:
        """The table of who came to the meetings held of these series, headings first."""
        with self._context.store.read() as connection:
            return attendance_lines(connection, self._context, set(series_uids))

    # -- writing -----------------------------------------------------------------------------

    def open(self, given: SeriesFields) -> Added:
        """Raises Problem without a reason and evidence where the rulebook wants them."""
        with self._context.store.action("Opened a series of meetings") as act:
            uid = self.open_in(act, given)
        return Added(uid, act.changes)

    def open_in(self, act: Action, given: SeriesFields) -> str:
        """The same as part of an action; returns the series' uid."""
        pack = self._context.pack()
        found = pack.meeting_type(given.kind)
        _refuse_unfit(act.connection, self._context, pack, found, given)
        reasons = _reasons(given.start_reasons, given.start_evidence, found.start, "opened")
        opened = day_of(given.opened_on) or self._context.today().isoformat()
        return act.create(
            meeting_series, given.provider_uid or TEAM,
            provider_uid=given.provider_uid or None, body_uid=given.body_uid, pack=pack.id,
            pack_version=pack.version, kind=found.code, title=given.title.strip(),
            case_uid=given.case_uid, place=given.place.strip() or found.place,
            chair=given.chair.strip() or _chair(act.connection, self._context, found, given),
            state=OPEN, opened_on=opened, start_reasons=json.dumps(reasons),
            start_evidence=given.start_evidence.strip(),
        )  # fmt: skip

    def edit(
        self,
        uid: str,
        *,
        title: str | None = None,
        place: str | None = None,
        chair: str | None = None,
        every: int | None = None,
        unit: str | None = None,
    ) -> Changes:
        """What is None stays; `every` 0 goes back to the rhythm of the rulebook."""
        words = {"title": title, "place": place, "chair": chair}
        values: dict[str, Any] = {k: v.strip() for k, v in words.items() if v is not None}
        if every is not None:
            values |= _own_rhythm(every, unit or "")
        with self._context.store.action("Changed a series of meetings") as act:
            act.update(meeting_series, uid, **values)
        return act.changes

    def close(
        self, uid: str, reasons: Sequence[str] = (), evidence: str = "", on: str = ""
    ) -> Changes:
        """With it meetings planned for a later day are cancelled. Raises Problem without a reason
        and evidence where the rulebook wants them."""
        day = day_of(on) or self._context.today().isoformat()
        with self._context.store.action("Closed a series of meetings") as act:
            row = series_row(act.connection, uid)
            if day < (row["opened_on"] or ""):
                raise Problem("The series is closed before it was opened.", "Correct the day.")
            codes = _reasons(reasons, evidence, self._type(row).end, "closed")
            act.update(
                meeting_series, uid, state=CLOSED, closed_on=day,
                end_reasons=json.dumps(codes), end_evidence=evidence.strip(),
            )  # fmt: skip
            later = select(meeting.c.uid).where(
                meeting.c.series_uid == uid, meeting.c.state == PLANNED, meeting.c.day > day,
                meeting.c.x_gone == 0,
            )  # fmt: skip
            for planned in act.connection.scalars(later).all():
                act.update(meeting, planned, state=CANCELLED, why="The series was closed.")
        return act.changes

    def reopen(self, uid: str) -> Changes:
        """It goes on as if it had not been closed."""
        with self._context.store.action("Reopened a series of meetings") as act:
            act.update(
                meeting_series, uid, state=OPEN, closed_on="", end_reasons="", end_evidence=""
            )
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a series of meetings") as act:
            act.delete(meeting_series, uid)
        return act.changes

    # -- inside ------------------------------------------------------------------------------

    def _type(self, row: RowMapping) -> MeetingType:
        """Raises Problem if the rulebook it was opened under is not installed."""
        pack = self._context.registry.get(row["pack"] or "", row["pack_version"] or "")
        return pack.meeting_type(row["kind"] or "")


# --- inside ---------------------------------------------------------------------------------------


def series_row(connection: Connection, uid: str) -> RowMapping:
    """A series as stored. Raises Problem if it is not there (any more)."""
    query = select(meeting_series).where(meeting_series.c.uid == uid, meeting_series.c.x_gone == 0)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Problem("This series of meetings is not there any more.", "It may have been deleted.")
    return row


def _refuse_unfit(
    connection: Connection, context: Context, pack: Pack, found: MeetingType, given: SeriesFields
) -> None:
    """Raises Problem where the rulebook has no such meetings about this school or of this body,
    or such a series is open."""
    if found.of:
        raise Problem(f"A {found.title} is held within its series.", "Plan it there.")
    if bool(given.provider_uid) is bool(given.body_uid):
        raise Problem("It does not say whose meetings these are.", "Choose a school or a body.")
    if not given.provider_uid:
        fits = is_of_body(found, body_code(connection, given.body_uid))
    else:
        facts = known_of(connection, pack, given.provider_uid, context.today()).provider
        fits = found.fits(facts)
    if not fits:
        raise Problem(f"The rulebook has no {found.title} here.", "Choose another kind of meeting.")
    column = meeting_series.c.provider_uid if given.provider_uid else meeting_series.c.body_uid
    query = select(meeting_series.c.uid).where(
        column == (given.provider_uid or given.body_uid), meeting_series.c.kind == found.code,
        meeting_series.c.state == OPEN, meeting_series.c.x_gone == 0,
    )  # fmt: skip
    if connection.execute(query.limit(1)).first() is not None:
        raise Problem("Such a series of meetings is open already.", "Plan the next meeting there.")


def _chair(
    connection: Connection, context: Context, found: MeetingType, given: SeriesFields
) -> str:
    """Who chairs by the rulebook: the officer where it is the officer's part, else the role."""
    if not found.chair:
        return ""
    if found.chair == OFFICER and given.provider_uid:
        query = select(provider.c.attached_officer).where(provider.c.uid == given.provider_uid)
        return connection.scalar(query) or context.me().name
    return context.pack().role_label(found.chair)


def _reasons(
    codes: Sequence[str], evidence: str, known: tuple[Reason, ...], done: str
) -> list[str]:
    """The reasons as given. Raises Problem where the rulebook names some and none is chosen, or
    there is no evidence."""
    if not known:
        return list(codes)
    labels = {one.code: one.label for one in known}
    if not codes:
        raise Problem(
            f"A series of these meetings is {done} for a reason of the rulebook.",
            f"Choose at least one: {'; '.join(labels.values())}.",
        )
    for code in codes:
        if code not in labels:
            raise Problem(f"The rulebook has no reason “{code}” for this.")
    words_of(evidence, "The reason has no evidence.", "Write in a few words what shows it.")
    return list(dict.fromkeys(codes))


def _own_rhythm(every: int, unit: str) -> dict[str, Any]:
    if not every:
        return {"every": None, "unit": ""}
    if every < 0 or every > 60:
        raise Problem(f"“{every}” is no number of weeks or terms.", "Give a number from 1 to 60.")
    if unit not in UNITS:
        raise Problem("It does not say how often.", "Choose weeks, months, half-terms or terms.")
    return {"every": every, "unit": Unit(unit).value}


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text or "[]"))


def _why_none(found: SeriesFound) -> str:
    """Why no day is proposed, in words."""
    if found.row.state == CLOSED:
        return "The series is closed."
    if found.row.next_uid:
        return "The next meeting is planned."
    return "The rulebook does not say how often these meetings are held."


# --- export ---------------------------------------------------------------------------------------

_HEADINGS = (
    "School or body", "Meetings", "How often", "Opened", "Closed", "Held", "In time",
    "Late or missed", "Last held", "Next planned", "Owed by", "Overdue",
)  # fmt: skip


def _line(one: SeriesFound) -> tuple[str, ...]:
    row, stand = one.row, one.pace
    return (
        row.about, row.title, rhythm_words(one.rhythm) if one.rhythm else "", row.opened_on,
        row.closed_on, str(row.held), str(stand.in_time), str(row.late), row.last_day,
        row.next_day, row.due.isoformat() if row.due else "", "yes" if row.overdue else "no",
    )  # fmt: skip
