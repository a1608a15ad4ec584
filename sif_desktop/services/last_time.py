"""What was answered last time: per item, the newest earlier answer at this school.

A converter keeps its history: answers at the schools it came from count, and an item that replaces
a retired one finds the retired one's answers. Scales are never converted; the words shown are those
of the rulebook the answer was given under.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.form_values import format_value
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.providers import provider, provider_link
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import answer, visit

if TYPE_CHECKING:
    from sif_desktop.domain.forms import Form
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.services.visit_record import Visit

STATE_WORDS: Mapping[str, str] = {
    "not_seen": "Not seen",
    "not_applicable": "Not applicable",
    "not_judged": "Not judged",
}
_GENERATIONS = 3  # a school, the one it came from, and the one before that


@dataclass(frozen=True, slots=True)
class LastTime:
    """An earlier answer: `value` as stored, `words` as that visit's rulebook words it."""

    item: str
    visit_date: str  # ISO
    state: str
    value: str
    words: str
    evidence: str


@dataclass(frozen=True, slots=True)
class EarlierAction:
    """Something agreed on an earlier visit; `state` is open, done or dropped."""

    uid: str
    what: str
    party: str
    who: str
    due: str
    measure: str
    state: str
    done_note: str
    agreed_on: str


def last_answers(
    connection: Connection, this: Visit, pack: Pack, form: Form, registry: Registry
) -> dict[str, LastTime]:
    """{item of the form: what was answered last time}; items never answered are left out."""
    wanted = _ids_by_earlier(pack, form)
    columns = (answer, visit.c.visit_date, visit.c.pack, visit.c.pack_version, visit.c.visit_type)
    query = (
        select(*columns)
        .select_from(answer.join(visit, visit.c.uid == answer.c.visit_uid))
        .where(
            visit.c.provider_uid.in_(_lineage(connection, this.provider_uid)),
            visit.c.uid != this.uid,
            visit.c.visit_date <= this.visit_date,
            visit.c.state.not_in(("planned", "cancelled")),
            visit.c.x_gone == 0,
            unrestricted(visit),
            answer.c.x_gone == 0,
            answer.c.state != "open",
            answer.c.item.in_(list(wanted)),
        )
        .order_by(visit.c.visit_date.desc(), visit.c.start_time.desc())
    )
    found: dict[str, LastTime] = {}
    for row in connection.execute(query).mappings():
        for item in wanted[row["item"]]:
            if item not in found:
                found[item] = _last(row, item, registry)
    return found


def earlier_actions(connection: Connection, this: Visit) -> tuple[EarlierAction, ...]:
    """Actions agreed on the newest earlier visit that agreed any, and older ones still open."""
    query = (
        select(task, visit.c.visit_date)
        .select_from(task.join(visit, visit.c.uid == task.c.visit_uid))
        .where(
            task.c.provider_uid.in_(_lineage(connection, this.provider_uid)),
            task.c.visit_uid != this.uid,
            visit.c.visit_date <= this.visit_date,
            visit.c.x_gone == 0,
            unrestricted(visit),
            task.c.x_gone == 0,
        )
        .order_by(visit.c.visit_date.desc(), task.c.due)
    )
    rows = connection.execute(query).mappings().all()
    newest = rows[0]["visit_uid"] if rows else ""
    return tuple(
        _earlier(row) for row in rows if row["visit_uid"] == newest or row["state"] == "open"
    )


def _ids_by_earlier(pack: Pack, form: Form) -> dict[str, list[str]]:
    """{item id to look for: items of the form it answers}."""
    earlier = {new: old for (_form, new), old in pack.replaced.items()}
    wanted: dict[str, list[str]] = {}
    for item in form.items():
        name = item.id
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            wanted.setdefault(name, []).append(item.id)
            name = earlier.get(name, "")
    return wanted


def _lineage(connection: Connection, uid: str) -> list[str]:
    """The school and those it came from."""
    found, newest = [uid], [uid]
    for _ in range(_GENERATIONS - 1):
        newest = [each for each in _predecessors(connection, newest) if each not in found]
        if not newest:
            break
        found += newest
    return found


def _predecessors(connection: Connection, uids: Iterable[str]) -> list[str]:
    before = (
        select(provider.c.uid)
        .select_from(provider_link.join(provider, provider.c.urn == provider_link.c.urn))
        .where(
            provider_link.c.provider_uid.in_(list(uids)),
            provider_link.c.kind.istartswith("predecessor"),
            provider_link.c.x_gone == 0,
            provider.c.x_gone == 0,
        )
    )
    return list(connection.execute(before).scalars())


def _earlier(row: RowMapping) -> EarlierAction:
    plain = {name: row[name] or "" for name in EarlierAction.__slots__ if name != "agreed_on"}
    return EarlierAction(**plain, agreed_on=row["visit_date"])


def _last(row: RowMapping, item: str, registry: Registry) -> LastTime:
    return LastTime(
        item,
        row["visit_date"],
        row["state"],
        row["value"] or "",
        _words(row, registry),
        row["evidence"] or "",
    )


def _words(row: RowMapping, registry: Registry) -> str:
    if row["state"] != "answered":
        return STATE_WORDS.get(row["state"], "")
    value = row["value"] or ""
    try:
        pack = registry.get(row["pack"], row["pack_version"])
        asked = pack.visit_form(row["visit_type"]).item(row["item"])
        scale = pack.scale(asked.scale) if asked and asked.scale else None
    except Problem:  # that rulebook is no longer installed: the stored value still says most
        return value
    return format_value(asked, value, scale) if asked else value
