"""The process that `test_kill.py` kills: the real capture page, with a sender that types.

Everything is imported once; then each line on standard input ("store key visit seed log") is run in
a fork of its own, whose process id is answered. The fork types until it is killed, noting every
key and its time in the log first.
"""

import os
import random
import sys
import time
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sif_desktop.frameworks.registry import Registry
from sif_desktop.services import bootstrap
from sif_desktop.services.caseload import Opened
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.main_window import MainWindow
from sif_desktop.ui.pages import visit as visit_page
from tests.patience import kept_waiting

assert bootstrap and visit_page  # imported here so that no fork has to

TODAY = date(2026, 11, 23)
ITEM = "core_areas.teaching"
WORDS = "books open target board pupils explain modelling reading plan phonics clear check".split()
KEY_MS = 22


class Choices(dict):
    def set(self, key, value):
        self[key] = value


class Sender:
    """Types jottings and evidence in turn, one key at a time, as long as it lives."""

    def __init__(self, page, seed: int, log: Path) -> None:
        self.page, self.random = page, random.Random(seed)
        self.log = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        self.waiting: list[tuple[str, str]] = []
        self.turn = 0
        self.timer = QTimer()
        self.timer.timeout.connect(self.send)
        self.timer.start(KEY_MS)

    def send(self) -> None:
        if not self.waiting:
            self.begin()
        where, key = self.waiting.pop(0)
        widget = self.page.jot.line if where == "j" else self.evidence()
        if not widget.hasFocus():
            widget.setFocus()
        self.note(where, key)
        if key == "\n":
            QTest.keyClick(widget, "\r")
        else:
            QTest.keyClicks(widget, key)
        self.timer.setInterval(self.random.choice((KEY_MS, KEY_MS, KEY_MS, 180)))

    def begin(self) -> None:
        """What is typed next: mostly a jotting, now and then a few words of evidence."""
        self.turn += 1
        text = " ".join(self.random.choices(WORDS, k=self.random.randint(2, 5)))
        if self.turn % 3 == 0:
            self.waiting = [("e", letter) for letter in text + " "]
        else:
            self.waiting = [("j", letter) for letter in text + "\n"]

    def evidence(self):
        row = self.page.checklist.form.row(ITEM)
        row.open_details()
        return row.evidence.edit()

    def note(self, where: str, key: str) -> None:
        line = f"{time.monotonic_ns()} {kept_waiting(os.getpid())} {where} {ord(key)}\n"
        os.write(self.log, line.encode())


def run(store: str, key: str, uid: str, seed: str, log: str, registry: Registry) -> None:
    app = QApplication([])
    theme.apply(app, "light", 1.0)
    opened = Opened(Path(store), bytes.fromhex(key), registry, lambda: TODAY)
    context = AppContext(opened, Jobs(messages.report_failure), Choices(), lambda: TODAY)
    window = MainWindow(context)
    context.window = window
    window.show()
    window.activateWindow()
    window.go("visit", {"uid": uid})
    page = window.page("visit")
    senders = []
    page.control.opened.connect(lambda _opened: senders.append(Sender(page, int(seed), Path(log))))
    app.exec()


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def main() -> None:
    registry = Registry([Path(sys.argv[1])])
    registry.get("england-2026")
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(*line.split("\t")[:4], line.rstrip("\n").split("\t")[4], registry)
            os._exit(0)
        say(str(child))
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main()
