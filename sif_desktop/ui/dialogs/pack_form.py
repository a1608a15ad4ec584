"""A further checklist for the rulebook: from a workbook, seen first, or like another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.lists import KeyValues

_OWN = "In visits of its own kind"
_SHOWN = 200  # questions listed


class PackFormDialog(FormDialog):
    """Emits `confirmed`; `visit()` is the kind of visit it goes with, empty for one of its own."""

    def __init__(
        self, parent: QWidget, title: str, verb: str, visits: Iterable[tuple[str, str]], intro: str
    ) -> None:
        super().__init__(parent, title, verb, intro)
        self.use = QComboBox()
        self.use.addItem(_OWN, "")
        for code, words in visits:
            self.use.addItem(f"With each visit of the kind “{words}”", code)

    def visit(self) -> str:
        return str(self.use.currentData() or "")

    def refuse_faults(self, faults: Iterable[Any]) -> None:
        self.fault.setText("\n".join(str(fault) for fault in list(faults)[:6]))
        self.fault.show()
        self.verb.setEnabled(True)


class CopyFormDialog(PackFormDialog):
    def __init__(
        self,
        parent: QWidget,
        forms: Iterable[tuple[str, str]],
        form: str,
        visits: Iterable[tuple[str, str]],
    ) -> None:
        intro = "The copy has codes of its own: what is changed in one does not touch the other."
        super().__init__(parent, "Copy a checklist", "Copy", visits, intro)
        self.form_box = QComboBox()
        for code, words in forms:
            self.form_box.addItem(words, code)
        self.form_box.setCurrentIndex(max(self.form_box.findData(form), 0))
        self.name = QLineEdit()
        self.add("Copy of", self.form_box)
        self.add("Title of the copy", self.name)
        self.add("Used", self.use)
        self.fit(560, 360)
        self.name.setFocus()

    def source(self) -> str:
        return str(self.form_box.currentData() or "")


class TakeFormDialog(PackFormDialog):
    """What a workbook would bring, and everything in it that would not come."""

    def __init__(
        self, parent: QWidget, path: Path, read: Any, visits: Iterable[tuple[str, str]]
    ) -> None:
        count = len(read.questions)
        intro = "Nothing is kept before a new version of the rulebook is saved."
        super().__init__(parent, f"Take “{read.title}” from {path.name}", "Take it", visits, intro)
        self.questions = _listing("Questions", read.questions[:_SHOWN])
        lost = [f"Sheet {one.sheet}, row {one.row}: {one.what}" for one in read.left_out]
        self.lost = _listing("What cannot come", lost or ["Everything in the workbook can come."])
        told = "Nothing" if not lost else "1 thing" if len(lost) == 1 else f"{len(lost)} things"
        facts = KeyValues((("Questions", f"{count}"), ("Cannot come", told)))
        self.form.addRow(facts)
        self.lost.setMaximumHeight(theme.current().px(130))
        self.add("Used", self.use)
        self.add("Cannot come", self.lost)
        self.add("Questions", self.questions)
        self.fit(680, 640)
        self.use.setFocus()


def _listing(name: str, lines: Iterable[str]) -> QListWidget:
    listed = QListWidget()
    listed.setAccessibleName(name)
    listed.setWordWrap(True)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    listed.addItems(list(lines))
    listed.setMinimumHeight(theme.current().px(110))
    return listed
