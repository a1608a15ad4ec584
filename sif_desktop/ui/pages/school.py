"""One school on one scroll, with an index that stays in sight and N to add from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from sif_desktop.services.provider_rules import PersonFields
from sif_desktop.services.school_lines import PersonInRole, TaskLine
from sif_desktop.services.school_lines import SchoolPage as School
from sif_desktop.ui import messages
from sif_desktop.ui.blocks_desk import BlocksDesk
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.day_desk import DayDesk
from sif_desktop.ui.dialogs.dated_choice import DatedChoice
from sif_desktop.ui.dialogs.form_dialog import FormDialog, on_confirm
from sif_desktop.ui.dialogs.history import show_history
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.dialogs.provider_form import ProviderForm
from sif_desktop.ui.dialogs.role_form import Further, RoleForm
from sif_desktop.ui.dialogs.task_form import TaskDialog
from sif_desktop.ui.dialogs.write_letter import write_letter
from sif_desktop.ui.facts_desk import FactsDesk
from sif_desktop.ui.inspection_desk import InspectionDesk
from sif_desktop.ui.meetings_school_desk import MeetingsDesk
from sif_desktop.ui.monitoring_desk import MonitoringDesk
from sif_desktop.ui.page import Page
from sif_desktop.ui.plans_school_desk import PlansDesk
from sif_desktop.ui.school_desk import SchoolDesk
from sif_desktop.ui.school_words import person_fields, subtitle
from sif_desktop.ui.term_dates import ask_term_dates
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.care_section import TABLES as CARE_TABLES
from sif_desktop.ui.widgets.care_section import CareSection
from sif_desktop.ui.widgets.school_sections import SchoolSections

_TABLES = ("provider", "provider_status", "role", "visit", "task", "document", "document_version",
           "provider_link", "group_membership", "officer", "event", "inspection", "meeting",
           "meeting_series", *CARE_TABLES)  # fmt: skip


class SchoolPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("School", wide=True)
        self._context = context
        self._today = context.today()
        self._uid = ""
        self._school: School | None = None
        self._state: Mapping[str, Any] = {}
        self.inspections, self.facts = InspectionDesk(context, self), FactsDesk(context, self)
        self.blocks = BlocksDesk(context, self)
        self._desks: Mapping[str, SchoolDesk] = {
            "inspections": self.inspections,
            "plans": PlansDesk(context, self),
            "meetings": MeetingsDesk(context, self),
            "blocks": self.blocks,
            "facts": self.facts,
            "monitoring": MonitoringDesk(context, self),
            "days": DayDesk(context, self),
        }
        self.sections = SchoolSections(self._today, self._care)
        self.add_button = Button("Add", self.show_add_menu, icon="add")
        self.add_button.setToolTip("Add a visit, a task, a person or a letter (N)")
        self.add_action(self.add_button)
        self.add_action(Button("Change", self.edit, icon="edit"))
        self.add_action(self._more())
        self.set_primary("Plan a visit", self.plan_visit)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.sections)
        self.add(holder, 1)
        self._connect()

    def _more(self) -> Button:
        more = Button("More", icon="more")
        more.setAccessibleName("More to do with this school")
        menu = QMenu(more)
        menu.addAction("Print the brief").triggered.connect(lambda: self.print_brief())
        menu.addAction("Term dates…").triggered.connect(lambda: self.set_term_dates())
        menu.addAction("History").triggered.connect(lambda: self.show_history())
        more.setMenu(menu)
        return more

    def _care(self, uid: str, name: str) -> CareSection:
        made = CareSection(self._context, uid, name)
        made.case_opened.connect(lambda case: self.go("case", uid=case))
        return made

    def _connect(self) -> None:
        parts = self.sections
        parts.visit_opened.connect(lambda uid: self.go("visit", uid=uid))
        parts.task_opened.connect(lambda uid: self.go("tasks", uid=uid))
        parts.document_opened.connect(lambda one: self.go("composer", uid=one.uid))
        parts.school_opened.connect(lambda uid: self.go("school", uid=uid))
        parts.person_opened.connect(self._edit_person)
        parts.task_done.connect(self._task_done)
        parts.event_opened.connect(self._open_event)
        parts.asked.connect(self._on_asked)
        parts.register_value_wanted.connect(self._use_register_value)

    def _open_event(self, event: Any) -> None:
        """What stands behind a line of the chronology that is no visit, task or document."""
        if event.table in ("case", "meeting", "series"):
            self.go(event.table, uid=event.uid)
        elif event.table == "concern":
            self.go("cases", list="concerns", uid=event.uid)
        elif event.table == "finding":
            self.go("category", uid=event.uid)
        elif event.table == "inspection":
            self.inspections.open(event.uid)

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`uid`: the school; `part`: the section to begin at; `add`: "task" or "person"."""
        self._uid = params["uid"]
        self._state = {"part": params.get("part", "")}
        self.refresh(None)
        what = {"task": self.add_task, "person": self.add_person}.get(params.get("add", ""))
        if what is not None:
            what()

    def refresh(self, changes: Any) -> None:
        theirs = (table for desk in self._desks.values() for table in desk.tables)
        if self._uid and (changes is None or changes.touches(*_TABLES, *theirs)):
            run = self._context.jobs.run
            run(self, partial(self._read, self._uid), self._show, self._gone)

    def _read(self, uid: str) -> tuple[School, Mapping[str, Any]]:
        school = self._context.services.schools.page(uid)
        return school, {part: desk.read(uid) for part, desk in self._desks.items()}

    def commands(self) -> tuple[Command, ...]:
        group = "School"
        return (
            Command("school-add", "Add to this school", self.show_add_menu, "N", group),
            Command("school-visit", "Plan a visit to this school", self.plan_visit, "", group),
            Command("school-task", "Add a task for this school", self.add_task, "", group),
            Command("school-person", "Add a person at this school", self.add_person, "", group),
            Command(
                "school-letter", "Write a letter about this school", self.write_letter, "", group
            ),
            Command(
                "school-inspection", "Record an inspection here", self.inspections.record, "", group
            ),
            Command(
                "school-predict", "Record a prediction here", self.inspections.predict, "", group
            ),
            Command("school-figure", "Record a figure here", self.blocks.record, "", group),
            Command("school-fact", "Add a fact with dates here", self.facts.add, "", group),
            Command("school-edit", "Change this school", self.edit, "Ctrl+E", group),
            Command("school-delete", "Delete this school", self.delete, "", group),
            Command("school-history", "Show this school’s history", self.show_history, "", group),
            Command("school-brief", "Print the brief for this school", self.print_brief, "", group),
        )

    def state(self) -> dict[str, Any]:
        return {"uid": self._uid, "scroll": self.sections.scrolled()}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._uid, self._state = state["uid"], state
        self.refresh(None)

    def take_focus(self) -> None:
        self.sections.index.setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, found: tuple[School, Mapping[str, Any]]) -> None:
        school, views = found
        if school.uid != self._uid:
            return
        for part, view in views.items():
            self._desks[part].show(school.uid, view)
        place = self._state or {"scroll": self.sections.scrolled()}
        self._school = school
        self._state = {}
        self.show_content()
        self.set_title(school.name, subtitle(school))
        self.sections.show_school(school, self._desks)
        self.sections.go_to(place.get("part", ""), place.get("scroll", 0))
        context, uid, owed = self._context, self._uid, self.sections.owed
        owed.opened.connect(lambda row: self.go("due", provider=row.provider, line=row.key))
        context.jobs.run(owed, lambda: context.services.obligations.cycle(uid), owed.show_rows)

    def _gone(self, error: BaseException) -> None:
        self._school = None
        self.set_title("School")
        self.show_empty(str(error), "", "Back to the list", lambda: self.go("schools"))

    def set_term_dates(self) -> None:
        """Give this school term dates of its own."""
        if self._school is not None:
            ask_term_dates(self._context, self, self._uid, self._school.name)

    def print_brief(self) -> None:
        """The brief on one side of paper."""
        if self._school is not None:
            uid, title = self._uid, f"Brief: {self._school.name}"
            PaperSheet(self._context, self, title, lambda s: s.paper.brief(uid)).open()

    # Adding --------------------------------------------------------------------------------------

    def show_add_menu(self) -> None:
        """What can be added here, each by its letter."""
        if self._school is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, run, key in (
            ("&Visit", self.plan_visit, "V"),
            ("&Task", self.add_task, "T"),
            ("&Person", self.add_person, "P"),
            ("&Letter", self.write_letter, "L"),
        ):
            action = menu.addAction(words, run)
            action.setShortcut(QKeySequence(key))
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def plan_visit(self) -> None:
        self.go("visits", plan=True, provider=self._uid)

    def add_task(self) -> None:
        uid, name = self._uid, self._school.name if self._school is not None else ""
        form = TaskDialog(self, self._today, None, [(uid, name)])

        def save(task: Any) -> Any:
            return self._context.services.tasks.add(uid, task).changes

        self._ask(form, form.fields, save, "Task added.")

    def write_letter(self) -> None:
        """Begin one of the letters the rulebook has for this school."""
        if self._school is not None:
            write_letter(self._context, self, self._uid)

    def add_person(self) -> None:
        form, uid = RoleForm(self, self._service.roles(), self._today), self._uid

        def save(person: PersonFields) -> Any:
            return self._service.add_person(uid, person).changes

        self._ask(form, form.person, save, "Person added.")

    # Changing ------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Change what is known of the school itself."""
        service, uid = self._service, self._uid

        def ask(found: tuple[Any, Mapping[str, str]]) -> None:
            entry, kinds = found
            form = ProviderForm(self, kinds, self._today, entry.values, entry.register)
            self._ask(form, form.values, partial(service.edit, uid), "School changed.")

        if self._school is not None:
            self._context.jobs.run(self, lambda: (service.entry(uid), service.kinds()), ask)

    def delete(self) -> None:
        """Take the school out of the caseload; Undo brings it back with all that hangs on it."""
        if self._school is None:
            return
        name, uid = self._school.name, self._uid

        def done(changes: Any) -> None:
            self._uid = ""
            self.go("schools")
            self._context.announce(changes, f"{name} deleted.")

        self._context.jobs.run(self, lambda: self._service.delete(uid), done)

    def _edit_person(self, person: PersonInRole) -> None:
        service = self._service
        words = f"{person.name} deleted."
        further = Further(
            partial(self._replace_person, person),
            lambda: self._write(partial(service.delete_person, person.uid), words),
        )
        form = RoleForm(
            self, service.roles(), self._today, person_fields(person),
            title=person.name, verb="Save", further=further,
        )  # fmt: skip
        self._ask(form, form.person, partial(service.edit_person, person.uid), "Person changed.")

    def _replace_person(self, person: PersonInRole) -> None:
        first = PersonFields(person.role, "", person.job_title, from_date=self._today.isoformat())
        form = RoleForm(
            self, self._service.roles(), self._today, first,
            title=f"Who follows {person.name}?", verb="Save",
        )  # fmt: skip

        def save(given: PersonFields) -> Any:
            return self._service.replace_person(person.uid, given).changes

        self._ask(form, form.person, save, f"Somebody else follows {person.name}.")

    def _on_asked(self, what: str) -> None:
        {
            "category": self.set_category,
            "officer": self.set_officer,
            "visit": self.plan_visit,
            "task": self.add_task,
            "person": self.add_person,
            "edit": self.edit,
            "delete": self.delete,
        }[what]()

    def set_category(self) -> None:
        """Go to the criteria and the decision; where the rulebook has no scheme for the school, ask
        for the category and its day."""
        uid, context = self._uid, self._context

        def ask(sorted_by_rules: bool) -> None:
            if sorted_by_rules:
                self.go("category", uid=uid)
            else:
                self._ask_category()

        context.jobs.run(self, lambda: context.services.categories.sorts(uid), ask)

    def _ask_category(self) -> None:
        service, uid, codes = self._service, self._uid, self._service.categories()
        if self._school is None:
            return
        if not codes:
            messages.say(self, "The rulebook of this caseload has no categories.")
            return
        form = DatedChoice(
            self, "Set the category", "Category", [("", "None"), *codes.items()],
            self._school.facts["category"], self._today, reasons=True,
        )  # fmt: skip

        def save(given: tuple[str, date, str]) -> Any:
            return service.set_category(uid, *given)

        self._ask(form, lambda: (form.choice(), form.day(), form.reason()), save, "Category set.")

    def set_officer(self) -> None:
        """Record who of the authority is attached, from a day."""
        service, uid = self._service, self._uid
        if self._school is None:
            return
        me = self._context.services.context.me().name
        form = DatedChoice(
            self, "Attach an officer", "Officer", [(me, me)], self._school.officer or me,
            self._today, free=True,
        )  # fmt: skip

        def save(given: tuple[str, date]) -> Any:
            return service.set_officer(uid, *given)

        self._ask(form, lambda: (form.choice(), form.day()), save, "Officer attached.")

    def _use_register_value(self, field: str) -> None:
        work = partial(self._service.use_register_value, self._uid, field)
        self._write(work, "The register’s value is used.")

    def _task_done(self, task: TaskLine) -> None:
        self._write(lambda: self._context.services.tasks.done(task.uid), "Task done.")

    def show_history(self) -> None:
        """Who changed what of this school and of what it owns."""
        if self._school is not None:
            show_history(self._context, self, "provider", self._uid, self._school.name)

    @property
    def _service(self) -> Any:
        return self._context.services.schools

    def _ask(
        self,
        form: FormDialog,
        read: Callable[[], Any],
        write: Callable[[Any], Any],
        words: str,
    ) -> None:
        """Open a form; on its verb `write(read())` on the worker, and say `words`."""

        def done(changes: Any) -> None:
            form.accept()
            self._context.announce(changes, words)

        def save() -> None:
            given = read()
            self._context.jobs.run(form, lambda: write(given), done, form.refuse)

        on_confirm(form, save)
        form.open()

    def _write(self, work: Callable[[], Any], words: str) -> None:
        run = self._context.jobs.run
        run(self, work, lambda changes: self._context.announce(changes, words))
