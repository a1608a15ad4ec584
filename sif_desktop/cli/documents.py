"""Issued documents as files."""

from __future__ import annotations

import argparse
from pathlib import Path

from sif_desktop.cli.common import Commands, command, from_store, opened, show
from sif_desktop.domain.copies import EVERY_LABEL, SCHOOL, copy_label
from sif_desktop.domain.errors import Problem


def add(commands: Commands) -> None:
    made = command(
        commands,
        "export",
        "Write the newest issued version of a document to a file.",
        "sif export 0a1b2c… --from anyshire.sif --format pdf --audience governors --out note.pdf",
        _export,
    )
    made.add_argument("uid")
    from_store(made)
    made.add_argument("--format", choices=("docx", "pdf"), required=True)
    made.add_argument("--audience", choices=tuple(EVERY_LABEL), default=SCHOOL)
    made.add_argument("--out", required=True, type=Path, metavar="FILE")


def _export(given: argparse.Namespace) -> None:
    from sif_desktop.services.files import FileExists, write_whole

    if given.out.exists():
        raise FileExists(given.out)
    with opened(given, given.store, reading=True) as services:
        documents = services.documents
        view = documents.open(given.uid)
        newest = max(view.versions, key=lambda version: version.number, default=None)
        if newest is None:
            raise Problem("This document has not been issued yet.", "Issue it in the window first.")
        fetch = documents.pdf_of if given.format == "pdf" else documents.docx_of
        content: bytes = fetch(newest.uid, given.audience)
    write_whole(given.out, content)
    data = {
        "uid": given.uid,
        "kind": view.kind,
        "version": newest.number,
        "audience": given.audience,
        "file": str(given.out),
    }
    words = f"{copy_label(given.audience)} of version {newest.number} written to {given.out}."
    show(given, data, words)
