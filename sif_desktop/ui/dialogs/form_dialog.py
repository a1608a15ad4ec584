"""A dialog of named fields with one verb; what is wrong is said in it and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label


class FormDialog(QDialog):
    """Emits `confirmed` when the verb is pressed; the owner closes it or shows what is wrong.

    Ctrl+Enter anywhere, or Enter in a one-line field, presses the verb.
    """

    confirmed = Signal()

    def __init__(self, parent: QWidget | None, title: str, verb: str, intro: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inner = QWidget()
        inner.setProperty("look", "column")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, theme.GAP, 0)
        self.form = QFormLayout()
        whole.addLayout(self.form)
        whole.addStretch(1)
        self.form.setHorizontalSpacing(theme.GROUP)
        self.form.setVerticalSpacing(theme.GAP + 2)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        self.fault = Label("", "bad", wrap=True)
        self.fault.hide()
        self.verb = Button(verb, self._confirm, look="primary")
        line = self._buttons = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(Button("Cancel", self.reject))
        line.addWidget(self.verb)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GROUP, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.GROUP)
        column.addWidget(Label(title, "title", wrap=True))
        if intro:
            column.addWidget(Label(intro, "quiet", wrap=True))
        column.addWidget(area, 1)
        column.addWidget(self.fault)
        column.addLayout(line)

    def add(self, name: str, field: QWidget) -> QWidget:
        """A named field; the name is also what is read out."""
        if not field.accessibleName():
            field.setAccessibleName(name)
        if isinstance(field, QComboBox):
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if isinstance(field, QLabel):  # or a form gives wrapped words less width than they need
            wide = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            wide.setHeightForWidth(True)
            field.setSizePolicy(wide)
        label = Label(name, "quiet")
        label.setBuddy(field)
        self.form.addRow(label, field)
        return field

    def offer(self, button: QWidget) -> None:
        """Another way to end the dialog, before the verb."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def put_below(self, part: QWidget, stretch: int) -> None:
        """A part of its own between the fields and what is wrong."""
        self._column.insertWidget(self._column.indexOf(self.fault), part, stretch)

    def fit(self, width: int, height: int) -> None:
        """This large at 100 %, but never larger than the window it belongs to."""
        look, parent = theme.current(), self.parentWidget()
        most = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(
            min(look.px(width), most.width() - 40), min(look.px(height), most.height() - 40)
        )

    def refuse(self, error: BaseException) -> None:
        """Say what is wrong and let it be put right."""
        if not isinstance(error, Problem):
            raise error
        self.fault.setText(str(error))
        self.fault.show()
        self.verb.setEnabled(True)

    def _confirm(self) -> None:
        self.fault.hide()
        self.verb.setEnabled(False)
        self.confirmed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.verb.isEnabled():
                self._confirm()
        else:
            super().keyPressEvent(event)


def on_confirm(dialog: FormDialog, run: Callable[[], object]) -> None:
    """`run` when the verb is pressed; a Problem it raises at once is shown in the dialog."""

    def confirmed() -> None:
        try:
            run()
        except Problem as problem:
            dialog.refuse(problem)

    dialog.confirmed.connect(confirmed)
