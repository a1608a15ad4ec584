"""Standing bodies of the authority: their members by constituency, their meetings, what they
recommended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.meeting_types import BodyKind
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables import meetings as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.meeting_lists import find_series
from sif_desktop.services.meeting_rows import HELD, PLANNED, RecommendationLine, SeriesRow
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body as listed. `kind_title` is what the rulebook calls it, "" for one of the authority's
    own; `waiting` how many of its recommendations have no reply."""

    uid: str
    code: str
    kind_title: str
    title: str
    remit: str
    members: int
    last_day: str
    next_day: str
    waiting: int


@dataclass(frozen=True, slots=True)
class MemberFields:
    """`constituency` is a code of the rulebook or words; `substitute_of` the uid of a member."""

    name: str
    constituency: str = ""
    role: str = ""
    email: str = ""
    provider_uid: str = ""
    from_date: str = ""
    to_date: str = ""
    substitute_of: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as listed; `now` says whether the term runs today."""

    uid: str
    name: str
    constituency: str
    constituency_label: str
    role: str
    email: str
    provider_uid: str
    provider: str
    from_date: str
    to_date: str
    substitute_of: str
    substitutes: str  # the name of the member this one stands in for
    now: bool

    @property
    def fields(self) -> MemberFields:
        """What a form begins with."""
        return MemberFields(
            self.name, self.constituency, self.role, self.email, self.provider_uid,
            self.from_date, self.to_date, self.substitute_of,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body. `kind` is None for one of the authority's own; members by constituency and name."""

    row: BodyRow
    kind: BodyKind | None
    members: tuple[MemberRow, ...]
    earlier: tuple[MemberRow, ...]
    series: tuple[SeriesRow, ...]
    recommendations: tuple[RecommendationLine, ...]

    @property
    def constituencies(self) -> dict[str, str]:
        """Those the rulebook names, by code."""
        return dict(self.kind.constituencies) if self.kind else {}


