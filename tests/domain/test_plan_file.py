"""Where the headings of a plan stand in a file, and that no word of its tables is lost."""

from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.calendar import TermCalendar
from sif_desktop.domain.pasted_plan import LEAVE_OUT
from sif_desktop.domain.pasted_table import TableRow
from sif_desktop.domain.plan_file import FileTable, Held, column_letters, parts_of, plan_of
from tests.domain.any_plan import TODAY
from tests.domain.test_pasted_table import TEMPLATE

HEAD = ("Activity", "Lead", "Target completion date", "Resources")


def table(*rows, where="Table 1", held=(), across=()):
    made = (TableRow(n, tuple(row), n in across) for n, row in enumerate(rows, 1))
    return FileTable(where, tuple(made), tuple(held))


def read(*tables):
    parts, passed = parts_of(tables, TEMPLATE)
    return parts, passed, plan_of(parts, TODAY, TermCalendar())


def rows(plan):
    return [(row.level, dict(row.fields)) for row in plan.rows]


def test_headings_are_found_below_titles_which_are_said():
    titles = [("Oakfield: plan 2026–27", "", "", ""), ("Head", "", "Ms Rowe", "")]
    _, _, plan = read(table(*titles, HEAD, ("Coach", "Head", "", "")))
    assert rows(plan) == [("action", {"what": "Coach", "lead": "Head"})]
    assert [(one.row, one.message) for one in plan.faults] == [
        (1, "It stands above the headings, not taken: “Oakfield: plan 2026–27”."),
        (2, "It stands above the headings, not taken: “Head | Ms Rowe”."),
    ]


def test_a_priority_named_above_its_headings_is_taken():
    first = table(("Priority 1: Reading", "", "", ""), HEAD, ("Coach", "", "", ""), across={1})
    second = table(("Priority 2: Maths", "", "", ""), HEAD, ("Plan", "", "", ""), across={1})
    _, _, plan = read(first, second)
    assert [next(iter(fields.values())) for _, fields in rows(plan)] == [
        "Priority 1: Reading", "Coach", "Priority 2: Maths", "Plan",
    ]  # fmt: skip


def test_headings_repeated_on_a_page_are_left_out_and_said():
    _, _, plan = read(table(HEAD, ("Coach", "", "", ""), HEAD, ("Buy", "", "", "")))
    assert [fields["what"] for _, fields in rows(plan)] == ["Coach", "Buy"]
    assert [(one.row, one.message) for one in plan.faults] == [
        (3, "The headings stand here again: left out.")
    ]


def test_other_headings_further_down_begin_a_part_of_their_own():
    below = ("Milestone", "Reached by", "", "")
    parts, _, plan = read(table(HEAD, ("Coach", "", "", ""), below, ("70% read", "4/1/27", "", "")))
    assert len(parts) == 2
    assert rows(plan)[1] == ("milestone", {"what": "70% read", "due": "2027-01-04"})


def test_headings_in_two_tiers_are_put_together():
    above = ("Activity", "Lead", "Checkpoint", "")
    below = ("", "", "Milestone", "Reached by")
    (part,), _, plan = read(table(above, below, ("Coach", "Head", "70% read", "4/1/27")))
    assert part.reading.headings == ("Activity", "Lead", "Milestone", "Reached by")
    assert [level for level, _ in rows(plan)] == ["action", "milestone"]
    assert plan.faults == ()


def test_a_table_cut_by_a_page_goes_on_and_another_is_passed_over():
    goes_on = table(("Buy", "Ms A", "", ""), where="Table 2")
    other = table(("School", "Oakfield"), where="Table 3")
    _, passed, plan = read(table(HEAD, ("Coach", "", "", "")), goes_on, other)
    assert [fields["what"] for _, fields in rows(plan)] == ["Coach", "Buy"]
    assert [one.where for one in passed] == ["Table 3"]


def test_a_merged_cell_says_who_for_each_row_but_costs_once():
    lines = [HEAD, ("Coach", "Head", "", "£500"), ("Buy", "", "", ""), ("Call", "Ms A", "", "")]
    _, _, plan = read(table(*lines, held=[Held(2, 3, 1), Held(2, 3, 3)]))
    assert rows(plan) == [
        ("action", {"what": "Coach", "lead": "Head", "resources": "£500"}),
        ("action", {"what": "Buy", "lead": "Head"}),
        ("action", {"what": "Call", "lead": "Ms A"}),
    ]
    assert [(one.row, one.column, one.message) for one in plan.faults] == [
        (2, "2 (Lead)", "One cell goes over rows 2 to 3: taken for each of them."),
        (2, "4 (Resources)", "One cell goes over rows 2 to 3: taken for row 2 alone."),
    ]


def test_a_date_that_is_none_is_said_with_its_table_row_and_column():
    _, _, plan = read(table(HEAD, ("Coach", "", "once settled", "")))
    (fault,) = plan.faults
    assert (fault.where, fault.row, fault.column) == ("Table 1", 2, "3 (Target completion date)")
    assert "Target date: once settled" in rows(plan)[0][1]["monitoring"]


def test_a_column_given_to_another_field_takes_no_words_away():
    (part,), _, _ = read(table((*HEAD[:3], "Notes"), ("Coach", "Head", "", "Ms A")))
    plan = plan_of([part.given(3, ("action", "lead"))], TODAY, TermCalendar())
    assert rows(plan) == [("action", {"what": "Coach", "lead": "Ms A", "monitoring": "Lead: Head"})]
    gone = plan_of([part.given(3, LEAVE_OUT)], TODAY, TermCalendar())
    assert rows(gone) == [("action", {"what": "Coach", "lead": "Head"})]


def test_columns_are_called_as_a_workbook_calls_them():
    assert [column_letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


WORDS = st.one_of(st.just(""), st.sampled_from([*HEAD, "Milestone", "Priority 1: Reading"]),
                  st.text("abcxyz", min_size=4, max_size=9))  # fmt: skip
GRIDS = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.tuples(*[WORDS] * width).filter(any), min_size=1, max_size=12)
)


@given(st.lists(GRIDS, min_size=1, max_size=3))
def test_every_word_of_any_file_is_in_a_row_or_said(grids):
    tables = [table(*grid, where=f"Table {n}") for n, grid in enumerate(grids, 1)]
    parts, passed, plan = read(*tables)
    kept = [" ".join(fields.values()) for _, fields in rows(plan)]
    kept += [cell for part in parts for cell in part.reading.headings]
    kept += [one.message for one in plan.faults]
    kept += [cell for one in passed for row in one.rows for cell in row.cells]
    said = "\n".join(kept)
    headings = {cell for part in parts for cell in part.reading.headings} | set(HEAD)
    typed = {cell for grid in grids for row in grid for cell in row} - headings - {"Milestone"}
    assert [cell for cell in typed if cell not in said] == []
