"""The list of files that were sent and received."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select

from sif_desktop.models.store import now
from sif_desktop.models.tables.log import sync_bundle


def note(
    connection: Connection,
    manifest: Mapping[str, Any],
    direction: Literal["sent", "received"],
    signer: str,
    sha256: str,
    counts: Mapping[str, int],
    said: Mapping[str, Any] | None = None,
) -> None:
    """Keep that this file went out or came in; one that came twice is kept once. `said` is how
    it is told: its name, and to whom it went."""
    row = {
        "id": manifest["id"],
        "direction": direction,
        "signer": signer,
        "created": manifest["created"],
        "at": now(),
        "sha256": sha256,
        "counts": json.dumps(counts),
        "note": json.dumps(said) if said else "",
    }
    query = select(sync_bundle.c.id).where(
        sync_bundle.c.id == row["id"], sync_bundle.c.direction == direction
    )
    if connection.execute(query).first() is None:
        connection.execute(insert(sync_bundle), [row])


def forget_sent(connection: Connection, bundle: str) -> None:
    """For a file that was given up and removed again."""
    mine = (sync_bundle.c.id == bundle) & (sync_bundle.c.direction == "sent")
    connection.execute(delete(sync_bundle).where(mine))