class BodyService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -----------------------------------------------------------------------------

    def rows(self) -> tuple[BodyRow, ...]:
        """All bodies by name; four statements however many."""
        with self._context.store.read() as connection:
            return self._rows(connection)

    def of_pack(self) -> tuple[BodyKind, ...]:
        """Those of the rulebook that are not set up yet."""
        query = select(tables.body.c.code).where(tables.body.c.x_gone == 0)
        with self._context.store.read() as connection:
            there = set(connection.scalars(query))
        return tuple(one for one in self._context.pack().bodies if one.code not in there)

    def page(self, uid: str) -> BodyPage:
        """Raises Problem if the body is not there (any more)."""
        with self._context.store.read() as connection:
            row = next((one for one in self._rows(connection) if one.uid == uid), None)
            if row is None:
                raise _gone()
            kind = self._kinds().get(row.code)
            members = self._members(connection, uid, kind)
            series = find_series(connection, self._context, tables.meeting_series.c.body_uid == uid)
            said = _recommendations(connection, uid, row.title, kind)
        return BodyPage(
            row,
            kind,
            tuple(one for one in members if one.now),
            tuple(one for one in members if not one.now),
            tuple(one.row for one in series),
            said,
        )

    # -- writing -----------------------------------------------------------------------------

    def add(self, code: str = "", title: str = "", remit: str = "") -> Added:
        """Set up a body of the rulebook by its code, or one of the authority's own by its name.
        Raises Problem where one of that kind or name is there."""
        kind = self._context.pack().body(code) if code else None
        named = title.strip() or (kind.title if kind else "")
        words_of(named, "The body has no name.", "Enter one.")
        for one in self.rows():
            if (code and one.code == code) or one.title.casefold() == named.casefold():
                raise Problem(f"{one.title} is set up already.", "Open it in the list of bodies.")
        said = remit.strip() or "\n".join(kind.remit if kind else ())
        pack = self._context.pack().id if kind else ""
        with self._context.store.action("Set up a body") as act:
            uid = act.create(tables.body, TEAM, pack=pack, code=code, title=named, remit=said)
        return Added(uid, act.changes)

    def edit(self, uid: str, title: str, remit: str) -> Changes:
        named = words_of(title, "The body has no name.", "Enter one.")
        with self._context.store.action("Changed a body") as act:
            act.update(tables.body, uid, title=named, remit=remit.strip())
        return act.changes

    def delete(self, uid: str) -> Changes:
        """With its members and its series of meetings."""
        series = tables.meeting_series
        query = select(series.c.uid).where(series.c.body_uid == uid, series.c.x_gone == 0)
        with self._context.store.action("Deleted a body") as act:
            for (one,) in act.connection.execute(query).all():
                act.delete(series, one)
            act.delete(tables.body, uid)
        return act.changes

    def add_member(self, body_uid: str, given: MemberFields) -> Added:
        """Raises Problem for a term that ends before it begins, or a substitute of nobody."""
        values = _checked(given)
        with self._context.store.action("Added a member") as act:
            row = act.connection.execute(
                select(tables.body.c.uid).where(tables.body.c.uid == body_uid)
            )
            if row.first() is None:
                raise _gone()
            self._refuse_strange(act.connection, body_uid, given.substitute_of)
            uid = act.create(tables.body_member, TEAM, body_uid=body_uid, **values)
        return Added(uid, act.changes)

    def edit_member(self, uid: str, given: MemberFields) -> Changes:
        values = _checked(given)
        with self._context.store.action("Changed a member") as act:
            body_uid = act.connection.scalar(
                select(tables.body_member.c.body_uid).where(tables.body_member.c.uid == uid)
            )
            if given.substitute_of == uid:
                raise Problem("Nobody is a substitute of themselves.", "Choose another member.")
            self._refuse_strange(act.connection, body_uid or "", given.substitute_of)
            act.update(tables.body_member, uid, **values)
        return act.changes

    def end_member(self, uid: str, on: str = "") -> Changes:
        """Their term ends on that day (today)."""
        day = day_of(on) or self._context.today().isoformat()
        with self._context.store.action("Ended a term") as act:
            query = select(tables.body_member.c.from_date).where(tables.body_member.c.uid == uid)
            if day < (act.connection.scalar(query) or ""):
                raise Problem("The term ends before it begins.", "Correct the day.")
            act.update(tables.body_member, uid, to_date=day)
        return act.changes

    def delete_member(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a member") as act:
            act.delete(tables.body_member, uid)
        return act.changes

    # -- inside ------------------------------------------------------------------------------

    def _kinds(self) -> dict[str, BodyKind]:
        return {one.code: one for one in self._context.pack().bodies}

    def _rows(self, connection: Connection) -> tuple[BodyRow, ...]:
        table, today = tables.body, self._context.today().isoformat()
        rows = connection.execute(
            select(table).where(table.c.x_gone == 0).order_by(table.c.title, table.c.uid)
        ).mappings()
        members = _counted(connection, _members_now(today))
        last, coming = _days(connection)
        waiting = _counted(connection, _WAITING)
        kinds = self._kinds()
        return tuple(
            BodyRow(
                uid=row["uid"],
                code=row["code"] or "",
                kind_title=kinds[row["code"]].title if row["code"] in kinds else "",
                title=row["title"] or "",
                remit=row["remit"] or "",
                members=members.get(row["uid"], 0),
                last_day=last.get(row["uid"], ""),
                next_day=coming.get(row["uid"], ""),
                waiting=waiting.get(row["uid"], 0),
            )
            for row in rows
        )

    def _members(
        self, connection: Connection, body_uid: str, kind: BodyKind | None
    ) -> list[MemberRow]:
        """By constituency in the rulebook's order, then by name; substitutes among them."""
        table, today = tables.body_member, self._context.today().isoformat()
        joined = table.outerjoin(provider, provider.c.uid == table.c.provider_uid)
        query = select(table, provider.c.name.label("provider")).select_from(joined)
        query = query.where(table.c.body_uid == body_uid, table.c.x_gone == 0)
        rows = connection.execute(query).mappings().all()
        names = {row["uid"]: row["name"] or "" for row in rows}
        labels = dict(kind.constituencies) if kind else {}
        order = {code: place for place, code in enumerate(labels)}
        found = [_member(row, names, labels, today) for row in rows]

        def place(one: MemberRow) -> tuple[int, str, str]:
            return order.get(one.constituency, len(order)), one.constituency, one.name.casefold()

        return sorted(found, key=place)

    def _refuse_strange(self, connection: Connection, body_uid: str, member: str) -> None:
        """Raises Problem for a substitute of somebody who is no member of this body."""
        if not member:
            return
        table = tables.body_member
        query = select(table.c.uid).where(
            table.c.uid == member, table.c.body_uid == body_uid, table.c.x_gone == 0
        )
        if connection.execute(query).first() is None:
            raise Problem("The member who is represented is not there.", "Choose a member.")


def _gone() -> Problem:
    return Problem("This body is not there any more.", "It may have been deleted: see the list.")


def _member(
    row: RowMapping, names: dict[str, str], labels: dict[str, str], today: str
) -> MemberRow:
    plain = {name: row[name] or "" for name in _PLAIN}
    since, until = plain["from_date"], plain["to_date"]
    return MemberRow(
        **plain,
        constituency_label=labels.get(plain["constituency"], plain["constituency"]),
        substitutes=names.get(plain["substitute_of"], ""),
        now=since <= today and (not until or until >= today),
    )


_PLAIN = (
    "uid", "name", "constituency", "role", "email", "provider_uid", "provider", "from_date",
    "to_date", "substitute_of",
)  # fmt: skip


def _checked(given: MemberFields) -> dict[str, str]:
    since, until = day_of(given.from_date), day_of(given.to_date)
    if since and until and until < since:
        raise Problem("The term ends before it begins.", "Correct one of the two dates.")
    return {
        "name": words_of(given.name, "The member has no name.", "Enter it."),
        "constituency": given.constituency.strip(),
        "role": given.role.strip(),
        "email": given.email.strip(),
        "provider_uid": given.provider_uid,
        "from_date": since,
        "to_date": until,
        "substitute_of": given.substitute_of,
    }


# --- counting -------------------------------------------------------------------------------------


def _members_now(today: str) -> Any:
    table = tables.body_member
    runs = (func.coalesce(table.c.to_date, "") == "") | (table.c.to_date >= today)
    query = select(table.c.body_uid, func.count()).where(
        table.c.x_gone == 0, func.coalesce(table.c.substitute_of, "") == "",
        func.coalesce(table.c.from_date, "") <= today, runs,
    )  # fmt: skip
    return query.group_by(table.c.body_uid)


_SERIES = tables.meeting_series
_WAITING = (
    select(_SERIES.c.body_uid, func.count())
    .select_from(
        tables.recommendation.join(
            tables.meeting, tables.meeting.c.uid == tables.recommendation.c.meeting_uid
        ).join(_SERIES, _SERIES.c.uid == tables.meeting.c.series_uid)
    )
    .where(
        tables.recommendation.c.x_gone == 0,
        tables.meeting.c.x_gone == 0,
        tables.recommendation.c.state == "made",
    )
    .group_by(_SERIES.c.body_uid)
)


def _counted(connection: Connection, query: Any) -> dict[str, int]:
    return {row[0] or "": row[1] for row in connection.execute(query)}


def _days(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """The last meeting held and the next one planned of each body."""
    meeting = tables.meeting
    held = func.max(meeting.c.day).filter(meeting.c.state == HELD)
    coming = func.min(meeting.c.day).filter(meeting.c.state == PLANNED)
    joined = meeting.join(_SERIES, _SERIES.c.uid == meeting.c.series_uid)
    query = select(_SERIES.c.body_uid, held, coming).select_from(joined)
    query = query.where(meeting.c.x_gone == 0, _SERIES.c.x_gone == 0).group_by(_SERIES.c.body_uid)
    rows = connection.execute(query).all()
    last = {row[0] or "": row[1] or "" for row in rows}
    return last, {row[0] or "": row[2] or "" for row in rows}


def _recommendations(
    connection: Connection, body_uid: str, title: str, kind: BodyKind | None
) -> tuple[RecommendationLine, ...]:
    """What the body recommended, the newest first."""
    table, labels = tables.recommendation, dict(kind.recommends) if kind else {}
    joined = table.join(tables.meeting, tables.meeting.c.uid == table.c.meeting_uid)
    joined = joined.join(_SERIES, _SERIES.c.uid == tables.meeting.c.series_uid)
    query = select(table, tables.meeting.c.day).select_from(joined)
    query = query.where(
        _SERIES.c.body_uid == body_uid, table.c.x_gone == 0, tables.meeting.c.x_gone == 0,
        unrestricted(table),
    ).order_by(tables.meeting.c.day.desc(), table.c.uid)  # fmt: skip
    return tuple(
        RecommendationLine(
            uid=row["uid"],
            meeting_uid=row["meeting_uid"],
            item_uid=row["item_uid"] or "",
            body=title,
            kind=row["kind"] or "",
            kind_label=labels.get(row["kind"] or "", row["kind"] or ""),
            addressee=row["addressee"] or "",
            text=row["text"] or "",
            made_on=row["made_on"] or row["day"] or "",
            reply=row["reply"] or "",
            replied_on=row["replied_on"] or "",
            state=row["state"] or "made",
        )
        for row in connection.execute(query).mappings()
    )
