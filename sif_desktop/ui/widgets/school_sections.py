"""The parts of the page of one school, one under the other, and the index beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sif_desktop.domain.dates import say, say_due
from sif_desktop.services.school_lines import (
    DocumentLine,
    PersonInRole,
    SchoolPage,
    StatusLine,
    TaskLine,
    VisitLine,
)
from sif_desktop.ui import theme
from sif_desktop.ui.school_desk import SchoolDesk
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.chronology_section import chronology_of, source_words
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.indexed_scroll import IndexedScroll
from sif_desktop.ui.widgets.lists import Card, KeyValues, LineRow
from sif_desktop.ui.widgets.marks import StatusMark, TagLabel
from sif_desktop.ui.widgets.owed_section import OwedSection
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet

PARTS = (
    ("brief", "Brief"),
    ("chronology", "Chronology"),
    ("category", "Category"),
    ("care", "Concerns"),
    ("inspections", "Inspections"),
    ("plans", "Plans"),
    ("meetings", "Meetings"),
    ("blocks", "Figures and SEN"),
    ("monitoring", "Monitoring"),
    ("people", "People"),
    ("visits", "Visits"),
    ("tasks", "Tasks"),
    ("owed", "What is owed"),
    ("days", "Days"),
    ("documents", "Documents"),
    ("facts", "Facts with dates"),
    ("details", "Details"),
)
STATES = {
    "planned": "planned",
    "in_school": "in school",
    "drafting": "note to write",
    "with_school": "note with the school",
    "issued": "issued",
    "cancelled": "cancelled",
}
_PARTIES = {"school": "school", "authority": "authority", "partner": "partner"}
_ASKS = {
    "category": (("Set the category…", "category"), ("Attach an officer…", "officer")),
    "people": (("Add a person…", "person"),),
    "visits": (("Plan a visit…", "visit"),),
    "tasks": (("Add a task…", "task"),),
    "details": (("Change…", "edit"), ("Delete this school", "delete")),
}


class SchoolSections(IndexedScroll):
    """Shows a `SchoolPage`; every line says by a signal what should open."""

    visit_opened = Signal(str)
    task_opened = Signal(str)
    document_opened = Signal(object)
    school_opened = Signal(str)
    person_opened = Signal(object)
    task_done = Signal(object)
    event_opened = Signal(object)  # of the chronology, of another kind
    asked = Signal(str)  # category, officer, visit, task, person, edit, delete
    register_value_wanted = Signal(str)  # a field

    def __init__(
        self, today: date, care: Callable[[str, str], QWidget], parent: QWidget | None = None
    ) -> None:
        """`care(uid, name)` makes the part on concerns and cases."""
        super().__init__(PARTS, "About this school", parent)
        self._today, self._care = today, care

    def show_school(self, school: SchoolPage, desks: Mapping[str, SchoolDesk]) -> None:
        """Build every part anew; `desks` make those parts that have one."""
        self.clear()
        self._add_header(school)
        makers = {
            "brief": self._add_brief,
            "chronology": self._add_chronology,
            "category": self._add_category,
            "care": lambda one: self.lines.addWidget(self._care(one.uid, one.name)),
            "people": self._add_people,
            "visits": self._add_visits,
            "tasks": self._add_tasks,
            "owed": self._add_owed,
            "documents": self._add_documents,
            "details": self._add_details,
        }
        for part, _ in PARTS:
            if part in desks:
                self.begin(part, desks[part].asks())
                self.lines.addWidget(desks[part].section())
                continue
            self.begin(
                part, [(w, partial(self.asked.emit, what)) for w, what in _ASKS.get(part, ())]
            )
            makers[part](school)
        self.lines.addStretch(1)

    def _add_header(self, school: SchoolPage) -> None:
        marks = QWidget()
        flow = FlowLayout(marks, theme.GROUP)
        if school.category:
            since = f" since {_past(school.category_since)}" if school.category_since else ""
            flow.addWidget(TagLabel(f"{school.category}{since}"))
        for alert in school.alerts:
            late = "overdue" in alert or alert == "Closed"
            flow.addWidget(StatusMark(Status.OVERDUE if late else Status.AT_RISK, alert))
        if flow.count():
            self.lines.addWidget(marks)
        else:
            marks.deleteLater()
        head = school.head
        said = []
        if head is not None:
            since = f" since {_past(head.from_date)}" if head.from_date else ""
            said.append(f"{head.job_title or head.role_label}: {head.name}{since}")
        if school.officer:
            since = f" since {_past(school.officer_since)}" if school.officer_since else ""
            said.append(f"Attached officer: {school.officer}{since}")
        if said:
            self.lines.addWidget(Paragraph("\n".join(said)))

    def _add_brief(self, school: SchoolPage) -> None:
        brief = school.brief
        if brief.last_visit is None and not brief.agreed and not brief.promised:
            words = "No visit on record yet, so there is nothing to recall."
            if brief.next_visit is not None:
                words += f" The first is planned for {self._day(brief.next_visit.visit_date)}."
            self.lines.addWidget(quiet(words))
            return
        card = Card()
        card.setAccessibleName("Brief")
        rows = []
        if brief.last_visit is not None:
            last = brief.last_visit
            rows.append(("Last visit", f"{last.title}, {self._day(last.visit_date)}"))
        if brief.next_visit is not None:
            coming = brief.next_visit
            rows.append(("Next visit", f"{coming.title}, {self._day(coming.visit_date)}"))
        rows.append(("Agreed", "\n".join(map(self._promise, brief.agreed)) or "nothing open"))
        rows.append(
            ("We promised", "\n".join(map(self._promise, brief.promised)) or "nothing open")
        )
        rows.append(("Changed since", "\n".join(brief.changed)))
        rows.append(("Look for", brief.look_fors))
        card.body.addWidget(KeyValues(rows))
        self.lines.addWidget(card)

    def _promise(self, task: TaskLine) -> str:
        due = f" ({say_due(date.fromisoformat(task.due), self._today)})" if task.due else ""
        who = f"{task.who}: " if task.who else ""
        return f"{who}{task.what}{due}"

    def _add_chronology(self, school: SchoolPage) -> None:
        if not school.chronology:
            self.lines.addWidget(quiet("Nothing has happened yet that has a date."))
            return
        line = chronology_of(school)
        line.opened.connect(lambda event: self._open_event(event.ref))
        self.lines.addWidget(line)

    def _open_event(self, event: Any) -> None:
        if event.table == "document":
            self.document_opened.emit(event)
        elif event.table in ("visit", "task"):
            opener = self.visit_opened if event.table == "visit" else self.task_opened
            opener.emit(event.uid)
        else:
            self.event_opened.emit(event)

    def _add_category(self, school: SchoolPage) -> None:
        spells = [one for one in school.statuses if one.what in ("category", "attached_officer")]
        kinds = {one.what for one in spells}
        if school.category and "category" not in kinds:
            self.lines.addWidget(quiet(f"Category {school.category}; since when is not on record."))
        elif not school.category:
            self.lines.addWidget(quiet("No category is set."))
        if school.officer and "attached_officer" not in kinds:
            words = f"Attached officer {school.officer}; since when is not on record."
            self.lines.addWidget(quiet(words))
        elif not school.officer:
            self.lines.addWidget(quiet("No officer is attached."))
        self._add_few(self._spell, spells)

    def _spell(self, one: StatusLine) -> QWidget:
        kind = "Attached officer" if one.what == "attached_officer" else "Category"
        source = "" if one.source == "By hand" else one.source
        row = LineRow(
            one.value,
            " · ".join(filter(None, (kind, source))),
            _span(one.from_date, one.to_date),
        )
        row.activated.connect(
            lambda: self.asked.emit("officer" if one.what == "attached_officer" else "category")
        )
        return row

    def _add_people(self, school: SchoolPage) -> None:
        if not school.people:
            self.lines.addWidget(quiet("Nobody is on record here."))
        now = [one for one in school.people if one.current]
        before = [one for one in school.people if not one.current]
        self._add_few(self._person, now)
        if before:
            self.lines.addWidget(caption("Before"))
            self._add_few(self._person, before)

    def _person(self, one: PersonInRole) -> QWidget:
        title = one.role_label if one.job_title in ("", one.role_label) else (
            f"{one.role_label} ({one.job_title})")  # fmt: skip
        detail = " · ".join(
            filter(None, (title, one.email, one.telephone, source_words(one.source)))
        )
        row = LineRow(one.name, detail, _span(one.from_date, one.to_date))
        row.activated.connect(lambda: self.person_opened.emit(one))
        return row

    def _add_few(self, make: Callable[[Any], QWidget], items: Sequence[Any]) -> None:
        if items:
            self.lines.addWidget(FewRows(make, items))

    def _add_visits(self, school: SchoolPage) -> None:
        if not school.visits:
            self.lines.addWidget(quiet("No visits yet."))
        self._add_few(self._visit, school.visits)

    def _visit(self, one: VisitLine) -> QWidget:
        state = STATES.get(one.state, one.state)
        detail = " · ".join(filter(None, (state, one.key_task, one.focus, one.school)))
        row = LineRow(one.title, detail, self._day(one.visit_date))
        row.activated.connect(lambda: self.visit_opened.emit(one.uid))
        return row

    def _add_tasks(self, school: SchoolPage) -> None:
        if not school.tasks:
            self.lines.addWidget(quiet("No tasks yet."))
        waiting = sorted(
            (one for one in school.tasks if one.state == "open"), key=lambda one: one.due or "9"
        )
        over = [one for one in school.tasks if one.state != "open"]
        self._add_few(self._task, (*waiting, *over))

    def _task(self, one: TaskLine) -> QWidget:
        whose = _PARTIES.get(one.party, "")
        detail = " · ".join(filter(None, (one.who, whose)))
        due = say_due(date.fromisoformat(one.due), self._today) if one.due else "no date"
        status = Status.OVERDUE if one.overdue else Status.NONE
        keys = {"Space": "marks it done"}
        if one.state != "open":
            status, keys = Status.MET, {}
            due = f"{'done' if one.state == 'done' else 'dropped'} {self._day(one.done_on)}".strip()
        row = LineRow(one.what, detail, due, status=status, keys=keys)
        row.activated.connect(lambda: self.task_opened.emit(one.uid))
        row.asked.connect(lambda _key: self.task_done.emit(one))
        return row

    def _add_documents(self, school: SchoolPage) -> None:
        if not school.documents:
            self.lines.addWidget(quiet("No documents yet: a note of visit begins on a visit."))
        self._add_few(self._document, school.documents)

    def _document(self, one: DocumentLine) -> QWidget:
        state = STATES.get(one.state, one.state)
        words = f"version {one.version}, issued" if one.version else state
        detail = " · ".join(filter(None, (words, one.school)))
        row = LineRow(one.title or "Note of visit", detail, self._day(one.issued_on))
        row.activated.connect(lambda: self.document_opened.emit(one))
        return row

    def _add_owed(self, _school: SchoolPage) -> None:
        self.owed = OwedSection(self._today)
        self.lines.addWidget(self.owed)

    def _add_details(self, school: SchoolPage) -> None:
        self.lines.addWidget(KeyValues(_details(school)))
        for one in school.linked:
            row = LineRow(one.name or f"URN {one.urn}", one.kind, _past(one.date))
            if one.uid:
                row.activated.connect(lambda uid=one.uid: self.school_opened.emit(uid))
            self.lines.addWidget(row)
        if school.kept:
            self.lines.addSpacing(theme.GAP)
            self.lines.addWidget(Label("Changed by hand, other than in the register", "section"))
        for kept in school.kept:
            self.lines.addWidget(self._kept(kept))

    def _kept(self, kept: Any) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        said = f"The register says {kept.register or 'nothing'}."
        words = f"{kept.label}: {kept.ours or 'nothing'}. {said}"
        line.addWidget(Label(words, wrap=True), 1)
        line.addWidget(
            Button(
                "Use the register’s",
                lambda: self.register_value_wanted.emit(kept.field),
                look="link",
            )
        )
        return holder

    def _day(self, iso: str) -> str:
        return say(date.fromisoformat(iso[:10]), self._today) if iso else ""


def _past(iso: str) -> str:
    """A day on record, where the day of the week says nothing."""
    day = date.fromisoformat(iso[:10]) if iso else None
    return f"{day.day} {day:%B %Y}" if day else ""


def _span(start: str, end: str) -> str:
    if start and end:
        return f"{_past(start)} – {_past(end)}"
    if end:
        return f"until {_past(end)}"
    return f"since {_past(start)}" if start else ""


def _details(school: SchoolPage) -> list[tuple[str, str]]:
    facts = school.facts
    address = [facts[name] for name in ("street", "locality", "address3", "town", "county")]
    ages = " to ".join(filter(None, (facts["low_age"], facts["high_age"])))
    counted = f" (counted {_past(facts['census_date'])})" if facts["census_date"] else ""
    return [
        ("Status", facts["status"]),
        ("Type", facts["type"]),
        ("Kind", school.kind),
        ("Ages", ages),
        ("Pupils", f"{facts['pupils']}{counted}" if facts["pupils"] else ""),
        ("Capacity", facts["capacity"]),
        ("Free school meals", f"{facts['fsm_percent']} %" if facts["fsm_percent"] else ""),
        ("Religious character", facts["religious_character"]),
        ("Diocese", facts["diocese"]),
        ("Trust", facts["trust_name"]),
        ("Federation", facts["federation_name"]),
        ("Groups", "\n".join(school.groups)),
        ("Address", "\n".join(filter(None, (*address, facts["postcode"])))),
        ("Telephone", facts["telephone"]),
        ("E-mail", facts["email"]),
        ("Website", facts["website"]),
        ("Opened", _past(facts["open_date"])),
        ("Closes or closed", _past(facts["close_date"])),
        ("UKPRN", facts["ukprn"]),
        ("Note", facts["note"]),
        ("From", facts["register_source"] or "entered by hand"),
    ]
