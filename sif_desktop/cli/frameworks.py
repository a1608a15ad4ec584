"""Rulebook packs: which there are, whether they are right, what one holds."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from sif_desktop import paths
from sif_desktop.cli.common import Commands, command, registry, show, table, today
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
    for name, does, run in (
        ("propose", "Say which category a pack's rules propose, and why.", _propose),
        ("due", "List what a pack says is due of a provider.", _due),
    ):
        asked = command(inner, name, does, f"sif frameworks {name} PACK facts.toml", run)
        asked.add_argument("pack", metavar="PACK")
        asked.add_argument("facts", type=Path, metavar="FACTS")
        if name == "due":
            asked.add_argument("--until", type=date.fromisoformat, metavar="DATE", default=None)


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
        what = "1 fault was" if len(faults) == 1 else f"{len(faults)} faults were"
        raise Problem(f"{what} found.", "Mend what is wrong and check again.")


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


def _propose(given: argparse.Namespace) -> None:
    from sif_desktop.domain.categories import propose

    pack, known = _facts(given)
    scheme = pack.scheme_for(known.provider)
    if scheme is None:
        raise Problem("This rulebook sorts providers of this kind into no categories.")
    found = propose(scheme, known)
    data = {
        "scheme": found.scheme,
        "proposal": found.category or None,
        "reasons": [_reason(one) for one in found.reasons],
        "blocked_by": [_reason(one) for one in found.blocked_by],
        "open": [_reason(one) for one in found.open],
        "notes": [_reason(one) for one in found.notes],
        "would_change": [
            {"criterion": one.criterion, "finding": one.finding, "proposal": one.proposal or None}
            for one in found.would_change
        ],
        "counts": dict(found.counts),
    }
    lines = [f"Proposal: {found.category or 'none; the rules cannot tell'}"]
    for title, reasons in (
        ("because", found.reasons),
        ("but first", found.blocked_by),
        ("cannot tell", found.open),
        ("note", found.notes),
    ):
        lines += [f"  {title}: {one.text} ({one.finding}, {one.paragraph})" for one in reasons]
    show(given, data, "\n".join(lines))


def _reason(one: Any) -> dict[str, str]:
    return {
        "criterion": one.criterion,
        "finding": one.finding,
        "paragraph": one.paragraph,
        "text": one.text,
    }


def _due(given: argparse.Namespace) -> None:
    from sif_desktop.domain.criteria import months_after
    from sif_desktop.domain.obligations import due

    pack, known = _facts(given)
    until = given.until or months_after(known.today, 12)
    items = [
        {
            "provider": known.provider.get("provider.name", ""),
            "what": one.what,
            "date": one.day.isoformat(),
            "anchor": one.anchor.isoformat(),
            "rule": one.rule,
            "trace": [
                {"day": d.day.isoformat(), "counted": d.counted, "why": d.why, "number": d.number}
                for d in one.trace
            ],
            "paragraph": one.paragraph,
            "closed_by": one.closed_by.kind if one.closed_by else None,
            "state": one.state.value,
        }
        for one in due(pack.obligations, known, until)
    ]
    shown = [{name: str(row[name]) for name in ("date", "state", "what", "rule")} for row in items]
    show(given, {"due": items}, table(shown))


def _facts(given: argparse.Namespace) -> tuple[Any, Any]:
    """The pack and what the facts file says."""
    from sif_desktop.frameworks.facts_file import read_facts

    pack = registry().get(given.pack)
    return pack, read_facts(given.facts, pack, today(given))
