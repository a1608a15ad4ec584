"""To whom a file goes, what goes in it and where it is written; what is private never does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStorageInfo, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say_long, stored_day
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, quiet
from sif_desktop.ui.widgets.tick_list import TickList

if TYPE_CHECKING:
    from sif_desktop.services.sending import Offer, ToSend
    from sif_desktop.ui.context import AppContext

_INTRO = (
    "Your jottings and restricted records go only where you tick them. Your phrases, learned words "
    "and saved views never travel. A note you are still writing goes with its school as it stands. "
    "What has been sent cannot be called back."
)
_PRACTICE = (
    "The practice caseload shows here what would go. Nothing is written from it; your own "
    "caseload sends."
)


class SendDialog(FormDialog):
    """Emits `confirmed`; `wanted()` is what was chosen."""

    def __init__(self, context: AppContext, parent: QWidget, people: Sequence[Any], secret: str):
        intro = f"{_PRACTICE} {_INTRO}" if context.practice else _INTRO
        super().__init__(parent, "Send changes", "Write the file", intro)
        self.verb.setEnabled(not context.practice)
        self._context, self._secret = context, secret
        self._school = ""
        self._visits: tuple[str, ...] = ()
        self.people = [self._person(row) for row in people if row.trusted]
        self.by_words = QCheckBox("Somebody whose card I do not have: by words read out")
        self.by_words.toggled.connect(self._on_words)
        self.add("To whom", self._to())
        self.words = Label(secret, "title", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAccessibleName(f"Words to read out: {secret}")
        self.words_row = QWidget()
        inside = _column(self.words_row)
        inside.addWidget(self.words)
        inside.addWidget(quiet("Write these down and read them out by telephone, not by mail."))
        self.form.addRow(self.words_row)
        self.words_row.hide()
        self.schools = TickList("Schools", 5)
        self.schools.changed.connect(self._count)
        self.jottings = TickList("Jottings of visits", 3, untouched="none")
        self.restricted = TickList("Restricted records", 3, untouched="none")
        for part in (self.schools, self.jottings, self.restricted):
            self.form.addRow(part)
        self.names = QCheckBox("Say what the restricted ones are called")
        self.names.toggled.connect(lambda _on: self._ask())
        self.form.addRow(self.names)
        self.counted = quiet("")
        self.form.addRow(self.counted)
        self.place = QComboBox()
        self.place.setEditable(True)
        self.place.setAccessibleName("Where to: a stick, a share or a folder")
        self.place.setMinimumContentsLength(24)
        self.add("Where to", self._where())
        self.offer_shown: Offer | None = None
        self.fit(720, 720)
        (self.people[0] if self.people else self.by_words).setFocus()

    def _person(self, row: Any) -> QCheckBox:
        day = stored_day(row.heard_at[:10])
        heard = f" – last heard {say_long(day)}" if day else " – a first file"
        box = QCheckBox(f"{row.name}{heard}")
        box.setAccessibleName(f"Send to {row.name}")
        box.setProperty("colleague", row.id)
        box.toggled.connect(lambda _on: self._ask())
        return box

    def _to(self) -> QWidget:
        holder = QWidget()
        inside = _column(holder)
        for box in (*self.people, self.by_words):
            inside.addWidget(box)
        return holder

    def _where(self) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(self.place, 1)
        line.addWidget(Button("Choose…", self._choose, icon="folder"))
        return holder

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Where to write", self.place.currentText())
        if found:
            self.place.setCurrentText(found)

    # What goes -------------------------------------------------------------------------------

    def begin(self, offer: Offer, folder: str) -> None:
        """Show what may go; `folder` is where the last file went."""
        self.place.addItems(list(dict.fromkeys(filter(None, (folder, *_removable())))))
        self.place.setCurrentText(folder)
        self.show_offer(offer)

    def choose(self, school: str, visits: tuple[str, ...]) -> None:
        """Chosen beforehand: one school, and visits whose jottings go with it."""
        self._school, self._visits = school, visits

    def tick_person(self, colleague: str) -> None:
        for box in self.people:
            box.setChecked(box.property("colleague") == colleague)

    def show_offer(self, offer: Offer) -> None:
        """What those who are ticked lack."""
        self.offer_shown = offer
        self.schools.set_choices(
            _choices(offer.schools), self.schools.ticked() or _one(self._school)
        )
        self.jottings.set_choices(_choices(offer.jottings), self.jottings.ticked() or self._visits)
        self.restricted.set_choices(_choices(offer.restricted), self.restricted.ticked())
        self.jottings.setVisible(bool(offer.jottings))
        self.restricted.setVisible(bool(offer.restricted))
        self.names.setVisible(bool(offer.restricted))
        self._count()

    def _ask(self) -> None:
        """What is lacked by those who are ticked now."""
        to, named, sending = self.to(), self.names.isChecked(), self._context.services.sending
        self._context.jobs.run(self, lambda: sending.offer(to, restricted=named), self.show_offer)

    def _count(self) -> None:
        if self.offer_shown is not None:
            total = self.offer_shown.total(self.schools.ticked())
            self.counted.setText(f"{total:,} changes go that they lack.")

    def _on_words(self, on: bool) -> None:
        self.words_row.setVisible(on)
        for box in self.people:
            box.setEnabled(not on)
            if on:
                box.setChecked(False)
        self._ask()

    def to(self) -> tuple[str, ...]:
        return tuple(str(box.property("colleague")) for box in self.people if box.isChecked())

    def wanted(self) -> ToSend:
        from sif_desktop.services.sending import ToSend

        secret = self._secret if self.by_words.isChecked() else ""
        schools = self.schools.ticked() or None
        folder = Path(self.place.currentText().strip() or ".")
        return ToSend(
            folder, self.to(), secret, schools, self.jottings.ticked(), self.restricted.ticked()
        )


def _one(uid: str) -> tuple[str, ...]:
    return (uid,) if uid else ()


def _choices(found: Sequence[Any]) -> list[tuple[str, str, int]]:
    return [(one.uid, one.name, one.count) for one in found]


def _removable() -> list[str]:
    """Sticks and mounted drives other than those of the system."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        path = volume.rootPath()
        mounted = path.startswith(("/media/", "/run/media/", "/Volumes/"))
        lettered = path[1:2] == ":" and path[:1].upper() != "C"
        if volume.isReady() and not volume.isReadOnly() and (mounted or lettered):
            found.append(path)
    return found


def _column(holder: QWidget) -> QVBoxLayout:
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(theme.HALF)
    return inside
