"""A caseload that cannot be read: go back to a good backup, and keep the damaged files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.work_dialog import WorkDialog
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, quiet

if TYPE_CHECKING:
    from sif_desktop.services.recovery import PutBack

_ROW = Qt.ItemDataRole.UserRole


class DamagedDialog(WorkDialog):
    """`put_back` carries a services.recovery.PutBack once a backup lies where the caseload lay.

    The key, which the officer has just opened it with, is held only while this is open.
    """

    put_back = Signal(object, bytes)

    def __init__(self, parent: QWidget, jobs: Jobs, path: Path, key: bytes, why: str) -> None:
        super().__init__(parent, jobs, "The caseload is damaged", 600, 460)
        self._path, self._key = path, key
        self.words = quiet("Looking for backups…")
        self.list = QListWidget()
        self.list.setAccessibleName("Good backups, newest first")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(theme.HALF)
        self.list.itemActivated.connect(lambda _item: self.go_back())
        verb = Button("Go back to this backup", self.go_back, look="primary")
        verb.setEnabled(False)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.GAP)
        self.why = Label(why, "strong", wrap=True)
        column.addWidget(self.why)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addWidget(self.fault)
        self.lay_out(body, Button("Leave it for now", self.reject), verb)
        jobs.run(self, lambda: _good_backups(path, key), self._show)

    def _show(self, rows: Any) -> None:
        if not rows:
            self.words.setText(
                "No backup was found beside it. Leave the files where they are, and look for a "
                "backup on a stick or a share: its two files open like any caseload."
            )
            return
        self.words.setText(
            "The newest good backup can take its place. The damaged files are kept beside it "
            "under another name; work since that backup may be missing."
        )
        for row in rows:
            when = f"{row.at:%A} {row.at.day} {row.at:%B %Y, %H:%M}"
            item = QListWidgetItem(f"{when}\n{row.reason} · {row.holds}")
            item.setData(_ROW, row)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.verb.setEnabled(True)

    def go_back(self) -> None:
        """Put the chosen backup where the caseload lies."""
        item = self.list.currentItem()
        if item is None or self._job is not None:
            return
        row, path, key = item.data(_ROW), self._path, self._key

        def work(progress: Any, cancelled: Any) -> PutBack:
            from sif_desktop.services.recovery import put_back

            return put_back(path, key, row, progress, cancelled)

        self.begin("Going back to a backup", "Going back", work, self._done)

    def _done(self, put: PutBack) -> None:
        key = self._key
        self.accept()
        self.put_back.emit(put, key)

    def done(self, result: int) -> None:
        self._key = b""
        super().done(result)


def _good_backups(path: Path, key: bytes) -> Any:
    # Brings the whole of storage with it, which nothing before has needed.
    from sif_desktop.services.recovery import good_backups

    return good_backups(path, key)
