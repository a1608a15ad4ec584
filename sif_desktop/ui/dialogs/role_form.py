"""Who holds a role at a school: entering, correcting, and who follows whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.services.provider_rules import PersonFields
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.flow_layout import FlowLayout

_HINT = "For example: 1 September, last Monday"


@dataclass(frozen=True, slots=True)
class Further:
    """What else can be done with somebody on record; each closes the form."""

    replace: Callable[[], object]
    delete: Callable[[], object]


class RoleForm(FormDialog):
    """Emits `confirmed`; `person()` is what the service takes."""

    def __init__(
        self,
        parent: QWidget,
        roles: Mapping[str, str],
        today: date,
        person: PersonFields | None = None,
        *,
        title: str = "",
        verb: str = "",
        further: Further | None = None,
    ) -> None:
        """`person`: what to begin with. `further` for somebody who is on record already."""
        super().__init__(parent, title or "Add a person", verb or "Add")
        self.role = QComboBox()
        for code, label in roles.items():
            self.role.addItem(label, code)
        self.name, self.job_title = QLineEdit(), QLineEdit()
        self.email, self.telephone = QLineEdit(), QLineEdit()
        self.begins = DateField("First day", lambda text: parse_date(text, today), hint=_HINT)
        self.ends = DateField(
            "Last day", lambda text: parse_date(text, today), hint="Empty while they hold the role"
        )
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(theme.current().px(72))
        for name, field in (
            ("Role", self.role),
            ("Name", self.name),
            ("Job title", self.job_title),
            ("E-mail", self.email),
            ("Telephone", self.telephone),
            ("First day", self.begins),
            ("Last day", self.ends),
            ("Note", self.note),
        ):
            self.add(name, field)
        if further is not None:
            self._offer(further)
        self._fill(person or PersonFields(next(iter(roles), ""), ""))
        self.fit(520, 560)
        self.name.setFocus()

    def person(self) -> PersonFields:
        return PersonFields(
            self.role.currentData() or "",
            self.name.text(),
            self.job_title.text(),
            self.email.text(),
            self.telephone.text(),
            _day(self.begins),
            _day(self.ends),
            self.note.toPlainText(),
        )

    def _fill(self, person: PersonFields) -> None:
        if self.role.findData(person.role) < 0:
            self.role.addItem(person.role, person.role)
        self.role.setCurrentIndex(self.role.findData(person.role))
        for field, words in (
            (self.name, person.name),
            (self.job_title, person.job_title),
            (self.email, person.email),
            (self.telephone, person.telephone),
        ):
            field.setText(words)
        for day, iso in ((self.begins, person.from_date), (self.ends, person.to_date)):
            day.set_value(date.fromisoformat(iso) if iso else None)
        self.note.setPlainText(person.note)

    def _offer(self, further: Further) -> None:
        holder = QWidget()
        line = FlowLayout(holder)
        for words, run in (
            ("Somebody else follows…", further.replace),
            ("Delete: entered by mistake", further.delete),
        ):
            line.addWidget(Button(words, self._closing(run), look="link"))
        self.form.addRow(holder)

    def _closing(self, run: Callable[[], object]) -> Callable[[], None]:
        def close() -> None:
            self.reject()
            run()

        return close


def _day(field: DateField) -> str:
    found = field.value()
    return found.isoformat() if found else field.line.text().strip()
