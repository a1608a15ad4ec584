"""Drawing up an agenda: what the kind of meeting wants on it, what earlier meetings left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Select, case, func, select

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.meeting_agenda import (
    HELD,
    NOT_HELD,
    OPEN,
    TO_COME,
    Returning,
    Stood,
    loose,
    returning,
    threads,
)
from sif_desktop.domain.plan_order import spread
from sif_desktop.models.ids import new_uid
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.meetings import (
    funding_decision,
    meeting,
    meeting_item,
    meeting_line,
    recommendation,
)
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.meeting_found import AS_THEY_CAME
from sif_desktop.services.meeting_rows import PLANNED, UNDER_WAY

if TYPE_CHECKING:
    from sif_desktop.domain.meeting_types import MeetingType, Standing
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context
    from sif_desktop.services.meeting_found import Found

Row = RowMapping | Mapping[str, Any]
_LEADING = ("minutes", "actions")  # kinds of item that come before what returns


@dataclass(frozen=True, slots=True)
class _Series:
    """The items of a series by meeting, earlier meetings first, and what is open under each."""

    earlier: tuple[Row, ...]  # items of meetings before this one
    mine: tuple[Row, ...]
    stood: tuple[Stood, ...]  # the earlier ones, for the rule
    used: frozenset[str]  # items of this meeting under which something was written
    actions: int  # open ones that belong to no item
    unanswered: int


def draw_up(act: Action, context: Context, found: Found) -> None:
    """Add what is missing, say anew why each thing is back, and take off what came back untouched
    and has been closed since."""
    kind = found.type(context)
    series = _read(act.connection, found, context.today())
    standing = {one.id: one.kind for one in kind.agenda}
    back = returning(series.stood, standing, series.actions, series.unanswered)
    keys = threads((row["uid"], row["came_from"] or "", _standing(row)) for row in (
        *series.earlier, *series.mine))  # fmt: skip
    here = {keys[row["uid"]]: row for row in series.mine}
    _renew(act, series, here, back, standing)
    _add(act, found, kind, series, here, back)


def _standing(row: Row) -> str:
    if row["origin"] == "returned" and not row["came_from"]:
        return loose(row["kind"] or "")
    return row["standing"] or ""


# --- reading --------------------------------------------------------------------------------------


def _read(connection: Connection, found: Found, today: date) -> _Series:
    query = select(meeting_item, meeting.c.day, meeting.c.state.label("meeting_state"))
    query = query.select_from(meeting_item.join(meeting)).where(
        meeting.c.series_uid == found.series_uid, meeting.c.x_gone == 0,
        meeting_item.c.x_gone == 0,
    )  # fmt: skip
    query = query.order_by(*AS_THEY_CAME, meeting_item.c.place, meeting_item.c.uid)
    rows = connection.execute(query).mappings().all()
    meetings = _meetings(connection, found)
    before = set(meetings[: meetings.index(found.uid)])
    earlier = tuple(row for row in rows if row["meeting_uid"] in before)
    mine = tuple(row for row in rows if row["meeting_uid"] == found.uid)
    actions, waiting, used = _open(connection, found.series_uid, before)
    stood = tuple(_stood(row, actions, waiting, used, today) for row in earlier)
    known = {row["uid"] for row in earlier}
    return _Series(
        earlier, mine, stood, frozenset(used & {row["uid"] for row in mine}),
        sum(count for uid, count in actions.items() if uid not in known),
        sum(count for uid, count in waiting.items() if uid not in known),
    )  # fmt: skip


def _meetings(connection: Connection, found: Found) -> list[str]:
    here = (meeting.c.series_uid == found.series_uid, meeting.c.x_gone == 0)
    return list(connection.scalars(select(meeting.c.uid).where(*here).order_by(*AS_THEY_CAME)))


def _open(
    connection: Connection, series_uid: str, before: set[str]
) -> tuple[Counter[str], Counter[str], set[str]]:
    """Open actions and unanswered recommendations of these meetings by item ("" for none), and the
    items of the series under which anything was written."""
    actions, waiting = Counter[str](), Counter[str]()
    used: set[str] = set()
    for uid, item, is_open in connection.execute(_under(task, series_uid, "meeting_item")):
        used.add(item)
        actions[item] += is_open if uid in before else 0
    for uid, item, is_open in connection.execute(_under(recommendation, series_uid)):
        used.add(item)
        waiting[item] += is_open if uid in before else 0
    for table in (meeting_line, funding_decision):
        used |= {item for _uid, item, _open in connection.execute(_under(table, series_uid))}
    return actions, waiting, used


def _under(table: Any, series_uid: str, item: str = "item_uid") -> Select[Any]:
    """What was written under each item: meeting, item, and how many are open. What is restricted
    counts as written, but holds nothing that would be told."""
    states = {"task": "open", "recommendation": "made"}
    is_open: Any = 0
    if table.name in states:
        state = func.coalesce(func.nullif(table.c.state, ""), states[table.name])
        still = (state == states[table.name]) & unrestricted(table)
        is_open = func.sum(case((still, 1), else_=0))
    of = func.coalesce(table.c[item], "")
    query = select(table.c.meeting_uid, of, func.coalesce(is_open, 0))
    query = query.select_from(table.join(meeting, meeting.c.uid == table.c.meeting_uid))
    query = query.where(meeting.c.series_uid == series_uid, meeting.c.x_gone == 0)
    return query.where(table.c.x_gone == 0).group_by(table.c.meeting_uid, of)


def _stood(
    row: Row, actions: Counter[str], waiting: Counter[str], used: set[str], today: date
) -> Stood:
    names = ("uid", "title", "heading", "came_from", "about_uid")
    day = stored_day(row["day"]) or today
    took_place = {"held": HELD}.get(row["meeting_state"] or PLANNED, NOT_HELD)
    if (row["meeting_state"] or PLANNED) in (PLANNED, UNDER_WAY) and day >= today:
        took_place = TO_COME
    return Stood(
        **{name: row[name] or "" for name in names},
        day=day,
        state=row["state"] or OPEN,
        took_place=took_place,
        kind=row["kind"] or "topic",
        standing=_standing(row),
        minutes=row["minutes"] or 0,
        noted=row["uid"] in used,
        open_actions=actions[row["uid"]],
        unanswered=waiting[row["uid"]],
    )


# --- writing --------------------------------------------------------------------------------------


def _renew(
    act: Action,
    series: _Series,
    here: Mapping[str, Row],
    back: Sequence[Returning],
    standing: Mapping[str, str],
) -> None:
    """Say of every item there why it is back, and take off untouched ones that no longer are."""
    whys = {one.thread: one for one in back}
    before = {row["uid"]: row for row in series.earlier}
    for thread, row in here.items():
        one = whys.get(thread)
        gone = row["origin"] == "standing" and row["standing"] not in standing
        if row["origin"] == "returned":
            gone = one is None
        if gone and _untouched(row, series.used, before):
            act.delete(meeting_item, row["uid"])
        elif row["origin"] != "raised":
            changed = {"came_from": one.came_from} if one and one.came_from else {}
            act.update(meeting_item, row["uid"], why=one.why if one else "", **changed)


def _untouched(row: Row, used: frozenset[str], before: Mapping[str, Row]) -> bool:
    """Whether the officer did nothing with it: it stands as it came."""
    if (row["state"] or OPEN) != OPEN or row["spent"] or row["papers"] or row["uid"] in used:
        return False
    was = before.get(row["came_from"] or "")
    return was is None or all(row[name] == was[name] for name in ("title", "minutes"))


def _add(
    act: Action,
    found: Found,
    kind: MeetingType,
    series: _Series,
    here: Mapping[str, Row],
    back: Sequence[Returning],
) -> None:
    """Add the standing items and what returns where they are not there yet."""
    there = {row["standing"] for row in series.mine if row["origin"] == "standing"}
    whys = {one.standing: one.why for one in back if one.standing}
    order: list[dict[str, Any]] = [dict(row) for row in series.mine]
    for at, one in enumerate(kind.agenda):
        if one.id not in there:
            before = [before.id for before in kind.agenda[:at]]
            order.insert(
                _after(order, lambda row, ids=before: row["standing"] in ids),
                _standing_row(one, found, whys.get(one.id, "")),
            )
    for thing in back:
        if not thing.standing and thing.thread not in here:
            order.insert(_place_of(order, thing), _returned_row(thing, found))
    _place(order)
    new = [row for row in order if "x_part" not in row]
    act.create_many(meeting_item, found.part, new)


def _after(order: Sequence[Mapping[str, Any]], fits: Any) -> int:
    """The index after the last row that fits; 0 where none does."""
    return max((at + 1 for at, row in enumerate(order) if fits(row)), default=0)


def _place_of(order: Sequence[Mapping[str, Any]], one: Returning) -> int:
    """Under its heading; else with what returned before it; else after the minutes and actions of
    the last meeting, or at the end of an agenda without these."""
    for fits in (
        lambda row: one.heading and row["heading"] == one.heading,
        lambda row: row["origin"] == "returned",
        lambda row: row["origin"] == "standing" and row["kind"] in _LEADING,
    ):
        if at := _after(order, fits):
            return at
    return len(order)


def _place(order: list[dict[str, Any]]) -> None:
    """Give the new rows places between those that have one."""
    at = 0
    while at < len(order):
        until = at
        while until < len(order) and "place" not in order[until]:
            until += 1
        before = order[at - 1]["place"] if at else ""
        after = order[until]["place"] if until < len(order) else ""
        for row, place in zip(order[at:until], spread(until - at, before, after), strict=True):
            row["place"] = place
        at = until + 1


def _standing_row(one: Standing, found: Found, why: str) -> dict[str, Any]:
    return {
        "uid": new_uid(), "meeting_uid": found.uid, "standing": one.id, "kind": one.kind,
        "heading": one.heading, "title": one.title, "origin": "standing", "why": why,
        "about_uid": "", "minutes": one.minutes, "state": OPEN, "came_from": "",
    }  # fmt: skip


def _returned_row(one: Returning, found: Found) -> dict[str, Any]:
    return {
        "uid": new_uid(), "meeting_uid": found.uid, "standing": "", "kind": one.kind,
        "heading": one.heading, "title": one.title, "origin": "returned", "why": one.why,
        "about_uid": one.about_uid, "minutes": one.minutes, "state": OPEN,
        "came_from": one.came_from,
    }  # fmt: skip
