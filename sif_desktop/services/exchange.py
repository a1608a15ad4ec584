"""Sending and receiving: who one's colleagues are, what goes to whom, what has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import drafts
from sif_desktop.models.tables.log import sync_peer
from sif_desktop.models.tables.visits import visit
from sif_desktop.services.received_rows import ReceivedRow, row_in
from sif_desktop.services.rulebook_parcels import install, own_versions, parcels_for
from sif_desktop.sync import bundle, container, keys, words
from sif_desktop.sync.bundle import RevokedSender, UnknownSender
from sif_desktop.sync.container import NotForYou
from sif_desktop.sync.scope import Scope

if TYPE_CHECKING:
    from sif_desktop.services.backups import BackupService
    from sif_desktop.services.context import Context

__all__ = ["ExchangeService", "NotForYou", "RevokedSender", "UnknownSender"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """Somebody files are exchanged with; `id` is their public key."""

    id: str
    name: str
    email: str
    role: str
    words: str  # to be compared over the telephone
    trusted: bool
    heard_at: str  # when their last file said what they hold; empty for never


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was written whole and read back; `to` are names, `words` what to read out."""

    id: str
    path: Path
    changes: int
    files: int
    size: int
    to: tuple[str, ...]
    words: str = field(repr=False)


class ExchangeService:
    def __init__(self, context: Context, backups: BackupService) -> None:
        self._context = context
        self._store = context.store
        self._backups = backups

    # -- colleagues --------------------------------------------------------------------------

    def card(self) -> bytes:
        """One's own contact card, to be saved as a file and given to colleagues."""
        me = self._context.me()
        return keys.card(keys.own_keys(self._store), me.name, me.email)

    def my_words(self) -> str:
        """What one reads out when a colleague has one's card before them."""
        return keys.read_card(self.card()).words

    def read_card(self, content: bytes) -> ColleagueRow:
        """Whose card it is and the words to compare, before it is added."""
        return _colleague(keys.read_card(content), {})

    def add_card(self, content: bytes) -> ColleagueRow:
        """Trust the card, whose words have been compared."""
        contact = keys.read_card(content)
        if contact.sign_key == keys.own_keys(self._store).sign_key:
            raise Problem("This is your own card.", "Give it to your colleagues.")
        with self._store.local() as connection:
            listed = keys.contact_of(connection, contact.sign_key)
            if listed and listed.revoked and listed.source == "roster":
                raise Problem(
                    f"By the team’s list this key of {listed.name} is no longer trusted.",
                    "Ask for their new card, or ask the team lead.",
                )
            contact = (
                replace(contact, role=listed.role, source=listed.source) if listed else contact
            )
            keys.add_contact(connection, contact)
        return _colleague(contact, {})

    def colleagues(self) -> tuple[ColleagueRow, ...]:
        with self._store.read() as connection:
            found = keys.contacts(connection)
            heard = {
                row.sign_key: row.have_at
                for row in connection.execute(select(sync_peer).order_by(sync_peer.c.have_at))
            }
        mine = keys.own_keys(self._store).sign_key
        return tuple(_colleague(contact, heard) for contact in found if contact.sign_key != mine)

    def distrust(self, colleague: str) -> None:
        """What is signed with this key from now on waits for a person."""
        with self._store.local() as connection:
            keys.revoke(connection, colleague)

    # -- sending -----------------------------------------------------------------------------

    def new_words(self) -> str:
        """A passphrase for one file, to be read out over the telephone."""
        return words.passphrase()

    def send(
        self,
        path: Path,
        to: Iterable[str] = (),
        *,
        schools: Iterable[str] | None = None,
        visits: Iterable[str] = (),
        restricted: Iterable[str] = (),
        passphrase: str = "",
    ) -> SentFile:
        """Write a file with what the colleagues lack, or by a passphrase for whoever is told it.

        `schools` None sends every school; jottings of `visits` and `restricted` records go only
        where they are named. What is being typed is settled first.
        """
        drafts.settle_all(self._store)
        with self._store.read() as connection:
            held = {contact.sign_key: contact for contact in keys.contacts(connection)}
        chosen = [held[key] for key in to if key in held]
        if any(contact.revoked for contact in chosen):
            raise Problem("One of these keys is no longer trusted.", "Ask for a new card.")
        only = None if schools is None else frozenset(schools)
        scope = Scope(only, frozenset(visits), frozenset(restricted))
        secret = words.normal(passphrase)
        name = self._context.me().name
        sent = bundle.send(
            self._store,
            path,
            chosen,
            scope,
            name=name,
            passphrase=secret,
            parcels=parcels_for(self._context, scope, [one.sign_key for one in chosen]),
            own_packs=own_versions(self._context),
        )
        names = tuple(contact.name for contact in chosen)
        return SentFile(sent.id, path, sent.changes, sent.files, sent.size, names, passphrase)

    def send_visit(self, path: Path, to: Iterable[str], visit_uid: str) -> SentFile:
        """What a colleague on the same visit needs: its jottings, and the school's records.

        Raises Problem for a restricted visit, which is chosen by itself.
        """
        with self._store.read() as connection:
            query = select(visit.c.provider_uid, visit.c.x_part)
            row = connection.execute(query.where(visit.c.uid == visit_uid)).first()
        if row is None:
            raise Problem("There is no such visit.", "It may have been deleted.")
        if row.x_part != row.provider_uid:
            raise Problem(
                "This visit is restricted and is not exchanged with its school’s records.",
                "Choose it among the restricted records when you send.",
            )
        return self.send(path, to, schools=[row.provider_uid], visits=[visit_uid])

    # -- receiving ---------------------------------------------------------------------------

    def needs_words(self, path: Path) -> bool:
        """Whether the sender must read out a passphrase."""
        try:
            return container.needs_passphrase(path)
        except OSError as error:
            name = path.resolve().name
            raise Problem(f"The file {name} cannot be read.", "Is it still there?") from error

    def preview(
        self, path: Path, *, passphrase: str = "", recovery: str = "", accepted: bool = False
    ) -> ReceivedRow:
        """What taking the file in would do; nothing is changed.

        `accepted` says that a person vouches for a sender who raised UnknownSender or
        RevokedSender. The team's `recovery` key opens what was written for others.
        """
        secret, trust = words.normal(passphrase), bundle.Trust(accepted, accepted, accepted)
        rows: list[ReceivedRow] = []
        bundle.receive(
            self._store,
            path,
            passphrase=secret,
            recovery=recovery,
            trust=trust,
            rehearse=lambda connection, found: rows.append(
                row_in(self._context, connection, found)
            ),
        )
        return rows[-1]

    def receive(
        self,
        path: Path,
        *,
        passphrase: str = "",
        recovery: str = "",
        accepted: bool = False,
        progress: Progress = lambda done, total: None,  # noqa: ARG005
    ) -> ReceivedRow:
        """Take the file in, after a backup that undoes it if need be.

        What is being typed becomes part of the caseload first: it was begun before the file came.
        """
        drafts.settle_all(self._store)
        if not self._store.on_server:
            self._backups.make(Why.RECEIVE)
        found = bundle.receive(
            self._store,
            path,
            passphrase=words.normal(passphrase),
            recovery=recovery,
            trust=bundle.Trust(accepted, accepted, accepted),
            progress=progress,
        )
        said = [*install(self._context, found.parcels)]
        if found.erased and not self._store.rewrite():
            said.append("The disk is too full to clear the file of what was erased; free space.")
        with self._store.read() as connection:
            return row_in(self._context, connection, found, said)


def _colleague(contact: keys.Contact, heard: dict[str, str]) -> ColleagueRow:
    return ColleagueRow(
        contact.sign_key,
        contact.name,
        contact.email,
        contact.role,
        contact.words,
        not contact.revoked,
        heard.get(contact.sign_key, ""),
    )
