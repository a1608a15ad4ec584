"""The copies of an issued version as they are kept: found, read and saved, never made again.

The version itself is the school's copy. Where a copy has no bytes of its own, its words were the
same and the version's serve.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Connection, select

from sif_desktop.domain.copies import EVERY_LABEL, REDACTED, SCHOOL
from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.tables import documents as tables

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action

SUFFIX: Mapping[str, str] = {copy: "" if copy == SCHOOL else f" {copy}" for copy in EVERY_LABEL}


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy with bytes of its own; `withheld` is what a redacted one leaves out, and why."""

    uid: str
    copy: str
    made_at: str  # ISO, UTC
    made_by: str
    withheld: tuple[Mapping[str, Any], ...]


class Files(Protocol):
    """A finished document as files and as data."""

    @property
    def docx(self) -> bytes: ...
    @property
    def pdf(self) -> bytes: ...
    @property
    def blocks(self) -> str: ...


def write_copy(
    act: Action,
    part: str,
    version_uid: str,
    copy: str,
    made: Files,
    made_by: str,
    at: str,
    withheld: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Freeze one copy; returns its uid. Equal bytes are kept once, and the logo stays with the
    version's own blocks."""
    from sif_desktop.reports.blocks import from_json, to_json

    blocks = to_json(replace(from_json(made.blocks), logo=b"", logo_alt=""))
    return act.create(
        tables.document_copy,
        part,
        version_uid=version_uid,
        copy=copy,
        made_at=at,
        made_by=made_by,
        docx_sha256=blobs.keep(act.connection, made.docx),
        pdf_sha256=blobs.keep(act.connection, made.pdf),
        blocks=blocks,
        withheld=json.dumps(list(withheld), ensure_ascii=False),
    )


def read_copies(connection: Connection, version_uids: Sequence[str]) -> dict[str, list[CopyMade]]:
    """{version uid: its copies}, the newest first."""
    table = tables.document_copy
    columns = (*(table.c[name] for name in CopyMade.__slots__), table.c.version_uid)
    query = select(*columns).where(table.c.version_uid.in_(list(version_uids)), table.c.x_gone == 0)
    found: dict[str, list[CopyMade]] = {}
    newest = (table.c.made_at.desc(), table.c.uid)
    for row in connection.execute(query.order_by(*newest)).mappings():
        words = {name: row[name] or "" for name in ("uid", "copy", "made_at", "made_by")}
        withheld = tuple(json.loads(row["withheld"] or "[]"))
        found.setdefault(row["version_uid"], []).append(CopyMade(**words, withheld=withheld))
    return found


def fetch_bytes(connection: Connection, version_uid: str, kind: str, copy: str = SCHOOL) -> bytes:
    """The frozen "pdf" or "docx" of a copy: by its name, or by the uid of one redacted copy.

    Raises Problem if it is not there; of several redacted copies the name means the newest.
    """
    sha256 = _hash(connection, version_uid, f"{kind}_sha256", copy)
    return blobs.fetch(connection, sha256)


def _hash(connection: Connection, version_uid: str, column: str, copy: str) -> str:
    table, version = tables.document_copy, tables.version
    mine = (table.c.version_uid == version_uid) & (table.c.x_gone == 0)
    named = select(table.c[column]).where(mine, (table.c.copy == copy) | (table.c.uid == copy))
    newest = named.order_by(table.c.made_at.desc(), table.c.uid)
    found = connection.execute(newest).scalars().first() if copy != SCHOOL else None
    if found is None and copy in SUFFIX and copy != REDACTED:
        own = select(version.c[column]).where(version.c.uid == version_uid)
        found = connection.execute(own).scalar()
    if found is not None:
        return str(found)
    if copy == REDACTED:
        raise Problem(
            "There is no redacted copy of this version.", "Make one on the page of documents."
        )
    raise Problem("This version is not in this caseload.", "Ask the colleague who issued it.")
