"""Loading other people's files: the national register, its links and its groups."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sif_desktop.cli.common import Commands, command, into_store, never, opened, progress, show
from sif_desktop.domain.errors import Problem

_KINDS = ("schools", "links", "groups")
# The files each word stands for.
_REFERENCES = {"links": ("LINKS",), "groups": ("GROUPS", "MEMBERSHIP")}


def add(commands: Commands) -> None:
    made = command(
        commands,
        "import",
        "Import schools from the register, or its links or groups file.",
        "sif import schools edubasealldata20260312.csv --into anyshire.sif --la 857 --status open",
        _import,
    )
    made.add_argument("what", choices=_KINDS)
    made.add_argument("file", type=Path, metavar="FILE")
    into_store(made)
    made.add_argument("--la", action="append", default=[], metavar="CODE", help="only this LA")
    made.add_argument("--status", action="append", default=[], help="only this status, e.g. open")
    made.add_argument(
        "--dry-run", action="store_true", help="say what would change, change nothing"
    )


def _import(given: argparse.Namespace) -> None:
    with opened(given, given.store, reading=given.dry_run) as services:
        if given.what == "schools":
            _schools(given, services)
        else:
            _reference(given, services)


def _schools(given: argparse.Namespace, services: Any) -> None:
    from sif_desktop.services.register_import import RegisterFilter

    keep = RegisterFilter(la_codes=given.la, statuses=given.status)
    preview = services.register.preview(given.file, keep, progress, never)
    if not given.dry_run:
        services.register.apply(preview, progress, never)
    skipped: dict[str, int] = {}
    for line in preview.skipped:
        skipped[line.reason] = skipped.get(line.reason, 0) + line.count
    data = {
        "read": preview.report.read,
        "new": preview.new,
        "changed": preview.changed,
        "unchanged": preview.unchanged,
        "skipped": skipped,
        "missing_columns": list(preview.report.missing),
        "encoding": preview.report.encoding,
        "dialect": preview.report.dialect.value,
        "kept_edits": [
            {"urn": kept.urn, "field": kept.label, "yours": kept.local, "register": kept.register}
            for kept in preview.kept
        ],
        "notices": [notice.text for notice in preview.report.notices],
        "dry_run": given.dry_run,
    }
    verb = "would be" if given.dry_run else "were"
    words = (
        f"{data['read']:,} rows read: {preview.new:,} {verb} new, {preview.changed:,} changed, "
        f"{preview.unchanged:,} unchanged, {sum(skipped.values()):,} skipped."
    )
    for reason, count in skipped.items():
        words += f"\n  skipped {count:,}: {reason}"
    show(given, data, words)


def _reference(given: argparse.Namespace, services: Any) -> None:
    found = services.references.recognise(given.file)
    wanted = _REFERENCES[given.what]
    if found.kind not in wanted:
        raise Problem(
            f"“{given.file.name}” is a {found.title}.", "Import it as what it is: " + _ways()
        )
    preview = services.references.preview(given.file, progress, never)
    if not given.dry_run:
        services.references.apply(given.file, progress, never)
    data = {
        "read": preview.read,
        "new": preview.written,
        "unchanged": preview.unchanged,
        "skipped": {"about schools not in this caseload": preview.elsewhere},
        "encoding": preview.encoding,
        "dry_run": given.dry_run,
    }
    show(given, data, f"{preview.read:,} {preview.noun} read, {preview.written:,} new or changed.")


def _ways() -> str:
    return "schools for the register, links, or groups for groups and their members."
