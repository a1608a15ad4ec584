"""Cards, sending and receiving, conflicts."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.cli import team
from sif_desktop.cli.common import (
    Commands,
    command,
    opened,
    progress,
    show,
    store_of,
    table,
)
from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services
    from sif_desktop.services.conflicts import ConflictRow


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
    card.add_argument("--from", dest="store", required=True, type=store_of, metavar="STORE")
    card.add_argument("--out", required=True, type=Path, metavar="FILE")
    add_card = command(
        commands,
        "add-card",
        "Trust a colleague's card, once its words have been compared.",
        "sif add-card alex.sifcard --into anyshire.sif",
        _add_card,
    )
    add_card.add_argument("file", type=Path, metavar="FILE")
    add_card.add_argument("--into", dest="store", required=True, type=store_of, metavar="STORE")


def _add_exchange(commands: Commands) -> None:
    send = command(
        commands,
        "send",
        "Write an exchange file with what colleagues lack.",
        "sif send --from anyshire.sif --to 'Robin Gray' --out to-robin.sifx",
        _send,
    )
    send.add_argument("--from", dest="store", required=True, type=store_of, metavar="STORE")
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
    receive.add_argument("--into", dest="store", required=True, type=store_of, metavar="STORE")
    receive.add_argument("--dry-run", action="store_true", help="only say what would change")
    conflicts = command(
        commands,
        "conflicts",
        "List what two people changed apart, or settle one by one of its versions.",
        "sif conflicts --from anyshire.sif",
        _conflicts,
    )
    conflicts.add_argument("--from", dest="store", required=True, type=store_of, metavar="STORE")
    conflicts.add_argument(
        "--use",
        nargs=2,
        type=int,
        metavar=("CONFLICT", "VERSION"),
        help="their numbers in the list, from 1",
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
    made.add_argument("--from", dest="store", required=True, type=Path, metavar="STORE")
    made.add_argument(
        "--school", action="append", metavar="URN", help="take in only this school; repeat"
    )


def _card(given: argparse.Namespace) -> None:
    from sif_desktop.services.files import write_whole

    if given.out.exists():
        raise Problem(f"There is already a file {given.out}.", "Choose another name.")
    with opened(given, given.store) as services:
        content, words = services.exchange.card(), services.exchange.my_words()
    write_whole(given.out, content)
    show(given, {"file": str(given.out), "words": words}, f"Wrote {given.out}. Its words: {words}")


def _add_card(given: argparse.Namespace) -> None:
    try:
        content = given.file.read_bytes()
    except OSError as error:
        raise Problem(f"The card {given.file} cannot be read.") from error
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
            [_colleague(services, name) for name in given.to],
            schools=_schools(services, given.school),
            visits=given.visit,
            passphrase=secret,
        )
    data = {"file": sent.path, "changes": sent.changes, "files": sent.files, "bytes": sent.size}
    said = f"Wrote {sent.path}: {sent.changes} changes, {sent.files} files."
    if made:
        data["words"] = secret
        said += f"\nThe words to read out: {secret}"
    show(given, data, said)


def _colleague(services: Services, name: str) -> str:
    found = [row for row in services.exchange.colleagues() if name in (row.name, row.email)]
    if len(found) != 1:
        raise Problem(
            f"There {'is no' if not found else 'is more than one'} card of {name}.",
            "Add it with: sif add-card FILE --into STORE",
        )
    return found[0].id


def _schools(services: Services, urns: list[str] | None) -> list[str] | None:
    if urns is None:
        return None
    by_urn = {row.urn: row.uid for row in services.schools.rows()}
    for urn in urns:
        if urn not in by_urn:
            raise Problem(f"No school has the URN {urn}.", "Check the number.")
    return [by_urn[urn] for urn in urns]


def _exchange(given: argparse.Namespace) -> None:
    password = os.environ.get("SIF_OFFICE_PASSWORD", "")
    if not password:
        raise Problem(
            "No password for the office store was given.", "Set SIF_OFFICE_PASSWORD to it."
        )
    with opened(given, given.store) as services:
        schools = _schools(services, given.school)
        done = services.office.meet(given.address, "", password, schools=schools)
    data = {
        "sent": done.sent,
        "received": done.received,
        "files": done.files,
        "conflicts": done.conflicts,
    }
    words = f"Gave {done.sent} changes and took in {done.received}, with {done.files} files."
    waiting = f" {done.conflicts} fields wait for you to decide." if done.conflicts else ""
    show(given, data, words + waiting)


def _receive(given: argparse.Namespace) -> None:
    with opened(given, given.store) as services:
        secret = ""
        if given.file.exists() and services.exchange.needs_words(given.file):
            secret = os.environ.get("SIF_BUNDLE_PASSPHRASE", "")
            if not secret:
                raise Problem(
                    "This file is opened by the words its sender reads out.",
                    "Set SIF_BUNDLE_PASSPHRASE to them.",
                )
        if given.dry_run:
            row = services.exchange.preview(given.file, passphrase=secret)
        else:
            row = services.exchange.receive(given.file, passphrase=secret, progress=progress)
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


def _conflicts(given: argparse.Namespace) -> None:
    with opened(given, given.store) as services:
        rows = services.conflicts.rows()
        if given.use:
            number, version = given.use
            if not 1 <= number <= len(rows):
                raise Problem(f"There is no conflict {number}.", "Look at the list again.")
            services.conflicts.use(rows[number - 1], version - 1)
            rows = services.conflicts.rows()
    listed = [_listed(row, number) for number, row in enumerate(rows, start=1)]
    lines = [
        {
            "number": number,
            "school": row.school,
            "record": row.record,
            "field": ", ".join(row.labels),
            "before": "; ".join(row.before),
            "versions": " | ".join(f"{v.who}: {'; '.join(v.texts)}" for v in row.versions),
        }
        for number, row in enumerate(rows, start=1)
    ]
    show(given, {"conflicts": listed}, table(lines) if lines else "Nothing waits for a decision.")


def _listed(row: ConflictRow, number: int) -> dict[str, object]:
    return {
        "number": number,
        "row": row.row,
        "school": row.school,
        "record": row.record,
        "kind": row.kind,
        "fields": list(row.labels),
        "before": list(row.before),
        "versions": [
            {"who": v.who, "at": v.at.isoformat(), "texts": list(v.texts), "deleted": v.deleted}
            for v in row.versions
        ],
    }
