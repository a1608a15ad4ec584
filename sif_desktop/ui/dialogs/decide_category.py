"""The officer's decision on a category, with its reasons and all that may not be passed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from sif_desktop.domain.category_decision import Decision, StagePassed
from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.services.category_lines import CategoryView, Option, StageLine
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label


class DecideCategory(FormDialog):
    """Emits `confirmed` when it is decided, `kept` when it is only to be kept; `decision()` is what
    is filled in. It begins with what was kept before."""

    kept = Signal()

    def __init__(self, parent: QWidget, view: CategoryView, today: date) -> None:
        proposed = view.proposal.label if view.proposal is not None else ""
        intro = f"The rules propose: {proposed or 'nothing yet'}. You decide. {view.prevails}"
        super().__init__(parent, f"Decide on {view.name}", "Decide", intro)
        self._view = view
        self.category = _choice([(one.code, one.label) for one in view.options], "Choose…")
        self.about = Label("", "caption", wrap=True)
        self.day = DateField("Decided on", lambda text: parse_date(text, today))
        self.day.set_value(today)
        self.reasons = _lines("Reasons, in words the school can be told", 4)
        self.overruled = _lines("Why the gate is passed all the same", 2)
        self.capacity = _choice(view.capacity, "Choose…")
        self.capacity_why = QLineEdit()
        others = [(one.code, one.label) for one in view.options]
        self.school_view = _choice(others, "The same, or not asked")
        self.school_evidence = _lines("The school’s evidence", 2)
        self.stages = [_StageRow(stage, today) for stage in view.stages]
        self._lay_out()
        self.category.currentIndexChanged.connect(lambda _n: self._tell())
        self.school_view.currentIndexChanged.connect(lambda _n: self._tell())
        self.category.setCurrentIndex(max(0, self.category.findData(self._first())))
        if view.draft is not None:
            self._go_on(view.draft)
        self._tell()
        keep = Button("Keep open", self._keep)
        keep.setShortcut("Ctrl+S")
        keep.setToolTip("Keeps what is filled in, to go on another day: nothing of it is in force")
        self.offer(keep)
        self.fit(640, 620)
        self.category.setFocus()

    def _first(self) -> str:
        proposal = self._view.proposal
        return (proposal.category if proposal is not None else "") or self._view.present

    def _go_on(self, draft: Decision) -> None:
        """Fill in what was kept."""
        for box, code in (
            (self.category, draft.category),
            (self.capacity, draft.capacity),
            (self.school_view, draft.school_view),
        ):
            box.setCurrentIndex(max(0, box.findData(code)))
        self.reasons.setPlainText(draft.reasons)
        self.overruled.setPlainText(draft.gate_overruled)
        self.school_evidence.setPlainText(draft.school_evidence)
        self.capacity_why.setText(draft.capacity_why)
        for row in self.stages:
            row.go_on(draft.stage(row.code))

    def _keep(self) -> None:
        self.fault.hide()
        self.kept.emit()

    def _lay_out(self) -> None:
        self.add("Category", self.category)
        self.form.addRow(self.about)
        self.add("Passed because", self.overruled)
        self.add("Decided on", self.day)
        self.add("Reasons", self.reasons)
        if self._view.capacity:
            self.add(self._view.capacity_title, self.capacity)
            self.add("Why", self.capacity_why)
        self.add("School’s view", self.school_view)
        self.add("Its evidence", self.school_evidence)
        for row in self.stages:
            self.form.addRow(Label(row.title, "quiet", wrap=True))
            self.form.addRow(row)

    def _tell(self) -> None:
        """Say what the chosen category means and which gates are shut before it."""
        option = self._chosen()
        shut = option.shut if option is not None else ()
        said = [option.expectation] if option is not None else []
        said += [f"▲ {gate.text} ({gate.paragraph})" for gate in shut]
        if option is not None and option.exit_months:
            said.append(f"To be left within {option.exit_months} months.")
        if option is not None and option.paragraph:
            said.append(f"Rulebook: {option.paragraph}.")
        self.about.setText("\n".join(filter(None, said)))
        self.form.setRowVisible(self.overruled, bool(shut))
        self.form.setRowVisible(self.school_evidence, bool(self.school_view.currentData()))

    def _chosen(self) -> Option | None:
        code = self.category.currentData()
        return next((one for one in self._view.options if one.code == code), None)

    def decision(self) -> Decision:
        """Raises Problem where no day was understood."""
        day = self.day.value()
        if day is None:
            raise Problem("On which day was it decided?", "Type a date such as 1 September.")
        return Decision(
            category=self.category.currentData() or "",
            on=day,
            reasons=self.reasons.toPlainText(),
            capacity=self.capacity.currentData() or "",
            capacity_why=self.capacity_why.text(),
            school_view=self.school_view.currentData() or "",
            school_evidence=self.school_evidence.toPlainText(),
            gate_overruled=self.overruled.toPlainText(),
            stages=tuple(row.passed() for row in self.stages),
        )


class DateStage(FormDialog):
    """A stage that was still to come when the decision was made."""

    def __init__(self, parent: QWidget, stage: StageLine, today: date) -> None:
        super().__init__(parent, stage.title, "Save")
        self._code = stage.code
        self.day = DateField("Passed on", lambda text: parse_date(text, today))
        self.day.set_value(today)
        self.who = QLineEdit()
        self.add("Passed on", self.day)
        self.add("Who", self.who)
        self.fit(440, 280)
        self.day.setFocus()

    def passed(self) -> StagePassed:
        return StagePassed(self._code, self.day.value(), self.who.text())


class _StageRow(QWidget):
    """A stage: the day with who was there, or without a day why it is left out or to come."""

    def __init__(self, stage: StageLine, today: date) -> None:
        super().__init__()
        self.title, self.code = stage.title, stage.code
        hint = "The day; required" if stage.required else "The day"
        self.day = DateField(stage.title, lambda text: parse_date(text, today), hint=hint)
        self.words = QLineEdit()
        self.words.setAccessibleName(f"{stage.title}: who, or why not")
        self.words.setPlaceholderText("Who, or without a day why not yet")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(self.day, 1)
        line.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.day.line)

    def passed(self) -> StagePassed:
        day, words = self.day.value(), self.words.text()
        return StagePassed(self.code, day, words) if day else StagePassed(self.code, skipped=words)

    def go_on(self, given: StagePassed) -> None:
        """Show what was kept of it."""
        self.day.set_value(given.passed_on)
        self.words.setText(given.who or given.skipped)


def _choice(options: Sequence[tuple[str, str]], none: str) -> QComboBox:
    box = QComboBox()
    box.addItem(none, "")
    for code, label in options:
        box.addItem(label, code)
    return box


def _lines(prompt: str, lines: int) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setPlaceholderText(prompt)
    box.setTabChangesFocus(True)
    box.setFixedHeight(box.fontMetrics().height() * (lines + 1))
    return box
