"""A school or setting by hand: every field named, what is wrong said beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.register import PHASES
from sif_desktop.services.provider_rules import EDITABLE, STATUSES, EntryFaults
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label, caption, restyle, section

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("name", "kind", "urn", "status", "phase", "type")),
    ("Where", ("street", "locality", "town", "county", "postcode", "la_name")),
    ("Contact", ("telephone", "email", "website")),
    ("Pupils", ("low_age", "high_age", "pupils", "capacity", "religious_character")),
    ("Belongs to", ("trust_name", "federation_name")),
    ("Dates and notes", ("open_date", "close_date", "note")),
)
_NAMES = {
    "name": "Name",
    "kind": "Kind",
    "urn": "URN",
    "status": "Status",
    "phase": "Phase",
    "type": "Type in the register",
    "street": "Street",
    "locality": "Locality",
    "town": "Town",
    "county": "County",
    "postcode": "Postcode",
    "la_name": "Local authority",
    "telephone": "Telephone",
    "email": "E-mail",
    "website": "Website",
    "low_age": "Lowest age",
    "high_age": "Highest age",
    "pupils": "Pupils on roll",
    "capacity": "Capacity",
    "religious_character": "Religious character",
    "trust_name": "Trust",
    "federation_name": "Federation",
    "open_date": "Opened on",
    "close_date": "Closes or closed on",
    "note": "Note",
}
_PROMPTS = {"urn": "six digits, if it has one", "website": "www.school.example"}
_SHORT = {"urn", "postcode", "low_age", "high_age", "pupils", "capacity"}


class ProviderForm(FormDialog):
    """Emits `confirmed`; `values()` is what the service takes. `refuse` marks each faulty field."""

    def __init__(
        self,
        parent: QWidget,
        kinds: Mapping[str, str],
        today: date,
        values: Mapping[str, str] | None = None,
        register: Mapping[str, str] | None = None,
    ) -> None:
        """`values`: the school to change; none for a new one. `register`: what the register says
        of fields changed by hand."""
        title = f"Change {values['name']}" if values else "Add a school or setting"
        intro = "Only the name is needed; the rest can follow." if not values else ""
        super().__init__(parent, title, "Save" if values else "Add", intro)
        assert {name for _, names in _GROUPS for name in names} == set(EDITABLE)
        self._kinds, self._today = kinds, today
        self.fields: dict[str, QWidget] = {}
        self._faults: dict[str, Label] = {}
        for heading, names in _GROUPS:
            if heading:
                self.form.addRow(section(heading))
            for name in names:
                self._add_field(name, (register or {}).get(name))
        self._fill(values or {"status": "Open"})
        self.fit(600, 660)
        self.fields["name"].setFocus()

    def values(self) -> dict[str, str]:
        """What was entered, by field; dates ISO."""
        return {name: _value(field) for name, field in self.fields.items()}

    def refuse(self, error: BaseException) -> None:
        for name, label in self._faults.items():
            words = error.faults.get(name, "") if isinstance(error, EntryFaults) else ""
            label.setText(words)
            label.setVisible(bool(words))
            self.fields[name].setProperty("look", "bad" if words else "")
            restyle(self.fields[name])
        super().refuse(error)
        if isinstance(error, EntryFaults):
            count = len(error.faults)
            self.fault.setText(
                "One thing needs to be put right." if count == 1
                else f"{count} things need to be put right."
            )  # fmt: skip
            first = next((name for name in self.fields if name in error.faults), "name")
            self.fields[first].setFocus()

    def _add_field(self, name: str, said: str | None) -> None:
        field = self._make(name)
        field.setAccessibleName(_NAMES[name])
        fault = Label("", "bad", wrap=True)
        fault.hide()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        if said is not None:
            column.addWidget(caption(f"The register says: {said or 'nothing'}"))
        column.addWidget(fault)
        holder.setFocusProxy(field)
        holder.setAccessibleName(_NAMES[name])
        self.fields[name], self._faults[name] = field, fault
        self.add(_NAMES[name], holder)

    def _make(self, name: str) -> QWidget:
        if name == "kind":
            return _choice([("", "not said"), *self._kinds.items()])
        if name == "status":
            return _choice([("", "not said"), *((one, one) for one in STATUSES)])
        if name == "phase":
            return _choice([("", "not said"), *((one, one) for one in PHASES)])
        if name in ("open_date", "close_date"):
            hint = "For example: 1 September 2026"
            return DateField(_NAMES[name], lambda text: parse_date(text, self._today), hint=hint)
        if name == "note":
            note = QPlainTextEdit()
            note.setTabChangesFocus(True)
            note.setMaximumHeight(theme.current().px(80))
            return note
        line = QLineEdit()
        line.setPlaceholderText(_PROMPTS.get(name, ""))
        if name in _SHORT:
            line.setMaximumWidth(theme.current().px(200))
        return line

    def _fill(self, values: Mapping[str, str]) -> None:
        for name, field in self.fields.items():
            _set(field, values.get(name, ""))


def _choice(options: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    for code, label in options:
        box.addItem(label, code)
    return box


def _value(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData())
    if isinstance(field, DateField):
        day = field.value()
        # What was not understood is handed on, so that the service can say so.
        return day.isoformat() if day else field.line.text().strip()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    assert isinstance(field, QLineEdit)
    return field.text()


def _set(field: QWidget, value: str) -> None:
    if isinstance(field, QComboBox):
        if field.findData(value) < 0:
            field.addItem(value, value)
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, DateField):
        field.set_value(date.fromisoformat(value) if value else None)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QLineEdit):
        field.setText(value)
