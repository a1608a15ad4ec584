"""The team's list of people and keys, kept and signed by the team lead; nobody else manages keys.

It travels in every file. A list with a lower version, or signed by another key than the one pinned
at joining, is ignored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, update

from sif_desktop.domain.errors import Problem
from sif_desktop.models.log_text import canonical
from sif_desktop.models.store import Store, now
from sif_desktop.models.tables.log import sync_key, sync_peer, sync_roster
from sif_desktop.sync.keys import Contact, add_contact, contacts, public_text, revoke, verifies

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Wire = dict[str, Any]
RELAYS = ("lead", "office")  # who may pass on what others wrote


@dataclass(frozen=True, slots=True)
class Roster:
    version: int
    team_key: str
    recovery_key: str  # every file can also be read with its secret half, kept by the office
    people: tuple[Contact, ...]

    def body(self) -> Wire:
        people = [
            {
                "name": person.name,
                "email": person.email,
                "sign_key": person.sign_key,
                "age_key": person.age_key,
                "role": person.role,
                "revoked": person.revoked,
            }
            for person in self.people
        ]
        return {
            "version": self.version,
            "team_key": self.team_key,
            "recovery_key": self.recovery_key,
            "people": people,
        }


@dataclass(frozen=True, slots=True)
class NewTeam:
    """What is printed once, for two sealed envelopes: without them the team cannot be mended."""

    team_secret: str = field(repr=False)
    recovery_secret: str = field(repr=False)


def begin_team(store: Store, people: tuple[Contact, ...]) -> NewTeam:
    """Become the one who keeps the list. Raises Problem if this caseload belongs to a team."""
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    team, recovery = Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate()
    with store.local() as connection:
        row = connection.execute(select(sync_key)).one()
        if row.team_key:
            raise Problem("This caseload belongs to a team already.")
        kept = {"team_key": public_text(team), "team_secret": team.private_bytes_raw()}
        connection.execute(update(sync_key).values(kept))
        roster = Roster(1, public_text(team), str(recovery.to_public()), people)
        _store(connection, roster.body(), _signed(team, roster.body()))
        _take_people(connection, roster)
    return NewTeam(team.private_bytes_raw().hex(), str(recovery))


def publish(store: Store, people: tuple[Contact, ...]) -> Roster:
    """Sign a new version of the list. Raises Problem for anyone but the one who keeps it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    with store.local() as connection:
        key = connection.execute(select(sync_key)).one()
        before = roster(connection)
        if key.team_secret is None or before is None:
            raise Problem("Only the team lead who began the list can change it.")
        team = Ed25519PrivateKey.from_private_bytes(key.team_secret)
        new = replace(before, version=before.version + 1, people=people)
        _store(connection, new.body(), _signed(team, new.body()))
        _take_people(connection, new)
    return new


def revoked_by(store: Store, sign_key: str) -> Roster:
    """The list with one person's key no longer trusted from now on."""
    with store.read() as connection:
        held = roster(connection)
    people = held.people if held else ()
    if sign_key not in {person.sign_key for person in people}:
        raise Problem("This person is not on the team's list.", "Sign a new list with them on it.")
    moment = now()
    marked = (replace(p, revoked=moment) if p.sign_key == sign_key else p for p in people)
    return publish(store, tuple(marked))


def roster(connection: Connection) -> Roster | None:
    row = connection.execute(select(sync_roster)).first()
    return _read(json.loads(row.body)) if row else None


def sent_roster(connection: Connection) -> Wire | None:
    """The list as every file carries it."""
    row = connection.execute(select(sync_roster)).first()
    return {"body": json.loads(row.body), "signature": row.signature} if row else None


