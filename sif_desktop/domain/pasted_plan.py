"""Rows of a plan from a pasted table: which column is which field, and what each row becomes.

What has no field of its own is kept with the words of its row, under its heading; only a column
the officer leaves out is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sif_desktop.domain.calendar import TermCalendar
from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.pasted_table import PastedTable, RowFault, TableRow
from sif_desktop.domain.plan_templates import FIELDS, Column, PlanTemplate

LEAVE_OUT = ("", "")
Target = tuple[str, str]  # level and field
# Fields a row can be given as it is made; of the others the words are kept.
_SETTABLE: Mapping[str, tuple[str, ...]] = {
    "priority": ("title", "current_position", "lead"),
    "action": (
        *("what", "party", "lead", "start", "due", "resources", "objectives", "monitor"),
        "monitoring",
    ),
    "milestone": (
        *("what", "baseline", "measure", "target", "source", "monitor", "how_often", "due"),
    ),
}
_KEPT_IN = {"priority": "current_position", "action": "monitoring", "milestone": "source"}
_MAIN = {"priority": "title", "action": "what", "milestone": "what"}
_DAYS = ("start", "due")
# Headings schools use beside those the rulebook prints.
_OTHERS: Mapping[str, Target] = {
    heading: (level, name)
    for level, name, headings in (
        ("priority", "title", "priority|priorities|objective|key issue|key priority|area|aim|goal"
                              "|area for improvement|target area|improvement priority"),
        ("priority", "current_position", "current position|where are we now|starting point|now"),
        ("priority", "criteria", "success criteria|success criterion|impact|intended impact"
                                 "|outcomes|outcome|expected impact|what success looks like"),
        ("action", "what", "action|actions|activity|activities|task|tasks|step|steps|what"
                           "|actions to be taken|key actions|strategy|strategies"),
        ("action", "party", "whose|party|school or la|school/la"),
        ("action", "lead", "lead|led by|who|by whom|lead person|person responsible|responsibility"
                           "|responsible|staff|owner|lead and others"),
        ("action", "start", "start|start date|from|begin"),
        ("action", "due", "due|by when|when|deadline|end date|target date|completion date"
                          "|target completion date|date|timescale|timescales|timeline|end|to"),
        ("action", "resources", "resources|resource|resourcing|support needed"),
        ("action", "cost", "cost|costs|costings|budget|funding|resources and cost|cost (£)"),
        ("action", "payer", "paid by|payer|funded by"),
        ("action", "objectives", "objective(s)|objectives|purpose"),
        ("action", "monitor", "monitored by|monitor|who monitors|monitoring by"),
        ("action", "monitoring", "monitoring|how monitored|how it is monitored|evaluation"
                                 "|monitoring and evaluation"),
        ("action", "progress", "progress|rag|status|review|comments|notes|update|evidence"),
        ("milestone", "what", "milestone|milestones|milestone target|interim target"),
        ("milestone", "baseline", "baseline"),
        ("milestone", "measure", "measure|measured by"),
        ("milestone", "target", "target|targets"),
        ("milestone", "source", "evidence from|evidence source|sources of evidence"),
        ("milestone", "how_often", "how often|frequency"),
    )
    for heading in headings.split("|")
}  # fmt: skip
_PARTY_WORDS = {
    "school": "school", "sch": "school", "academy": "school", "governors": "school",
    "la": "authority", "local authority": "authority", "authority": "authority",
    "council": "authority", "lea": "authority", "partner": "partner", "trust": "partner",
    "diocese": "partner", "teaching school": "partner",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row to be: its level, its fields as the outline takes them, and where it stood."""

    level: str
    fields: Mapping[str, str]
    row: int


