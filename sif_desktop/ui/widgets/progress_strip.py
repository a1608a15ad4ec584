"""Work that lasts over a second shows what it is, how far it is, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import ElidedLabel

SHOW_AFTER_MS = 700


class ProgressStrip(QFrame):
    """One line for each long job, above the message bar; no line, no height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bottom")
        self.setAccessibleName("Work under way")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(theme.GROUP, theme.HALF, theme.GROUP, theme.HALF)
        self._rows.setSpacing(0)
        self.hide()

    def watch(self, job: Job) -> None:
        """Show `job` if it is still at work after 0.7 s, until it ends."""
        row = _JobRow(job, self)
        row.hide()
        self._rows.addWidget(row)
        row.later.timeout.connect(self.show)
        job.ended.connect(row.leave)  # the row's own, so that a window that has gone hears nothing

    def drop(self, row: QWidget) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.setVisible(any(rest.isVisibleTo(self) for rest in self.findChildren(_JobRow)))


class _JobRow(QWidget):
    def __init__(self, job: Job, strip: ProgressStrip) -> None:
        super().__init__(strip)
        self._job, self._strip = job, strip
        self._label = ElidedLabel(job.label, "", self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(job.label)
        self._bar.setMinimumWidth(120)
        self._words = ElidedLabel("", "caption", self)
        self._cancel = Button("Cancel", self._on_cancel, look="link", parent=self)
        self._cancel.setAccessibleName(f"Cancel: {job.label}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GROUP)
        line.addWidget(self._label)
        line.addWidget(self._bar, 2)
        line.addWidget(self._words, 1)
        line.addWidget(self._cancel)
        job.progressed.connect(self._on_progress)
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.timeout.connect(self.show)
        self.later.start(SHOW_AFTER_MS)

    def leave(self) -> None:
        self.later.stop()
        self._strip.drop(self)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        # A bar of a thousand steps: row counts may be larger than the bar's numbers allow.
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            self._bar.setValue(min(1000, done * 1000 // total))
        self._words.setText(words or (f"{done:,} of {total:,}" if total else f"{done:,}"))

    def _on_cancel(self) -> None:
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._words.setText("Stopping…")
