"""Entering the figures of a school, shown beside what else is held of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.services.figure_lines import STATES, FigureFields
from sif_desktop.ui.dialogs.asked import Ask, AskedForm, ask_and_write
from sif_desktop.ui.school_desk import Asks, write_now
from sif_desktop.ui.widgets.blocks_section import BlocksSection
from sif_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sif_desktop.services.figure_lines import BlockLine, BlockLines
    from sif_desktop.ui.context import AppContext


class BlocksDesk:
    """The part “Figures and SEN” of the page `page` of one school."""

    tables = ("indicator_value", "provider", "provider_status", "authority")

    def __init__(self, context: AppContext, page: QWidget) -> None:
        self._context, self._page = context, page
        self._uid = ""
        self._blocks: tuple[BlockLines, ...] = ()
        self._measures: Mapping[str, str] = {}

    def read(self, uid: str) -> Any:
        service = self._context.services.figures
        return service.measures(), service.of_school(uid)

    def show(self, uid: str, view: Any) -> None:
        self._uid = uid
        self._measures, self._blocks = view

    def asks(self) -> Asks:
        return (("Record a figure…", self.record),) if self._measures else ()

    def section(self) -> QWidget:
        made = BlocksSection(self._blocks)
        made.figure_opened.connect(self.edit)
        return made

    def record(self) -> None:
        """Ask for a figure of this school."""
        if not self._measures:
            return
        service, uid = self._context.services.figures, self._uid
        first = FigureFields("", str(self._context.today().year), "")
        form = self._form("Record a figure", "Record", first)
        ask_and_write(
            self._context, form,
            lambda given: service.record(uid, FigureFields(**given)), "Figure recorded.",
        )  # fmt: skip

    def edit(self, line: BlockLine) -> None:
        """Correct a figure, or take it off the record."""
        if line.given is None:
            return
        service = self._context.services.figures
        form = self._form("Change the figure", "Save", line.given)

        def delete() -> None:
            form.reject()
            write_now(
                self._context, self._page, partial(service.delete, line.uid), "Figure deleted."
            )

        form.form.addRow(Button("Delete: entered by mistake", delete, look="link"))
        ask_and_write(
            self._context, form,
            lambda given: service.edit(line.uid, FigureFields(**given)), "Figure changed.",
        )  # fmt: skip

    def _form(self, title: str, verb: str, first: FigureFields) -> AskedForm:
        asks = [
            Ask("code", "Measure", "choice", first.code, self._measures),
            Ask("year", "School year ending", "line", first.year),
            Ask("group", "Group of pupils (empty: all)", "line", first.group),
            Ask("value", "Value", "line", first.value),
            Ask("comparator", "Compared with", "line", first.comparator, {}, "National, say"),
            Ask("state", "State", "choice", first.state, STATES),
            Ask("source", "Source", "line", first.source, {}, "Where the figure is from"),
        ]
        return AskedForm(self._page, title, verb, asks, self._context.today())
