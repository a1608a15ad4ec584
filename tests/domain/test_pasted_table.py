"""Tables pasted from Word and Excel become rows of a plan, and no word of them is lost."""

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.pasted_plan import LEAVE_OUT, guess, rows_of, understood
from sif_desktop.domain.pasted_table import read_table
from sif_desktop.domain.plan_templates import Column, PlanTemplate
from tests.domain.any_plan import TODAY

TEMPLATE = PlanTemplate(
    "p", "Plan", "joint_plan",
    priority=(Column("title", "Improvement priority"), Column("criteria", "Success criteria")),
    actions=(Column("what", "Activity"), Column("lead", "Lead"), Column("start", "Start"),
             Column("due", "Target completion date"), Column("resources", "Resources")),
    milestones=(Column("what", "Milestone"), Column("due", "Reached by")),
)  # fmt: skip


def plan_of(text: str, columns=None):
    reading = understood(read_table(text), TEMPLATE)
    if columns is not None:
        reading = type(reading)(reading.table, reading.headed, {**reading.columns, **columns})
    return rows_of(reading, TODAY)


def rows(text: str):
    return [(row.level, dict(row.fields)) for row in plan_of(text).rows]


def test_headings_are_those_the_rulebook_prints_or_schools_use():
    headings = ["Improvement priority", "Activity", "By whom", "Target completion date",
                "Milestone", "Date", "Colour"]  # fmt: skip
    assert guess(headings, TEMPLATE) == {
        0: ("priority", "title"), 1: ("action", "what"), 2: ("action", "lead"),
        3: ("action", "due"), 4: ("milestone", "what"), 5: ("milestone", "due"),
    }  # fmt: skip


def test_an_excel_table_with_quoted_line_breaks_and_quotation_marks():
    text = 'Activity\tLead\tStart\r\n"Coach\nleaders of ""reading"""\tHead\t07/12/2026\r\n'
    assert rows(text) == [
        ("action", {"what": 'Coach\nleaders of "reading"', "lead": "Head", "start": "2026-12-07"})
    ]


def test_merged_cells_of_a_priority_hold_for_the_rows_beneath():
    text = (
        "Improvement priority\tSuccess criteria\tActivity\n"
        'Reading\t"80% read well\nAll enjoy it"\tCoach\n'
        "\t\tBuy books\nAttendance\t95%\tCall home\n"
    )
    assert rows(text) == [
        ("priority", {"title": "Reading"}),
        ("criterion", {"what": "80% read well"}), ("criterion", {"what": "All enjoy it"}),
        ("action", {"what": "Coach"}), ("action", {"what": "Buy books"}),
        ("priority", {"title": "Attendance"}), ("criterion", {"what": "95%"}),
        ("action", {"what": "Call home"}),
    ]  # fmt: skip


def test_a_row_word_broke_at_a_paragraph_is_put_together():
    found = plan_of("Activity\tLead\tResources\nTrain the staff\nand governors\tHead\tCover\n")
    assert [dict(row.fields) for row in found.rows] == [
        {"what": "Train the staff\nand governors", "lead": "Head", "resources": "Cover"}
    ]
    assert [(one.row, one.message) for one in found.faults] == [
        (2, "The row was broken in two and put together again.")
    ]


def test_a_cell_across_the_table_is_a_priority():
    found = plan_of("Activity\tLead\tResources\nPriority 1: Reading\nCoach\tHead\tCover\n")
    assert [(row.level, row.row) for row in found.rows] == [("priority", 2), ("action", 3)]
    assert "across the table" in found.faults[0].message


def test_missing_and_surplus_cells_are_said_by_row():
    found = plan_of("Activity\tLead\tResources\nCoach\tHead\nBuy\tMs A\tBooks\tGreen\n")
    assert [dict(row.fields) for row in found.rows] == [
        {"what": "Coach", "lead": "Head"},
        {"what": "Buy", "lead": "Ms A", "resources": "Books", "monitoring": "Green"},
    ]
    assert [one.message for one in found.faults] == [
        "It has 2 cells instead of 3: the others are taken as empty.",
        "It has 4 cells instead of 3: none was left out.",
    ]


def test_what_is_no_date_or_has_no_field_is_kept_as_words():
    text = "Activity\tTarget completion date\tColour\tCost\nCoach\tonce settled\tamber\t£250\n"
    found = plan_of(text)
    ((_, fields),) = [(row.level, row.fields) for row in found.rows]
    assert fields["what"] == "Coach" and "due" not in fields
    for words in ("Target date: once settled", "Colour: amber", "Cost: £250"):
        assert words in fields["monitoring"]
    assert [one.message for one in found.faults] == ["“once settled” is not a date: kept as words."]


def test_a_column_of_a_text_of_the_rulebooks_own_keeps_its_heading():
    own = replace(TEMPLATE, actions=(*TEMPLATE.actions, Column("how_far", "How far along")))
    table = read_table("Activity\tHow far along\nCoach\tHalf way")
    (made,) = rows_of(understood(table, own), TODAY).rows
    assert made.fields["monitoring"] == "How far along: Half way"


def test_a_column_is_left_out_only_when_the_officer_says_so():
    text = "Activity\tColour\nCoach\tamber\n"
    assert dict(plan_of(text, {1: LEAVE_OUT}).rows[0].fields) == {"what": "Coach"}


def test_a_list_without_headings_becomes_actions():
    assert rows("Coach the leaders\nBuy books\n") == [
        ("action", {"what": "Coach the leaders"}), ("action", {"what": "Buy books"}),
    ]  # fmt: skip


def test_a_quotation_mark_left_open_swallows_nothing():
    found = plan_of('Activity\tLead\n"Coach\tHead\nBuy\tMs A\n')
    assert [row.fields["what"] for row in found.rows] == ['"Coach', "Buy"]
    assert "not closed" in found.faults[0].message


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n", "\0", '"'])
def test_nothing_pasted_makes_next_to_nothing(text):
    assert len(plan_of(text).rows) <= 1


def test_five_hundred_rows_are_read():
    text = "Activity\tLead\n" + "".join(f"Action {n}\tHead\n" for n in range(500))
    assert len(plan_of(text).rows) == 500


cells = st.text(alphabet="ab \n\t\"'£%é-1", max_size=12)
tables = st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6)
HEADS = st.lists(
    st.sampled_from(["Activity", "Lead", "Target completion date", "Improvement priority", "Colour",
                     "Success criteria", "Milestone", "Cost", "Whose"]), max_size=5, unique=True
)  # fmt: skip


def excel(rows: list[list[str]]) -> str:
    """As Excel puts a table on the clipboard."""

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if set(text) & set('\t\n"') else text

    return "".join("\t".join(map(cell, row)) + "\r\n" for row in rows)


@given(HEADS, tables)
def test_no_word_of_any_table_is_lost(heads, body):
    found = plan_of(excel([heads, *body] if heads else body))
    said = " ".join(chain.from_iterable(row.fields.values() for row in found.rows))
    for text in chain.from_iterable(body):
        if not is_day(text):
            assert all(word in said for word in text.split()), text


def is_day(text: str) -> bool:
    """Whether a cell is understood as a day, which is kept as one."""
    try:
        return bool(parse_date(text, TODAY))
    except Problem:
        return False


@given(st.text(max_size=300))
def test_whatever_is_pasted_it_is_read(text):
    plan_of(text)
