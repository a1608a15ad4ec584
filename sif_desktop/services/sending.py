"""What may be sent to whom, the file itself, and the list of files sent and received."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select

from sif_desktop.domain.dates import say_long, stored_day
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.changes import TEAM, jottings_part, restricted_part
from sif_desktop.models.tables.log import setting, sync_bundle
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import visit
from sif_desktop.services.called import called
from sif_desktop.services.office import OFFICE
from sif_desktop.sync import keys
from sif_desktop.sync.exchange import peer_have
from sif_desktop.sync.held import Have, common, minus, streams
from sif_desktop.sync.noted import forget_sent

if TYPE_CHECKING:
    from sif_desktop.services.context import Context
    from sif_desktop.services.exchange import ExchangeService, SentFile
    from sif_desktop.services.hand_over import HandOverRow, HandOverService

SUFFIX = ".sifx"
_FOLDER = "exchange.folder"
_JOTTINGS, _RESTRICTED = jottings_part(""), restricted_part("")


@dataclass(frozen=True, slots=True)
class Sendable:
    """A school, a visit or a restricted record; `count` are the changes the others lack."""

    uid: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What could go to these people, as far as they lack it."""

    schools: tuple[Sendable, ...]
    jottings: tuple[Sendable, ...]  # visits whose jottings lie here
    restricted: tuple[Sendable, ...]
    team: int  # changes of the team's own lists

    def total(self, schools: Iterable[str] = ()) -> int:
        """Changes that go when these schools are chosen; without any, of every school."""
        wanted = set(schools)
        chosen = (one.count for one in self.schools if not wanted or one.uid in wanted)
        return self.team + sum(chosen)


