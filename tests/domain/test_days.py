"""Days counted exactly: what is left, what is too much, by which year, for how much."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.charging import Charged, read_rate, summed
from sif_desktop.domain.day_accounts import (
    Entry,
    Nature,
    Split,
    account,
    counted_by,
    number,
)
from sif_desktop.domain.day_years import YearKind
from sif_desktop.domain.entitlements import Entitlement

TEN = Entitlement("ten", "Days", up_to=10)
BASE = Entitlement("base", "Days", base=5.5, by_arrangement=True)
OPEN = Entitlement("open", "Days", by_arrangement=True)
VISITS = Entitlement("visits", "Visits", visits=3, extra_visits=1)


def went(one: Entitlement, *days: str, nature: Nature = Nature.USED) -> list[Entry]:
    return [Entry(one.id, nature, Split(on_site=Decimal(text))) for text in days]


def test_tenths_add_up_exactly_and_nothing_is_over_by_a_hair():
    third = Entitlement("third", "Days", exactly=0.3)
    found = account(third, went(third, "0.1", "0.1", "0.1"))
    assert found.left == 0 and not found.is_over
    assert found.words == "0 days left"


def test_exactly_all_is_not_over_and_a_quarter_more_is_said():
    assert account(TEN, went(TEN, "10")).words == "0 days left"
    assert account(TEN, went(TEN, "10.25")).words == "over by 0.25 days"


def test_more_planned_than_left_is_said_before_it_happens():
    entries = [*went(TEN, "9"), *went(TEN, "2", nature=Nature.PLANNED)]
    found = account(TEN, entries)
    assert not found.is_over and found.words == "planned beyond it by 1 day"


def test_days_agreed_add_to_a_base_and_give_a_number_to_what_had_none():
    agreed = went(BASE, "2", nature=Nature.AGREED)
    assert account(BASE, [*agreed, *went(BASE, "6")]).left == Decimal("1.5")
    assert account(BASE, went(BASE, "6")).words == "over by 0.5 days"
    assert account(OPEN, []).words == "nothing agreed yet"
    assert account(OPEN, went(OPEN, "4", nature=Nature.AGREED)).words == "4 days left"
    assert account(OPEN, went(OPEN, "3")).left is None


def test_the_visit_given_only_if_required_is_not_over_and_the_next_is():
    assert account(VISITS, went(VISITS, *["0.5"] * 2)).words == "1 visit left"
    assert not account(VISITS, went(VISITS, *["0.5"] * 4)).is_over
    assert account(VISITS, went(VISITS, *["0.5"] * 5)).words == "over by 1 visit"


def test_only_what_an_entitlement_covers_counts_against_it():
    on_site = Entitlement("site", "Days", exactly=2, covers=("on_site",))
    days = Split(Decimal(1), Decimal("0.5"), Decimal(1))
    assert account(on_site, [Entry("site", Nature.USED, days)]).left == Decimal("1.5")


def test_days_of_each_term_are_counted_over_the_three_of_the_year():
    termly = Entitlement("termly", "Days", exactly=2, visits=1, per="term")
    found = account(termly, went(termly, "1"))
    assert (found.left, found.visits_left) == (5, 2)


def test_what_is_no_longer_given_is_shown_and_never_over():
    found = account(TEN, went(TEN, "11"), held=False)
    assert found.words == "no longer given" and not found.is_over


def test_a_visit_counts_against_the_first_that_names_its_type():
    first, second = (Entitlement(x, x, counts=("core",)) for x in "ab")
    assert counted_by((first, second), "core") == "a"
    assert counted_by((first, second), "other") == ""


@given(st.lists(st.decimals(0, 30, places=2), max_size=12), st.sampled_from([TEN, BASE]))
def test_used_and_left_are_always_all_there_is(days, one):
    found = account(one, went(one, *map(str, days)))
    assert found.left is not None and found.allowed is not None
    assert found.used.total + found.left == found.allowed
    assert found.is_over == (found.left < 0) == bool(found.over)


@pytest.mark.parametrize(
    ("day", "school", "financial"),
    [
        (date(2026, 3, 31), 2025, 2025),
        (date(2026, 4, 1), 2025, 2026),
        (date(2026, 8, 31), 2025, 2026),
        (date(2026, 9, 1), 2026, 2026),
    ],
)
def test_a_day_falls_in_the_school_year_and_in_the_financial_year(day, school, financial):
    assert YearKind.SCHOOL.year_of(day) == school
    assert YearKind.FINANCIAL.year_of(day) == financial
    assert day in YearKind.SCHOOL.span_of(school)
    assert day in YearKind.FINANCIAL.span_of(financial)
    assert YearKind.FINANCIAL.label_of(financial).startswith("Financial year 20")


def test_amounts_are_exact_and_what_has_no_rate_is_not_counted_as_nothing():
    third = Charged("traded", Decimal("0.3"), Decimal("350.55"))
    assert third.amount == Decimal("105.17")  # 105.165, a half up
    found = summed([third, Charged("traded", rate=Decimal("99.90")), Charged("traded")])
    assert (found.count, found.amount, found.unpriced) == (3, Decimal("205.07"), 1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("350", "350"), (" £1,250.50 ", "1250.50"), ("0", "0"), ("-1", None), ("1.005", None),
     ("a lot", None), ("NaN", None), ("Infinity", None), ("1e9", None)],
)  # fmt: skip
def test_a_rate_is_pounds_and_pence(typed, read):
    assert read_rate(typed) == (None if read is None else Decimal(read))


def test_figures_are_plain():
    assert [number(Decimal(x)) for x in ("1.00", "0", "10", "0.250", "-2")] == [
        "1", "0", "10", "0.25", "−2",
    ]  # fmt: skip
