"""The rulebook to read: an index at the left, the chosen part at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QMenu, QScrollArea, QSplitter, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.parts_index import PartsIndex
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, heading, quiet, section

INDEX_WIDTH = 240  # px at 100 %


class RulebookPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Rulebook", wide=True)
        self._context = context
        self._parts: tuple[Any, ...] = ()
        self.index = PartsIndex("Parts of the rulebook")
        self.index.setWordWrap(True)
        self.index.setMinimumWidth(theme.current().px(160))
        self.index.currentRowChanged.connect(self._show_part)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName("The chosen part")
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self.index)
        both.addWidget(self._area)
        both.setStretchFactor(1, 1)
        both.setSizes([theme.current().px(INDEX_WIDTH), theme.current().px(700)])
        self.add(both, 1)
        self.paper = Button("Print a blank checklist", icon="print")
        self.paper.setMenu(QMenu(self.paper))
        self.add_action(self.paper)
        sheet = Button("Print the categories", icon="print")
        sheet.clicked.connect(self.print_categories)
        self.add_action(sheet)
        self.edit_button = Button("Edit this rulebook…", self.edit, icon="edit")
        self.add_action(self.edit_button)
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("authority"):
            self._context.jobs.run(self, lambda: self._context.services.rulebook.view(), self._show)

    def _show(self, view: Any) -> None:
        menu = self.paper.menu()
        menu.clear()
        for code, title in view.checklists:
            menu.addAction(title).triggered.connect(
                lambda _=False, c=code, t=title: self.print_blank(c, t)
            )
        told = [view.authority, f"version {view.version}"]
        told += [f"from {view.based_on}"] if view.based_on else []
        told += [view.missing]
        self.set_title(view.title, " · ".join(part for part in told if part))
        self._parts = view.parts
        row = max(self.index.currentRow(), 0)
        self.index.clear()
        self.index.addItems([part.title for part in view.parts])
        self.index.setCurrentRow(min(row, len(view.parts) - 1))

    def commands(self) -> Sequence[Command]:
        return (
            Command("rulebook-edit", "Edit this rulebook", self.edit, "Ctrl+E", "The rulebook"),
        )

    def edit(self) -> None:
        """Where the authority changes what the rulebook leaves open."""
        self.go("pack_editor")

    def print_blank(self, visit_type: str, title: str) -> None:
        """The checklist of a kind of visit, to be filled in by hand."""
        make = lambda s: s.paper.blank_form(visit_type)  # noqa: E731
        PaperSheet(self._context, self, f"Blank checklist: {title}", make).open()

    def print_categories(self) -> None:
        """Categories, criteria and entitlements, to be shared with schools."""
        title = "Categories, criteria and entitlements"
        PaperSheet(self._context, self, title, lambda s: s.paper.category_sheet()).open()

    def _show_part(self, row: int) -> None:
        if 0 <= row < len(self._parts):
            self._area.setWidget(_part(self._parts[row]))

    def state(self) -> dict[str, Any]:
        place = self._area.verticalScrollBar().value()
        return {"row": self.index.currentRow(), "place": place}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.index.setCurrentRow(state.get("row", 0))
        self._area.verticalScrollBar().setValue(state.get("place", 0))


def _part(part: Any) -> QWidget:
    holder = QWidget()
    holder.setMaximumWidth(theme.current().px(theme.READING_WIDTH))
    column = QVBoxLayout(holder)
    column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.MARGIN)
    column.setSpacing(theme.GAP)
    column.addWidget(heading(part.title))
    column.addWidget(quiet(part.intro))
    for title, lines in part.groups:
        column.addSpacing(theme.GAP)
        if title:
            column.addWidget(section(title))
        for line in lines:
            column.addLayout(_line(line))
    column.addStretch(1)
    return holder


def _line(line: Any) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setContentsMargins(0, 0, 0, theme.GAP)
    words.setSpacing(2)
    words.addWidget(Label(line.text, "strong", wrap=True))
    if line.detail:
        words.addWidget(Paragraph(line.detail))
    if line.source:
        words.addWidget(caption(f"Source: {line.source}"))
    return words
