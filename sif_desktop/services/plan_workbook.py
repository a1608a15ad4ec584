"""A plan as an Excel workbook: its rows under the rulebook's headings, one sheet for each part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_status import DEGREES, STATUSES, status_of
from sif_desktop.domain.plan_templates import FIELDS, Column
from sif_desktop.domain.plans import Action, Milestone, Plan
from sif_desktop.services.files import write_aside
from sif_desktop.services.table_export import Cell, harmless

if TYPE_CHECKING:
    from sif_desktop.services.plans import PlanPage

_Sheet = tuple[str, list[str], list[list[Cell | date]]]


def write_workbook(page: PlanPage, path: Path, *, replace: bool = False) -> int:
    """Write the plan to an .xlsx file and return how many rows it has. Raises FileExists unless
    `replace`, and Problem where the file cannot be written."""
    sheets = list(_sheets(page))
    write_aside(path, lambda aside: _write(aside, sheets), replace=replace)
    return sum(len(rows) for _, _, rows in sheets)


def _sheets(page: PlanPage) -> Iterable[_Sheet]:
    plan, template = page.plan, page.template
    titles = {one.uid: one.title for one in plan.priorities}
    for name, level, columns, rows in (
        ("Actions", "action", template.actions, plan.actions),
        ("Milestones", "milestone", template.milestones, plan.milestones),
    ):
        shown = columns or tuple(Column(code, label) for code, label in FIELDS[level].items())
        lines = [[titles.get(row.priority_uid, ""), *_cells(plan, shown, row, page.today)]
                 for row in rows]  # fmt: skip
        yield name, ["Priority", *(one.label for one in shown)], lines
    criteria: list[list[Cell | date]] = [
        [titles.get(one.priority_uid, ""), one.what, DEGREES.get(one.degree, ""), one.evidence,
         one.if_not]
        for one in plan.criteria
    ]  # fmt: skip
    heads = ["Priority", "Success criterion", "Degree", "Evidence", "Action if not successful"]
    yield "Success criteria", heads, criteria
    actions = {one.uid: one.what for one in plan.actions}
    costs: list[list[Cell | date]] = [
        [actions.get(one.action_uid, ""), one.what, float(one.amount),
         PARTIES.get(one.payer, ""), one.fund]
        for one in plan.costs
    ]  # fmt: skip
    yield "Costs", ["Action", "What for", "Amount in pounds", "Paid by", "Fund"], costs


def _cells(
    plan: Plan, columns: Sequence[Column], row: Action | Milestone, today: date
) -> list[Cell | date]:
    return [_cell(plan, column.field, row, today) for column in columns]


def _cell(plan: Plan, name: str, row: Action | Milestone, today: date) -> Cell | date:
    """A date as a date, an amount as a number, everything else in words."""
    costs = [cost for cost in plan.costs if cost.action_uid == row.uid]
    match name:
        case "cost":
            return float(sum((cost.amount for cost in costs), Decimal(0))) if costs else None
        case "payer":
            return ", ".join(dict.fromkeys(PARTIES.get(cost.payer, "") for cost in costs))
        case "party":
            return PARTIES.get(getattr(row, "party", ""), "")
        case "progress":
            said = row.judged.evidence
            words = STATUSES[status_of(row, today)]
            return f"{words}. {said}" if said else words
    value = getattr(row, name, None)
    return value if isinstance(value, str | date) else plan.text(name, row.uid)


def _write(path: Path, sheets: Sequence[_Sheet]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for title, headings, rows in sheets:
        sheet = book.create_sheet(title)
        for number in range(1, len(headings) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = 14 if number > 2 else 40
        sheet.freeze_panes = "A2"
        heads = [WriteOnlyCell(sheet, value=harmless(words)) for words in headings]
        for cell in heads:
            cell.font = Font(bold=True)
        sheet.append(heads)
        for row in rows:
            cells = [WriteOnlyCell(sheet, value=_safe(value)) for value in row]
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if cell.is_date:
                    cell.number_format = "d mmm yyyy"
            sheet.append(cells)
    book.save(path)


def _safe(value: Cell | date) -> Cell | datetime:
    if isinstance(value, date):
        return datetime.combine(value, time())
    return harmless(value)
