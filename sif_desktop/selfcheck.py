"""Whether an installation is whole: every page opens, every pack loads, a note can be written, work
goes from one caseload to another in a sealed file, the office store can be asked for.

Needs no display (`QT_QPA_PLATFORM` is set to offscreen where none is given).
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:
    from sif_desktop.services.caseload import Opened


def self_check() -> int:
    """Print a line for each thing checked; returns 0 if all is well, else 1."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    faults = 0
    checks = (
        ("packs", _packs),
        ("words", _words),
        ("exchange", _exchange),
        ("office store", _office_store),
        ("pages", _pages),
        ("documents", _documents),
    )
    for name, check in checks:
        try:
            for line in check():
                _say(f"ok    {name}: {line}")
        except Exception as fault:  # noqa: BLE001 - whatever is wrong must be said and counted
            faults += 1
            _say(f"FAULT {name}: {type(fault).__name__}: {fault}")
    _say("whole" if not faults else f"{faults} faults")
    return 1 if faults else 0


def _say(line: str) -> None:
    # A windowed program on Windows has no stdout.
    if sys.stdout is not None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _packs() -> list[str]:
    from sif_desktop import paths
    from sif_desktop.frameworks.registry import Registry

    registry = Registry(paths.frameworks())
    infos = registry.list()
    if not infos:
        raise FileNotFoundError("no pack is installed")
    return [f"{registry.get(info.id, info.version).title}" for info in infos]


def _words() -> list[str]:
    from sif_desktop.services.dictionary import dictionary

    book = dictionary()
    if (
        not book.has("colour")
        or book.has("behavour")
        or book.near("behavour")[:1] != ("behaviour",)
    ):
        raise RuntimeError("the dictionary does not know British English")
    return ["British English"]


def _exchange() -> list[str]:
    """One caseload sends a sealed file to another, which takes it in after a backup."""
    with TemporaryDirectory(prefix="sif-check-", ignore_cleanup_errors=True) as folder:
        alex, robin = (_caseload(Path(folder), name) for name in ("Alex", "Robin"))
        try:
            one, other = alex.services, robin.services
            other.exchange.add_card(one.exchange.card())
            to = one.exchange.add_card(other.exchange.card()).id
            file = Path(folder) / "check.sifx"
            sent = one.exchange.send(file, [to])
            came = other.exchange.receive(file)
        finally:
            alex.close()
            robin.close()
        if not sent.changes or came.new != sent.changes:
            raise RuntimeError(f"{sent.changes} changes were sent and {came.new} came")
        return [f"{came.new} changes, sealed in {sent.size:,} bytes"]


def _caseload(folder: Path, officer: str) -> Opened:
    from sif_desktop import paths
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.services import caseload

    registry = Registry(paths.frameworks())
    pack, secret = registry.latest()[0].id, "only for this check"
    new = caseload.NewCaseload(folder / officer / f"{officer}.sif", officer, pack, secret)
    return caseload.create(new, registry, date.today)


def _office_store() -> list[str]:
    """Nothing listens there; that it is said in plain words shows that the driver works."""
    from sif_desktop import paths
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.services import office

    registry = Registry(paths.frameworks())
    try:
        office.unlock("postgresql://nobody@127.0.0.1:1/none", "", "none", registry, date.today)
    except Problem as problem:
        return [problem.message]
    raise RuntimeError("something answers where nothing should be")


def _pages() -> list[str]:
    from sif_desktop.tour import stops, tour

    lines = []
    with tour(date.today()) as made:  # noqa: DTZ011 - the day on the wall
        for stop in stops(made):
            shown = stop.show()
            if shown.grab().isNull():
                raise RuntimeError(f"{stop.name} shows nothing")
            lines.append(stop.name)
            if shown is not made.desk.window:
                shown.close()
    return lines


def _documents() -> list[str]:
    from sif_desktop.tour import tour

    lines = []
    with tour(date.today()) as made:  # noqa: DTZ011 - the day on the wall
        context = made.desk.context
        assert context is not None
        documents = context.services.documents
        note = next(row for row in documents.documents() if row.state == "with_school")
        issued = documents.issue(note.uid, documents.recipients(note.uid))
        for ending, fetch in (("docx", documents.docx_of), ("pdf", documents.pdf_of)):
            content = fetch(issued.version_uid)
            if not content.startswith({"docx": b"PK", "pdf": b"%PDF-"}[ending]):
                raise RuntimeError(f"the {ending} file is not one")
            lines.append(f"note of visit, {ending}, {len(content):,} bytes")
    return lines
