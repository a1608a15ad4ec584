"""What a file is about, named while what it brings is in place: a rehearsal takes it back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from sif_desktop.models.base import metadata
from sif_desktop.models.statements import batched
from sif_desktop.models.tables.log import sync_change, sync_stream
from sif_desktop.models.tables.people import officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.sync import resolve

_SIZE = 500


@dataclass(frozen=True, slots=True)
class Named:
    """`schools` are those whose records are touched; `mine` is how many of the questions that arose
    are for this officer to decide; `parts` and `people` name partitions and replicas."""

    schools: tuple[str, ...] = ()
    mine: int = 0
    parts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


def named(
    connection: Connection,
    touched: Mapping[str, Iterable[str]],
    asked: Iterable[tuple[str, str]],
    person: str,
    replicas: set[str],
) -> Named:
    """`touched` are uids by table, `asked` (row, field) of the questions that arose; of `replicas`
    it is told whose they are."""
    columns = (provider.c.uid, provider.c.name, provider.c.attached_officer)
    rows = connection.execute(select(*columns)).all()
    names = {row.uid: row.name or "" for row in rows}
    parts = set(touched.get(provider.name, ()))
    for name, uids in touched.items():
        table = metadata.tables[name]
        for some in batched(list(uids), _SIZE):
            query = select(table.c.x_part).where(table.c.uid.in_(some)).distinct()
            parts.update(connection.execute(query).scalars())
    schools = sorted(names[part] for part in parts & names.keys())
    attached = {row.uid: row.attached_officer or "" for row in rows}
    mine = _mine(connection, set(asked), attached, person)
    return Named(tuple(schools), mine, names, _writers(connection, replicas))


def _mine(
    connection: Connection,
    asked: set[tuple[str, str]],
    attached: Mapping[str, str],
    person: str,
) -> int:
    """Of my own schools, or of nobody’s where I wrote a version."""
    me = connection.execute(select(officer.c.name).where(officer.c.uid == person)).scalar() or ""
    found = resolve.questions(connection, {row for row, _ in asked}) if asked else []
    return sum(
        attached[one.part].casefold() == me.casefold()
        if attached.get(one.part)
        else any(version.author == person for version in one.versions)
        for one in found
        if (one.row, one.column) in asked
    )


def _writers(connection: Connection, replicas: set[str]) -> dict[str, str]:
    """Whose machine each replica is, by who wrote on it."""
    if not replicas:
        return {}
    joined = sync_stream.join(sync_change, sync_change.c.stream == sync_stream.c.id)
    joined = joined.join(officer, officer.c.uid == sync_change.c.author)
    query = select(sync_stream.c.replica, officer.c.name).select_from(joined).distinct()
    rows = connection.execute(query.where(sync_stream.c.replica.in_(sorted(replicas))))
    return {row.replica: row.name or "" for row in rows}
