"""Short forms: a few named fields asked for together, their answers by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from sif_desktop.domain.dates import parse_date
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog, on_confirm
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label

_TEXT_HEIGHT = 84  # px at 100 %


@dataclass(frozen=True, slots=True)
class Ask:
    """One field. `kind`: line, text, date, choice, find (a long choice, found by typing a part of
    it), suggest (words that are offered), tick, secret (not shown as it is typed), or told (words
    to read). `value` is a code, ISO day, "yes" or words."""

    name: str
    label: str
    kind: str = "line"
    value: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""


class AskedForm(FormDialog):
    """Emits `confirmed`; `values()` are the answers by name, days in ISO or as typed."""

    def __init__(
        self, parent: QWidget, title: str, verb: str, asks: Sequence[Ask], today: date,
        intro: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent, title, verb, intro)
        self._today = today
        self.fields: dict[str, QWidget] = {}
        for ask in asks:
            widget = self._widget(ask)
            if ask.kind == "tick":
                self.form.addRow(widget)
            else:
                self.add(ask.label, widget)
            self.fields[ask.name] = widget
        self.fit(580, _height(asks))
        first = next((w for w in self.fields.values() if not isinstance(w, Label)), None)
        if first is not None:
            first.setFocus()

    def values(self) -> dict[str, str]:
        return {
            name: _value(widget)
            for name, widget in self.fields.items()
            if not isinstance(widget, Label)
        }

    def _widget(self, ask: Ask) -> QWidget:
        makers: Mapping[str, Callable[[Ask], QWidget]] = {
            "line": _line,
            "text": _text,
            "date": self._date,
            "choice": _choice,
            "find": _find,
            "suggest": _suggest,
            "tick": _tick,
            "secret": _secret,
            "told": _told,
        }
        return makers[ask.kind](ask)

    def _date(self, ask: Ask) -> QWidget:
        made = DateField(ask.label, lambda text: parse_date(text, self._today))
        made.set_value(date.fromisoformat(ask.value) if ask.value else None)
        return made


def _height(asks: Sequence[Ask]) -> int:
    return min(640, 180 + 52 * len(asks) + 46 * sum(one.kind == "text" for one in asks))


def _told(ask: Ask) -> QWidget:
    made = Label(ask.value, wrap=True)
    policy = made.sizePolicy()  # as wide as there is room, and as high as its lines then are
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    made.setSizePolicy(policy)
    return made


def _line(ask: Ask) -> QWidget:
    made = QLineEdit(ask.value)
    made.setPlaceholderText(ask.hint)
    return made


def _secret(ask: Ask) -> QWidget:
    made = QLineEdit(ask.value)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def _text(ask: Ask) -> QWidget:
    made = QPlainTextEdit(ask.value)
    made.setPlaceholderText(ask.hint)
    made.setTabChangesFocus(True)
    made.setMaximumHeight(theme.current().px(_TEXT_HEIGHT))
    return made


def _choice(ask: Ask) -> QWidget:
    made = QComboBox()
    for code, label in ask.choices.items():
        made.addItem(label, code)
    made.setCurrentIndex(made.findData(ask.value))
    made.setEnabled(made.count() != 1 or made.currentIndex() < 0)
    return made


def _find(ask: Ask) -> QWidget:
    made = found_by_typing()
    for code, label in ask.choices.items():
        made.addItem(label, code)
    made.setCurrentIndex(made.findData(ask.value) if ask.value else -1)
    made.setEnabled(made.count() != 1)
    return made


def found_by_typing() -> QComboBox:
    """A box for a long choice: any part of what is wanted may be typed."""
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = made.completer()
    assert completer is not None, "an editable box has one"
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return made


def _suggest(ask: Ask) -> QWidget:
    made = QComboBox()
    made.setEditable(True)
    made.addItems(list(ask.choices.values()))
    made.setCurrentText(ask.value)
    return made


def _tick(ask: Ask) -> QWidget:
    made = QCheckBox(ask.label)
    made.setChecked(ask.value == "yes")
    return made


def _value(widget: QWidget) -> str:
    match widget:
        case QLineEdit():
            return widget.text()
        case QPlainTextEdit():
            return widget.toPlainText()
        case QCheckBox():
            return "yes" if widget.isChecked() else ""
        case DateField():
            day = widget.value()
            return day.isoformat() if day else widget.line.text().strip()
        case QComboBox():
            return _chosen(widget)
    return ""


def _chosen(box: QComboBox) -> str:
    """The code of what is chosen; the words where they stand for themselves."""
    codes = box.count() > 0 and box.itemData(0) is not None
    place = box.findText(box.currentText()) if box.isEditable() else box.currentIndex()
    return str(box.itemData(place) or "") if codes else box.currentText()


def ask_and_write(
    context: AppContext,
    form: AskedForm,
    write: Callable[[dict[str, str]], Any],
    words: str,
    then: Callable[[Any], object] | None = None,
) -> AskedForm:
    """Open `form`; on its verb `write(values)` on the worker, say `words`, and go on with what it
    returned. What is wrong is said in the form."""

    def done(result: Any) -> None:
        form.accept()
        context.announce(getattr(result, "changes", result), words)
        if then is not None:
            then(result)

    def save() -> None:
        given = form.values()
        context.jobs.run(form, lambda: write(given), done, form.refuse)

    on_confirm(form, save)
    form.open()
    return form
