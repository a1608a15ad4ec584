"""The authority's own rulebooks sent with the records made under them, and put in their place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.checker import check
from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.tables.log import setting
from sif_desktop.services.pack_files import put
from sif_desktop.sync.bundle import OWN_PACKS
from sif_desktop.sync.parcels import Parcel, parcel_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sif_desktop.frameworks.registry import PackInfo
    from sif_desktop.services.context import Context
    from sif_desktop.sync.scope import Scope


def own_versions(context: Context) -> list[list[str]]:
    """The authority's own versions at hand: what everybody who sends says of themselves."""
    return [[info.id, info.version] for info in context.registry.list() if info.edited]


def parcels_for(context: Context, scope: Scope, to: Iterable[str]) -> tuple[Parcel, ...]:
    """Own versions that records in scope were made under and that somebody of `to` (public keys)
    has not said they have."""
    own = {(info.id, info.version): info for info in context.registry.list() if info.edited}
    if not own:
        return ()
    with context.store.read() as connection:
        named = _named(connection, scope) & own.keys()
        lacked = named - _held_by_all(connection, list(to))
    return tuple(_parcel(own[key]) for key in sorted(lacked))


def install(context: Context, parcels: Sequence[Parcel]) -> tuple[str, ...]:
    """Put checked versions beside those there are; what could not be used, in words.

    A version that is here already stays as it is, whatever the file says of it.
    """
    said = []
    held = {(info.id, info.version) for info in context.registry.list()}
    for parcel in parcels:
        if (parcel.pack, parcel.version) not in held:
            said += _installed(context, parcel)
    if parcels:
        context.registry.refresh()
    return tuple(said)


def _installed(context: Context, parcel: Parcel) -> list[str]:
    name = f"the rulebook {parcel.pack}, version {parcel.version},"
    own = context.registry.own
    if own is None:
        return [f"There is no place here for {name} that came with the file."]
    with TemporaryDirectory(prefix="sif-rulebook-") as aside:
        folder = Path(aside) / f"{parcel.pack}@{parcel.version}"
        parcel.write(folder)
        if faults := check(folder):
            return [f"{name.capitalize()} that came with the file was not put in place: "
                    f"{faults[0].message}"]  # fmt: skip
        try:
            put(folder, own)
        except Problem as error:
            return [f"{name.capitalize()} that came with the file was not put in place. {error}"]
    return []


def _parcel(info: PackInfo) -> Parcel:
    return parcel_of(info.id, info.version, info.folder)


def _named(connection: Connection, scope: Scope) -> set[tuple[str, str]]:
    """(pack, version) of the records that may travel."""
    found: set[tuple[str, str]] = set()
    for table in metadata.tables.values():
        if is_synced(table) and {"pack", "pack_version"} <= set(table.c.keys()):
            query = select(table.c.pack, table.c.pack_version, table.c.x_part).distinct()
            rows = connection.execute(query.where(table.c.pack_version.is_not(None)))
            found.update((row.pack, row.pack_version) for row in rows if scope.allows(row.x_part))
    return found


def _held_by_all(connection: Connection, to: Sequence[str]) -> set[tuple[str, str]]:
    said: list[set[tuple[str, str]]] = []
    for key in to:
        query = select(setting.c.value).where(setting.c.name == OWN_PACKS + key)
        kept = connection.execute(query).scalar()
        said.append({(pack, version) for pack, version in json.loads(kept or "[]")})
    return set.intersection(*said) if said else set()
