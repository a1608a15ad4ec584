"""The team's signed list of people: begun and kept by the team lead, joined by the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.log_text import canonical
from sif_desktop.models.tables.log import sync_key
from sif_desktop.sync import keys, roster
from sif_desktop.sync.words import spoken

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

SUFFIX = ".sifteam"
ROLES = {"officer": "Officer", "lead": "Team lead", "office": "Office"}
MAY = {  # what the programs of all on the list hold each other to
    "officer": "Sends their own work; others’ is left to those who wrote it, or to the office.",
    "office": "Passes on everybody’s work, and alone erases records for good.",
    "lead": "Passes on everybody’s work, the office’s erasures too. Does not erase.",
}
_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TeamRow:
    """Whether this caseload belongs to a team, and what is known of its list."""

    member: bool
    lead: bool  # I keep the list
    version: int
    people: int
    words: str  # of the team's key, to be compared when joining
    recovery: bool  # every file can also be read by the office's recovery key


@dataclass(frozen=True, slots=True)
class TeamPerson:
    """Somebody of the team; `id` is their public key, `revoked` the day it was, "" for never."""

    id: str
    name: str
    role: str
    words: str
    revoked: str
    listed: bool  # on the pinned list, not only among my cards
    mine: bool


@dataclass(frozen=True, slots=True)
class TeamSecrets:
    """To be printed once and put into two sealed envelopes."""

    team: str = field(repr=False)
    recovery: str = field(repr=False)


class TeamService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def row(self) -> TeamRow:
        keys.own_keys(self._store)
        with self._store.read() as connection:
            key = connection.execute(select(sync_key.c.team_key, sync_key.c.team_secret)).one()
            held = roster.roster(connection)
        lead = key.team_secret is not None
        if held is None:
            return TeamRow(bool(key.team_key), lead, 0, 0, "", False)
        words = spoken(held.team_key.encode())
        active = sum(not person.revoked for person in held.people)
        return TeamRow(True, lead, held.version, active, words, bool(held.recovery_key))

    def people(self) -> tuple[TeamPerson, ...]:
        """Me first, then everybody on the list or whose card is here, by name."""
        own, me = keys.own_keys(self._store), self._context.me()
        with self._store.read() as connection:
            held, cards = roster.roster(connection), keys.contacts(connection)
        listed = {person.sign_key: person for person in held.people} if held else {}
        self_ = keys.Contact(me.name, own.sign_key, own.age_key)
        known = {own.sign_key: listed.get(own.sign_key, self_)}
        known |= {card.sign_key: card for card in cards if card.sign_key != own.sign_key}
        found = (_person(one, listed, own.sign_key) for one in known.values())
        return tuple(sorted(found, key=lambda one: (not one.mine, one.name.casefold())))

    def begin(self) -> TeamSecrets:
        """Become the one who keeps the list, with everybody whose card is here on it."""
        keys.own_keys(self._store)
        made = roster.begin_team(self._store, self._everybody())
        return TeamSecrets(made.team_secret, made.recovery_secret)

    def sign(self) -> TeamRow:
        """A new version of the list with everybody whose card is here."""
        roster.publish(self._store, self._everybody())
        return self.row()

    def set_role(self, colleague: str, role: str) -> None:
        if role not in ROLES:
            raise Problem("There is no such role.", "Choose one of the list.")
        everybody = self._everybody()
        if colleague not in {person.sign_key for person in everybody}:
            raise Problem("There is no card of this person.", "Add their card first.")
        people = (
            replace(person, role=role) if person.sign_key == colleague else person
            for person in everybody
        )
        roster.publish(self._store, tuple(people))

    def revoke(self, colleague: str) -> None:
        """For the whole team: what this key signs from now on waits for a person."""
        roster.revoked_by(self._store, colleague)

    def take_up(self, secret: str) -> TeamRow:
        """Keep the list from now on, by the secret of the sealed envelope."""
        keys.own_keys(self._store)
        roster.take_up(self._store, secret)
        return self.row()

    def renew_keys(self) -> str:
        """New keys of one's own, for a caseload whose old ones were lost with a laptop; the words
        of the new card. Raises Problem unless the team lead revoked the old ones."""
        if not any(person.mine and person.revoked for person in self.people()):
            raise Problem(
                "Your keys are trusted, so there is no need of new ones.",
                "After a laptop was lost the team lead first revokes the key it had.",
            )
        made, me = keys.renew(self._store), self._context.me()
        return keys.read_card(keys.card(made, me.name, me.email)).words

    def list_file(self) -> bytes:
        """The signed list as a file for those who are to join."""
        with self._store.read() as connection:
            sent = roster.sent_roster(connection)
        if sent is None:
            raise Problem("There is no list yet.", "The team lead begins it.")
        return canonical({"sif_team": 1} | sent)

    def read_list(self, content: bytes) -> str:
        """The words to compare with the team lead before joining."""
        return spoken(str(_sent(content)["body"]["team_key"]).encode())

    def join(self, content: bytes) -> TeamRow:
        """Follow this list from now on, after the words were compared."""
        sent = _sent(content)
        keys.own_keys(self._store)
        with self._store.local() as connection:
            roster.join(connection, {"body": sent["body"], "signature": sent["signature"]})
        return self.row()

    def _everybody(self) -> tuple[keys.Contact, ...]:
        """Me, and all whose cards were added, as they are on the list already."""
        own, me = keys.own_keys(self._store), self._context.me()
        with self._store.read() as connection:
            held = keys.contacts(connection)
        others = [one for one in held if one.sign_key != own.sign_key]
        mine = next((one for one in held if one.sign_key == own.sign_key), None)
        role = mine.role if mine else "lead"
        self_ = keys.Contact(me.name, own.sign_key, own.age_key, me.email, role, "roster")
        return (self_, *others)


def _person(one: keys.Contact, listed: Mapping[str, keys.Contact], own: str) -> TeamPerson:
    return TeamPerson(
        one.sign_key,
        one.name,
        one.role,
        one.words,
        one.revoked[:10],
        one.sign_key in listed,
        one.sign_key == own,
    )


def _sent(content: bytes) -> dict[str, dict[str, str]]:
    refused = Problem(
        "This file is not a team’s list, or it was changed on its way.",
        "Ask the team lead to send it again.",
    )
    if len(content) > _LIMIT:
        raise refused
    try:
        said = json.loads(content)
        if said["sif_team"] != 1 or not said["body"]["team_key"] or not said["signature"]:
            raise refused
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refused from None
    return said