def take_up(store: Store, secret: str) -> None:
    """Keep the list from now on, by the secret in the sealed envelope: a new team lead, or the
    same one after a lost laptop. Raises Problem unless it is this team's secret."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        raw = bytes.fromhex("".join(secret.split()))
        team = Ed25519PrivateKey.from_private_bytes(raw)
    except ValueError:
        raise Problem("This is not a team's secret.", "Type it as it is printed.") from None
    with store.local() as connection:
        if connection.execute(select(sync_key.c.team_key)).scalar() != public_text(team):
            raise Problem(
                "This secret is of another team, or this caseload has not joined yet.",
                "Join the team by its list first.",
            )
        connection.execute(update(sync_key).values(team_secret=raw))


def join(connection: Connection, sent: Wire) -> Roster:
    """Pin the team's key from the first list received. Raises Problem if it does not hold, or
    would take this caseload to another team or back to an older list."""
    new = _checked(sent)
    if new is None:
        raise Problem("This list of people is damaged.", "Ask the team lead to send it again.")
    pinned = connection.execute(select(sync_key.c.team_key)).scalar()
    if pinned and pinned != new.team_key:
        raise Problem(
            "This list is of another team than the one this caseload belongs to.",
            "Nothing was changed. Ask the team lead which list is right.",
        )
    held = roster(connection)
    if held and new.version < held.version:
        raise Problem(
            "This list is older than the one that is here.", "Ask the team lead for today's."
        )
    connection.execute(update(sync_key).values(team_key=new.team_key))
    _store(connection, sent["body"], sent["signature"])
    _take_people(connection, new)
    return new


def receive(connection: Connection, sent: Wire | None) -> bool:
    """Take over a newer list of one's own team; whether one was."""
    pinned = connection.execute(select(sync_key.c.team_key)).scalar()
    new = _checked(sent) if sent else None
    held = roster(connection)
    if new is None or new.team_key != pinned or (held and new.version <= held.version):
        return False
    assert sent is not None
    _store(connection, sent["body"], sent["signature"])
    _take_people(connection, new)
    return True


def may_relay(connection: Connection, sign_key: str) -> bool:
    """Whether others' work is taken from this person without asking: from anybody where there is
    no team; in a team from those whose role on the list says so."""
    held = roster(connection)
    if held is None:
        return True
    return any(p.sign_key == sign_key and p.role in RELAYS for p in held.people if not p.revoked)


def may_pass_on_erasures(connection: Connection, sign_key: str) -> bool:
    """Whether an erasure is taken from this person without asking: in a team, from those who pass
    on the office's work; without one from nobody."""
    return roster(connection) is not None and may_relay(connection, sign_key)


def may_erase(connection: Connection, sign_key: str) -> bool:
    """The office's role; whoever belongs to no team is their own office."""
    held = roster(connection)
    if held is None:
        return True
    mine = (p for p in held.people if p.sign_key == sign_key and not p.revoked)
    return any(p.role == "office" for p in mine)


def check_recovery(connection: Connection, public: str) -> None:
    """Raises Problem for another key than the one this team's files can be opened with."""
    held = roster(connection)
    if held is not None and held.recovery_key != public:
        raise Problem(
            "This is not the recovery key of your team.",
            "Type the second of the two keys in the envelope, the one that begins with AGE-SECRET.",
        )


def replicas_of(connection: Connection, sign_key: str) -> dict[str, bool]:
    """Of every machine heard of, whether it is this person's."""
    rows = connection.execute(select(sync_peer.c.replica, sync_peer.c.sign_key))
    return {row.replica: row.sign_key == sign_key for row in rows}


def _signed(team: Ed25519PrivateKey, body: Wire) -> str:
    return team.sign(canonical(body)).hex()


def _checked(sent: Wire) -> Roster | None:
    try:
        body, signature = sent["body"], bytes.fromhex(sent["signature"])
        found = _read(body)
        held = verifies(found.team_key, signature, canonical(body))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return found if held else None


def _read(body: Wire) -> Roster:
    people = tuple(
        Contact(
            str(p["name"]),
            str(p["sign_key"]),
            str(p["age_key"]),
            str(p["email"]),
            str(p["role"]),
            "roster",
            str(p["revoked"]),
        )
        for p in body["people"]
    )
    return Roster(int(body["version"]), str(body["team_key"]), str(body["recovery_key"]), people)


def _store(connection: Connection, body: Wire, signature: str) -> None:
    connection.execute(delete(sync_roster))
    row = {"id": 1, "version": body["version"], "body": canonical(body).decode()}
    connection.execute(insert(sync_roster), [row | {"signature": signature}])


def _take_people(connection: Connection, new: Roster) -> None:
    """Nobody is trusted again whom this officer stopped trusting, nor who has left the list."""
    held = {contact.sign_key: contact for contact in contacts(connection)}
    for person in new.people:
        before = held.pop(person.sign_key, None)
        gone = person.revoked or (before.revoked if before else "")
        add_contact(connection, replace(person, source="roster", revoked=gone))
    for left in held.values():
        if left.source == "roster" and not left.revoked:
            revoke(connection, left.sign_key)
