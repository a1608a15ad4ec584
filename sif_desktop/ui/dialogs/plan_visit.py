"""Planning a visit: what the rulebook says about its type is filled in and may be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.services.visit_plan import COMPANION_PARTS
from sif_desktop.services.visits import PlannedCompanion, PlannedPerson, VisitPlan, VisitService
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label

_RESTRICTED = "Restricted: in no list, search, document or export."


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be chosen: schools (uid, name), visit types with a plan each, people to meet."""

    schools: Sequence[tuple[str, str]]
    types: Sequence[Any]  # frameworks VisitType
    roles: Mapping[str, str]
    plans: Mapping[str, VisitPlan]
    key_tasks: Mapping[str, str]


def offers(service: VisitService) -> Offers:
    """A job for the worker."""
    types = service.types()
    plans = {kind.code: service.defaults(kind.code) for kind in types}
    people, tasks = service.people_to_meet(), service.key_tasks()
    return Offers(service.schools(), types, people, plans, tasks)


class PlanVisitDialog(FormDialog):
    """Fills a `VisitPlan`; `plan()` reads it and raises Problem for what cannot be read."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        given: Offers,
        plan: VisitPlan | None = None,
        *,
        provider: str = "",
        kind: str = "",
    ) -> None:
        """`plan` is a visit to be changed; `provider` a school and `kind` a type of visit chosen
        beforehand."""
        title = "Change the plan" if plan else "Plan a visit"
        super().__init__(parent, title, "Save the plan" if plan else "Plan the visit")
        self._offers, self._given = given, plan
        self._today = context.today()
        self._make_fields()
        self._lay_out()
        self._fill(plan or self._default(kind or given.types[0].code, provider))
        self.type.activated.connect(self._on_type)
        self.fit(620, 640)
        first = self.school if not (plan or provider) else self.type
        first.setFocus()

    # How it is built -----------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.school = QComboBox()
        self.school.setEditable(True)
        self.school.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for uid, name in self._offers.schools:
            self.school.addItem(name, uid)
        completer = self.school.completer()
        assert completer is not None, "an editable box has one"
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.type = QComboBox()
        for kind in self._offers.types:
            self.type.addItem(kind.title, kind.code)
        self.restricted = Label(_RESTRICTED, "quiet")
        self.key_task = QComboBox()
        for code, label in self._offers.key_tasks.items():
            self.key_task.addItem(label, code)
        self.date = DateField("Date", lambda text: parse_date(text, self._today))
        self.start, self.end = QLineEdit(), QLineEdit()
        for field, name in ((self.start, "Start"), (self.end, "End")):
            field.setAccessibleName(name)
            field.setPlaceholderText("9:30")
            field.setMaximumWidth(theme.current().px(90))
        self.focus = QComboBox()
        self.focus.setEditable(True)
        self.focus.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.areas = QPlainTextEdit()
        self.areas.setTabChangesFocus(True)
        self.areas.setMaximumHeight(theme.current().px(64))
        self.people = _People(self._offers.roles)
        self.companions = _Companions()
        self.days = [QLineEdit() for _ in range(3)]

    def _lay_out(self) -> None:
        times = _in_line(self.start, Label("to"), self.end)
        days = QFrame()
        line = QHBoxLayout(days)
        line.setContentsMargins(0, 0, 0, 0)
        for field, name in zip(self.days, ("preparing", "on site", "reporting"), strict=True):
            field.setAccessibleName(f"Days {name}")
            field.setMaximumWidth(theme.current().px(64))
            line.addWidget(field)
            line.addWidget(Label(name, "quiet"))
        line.addStretch(1)
        for name, widget in (
            ("School", self.school),
            ("Type", self.type),
            ("", self.restricted),
            *((("Key task", self.key_task),) if self._offers.key_tasks else ()),
            ("Date", self.date),
            ("Time", times),
            ("Focus", self.focus),
            ("Areas agreed", self.areas),
            ("To meet", self.people),
            ("Companions", self.companions),
            ("Days", days),
        ):
            self.add(name, widget)

    # What it holds -------------------------------------------------------------------------------

    def plan(self) -> VisitPlan:
        """The plan as filled in. Raises Problem for a school that is not in the list or no date."""
        place = self.school.findText(self.school.currentText(), Qt.MatchFlag.MatchFixedString)
        if place < 0:
            raise Problem("Choose a school from the list.", "Type a part of its name.")
        day = self.date.value()
        if day is None:
            raise Problem("The visit has no date.", "Type one: fri, 14 Jan, end of spring 1.")
        preparation, on_site, reporting = (field.text() for field in self.days)
        return VisitPlan(
            self.school.itemData(place),
            self.type.currentData(),
            day.isoformat(),
            self.start.text(),
            self.end.text(),
            self._given.title if self._given and not self._changed_type() else "",
            self.focus.currentText(),
            self.areas.toPlainText(),
            self.people.chosen(),
            self.companions.chosen(),
            preparation,
            on_site,
            reporting,
            self.key_task.currentData() or "",
        )

    def _changed_type(self) -> bool:
        return self._given is not None and self._given.visit_type != self.type.currentData()

    def _default(self, code: str, provider: str) -> VisitPlan:
        return replace(self._offers.plans[code], provider_uid=provider)

    def _fill(self, plan: VisitPlan) -> None:
        self.school.setCurrentIndex(self.school.findData(plan.provider_uid))
        self.school.setEnabled(self._given is None)
        self.type.setCurrentIndex(self.type.findData(plan.visit_type))
        self.date.set_value(date.fromisoformat(plan.visit_date) if plan.visit_date else None)
        self.start.setText(plan.start_time)
        self.end.setText(plan.end_time)
        self._offer_focus(plan.focus)
        self.areas.setPlainText(plan.areas_agreed)
        self._fill_from_type(plan)

    def _on_type(self, _place: int) -> None:
        """Another type: its people, days and focus prompts; all else stays as typed."""
        self._offer_focus(self.focus.currentText())
        self._fill_from_type(self._default(self.type.currentData(), ""))

    def _fill_from_type(self, plan: VisitPlan) -> None:
        self.people.show_chosen(plan.people)
        self.companions.show_chosen((*self._own_companions(), *plan.companions))
        self.key_task.setCurrentIndex(self.key_task.findData(plan.key_task))
        kind = next(one for one in self._offers.types if one.code == self.type.currentData())
        self.restricted.setVisible(kind.restricted)
        days = (plan.days_preparation, plan.days_on_site, plan.days_reporting)
        for field, text in zip(self.days, days, strict=True):
            field.setText(text)

    def _own_companions(self) -> tuple[PlannedCompanion, ...]:
        """Those entered by hand, without the services that a type brings."""
        return tuple(one for one in self.companions.chosen() if one.part != "service")

    def _offer_focus(self, text: str) -> None:
        kind = next(k for k in self._offers.types if k.code == self.type.currentData())
        self.focus.clear()
        self.focus.addItems(kind.focus)
        self.focus.setCurrentText(text)


class _People(QFrame):
    """Everyone who can be met, by role, with a tick and a name for the file only."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        super().__init__()
        self._rows: dict[str, tuple[QCheckBox, QLineEdit]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for number, (code, label) in enumerate(roles.items()):
            box, name = QCheckBox(label), QLineEdit()
            name.setPlaceholderText("name, for the file only")
            name.setAccessibleName(f"Name of the {label}")
            box.toggled.connect(name.setVisible)
            name.hide()
            grid.addWidget(box, number, 0)
            grid.addWidget(name, number, 1)
            self._rows[code] = (box, name)
        grid.setColumnStretch(1, 1)

    def show_chosen(self, people: Sequence[PlannedPerson]) -> None:
        named = {person.role: person.name for person in people}
        for code, (box, name) in self._rows.items():
            box.setChecked(code in named)
            name.setText(named.get(code, name.text()))

    def chosen(self) -> tuple[PlannedPerson, ...]:
        rows = self._rows.items()
        return tuple(PlannedPerson(c, n.text().strip()) for c, (b, n) in rows if b.isChecked())


class _Companions(QFrame):
    """Who comes along and what for; an empty line is always there for one more."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLineEdit, QComboBox]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.HALF)
        self._grid.setColumnStretch(0, 1)
        self._add()
        button = Button("Another companion", self._add, look="link", icon="add")
        self._grid.addWidget(button, 1000, 0)

    def _add(self, name: str = "", part: str = "joint") -> None:
        field, choice = QLineEdit(name), QComboBox()
        field.setPlaceholderText("name")
        field.setAccessibleName("Name of a companion")
        choice.setAccessibleName("What the companion is there for")
        for code, label in COMPANION_PARTS.items():
            choice.addItem(label, code)
        choice.setCurrentIndex(choice.findData(part))
        row = len(self._rows)
        self._grid.addWidget(field, row, 0)
        self._grid.addWidget(choice, row, 1)
        self._rows.append((field, choice))

    def show_chosen(self, companions: Sequence[PlannedCompanion]) -> None:
        for field, _choice in self._rows:
            field.clear()
        for number, companion in enumerate(dict.fromkeys(companions)):
            if number == len(self._rows):
                self._add()
            field, choice = self._rows[number]
            field.setText(companion.name)
            choice.setCurrentIndex(choice.findData(companion.part))

    def chosen(self) -> tuple[PlannedCompanion, ...]:
        return tuple(
            PlannedCompanion(field.text().strip(), choice.currentData())
            for field, choice in self._rows
            if field.text().strip()
        )


def _in_line(*widgets: QWidget) -> QFrame:
    holder = QFrame()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.GAP)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return holder
