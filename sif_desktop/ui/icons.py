"""One set of line icons, tinted by role; always beside words or with a tooltip and a name."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from sif_desktop import paths
from sif_desktop.ui import theme

ICON_FOLDER = paths.resources() / "icons"
SIZE = 20  # px at 100 %


def icon(name: str, role: str = "text", after: int = 0) -> QIcon:
    """The icon `name` (a file of the set) in the colour of theme `role`, with `after` px of air.

    Raises FileNotFoundError for a name the set does not hold: a programmer's slip.
    """
    look = theme.current()
    return _icon(name, look.hex(role), look.hex("text_quiet"), look.px(SIZE), after)


def pixmap(name: str, role: str = "text", size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` px at 100 % for a screen of device pixel `ratio`."""
    look = theme.current()
    return _pixmap(name, look.hex(role), look.px(size), ratio, 0)


def icon_size() -> QSize:
    edge = theme.current().px(SIZE)
    return QSize(edge, edge)


def tinted(name: str, colour: str) -> bytes:
    """The picture's source in `colour` (`#rrggbb`)."""
    return _source(name).replace(b"currentColor", colour.encode())


def names() -> list[str]:
    return sorted(path.stem for path in ICON_FOLDER.glob("*.svg"))


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, quiet: str, size: int, after: int) -> QIcon:
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_pixmap(name, colour, size, ratio, after), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, quiet, size, ratio, after), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, ratio: float, after: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(tinted(name, colour)))
    edge = round(size * ratio)
    picture = QPixmap(edge + round(after * ratio), edge)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (ICON_FOLDER / f"{name}.svg").read_bytes()
