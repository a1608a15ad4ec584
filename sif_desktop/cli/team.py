"""The team's signed list: begun, given out, joined, changed and taken up again."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.cli.common import (
    Commands,
    colleague_of,
    command,
    content_of,
    from_store,
    into_store,
    opened,
    show,
)
from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:
    from sif_desktop.services.team import TeamRow

_ROLES = ("officer", "lead", "office")


def add(commands: Commands) -> None:
    begin = command(
        commands,
        "team-begin",
        "Begin the team's list with everybody whose card is here; prints its two secrets once.",
        "sif team-begin --into anyshire.sif",
        _begin,
    )
    into_store(begin)
    listed = command(
        commands,
        "team-list",
        "Write the signed list for those who are to join, and the words they compare.",
        "sif team-list --from anyshire.sif --out anyshire.sifteam",
        _list,
    )
    from_store(listed)
    listed.add_argument("--out", required=True, type=Path, metavar="FILE")
    join = command(
        commands,
        "team-join",
        "Follow the team's list from now on, once its words have been compared.",
        "sif team-join anyshire.sifteam --into robin.sif",
        _join,
    )
    join.add_argument("file", type=Path, metavar="FILE")
    into_store(join)
    sign = command(
        commands,
        "team-sign",
        "Sign a new list: those added meanwhile, with a role or a key revoked where asked.",
        "sif team-sign --into anyshire.sif --role 'Robin Gray' office",
        _sign,
    )
    into_store(sign)
    change = sign.add_mutually_exclusive_group()
    change.add_argument("--role", nargs=2, metavar=("NAME", "ROLE"), help=" or ".join(_ROLES))
    change.add_argument("--revoke", metavar="NAME", help="their key is no longer trusted")
    take_up = command(
        commands,
        "team-take-up",
        "Keep the list from now on, by the secret in the sealed envelope (SIF_TEAM_SECRET).",
        "sif team-take-up --into new-lead.sif",
        _take_up,
    )
    into_store(take_up)


def _begin(given: argparse.Namespace) -> None:
    with opened(given, given.store) as services:
        made = services.team.begin()
    said = (
        "Print these two, put each into a sealed envelope and keep them apart.\n"
        f"The team's secret: {made.team}\nThe recovery secret: {made.recovery}"
    )
    show(given, {"team_secret": made.team, "recovery_secret": made.recovery}, said)


def _list(given: argparse.Namespace) -> None:
    from sif_desktop.services.files import FileExists, write_whole

    if given.out.exists():
        raise FileExists(given.out)
    with opened(given, given.store) as services:
        content, row = services.team.list_file(), services.team.row()
    write_whole(given.out, content)
    _show(given, row, f"Wrote {given.out}.")


def _join(given: argparse.Namespace) -> None:
    content = content_of(given.file, "list")
    with opened(given, given.store) as services:
        row = services.team.join(content)
    _show(given, row, "Joined.")


def _sign(given: argparse.Namespace) -> None:
    with opened(given, given.store) as services:
        if given.role:
            services.team.set_role(colleague_of(services, given.role[0]), given.role[1])
        elif given.revoke:
            services.team.revoke(colleague_of(services, given.revoke))
        else:
            services.team.sign()
        row = services.team.row()
    _show(given, row, "Signed.")


def _take_up(given: argparse.Namespace) -> None:
    secret = os.environ.get("SIF_TEAM_SECRET", "")
    if not secret:
        raise Problem("There is no secret.", "Set SIF_TEAM_SECRET to what the envelope says.")
    with opened(given, given.store) as services:
        row = services.team.take_up(secret)
    _show(given, row, "This caseload keeps the list from now on.")


def _show(given: argparse.Namespace, row: TeamRow, said: str) -> None:
    data = {"version": row.version, "people": row.people, "words": row.words, "keeps": row.lead}
    text = f"{said} List {row.version}, {row.people} people. Its words: {row.words}"
    show(given, data, text)
