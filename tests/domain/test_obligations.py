"""What must happen by when: cadences, deadlines with their trace, and what closes them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.calendar import (
    Term,
    TermCalendar,
    TermName,
    WorkingDayRule,
    is_working_day,
)
from sif_desktop.domain.criteria import InCategory
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.known import Event, Held, Inspection, Known
from sif_desktop.domain.obligations import (
    Anchor,
    DueState,
    EachMonth,
    Every,
    Obligation,
    PerPeriod,
    Unit,
    Within,
    due,
)

TODAY = date(2026, 11, 26)
UNTIL = date(2027, 8, 31)
SIX_WEEKS = Obligation("meet", "Strategy meeting", Every(6, Unit.WEEK), ("meeting",))
IN_TEN_DAYS = Obligation(
    "statement",
    "Statement of action",
    Within(10, Unit.WORKING_DAY),
    ("statement_sent",),
    Anchor.PUBLICATION,
    day_rule=WorkingDayRule.INSPECTION,
    paragraph="9.1",
)


def known(**more) -> Known:
    return Known(TODAY, **more)


def days(items) -> list[str]:
    return [item.day.isoformat() for item in items]


def test_a_series_goes_on_from_when_it_was_last_done():
    held = known(events=(Event("meeting", date(2026, 10, 5)), Event("meeting", date(2026, 11, 9))))
    items = due([SIX_WEEKS], held, date(2027, 2, 28))
    open_ones = [item for item in items if item.state is DueState.DUE]
    assert days(open_ones) == ["2026-12-21", "2027-02-01"]
    assert [item.closed_by.day for item in items if item.closed_by] == [
        date(2026, 10, 5),
        date(2026, 11, 9),
    ]


def test_a_series_with_an_anchor_begins_there_and_late_is_overdue_after_its_tolerance():
    rule = Obligation(
        "meet",
        "Review",
        Every(6, Unit.WEEK),
        ("meeting",),
        Anchor.CATEGORY,
        tolerance_days=7,
    )
    entered = known(categories=(Held("3", date(2026, 9, 7)),))
    first = due([rule], entered, UNTIL)[0]
    assert (first.day, first.anchor, first.state) == (
        date(2026, 10, 19),
        date(2026, 9, 7),
        DueState.OVERDUE,
    )
    just = known(categories=(Held("3", date(2026, 10, 10)),))
    assert due([rule], just, UNTIL)[0].state is DueState.DUE  # five days late, within a week


def test_a_deadline_counts_working_days_and_shows_every_day():
    report = Inspection(date(2026, 11, 3), ("special_measures",), published=date(2026, 12, 10))
    (item,) = due([IN_TEN_DAYS], known(inspections=(report,)), UNTIL)
    assert item.day == date(2027, 1, 7)  # the Christmas holiday does not count
    assert [d.number for d in item.trace if d.counted] == list(range(1, 11))
    assert "Christmas holiday" in " ".join(d.why for d in item.trace)
    assert (item.rule, item.paragraph) == ("10 working days after publication of the report", "9.1")


def test_nothing_is_due_after_a_day_nobody_knows():
    report = Inspection(date(2026, 11, 3), ("special_measures",))
    assert due([IN_TEN_DAYS], known(inspections=(report,)), UNTIL) == ()


def test_each_term_has_its_own_and_a_visit_in_the_next_does_not_close_the_last():
    rule = Obligation(
        "contact",
        "Contact at the start of term",
        Within(2, Unit.WEEK),
        ("visit", "contact", "strategy_meeting"),
        Anchor.TERM_START,
    )
    later = Known(date(2027, 1, 20), events=(Event("contact", date(2027, 1, 12)),))
    autumn, spring, summer = due([rule], later, UNTIL)
    assert [item.state for item in (autumn, spring, summer)] == [
        DueState.OVERDUE,
        DueState.DONE,
        DueState.DUE,
    ]
    assert spring.day == spring.anchor + timedelta(weeks=2)


def test_at_least_two_a_year_are_two_items_closed_in_order():
    rule = Obligation("review", "Review visit", PerPeriod(2, Unit.YEAR), ("review_visit",))
    one = known(events=(Event("review_visit", date(2026, 10, 1)),))
    first, second = due([rule], one, UNTIL)
    assert (first.state, first.closed_by.day) == (DueState.DONE, date(2026, 10, 1))
    assert (second.state, second.number, second.day) == (DueState.DUE, 2, date(2027, 8, 31))
    assert second.rule == "at least 2 each year"


def test_every_half_term_of_the_year_is_owed_one():
    rule = Obligation("team", "Review team", PerPeriod(1, Unit.HALF_TERM), ("review_team",))
    items = due([rule], known(), UNTIL)
    assert len(items) == 6
    assert [item.state for item in items[:2]] == [DueState.OVERDUE, DueState.DUE]


def test_a_named_month_is_owed_by_its_end():
    rule = Obligation("desk", "Desktop review", EachMonth((10,)), ("desktop_review",))
    (item,) = due([rule], known(), UNTIL)
    assert (item.day, item.state, item.rule) == (
        date(2026, 10, 31),
        DueState.OVERDUE,
        "by the end of October",
    )


def test_only_the_kinds_of_provider_and_the_categories_it_is_for_owe_it():
    rule = Obligation(
        "monthly",
        "Monthly monitoring",
        Every(1, Unit.MONTH),
        ("monitoring",),
        Anchor.CATEGORY,
        applies=(Condition("provider.kind", ("setting",)),),
        while_true=InCategory(("intensive",)),
    )
    setting = {"provider.kind": "setting"}
    now = (Held("intensive", date(2026, 11, 2)),)
    assert due([rule], known(provider=setting, categories=now), UNTIL)
    assert not due([rule], known(provider={"provider.kind": "school"}, categories=now), UNTIL)
    left = (*now, Held("general", date(2026, 11, 20)))
    assert not due([rule], known(provider=setting, categories=left), UNTIL)


@pytest.mark.parametrize("unit", [Unit.TERM, Unit.HALF_TERM])
def test_a_term_after_something_is_the_end_of_the_next_one(unit):
    rule = Obligation("eval", "Evaluation", Within(1, unit), ("evaluation",), Anchor.CATEGORY)
    (item,) = due([rule], known(categories=(Held("3", date(2026, 10, 5)),)), UNTIL)
    assert item.day == {Unit.TERM: date(2027, 3, 25), Unit.HALF_TERM: date(2026, 12, 18)}[unit]


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(1, 40), st.sampled_from(WorkingDayRule))
def test_a_date_counted_in_working_days_is_a_working_day(published, count, rule):
    obligation = Obligation(
        "x", "X", Within(count, Unit.WORKING_DAY), ("x",), Anchor.PUBLICATION, day_rule=rule
    )
    report = Inspection(published, (), published=published)
    for item in due([obligation], known(inspections=(report,)), date.max):
        assert is_working_day(item.day, rule)
        assert sum(day.counted for day in item.trace) == count


@st.composite
def calendars(draw):
    """A year an authority gave, its terms and closed days wherever they fall in it."""
    start = draw(st.dates(date(2026, 9, 1), date(2026, 9, 10)))
    end = draw(st.dates(date(2026, 12, 10), date(2026, 12, 23)))
    closed = draw(st.frozensets(st.dates(date(2026, 9, 1), date(2027, 2, 28)), max_size=9))
    extra = draw(st.frozensets(st.dates(date(2026, 9, 1), date(2027, 2, 28)), max_size=3))
    terms = (
        Term(2026, TermName.AUTUMN, start, end),
        Term(2026, TermName.SPRING, date(2027, 1, 5), date(2027, 3, 25)),
        Term(2026, TermName.SUMMER, date(2027, 4, 12), date(2027, 7, 21)),
    )
    return TermCalendar(terms, closed, extra)


@given(
    calendars(),
    st.lists(st.dates(date(2026, 9, 1), TODAY), max_size=4),
    st.integers(1, 30),
    st.sampled_from(WorkingDayRule),
    st.sampled_from(Anchor),
)
def test_no_series_or_deadline_in_working_days_falls_on_another_day_whatever_the_calendar(
    calendar, event_days, count, rule, anchor
):
    events = tuple(Event("meeting", day) for day in sorted(event_days))
    seen = Inspection(
        date(2026, 10, 3), (), published=date(2026, 11, 8), feedback=date(2026, 10, 4)
    )
    held = known(
        calendar=calendar,
        events=events,
        inspections=(seen,),
        categories=(Held("3", date(2026, 9, 12)),),
    )
    unit, closed_by = Unit.WORKING_DAY, ("meeting",)
    rules = [
        Obligation("a", "A", Every(count, unit), closed_by, day_rule=rule),
        Obligation("b", "B", Every(count, unit), closed_by, anchor, ("meeting",), day_rule=rule),
        Obligation("c", "C", Within(count, unit), ("x",), anchor, ("meeting",), day_rule=rule),
    ]
    for item in due(rules, held, date(2027, 3, 31)):
        assert is_working_day(item.day, rule, calendar)
        assert item.trace[-1].day == item.day and item.trace[-1].number == count


@given(st.lists(DAYS, max_size=12), st.integers(1, 10))
def test_an_event_closes_at_most_one_item_of_a_series(event_days, weeks):
    rule = Obligation("meet", "Meeting", Every(weeks, Unit.WEEK), ("meeting",))
    events = tuple(Event("meeting", day) for day in sorted(set(event_days)))
    closing = [i.closed_by for i in due([rule], known(events=events), UNTIL) if i.closed_by]
    assert len(closing) == len(set(closing))


@given(st.lists(DAYS, max_size=8))
def test_what_is_done_is_never_overdue_and_what_is_owed_comes_in_order(event_days):
    events = tuple(Event("visit", day) for day in sorted(event_days))
    rules = [
        Obligation("a", "A", PerPeriod(1, Unit.TERM), ("visit",)),
        Obligation("b", "B", Every(6, Unit.WEEK), ("visit",)),
    ]
    items = due(rules, known(events=events), UNTIL)
    assert [i.day for i in items] == sorted(i.day for i in items)
    assert all((i.state is DueState.DONE) == (i.closed_by is not None) for i in items)
