"""The stop-line: an answer says that a child may be at risk now, so who was told is recorded."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog

ROUTES = ("In person", "Telephone", "Secure email", "The authority’s referral form")
_INTRO = (
    "Stop here and tell the person responsible for safeguarding first. This record is restricted: "
    "it appears in no note, no document and no turned screen."
)


class PresentRiskDialog(FormDialog):
    def __init__(
        self, parent: QWidget, item: str, label: str, roles: Mapping[str, str], told: str
    ) -> None:
        """`told` is the role code offered first."""
        super().__init__(parent, "Present risk: who was told?", "Record", _INTRO)
        self.item = item
        self.about = QLineEdit(label)
        self.about.setReadOnly(True)
        self.role = QComboBox()
        self.role.setEditable(True)
        self.role.addItems(list(roles.values()))
        self.role.setCurrentText(roles.get(told, ""))
        self.at = QLineEdit()
        self.at.setPlaceholderText("now, or a time such as 10:42")
        self.route = QComboBox()
        self.route.setEditable(True)
        self.route.addItems(ROUTES)
        self.route.setCurrentIndex(-1)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(theme.current().px(96))
        self.note.setPlaceholderText("What was said, without the child’s name where you can")
        for name, field in (
            ("Arises at", self.about),
            ("Told", self.role),
            ("When", self.at),
            ("By which route", self.route),
            ("Note", self.note),
        ):
            self.add(name, field)
        self.fit(580, 470)
        self.role.setFocus()

    def given(self) -> dict[str, str]:
        """What `CaptureService.record_risk` is given; the time as typed."""
        return {
            "item": self.item,
            "told_role": self.role.currentText(),
            "told_at": self.at.text(),
            "route": self.route.currentText(),
            "note": self.note.toPlainText(),
        }
