"""Which meetings the rulebook has about a school or of a body, and which it wants begun."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Facts
from sif_desktop.domain.meeting_types import MeetingType, Reason
from sif_desktop.models.tables.meetings import body, meeting_series
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.knowing import known_of, known_of_all

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context

OPEN = "open"


@dataclass(frozen=True, slots=True)
class SeriesOffer:
    """A kind of meeting that may be begun. `required` where the rulebook wants it in the school's
    category, `why` says so in words; `open_uid` is the series that stands open already. One with
    `single` is held once."""

    kind: str
    title: str
    also: str
    required: bool
    why: str
    start: tuple[Reason, ...]
    place: str
    chair: str  # in words
    paragraph: str
    open_uid: str = ""
    single: bool = False


@dataclass(frozen=True, slots=True)
class Wanting:
    """A series the rulebook wants about a school in its category, and that is not open."""

    provider_uid: str
    provider: str
    offer: SeriesOffer


def offers_for_school(
    connection: Connection, context: Context, provider_uid: str
) -> tuple[SeriesOffer, ...]:
    """The kinds of meeting that may be begun about a school; required first."""
    pack = context.pack()
    running = running_series(connection).get(provider_uid, {})
    facts = known_of(connection, pack, provider_uid, context.today()).provider
    fit = [one for one in pack.meetings if one.fits(facts) and not one.of]
    found = (_offer(pack, one, facts, running.get(one.code, "")) for one in fit)
    return tuple(sorted(found, key=lambda one: not one.required))


def offers_for_body(
    connection: Connection, context: Context, body_uid: str
) -> tuple[SeriesOffer, ...]:
    """The kinds of meeting that a body has."""
    pack, code = context.pack(), body_code(connection, body_uid)
    query = select(meeting_series.c.kind, meeting_series.c.uid).where(
        meeting_series.c.body_uid == body_uid, meeting_series.c.state == OPEN,
        meeting_series.c.x_gone == 0,
    )  # fmt: skip
    running = {row.kind: row.uid for row in connection.execute(query)}
    fit = [one for one in pack.meetings if is_of_body(one, code)]
    return tuple(_offer(pack, one, {}, running.get(one.code, "")) for one in fit)


def wanting_in(connection: Connection, context: Context) -> tuple[Wanting, ...]:
    """The series the rulebook wants and nobody has opened, of every open school; the same few
    statements however many schools. One that meets once is wanted once in each category."""
    pack = context.pack()
    if not any(one.required_in for one in pack.meetings):
        return ()
    running, once = running_series(connection), _last_opened(connection)
    names = dict(connection.execute(select(provider.c.uid, provider.c.name)).all())
    found = []
    for uid, known in known_of_all(connection, pack, context.today()).items():
        facts, held = known.provider, known.category
        if held is None or facts.get("provider.status") == "closed":
            continue
        for one in pack.meetings:
            met = one.single and once.get((uid, one.code), "") >= held.since.isoformat()
            if one.of or met or one.code in running.get(uid, {}) or not one.fits(facts):
                continue
            offer = _offer(pack, one, facts, "")
            if offer.required:
                found.append(Wanting(uid, names[uid] or "", offer))
    return tuple(sorted(found, key=lambda one: (one.provider, one.offer.title)))


def running_series(connection: Connection) -> dict[str, dict[str, str]]:
    """Series about schools that stand open: by school and kind, the uid. One statement."""
    query = select(meeting_series.c.provider_uid, meeting_series.c.kind, meeting_series.c.uid)
    query = query.where(meeting_series.c.state == OPEN, meeting_series.c.x_gone == 0)
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for owner, kind, uid in connection.execute(query):
        found[owner or ""][kind or ""] = uid
    return dict(found)


def _last_opened(connection: Connection) -> dict[tuple[str, str], str]:
    """When a series was last opened, by school and kind."""
    owner, kind = meeting_series.c.provider_uid, meeting_series.c.kind
    query = select(owner, kind, func.max(meeting_series.c.opened_on))
    query = query.where(meeting_series.c.x_gone == 0).group_by(owner, kind)
    return {(row[0] or "", row[1] or ""): row[2] or "" for row in connection.execute(query)}


def is_of_body(found: MeetingType, code: str) -> bool:
    """Whether a body of this kind has such meetings."""
    return found.about == "body" and not found.of and (not found.body or found.body == code)


def body_code(connection: Connection, body_uid: str) -> str:
    """What kind of body it is. Raises Problem if it is not there (any more)."""
    query = select(body.c.code).where(body.c.uid == body_uid, body.c.x_gone == 0)
    row = connection.execute(query).first()
    if row is None:
        raise Problem("This body is not there any more.", "It may have been deleted: see the list.")
    return row.code or ""


def _offer(pack: Pack, found: MeetingType, facts: Facts, open_uid: str) -> SeriesOffer:
    category = facts.get("provider.category", "")
    required = bool(category) and category in found.required_in
    why = ""
    if category and category in (*found.required_in, *found.offered_in):
        word = "asks for these meetings" if required else "offers these meetings"
        cited = f" ({found.paragraph})" if found.paragraph else ""
        why = f"The rulebook {word} in {pack.category_label(category)}{cited}."
    chair = pack.role_label(found.chair) if found.chair else ""
    return SeriesOffer(
        found.code, found.title, found.also, required, why, found.start, found.place, chair,
        found.paragraph, open_uid, found.single,
    )  # fmt: skip
