"""A meeting as its agenda and minutes see it: the page of the meeting without what is restricted.

This is the one door between meetings and paper. The page is read without restricted lines; of
those only the uids are known here, so that a sentence made of one before is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.minutes_facts import (
    Agreed,
    Attendee,
    Figure,
    Funded,
    ItemFact,
    Listed,
    MeetingFacts,
    PlanReviewed,
    Previous,
    Recommended,
    Reviewed,
    Said,
)
from sif_desktop.domain.visibility import Visibility
from sif_desktop.models.restricted import is_restricted, unrestricted
from sif_desktop.models.tables.documents import version
from sif_desktop.models.tables.meetings import meeting, meeting_line
from sif_desktop.models.tables.plans import plan
from sif_desktop.services.documents.meeting_listed import listed_of

if TYPE_CHECKING:
    from decimal import Decimal

    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.meeting_rows import (
        ActionLine,
        FigureLine,
        FundingLine,
        MeetingPage,
        PlanUnderReview,
    )

DROPPED = "dropped"


def facts_of(
    connection: Connection,
    pack: Pack,
    page: MeetingPage,
    authority: str,
    recipients: Sequence[tuple[str, str]],
) -> MeetingFacts:
    """Everything the paper of a meeting may say, in a fixed number of statements."""
    row = page.row
    return MeetingFacts(
        uid=row.uid,
        type=row.title,
        about=row.about,
        about_label=pack.term("provider") if row.provider_uid else "Body",
        day=row.day,
        authority=authority,
        state=row.state,
        series=row.series,
        start_time=row.start_time,
        end_time=row.end_time,
        place=row.place,
        chair=row.chair,
        summary=page.summary,
        people=tuple(
            Attendee(p.uid, p.name, p.role_label, p.side, p.part, p.attendance, p.stand_in)
            for p in page.people
        ),
        items=tuple(_items(page)),
        lines=tuple(
            Said(one.uid, one.item_uid, one.kind, one.text, Visibility(one.visibility or "school"))
            for one in page.lines
            if one.visibility != Visibility.RESTRICTED
        ),
        actions=tuple(_agreed(one, page) for one in page.actions if one.state != DROPPED),
        earlier=tuple(_agreed(one, page) for one in page.earlier if one.state != DROPPED),
        plans=tuple(map(_plan, page.plans)),
        funding=_funding(connection, page.funding),
        recommendations=tuple(
            Recommended(one.uid, one.item_uid, one.kind_label, one.addressee, one.text)
            for one in page.recommendations
            if one.meeting_uid == row.uid
        ),
        figures={uid: tuple(map(_figure, some)) for uid, some in page.figures.items()},
        listed=_listed(connection, pack, page),
        contributions={
            pack.role_label(role): text for role, text in page.contributions.items() if text.strip()
        },
        previous=_previous(connection, page),
        next_day=page.next_day or _planned_next(page),
        more_to_come=page.series.state == "open" and not page.type.single,
        terms=page.type.terms,
        restricted=_restricted_lines(connection, row.uid),
        recipients=tuple(recipients),
    )


def _items(page: MeetingPage) -> Iterator[ItemFact]:
    for one in page.items:
        names = ("uid", "number", "title", "kind", "heading", "state", "why", "why_dropped")
        values = {name: getattr(one, name) for name in names}
        about = one.about if one.about != page.row.about else ""
        papers = tuple(paper.title for paper in one.papers)
        yield ItemFact(**values, minutes=one.minutes, papers=papers, about=about)


def _agreed(one: ActionLine, page: MeetingPage) -> Agreed:
    """An action; the school is named where the meeting is not about it."""
    provider = one.provider if one.provider_uid != page.row.provider_uid else ""
    return Agreed(
        one.uid,
        one.item_uid,
        one.what,
        one.party,
        one.who,
        one.due,
        one.measure,
        one.state,
        one.agreed_on,
        one.overdue,
        provider,
    )


def _plan(one: PlanUnderReview) -> PlanReviewed:
    names = ("level", "text", "party", "due", "rating", "before", "before_on", "progress",
             "evidence", "successes", "barriers")  # fmt: skip
    rows = (
        Reviewed(
            row=row.row_uid, review=row.review_uid, **{name: getattr(row, name) for name in names}
        )
        for row in one.rows
    )
    return PlanReviewed(one.uid, one.title, tuple(rows))


def _figure(one: FigureLine) -> Figure:
    year = str(one.year) if one.year else ""
    parts = (year, one.source, "provisional" if one.provisional else "")
    source = ", ".join(filter(None, parts))
    return Figure(one.label, one.value, one.compared, one.before, source)


def _funding(connection: Connection, lines: Sequence[FundingLine]) -> tuple[Funded, ...]:
    """Funding decisions; a restricted plan is not named."""
    named = [one.plan_uid for one in lines if one.plan_uid]
    query = select(plan.c.uid).where(plan.c.uid.in_(named), unrestricted(plan))
    open_plans = set(connection.execute(query).scalars())
    return tuple(
        Funded(
            one.uid,
            one.what,
            one.plan if one.plan_uid in open_plans else "",
            pounds(one.amount),
            pounds(one.running),
            one.fund,
        )
        for one in lines
    )


def pounds(amount: Decimal) -> str:
    """ "£1,200.00"; whole pounds without pence."""
    text = f"£{amount:,.2f}"
    return text.removesuffix(".00")


def _listed(connection: Connection, pack: Pack, page: MeetingPage) -> Mapping[str, Listed]:
    kinds = {item.kind for item in page.items}
    tables = listed_of(connection, pack, page, kinds)
    return {item.uid: tables[item.kind] for item in page.items if item.kind in tables}


def _previous(connection: Connection, page: MeetingPage) -> Previous | None:
    last = page.previous
    if last is None:
        return None
    at = connection.execute(select(meeting.c.agreed_at).where(meeting.c.uid == last.uid)).scalar()
    mended = select(version.c.reason).where(
        version.c.document_uid == last.document_uid, version.c.x_gone == 0, version.c.number > 1
    )
    reasons = connection.execute(mended.order_by(version.c.number)).scalars()
    return Previous(
        last.day,
        last.minutes == "issued",
        last.agreed_on,
        bool(at) and at == page.row.uid,
        tuple(why for why in reasons if why),
    )


def _planned_next(page: MeetingPage) -> str:
    """The day of a meeting that is planned already."""
    return page.series.next_day if page.series.next_day > page.row.day else ""


def _restricted_lines(connection: Connection, uid: str) -> frozenset[str]:
    table = meeting_line
    query = select(table.c.uid, table.c.x_part, table.c.visibility).where(
        table.c.meeting_uid == uid, table.c.x_gone == 0
    )
    return frozenset(
        row.uid
        for row in connection.execute(query)
        if is_restricted(row.x_part) or row.visibility == Visibility.RESTRICTED
    )
