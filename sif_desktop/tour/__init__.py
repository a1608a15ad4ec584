"""A walk through every page of the program on a practice caseload made for it.

Screenshots, the self-check of a bundle and the demonstration all take the same walk.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from sif_desktop.tour.stops import Stop, stops
from sif_desktop.tour.walk import SIZE, Tour
from sif_desktop.ui import theme

__all__ = ["SIZE", "Stop", "Tour", "stops", "take_all", "tour"]


@contextmanager
def tour(today: date, look: str = "light", scale: float = 1.0) -> Iterator[Tour]:
    """A tour on a practice caseload in a temporary folder, closed and removed afterwards."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["sif"])
    theme.apply(app, look, scale)
    with TemporaryDirectory(prefix="sif-tour-", ignore_cleanup_errors=True) as folder:
        made = Tour(app, Path(folder), today)
        try:
            made.begin()
            yield made
        finally:
            with suppress(RuntimeError):  # a window Qt has already taken down
                made.end()


def take_all(folder: Path, look: str, scale: float, today: date) -> list[Path]:
    """A picture of every page as PNG: `<page>-<look>[-200].png`. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    ending = f"-{look}" + ("" if scale == 1.0 else f"-{scale:.0%}".removesuffix("%"))
    files = []
    with tour(today, look, scale) as made:
        for stop in stops(made):
            shown = stop.show()
            file = folder / f"{stop.name}{ending}.png"
            shown.grab().save(str(file))
            files.append(file)
            if shown is not made.desk.window:
                shown.close()
                shown.deleteLater()
    return files
