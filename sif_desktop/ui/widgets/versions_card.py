"""One question to decide: the earlier text, each version by whom and when, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.word_diff import differing
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.sheet import flow
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import Card
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet, section

if TYPE_CHECKING:
    from sif_desktop.services.conflicts import VersionRow
    from sif_desktop.services.deciding import Asked

_EMPTY = "(empty)"
_TEXT_HEIGHT = 110  # px at 100 %


class MarkedText(QLabel):
    """Words to compare: those that differ are bold and underlined on a tint, never tint alone."""

    def __init__(self, before: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.marked = tuple(words for words, differs in differing(before, text) if differs)
        look = theme.current()
        tint, ink = look.colour("selection").name(), look.colour("selection_text").name()
        pieces = (
            f'<span style="background:{tint};color:{ink}"><b><u>{_html(words)}</u></b></span>'
            if differs
            else _html(words)
            for words, differs in differing(before, text)
        )
        body = "".join(pieces) or f"<i>{_EMPTY}</i>"
        self.setText(f'<p style="line-height:145%; margin:0">{body}</p>')
        differs_in = f" (differs: {'; '.join(self.marked)})" if self.marked else ""
        self.setAccessibleName(f"{text or _EMPTY}{differs_in}")


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


# What undo can and cannot do here is said before the answer is given.
_UNDO = (
    "Undo puts back what is shown now, and the question stays answered; every version is in the "
    "record’s history."
)
_KEPT = "Keeping the record cannot be undone; who thinks again deletes it as ever."


class VersionsCard(QWidget):
    """Emits `used` (a version, from 0), `both`, `kept`, `deleted`, `looked`, or `written`."""

    used = Signal(int)
    both = Signal()
    kept = Signal()
    deleted = Signal()
    looked = Signal()
    written = Signal(object)  # texts, one for each field

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The question")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.GAP, 0)
        self._column.setSpacing(theme.GROUP)
        self.asked: Asked | None = None
        self.glance = False
        self.fields: list[OwnWords] = []
        self._own: QWidget | None = None

    def show_question(self, asked: Asked | None, *, glance: bool = False) -> None:
        self.asked, self.glance, self._own = asked, glance, None
        self.fields = []
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        if asked is None:
            return
        self._column.addWidget(self._head(asked))
        if not asked.deletion:
            self._column.addWidget(_before(asked))
        for number, version in enumerate(asked.conflict.versions):
            self._column.addWidget(self._version(asked, number, version))
        self._column.addWidget(self._answers(asked))
        if not glance:
            self._column.addWidget(caption(_KEPT if asked.deletion else _UNDO))
        self._own = self._make_own(asked)
        self._own.hide()
        self._column.addWidget(self._own)
        self._column.addStretch(1)

    def write_own(self) -> None:
        """Open the field for one's own words, begun from the version on show."""
        if self._own is not None and self.fields and not self.glance:
            self._own.show()
            self.fields[0].setFocus()
            QTimer.singleShot(0, self._own, self._into_sight)

    def _into_sight(self) -> None:
        view = self.parentWidget()
        area = view.parentWidget() if view is not None else None
        if isinstance(area, QScrollArea) and self._own is not None:
            area.ensureWidgetVisible(self._own)

    def _head(self, asked: Asked) -> QWidget:
        holder = QFrame()
        column = _inside(holder)
        column.addWidget(section(asked.conflict.school or "The team’s lists"))
        column.addWidget(Label(f"{asked.conflict.record} – {asked.field}", "strong", wrap=True))
        if self.glance:
            column.addWidget(quiet("Put together from both versions. Look whether it reads well."))
        elif asked.decider:
            column.addWidget(quiet(f"Suggested to decide: {asked.decider}"))
        return holder

    def _version(self, asked: Asked, number: int, version: VersionRow) -> Card:
        card = Card()
        who = f"{number + 1}  {version.who}"
        card.setAccessibleName(f"Version {who}")
        line = QHBoxLayout()
        line.addWidget(Label(who, "strong"), 1)
        if not asked.deletion and not self.glance:
            button = Button(f"Use this  ({number + 1})", lambda: self.used.emit(number))
            button.setAccessibleName(f"Use version {number + 1} of {version.who}")
            line.addWidget(button)
        card.body.addLayout(line)
        at = version.at.astimezone()
        card.body.addWidget(caption(f"{at.day} {at:%B %Y, %H:%M}"))
        if asked.deletion:
            words = "Deleted the record." if version.deleted else "Changed the record."
            card.body.addWidget(Paragraph(words))
        for place, text in enumerate(version.texts):
            if len(version.texts) > 1:
                card.body.addWidget(quiet(asked.conflict.labels[place]))
            card.body.addWidget(MarkedText(asked.conflict.before[place], text))
        return card

    def _answers(self, asked: Asked) -> QWidget:
        if self.glance:
            return flow(Button("It reads well  (T)", self.looked.emit))
        if asked.deletion:
            return flow(
                Button("Keep the record  (K)", self.kept.emit),
                Button("Delete it anyway  (D)", self.deleted.emit),
            )
        buttons = [Button("Write my own  (W)", self.write_own)]
        if asked.both is not None:
            buttons.append(Button("Keep both  (B)", self.both.emit))
        return flow(*buttons)

    def _make_own(self, asked: Asked) -> QWidget:
        holder = QFrame()
        column = _inside(holder)
        if asked.deletion or self.glance:
            return holder
        shown = asked.conflict.versions[-1].texts
        for label, text in zip(asked.conflict.labels, shown, strict=True):
            edit = OwnWords(label, text)
            edit.done.connect(self._on_written)
            edit.given_up.connect(holder.hide)
            column.addWidget(quiet(f"{label}, in my own words"))
            column.addWidget(edit)
            self.fields.append(edit)
        column.addWidget(flow(Button("Use my words  (Ctrl+Enter)", self._on_written)))
        return holder

    def _on_written(self) -> None:
        self.written.emit(tuple(edit.toPlainText() for edit in self.fields))


class OwnWords(QPlainTextEdit):
    """Ctrl+Enter is `done`, Escape `given_up`."""

    done = Signal()
    given_up = Signal()

    def __init__(self, label: str, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(f"{label}, in my own words")
        self.setTabChangesFocus(True)
        self.setMaximumHeight(theme.current().px(_TEXT_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


def _before(asked: Asked) -> QWidget:
    holder = QFrame()
    column = _inside(holder)
    column.addWidget(quiet("Both began from"))
    many: Sequence[str] = asked.conflict.before
    for label, text in zip(asked.conflict.labels, many, strict=True):
        words = text or _EMPTY
        column.addWidget(Paragraph(f"{label}: {words}" if len(many) > 1 else words))
    return holder


def _inside(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.HALF)
    return column
