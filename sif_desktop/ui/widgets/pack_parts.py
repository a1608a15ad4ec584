"""The parts of the rulebook's editor: the entries of an area, and the versions there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.domain.dates import say
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, heading, quiet, section

_FEW = 40  # entries shown of a group before the rest is asked for


def _column(title: str, intro: str) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    holder.setMaximumWidth(theme.current().px(theme.READING_WIDTH))
    column = QVBoxLayout(holder)
    column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.MARGIN)
    column.setSpacing(theme.GAP)
    column.addWidget(heading(title))
    column.addWidget(quiet(intro))
    return holder, column


def area_part(area: Any, open_entry: Callable[[Any], object]) -> QWidget:
    """A line for each entry; Enter or a click opens it."""
    holder, column = _column(area.title, area.intro)

    def line(entry: Any) -> QWidget:
        detail = " · ".join(part for part in (entry.detail, entry.source) if part)
        row = LineRow(entry.title, detail)
        row.setObjectName(entry.id)
        row.activated.connect(lambda: open_entry(entry))
        return row

    for title, entries in area.groups:
        if title:
            column.addSpacing(theme.GAP)
            column.addWidget(section(title))
        if entries:
            column.addWidget(FewRows(line, entries, _FEW))
        else:
            column.addWidget(quiet("Nothing yet: the rulebook leaves it open. Add the first."))
    column.addStretch(1)
    return holder


def versions_part(view: Any, today: date, go_back: Callable[[str], object]) -> QWidget:
    """What is not saved yet, then every version with what was changed in it."""
    intro = (
        "Every saving makes a new version beside the earlier ones, which stay as they are. What "
        "is on record keeps the version it was made under."
    )
    holder, column = _column("Changes and versions", intro)
    column.addWidget(section("Not saved yet"))
    for words in view.pending or ("Nothing is changed since the version in use.",):
        column.addWidget(Label(words, "" if view.pending else "quiet", wrap=True))
    verb = "Go over to"  # those newer than the one in use come first
    for version in view.versions:
        column.addSpacing(theme.GAP)
        column.addWidget(section(_title(version, today)))
        for words in version.changes or ("As it came with the program.",):
            column.addWidget(Paragraph(words))
        if version.because:
            column.addWidget(caption(f"Why: {version.because}"))
        if version.current:
            verb = "Go back to"
        else:
            back = Button(f"{verb} version {version.version}…", look="link")
            back.clicked.connect(lambda _=False, v=version.version: go_back(v))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)
    return holder


def _title(version: Any, today: date) -> str:
    made = f"made from {version.made_from}" if version.made_from else ""
    by = f"{version.by}, {say(version.on, today)}" if version.on else ""
    parts = (f"Version {version.version}", "in use" if version.current else "", by, made)
    return " · ".join(part for part in parts if part)
