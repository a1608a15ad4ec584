"""Photos and files of a visit in one row; a picture opens here and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.services.attachments import AttachmentService, Kept, copy_name
from sif_desktop.services.visit_record import Attachment
from sif_desktop.ui import icons, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label

_THUMB = 40  # px
_UID = Qt.ItemDataRole.UserRole


class AttachmentsStrip(QListWidget):
    """`opened(uid)` with Enter or a double click, `removed(uid)` with Delete. Hidden when empty."""

    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pictures: dict[str, QIcon] = {}
        self.setAccessibleName("Attachments")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(_THUMB, _THUMB))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFixedHeight(_THUMB + 16)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_UID)))
        self.hide()

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        self.clear()
        for kept in attachments:
            item = QListWidgetItem(kept.title)
            item.setData(_UID, kept.uid)
            item.setSizeHint(QSize(theme.current().px(170), _THUMB + 8))
            item.setToolTip(f"{kept.title} · {_size(kept.size)}")
            item.setIcon(self._pictures.get(kept.sha256) or icons.icon("attach"))
            self.addItem(item)
            if kept.media_type.startswith("image/") and kept.sha256 not in self._pictures:
                self._fetch(kept)
        self.setVisible(bool(attachments))

    def _fetch(self, kept: Attachment) -> None:
        context = self._context
        context.jobs.run(
            self,
            lambda: context.services.attachments.thumbnail(kept.uid),
            lambda png: self._show_picture(kept, png),
        )

    def _show_picture(self, kept: Attachment, png: bytes) -> None:
        picture = QPixmap()
        picture.loadFromData(png)
        self._pictures[kept.sha256] = QIcon(picture)
        for row in range(self.count()):
            if self.item(row).data(_UID) == kept.uid:
                self.item(row).setIcon(self._pictures[kept.sha256])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.removed.emit(item.data(_UID))
        else:
            super().keyPressEvent(event)


class PictureViewer(QDialog):
    """A picture from memory; saving a copy outside is a decision of its own."""

    def __init__(self, parent: QWidget, title: str, content: bytes | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.save = Button("Save a copy…", icon="export")
        column = QVBoxLayout(self)
        picture = QPixmap()
        if content is not None and picture.loadFromData(content):
            shown = QLabel()
            shown.setAccessibleName(title)
            room = parent.window().size() * 0.8
            fit = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            if picture.width() > room.width() or picture.height() > room.height():
                picture = picture.scaled(room, fit, smooth)
            shown.setPixmap(picture)
            area = QScrollArea()
            area.setWidget(shown)
            area.setMinimumSize(picture.size() + QSize(4, 4))
            column.addWidget(area, 1)
        else:
            column.addWidget(Label(title, "section", wrap=True))
            words = "This kind of file cannot be shown here. Save a copy to open it elsewhere."
            column.addWidget(Label(words, "", wrap=True))
        warning = Label("A saved copy is outside the caseload and not encrypted.", "caption")
        line = QHBoxLayout()
        line.addWidget(warning, 1)
        line.addWidget(self.save)
        line.addWidget(Button("Close", self.accept))
        column.addLayout(line)


def ask_files(parent: QWidget) -> list[Path]:
    """Files the officer chooses to attach."""
    chosen, _filter = QFileDialog.getOpenFileNames(parent, "Attach photos or files")
    return [Path(name) for name in chosen]


def ask_copy(parent: QWidget, kept: Attachment) -> Path | None:
    """Where a copy is to be saved."""
    name = copy_name(kept.title, kept.media_type)
    chosen, _filter = QFileDialog.getSaveFileName(parent, "Save a copy", name)
    return Path(chosen) if chosen else None


def contents_of(dropped: QMimeData) -> tuple[list[Path], QImage | None]:
    """What was pasted or dropped: files, or else a picture."""
    paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
    if paths or not dropped.hasImage():
        return paths, None
    return [], QImage(dropped.imageData())


def add_all(
    service: AttachmentService,
    visit: str,
    paths: Sequence[Path],
    picture: QImage | None,
    item: str,
) -> list[Kept]:
    """Attach each; a job for the worker, since encoding a picture takes its time."""
    kept = [service.add_file(visit, path, item) for path in paths]
    if picture is not None:
        kept.append(service.add_bytes(visit, _png(picture), "Pasted picture.png", item))
    return kept


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stubs ask for bytes, which the running binding refuses.
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{count // 1024 + 1} KB"
