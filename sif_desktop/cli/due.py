"""What is owed of the schools of a caseload."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from sif_desktop.cli.common import Commands, command, from_store, opened, show, table
from sif_desktop.domain.errors import Problem


def add(commands: Commands) -> None:
    made = command(
        commands,
        "due",
        "List what is owed of each school by when.",
        "sif due --from anyshire.sif --until 2027-03-31",
        _due,
    )
    from_store(made)
    made.add_argument("--provider", default="", metavar="URN", help="only this school")
    made.add_argument(
        "--until",
        type=date.fromisoformat,
        metavar="DATE",
        default=None,
        help="up to this day, however far off (half a year on where none is given)",
    )


def _due(given: argparse.Namespace) -> None:
    with opened(given, given.store, reading=True) as services:
        rows = services.obligations.rows(given.until, done=True)
        urns = {row.urn for row in services.schools.rows()}
    if given.provider and given.provider not in urns:
        raise Problem(f"No school has the URN {given.provider}.", "Check the number.")
    items = [_item(row) for row in rows if given.provider in ("", row.urn)]
    names = ("date", "state", "provider", "what", "rule")
    show(given, {"due": items}, table([{name: row[name] for name in names} for row in items]))


def _item(row: Any) -> dict[str, Any]:
    return {
        "provider": row.provider,
        "urn": row.urn,
        "what": row.what,
        "date": row.day.isoformat(),
        "anchor": row.anchor.isoformat(),
        "rule": row.rule,
        "trace": [
            {"day": d.day.isoformat(), "counted": d.counted, "why": d.why, "number": d.number}
            for d in row.trace
        ],
        "paragraph": row.paragraph,
        "closed_by": row.closed_by or None,
        "state": row.state.value,
    }
