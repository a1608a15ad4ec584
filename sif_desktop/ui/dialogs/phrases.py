"""The officer's own phrases: written, given a shortcut and a place, taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.phrases import SIGN, Phrase
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, quiet

_PHRASE = Qt.ItemDataRole.UserRole


class PhrasesDialog(QDialog):
    """`sections` are (code, heading) of the document's, where a phrase may be offered first."""

    def __init__(
        self, context: AppContext, sections: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Your phrases")
        self.setAccessibleName("Your phrases")
        self._context = context
        self._wanted = ""
        self.list = QListWidget()
        self.list.setAccessibleName("Your phrases")
        self.list.setWordWrap(True)
        self.list.setProperty("look", "lines")
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self._none = quiet("You have no phrases of your own yet. Write the first one here.")
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(theme.current().px(90))
        self.shortcut = QLineEdit()
        self.shortcut.setPlaceholderText(f"such as {SIGN}gov")
        self.section = QComboBox()
        self.section.addItem("Anywhere", "")
        for code, heading in sections:
            self.section.addItem(heading, code)
        self._fault = Label("", "bad", wrap=True)
        self._fault.hide()
        self.keep = Button("Keep phrase", self._keep, look="primary")
        self.remove = Button("Delete", self._delete)
        self._lay_out()
        self.resize(theme.current().px(560), theme.current().px(520))
        self._read()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GROUP, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.HALF)
        column.addWidget(Label("Your phrases", "title"))
        column.addWidget(quiet("Ctrl+Space lists them while you write."))
        column.addWidget(quiet("A shortcut and then Space writes one at once."))
        column.addSpacing(theme.HALF)
        column.addWidget(self._none, 1)
        column.addWidget(self.list, 1)
        for name, field in (
            ("Phrase", self.text),
            ("Shortcut", self.shortcut),
            ("Offered first in", self.section),
        ):
            field.setAccessibleName(name)
            column.addSpacing(theme.HALF)
            column.addWidget(Label(name, "caption"))
            column.addWidget(field)
        column.addWidget(self._fault)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addWidget(Button("New phrase", self.begin))
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(Button("Close", self.accept))
        buttons.addWidget(self.keep)
        column.addSpacing(theme.GAP)
        column.addLayout(buttons)

    def begin(self) -> None:
        """Empty fields for another phrase."""
        self.list.setCurrentRow(-1)
        self._show_current()
        self.text.setFocus()

    def current(self) -> Phrase | None:
        item = self.list.currentItem()
        return item.data(_PHRASE) if item is not None else None

    # Reading and writing ----------------------------------------------------------------------

    def _read(self) -> None:
        self._context.jobs.run(self, lambda: self._context.services.phrases.own(), self._show)

    def _show(self, phrases: Any) -> None:
        self.list.clear()
        for phrase in phrases:
            item = QListWidgetItem(f"{phrase.text}   {phrase.shortcut}".rstrip())
            item.setData(_PHRASE, phrase)
            self.list.addItem(item)
            if self._wanted == phrase.text:
                self.list.setCurrentItem(item)
        self.list.setVisible(bool(phrases))
        self._none.setVisible(not phrases)
        self._show_current()
        if not phrases:
            self.text.setFocus()

    def _show_current(self) -> None:
        phrase = self.current()
        self._fault.hide()
        self.text.setPlainText(phrase.text if phrase else "")
        self.shortcut.setText(phrase.shortcut if phrase else "")
        code = phrase.section if phrase else ""
        self.section.setCurrentIndex(max(0, self.section.findData(code)))
        self.remove.setEnabled(phrase is not None)

    def _keep(self) -> None:
        phrase, service = self.current(), self._context.services.phrases
        words, uid = self.text.toPlainText(), phrase.uid if phrase else ""
        given = (words, self.shortcut.text(), self.section.currentData() or "", uid)
        self._wanted = " ".join(words.split())
        self._write(lambda: service.save(*given), "Phrase kept.")

    def _delete(self) -> None:
        phrase, service = self.current(), self._context.services.phrases
        if phrase is not None:
            self._write(lambda: service.delete(phrase.uid), "Phrase deleted.")

    def _write(self, work: Callable[[], Any], words: str) -> None:
        def done(changes: Any) -> None:
            self._context.announce(changes, words)
            self._read()

        self._context.jobs.run(self, work, done, self._refuse)

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._fault.setText(str(error))
        self._fault.show()
