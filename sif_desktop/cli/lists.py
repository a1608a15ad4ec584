"""Lists of records, and one record with its history."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sif_desktop.cli.common import (
    Commands,
    comma_separated,
    command,
    from_store,
    opened,
    show,
    table,
)
from sif_desktop.domain.errors import Problem

_COLUMNS = {
    "providers": ("uid", "urn", "name", "phase", "type", "status", "town", "category"),
    "visits": ("uid", "visit_date", "provider", "title", "state", "focus", "days"),
    "tasks": ("uid", "due", "provider", "what", "party", "who", "state"),
    "plans": (
        *("uid", "provider", "title", "kind", "state", "status"),
        *("start", "end", "next_due"),
    ),
    "cases": (
        *("uid", "provider", "title", "level", "state", "owner"),
        *("opened_on", "review_on", "overdue", "closed_on", "outcome"),
    ),
    "meetings": (
        *("uid", "day", "provider", "body", "title"),
        *("state", "minutes", "document_uid", "agreed_on"),
    ),
    "documents": ("uid", "visit_date", "provider", "title", "kind", "state", "version"),
}
_EVERY_TASK = ("open", "done", "dropped")
_MOST = 1_000_000


def add(commands: Commands) -> None:
    made = command(
        commands,
        "list",
        "List records of a caseload.",
        "sif list visits --from anyshire.sif --where state=planned --json",
        _list,
    )
    made.add_argument("what", choices=tuple(_COLUMNS))
    from_store(made)
    made.add_argument(
        "--where", action="append", default=[], metavar="FIELD=VALUE", help="only rows with it"
    )
    made.add_argument("--format", choices=("table", "json", "csv", "xlsx"), default="table")
    made.add_argument("--out", type=Path, metavar="FILE", help="for xlsx, and instead of stdout")
    one = command(
        commands,
        "show",
        "Show one record with its history.",
        "sif show 0a1b2c… --from anyshire.sif",
        _show,
    )
    one.add_argument("uid")
    from_store(one)


def _list(given: argparse.Namespace) -> None:
    given.json = given.json or given.format == "json"
    with opened(given, given.store, reading=True) as services:
        rows = [row for row in _rows(services, given.what) if _wanted(row, given.where)]
    if given.format == "xlsx" or given.out:
        _write(given, rows)
    elif given.format == "csv" and not given.json:
        sys.stdout.write(comma_separated(rows))
    else:
        show(given, {given.what: rows}, table(rows))


def _rows(services: Any, what: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Any] = {
        "providers": lambda: services.schools.rows(),
        "visits": lambda: services.visits.rows(limit=_MOST).rows,
        "tasks": lambda: services.tasks.rows(_EVERY_TASK),
        "plans": lambda: services.plans.rows(closed=True),
        "cases": lambda: services.cases.register(closed=True),
        "meetings": lambda: services.meetings.rows(),
        "documents": lambda: services.documents.documents(),
    }[what]()
    return [{name: _value(row, name) for name in _COLUMNS[what]} for row in found]


def _value(row: Any, name: str) -> Any:
    if name == "version":
        return max((version.number for version in row.versions), default=0)
    return getattr(row, name)


def _wanted(row: Mapping[str, Any], conditions: Sequence[str]) -> bool:
    for condition in conditions:
        name, equals, value = condition.partition("=")
        if not equals or name not in row:
            known = ", ".join(row)
            raise Problem(f"“{condition}” is not FIELD=VALUE.", f"The fields are {known}.")
        if str(row[name] if row[name] is not None else "").casefold() != value.casefold():
            return False
    return True


def _write(given: argparse.Namespace, rows: Sequence[Mapping[str, Any]]) -> None:
    from sif_desktop.services.table_export import export_table

    if given.out is None:
        raise Problem("A workbook needs a file to be written to.", "Name it with --out FILE.xlsx.")
    names = list(_COLUMNS[given.what])
    lines = [[row[name] for name in names] for row in rows]
    export_table(given.out, names, lines, title=given.what)
    show(given, {"file": str(given.out), "rows": len(rows)}, f"{len(rows):,} rows in {given.out}.")


def _show(given: argparse.Namespace) -> None:
    with opened(given, given.store, reading=True) as services:
        record = services.undo.record(given.uid)
        entries = services.undo.history(record.table, given.uid, stored=True)
    fields = {field.name: field.value for field in record.fields}
    history = [
        {
            "at": entry.at.isoformat(timespec="seconds"),
            "who": entry.who,
            "action": entry.action,
            "what": entry.what,
            "record": entry.record,
            "fields": [{"field": f.label, "from": f.old, "to": f.new} for f in entry.fields],
        }
        for entry in entries
    ]
    data = {"uid": given.uid, "kind": record.table, "fields": fields, "history": history}
    lines = [f"{record.title} {given.uid}"]
    lines += [f"  {field.label}: {field.value}" for field in record.fields if field.value]
    lines += ["History, newest first"]
    lines += [f"  {line['at']}  {line['who']}  {line['action']}" for line in history]
    show(given, data, "\n".join(lines))
