"""Where the office store is, who opens it, and the password, which is kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, quiet

WIDTH = 460  # px at 100 %


class OfficeGate(QWidget):
    given = Signal(str, str, str)  # address, user, password
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("postgresql://server.example/sif")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.open_button = Button("Open office store", self._on_enter, look="primary")
        self.fault = Label("", "bad", wrap=True)
        self._build()

    def _build(self) -> None:
        self.setMinimumWidth(theme.current().px(WIDTH))
        self.setMaximumWidth(theme.current().px(WIDTH) + theme.MARGIN)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        column.addWidget(Label("Office store", "page-title", wrap=True))
        column.addWidget(
            quiet("Works on the office network only. The password is not kept on this computer.")
        )
        column.addSpacing(theme.GROUP)
        for words, line in (
            ("Address", self.address),
            ("User name", self.user),
            ("Password", self.password),
        ):
            column.addWidget(Label(words, "section"))
            column.addWidget(line)
            line.setAccessibleName(words)
            line.returnPressed.connect(self._on_enter)
        column.addWidget(self.fault)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(Button("Back", self.back_wanted.emit, look="link"))
        buttons.addStretch(1)
        column.addLayout(buttons)

    def begin(self, address: str) -> None:
        """Ask, with `address` as it was last; nothing secret is left from before."""
        self.address.setText(address)
        self.password.clear()
        self.fault.setText("")
        self.busy(False)
        (self.user if address else self.address).setFocus()

    def _on_enter(self) -> None:
        missing = next((one for one in self._lines() if not one.text().strip()), None)
        if missing is not None:
            missing.setFocus()
        elif self.open_button.isEnabled():
            self.fault.setText("")
            self.given.emit(
                self.address.text().strip(), self.user.text().strip(), self.password.text()
            )

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.address, self.user, self.password

    def busy(self, busy: bool) -> None:
        self.open_button.setEnabled(not busy)
        for line in self._lines():
            line.setEnabled(not busy)
        self.open_button.setText("Opening…" if busy else "Open office store")

    def refuse(self, problem: Problem) -> None:
        """Say why it did not open, with the cursor back where one types."""
        self.fault.setText(str(problem))
        self.password.selectAll()
        self.password.setFocus()
