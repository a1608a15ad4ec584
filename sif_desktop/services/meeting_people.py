"""Who is asked to a meeting by the rulebook, and how often each role was filled.

A seat is filled by whoever holds its role at the school; one of the authority or of a partner that
nobody holds there by whoever had it at the last meeting, and the diocese's by whoever another
school of the same diocese knows. A seat nobody is known for stands without a name, so that it is
seen to be missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, func, select

from sif_desktop.domain.forms import Facts
from sif_desktop.domain.meeting_types import MeetingType, Seat
from sif_desktop.models.tables.meetings import body, body_member, meeting, meeting_person
from sif_desktop.models.tables.people import officer
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.services.meeting_lists import find_meetings
from sif_desktop.services.meeting_rows import ATTENDANCE, HELD, PRESENT, SUBSTITUTE, Turnout

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context

OFFICER = "attached_officer"
CORE, OPTIONAL, INVITED = "core", "optional", "invited"
SIDES: Mapping[str, str] = {
    "school": "School",
    "authority": "Local authority",
    "partner": "Partner",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to be asked; without a name where nobody is known for the seat."""

    name: str
    role: str
    side: str
    part: str
    email: str = ""


def roster(
    connection: Connection,
    context: Context,
    kind: MeetingType,
    series: RowMapping,
    facts: Facts,
    day: str,
) -> list[Asked]:
    """Who is asked to a meeting of this kind on that day; the same few statements however many."""
    if series["body_uid"]:
        members = list(_members(connection, context, series["body_uid"], day))
        filled = {one.role.casefold() for one in members}
        seats = (seat for seat in kind.seated(facts) if filled.isdisjoint(_named(seat)))
        known = _Known(connection, context, series, day)
        return [*members, *(one for seat in seats for one in known.fill(seat))]
    known = _Known(connection, context, series, day)
    return [one for seat in kind.seated(facts) for one in known.fill(seat)]


class _Known:
    """Who is known for which role, nearest first."""

    def __init__(
        self, connection: Connection, context: Context, series: RowMapping, day: str
    ) -> None:
        uid = series["provider_uid"] or ""
        school = select(provider.c.attached_officer, provider.c.diocese)
        here = connection.execute(school.where(provider.c.uid == uid)).first()
        self._me = _officer(connection, context)
        self._officer = (here.attached_officer if here else "") or self._me[0]
        self._at_school = _holders(connection, day, role.c.provider_uid == uid)
        diocese = (here.diocese if here else "") or ""
        beside = _holders(connection, day, provider.c.diocese == diocese) if diocese else {}
        self._beside = beside
        self._before = _sat_before(connection, series["uid"], day)

    def fill(self, seat: Seat) -> Iterator[Asked]:
        """Everybody who holds the role at the school, or whoever else is known for it."""
        found = self._find(seat) or [("", "")]
        for name, email in found:
            yield Asked(name, seat.role, seat.side, seat.part, email)

    def _find(self, seat: Seat) -> list[tuple[str, str]]:
        if seat.role == OFFICER:
            mine = self._officer == self._me[0]
            return [(self._officer, self._me[1] if mine else "")]
        names = _named(seat)
        for known in (self._at_school, self._before) if seat.side == "school" else (
            self._at_school, self._before, self._beside if seat.side == "partner" else {},
        ):  # fmt: skip
            found = [one for name in names for one in known.get(name, ())]
            if found:
                return list(dict.fromkeys(found))
        return []


def _named(seat: Seat) -> tuple[str, ...]:
    """How a role may be written down by whoever kept it, in small letters."""
    return seat.role, seat.label.casefold(), seat.role.replace("_", " ")


def _officer(connection: Connection, context: Context) -> tuple[str, str]:
    query = select(officer.c.name, officer.c.email).where(officer.c.uid == context.store.person)
    row = connection.execute(query).first()
    return (row.name or "", row.email or "") if row else ("", "")


_People = dict[str, list[tuple[str, str]]]  # role in small letters -> name and email


def _holders(connection: Connection, day: str, where: Any) -> _People:
    """Who holds which role on that day, the latest first."""
    query = select(role.c.role, role.c.name, role.c.email)
    query = query.select_from(role.join(provider, provider.c.uid == role.c.provider_uid))
    query = query.where(
        where, role.c.x_gone == 0, provider.c.x_gone == 0,
        func.coalesce(role.c.from_date, "") <= day,
        (func.coalesce(role.c.to_date, "") == "") | (role.c.to_date >= day),
    ).order_by(role.c.from_date.desc(), role.c.uid)  # fmt: skip
    return _people(connection.execute(query))


def _sat_before(connection: Connection, series_uid: str, day: str) -> _People:
    """Who had which role at the last meeting of the series before that day."""
    last = select(meeting.c.uid).where(
        meeting.c.series_uid == series_uid, meeting.c.x_gone == 0, meeting.c.state == HELD,
        meeting.c.day <= day,
    )  # fmt: skip
    last = last.order_by(meeting.c.day.desc(), meeting.c.uid.desc()).limit(1)
    query = select(meeting_person.c.role, meeting_person.c.name, meeting_person.c.email)
    query = query.where(
        meeting_person.c.meeting_uid.in_(last), meeting_person.c.x_gone == 0,
        meeting_person.c.name != "",
    ).order_by(meeting_person.c.place)  # fmt: skip
    return _people(connection.execute(query))


