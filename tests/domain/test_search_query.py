"""Whatever is typed into the search line is a query, and FTS5 accepts it."""

import sqlite3
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sif_desktop.domain.search_query import SearchQuery, parse_search

TODAY = date(2026, 11, 18)


def parse(text: str) -> SearchQuery:
    return parse_search(text, TODAY)


def test_everything_a_query_can_say_at_once():
    query = parse(
        'school:"Hill View" since:2026-01 until:2026-03 is:overdue is:open kind:visit by:me '
        '"exact phrase" reading -maths'
    )
    assert query == SearchQuery(
        words=("reading",),
        phrases=("exact phrase",),
        excluded=("maths",),
        schools=("Hill View",),
        kinds=("visit",),
        states=("overdue", "open"),
        by=("me",),
        since=date(2026, 1, 1),
        until=date(2026, 3, 31),
    )
    assert query.match == '"exact phrase" AND "reading" NOT "maths"'


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("reading", '"reading"*'),
        ("reading ", '"reading"'),
        ("re", '"re"'),
        ("phonics year 1", '"phonics" AND "year" AND "1"'),
        ("OR AND NOT NEAR", '"OR" AND "AND" AND "NOT" AND "NEAR"*'),
        ('say "he said', '"he said" AND "say"'),
        ("“curly quotes”", '"curly quotes"'),
        ("head's", '"head\'s"*'),
        ("follow-up", '"follow" AND "up"'),
        ("letter -follow-up", '"letter" NOT "follow up"'),
        ("maths is:open", '"maths"'),
        ("-maths", ""),
        ("***", ""),
        ("", ""),
        ("a:b*c^(d)", '"a" AND "b" AND "c" AND "d"'),
    ],
)
def test_words_become_a_safe_match(typed, match):
    assert parse(typed).match == match


def test_an_unknown_operator_is_looked_for_as_words_and_said():
    query = parse("colour:blue is:purple since:never")
    assert query.unknown == ("colour:blue", "is:purple", "since:never")
    assert query.words == ("colour", "blue", "is", "purple", "since", "never")


def test_an_operator_still_being_typed_asks_nothing():
    assert not parse("school:").narrows
    assert not parse('school:"').narrows
    assert parse("school:Oak").narrows


@pytest.mark.parametrize(
    ("typed", "since"),
    [
        ("since:2026", date(2026, 1, 1)),
        ("since:2026-12-03", date(2026, 12, 3)),
        ("since:3/2/26", date(2026, 2, 3)),
        ('since:"last friday"', date(2026, 11, 13)),
        ('since:"2 weeks ago"', date(2026, 11, 4)),
    ],
)
def test_dates_are_typed_as_anywhere_else(typed, since):
    assert parse(typed).since == since


def test_a_year_or_month_reaches_to_its_last_day():
    assert parse("until:2026").until == date(2026, 12, 31)
    assert parse("until:2028-02").until == date(2028, 2, 29)


@pytest.fixture(scope="module")
def index():
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE note USING fts5(body)")
    database.executemany(
        "INSERT INTO note VALUES (?)",
        [("reading is strong in the early years",), ("reading and maths books",)],
    )
    yield database
    database.close()


def hits(index: sqlite3.Connection, typed: str) -> int:
    (found,) = index.execute(
        "SELECT count(*) FROM note WHERE note MATCH ?", (parse(typed).match,)
    ).fetchone()
    return found


def test_a_match_finds_what_it_says(index):
    assert hits(index, "reading") == 2
    assert hits(index, "read") == 2
    assert hits(index, "reading -maths") == 1
    assert hits(index, '"early years"') == 1
    assert hits(index, '"years early"') == 0


@given(st.text(max_size=120) | st.text(alphabet="ab\":-*^()“” \0'{}+", max_size=60))
@example("\udcff surrogate")
@example("x" * 100_000)
def test_nothing_typed_can_break_the_search(index, typed):
    match = parse(typed).match
    if match:
        index.execute("SELECT count(*) FROM note WHERE note MATCH ?", (match,)).fetchone()