@dataclass(frozen=True, slots=True)
class ToSend:
    """What the officer chose. `schools` None is every school; `words` makes it a file for
    whoever is told them."""

    folder: Path
    to: tuple[str, ...] = ()
    words: str = field(default="", repr=False)
    schools: tuple[str, ...] | None = None
    visits: tuple[str, ...] = ()
    restricted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandingRow:
    """A school with work here; `to` who takes it over, `lacking` what they have not said they
    hold yet."""

    uid: str
    name: str
    changes: int
    to: str = ""
    lacking: int = 0

    @property
    def received(self) -> bool:
        return bool(self.to) and not self.lacking


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was sent or received."""

    id: str
    direction: str  # sent, received
    who: str
    at: datetime
    changes: int
    files: int
    name: str
    can_undo: bool = False  # see `received.files`


class SendingService:
    def __init__(
        self, context: Context, exchange: ExchangeService, hand_over: HandOverService
    ) -> None:
        self._context = context
        self._store = context.store
        self._exchange = exchange
        self._hand_over = hand_over

    def offer(self, to: Iterable[str] = (), *, restricted: bool = False) -> Offer:
        """What these people lack; nobody: whoever never had a file. Of restricted records it is
        said only of what kind they are, unless their names are asked for (`restricted`)."""
        with self._store.read() as connection:
            theirs = common([peer_have(connection, key)[0] for key in to])
            lacked = _lacked(connection, theirs)
            rows = connection.execute(
                select(provider.c.uid, provider.c.name)
                .where(provider.c.x_gone == 0)
                .order_by(provider.c.name)
            ).all()
            schools = tuple(
                Sendable(row.uid, row.name or "", lacked.get(row.uid, 0)) for row in rows
            )
            names = {row.uid: row.name or "" for row in rows}
            jottings = tuple(_visits(connection, lacked, names, named=restricted))
            hidden = tuple(_restricted(connection, lacked, named=restricted))
        return Offer(schools, jottings, hidden, lacked.get(TEAM, 0))

    def folder(self) -> str:
        """Where the last file was written."""
        with self._store.read() as connection:
            query = select(setting.c.value).where(setting.c.name == _FOLDER)
            return connection.execute(query).scalar() or ""

    def send(self, wanted: ToSend, cancelled: Callable[[], bool] = lambda: False) -> SentFile:
        """Write the file whole, read it back, and only then say so.

        Raises Problem where nobody or no place was chosen; Cancelled leaves no file behind.
        """
        path = self._new_file(wanted.folder, wanted.to)
        sent = self._exchange.send(
            path,
            wanted.to,
            schools=wanted.schools,
            visits=wanted.visits,
            restricted=wanted.restricted,
            passphrase=wanted.words,
        )
        if cancelled():
            path.unlink(missing_ok=True)
            with self._store.local() as connection:
                forget_sent(connection, sent.id)
            raise Cancelled
        self._remember(wanted.folder)
        return sent

    def _new_file(self, folder: Path, to: Iterable[str]) -> Path:
        """Raises Problem where there is no such folder."""
        if str(folder) == "." or not folder.is_dir():
            raise Problem(
                "Choose a folder, a stick or a share to write the file to.",
                "" if str(folder) == "." else "The one named is not there.",
            )
        names = {row.id: row.name for row in self._exchange.colleagues()}
        chosen = tuple(names[key] for key in to if key in names)
        return folder / _file_name(self._context.me().name, chosen)

    def _remember(self, folder: Path) -> None:
        with self._store.local() as connection:
            connection.execute(delete(setting).where(setting.c.name == _FOLDER))
            connection.execute(insert(setting), [{"name": _FOLDER, "value": str(folder)}])

    def receipt(self, bundle_id: str, folder: Path) -> SentFile:
        """Tell the sender of a file what is held now of what they once sent. Raises Problem where
        their card is not here."""
        with self._store.read() as connection:
            mine = (sync_bundle.c.id == bundle_id) & (sync_bundle.c.direction == "received")
            signer = connection.execute(select(sync_bundle.c.signer).where(mine)).scalar()
            known = {one.sign_key for one in keys.contacts(connection)}
        if signer not in known:
            raise Problem(
                "A receipt goes to somebody whose card is among yours.", "Add their card first."
            )
        return self.send(ToSend(folder, (str(signer),), schools=()))

    # -- handing over ------------------------------------------------------------------------

    def handing(self) -> tuple[HandingRow, ...]:
        """Schools with work here, each with how far its handing over is."""
        rows = {row.provider_uid: row for row in self._hand_over.rows()}
        return tuple(
            _handing(one, rows.get(one.uid))
            for one in self.offer().schools
            if one.count or one.uid in rows
        )

    def hand_over(self, school: str, to: str, folder: Path) -> SentFile:
        """All of a school for the colleague who takes it over, jottings and restricted records
        too. Raises Problem as sending does."""
        sent = self._hand_over.send(school, to, self._new_file(folder, [to]))
        self._remember(folder)
        return sent

    # -- what was sent and received ----------------------------------------------------------

    def files(self) -> tuple[FileRow, ...]:
        """Newest first."""
        with self._store.read() as connection:
            rows = connection.execute(select(sync_bundle).order_by(sync_bundle.c.at.desc())).all()
            people = {contact.sign_key: contact.name for contact in keys.contacts(connection)}
        return tuple(_file_row(row, people) for row in rows)


def _handing(one: Sendable, begun: HandOverRow | None) -> HandingRow:
    if begun is None:
        return HandingRow(one.uid, one.name, one.count)
    return HandingRow(one.uid, one.name, one.count, begun.to, begun.lacking)


def _lacked(connection: Connection, theirs: Have) -> dict[str, int]:
    """By partition: how many changes are held here that they do not hold."""
    found: dict[str, int] = {}
    for key, stream in streams(connection).items():
        stretches = minus(stream.runs, theirs.get(key, []))
        found[stream.part] = found.get(stream.part, 0) + sum(hi - lo + 1 for lo, hi in stretches)
    return found


def _visits(
    connection: Connection, lacked: Mapping[str, int], schools: Mapping[str, str], *, named: bool
) -> Iterable[Sendable]:
    parts = [part.removeprefix(_JOTTINGS) for part in lacked if part.startswith(_JOTTINGS)]
    columns = (visit.c.uid, visit.c.title, visit.c.visit_date, visit.c.provider_uid)
    query = select(*columns, visit.c.x_part)
    rows = connection.execute(query.where(visit.c.x_gone == 0).order_by(visit.c.visit_date.desc()))
    wanted = set(parts)
    for row in rows:
        if row.uid in wanted:
            day = stored_day(row.visit_date)
            said = say_long(day) if day else ""
            words = [schools.get(row.provider_uid), row.title, said]
            if row.x_part.startswith(_RESTRICTED) and not named:
                words = ["A restricted visit"]
            yield Sendable(row.uid, " · ".join(filter(None, words)), lacked[_JOTTINGS + row.uid])


def _restricted(
    connection: Connection, lacked: Mapping[str, int], *, named: bool
) -> list[Sendable]:
    """Each by what it is and, `named`, is called; one statement for each kind of record."""
    if not any(part.startswith(_RESTRICTED) for part in lacked):
        return []
    found: dict[str, Sendable] = {}
    for table in metadata.sorted_tables:
        if not is_synced(table):
            continue
        where = table.c.x_part.startswith(_RESTRICTED) & (table.c.x_gone == 0)
        for row in connection.execute(select(table).where(where)).mappings():
            part = row["x_part"]
            uid = part.removeprefix(_RESTRICTED)
            if uid in found and row["uid"] != uid:
                continue
            name = called(table, row) if named else str(table.info["title"])
            found[uid] = Sendable(uid, name, lacked.get(part, 0))
    return sorted(found.values(), key=lambda one: one.name)


def _file_name(name: str, to: tuple[str, ...]) -> str:
    """By moment, from and to, and a few letters of its own: never twice the same."""
    from sif_desktop.models.ids import new_uid

    whom = "whoever-has-the-words" if not to else to[0] if len(to) == 1 else f"{len(to)}-people"
    plain = (re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-")[:30] for part in (name, whom))
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return f"{moment}-{'-to-'.join(plain)}-{new_uid()[-8:]}{SUFFIX}"


def _file_row(row: Any, people: Mapping[str, str]) -> FileRow:
    counts = json.loads(row.counts)
    note = json.loads(row.note) if row.note else {}
    sent = row.direction == "sent"
    who = ", ".join(note.get("to", ())) or "Whoever has the words"
    if not sent:
        known = {OFFICE: "The office store", **people}
        who = known.get(row.signer, "Somebody without a card")
    return FileRow(
        row.id,
        row.direction,
        who,
        datetime.fromisoformat(row.at),
        int(counts.get("changes", counts.get("new", 0))),
        int(counts.get("files", 0)),
        str(note.get("name", "")),
    )
