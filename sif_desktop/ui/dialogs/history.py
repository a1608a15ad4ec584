"""Who changed what of a record, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.text import Label, Paragraph, Rule, caption, quiet

_LONGEST = 400  # letters of a value shown


class HistoryDialog(QDialog):
    """The history of the record `uid` of `table` and of what it owns, newest first."""

    def __init__(self, context: AppContext, parent: QWidget, table: str, uid: str, title: str):
        super().__init__(parent)
        self.setWindowTitle("History")
        self.resize(theme.current().px(640), theme.current().px(560))
        column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        column.addWidget(Label("History", "title"))
        column.addWidget(quiet(title))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.GAP)
        inner = QWidget()
        inner.setLayout(self._lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName("Changes, newest first")
        column.addWidget(area, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column.addWidget(close)
        context.jobs.run(self, lambda: context.services.undo.history(table, uid), self.show_entries)

    def show_entries(self, entries: Sequence[Any]) -> None:
        for entry in entries:
            self._lines.addWidget(_entry(entry))
            self._lines.addWidget(Rule())
        if not entries:
            self._lines.addWidget(quiet("Nothing has been changed yet."))
        self._lines.addStretch(1)


def show_history(context: AppContext, parent: QWidget, table: str, uid: str, title: str) -> None:
    """Open the history of one record over `parent`."""
    HistoryDialog(context, parent, table, uid, title).open()


def _entry(entry: Any) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.HALF)
    at: datetime = entry.at.astimezone()
    column.addWidget(Label(entry.action or f"{entry.record} {entry.what}", "strong", wrap=True))
    who = entry.who or "Somebody not in this caseload"
    column.addWidget(caption(f"{who} · {at:%d %B %Y, %H:%M} · {entry.record} {entry.what}"))
    for change in entry.fields:
        new = _short(change.new) or "empty"
        words = f"{change.label}: {new}"
        if change.old:
            words = f"{change.label}: from {_short(change.old)} to {new}"
        column.addWidget(Paragraph(words))
    return holder


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
