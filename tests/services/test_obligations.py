"""What is owed across the caseload: open, noted as done, kept in time, saved as a calendar."""

from datetime import UTC, date, datetime

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.obligations import DueState
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.services.calendar_file import export_calendar
from sif_desktop.services.obligations import Kept

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def judged(services):
    """Oakfield is a maintained school in a category of concern since its report was published."""
    with services.context.store.action("Inspected") as act:
        act.create(
            inspection, "oakfield", provider_uid="oakfield", day="2026-10-13",
            published_on="2026-11-16", outcomes="special_measures",
        )  # fmt: skip
    return services


def of(rows, obligation):
    return [row for row in rows if row.obligation == obligation]


def test_what_follows_an_inspection_is_due_ten_working_days_after_its_report(judged):
    (statement,) = of(judged.obligations.rows(), "statement-of-action")
    assert (statement.day, statement.provider) == (date(2026, 11, 30), "Oakfield Primary School")
    counted = [line for line in statement.trace if line.counted]
    assert len(counted) == 10 and counted[-1].day == statement.day
    assert statement.paragraph.startswith("Education Act 2005")


def test_noting_it_as_done_closes_it_in_time_and_undo_opens_it_again(judged):
    owed = judged.obligations
    owed.mark_done("oakfield", "statement_sent", date(2026, 11, 20), "receipt on file")
    assert not of(owed.rows(), "statement-of-action")
    (line,) = of(owed.cycle("oakfield"), "statement-of-action")
    assert (line.state, line.closed_on) == (DueState.DONE, date(2026, 11, 20))
    kept = {one.name: one for one in owed.compliance().obligations}
    assert kept[line.what].in_time == 1 and kept[line.what].overdue == 0
    judged.undo.undo()
    assert of(owed.rows(), "statement-of-action")


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        ("statement_sent", date(2026, 11, 24), "still to come"),
        ("no_such_thing", date(2026, 11, 20), "nothing this rulebook asks for"),
    ],
)
def test_what_cannot_have_been_done_is_refused(judged, kind, day, said):
    with pytest.raises(Problem, match=said):
        judged.obligations.mark_done("oakfield", kind, day)
    assert not of(judged.obligations.cycle("hill-top"), "statement-of-action")


def test_compliance_counts_every_line_of_the_year_once(judged):
    found = judged.obligations.compliance()
    assert sum(one.total for one in found.schools) == sum(one.total for one in found.obligations)
    assert {one.name for one in found.schools} == {"Oakfield Primary School", "Hill Top Academy"}


def test_a_closed_school_is_owed_nothing(judged):
    with judged.context.store.action("Closed") as act:
        from sif_desktop.models.tables.providers import provider

        act.update(provider, "hill-top", status="Closed")
    assert {row.provider_uid for row in judged.obligations.rows()} == {"oakfield"}


def test_a_calendar_file_holds_each_day_under_an_id_of_its_own(judged, tmp_path):
    rows = judged.obligations.rows(date(2027, 8, 31))
    path = tmp_path / "due.ics"
    assert export_calendar(path, rows, NOW) == len(rows) > 3
    raw = path.read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.decode("utf-8").replace("\r\n ", "").split("\r\n")
    ids = [line for line in lines if line.startswith("UID:")]
    assert len(ids) == len(set(ids)) == len(rows)
    days = [line.partition(":")[2] for line in lines if line.startswith("DTSTART")]
    assert days == [f"{row.day:%Y%m%d}" for row in rows]
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2] == "END:VCALENDAR"
    summary = next(line for line in lines if "statement of action" in line)
    assert "Oakfield Primary School" in summary


def test_what_presses_now_is_the_overdue_and_this_week_s_and_no_more_lines_than_asked_for(judged):
    found = judged.obligations.pressing(1)
    sunday = date(2026, 11, 29)
    rows = judged.obligations.rows(sunday)
    assert (found.overdue + found.this_week, len(found.first)) == (len(rows), min(1, len(rows)))
    assert all(row.day <= sunday for row in rows)
    assert judged.obligations.pressing(5).first == rows[:5]


def test_one_reading_gives_the_list_the_counts_and_the_end_of_term(judged, count_statements):
    with count_statements() as counted:
        found = judged.obligations.overview()
    assert len(counted) <= 20
    assert (found.soon, found.term_end) == (date(2027, 5, 23), date(2026, 12, 18))
    assert {row.day for row in found.rows} >= {date(2027, 8, 31)}


def test_how_much_was_done_is_of_what_was_to_be_done_by_now():
    assert Kept("A", in_time=2, late=1, overdue=1, waiting=5).share == 75
    assert Kept("B", in_time=0, late=0, overdue=0, waiting=5).share is None


def test_an_earlier_year_is_counted_as_it_stood_at_its_end(judged):
    """The inspection of this autumn asks nothing of the year before."""
    now, before = judged.obligations.compliance(), judged.obligations.compliance(2025)
    assert (now.year, before.year) == (2026, 2025)
    duties = {one.name for one in before.obligations}
    assert duties and duties < {one.name for one in now.obligations}
    assert sum(one.waiting for one in before.obligations) == 0
    assert sum(one.waiting for one in now.obligations) > 0


def test_what_is_owed_is_asked_for_as_far_off_as_one_likes(judged):
    far = date(2029, 8, 31)
    assert max(row.day for row in judged.obligations.rows(far)) == far
