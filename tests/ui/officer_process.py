"""An officer's program in a process of its own, told line by line what to do there by keys.

`Officer` is the test's end. At the other the real program runs: each line is a step of `STEPS` and
what it is given, as JSON; the answer is what the step gives back, or the fault it met.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from queue import SimpleQueue

from tests.patience import PATIENCE_MS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "HOME": "", "USERPROFILE": "", "APPDATA": "appdata", "LOCALAPPDATA": "localappdata",
    "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "runtime",
}  # fmt: skip


class Officer:
    """Started by the test; `folder` is all the computer there is to it, but for a stick."""

    def __init__(self, folder: Path, name: str, *, school: bool) -> None:
        for place in FOLDERS.values():
            (folder / place).mkdir(mode=0o700, parents=True, exist_ok=True)
        mine = {name: str(folder / place) for name, place in FOLDERS.items()}
        self.errors = folder / "errors.txt"
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.ui.officer_process", folder, name, str(school)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
                cwd=ROOT, env={**os.environ, **mine},
            )  # fmt: skip

    def begin(self, step: str, **given: object) -> None:
        """Have it do a step; others may be at work meanwhile."""
        self.process.stdin.write(json.dumps([step, given]) + "\n")
        self.process.stdin.flush()

    def done(self):
        """What the step begun gave back."""
        line = self.process.stdout.readline()
        assert line, self.errors.read_text()
        given, fault = json.loads(line)
        assert not fault, fault
        return given

    def does(self, step: str, **given: object):
        self.begin(step, **given)
        return self.done()

    def goes(self) -> str:
        """The program is closed; gives what it complained of."""
        self.process.stdin.close()
        assert self.process.wait(30) == 0
        lines = self.errors.read_text().splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("This plugin does not"))

    def end(self) -> None:
        """Also where a test has failed."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()


class Hands:
    """The keyboard, where no test runs whose it could be."""

    def __init__(self) -> None:
        from PySide6.QtTest import QTest

        self.keyClick, self.keyClicks, self.wait = QTest.keyClick, QTest.keyClicks, QTest.qWait

    def waitUntil(self, true) -> None:
        end = time.monotonic() + PATIENCE_MS / 1000
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(f"not within {PATIENCE_MS} ms: {_said()}")
            self.wait(5)


def _said() -> list[str]:
    """What stands in boxes and forms over the window."""
    from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    boxes = [one.text() for one in shown if isinstance(one, QMessageBox)]
    return boxes + [one.windowTitle() for one in shown if isinstance(one, QDialog)]


def main(folder: str, name: str, school: str) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # nothing else may stand between the answers

    from PySide6.QtWidgets import QApplication

    from sif_desktop.ui import theme
    from tests.ui import officer_steps
    from tests.ui.two_offices import StartedDesk

    app = QApplication([])
    theme.apply(app, "light", 1.0)
    desk = StartedDesk(Hands(), Path(folder), name, school=school == "True")
    lines: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    while line := _next(lines, desk.bot):
        step, given = json.loads(line)
        try:
            answer = [getattr(officer_steps, step)(desk, **given), ""]
        except Exception:  # noqa: BLE001 - whatever it was, the test is told
            answer = [None, traceback.format_exc()]
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    desk.close()


def _read(lines: SimpleQueue[str]) -> None:
    for line in sys.stdin:
        lines.put(line)
    lines.put("")


def _next(lines: SimpleQueue[str], hands: Hands) -> str:
    """The next line; until it comes the window lives on."""
    while lines.empty():
        hands.wait(5)
    return lines.get()


if __name__ == "__main__":
    main(*sys.argv[1:])
