"""Why something is withheld: an exemption of the law, or the officer's own words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sif_desktop.domain.exemptions import EXEMPTIONS, OWN, Reason
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import Label


class ReasonChoice(QWidget):
    """`changed` when the reason does; `value` is None until there is one."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = QComboBox()
        self.combo.setAccessibleName(name)
        self.combo.addItem("Choose a reason…", "")
        for code, exemption in EXEMPTIONS.items():
            self.combo.addItem(f"{exemption.label} ({short_law(exemption.law)})", code)
        self.combo.addItem("In own words…", OWN)
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.combo.setMaxVisibleItems(len(EXEMPTIONS) + 2)
        self.own = QLineEdit()
        self.own.setAccessibleName(f"{name}, in own words")
        self.own.setPlaceholderText("Why, in a few words that may be printed")
        self.own.hide()
        self.hint = Label("", "caption", wrap=True)
        self.hint.hide()
        self.setFocusProxy(self.combo)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.HALF)
        for part in (self.combo, self.own, self.hint):
            inside.addWidget(part)
        self.combo.currentIndexChanged.connect(self._on_changed)
        self.own.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> Reason | None:
        code = self.combo.currentData()
        words = self.own.text().strip()
        if code == OWN:
            return Reason(OWN, words) if words else None
        return Reason(code) if code else None

    def set_value(self, reason: Reason | None) -> None:
        """Show a reason without saying that it changed."""
        for part in (self.combo, self.own):
            part.blockSignals(True)
        self.combo.setCurrentIndex(max(0, self.combo.findData(reason.code if reason else "")))
        self.own.setText(reason.own if reason else "")
        for part in (self.combo, self.own):
            part.blockSignals(False)
        self._show_hint()

    def _on_changed(self) -> None:
        self._show_hint()
        if self.combo.currentData() == OWN:
            self.own.setFocus()
        self.changed.emit()

    def _show_hint(self) -> None:
        code = self.combo.currentData()
        self.own.setVisible(code == OWN)
        known = EXEMPTIONS.get(code)
        parts = (
            [known.hint, "The public interest must be weighed." if known.weighed else ""]
            if (known)
            else []
        )
        words = " ".join(part for part in parts if part)
        self.hint.setText(words)
        self.hint.setVisible(bool(words))


def short_law(law: str) -> str:
    """“section 40(2)”, or the schedule of the Data Protection Act."""
    act, _, place = law.partition(", ")
    return f"FOI {place}" if act.startswith("Freedom") else f"DPA {place}"
