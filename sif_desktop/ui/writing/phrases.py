"""Phrases while writing: chosen from a list, or written by their shortcut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from sif_desktop.domain.phrases import Phrase
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.phrases import PhrasesDialog
from sif_desktop.ui.widgets import phrase_keys
from sif_desktop.ui.widgets.note_sheet import NoteSheet
from sif_desktop.ui.widgets.phrase_popup import PhrasePopup
from sif_desktop.ui.writing.desk import Desk


class PhraseBank(QObject):
    """Has the phrases of one document ready."""

    def __init__(self, context: AppContext, sheet: NoteSheet, desk: Desk) -> None:
        super().__init__(sheet)
        self._context, self._sheet, self._desk = context, sheet, desk
        self._visit: str | None = None
        self.phrases: Sequence[Phrase] = ()
        sheet.phrases_wanted.connect(self.show)

    def want(self, visit: str) -> None:
        """Have the phrases for a document about this visit ("" for none)."""
        if visit != self._visit:
            self._visit = visit
            self.renew()

    def renew(self) -> None:
        visit = self._visit or ""

        def read() -> Any:
            return self._context.services.phrases.for_visit(visit)

        self._context.jobs.run(self._sheet, read, self._got)

    def _got(self, phrases: Any) -> None:
        self.phrases = self._sheet.phrases = phrases
        if self._sheet.editor is not None:
            self._sheet.editor.phrases = phrases

    def show(self) -> None:
        """The list of phrases at the cursor; with no sentence open, the one chosen is opened."""
        if self._sheet.editor is None:
            self._sheet.edit_current()
        editor = self._sheet.editor
        if editor is None:
            self.manage()
            return
        popup = PhrasePopup(self.phrases, self._sections(), editor)
        popup.chosen.connect(lambda phrase: phrase_keys.write(editor, phrase.insert))
        popup.offer_managing(self.manage)
        popup.show_at(editor.mapToGlobal(editor.cursorRect().bottomLeft()))

    def _sections(self) -> list[str]:
        """Where one is: the section's kind, and the area of the form."""
        line = self._sheet.current_line()
        if line is None:
            return []
        section = self._desk.draft.section(line.section)
        found = [section.kind]
        for block in section.blocks:
            if block.id.startswith("area:"):
                found[1:] = [block.id.split(":")[1]]
            if block.id == line.block:
                break
        return found

    def manage(self) -> None:
        self._sheet.finish_editing()
        sections = [(s.kind, s.heading) for s in self._desk.draft.sections if s.kind != "header"]
        PhrasesDialog(self._context, sections, self._sheet).open()
