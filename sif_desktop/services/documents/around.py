"""What the checks of a document must know of its school and of every other: names, towns, classes.

None of it reaches a document; a check only compares words with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select

from sif_desktop.domain.classes import one_class_years
from sif_desktop.domain.draft_checks import Around, Conflict
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Place
from sif_desktop.domain.known_people import PeopleIndex, index_people
from sif_desktop.domain.text_checks import SchoolName
from sif_desktop.frameworks.pack import Pack
from sif_desktop.models.tables import visits
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.undecided import undecided
from sif_desktop.services.dictionary import dictionary

_OF_PROVIDER = ("uid", "name", "town", "locality", "pupils", "low_age", "high_age")


def school_around(
    connection: Connection,
    provider_uid: str,
    pack: Pack,
    names: Iterable[str | None],
    known: Iterable[str] = (),
) -> Around:
    """For any document about a school: `names` are of people there, `known` words that are nobody's
    name."""
    columns = (provider.c[name] for name in _OF_PROVIDER)
    schools = connection.execute(select(*columns).where(provider.c.x_gone == 0)).all()
    mine = [row for row in schools if row.uid == provider_uid]
    known_here = {name.strip() for name in names if name and name.strip()}
    near = {place for row in mine for place in (row.name, row.town, row.locality)}
    words = {*near, *known, *(one.label for one in pack.roles), pack.authority}
    return Around(
        people=tuple(sorted(known_here)),
        heads=_others(connection, pack, provider_uid, known_here),
        schools=tuple(SchoolName(row.uid, row.name) for row in schools if row.name),
        towns=frozenset(row.town.casefold() for row in schools if row.town),
        present=provider_uid,
        allowed=tuple(sorted(word for word in words if word)),
        one_class_years=_one_class_years(connection, mine[0]) if mine else None,
        is_word=_is_word(),
        conflicts=tuple(
            Conflict(uid, f"School: {label.lower()}", Place(school=True))
            for uid, label in undecided(connection, provider, provider.c.uid == provider_uid)
        ),
    )


def authority_around(pack: Pack) -> Around:
    """For a document about every school: their names stand in it on purpose, and those of people
    do not."""
    words = (*(one.label for one in pack.roles), *(one.label for one in pack.categories))
    return Around(allowed=(*words, pack.authority), is_word=_is_word())


def _is_word() -> Callable[[str], bool] | None:
    """Whether the dictionary has a word; None where it cannot be read, which spelling reports."""
    try:
        return dictionary().has
    except Problem:
        return None


def _others(
    connection: Connection, pack: Pack, here: str, known_here: Collection[str]
) -> PeopleIndex:
    """Who holds a role at another school now, unless somebody here bears the same name."""
    joined = role.join(provider, provider.c.uid == role.c.provider_uid)
    where = (role.c.x_gone == 0, provider.c.x_gone == 0, role.c.provider_uid != here)
    query = select(role.c.name, role.c.role, provider.c.name.label("school"))
    rows = connection.execute(
        query.select_from(joined).where(*where, func.coalesce(role.c.to_date, "") == "")
    )
    return index_people(
        (row.name, f"{pack.role_label(row.role or '').lower()} of {row.school}")
        for row in rows
        if row.name and row.name not in known_here
    )


def _one_class_years(connection: Connection, school: Row[Any]) -> frozenset[str] | None:
    """From the roll and the ages, and from the rooms seen on any visit there."""
    joined = visits.room.join(visits.visit, visits.visit.c.uid == visits.room.c.visit_uid)
    where = (visits.visit.c.provider_uid == school.uid, visits.room.c.x_gone == 0)
    query = select(visits.room.c.place, visits.room.c.year_group).select_from(joined)
    rooms = [
        (row.place or "", row.year_group or "") for row in connection.execute(query.where(*where))
    ]
    roll = _whole(school.pupils), _whole(school.low_age), _whole(school.high_age)
    return one_class_years(*roll, rooms)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
