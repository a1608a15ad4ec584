"""Files dropped on the window: an exchange file, a card or a team's list is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_ENDINGS = (".sifx", ".sifcard", ".sifteam")


def is_received(path: Path) -> bool:
    """Whether this is a file that colleagues send, by its name."""
    return path.suffix.lower() in _ENDINGS


class DroppedFiles(QObject):
    """Watches `window`, which is on screen; `take` is called with the file let go over it.

    It looks before whatever lies under the pointer, which might put the file's name in a text or
    attach the file to a visit.
    """

    def __init__(self, window: QWidget, take: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._take = take
        handle = window.windowHandle()
        assert handle is not None, "made once the window is shown"
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):  # entering and moving are kinds of it
            path = _file_in(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._take(path)
                return True
        return super().eventFilter(watched, event)


def _file_in(data: QMimeData) -> Path | None:
    """The one file that is carried, if it is one to receive."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if is_received(path) else None
