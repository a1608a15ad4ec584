"""Who receives a version: each recipient to tick, with the route chosen for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from sif_desktop.domain.copies import ROUTE_LABELS, copy_label
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import caption


class RouteCombo(QComboBox):
    """By which route; `value` is its code, "" where none is said."""

    def __init__(self, name: str, route: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.addItem("route not said", "")
        for code, label in ROUTE_LABELS.items():
            self.addItem(label, code)
        self.setCurrentIndex(max(0, self.findData(route)))

    def value(self) -> str:
        return str(self.currentData())


class RecipientRows(QWidget):
    """`changed` when somebody is ticked or not."""

    changed = Signal()

    def __init__(self, recipients: Sequence[Any], parent: QWidget | None = None) -> None:
        """`recipients` are services' RecipientChoice, all of them ticked at first."""
        super().__init__(parent)
        self._rows: list[tuple[Any, QCheckBox, RouteCombo]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for line, who in enumerate(recipients):
            name = f", {who.name}" if who.name else ""
            box = QCheckBox(f"{who.label}{name}")
            box.setChecked(True)
            box.setAccessibleDescription(_about(who))
            route = RouteCombo(f"Route for {who.label}", who.route)
            box.toggled.connect(route.setEnabled)
            box.toggled.connect(lambda _on: self.changed.emit())
            words = caption(_about(who))
            words.setContentsMargins(theme.MARGIN + theme.HALF, 0, 0, theme.GAP)
            grid.addWidget(box, 2 * line, 0)
            grid.addWidget(route, 2 * line, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, 2 * line + 1, 0)
            self._rows.append((who, box, route))

    def chosen(self) -> list[Any]:
        """Those ticked, each with the route chosen."""
        return [
            replace(who, route=route.value()) for who, box, route in self._rows if box.isChecked()
        ]

    def box(self, place: int) -> QCheckBox:
        return self._rows[place][1]

    def route(self, place: int) -> RouteCombo:
        return self._rows[place][2]


def _about(who: Any) -> str:
    parts = [copy_label(who.copy)]
    if who.had:
        parts.append(f"received version {who.had}")
    if who.rule:
        parts.append(f"rule: {who.rule}")
    return " · ".join(parts)
