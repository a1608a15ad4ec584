"""Handing a school over: sent, received by the colleague's own word, then removed from here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import drafts
from sif_desktop.models.changes import jottings_part, restricted_part
from sif_desktop.models.tables.log import setting
from sif_desktop.models.tables.providers import provider
from sif_desktop.sync import leaving
from sif_desktop.sync.exchange import peer_have

if TYPE_CHECKING:
    from sif_desktop.services.backups import BackupService
    from sif_desktop.services.context import Context
    from sif_desktop.services.exchange import ExchangeService, SentFile

_NAME = "exchange.hand_over:"
_JOTTINGS, _RESTRICTED = jottings_part(""), restricted_part("")


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """How far a hand-over is. `received` is the colleague's own word, that came with a file of
    theirs; `lacking` counts the changes here that they have not said they hold."""

    provider_uid: str
    school: str
    to: str
    sent_at: str
    lacking: int

    @property
    def received(self) -> bool:
        return self.lacking == 0


class HandOverService:
    def __init__(self, context: Context, exchange: ExchangeService, backups: BackupService) -> None:
        self._context = context
        self._store = context.store
        self._exchange = exchange
        self._backups = backups

    def send(self, provider_uid: str, to: str, path: Path) -> SentFile:
        """The whole of a school for the colleague who takes it over, jottings and restricted
        records too. Raises Problem as sending does."""
        drafts.settle_all(self._store)
        colleague = next((row for row in self._exchange.colleagues() if row.id == to), None)
        if colleague is None:
            raise Problem("There is no card of this colleague.", "Add their card first.")
        with self._store.read() as connection:
            _school(connection, provider_uid)
            parts = leaving.parts_of(connection, provider_uid)
        sent = self._exchange.send(
            path,
            [to],
            schools=[provider_uid],
            visits=[part.removeprefix(_JOTTINGS) for part in parts if part.startswith(_JOTTINGS)],
            restricted=[
                part.removeprefix(_RESTRICTED) for part in parts if part.startswith(_RESTRICTED)
            ],
        )
        with self._store.local() as connection:
            note_begun(connection, provider_uid, to, colleague.name, self._context.moment())
        return sent

    def rows(self) -> tuple[HandOverRow, ...]:
        """Schools sent to a colleague to take over, and not removed from here yet."""
        query = select(setting).where(setting.c.name.startswith(_NAME)).order_by(setting.c.name)
        with self._store.read() as connection:
            return tuple(
                _row(connection, row.name.removeprefix(_NAME), json.loads(row.value))
                for row in connection.execute(query).all()
            )

    def remove_from_here(self, provider_uid: str) -> int:
        """Take the school's records off this laptop, after a backup; how many records went.

        Raises Problem unless the colleague has said that they hold everything that is here, work
        done since the hand-over too. This cannot be undone; the school's name stays in the lists.
        """
        if self._store.on_server:
            raise Problem(
                "The office store keeps every school; nothing is removed from it.",
                "What is handed over is removed from the laptop it lay on.",
            )
        drafts.settle_all(self._store)
        row = next((one for one in self.rows() if one.provider_uid == provider_uid), None)
        if row is None:
            raise Problem("This school has not been handed over.", "Send it to a colleague first.")
        if not row.received:
            raise Problem(
                f"{row.to} has not said yet that all of {row.school} has arrived.",
                "Take in a file from them first. If you have worked on it since, hand it over "
                "again.",
            )
        self._backups.make(Why.RECEIVE)
        with self._store.read() as connection:
            parts = leaving.parts_of(connection, provider_uid)
        gone = leaving.let_go(self._store, provider_uid, parts)
        with self._store.local() as connection:
            connection.execute(delete(setting).where(setting.c.name == _NAME + provider_uid))
        return gone


def note_begun(connection: Connection, provider_uid: str, to: str, name: str, at: datetime) -> None:
    """The school was sent to this colleague, by their key, to take over."""
    kept = {"name": _NAME + provider_uid}
    kept["value"] = json.dumps({"to": to, "name": name, "at": at.isoformat()})
    connection.execute(delete(setting).where(setting.c.name == kept["name"]))
    connection.execute(insert(setting), [kept])


def _row(connection: Connection, uid: str, kept: dict[str, str]) -> HandOverRow:
    theirs, _ = peer_have(connection, kept["to"])
    lacking = leaving.lacking(connection, theirs, leaving.parts_of(connection, uid))
    return HandOverRow(uid, _school(connection, uid), kept["name"], kept["at"], lacking)


def _school(connection: Connection, uid: str) -> str:
    query = select(provider.c.name).where(provider.c.uid == uid, provider.c.x_gone == 0)
    found = connection.execute(query).first()
    if found is None:
        raise Problem("There is no such school.", "It may have been deleted.")
    return str(found.name or "")
