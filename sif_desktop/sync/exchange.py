"""One caseload's part in an exchange: the bytes it sends, and taking in another's.

The sealed file round them is `container`'s business; the office store, which needs none, hands
lines straight over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.base import logged_columns, metadata
from sif_desktop.models.ops import synced_table
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import blob, sync_peer, sync_waiting
from sif_desktop.sync.apply import OwnWorkReturned, Taken, Taking, check_have
from sif_desktop.sync.held import Have, have_as_json, have_of, have_of_json, streams
from sif_desktop.sync.lines import lines_for
from sif_desktop.sync.scope import Scope

_HASH = "sha256"


@dataclass(frozen=True, slots=True)
class Gap:
    """Changes of a stream that others have made and that have not arrived."""

    replica: str
    part: str
    first: int
    last: int


def export(store: Store, theirs: Have, scope: Scope) -> Iterator[bytes]:
    """Lines of everything in scope that they do not hold. Raises Problem for a practice store."""
    if store.practice:
        raise Problem(
            "This is the practice caseload; nothing of it is sent.",
            "Open your own caseload to send from it.",
        )
    with store.read() as connection:
        yield from lines_for(connection, theirs, scope)


def have_in(connection: Connection, scope: Scope) -> Have:
    """What may be told of what is held: nothing of partitions that do not travel."""
    return {key: runs for key, runs in have_of(connection).items() if scope.allows(key[1])}


def take(
    store: Store,
    lines: Callable[[], Iterable[bytes]],
    bundle: str,
    have: Have | None = None,
    then: Callable[[Connection, Taken], None] | None = None,
) -> Taken:
    """Take in lines in one transaction, `then` with the last of it. A restored copy is given a new
    id first, and the lines are asked for again."""
    try:
        return _take(store, lines, bundle, have, then)
    except OwnWorkReturned:
        store.take_new_replica()
        return _take(store, lines, bundle, have, then)


def _take(
    store: Store,
    lines: Callable[[], Iterable[bytes]],
    bundle: str,
    have: Have | None,
    then: Callable[[Connection, Taken], None] | None,
) -> Taken:
    with store.receiving() as connection:
        taken = take_in(connection, lines(), bundle, have)
        if then is not None:
            then(connection, taken)
    store.follow_clock(taken.newest)
    return taken


def take_in(
    connection: Connection, lines: Iterable[bytes], bundle: str, have: Have | None = None
) -> Taken:
    check_have(connection, have or {})
    taking = Taking(connection, bundle)
    for line in lines:
        taking.lines(line)
    return taking.finish()


def gaps(connection: Connection, have: Have | None = None) -> list[Gap]:
    """Changes that must exist, as later ones are held or others say they hold them."""
    found = []
    for key, stream in streams(connection).items():
        after = 1
        for run in stream.runs:
            if run.lo > after:
                found.append(Gap(stream.replica, stream.part, after, run.lo - 1))
            after = run.hi + 1
        top = max((hi for _, hi, _ in (have or {}).get(key, [])), default=0)
        if top >= after:
            found.append(Gap(stream.replica, stream.part, after, top))
    return found


def waiting(connection: Connection) -> int:
    """How many records cannot be shown yet."""
    return len(connection.execute(select(sync_waiting.c.row)).all())


# -- attachments -----------------------------------------------------------------------------------


_NAMED = re.compile(rb'sha256":"([0-9a-f]{64})"')


def named_files(lines: bytes) -> set[str]:
    """The hashes of files that the operations in these lines name."""
    return {found.decode() for found in _NAMED.findall(lines)}


def wanted_files(connection: Connection, wants: Iterable[str], scope: Scope) -> set[str]:
    """Of the files somebody lacks, those that records in scope name."""
    return set(wants) & _named_by_records(connection, scope) if wants else set()


def held_files(connection: Connection, wanted: Iterable[str]) -> list[tuple[str, int]]:
    """(hash, size) of those that are kept here."""
    names = sorted(wanted)
    found: list[tuple[str, int]] = []
    for start in range(0, len(names), 500):
        some = names[start : start + 500]
        query = select(blob.c.sha256, blob.c.size).where(blob.c.sha256.in_(some))
        found += [(row.sha256, row.size) for row in connection.execute(query)]
    return found


def missing_files(connection: Connection, scope: Scope) -> set[str]:
    """Files that records name and that are not here, of the partitions in scope."""
    named = _named_by_records(connection, scope)
    return named - {found for found, _ in held_files(connection, named)}


def _named_by_records(connection: Connection, scope: Scope) -> set[str]:
    named: set[str] = set()
    for table in metadata.tables.values():
        if synced_table(table.name) is None:
            continue
        for column in logged_columns(table):
            if column.name.endswith(_HASH):
                query = select(column, table.c.x_part).where(column.is_not(None), column != "")
                rows = connection.execute(query.distinct())
                named.update(str(row[0]) for row in rows if scope.allows(row[1]))
    return named


# -- what others hold ------------------------------------------------------------------------------


def note_peer(
    connection: Connection, replica: str, sign_key: str, have: Have, wants: Iterable[str]
) -> None:
    connection.execute(delete(sync_peer).where(sync_peer.c.replica == replica))
    row = {"replica": replica, "sign_key": sign_key, "have": json.dumps(have_as_json(have))}
    # To the microsecond: two files of one person may come within a second.
    row |= {"have_at": datetime.now(UTC).isoformat(), "wants": json.dumps(sorted(wants))}
    connection.execute(insert(sync_peer), [row])


def peer_have(connection: Connection, sign_key: str) -> tuple[Have, set[str]]:
    """What somebody last said they hold and lack; nothing for one never heard of.

    Who goes on under a new id after a restore said so with that id: the newest counts.
    """
    query = select(sync_peer).where(sync_peer.c.sign_key == sign_key)
    row = connection.execute(query.order_by(sync_peer.c.have_at.desc())).first()
    if row is None:
        return {}, set()
    return have_of_json(json.loads(row.have)), set(json.loads(row.wants))
