"""A list taken out of the program as a table; what is restricted never leaves with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.item_models.columns import Column


def ask_where(page: QWidget, title: str, name: str) -> Path | None:
    """Where to, `name` being offered; None if the officer thought better of it. The system's own
    dialog has then asked whether a file that is there may be replaced."""
    chosen, _ = QFileDialog.getSaveFileName(
        page, title, f"{name}.xlsx", "Excel workbook (*.xlsx);;CSV file (*.csv)"
    )
    return Path(chosen) if chosen else None


def open_rows(rows: Iterable[Any]) -> list[Any]:
    """The rows that may leave."""
    return [row for row in rows if not getattr(row, "restricted", False)]


def write_rows(
    context: AppContext,
    page: QWidget,
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    title: str,
    what: str = "lines",
    replace: bool = False,
) -> None:
    """Write rows as they are shown, in their order, to a .csv or .xlsx file, and say so; `what`
    they are called."""
    lines = [[column.text(row) for column in columns] for row in open_rows(rows)]
    write_lines(
        context, page, path, [column.label for column in columns], lines,
        title=title, what=what, replace=replace,
    )  # fmt: skip


def write_lines(
    context: AppContext,
    page: QWidget,
    path: Path,
    headings: Sequence[str],
    lines: Sequence[Sequence[Any]],
    *,
    title: str,
    what: str = "lines",
    replace: bool = False,
) -> None:
    """The same for cells that are not those of the screen."""

    def work() -> int:
        from sif_desktop.services.table_export import export_table

        return export_table(path, headings, lines, title=title, replace=replace)

    def done(count: int) -> None:
        messages.say(page, f"{count:,} {what} exported to {path.name}.")

    context.jobs.run(page, work, done, lane="pool")
