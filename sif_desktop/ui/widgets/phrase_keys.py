"""Writing phrases into a text: by shortcut as one types, or from the list at the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from sif_desktop.domain.phrases import Phrase, expansion


def expanded(editor: QPlainTextEdit, event: QKeyEvent, phrases: Sequence[Phrase]) -> bool:
    """Whether the key was Space or Tab after a shortcut, which has then become its phrase."""
    if not phrases or event.key() not in (Qt.Key.Key_Space, Qt.Key.Key_Tab) or event.modifiers():
        return False
    before = before_cursor(editor)
    phrase = expansion(before, phrases)
    if phrase is None:
        return False
    space = "" if phrase.insert.endswith(" ") or event.key() == Qt.Key.Key_Tab else " "
    cursor = editor.textCursor()
    left = QTextCursor.MoveOperation.Left
    cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, len(phrase.shortcut))
    cursor.insertText(phrase.insert + space)
    editor.setTextCursor(cursor)
    return True


def asks_for_list(event: QKeyEvent) -> bool:
    """Whether a key asks for the list of phrases."""
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_J)


def write(editor: QPlainTextEdit, words: str) -> None:
    """Write words at the cursor, with a space before them where one is needed."""
    before = before_cursor(editor)
    gap = " " if before and not before[-1].isspace() and before[-1] not in "(“" else ""
    editor.insertPlainText(gap + words)


def show_list(editor: QPlainTextEdit, phrases: Sequence[Phrase], sections: Sequence[str]) -> None:
    """The list at the cursor; what is chosen is written there."""
    from sif_desktop.ui.widgets.phrase_popup import PhrasePopup

    popup = PhrasePopup(phrases, sections, editor)
    popup.chosen.connect(lambda phrase: write(editor, phrase.insert))
    popup.show_at(editor.mapToGlobal(editor.cursorRect().bottomLeft()))


def before_cursor(editor: QPlainTextEdit) -> str:
    """The text of the line before the cursor, or before what is chosen."""
    cursor = editor.textCursor()
    block = editor.document().findBlock(cursor.selectionStart())
    return block.text()[: cursor.selectionStart() - block.position()]
