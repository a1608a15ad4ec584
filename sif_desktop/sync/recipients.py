"""What goes to whom: what the recipients hold and lack, and what is left for others to send."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import sync_change
from sif_desktop.sync import leaving, roster
from sif_desktop.sync.exchange import have_in, peer_have
from sif_desktop.sync.held import Have, common, have_of, streams
from sif_desktop.sync.keys import Contact
from sif_desktop.sync.scope import Scope


def of_recipients(connection: Connection, to: Sequence[Contact]) -> tuple[Have, set[str]]:
    """What all of them said they hold, and the files any of them lacks."""
    said = [peer_have(connection, person.sign_key) for person in to]
    wants: set[str] = set().union(*(wanted for _, wanted in said))
    return common([have for have, _ in said]), wants


def left_to_others(
    connection: Connection, store: Store, sign_key: str, to: Sequence[Contact]
) -> Have:
    """Where the team's list says so, others' work is left for them or the office to send; what a
    recipient once wrote goes back to them."""
    if roster.may_relay(connection, sign_key):
        return {}
    theirs = [roster.replicas_of(connection, person.sign_key) for person in to]
    authors = select(sync_change.c.stream).where(sync_change.c.author == store.person).distinct()
    mine = set(connection.execute(authors).scalars())
    return {
        key: [(run.lo, run.hi, b"") for run in stream.runs]
        for key, stream in streams(connection).items()
        if stream.id not in mine and not any(replicas.get(key[0]) for replicas in theirs)
    }


def let_go_by(connection: Connection, to: Sequence[Contact], scope: Scope) -> Have:
    """A school that the recipients handed over does not go back to them unless it is chosen."""
    gone = leaving.let_go_by_all(connection, [person.sign_key for person in to])
    if scope.schools is not None or not gone:
        return {}
    return {
        key: [(run.lo, run.hi, b"") for run in stream.runs]
        for key, stream in streams(connection).items()
        if key[1] in gone
    }


def told(connection: Connection, to: Sequence[Contact], scope: Scope) -> Have:
    """What is held of the partitions in scope, and of those the recipients say they hold too:
    that is the receipt for what they once sent."""
    known = common([peer_have(connection, person.sign_key)[0] for person in to])
    also = {key: runs for key, runs in have_of(connection).items() if key in known}
    return have_in(connection, scope) | also
