"""Term dates are kept for the authority and for a school, and what is counted follows them."""

from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.services.term_dates import TermDates

YEAR = 2026
HALF = date(2026, 10, 26)
TERMS = (
    TermDates("autumn", date(2026, 9, 3), date(2026, 12, 18), HALF, date(2026, 10, 30)),
    TermDates("spring", date(2027, 1, 5), date(2027, 3, 25)),
    TermDates("summer", date(2027, 4, 12), date(2027, 7, 21)),
)


def test_until_somebody_gives_dates_an_ordinary_year_is_assumed(services):
    found = services.term_dates.year(YEAR)
    assert not found.given and [term.name for term in found.terms] == ["autumn", "spring", "summer"]


def test_dates_come_back_as_given_and_saving_again_replaces_them(services):
    kept = services.term_dates
    kept.save(YEAR, TERMS, inset=[date(2026, 9, 3)], bank_holidays=[date(2027, 5, 10)])
    kept.save(YEAR, TERMS, inset=[date(2026, 9, 4)])
    found = kept.year(YEAR)
    assert (found.given, found.terms) == (True, TERMS)
    assert (found.inset, found.bank_holidays) == ((date(2026, 9, 4),), ())
    assert not kept.year(2027).given
    kept.remove(YEAR)
    assert not kept.year(YEAR).given


def test_a_school_s_own_dates_stand_before_the_authority_s_until_removed(services):
    kept = services.term_dates
    own = (TermDates("autumn", date(2026, 9, 7), date(2026, 12, 11)), *TERMS[1:])
    kept.save(YEAR, TERMS)
    kept.save(YEAR, own, provider_uid="oakfield")
    assert kept.year(YEAR, "oakfield").terms == own
    assert kept.year(YEAR, "hill-top").terms == TERMS
    kept.remove(YEAR, "oakfield")
    assert kept.year(YEAR, "oakfield").terms == TERMS


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ((TermDates("autumn", date(2026, 12, 18), date(2026, 9, 3)),), "out of order"),
        ((TermDates("autumn", date(2025, 9, 3), date(2026, 12, 18)),), "not in the school year"),
        (
            (TermDates("autumn", date(2026, 9, 3), date(2026, 12, 18), date(2026, 10, 26)),),
            "only one of its two days",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused_and_nothing_is_kept(services, terms, said):
    with pytest.raises(Problem, match=said):
        services.term_dates.save(YEAR, terms)
    assert not services.term_dates.year(YEAR).given


@pytest.mark.req("K09-63")
def test_a_deadline_in_working_days_stops_over_the_school_s_own_holiday(services):
    with services.context.store.action("Inspected") as act:
        act.create(
            inspection, "oakfield", provider_uid="oakfield", day="2026-10-13",
            published_on="2026-11-16", outcomes="special_measures",
        )  # fmt: skip

    def day():
        cycle = services.obligations.cycle("oakfield")
        return next(row.day for row in cycle if row.obligation == "statement-of-action")

    assert day() == date(2026, 11, 30)
    first, last = date(2026, 11, 18), date(2026, 11, 27)
    long_break = (
        TermDates("autumn", date(2026, 9, 3), date(2026, 12, 18), first, last),
        *TERMS[1:],
    )
    services.term_dates.save(YEAR, long_break, provider_uid="oakfield")
    assert day() == date(2026, 12, 10)
