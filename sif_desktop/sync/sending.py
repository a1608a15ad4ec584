"""Sending what others lack in one sealed file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from sif_desktop import __version__
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.text_merge import MERGE
from sif_desktop.models import blobs
from sif_desktop.models.ids import new_uid
from sif_desktop.models.log_text import SCHEMA
from sif_desktop.models.store import Store, now
from sif_desktop.sync import container, leaving, roster
from sif_desktop.sync.exchange import export, held_files, missing_files, named_files, wanted_files
from sif_desktop.sync.files import write_whole
from sif_desktop.sync.held import have_as_json
from sif_desktop.sync.keys import Contact, own_keys
from sif_desktop.sync.lines import in_parts
from sif_desktop.sync.noted import note
from sif_desktop.sync.parcels import Parcel
from sif_desktop.sync.recipients import left_to_others, let_go_by, of_recipients, told
from sif_desktop.sync.scope import Scope


@dataclass(frozen=True, slots=True)
class Sent:
    id: str
    path: Path
    changes: int
    files: int
    size: int


def send(
    store: Store,
    path: Path,
    to: Sequence[Contact],
    scope: Scope,
    *,
    name: str,
    passphrase: str = "",
    parcels: Sequence[Parcel] = (),
    own_packs: Sequence[Sequence[str]] = (),
) -> Sent:
    """Write what the recipients lack. With a passphrase, everything in scope, for whoever has it.

    `parcels` are rulebooks that go along, `own_packs` (id, version) those that are here.

    Raises Problem for a practice caseload, for nobody to send to, or where it cannot be written.
    """
    if not to and not passphrase:
        raise Problem("Nobody was chosen to send to.", "Choose a colleague, or use a passphrase.")
    keys = own_keys(store)
    store.checkpoint()
    with store.read() as connection:
        theirs, wants = of_recipients(connection, to)
        theirs |= left_to_others(connection, store, keys.sign_key, to)
        theirs |= let_go_by(connection, to, scope)
        packed = container.Packed()
        changes, named = 0, wanted_files(connection, wants, scope)
        for raw in in_parts(export(store, theirs, scope), container.PART_TARGET):
            changes += raw.count(b'\n["c"') + raw.startswith(b'["c"')
            named |= named_files(raw)
            packed.add_changes(raw)
        for parcel in parcels:
            packed.add_rulebook(parcel.packed())
        files = held_files(connection, named)
        for sha256, size in files:
            packed.add_blob(sha256, size)
        said = _manifest(connection, store, to, scope, name, changes)
        said["own_packs"] = [list(pack) for pack in own_packs]
        said["sender"] |= {"sign_key": keys.sign_key, "age_key": keys.age_key}
        held = roster.roster(connection)
        to_keys = [person.age_key for person in to] + ([held.recovery_key] if held else [])
        pieces = container.content(said, packed, keys, partial(blobs.fetch, connection))
        fill = partial(container.seal, pieces, recipients=to_keys, passphrase=passphrase)
        sha256 = write_whole(path, fill)
    counts = {"changes": changes, "files": len(files)}
    told_as = {"name": path.name, "to": [person.name for person in to]}
    with store.local() as connection:
        note(connection, said, "sent", keys.sign_key, sha256, counts, told_as)
    return Sent(said["id"], path, changes, len(files), path.stat().st_size)


def _manifest(
    connection: Connection,
    store: Store,
    to: Sequence[Contact],
    scope: Scope,
    name: str,
    changes: int,
) -> dict[str, Any]:
    return {
        "id": new_uid(),
        "created": now(),
        "merge": MERGE,
        "schema": SCHEMA,
        "app": __version__,
        "sender": {"replica": store.replica, "person": store.person, "name": name},
        "recipients": [person.sign_key for person in to],
        "roster": roster.sent_roster(connection),
        "have": have_as_json(told(connection, to, scope)),
        "let_go": sorted(leaving.let_go_here(connection)),
        "wants": sorted(missing_files(connection, scope))[:5000],
        "scope": scope.as_json(),
        "counts": {"changes": changes},
    }
