"""The table of faults names tests that are there."""

import re
from pathlib import Path

HERE = Path(__file__).parent


def test_every_fault_of_the_table_has_tests_that_are_there():
    rows = [line for line in (HERE / "FAULTS.md").read_text().splitlines() if "::" in line]
    assert len(rows) > 30
    for row in rows:
        named = re.findall(r"`([^`]+\.py)::(test_\w+)`", row)
        assert named, f"no test: {row}"
        for file, test in named:
            assert f"def {test}(" in (HERE / file).read_text(), f"{file}::{test}"
