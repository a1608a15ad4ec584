"""Rulebook packs: which there are, whether they are right, what one holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sif_desktop import paths
from sif_desktop.cli.common import Commands, command, registry, show, table
from sif_desktop.domain.errors import Problem


def add(commands: Commands) -> None:
    area = commands.add_parser("frameworks", help="Rulebook packs.")
    inner = area.add_subparsers(dest="area", required=True, metavar="COMMAND")
    command(inner, "list", "List the packs at hand.", "sif frameworks list", _list)
    check = command(
        inner,
        "check",
        "Check packs and report every fault at once.",
        "sif frameworks check resources/frameworks/anyshire",
        _check,
    )
    check.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    one = command(inner, "show", "Show what a pack holds.", "sif frameworks show PACK", _show)
    one.add_argument("pack", metavar="PACK")


def _list(given: argparse.Namespace) -> None:
    rows = [
        {
            "id": info.id,
            "version": info.version,
            "title": info.title,
            "authority": info.authority,
            "folder": str(info.folder),
        }
        for info in registry().list()
    ]
    show(given, {"frameworks": rows}, table([{k: r[k] for k in list(r)[:4]} for r in rows]))


def _check(given: argparse.Namespace) -> None:
    from sif_desktop.frameworks.checker import check

    shipped = [head.parent for folder in paths.frameworks() for head in folder.glob("*/pack.yaml")]
    faults = [
        {"file": fault.file, "path": fault.path, "id": fault.id, "message": fault.message}
        for folder in (given.folders or sorted(shipped))
        for fault in check(folder)
    ]
    lines = [f"{f['file']}: {f['path']}: {f['message']}" for f in faults]
    show(given, {"ok": not faults, "faults": faults}, "\n".join(lines) or "No faults.")
    if faults:
        raise Problem(f"{len(faults)} faults were found.", "Mend them and check again.")


def _show(given: argparse.Namespace) -> None:
    pack = registry().get(given.pack)
    data: dict[str, Any] = {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title,
        "authority": pack.authority,
        "visit_types": [
            {"code": v.code, "title": v.title, "form": v.form} for v in pack.offered_visit_types()
        ],
        "forms": [
            {"id": f.id, "title": f.title, "items": sum(1 for _ in f.items())}
            for f in pack.forms.values()
        ],
        "scales": [
            {"id": s.id, "steps": [step.label for step in s.steps]} for s in pack.scales.values()
        ],
        "documents": [{"id": x.id, "kind": x.kind, "title": x.title} for x in pack.layouts],
        "roles": [{"code": r.code, "label": r.label, "side": r.side} for r in pack.roles],
    }
    lines = [f"{pack.title} ({pack.id}, version {pack.version})"]
    lines += [f"  visit: {v['title']}" for v in data["visit_types"]]
    lines += [f"  checklist: {f['title']} ({f['items']} items)" for f in data["forms"]]
    lines += [f"  document: {x['title']}" for x in data["documents"]]
    show(given, data, "\n".join(lines))
