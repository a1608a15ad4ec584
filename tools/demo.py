"""The main job, end to end, for whoever wants to see it: `demo.py FOLDER`.

Plays the journey in the display at hand (a virtual one will do) and leaves in FOLDER the issued
note as Word and PDF and a picture of each step. The caseload is made in a temporary folder and
removed; the officer's own files are neither read nor written.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MONDAY = date(2026, 11, 23)  # any school day will do; the same pictures each time
_PRIVATE = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", *(
    f"XDG_{name}_HOME" for name in ("CONFIG", "DATA", "CACHE", "STATE")
))  # fmt: skip


def main(arguments: list[str]) -> int:
    """Returns 0 once both files stand in the folder."""
    if len(arguments) != 1:
        print("Usage: demo.py FOLDER", file=sys.stderr)
        return 2
    target = Path(arguments[0])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sif-demo-", ignore_cleanup_errors=True) as home:
        for name in _PRIVATE:
            os.environ[name] = home
        sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
        play(Path(home) / "demo", target)
    return 0


def play(folder: Path, target: Path) -> None:
    from journey import Journey
    from PySide6.QtWidgets import QApplication

    from sif_desktop.ui import theme

    app = QApplication(["sif"])
    theme.apply(app, "light", 1.0)
    for old in target.glob("*.png"):
        old.unlink()
    journey = Journey(
        app, folder, MONDAY, picture=lambda name, shot: shot.save(str(target / f"{name}.png"))
    )
    try:
        made = journey.run()
    finally:
        journey.end()
    for file in (made.docx, made.pdf):
        shutil.copy(file, target / file.name)
        print(f"Made {target / file.name}")
    print(f"{len(list(target.glob('*.png')))} pictures of the steps stand beside them.")
    keys, clicks = made.to_issue
    print(f"From the last jotting to the issued note: {keys} keys and {clicks} clicks.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
