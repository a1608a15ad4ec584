"""Whether what a file brings is taken without asking: who signed it, and whose work it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.sync import roster
from sif_desktop.sync.keys import Contact, contact_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from sif_desktop.sync.apply import Taken


class UnknownSender(Problem):
    def __init__(self, name: str, words: str) -> None:
        super().__init__(
            f"This file says it is from {name}, whose card you have not added.",
            f"Ring them and compare these words: {words}. If they agree, add their card.",
        )


class RevokedSender(Problem):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"This file is signed with a key of {name} that is no longer trusted.",
            "A laptop may have been lost. Take it in only if the team lead says so.",
        )


class ErasedByOther(RevokedSender):
    """An erasure from somebody who, by the team's list, does not decide on it."""

    def __init__(self, name: str) -> None:
        Problem.__init__(
            self,
            f"This file from {name} would erase records for good, which is for the office to do.",
            "Take it in only if the office says that it should be so.",
        )


class RelayedWork(RevokedSender):
    """Others' work from somebody who, by the team's list, passes on only their own."""

    def __init__(self, name: str) -> None:
        Problem.__init__(
            self,
            f"This file from {name} holds work of others, which {name} is not on the team’s list "
            "to pass on.",
            "Take it in only if you know why; otherwise ask the office for it.",
        )


@dataclass(slots=True)
class Trust:
    """What a person said about a sender who is not simply trusted."""

    unknown: bool = False
    revoked: bool = False
    relayed: bool = False


def check_sender(
    connection: Connection, sender: Mapping[str, str], trust: Trust, by_words: bool
) -> bool:
    """Whether the sender's card is here. Raises UnknownSender or RevokedSender, unless a person
    vouched for it or the file was opened by spoken words."""
    contact = contact_of(connection, sender["sign_key"])
    if contact is None and not (by_words or trust.unknown):
        stranger = Contact(sender["name"], sender["sign_key"], sender["age_key"])
        raise UnknownSender(sender["name"], stranger.words)
    if contact is not None and contact.revoked and not trust.revoked:
        raise RevokedSender(contact.name)
    return contact is not None


def check_work(
    connection: Connection, mine: str, sender: Mapping[str, str], taken: Taken, trust: Trust
) -> None:
    """Raises RelayedWork or ErasedByOther for what this sender is not trusted to bring.

    A machine not heard of yet is the sender's if the sender is the author.
    """
    if trust.relayed:
        return
    key = sender["sign_key"]
    if taken.erased and not roster.may_pass_on_erasures(connection, key):
        raise ErasedByOther(sender["name"])
    if roster.may_relay(connection, key):
        return
    theirs = roster.replicas_of(connection, key)
    for replica, author in taken.writers:
        own = replica == sender["replica"] or author == sender["person"]
        if replica != mine and not theirs.get(replica, own):
            raise RelayedWork(sender["name"])
