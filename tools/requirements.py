"""Which rows of docs/requirements.md a test shows, and which rows the work cannot do without.

Read from the source of the tests (`@pytest.mark.req("R15-10")`), so it needs no test run.
`--check` fails if a test names a row that is not in the ledger.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEDGER = ROOT / "docs" / "requirements.md"
TESTS = ROOT / "tests"
_ROW = re.compile(r"\| (?P<id>[A-Z]+\d+-\d+) \|.*\| \[(?P<tag>[MSC])\] (?P<does>.*) \|")
_TAGS = {"M": "must", "S": "should", "C": "context"}


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: its id, its priority (M, S or C) and what the program must do."""

    id: str
    tag: str
    does: str


def rows(ledger: str) -> list[Row]:
    found = (_ROW.fullmatch(line.strip()) for line in ledger.splitlines())
    return [Row(match["id"], match["tag"], match["does"]) for match in found if match]


def marked(source: str) -> Iterator[str]:
    """The row ids of every `req` mark in the source of one test file."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "req"
        ):
            texts = (arg.value for arg in node.args if isinstance(arg, ast.Constant))
            yield from (text for text in texts if isinstance(text, str))


def tested() -> dict[str, set[str]]:
    """For each row id, the test files that show it."""
    found: dict[str, set[str]] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        for row in marked(file.read_text(encoding="utf-8")):
            found.setdefault(row, set()).add(file.relative_to(ROOT).as_posix())
    return found


def report(ledger: list[Row], shown: dict[str, set[str]]) -> Iterator[str]:
    yield "Shown by a test"
    for row in ledger:
        if row.id in shown:
            yield f"  {row.id} [{row.tag}] {', '.join(sorted(shown[row.id]))}"
    yield "Without a test, and needed [M]"
    yield from (
        f"  {row.id} {row.does[:100]}" for row in ledger if row.tag == "M" and row.id not in shown
    )
    every, done = (
        Counter(row.tag for row in kept)
        for kept in (ledger, [row for row in ledger if row.id in shown])
    )
    yield "Totals"
    yield from (f"  {_TAGS[tag]} [{tag}]: {done[tag]} of {every[tag]}" for tag in _TAGS)


def main() -> int:
    ledger, shown = rows(LEDGER.read_text(encoding="utf-8")), tested()
    if stray := sorted(set(shown) - {row.id for row in ledger}):
        print(f"Tests name rows that are not in the ledger: {', '.join(stray)}", file=sys.stderr)
        return 1
    if "--check" not in sys.argv:
        print("\n".join(report(ledger, shown)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