def _people(rows: Any) -> _People:
    found: _People = defaultdict(list)
    for code, name, email in rows:
        if name:
            found[(code or "").casefold()].append((name, email or ""))
    return dict(found)


# --- bodies ---------------------------------------------------------------------------------------


def members_on(connection: Connection, body_uid: str, day: str) -> list[RowMapping]:
    """The members of a body, and their substitutes, whose term covers a day."""
    query = select(body_member).where(
        body_member.c.body_uid == body_uid, body_member.c.x_gone == 0,
        func.coalesce(body_member.c.from_date, "") <= day,
        (func.coalesce(body_member.c.to_date, "") == "") | (body_member.c.to_date >= day),
    )  # fmt: skip
    query = query.order_by(body_member.c.constituency, body_member.c.name, body_member.c.uid)
    return list(connection.execute(query).mappings())


def constituency_labels(connection: Connection, context: Context, body_uid: str) -> dict[str, str]:
    """What the rulebook calls the constituencies of a body, by code."""
    query = select(body.c.code).where(body.c.uid == body_uid)
    code = connection.scalar(query) or ""
    kinds = {one.code: one for one in context.pack().bodies}
    return dict(kinds[code].constituencies) if code in kinds else {}


def _members(connection: Connection, context: Context, body_uid: str, day: str) -> Iterator[Asked]:
    labels = constituency_labels(connection, context, body_uid)
    for row in members_on(connection, body_uid, day):
        if row["substitute_of"]:
            continue
        sits_for = row["constituency"] or ""
        part = row["role"] or labels.get(sits_for, sits_for)
        side = "school" if row["provider_uid"] else "authority"
        yield Asked(row["name"] or "", part, side, CORE, row["email"] or "")


# --- how often they came --------------------------------------------------------------------------


def turnout(
    connection: Connection, context: Context, series: RowMapping, uid: str
) -> tuple[Turnout, ...]:
    """How often each role was asked and filled at the meetings held of a series; one statement. A
    role with several people is filled where one of them, or a substitute, was there."""
    joined = meeting_person.join(meeting, meeting.c.uid == meeting_person.c.meeting_uid)
    query = select(meeting_person, meeting.c.uid.label("at")).select_from(joined)
    query = query.where(
        meeting.c.series_uid == uid, meeting.c.state == HELD, meeting.c.x_gone == 0,
        meeting_person.c.x_gone == 0,
    ).order_by(meeting.c.day, meeting_person.c.place)  # fmt: skip
    asked: dict[str, dict[str, bool]] = {}
    parts: dict[str, str] = {}
    for row in connection.execute(query).mappings():
        code = row["role"] or row["name"] or ""
        there = row["attendance"] in (PRESENT, SUBSTITUTE)
        meetings = asked.setdefault(code, {})
        meetings[row["at"]] = meetings.get(row["at"], False) or there
        parts[code] = row["part"] or INVITED
    pack = _pack(context, series)
    return tuple(
        Turnout(code, role_label(pack, code), parts[code], len(found), sum(found.values()))
        for code, found in sorted(asked.items(), key=lambda one: _ORDER[parts[one[0]]])
    )


_ORDER = {CORE: 0, OPTIONAL: 1, INVITED: 2}


def _pack(context: Context, series: RowMapping) -> Pack:
    return context.registry.get(series["pack"] or "", series["pack_version"] or "")


def role_label(pack: Pack, code: str) -> str:
    """The rulebook's word for a role; words of the officer's own as they are."""
    return next((one.label for one in pack.roles if one.code == code), code)


_HEADINGS = (
    "School or body", "Meetings", "Day", "Name", "Role", "Part", "Attendance", "Represented by",
)  # fmt: skip


def attendance_lines(
    connection: Connection, context: Context, series_uids: Collection[str]
) -> list[tuple[str, ...]]:
    """Who came to the meetings held of these series, headings first: by school or body, and day."""
    table = meeting_person
    query = select(table).where(table.c.x_gone == 0).order_by(table.c.place, table.c.uid)
    query = query.join(meeting, meeting.c.uid == table.c.meeting_uid).where(
        meeting.c.state == HELD, meeting.c.x_gone == 0
    )
    people: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        people[row["meeting_uid"]].append(row)
    held = [
        one
        for one in find_meetings(connection, context, meeting.c.state == HELD)
        if one.series_uid in series_uids
    ]
    pack = context.pack()
    return [
        _HEADINGS,
        *(
            (
                one.about, one.series, one.day, row["name"] or "",
                role_label(pack, row["role"] or ""), row["part"] or "",
                ATTENDANCE.get(row["attendance"] or "", "Not said"), row["stand_in"] or "",
            )
            for one in sorted(held, key=lambda one: (one.about, one.series, one.day))
            for row in people[one.uid]
        ),
    ]  # fmt: skip
