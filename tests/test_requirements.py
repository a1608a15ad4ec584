"""The ledger can be read by the machine, tests name only rows it holds, and each needed row has
its topic."""

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


def test_tests_name_only_rows_of_the_ledger_and_every_needed_row_has_one_topic():
    ledger = requirements.rows(requirements.LEDGER.read_text(encoding="utf-8"))
    topics = requirements.read_topics(requirements.TOPICS.read_text(encoding="utf-8"))
    assert list(requirements.faults(ledger, requirements.tested(), topics)) == []


LEDGER = requirements.rows(
    "| X1-1 | 2 | Says a thing. | [M] Do it. |\n| X1-2 | 2 | Says more. | [S] Do more. |\n"
    "| X1-3 | 3 | Says most. | [M] Do most. |\n"
)


def test_what_does_not_fit_together_is_named():
    topics = requirements.read_topics(
        '[plans]\nabout = "Plans."\nrows = ["X1-2", "X1-3"]\n[visits]\nrows = ["X1-3"]\n'
    )
    wrong = requirements.faults(LEDGER, {"X9-9": {"tests/test_it.py"}}, topics)
    assert [line.rpartition(": ")[2] for line in wrong] == ["X9-9", "X1-2", "X1-1", "X1-3"]


def test_a_report_tells_shown_rows_from_needed_ones_by_topic():
    marks = requirements.marked('@pytest.mark.req("X1-1")\ndef test_it(): ...')
    shown = {row: {"tests/test_it.py"} for row in marks}
    topics = {"visits": ["X1-1"], "plans": ["X1-3"]}
    said = list(requirements.report(LEDGER, shown, topics))
    assert said[:4] == [
        "Shown by a test",
        "  visits: 1 of 1",
        "    X1-1 [M] tests/test_it.py",
        "  plans: 0 of 1",
    ]
    assert "    X1-3 plans: Do most." in said
    assert not any("X1-2" in line for line in said)
    assert "  must [M]: 1 of 2" in said
