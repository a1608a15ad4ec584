"""Reports upward as plain data: composed, checked, their periods, what was not reported in time."""

from datetime import date

import pytest

from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.note import BlockKind
from sif_desktop.domain.note_merge import recompose
from sif_desktop.domain.report_parts import IfNo, ReportPart
from sif_desktop.domain.terms import TermCalendar
from sif_desktop.domain.upward_report import (
    Lack,
    Line,
    PartFacts,
    Point,
    ReportFacts,
    Shown,
    Wanted,
    answered_no,
    check,
    columns_of,
    compose_report,
    first_day,
    missed_reports,
    months_on,
    next_due,
)

TERMS = TermCalendar()
QUESTION = ReportPart(
    "improving", "Improving", "question", "Is it?", if_no=IfNo("Call them in", "authority")
)
WORDS = ReportPart("why", "Why", "text", required=True)
TABLE = ReportPart("cases", "Cases", "cases", required=True)


def facts(*parts, filled=None):
    return ReportFacts((("About", "Oakfield"),), parts, (("Director", "Jo"),), filled or {})


def messages(given, draft=None):
    found = check(draft or compose_report(given), given, Around())
    return [(finding.severity.value, finding.message) for finding in found]


def test_every_part_stands_under_its_heading_even_where_the_record_holds_nothing():
    given = facts(PartFacts(QUESTION), PartFacts(WORDS), PartFacts(TABLE, shown=(
        Shown("none", empty="No school causes concern."),)))  # fmt: skip
    draft = compose_report(given)
    headings = [section.heading for section in draft.sections]
    assert headings == [
        "About this report",
        "Improving",
        "Why",
        "Cases",
        "Who receives this report",
    ]
    assert "No school causes concern." in [s.text for _, _, s in draft.sentences()]
    answers = [row.cells for _, block in draft.blocks() for row in block.rows]
    assert ("Is it?", "Not answered yet") in answers


def test_a_question_and_words_that_must_be_there_keep_it_from_going_out():
    given = facts(PartFacts(QUESTION), PartFacts(WORDS))
    assert messages(given) == [
        ("must", "“Improving” is not answered: say yes or no."),
        ("must", "“Why” says nothing yet."),
    ]
    assert messages(facts(PartFacts(QUESTION, "yes"), PartFacts(WORDS, "It is so."))) == []


def test_only_what_is_firm_in_a_part_that_must_be_there_keeps_it_from_going_out():
    lacks = (Lack("a", "No redesign.", firm=True), Lack("b", "No impact."))
    wanted = (Wanted("cases:1", "Key issue 1"),)
    told = messages(facts(PartFacts(TABLE, lacks=lacks, wanted=wanted)))
    assert told == [
        ("must", "Nothing is said yet of “Key issue 1”."),
        ("must", "No redesign."),
        ("should", "No impact."),
    ]


def test_no_says_what_follows_and_yes_does_not():
    said = compose_report(facts(PartFacts(QUESTION, "no")))
    cells = [row.cells for _, block in said.blocks() for row in block.rows]
    assert ("What follows", "Call them in") in cells
    assert answered_no(facts(PartFacts(QUESTION, "no"))) == (QUESTION,)
    assert answered_no(facts(PartFacts(QUESTION, "yes"))) == ()


def test_columns_are_called_as_the_rulebook_calls_them_and_the_rest_keep_their_own():
    shown = Shown("t", columns=("School", "Done", "Impact"))
    assert columns_of(shown, ReportPart("p", "P", columns=("Place",))) == (
        "Place",
        "Done",
        "Impact",
    )


def test_the_officers_words_stay_while_tables_follow_the_record():
    line, point = Line("a", ("Oakfield", "1")), Point("p", "Decision: begin.", "Decision:")
    shown = Shown("t", columns=("School", "Number"), lines=(line,), points=(point,))
    first = compose_report(facts(PartFacts(TABLE, shown=(shown,)), PartFacts(WORDS, "So it is.")))
    moved = Shown("t", columns=("School", "Number"), lines=(Line("a", ("Oakfield", "2")),),
                  points=(point,))  # fmt: skip
    again = compose_report(facts(PartFacts(TABLE, shown=(moved,)), PartFacts(WORDS, "So it is.")))
    merged = recompose(first, again)
    assert merged == again
    [table] = [b for _, b in merged.blocks() if b.kind is BlockKind.TABLE and b.id != "to"]
    assert table.rows[0].cells == ("Oakfield", "2")


@pytest.mark.parametrize(
    ("period", "until", "since"),
    [
        ("month", date(2026, 11, 23), date(2026, 10, 24)),
        ("quarter", date(2026, 11, 30), date(2026, 8, 31)),
        ("year", date(2026, 11, 23), date(2025, 11, 24)),
    ],
)
def test_the_first_report_looks_one_period_back(period, until, since):
    assert first_day(period, until, TERMS, None) == since


def test_a_report_of_a_term_begins_with_the_term_and_any_goes_on_from_the_last():
    autumn = TERMS.terms_of(2026)[0]
    assert first_day("term", date(2026, 11, 23), TERMS, None) == autumn.start
    assert first_day("term", date(2026, 11, 23), TERMS, date(2026, 10, 1)) == date(2026, 10, 2)
    assert next_due("term", date(2026, 10, 1), TERMS) == autumn.end
    assert next_due("quarter", date(2026, 11, 30), TERMS) == date(2027, 2, 28)
    assert next_due("meeting", date(2026, 10, 1), TERMS) is None


def test_months_end_where_they_end():
    assert months_on(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert months_on(date(2027, 1, 31), -2) == date(2026, 11, 30)


def test_minutes_are_late_only_once_the_body_has_met_without_them():
    body = (date(2026, 9, 28), date(2026, 11, 30))
    assert missed_reports(date(2026, 8, 31), body, date(2026, 11, 23)) == (date(2026, 9, 28),)
    assert missed_reports(date(2026, 10, 12), body, date(2026, 11, 23)) == ()
