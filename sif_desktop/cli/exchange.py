"""Cards, sending and receiving, conflicts."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.cli import team
from sif_desktop.cli.common import (
    Commands,
    colleague_of,
    command,
    content_of,
    from_store,
    into_store,
    opened,
    own_file,
    progress,
    show,
    table,
)
from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services
    from sif_desktop.services.conflicts import ConflictRow, ConflictService


def add(commands: Commands) -> None:
    _add_cards(commands)
    team.add(commands)
    _add_exchange(commands)
    _add_office(commands)


def _add_cards(commands: Commands) -> None:
    card = command(
        commands,
        "card",
        "Write your contact card, and the words a colleague compares it by.",
        "sif card --from anyshire.sif --out alex.sifcard",
        _card,
    )
    from_store(card)
    card.add_argument("--out", required=True, type=Path, metavar="FILE")
    add_card = command(
        commands,
        "add-card",
        "Trust a colleague's card, once its words have been compared.",
        "sif add-card alex.sifcard --into anyshire.sif",
        _add_card,
    )
    add_card.add_argument("file", type=Path, metavar="FILE")
    into_store(add_card)


def _add_exchange(commands: Commands) -> None:
    send = command(
        commands,
        "send",
        "Write an exchange file with what colleagues lack.",
        "sif send --from anyshire.sif --to 'Robin Gray' --out to-robin.sifx",
        _send,
    )
    from_store(send)
    to = send.add_mutually_exclusive_group(required=True)
    to.add_argument("--to", action="append", default=[], metavar="NAME", help="as on their card")
    to.add_argument("--passphrase-mode", action="store_true", help="for whoever is told the words")
    send.add_argument("--school", action="append", metavar="URN", help="only this school; repeat")
    send.add_argument(
        "--visit", action="append", default=[], metavar="UID", help="its jottings too"
    )
    send.add_argument("--out", required=True, type=Path, metavar="FILE")
    receive = command(
        commands,
        "receive",
        "Take in an exchange file, after a backup.",
        "sif receive to-robin.sifx --into robin.sif --dry-run",
        _receive,
    )
    receive.add_argument("file", type=Path, metavar="FILE")
    into_store(receive)
    receive.add_argument("--dry-run", action="store_true", help="only say what would change")
    receive.add_argument(
        "--recovery-file",
        type=Path,
        metavar="FILE",
        help="open what was written for others: its first line is the team's recovery key",
    )
    conflicts = command(
        commands,
        "conflicts",
        "List what two people changed apart, or settle one of these conflicts.",
        "sif conflicts --from anyshire.sif",
        _conflicts,
    )
    from_store(conflicts)
    settle = conflicts.add_mutually_exclusive_group()
    settle.add_argument(
        "--use",
        nargs=2,
        type=int,
        metavar=("CONFLICT", "VERSION"),
        help="settle it by this version; both by their numbers in the list, from 1",
    )
    settle.add_argument(
        "--keep", type=int, metavar="CONFLICT", help="the record stays, though it was deleted"
    )
    settle.add_argument(
        "--delete", type=int, metavar="CONFLICT", help="the record goes, though it was changed"
    )


def _add_office(commands: Commands) -> None:
    made = command(
        commands,
        "exchange",
        "Exchange with the office store, on the office network.",
        "sif exchange postgresql://robin@server.example/sif --from anyshire.sif",
        _exchange,
    )
    made.add_argument("address", metavar="ADDRESS")
    from_store(made)
    made.add_argument(
        "--school", action="append", metavar="URN", help="take in only this school; repeat"
    )


def _card(given: argparse.Namespace) -> None:
    from sif_desktop.services.files import FileExists, write_whole

    if given.out.exists():
        raise FileExists(given.out)
    with opened(given, given.store) as services:
        content, words = services.exchange.card(), services.exchange.my_words()
    write_whole(given.out, content)
    show(given, {"file": str(given.out), "words": words}, f"Wrote {given.out}. Its words: {words}")


def _add_card(given: argparse.Namespace) -> None:
    content = content_of(given.file, "card")
    with opened(given, given.store) as services:
        row = services.exchange.add_card(content)
    show(given, {"name": row.name, "words": row.words}, f"Added {row.name}: {row.words}")


def _send(given: argparse.Namespace) -> None:
    with opened(given, given.store) as services:
        secret, made = "", False
        if given.passphrase_mode:
            secret = os.environ.get("SIF_BUNDLE_PASSPHRASE", "")
            made = not secret
            secret = secret or services.exchange.new_words()
        sent = services.exchange.send(
            given.out,
            [colleague_of(services, name) for name in given.to],
            schools=_schools(services, given.school),
            visits=given.visit,
            passphrase=secret,
        )
    data = {
        "file": str(sent.path),
        "changes": sent.changes,
        "files": sent.files,
        "bytes": sent.size,
    }
    said = f"Wrote {sent.path}: {sent.changes} changes, {sent.files} files."
    if made:
        data["words"] = secret
        said += f"\nThe words to read out: {secret}"
    show(given, data, said)


def _schools(services: Services, urns: list[str] | None) -> list[str] | None:
    if urns is None:
        return None
    by_urn = {row.urn: row.uid for row in services.schools.rows()}
    for urn in urns:
        if urn not in by_urn:
            raise Problem(f"No school has the URN {urn}.", "Check the number.")
    return [by_urn[urn] for urn in urns]


def _exchange(given: argparse.Namespace) -> None:
    from sif_desktop.services.office_exchange import OfficeLogin

    password = os.environ.get("SIF_OFFICE_PASSWORD", "")
    if not password:
        raise Problem(
            "No password for the office store was given.", "Set SIF_OFFICE_PASSWORD to it."
        )
    with opened(given, own_file(given.store, "exchange with itself")) as services:
        schools = _schools(services, given.school)
        login = OfficeLogin(given.address, "", password)
        done = services.office.meet(login, progress, schools=schools)
    row, files = done.row, done.files + done.row.files
    data = {"sent": done.sent, "received": row.new, "files": files, "conflicts": row.conflicts}
    words = f"Gave {done.sent} changes and took in {row.new}, with {files} files."
    waiting = f" {row.conflicts} fields wait for you to decide." if row.conflicts else ""
    show(given, data, words + waiting)


def _receive(given: argparse.Namespace) -> None:
    recovery = _first_line(given.recovery_file) if given.recovery_file else ""
    with opened(given, given.store, reading=given.dry_run) as services:
        secret = ""
        if given.file.exists() and services.exchange.needs_words(given.file):
            secret = os.environ.get("SIF_BUNDLE_PASSPHRASE", "")
            if not secret:
                raise Problem(
                    "This file is opened by the words its sender reads out.",
                    "Set SIF_BUNDLE_PASSPHRASE to them.",
                )
        if given.dry_run:
            row = services.exchange.preview(given.file, passphrase=secret, recovery=recovery)
        else:
            row = services.exchange.receive(
                given.file, passphrase=secret, recovery=recovery, progress=progress
            )
    data = {
        "from": row.sender,
        "new": row.new,
        "already": row.already,
        "merged": row.merged,
        "conflicts": row.conflicts,
        "missing": len(row.missing),
        "files": row.files,
        "warnings": [*row.missing, *row.warnings],
    }
    would = "would be " if given.dry_run else ""
    said = [
        f"From {row.sender}: {row.new} changes {would}taken in ({row.already} were here already), "
        f"{row.merged} texts {would}put together, {row.conflicts} conflicts to decide."
    ]
    show(given, data, "\n".join([*said, *row.missing, *row.warnings]))


def _first_line(file: Path) -> str:
    try:
        line = file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"The recovery key in {file} cannot be read.") from error
    if not line:
        raise Problem(f"There is no recovery key in the first line of {file}.")
    return line


def _conflicts(given: argparse.Namespace) -> None:
    settling = any(one is not None for one in (given.use, given.keep, given.delete))
    with opened(given, given.store, reading=not settling) as services:
        if settling:
            _settle(given, services.conflicts)
        rows = services.conflicts.rows()
    listed = [_listed(row, number) for number, row in enumerate(rows, start=1)]
    lines = [
        {
            "number": number,
            "school": row.school,
            "record": row.record,
            "field": row.field,
            "before": "; ".join(row.before),
            "versions": " | ".join(f"{v.who}: {'; '.join(v.texts) or v.did}" for v in row.versions),
        }
        for number, row in enumerate(rows, start=1)
    ]
    show(given, {"conflicts": listed}, table(lines) if lines else "Nothing waits for a decision.")


def _settle(given: argparse.Namespace, conflicts: ConflictService) -> None:
    number, version = given.use or (given.keep if given.delete is None else given.delete, 0)
    rows = conflicts.rows()
    if not 1 <= number <= len(rows):
        raise Problem(f"There is no conflict {number}.", "Look at the list again.")
    row = rows[number - 1]
    if (row.kind == "deledit") is bool(given.use):
        raise Problem(
            f"In conflict {number} somebody deleted the record, and somebody changed it."
            if given.use
            else f"In conflict {number} nobody deleted the record.",
            "Settle it with --keep or --delete." if given.use else "Settle it with --use.",
        )
    if given.use:
        conflicts.use(row, version - 1)
    elif given.keep:
        conflicts.keep(row)
    else:
        conflicts.delete(row)


def _listed(row: ConflictRow, number: int) -> dict[str, object]:
    return {
        "number": number,
        "row": row.row,
        "school": row.school,
        "record": row.record,
        "kind": row.kind,
        "field": row.field,
        "fields": list(row.labels),
        "before": list(row.before),
        "versions": [
            {"who": v.who, "at": v.at.isoformat(), "texts": list(v.texts), "deleted": v.deleted}
            for v in row.versions
        ],
    }
