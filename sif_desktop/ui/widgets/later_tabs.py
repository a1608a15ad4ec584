"""Tabs whose contents are made when they are first looked at: a page of many opens as fast as one
of a single part."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget


class LaterTabs(QTabWidget):
    """`looked` is told the name of the tab that came in front, its contents made. The first is
    made at once."""

    looked = Signal(str)

    def __init__(self, name: str, parts: Mapping[str, tuple[str, Callable[[], QWidget]]]) -> None:
        """`parts`: name to title and what makes the contents, in the order of the tabs."""
        super().__init__()
        self.setAccessibleName(name)
        self.setDocumentMode(True)
        self._parts = dict(parts)
        self._names = list(parts)
        self.made: dict[str, QWidget] = {}
        for title, _make in self._parts.values():
            self.addTab(QWidget(), title)
        self.part(self._names[0])
        self.currentChanged.connect(self._on_changed)

    def part(self, name: str) -> QWidget:
        """The contents of a tab, made if need be."""
        if name not in self.made:
            title, make = self._parts[name]
            self.made[name] = make()
            place, shown = self._names.index(name), self.currentIndex()
            self.blockSignals(True)
            kept = self.widget(place)
            self.removeTab(place)
            if kept is not None:
                kept.deleteLater()
            self.insertTab(place, self.made[name], title)
            self.setCurrentIndex(shown)
            self.blockSignals(False)
        return self.made[name]

    def name(self) -> str:
        """Which is in front."""
        return self._names[self.currentIndex()]

    def current(self) -> QWidget:
        """The contents in front."""
        return self.part(self.name())

    def _on_changed(self, place: int) -> None:
        self.part(self._names[place])
        self.looked.emit(self._names[place])
