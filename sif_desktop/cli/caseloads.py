"""Making a caseload, the practice caseload, and checking one."""

from __future__ import annotations

import argparse
from pathlib import Path

from sif_desktop.cli.common import (
    Commands,
    command,
    never,
    opened,
    passphrase,
    progress,
    registry,
    show,
    store_of,
    today,
)
from sif_desktop.domain.errors import Problem


def add(commands: Commands) -> None:
    made = command(
        commands,
        "practice",
        "Make the practice caseload: invented schools, one of everything.",
        "sif practice practice.sif",
        _practice,
    )
    made.add_argument("store", type=Path, metavar="STORE")
    new = command(
        commands,
        "new",
        "Make an empty caseload.",
        "sif new anyshire.sif --officer 'Robin Gray' --pack PACK",
        _new,
    )
    new.add_argument("store", type=Path, metavar="STORE")
    new.add_argument("--officer", required=True, metavar="NAME")
    new.add_argument("--pack", required=True)
    new.add_argument("--authority", default="", metavar="NAME")
    begun = command(
        commands,
        "office",
        "Make the office store in an empty PostgreSQL database, or bring an older one up to date.",
        "sif office postgresql://robin@server.example/sif --officer 'Robin Gray' --pack PACK",
        _office,
    )
    begun.add_argument("address", metavar="ADDRESS")
    begun.add_argument("--officer", default="", metavar="NAME")
    begun.add_argument("--pack", default="")
    begun.add_argument("--authority", default="", metavar="NAME")
    begun.add_argument(
        "--upgrade",
        action="store_true",
        help="bring the tables of one that is there up to date, for everybody",
    )
    check = command(
        commands,
        "check",
        "Check that a caseload is whole and agrees with its own log.",
        "sif check anyshire.sif",
        _check,
    )
    check.add_argument("store", type=store_of, metavar="STORE")


def _practice(given: argparse.Namespace) -> None:
    from sif_desktop.services import practice

    if given.store.exists():
        raise Problem(f"There is already a file {given.store}.", "Choose another name.")
    practice.make_practice(given.store, registry(), today(given), progress, never)
    words = f"Made {given.store}. Its passphrase is: {practice.PASSPHRASE}"
    show(given, {"store": str(given.store), "passphrase": practice.PASSPHRASE}, words)


def _new(given: argparse.Namespace) -> None:
    from sif_desktop.services import caseload

    secret = passphrase(given, new=True)
    weak = caseload.why_weak(secret)
    if weak:
        raise Problem(weak, "Four unrelated words make a good passphrase.")
    day = today(given)
    new = caseload.NewCaseload(
        given.store, given.officer, given.pack, secret, authority=given.authority
    )
    caseload.create(new, registry(), lambda: day).close()
    show(given, {"store": str(given.store)}, f"Made {given.store}.")


def _office(given: argparse.Namespace) -> None:
    from sif_desktop.services import office

    if given.upgrade:
        done = office.upgrade(given.address, "", passphrase(given))
        words = "The office store is up to date." if done else "It was up to date already."
        show(given, {"office": given.address, "upgraded": done}, words)
        return
    if not (given.officer and given.pack):
        raise Problem("Who begins it, and by which rulebook?", "Give --officer and --pack.")
    day = today(given)
    new = office.NewOffice(
        given.address,
        "",
        passphrase(given),
        given.officer,
        given.pack,
        given.authority,
    )
    office.create(new, registry(), lambda: day).close()
    show(given, {"office": given.address}, "Made the office store. Open it by its address.")


def _check(given: argparse.Namespace) -> None:
    from sif_desktop.services.selfcheck import faults_of

    with opened(given, given.store, reading=True) as services:
        faults = faults_of(services.context.store)
    show(given, {"ok": not faults, "faults": faults}, "\n".join(faults) or "The caseload is whole.")
    if faults:
        raise Problem(
            f"{getattr(given.store, 'name', 'The office store')} has {len(faults)} faults.",
            "Leave it where it is and open the newest copy of its two files that you have kept.",
        )
