"""Pictures that need words: each shown small, with a line to say what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import Label, caption

_SIDE = (160, 56)  # px of a small picture


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A picture to describe; `where` says where it stands. Made on any thread."""

    id: str
    image: QImage
    words: str
    where: str

    @classmethod
    def of(cls, id: str, data: bytes, words: str, where: str) -> SmallPicture:
        whole = QImage.fromData(data)
        keep = Qt.AspectRatioMode.KeepAspectRatio
        small = whole.scaled(*_SIDE, keep, Qt.TransformationMode.SmoothTransformation)
        return cls(id, small, words, where)


class PictureWords(QWidget):
    """Emits nothing: `words()` is asked for when they are needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)
        self._lines: dict[str, QLineEdit] = {}

    def show_pictures(self, pictures: Sequence[SmallPicture]) -> None:
        """What is typed already for a picture shown before stays."""
        typed = self.words()
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._lines = {}
        for picture in pictures:
            self._add(picture, typed.get(picture.id, ""))
        self.setVisible(bool(pictures))

    def words(self) -> Mapping[str, str]:
        """{picture's id: what is typed}."""
        return {id: line.text().strip() for id, line in self._lines.items()}

    def first_empty(self) -> QLineEdit | None:
        return next((line for line in self._lines.values() if not line.text().strip()), None)

    def _add(self, picture: SmallPicture, typed: str) -> None:
        title = f"What the picture in {picture.where} shows"
        line = QLineEdit(typed or picture.words)
        line.setAccessibleName(title)
        line.setPlaceholderText("The council’s name, for example")
        small = QLabel()
        small.setPixmap(QPixmap.fromImage(picture.image))
        small.setAccessibleName("The picture")
        self._column.addWidget(Label(title, "strong", wrap=True))
        self._column.addWidget(small)
        self._column.addWidget(line)
        self._column.addWidget(
            caption("Read out to those who cannot see it. The authority's name will do for a logo.")
        )
        self._lines[picture.id] = line
