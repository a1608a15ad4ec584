"""The measure of all starting: a bare window with menus, a table of 50 rows and a form.

`python -m sif_desktop.bench.bare [derive PASSPHRASE | memory]`
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from sif_desktop.bench.painted import memory, tell
from sif_desktop.ui.first_paint import FirstPaint

SETTLED_MS = 1500


def bare_window() -> QMainWindow:
    window = QMainWindow()
    for title in ("File", "Edit", "View", "Help"):
        menu = window.menuBar().addMenu(title)
        for number in range(6):
            menu.addAction(f"{title} {number}")
    table = QTableWidget(50, 6)
    for line in range(50):
        for column in range(6):
            table.setItem(line, column, QTableWidgetItem(f"Cell {line} {column}"))
    form = QFormLayout()
    for number in range(10):
        form.addRow(f"Field {number}", QLineEdit(f"Value {number}"))
    middle = QWidget()
    both = QHBoxLayout(middle)
    both.addWidget(table, 2)
    both.addLayout(form, 1)
    window.setCentralWidget(middle)
    window.resize(1366, 768)
    return window


def main(arguments: list[str]) -> int:
    app = QApplication(sys.argv[:1])
    window = bare_window()

    def painted() -> None:
        if arguments[:1] == ["derive"]:
            from sif_desktop.models import keyfile

            keyfile.derive(arguments[1], b"salt" * 4, keyfile.STANDARD)
        if arguments[:1] == ["memory"]:
            QTimer.singleShot(SETTLED_MS, finish)
        else:
            finish()

    def finish() -> None:
        tell(memory=memory())
        app.quit()

    FirstPaint(window, painted)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
