"""A plan typed in a school's own Excel or Word table, brought in after a look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.pasted_plan import PastedRow, Target, targets
from sif_desktop.domain.plan_file import FileFault, FilePart, FileTable, parts_of, plan_of
from sif_desktop.services.plan_outline import PlanOutline
from sif_desktop.services.plans import PlanPage, PlanService

if TYPE_CHECKING:
    from pathlib import Path

    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """`name` is where the column stands with its heading, `sample` the first words under it;
    `target` the field it goes to, LEAVE_OUT, or None where it is kept with its row's words."""

    number: int
    name: str
    sample: str
    target: Target | None


@dataclass(frozen=True, slots=True)
class PartPreview:
    where: str
    columns: tuple[ColumnPreview, ...]


@dataclass(frozen=True, slots=True)
class PlanImportPreview:
    """What a file would become. `choices` are the fields a column may be given to, in words;
    `left_out` says of what is not read why; `found` is what was read, for another mapping."""

    plan_uid: str
    file: str
    parts: tuple[PartPreview, ...]
    choices: tuple[tuple[Target, str], ...]
    rows: tuple[PastedRow, ...]
    faults: tuple[FileFault, ...]
    left_out: tuple[str, ...]
    found: tuple[FilePart, ...]


class PlanImport:
    def __init__(self, context: Context) -> None:
        self._plans = PlanService(context)
        self._outline = PlanOutline(context)

    def read(self, plan_uid: str, path: Path) -> PlanImportPreview:
        """What the file would become in the plan. Raises Problem for a file without a table."""
        from sif_desktop.imports.plan_table import read_plan_file

        page = self._plans.page(plan_uid)
        file = read_plan_file(path)
        parts, passed = parts_of(file.tables, page.template)
        left_out = (*file.left_out, *map(_passed, passed))
        return _preview(page, file.name, parts, left_out)

    def given(
        self, preview: PlanImportPreview, part: int, column: int, target: Target | None
    ) -> PlanImportPreview:
        """The preview with a column of a part given to another field."""
        page = self._plans.page(preview.plan_uid)
        found = tuple(
            one.given(column, target) if number == part else one
            for number, one in enumerate(preview.found)
        )
        return _preview(page, preview.file, found, preview.left_out)

    def bring_in(self, preview: PlanImportPreview) -> Changes:
        """Add the rows to the plan, in one action. Raises Problem if there are none."""
        if not preview.rows:
            raise Problem(f"Nothing of “{preview.file}” becomes a row.", "Give a column a field.")
        rows = [(row.level, row.fields) for row in preview.rows]
        return self._outline.add_many(preview.plan_uid, rows)


def _preview(
    page: PlanPage, file: str, parts: tuple[FilePart, ...], left_out: tuple[str, ...]
) -> PlanImportPreview:
    plan = plan_of(parts, page.today, page.calendar)
    choices = tuple(targets(page.template).items())
    shown = tuple(PartPreview(part.where, tuple(_columns(part))) for part in parts)
    return PlanImportPreview(
        page.plan.uid, file, shown, choices, plan.rows, plan.faults, left_out, parts
    )


def _columns(part: FilePart) -> list[ColumnPreview]:
    reading = part.reading
    rows = [row for row in reading.table.rows[1 if reading.headed else 0 :] if not row.across]
    return [
        ColumnPreview(
            number,
            part.column_name(number),
            next((row.cells[number] for row in rows if row.cells[number]), ""),
            reading.columns.get(number),
        )
        for number in range(reading.table.width)
    ]


def _passed(table: FileTable) -> str:
    words = next((cell for row in table.rows for cell in row.cells if cell), "")
    first = " ".join(words.split())[:60]
    return f"{table.where} has no headings of a plan and was not read. It begins “{first}”."
