"""Bytes kept inside the encrypted store under the hash of their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.dialect import insert_new
from sif_desktop.models.tables.log import blob


def keep(connection: Connection, content: bytes) -> str:
    """Store the bytes once and return their SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(content).hexdigest()
    row = {"sha256": sha256, "size": len(content), "bytes": content}
    connection.execute(insert_new(connection, blob), [row])
    return sha256


def fetch(connection: Connection, sha256: str) -> bytes:
    """The bytes of this hash. Raises Problem if they are not in this caseload."""
    found = connection.execute(select(blob.c.bytes).where(blob.c.sha256 == sha256)).scalar()
    if found is None:
        raise Problem(
            "The content of this file is not in this caseload.",
            "It may not have been received yet; ask the colleague who added it.",
        )
    return bytes(found)


def hashes(connection: Connection) -> set[str]:
    """The hash of everything that is kept."""
    return set(connection.execute(select(blob.c.sha256)).scalars())


def damaged(connection: Connection) -> Iterator[str]:
    """The hashes whose bytes are no longer those that were kept, one file in memory at a time."""
    for sha256 in sorted(hashes(connection)):
        content = connection.execute(select(blob.c.bytes).where(blob.c.sha256 == sha256)).scalar()
        if hashlib.sha256(content or b"").hexdigest() != sha256:
            yield sha256
