"""The ledger can be read by the machine, and tests name only rows it holds."""

import importlib.util
import sys
from pathlib import Path

TOOL = Path(__file__).parents[1] / "tools" / "requirements.py"
spec = importlib.util.spec_from_file_location("requirements_tool", TOOL)
requirements = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = requirements
spec.loader.exec_module(requirements)


def test_every_row_of_the_ledger_is_read():
    rows = requirements.rows(requirements.LEDGER.read_text(encoding="utf-8"))
    assert len(rows) == len({row.id for row in rows}) == 423
    assert {row.tag for row in rows} == {"M", "S", "C"}


def test_tests_name_only_rows_of_the_ledger():
    known = {row.id for row in requirements.rows(requirements.LEDGER.read_text(encoding="utf-8"))}
    assert set(requirements.tested()) <= known


def test_a_report_tells_shown_rows_from_needed_ones():
    ledger = requirements.rows(
        "| X1-1 | 2 | Says a thing. | [M] Do it. |\n| X1-2 | 2 | Says more. | [S] Do more. |\n"
        "| X1-3 | 3 | Says most. | [M] Do most. |\n"
    )
    marks = requirements.marked('@pytest.mark.req("X1-1")\ndef test_it(): ...')
    said = "\n".join(requirements.report(ledger, {row: {"tests/test_it.py"} for row in marks}))
    assert "X1-1 [M] tests/test_it.py" in said
    assert "X1-3 Do most." in said
    assert "X1-2" not in said
    assert "must [M]: 1 of 2" in said
