"""Monitoring on the page of one school: figures, judgements, its own view, checks, work done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.services.monitoring_lines import CheckLine, EntryLine, Monitoring, WorkLine
from sif_desktop.services.risk import FigureAt, RiskRow
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label, caption, quiet

_SEEN = 4  # lines of a list before the rest is asked for


class MonitoringSection(QWidget):
    """Each line says by a signal what should open."""

    check_opened = Signal(object)
    entry_opened = Signal(object)
    work_opened = Signal(object)
    key_task_chosen = Signal(str)

    def __init__(self, view: Monitoring, key_task: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        if view.levels and view.risk is not None:
            self._column.addWidget(Label(risk_words(view.risk), wrap=True))
        self._add("Figures", view.figures, self._figure, "No figure is held.")
        self._add("Judgements", view.judgements, self._entry, "No judgement is recorded.")
        self._add(
            "Self-evaluation", view.self_evaluation, self._entry,
            "The school’s own view of itself is not recorded.",
        )  # fmt: skip
        if view.checks:
            self._add("Statutory requirements", view.checks, self._check, "")
        self._work: QWidget | None = None
        if view.key_tasks:
            self._column.addWidget(caption("Work by key task"))
            self._column.addWidget(self._chooser(key_task))
            self._show_work()

    def _add(
        self, title: str, items: Sequence[Any], make: Callable[[Any], QWidget], none: str
    ) -> None:
        self._column.addWidget(caption(title))
        self._column.addWidget(FewRows(make, items, few=_SEEN) if items else quiet(none))

    def _figure(self, one: FigureAt) -> QWidget:
        against = f"compared with {one.beside}" if one.beside else ""
        detail = " · ".join(filter(None, (f"{one.year}", against, one.source)))
        return LineRow(one.label, detail, one.value)

    def _entry(self, line: EntryLine) -> QWidget:
        own = f"the school: {line.said}" if line.said else ""
        detail = " · ".join(filter(None, (own, line.text, line.judged_by)))
        title = line.about or "The school’s view of itself"
        told = f"{title}: {line.value_words}" if line.value_words else title
        row = LineRow(told, detail, _day(line.day))
        row.activated.connect(lambda: self.entry_opened.emit(line))
        return row

    def _check(self, line: CheckLine) -> QWidget:
        latest = line.latest
        if latest is None:
            row = LineRow(line.label, line.paragraph, "not checked", status=Status.NONE)
        else:
            told = (_day(latest.day), line.paragraph, latest.text, latest.judged_by)
            detail = " · ".join(filter(None, told))
            status = Status.MET if latest.value == "met" else Status.AT_RISK
            row = LineRow(line.label, detail, latest.value_words.lower(), status=status)
        row.activated.connect(lambda: self.check_opened.emit(line))
        return row

    # Work by key task ---------------------------------------------------------------------------

    def _chooser(self, chosen: str) -> QComboBox:
        self.key_task = QComboBox()
        self.key_task.setAccessibleName("Which key task")
        self.key_task.addItem("Every key task", "")
        for code, label in self._view.key_tasks.items():
            self.key_task.addItem(label, code)
        self.key_task.setCurrentIndex(max(0, self.key_task.findData(chosen)))
        self.key_task.activated.connect(lambda _n: self._on_chosen())
        return self.key_task

    def _on_chosen(self) -> None:
        self.key_task_chosen.emit(self.key_task.currentData())
        self._show_work()

    def _show_work(self) -> None:
        wanted = self.key_task.currentData()
        lines = [one for one in self._view.work if wanted in ("", one.key_task)]
        made: QWidget = quiet("Nothing is on record here.")
        if lines:
            made = FewRows(self._work_line, lines, few=_SEEN)
        if self._work is not None:
            self._column.replaceWidget(self._work, made)
            self._work.deleteLater()
        else:
            self._column.addWidget(made)
        self._work = made

    def _work_line(self, line: WorkLine) -> QWidget:
        label = self._view.key_tasks.get(line.key_task, "no key task")
        row = LineRow(line.title, label, _day(line.day))
        if line.table != "event":
            row.activated.connect(lambda: self.work_opened.emit(line))
        return row


def risk_words(row: RiskRow) -> str:
    """The level this school year, who gave it and why."""
    if not row.level:
        return f"Risk in {row.year_words}: not assessed yet."
    given = f"{row.assessed_by}, {_day(row.assessed_on)}"
    return f"Risk in {row.year_words}: {row.level_label} ({given}). {row.reasons}"


def _day(iso: str) -> str:
    return long_date(iso) if iso else ""
