"""A school's own table goes into a plan as one action, after a look at what it becomes."""

from datetime import date

import docx
import pytest
from openpyxl import Workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.pasted_plan import LEAVE_OUT

LINES = [
    ("Oakfield Primary School: improvement plan", None, None, None, None, None, None),
    ("Priority", "Success criteria", "Action", "Who", "By when", "Milestone", "RAG"),
    ("Reading", "80% read well", "Coach", "Head", date(2026, 12, 4), "70% read well", "Amber"),
    (None, None, "Buy books", None, "soon", None, "Green"),
    ("Attendance", "96%", "Call home", "Ms Ade", date(2027, 1, 15), None, None),
]


@pytest.fixture
def workbook(tmp_path):
    book = Workbook()
    for line in LINES:
        book.active.append(line)
    for area in ("A1:G1", "A3:A4", "B3:B4", "D3:D4"):
        book.active.merge_cells(area)
    book.save(tmp_path / "Our plan.xlsx")
    return tmp_path / "Our plan.xlsx"


def test_a_workbook_is_shown_brought_in_and_taken_back_at_once(services, plan, workbook):
    before = services.plans.plan(plan)
    found = services.plan_import.read(plan, workbook)
    (part,) = found.parts
    shown = [(one.name, one.target) for one in part.columns]
    assert shown[3:5] == [("D (Who)", ("action", "lead")), ("E (By when)", ("action", "due"))]
    assert (part.columns[6].sample, part.columns[6].target) == ("Amber", ("milestone", "progress"))
    services.plan_import.bring_in(found)
    after = services.plans.plan(plan)
    reading, attendance = after.priorities
    assert [one.what for one in after.criteria_of(reading.uid)] == ["80% read well"]
    coach, books = after.actions_of(reading.uid)
    assert (coach.lead, coach.due, books.lead) == ("Head", date(2026, 12, 4), "Head")
    assert "soon" in books.monitoring and "RAG: Green" in books.monitoring
    assert [one.what for one in after.milestones_of(reading.uid)] == ["70% read well"]
    assert [one.due for one in after.actions_of(attendance.uid)] == [date(2027, 1, 15)]
    services.undo.undo()
    assert services.plans.plan(plan) == before


def test_what_is_odd_is_said_by_sheet_row_and_column(services, plan, workbook):
    found = services.plan_import.read(plan, workbook)
    assert found.file == "Our plan.xlsx"
    assert [(one.where, one.row, one.column) for one in found.faults] == [
        ("Sheet Sheet", 1, ""),
        ("Sheet Sheet", 3, "D (Who)"),
        ("Sheet Sheet", 4, "E (By when)"),
    ]


def test_another_mapping_is_shown_before_anything_is_written(services, plan, workbook):
    found = services.plan_import.read(plan, workbook)
    assert (("action", "lead"), "Lead") in found.choices
    without = services.plan_import.given(found, 0, 6, LEAVE_OUT)
    assert not any("Amber" in " ".join(row.fields.values()) for row in without.rows)
    back = services.plan_import.given(without, 0, 6, None)
    assert any("RAG: Amber" in " ".join(row.fields.values()) for row in back.rows)
    assert services.plans.plan(plan).priorities == ()


def test_a_document_with_a_table_for_each_priority(services, plan, tmp_path):
    file = docx.Document()
    facts = file.add_table(rows=1, cols=2)
    facts.cell(0, 0).text, facts.cell(0, 1).text = "School", "Oakfield"
    for title, what in (("Priority 1: Reading", "Coach"), ("Priority 2: Maths", "Plan")):
        table = file.add_table(rows=3, cols=3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = title
        for cell, text in zip(table.rows[1].cells, ("Activity", "Lead", "Start"), strict=True):
            cell.text = text
        for cell, text in zip(table.rows[2].cells, (what, "Head", "7/12/2026"), strict=True):
            cell.text = text
    file.save(tmp_path / "plan.docx")
    found = services.plan_import.read(plan, tmp_path / "plan.docx")
    services.plan_import.bring_in(found)
    after = services.plans.plan(plan)
    tops = {one.uid: one.title for one in after.priorities}
    assert [(tops[one.priority_uid], one.what, one.start) for one in after.actions] == [
        ("Priority 1: Reading", "Coach", date(2026, 12, 7)),
        ("Priority 2: Maths", "Plan", date(2026, 12, 7)),
    ]
    assert found.left_out == (
        "Table 1 has no headings of a plan and was not read. It begins “School”.",
    )


def test_a_file_of_which_nothing_is_left_is_refused(services, plan, tmp_path):
    book = Workbook()
    book.active.append(("Action", "Lead"))
    book.save(tmp_path / "empty.xlsx")
    found = services.plan_import.read(plan, tmp_path / "empty.xlsx")
    with pytest.raises(Problem, match="becomes a row"):
        services.plan_import.bring_in(found)
