"""Which rows of docs/requirements.md a test shows, and which needed rows none shows, by topic.

Read from the source of the tests (`@pytest.mark.req("R15-10")`), so it needs no test run. It fails,
with `--check` without a report, if a test names a row that is not in the ledger, or if a needed row
does not stand under one topic of docs/requirements-topics.toml.
"""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEDGER = ROOT / "docs" / "requirements.md"
TOPICS = ROOT / "docs" / "requirements-topics.toml"
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


def read_topics(text: str) -> dict[str, list[str]]:
    """The rows of each topic, as the file has them."""
    return {name: topic["rows"] for name, topic in tomllib.loads(text).items()}


def faults(
    ledger: Sequence[Row], shown: Mapping[str, set[str]], topics: Mapping[str, list[str]]
) -> Iterator[str]:
    """What does not fit together between the ledger, the tests and the topics."""
    needed = {row.id for row in ledger if row.tag == "M"}
    given = Counter(row for rows in topics.values() for row in rows)
    for words, strays in (
        ("Tests name rows that are not in the ledger", set(shown) - {row.id for row in ledger}),
        ("Topics name rows that are not needed ones of the ledger", set(given) - needed),
        ("Needed rows without a topic", needed - set(given)),
        ("Rows named twice among the topics", {row for row, times in given.items() if times > 1}),
    ):
        if strays:
            yield f"{words}: {', '.join(sorted(strays))}"


def report(
    ledger: Sequence[Row], shown: Mapping[str, set[str]], topics: Mapping[str, list[str]]
) -> Iterator[str]:
    topic_of = {row: name for name, rows in topics.items() for row in rows}
    groups = {name: [r for r in ledger if topic_of.get(r.id) == name] for name in topics}
    others = [row for row in ledger if row.id not in topic_of]
    yield "Shown by a test"
    for name, rows in (*groups.items(), ("not needed, and so without a topic", others)):
        yield f"  {name}: {sum(row.id in shown for row in rows)} of {len(rows)}"
        for row in rows:
            if row.id in shown:
                yield f"    {row.id} [{row.tag}] {', '.join(sorted(shown[row.id]))}"
    yield "Without a test, and needed [M]"
    for name, rows in groups.items():
        left = [row for row in rows if row.id not in shown]
        yield f"  {name}: {len(left)}"
        yield from (f"    {row.id} {name}: {row.does[:100]}" for row in left)
    yield "Totals"
    for tag, words in _TAGS.items():
        every = [row for row in ledger if row.tag == tag]
        yield f"  {words} [{tag}]: {sum(row.id in shown for row in every)} of {len(every)}"


def main() -> int:
    ledger, shown = rows(LEDGER.read_text(encoding="utf-8")), tested()
    topics = read_topics(TOPICS.read_text(encoding="utf-8"))
    if wrong := list(faults(ledger, shown, topics)):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    if "--check" not in sys.argv:
        print("\n".join(report(ledger, shown, topics)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
