"""Parts of a report from meetings: minutes that go to a body, and what bodies recommended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.plan_status import STATUSES
from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.upward_report import Lack, Line, PartFacts, Point, Shown, missed_reports
from sif_desktop.models.changes import batched
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.meetings import (
    body,
    meeting,
    meeting_line,
    meeting_review,
    meeting_series,
    recommendation,
)
from sif_desktop.models.tables.plans import plan, plan_criterion, plan_milestone, plan_priority
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.meeting_rows import HELD, REPLIES
from sif_desktop.services.minutes_issued import issued_minutes
from sif_desktop.services.report_parts.asked import Asked, Row

# What is reviewed of a plan, and the column that says what it is.
_REVIEWED = ((plan_priority, "title"), (plan_milestone, "what"), (plan_criterion, "what"))
_MEETING = "meeting:"  # in the id of what is shown of a meeting


@dataclass(frozen=True, slots=True)
class ToReport:
    """A meeting whose minutes are due to be reported; `missed` are the days of the body's meetings
    at which they were not."""

    row: Row
    missed: tuple[date, ...]


def minutes(asked: Asked, part: ReportPart) -> PartFacts:
    """For each meeting whose minutes are to be reported: progress, decisions, actions; whether the
    minutes are issued, and flagged where a cycle went by without them."""
    found = to_report(asked)
    uids = [one.row["uid"] for one in found]
    issued = issued_minutes(asked.connection, uids)
    said = _said(asked, uids)
    shown, lacks = [], []
    for one in found:
        uid, title = one.row["uid"], _title(asked, one.row)
        if uid not in issued:
            lacks.append(Lack(uid, f"The minutes of “{title}” are not issued yet."))
        points = [_point("minutes", uid, "Minutes:", _issue_words(issued.get(uid, "")))]
        if one.missed:
            days = " and ".join(long_date(day.isoformat()) for day in one.missed)
            words = f"this should have come to the meeting of {days}."
            points.append(_point("late", uid, "Not reported before:", words))
            lacks.append(Lack(f"late:{uid}", f"“{title}” was not reported a meeting earlier."))
        shown.append(Shown(f"{_MEETING}{uid}", title, points=(*points, *said[uid])))
    none = Shown("meetings", empty="There are no minutes to report.")
    return PartFacts(part, shown=tuple(shown) or (none,), lacks=tuple(lacks))


def reported_in(draft: NoteDraft) -> tuple[str, ...]:
    """The meetings whose minutes stand in a report, by the places they were given there."""
    named = (block.id.partition(_MEETING)[2] for _, block in draft.blocks())
    return tuple(dict.fromkeys(rest.partition(":")[0] for rest in named if rest))


def to_report(asked: Asked) -> tuple[ToReport, ...]:
    """Of a report before a body: what goes to it and has not been reported, however old. Of any
    other: the schools' meetings of the period. Restricted series are left out."""
    receiving = _receiving(asked)
    rows = _held(asked)
    if not receiving:
        mine = (row for row in rows if asked.since <= (row["day"] or "") <= asked.until)
        return tuple(ToReport(row, ()) for row in mine)
    kinds = {one.code for one in asked.pack.meetings if one.reports_to in receiving}
    cycle = _days_of(asked, receiving)
    now = date.fromisoformat(asked.until)
    return tuple(
        ToReport(row, missed_reports(date.fromisoformat(row["day"]), cycle, now))
        for row in rows
        if row["kind"] in kinds and row["day"] and row["day"] <= asked.until
        and (row["reported_at"] or "") in ("", asked.meeting)
    )  # fmt: skip


def _receiving(asked: Asked) -> set[str]:
    """The kinds of meeting the report goes to: the one it is put before, or all of its body."""
    if not asked.several:
        return set()
    if asked.meeting:
        query = select(meeting.c.kind).where(meeting.c.uid == asked.meeting)
        return {kind for kind in asked.connection.execute(query).scalars() if kind}
    return {one.code for one in asked.pack.meetings if one.body and one.body == asked.report.body}


def _held(asked: Asked) -> list[Row]:
    """Meetings held about these schools, none of a restricted series, by school and day."""
    rows = asked.rows(meeting, meeting.c.state == HELD, order="day")
    open_to_all = select(meeting_series.c.uid).where(
        meeting_series.c.x_gone == 0, unrestricted(meeting_series)
    )
    series = set(asked.connection.execute(open_to_all).scalars())
    return asked.by_school(row for row in rows if row["series_uid"] in series)


def _days_of(asked: Asked, kinds: set[str]) -> list[date]:
    """The days on which the body met, but for the meeting this is put before."""
    query = select(meeting.c.day).where(
        meeting.c.kind.in_(kinds), meeting.c.state == HELD, meeting.c.x_gone == 0,
        meeting.c.uid != asked.meeting,
    )  # fmt: skip
    return [date.fromisoformat(day) for day in asked.connection.execute(query).scalars() if day]


def _issue_words(issued_on: str) -> str:
    return f"issued {long_date(issued_on)}." if issued_on else "not issued yet."


def _title(asked: Asked, row: Row) -> str:
    kind = kind_title(asked.pack, row["kind"] or "")
    return asked.titled(row["provider_uid"], f"{kind}, {long_date(row['day'] or '')}")


def kind_title(pack: Any, code: str) -> str:
    """A kind of meeting in words; one the rulebook no longer has is shown readably."""
    known = (one.title for one in pack.meetings if one.code == code)
    return next(known, code.replace("_", " ").capitalize())


