"""Checklists for others, on paper or for an offline form tool; and from such a tool."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from sif_desktop.cli.common import Commands, command, registry, show


def add(commands: Commands) -> None:
    area = commands.add_parser("form", help="Checklists on paper and for other tools.")
    inner = area.add_subparsers(dest="area", required=True, metavar="COMMAND")
    made = command(
        inner,
        "export",
        "Write a blank checklist, as Word, PDF or XLSForm.",
        "sif form export PACK review-visit --format pdf --out review-visit.pdf",
        _export,
    )
    made.add_argument("pack", metavar="PACK")
    made.add_argument("form", metavar="FORM")
    made.add_argument("--format", choices=("xlsx", "docx", "pdf"), required=True)
    made.add_argument("--out", required=True, type=Path, metavar="FILE")
    taken = command(
        inner,
        "import",
        "Take a checklist from an XLSForm workbook into a pack's folder.",
        "sif form import walk.xlsx --pack packs/our-pack",
        _import,
    )
    taken.add_argument("workbook", type=Path, metavar="FILE")
    taken.add_argument("--pack", required=True, type=Path, metavar="DIR", help="the pack's folder")


def _export(given: argparse.Namespace) -> None:
    from sif_desktop.services.files import write_whole
    from sif_desktop.services.paper import blank_of_pack
    from sif_desktop.services.xlsform import write_xlsform

    pack = registry().get(given.pack)
    form = pack.form(given.form)
    if given.format == "xlsx":
        write_xlsform(form, pack, given.out)
    else:
        frozen = blank_of_pack(pack, form)
        write_whole(given.out, frozen.pdf if given.format == "pdf" else frozen.docx)
    items = sum(1 for _ in form.items())
    data = {"pack": pack.id, "form": form.id, "items": items, "file": str(given.out)}
    show(given, data, f"{form.title} ({items} items) written to {given.out}.")


def _import(given: argparse.Namespace) -> None:
    from sif_desktop.services.xlsform_import import import_xlsform

    taken = import_xlsform(given.workbook, given.pack)
    data = {
        "form": taken.form.id,
        "file": str(taken.file),
        "items": taken.items,
        "left_out": [asdict(one) for one in taken.left_out],
    }
    lines = [f"{taken.form.title} ({taken.items} items) written to {taken.file}."]
    lines += [f"Left out: {one.sheet}, row {one.row}: {one.what}" for one in taken.left_out]
    show(given, data, "\n".join(lines))
