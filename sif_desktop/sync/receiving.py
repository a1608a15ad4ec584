"""Taking in a sealed file that somebody sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.text_merge import MERGE
from sif_desktop.models import blobs
from sif_desktop.models.clock import far_ahead
from sif_desktop.models.erase import drop_unnamed
from sif_desktop.models.recompute import Outcome
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import blob, setting
from sif_desktop.sync import container, leaving, roster
from sif_desktop.sync.apply import OwnWorkReturned, Taken, Taking, check_have
from sif_desktop.sync.exchange import Gap, gaps, missing_files, note_peer, waiting
from sif_desktop.sync.files import sha256_of, staged
from sif_desktop.sync.held import Have, have_of_json
from sif_desktop.sync.keys import Keys, identity, own_keys
from sif_desktop.sync.lines import BadFile
from sif_desktop.sync.noted import note
from sif_desktop.sync.parcels import Parcel, read_parcel
from sif_desktop.sync.scope import Scope
from sif_desktop.sync.trust import Trust, check_sender, check_work

OWN_PACKS = "exchange.packs:"  # setting: the own rulebooks somebody last said they have
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Received:
    """What taking a file in did, or would do."""

    id: str
    sender: str
    created: str
    known: bool  # whether the sender's card was there
    new: int
    already: int
    files: int
    outcome: Outcome
    merged: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]
    waiting: int
    lacking: int  # files that records name and that have not come
    clock_ahead: bool
    erased: int = 0
    discarded: int = 0
    parcels: tuple[Parcel, ...] = ()  # rulebooks that came along, not looked into yet


class _NothingKept(Exception):
    pass


def receive(
    store: Store,
    path: Path,
    *,
    passphrase: str = "",
    recovery: str = "",
    trust: Trust | None = None,
    rehearse: Callable[[Connection, Received], object] | None = None,
    progress: Progress = lambda done, total: None,  # noqa: ARG005
) -> Received:
    """Take in a file in one transaction; or look, by `rehearse`, at what it would do. With the
    secret of the team's `recovery` key a file that was written for others is opened.

    Raises Problem for a file that is damaged, hostile, newer, not for this person or not from
    somebody trusted, and where it contradicts what is held; nothing is changed then.
    """
    if store.practice:
        raise Problem(
            "This is the practice caseload; nothing is taken into it.",
            "Open your own caseload to receive a file.",
        )
    keys = _recovering(store, recovery) if recovery else own_keys(store)
    with staged(path) as copy:
        sha256 = sha256_of(copy)
        into = partial(_Into, store, trust or Trust(), bool(passphrase), sha256, progress)

        def once() -> Received:
            try:
                with store.receiving() as connection:
                    receiver = into(connection)
                    container.read(copy, receiver, keys, passphrase)
                    found = receiver.finish()
                    if rehearse is not None:
                        rehearse(connection, found)
                        raise _NothingKept
            except _NothingKept:
                return found
            store.follow_clock(receiver.taken.newest)
            return found

        try:
            return once()
        except OwnWorkReturned:
            store.take_new_replica()
            return once()


def _recovering(store: Store, secret: str) -> Keys:
    """One's own keys, with the recovery key to open the file by."""
    opens = identity(secret)
    with store.read() as connection:
        roster.check_recovery(connection, str(opens.to_public()))
    return Keys(own_keys(store).sign, opens)


@dataclass(slots=True)
class _Into:
    """Takes what is read into the caseload, as it comes; the signature has been checked."""

    store: Store
    trust: Trust
    by_words: bool
    sha256: str
    progress: Progress
    connection: Connection
    taken: Taken = field(default_factory=Taken)
    files: int = 0
    known: bool = True
    _manifest: container.Manifest | None = None
    _taking: Taking | None = None
    _have: Have = field(default_factory=dict)
    _parts: int = 0
    _brought: list[str] = field(default_factory=list)
    _parcels: list[Parcel] = field(default_factory=list)

    def manifest(self, manifest: container.Manifest) -> None:
        self._manifest = manifest
        if manifest.data.get("merge", MERGE) > MERGE:
            raise Problem(
                "This exchange file was made by a newer version of SIF Desktop.",
                "Keep it, install the newer version, and take it in with that.",
            )
        self.known = check_sender(self.connection, manifest.sender, self.trust, self.by_words)
        roster.receive(self.connection, manifest.data.get("roster"))
        try:
            self._have = have_of_json(manifest.data["have"])
            Scope.of_json(manifest.data["scope"])
        except (KeyError, ValueError, TypeError, AttributeError):
            raise BadFile("its list of contents cannot be read") from None
        check_have(self.connection, self._have)
        self._taking = Taking(self.connection, manifest.id)

    def changes(self, raw: bytes) -> None:
        assert self._taking is not None
        self._taking.lines(raw)
        self._step()

    def blob(self, sha256: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BadFile("a file is not what it should be")
        held = select(blob.c.sha256).where(blob.c.sha256 == sha256)
        if self.connection.execute(held).first() is None:
            blobs.keep(self.connection, content)
            self._brought.append(sha256)
            self.files += 1
        self._step()

    def rulebook(self, raw: bytes) -> None:
        self._parcels.append(read_parcel(raw))
        self._step()

    def _note_packs(self, sender: dict[str, str], said: Any) -> None:
        whole = isinstance(said, list) and len(said) <= 500
        if not whole or not all(
            isinstance(p, list) and list(map(type, p)) == [str] * 2 for p in said
        ):
            raise BadFile("its list of contents cannot be read")
        name = OWN_PACKS + sender["sign_key"]
        self.connection.execute(delete(setting).where(setting.c.name == name))
        self.connection.execute(insert(setting), [{"name": name, "value": json.dumps(said)}])

    def _step(self) -> None:
        assert self._manifest is not None
        self._parts += 1
        self.progress(self._parts, len(self._manifest.parts))

    def finish(self) -> Received:
        assert self._manifest is not None and self._taking is not None
        manifest = self._manifest
        self.taken = taken = self._taking.finish()
        sender, scope = manifest.sender, Scope.of_json(manifest.data["scope"])
        check_work(self.connection, self.store.replica, sender, taken, self.trust)
        gone = manifest.data.get("let_go", [])
        if not isinstance(gone, list) or not all(isinstance(one, str) for one in gone):
            raise BadFile("its list of contents cannot be read")
        leaving.note_let_go_by(self.connection, sender["sign_key"], gone)
        if taken.new:
            leaving.came_back(self.connection, (part for _, part in taken.streams))
        self._note_packs(sender, manifest.data.get("own_packs", []))
        wants = [str(want) for want in manifest.data.get("wants", [])]
        note_peer(self.connection, sender["replica"], sender["sign_key"], self._have, wants)
        if taken.discarded or taken.erased:
            self.files -= drop_unnamed(self.connection, self._brought)
        counts = {"new": taken.new, "files": self.files}
        note(self.connection, manifest.data, "received", sender["sign_key"], self.sha256, counts)
        return Received(
            manifest.id,
            sender["name"],
            manifest.created,
            self.known,
            taken.new,
            taken.already,
            self.files,
            taken.outcome,
            tuple(taken.merged),
            tuple(taken.questions),
            tuple(gaps(self.connection, self._have)),
            waiting(self.connection),
            len(missing_files(self.connection, scope)),
            far_ahead(taken.newest),
            taken.erased,
            taken.discarded,
            tuple(self._parcels),
        )