@dataclass(frozen=True, slots=True)
class PastedPlan:
    rows: tuple[PastedRow, ...]
    faults: tuple[RowFault, ...]

    @property
    def for_outline(self) -> list[tuple[str, Mapping[str, str]]]:
        """As `PlanOutline.add_many` takes them."""
        return [(row.level, row.fields) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Reading:
    """A table with what its columns mean, by number; `headed` says that its first row is headings.
    A column that is not named here is kept with the words of its row."""

    table: PastedTable
    headed: bool
    columns: Mapping[int, Target]

    @property
    def headings(self) -> tuple[str, ...]:
        return self.table.rows[0].cells if self.headed else ()


def targets(template: PlanTemplate) -> dict[Target, str]:
    """The fields a column can be given to, in the template's own words where it has them."""
    own = {(level, one.field): one.label for level, some in _printed(template) for one in some}
    wanted = [(level, name) for level, names in _SETTABLE.items() for name in names]
    wanted.insert(_SETTABLE["priority"].index("title") + 1, ("priority", "criteria"))
    return {one: own.get(one) or FIELDS[one[0]][one[1]] for one in wanted}


def _printed(template: PlanTemplate) -> tuple[tuple[str, tuple[Column, ...]], ...]:
    return (
        ("priority", template.priority),
        ("action", template.actions),
        ("milestone", template.milestones),
    )


def understood(table: PastedTable, template: PlanTemplate) -> Reading:
    """What each column seems to mean, from the template's own headings and those schools use."""
    if not table.rows:
        return Reading(table, False, {})
    first = table.rows[0]
    columns = guess(first.cells, template)
    if not first.across and len(table.rows) > 1 and 3 * len(columns) >= len(_worded(first)) > 0:
        return Reading(table, True, columns)
    return Reading(table, False, _by_place(table.width, template))


def _worded(row: TableRow) -> list[str]:
    return [cell for cell in row.cells if cell]


def guess(headings: Sequence[str], template: PlanTemplate) -> dict[int, Target]:
    """The field under each heading, each used once; a heading that could be of an action or of a
    milestone is of the kind the one before it is of."""
    found: dict[int, Target] = {}
    level = "action"
    for number, heading in enumerate(headings):
        fits = [one for one in _fitting(heading, template) if one not in found.values()]
        if fits:
            target = next((one for one in fits if one[0] == level), fits[0])
            found[number] = target
            level = target[0] if target[0] != "priority" else level
    return found


def _fitting(heading: str, template: PlanTemplate) -> Iterator[Target]:
    """The fields a heading may mean: as the template prints it, by our own word, by usage."""
    said = _plain(heading)
    if not said:
        return
    for level, some in _printed(template):
        yield from ((level, one.field) for one in some if _plain(one.label) == said)
    for level, names in FIELDS.items():
        yield from ((level, name) for name, label in names.items() if _plain(label) == said)
    if said in _OTHERS:
        level, name = _OTHERS[said]
        yield level, name
        if level == "action" and name in FIELDS["milestone"]:
            yield "milestone", name


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[*:]+", " ", heading.casefold()).split()).rstrip(".?")


def _by_place(width: int, template: PlanTemplate) -> dict[int, Target]:
    """Without headings: the template's columns in order where there are as many, else the first
    column is what is done."""
    if width == len(template.actions):
        return {n: ("action", one.field) for n, one in enumerate(template.actions)}
    return {0: ("action", "what")}


# --- rows -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Made:
    """Rows while they are made; the priority of the moment can still be added to."""

    reading: Reading
    today: date
    calendar: TermCalendar
    rows: list[tuple[str, dict[str, str], int]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    priority: dict[str, str] | None = None
    criteria: str = ""


def rows_of(reading: Reading, today: date, calendar: TermCalendar | None = None) -> PastedPlan:
    """The rows of a plan a table makes, in its order, and what is odd about it by row."""
    made = _Made(reading, today, calendar or TermCalendar())
    made.faults += reading.table.faults
    for row in reading.table.rows[1 if reading.headed else 0 :]:
        if row.across:
            _begin_priority(made, row.cells[0], row.number)
        else:
            _row(made, row)
    rows = tuple(PastedRow(*one) for one in made.rows)
    return PastedPlan(rows, tuple(sorted(made.faults, key=lambda one: one.row)))


def _row(made: _Made, row: TableRow) -> None:
    given: dict[str, dict[str, str]] = {"priority": {}, "action": {}, "milestone": {}}
    loose: list[tuple[int, str]] = []
    for number, cell in enumerate(row.cells):
        target = made.reading.columns.get(number)
        if not cell or target == LEAVE_OUT:
            continue
        if target is None or target[1] not in FIELDS[target[0]]:
            # A text of the rulebook's own is kept with the words, under its heading.
            loose.append((number, cell))
        else:
            given[target[0]][target[1]] = cell
    if given["action"] and given["milestone"].keys() == {"progress"}:
        # A column beside the milestones that says how the action stands, where there is none.
        column = _column(made, ("milestone", "progress")) or 0
        loose.append((column, given["milestone"].pop("progress")))
    _priority(made, given["priority"], row.number)
    levels = [name for name in ("action", "milestone") if given[name]]
    if loose and not levels:
        levels = ["action"] if made.priority is None or not given["priority"] else []
    for level in levels:
        own = loose if level == levels[0] else []
        _followed(made, level, given[level], own, row.number)
    if loose and not levels and made.priority is not None:
        for number, cell in loose:
            _keep(made.priority, "priority", _heading(made, number), cell)


def _priority(made: _Made, given: dict[str, str], number: int) -> None:
    """A new priority where the words are new; an empty or repeated cell is the one above."""
    title = given.pop("title", "")
    if title and (made.priority is None or made.priority["title"] != title):
        _begin_priority(made, title, number)
    criteria = given.pop("criteria", "")
    if given and made.priority is None:
        _begin_priority(made, next(iter(given.values())), number)
        made.faults.append(RowFault(number, "It has no priority: its first words are taken."))
    for name, cell in given.items():
        assert made.priority is not None
        if name in _SETTABLE["priority"] and not made.priority.get(name):
            made.priority[name] = cell
        elif made.priority.get(name) != cell:
            _keep(made.priority, "priority", FIELDS["priority"].get(name, name), cell)
    if criteria and criteria != made.criteria:
        made.criteria = criteria
        made.rows += [("criterion", {"what": one}, number) for one in criteria.split("\n")]


def _begin_priority(made: _Made, title: str, number: int) -> None:
    made.priority, made.criteria = {"title": title}, ""
    made.rows.append(("priority", made.priority, number))


def _followed(
    made: _Made, level: str, given: dict[str, str], loose: list[tuple[int, str]], number: int
) -> None:
    """An action or a milestone."""
    fields: dict[str, str] = {}
    for name, cell in given.items():
        value, fault = _value(made, name, cell)
        if fault:
            made.faults.append(RowFault(number, fault, _column(made, (level, name))))
        if value and name in _SETTABLE[level]:
            fields[name] = value
        else:
            _keep(fields, level, FIELDS[level].get(name, name), cell)
    for column, cell in loose:
        _keep(fields, level, _heading(made, column), cell)
    if not fields.get(_MAIN[level]):
        fields[_MAIN[level]] = ""
        made.faults.append(RowFault(number, f"The {level} has no words; the rest was kept."))
    made.rows.append((level, fields, number))


def _column(made: _Made, target: Target) -> int | None:
    return next((n for n, one in made.reading.columns.items() if one == target), None)


def _value(made: _Made, name: str, cell: str) -> tuple[str, str]:
    """The value of a cell as its field takes it, or "" and what is wrong with it."""
    if name in _DAYS:
        try:
            return parse_date(cell, made.today, made.calendar).isoformat(), ""
        except Problem:
            return "", f"“{_short(cell)}” is not a date: kept as words."
    if name == "party":
        party = _PARTY_WORDS.get(_plain(cell), "")
        known = "" if party else f"“{_short(cell)}” is not school, authority or partner: kept."
        return party, known
    return cell, ""


def _keep(fields: dict[str, str], level: str, heading: str, cell: str) -> None:
    """Keep words that have no field of their own, under their heading."""
    said = f"{heading}: {cell}" if heading else cell
    into = _KEPT_IN[level]
    fields[into] = "\n".join(filter(None, (fields.get(into, ""), said)))


def _heading(made: _Made, number: int) -> str:
    headings = made.reading.headings
    return headings[number].replace("\n", " ") if number < len(headings) else ""


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
