"""Tables that are to become rows of a plan: from the clipboard, or from the school's own file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.pasted_plan import Reading, understood
from sif_desktop.domain.pasted_table import read_table
from sif_desktop.domain.plan_file import FilePlan, filled, parts_of, plan_of
from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.imports.plan_table import read_plan_file
from sif_desktop.services.plans import PlanPage


@dataclass(frozen=True, slots=True)
class NamedReading:
    """A table under its name, with what its columns seem to mean."""

    name: str
    reading: Reading


def from_text(text: str, template: PlanTemplate) -> tuple[NamedReading, ...]:
    """The table on the clipboard. Raises Problem where there is none."""
    table = read_table(text)
    if not table.rows:
        raise Problem(
            "There is no table to paste.", "Copy rows of a table in Word or Excel, then paste."
        )
    return (NamedReading("The pasted table", understood(table, template)),)


@dataclass(frozen=True, slots=True)
class FileReading:
    """The parts of a file that read as a plan, each under its name; `everything` are the rows of
    all of them together, `left_out` says what is not read and why."""

    parts: tuple[NamedReading, ...]
    everything: FilePlan
    left_out: tuple[str, ...]


def from_file(path: Path, page: PlanPage) -> FileReading:
    """The tables of a Word or Excel file that read as a plan. Raises Problem where none does."""
    file = read_plan_file(path)
    found, passed = parts_of(file.tables, page.template)
    if not found:
        raise Problem(
            f"No table in “{file.name}” has the headings of a plan.",
            "Give its columns headings such as Action, Lead and Date, or paste the rows.",
        )
    readings = tuple(NamedReading(part.where, filled(part)[0].reading) for part in found)
    whole = plan_of(found, page.today, page.calendar)
    missed = (f"{one.where} has no headings of a plan and was not read." for one in passed)
    return FileReading(readings, whole, (*file.left_out, *missed))
