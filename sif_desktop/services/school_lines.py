"""What the list of schools and the page of one school show, line by line.

Dates are ISO or empty. Nothing here needs the database toolkit, so the list can be on screen first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sif_desktop.models import firstlists


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One line of the list. Dates ISO or empty; `pupils` None where nobody says."""

    uid: str
    urn: str
    name: str
    phase: str
    type: str
    status: str
    town: str
    category: str
    la_name: str
    pupils: int | None
    trust_name: str
    officer: str
    last_visit: str
    next_visit: str
    open_tasks: int
    category_label: str = ""
    category_since: str = ""


def school_row(values: tuple[Any, ...]) -> SchoolRow:
    """A row of `firstlists.SCHOOLS`, whichever driver fetched it."""
    named = dict(zip(firstlists.SCHOOL_COLUMNS, values, strict=True))
    pupils = named.pop("pupils")
    tasks = named.pop("open_tasks") or 0
    words = {name: value or "" for name, value in named.items()}
    return SchoolRow(pupils=int(pupils) if pupils else None, open_tasks=tasks, **words)


@dataclass(frozen=True, slots=True)
class PersonInRole:
    """`current` as of today; dates ISO or empty."""

    uid: str
    role: str
    role_label: str
    name: str
    job_title: str
    email: str
    telephone: str
    from_date: str
    to_date: str
    source: str
    note: str
    current: bool


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One spell of a status, category or attached officer; `value` in words."""

    uid: str
    what: str
    value: str
    from_date: str
    to_date: str
    source: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    uid: str
    title: str
    visit_date: str
    state: str
    focus: str
    look_fors: str
    school: str  # the predecessor's name where it was theirs
    key_task: str = ""  # in words


@dataclass(frozen=True, slots=True)
class TaskLine:
    uid: str
    visit_uid: str
    what: str
    party: str
    who: str
    due: str
    state: str
    done_on: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class DocumentLine:
    uid: str
    visit_uid: str
    kind: str
    title: str
    state: str
    version: int
    issued_on: str
    school: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Another school this one is linked to; `uid` is empty where it is not in the caseload."""

    uid: str
    urn: str
    name: str
    kind: str
    date: str


@dataclass(frozen=True, slots=True)
class KeptField:
    """A field changed by hand that the register gives otherwise."""

    field: str
    label: str
    ours: str
    register: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on the line of time. `table` and `uid` say what opens; `school` is a
    predecessor's name, empty for the school's own."""

    on: str
    kind: str  # visit, document, task, concern, case, finding, inspection, status, category, …
    text: str
    detail: str
    table: str
    uid: str
    school: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What to know before going: from the last visit to today."""

    last_visit: VisitLine | None
    next_visit: VisitLine | None
    agreed: tuple[TaskLine, ...]  # the school's and partners' open tasks
    promised: tuple[TaskLine, ...]  # the authority's own
    changed: tuple[str, ...]  # since the last visit
    look_fors: str


@dataclass(frozen=True, slots=True)
class SchoolPage:
    uid: str
    name: str
    facts: Mapping[str, str]  # every field of the school as stored, "" for nothing
    kind: str
    category: str
    category_since: str
    officer: str
    officer_since: str
    head: PersonInRole | None
    alerts: tuple[str, ...]
    brief: Brief
    people: tuple[PersonInRole, ...]
    statuses: tuple[StatusLine, ...]
    visits: tuple[VisitLine, ...]
    tasks: tuple[TaskLine, ...]
    documents: tuple[DocumentLine, ...]
    linked: tuple[Linked, ...]
    groups: tuple[str, ...]
    kept: tuple[KeptField, ...]
    chronology: tuple[Event, ...]