# --- what was said at them ------------------------------------------------------------------------


def _said(asked: Asked, uids: list[str]) -> defaultdict[str, list[Point]]:
    """Points of each meeting: its summary, progress reviewed, decisions, actions agreed."""
    seen = ("school", "la") if asked.several else ("school",)
    found: defaultdict[str, list[Point]] = defaultdict(list)
    for row in _of(asked.connection, meeting, "uid", uids):
        if row["summary"]:
            found[row["uid"]].append(_point("summary", row["uid"], "Summary:", row["summary"]))
    for row, about in _reviews(asked.connection, uids):
        said = _rated(row["rating"], row["progress"])
        lead = f"{about.rstrip('.:')}:" if about else "Progress:"
        found[row["meeting_uid"]].append(_point("review", row["uid"], lead, said))
    for row in _of(asked.connection, meeting_line, "meeting_uid", uids, "place"):
        if row["kind"] == "decision" and row["text"] and (row["visibility"] or "school") in seen:
            found[row["meeting_uid"]].append(_point("line", row["uid"], "Decision:", row["text"]))
    for row in _of(asked.connection, task, "meeting_uid", uids, "meeting_place"):
        due = f", by {long_date(row['due'])}" if row["due"] else ""
        who = f" ({row['who']}{due})" if row["who"] else due
        done = ". Done" if row["state"] == "done" else ""
        text = f"{(row['what'] or '').rstrip('.')}{who}{done}."
        found[row["meeting_uid"]].append(_point("task", row["uid"], "Action:", text))
    return found


def _reviews(connection: Connection, uids: list[str]) -> list[tuple[Row, str]]:
    """What was said of plans that are not restricted, in their order, and of what in them."""
    shut = _restricted_plans(connection)
    rows = [
        row
        for row in _of(connection, meeting_review, "meeting_uid", uids)
        if row["progress"] and row["plan_uid"] not in shut
    ]
    plans = {row["plan_uid"] for row in rows}
    about: dict[str, tuple[str, str]] = {}
    for table, column in _REVIEWED:
        for row in _of(connection, table, "plan_uid", plans) if plans else ():
            about[row["uid"]] = (row["place"] or "", row[column] or "")
    rows.sort(key=lambda row: (row["plan_uid"], about.get(row["row_uid"], ("", ""))))
    return [(row, about.get(row["row_uid"], ("", ""))[1]) for row in rows]


def _restricted_plans(connection: Connection) -> set[str]:
    return set(connection.execute(select(plan.c.uid).where(~unrestricted(plan))).scalars())


def _rated(rating: str | None, progress: str) -> str:
    word = STATUSES.get(rating or "", "")
    return f"{progress.rstrip('.')} ({word.lower()})." if word else progress


def _point(kind: str, uid: str, lead: str, text: str) -> Point:
    return Point(f"{kind}:{uid}", f"{lead} {text}", lead)


def _of(
    connection: Connection, table: Table, owned_by: str, uids: Iterable[str], order: str = "uid"
) -> Iterator[Row]:
    """Rows of these meetings that are not restricted."""
    for some in batched(list(uids), 500):
        query = select(table).where(
            table.c[owned_by].in_(some), table.c.x_gone == 0, unrestricted(table)
        )
        for row in connection.execute(query.order_by(table.c[order], table.c.uid)).mappings():
            yield dict(row)


# --- recommendations ------------------------------------------------------------------------------


def recommendations(asked: Asked, part: ReportPart) -> PartFacts:
    """Recommendations made in the period, and older ones that still wait for a reply."""
    joined = (
        recommendation.join(meeting, meeting.c.uid == recommendation.c.meeting_uid)
        .join(meeting_series, meeting_series.c.uid == meeting.c.series_uid)
        .outerjoin(body, body.c.uid == meeting_series.c.body_uid)
    )
    shown = (recommendation, body.c.title.label("body"), meeting.c.provider_uid)
    query = select(*shown).select_from(joined).where(
        recommendation.c.x_gone == 0, meeting.c.x_gone == 0, unrestricted(recommendation),
        unrestricted(meeting), recommendation.c.made_on <= asked.until,
    )  # fmt: skip
    if asked.provider_uid:
        query = query.where(meeting.c.provider_uid == asked.provider_uid)
    found = asked.connection.execute(query.order_by(recommendation.c.made_on)).mappings()
    lines = tuple(
        Line(row["uid"], _recommended(asked, dict(row)))
        for row in found
        if (row["made_on"] or "") >= asked.since or (row["state"] or "made") == "made"
    )
    columns = ("Made by", "On", "Recommendation", "To", "Reply")
    empty = "No recommendation was made or is waiting."
    table = Shown("recommendations", columns=columns, lines=lines, empty=empty)
    return PartFacts(part, shown=(table,))


def _recommended(asked: Asked, row: Row) -> tuple[str, ...]:
    by = row["body"] or asked.schools.get(row["provider_uid"] or "", "") or "A meeting"
    reply = REPLIES.get(row["state"] or "made", row["state"] or "")
    when = f" ({long_date(row['replied_on'])})" if row["replied_on"] else ""
    told = f"{reply}{when}: {row['reply']}" if row["reply"] else f"{reply}{when}"
    to = row["addressee"] or "Nobody named"
    return (by, long_date(row["made_on"] or ""), row["text"] or "", to, told)
