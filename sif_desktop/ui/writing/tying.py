"""Tying a sentence of the officer's own to what was recorded on the visit."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sif_desktop.domain import note_edit
from sif_desktop.ui.dialogs.tie_evidence import TieEvidenceDialog
from sif_desktop.ui.writing.desk import Desk


def tie(line: Any, view: Any, desk: Desk, parent: QWidget) -> None:
    """Ask what the sentence in `line` rests on, of all that `view` knows, and write it down."""
    every = {id(found): found for lines in view.evidence.values() for found in lines}
    dialog = TieEvidenceDialog(line.text, list(every.values()), line.evidence, parent)
    dialog.given.connect(
        lambda refs: desk.do(
            "Tied a sentence to evidence",
            lambda draft: note_edit.tie(draft, line.id, refs),
            "Tied to evidence." if refs else "No longer tied.",
        )
    )
    dialog.open()
