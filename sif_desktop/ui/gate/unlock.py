"""The passphrase of a caseload, or its recovery code."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, quiet

WIDTH = 460  # px at 100 %


class Unlock(QWidget):
    given = Signal(str, bool)  # what was typed; whether it is the recovery code
    open_wanted = Signal()
    new_wanted = Signal()
    practice_wanted = Signal()
    office_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_code = False
        self._title = Label("", "page-title", wrap=True)
        self._where = quiet("")
        self._asked = Label("", "section")
        self.secret = QLineEdit()
        self.secret.returnPressed.connect(self._on_enter)
        self.open_button = Button("Open caseload", self._on_enter, look="primary")
        self._other_way = Button("", self._turn, look="link")
        self.fault = Label("", "bad", wrap=True)
        self._build()

    def _build(self) -> None:
        self.setMinimumWidth(theme.current().px(WIDTH))
        self.setMaximumWidth(theme.current().px(WIDTH) + theme.MARGIN)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        column.addWidget(self._title)
        column.addWidget(self._where)
        column.addSpacing(theme.GROUP)
        column.addWidget(self._asked)
        column.addWidget(self.secret)
        column.addWidget(self.fault)
        line = QHBoxLayout()
        line.addWidget(self.open_button)
        line.addWidget(self._other_way)
        line.addStretch(1)
        column.addLayout(line)
        column.addSpacing(theme.MARGIN)
        others = QHBoxLayout()
        for words, signal in (
            ("Open another caseload…", self.open_wanted),
            ("Begin a new caseload", self.new_wanted),
            ("Open the office store…", self.office_wanted),
            ("Practice caseload", self.practice_wanted),
        ):
            others.addWidget(Button(words, signal.emit, look="link"))
        others.addStretch(1)
        column.addLayout(others)

    def begin(self, path: Path) -> None:
        """Ask for the passphrase of `path`, with nothing typed yet."""
        self._title.setText(path.stem)
        self._where.setText(str(path.parent))
        self._ask(by_code=False)
        self.busy(False)

    def _ask(self, *, by_code: bool) -> None:
        self._by_code = by_code
        words = "Recovery code" if by_code else "Passphrase"
        self._asked.setText(words)
        self.secret.setAccessibleName(words)
        self.secret.clear()
        echo = QLineEdit.EchoMode.Normal if by_code else QLineEdit.EchoMode.Password
        self.secret.setEchoMode(echo)
        self._other_way.setText(
            "Use the passphrase" if by_code else "Forgotten? Use the recovery code"
        )
        self._other_way.setAccessibleName(self._other_way.text())
        self.fault.setText("")
        self.secret.setFocus()

    def _turn(self) -> None:
        self._ask(by_code=not self._by_code)

    def _on_enter(self) -> None:
        if self.secret.text():
            self.given.emit(self.secret.text(), self._by_code)

    def busy(self, busy: bool) -> None:
        self.open_button.setEnabled(not busy)
        self.secret.setEnabled(not busy)
        self.open_button.setText("Opening…" if busy else "Open caseload")

    def refuse(self, problem: Problem) -> None:
        """Say why it did not open, with the cursor back where one types."""
        self.fault.setText(str(problem))
        self.secret.selectAll()
        self.secret.setFocus()
