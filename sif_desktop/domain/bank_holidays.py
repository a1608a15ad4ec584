"""Bank holidays of the three parts of the United Kingdom, as published, and as expected after that.

The table is GOV.UK's own (Open Government Licence v3.0); substitute days stand where they fall.
Years it does not hold are worked out by the `holidays` library, which is imported only then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache


class Nation(StrEnum):
    """A part of the United Kingdom with bank holidays of its own."""

    ENGLAND = "E"  # England and Wales
    SCOTLAND = "S"
    NORTHERN_IRELAND = "N"

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").title()


FIRST_PUBLISHED_YEAR = 2019
LAST_PUBLISHED_YEAR = 2028

# title, where (initials of Nation), dates
_PUBLISHED = (
    (
        "New Year's Day",
        "ESN",
        "2019-01-01 2020-01-01 2021-01-01 2022-01-03 2023-01-02 2024-01-01 2025-01-01 "
        "2026-01-01 2027-01-01 2028-01-03",
    ),
    (
        "Good Friday",
        "ESN",
        "2019-04-19 2020-04-10 2021-04-02 2022-04-15 2023-04-07 2024-03-29 2025-04-18 "
        "2026-04-03 2027-03-26 2028-04-14",
    ),
    (
        "Easter Monday",
        "EN",
        "2019-04-22 2020-04-13 2021-04-05 2022-04-18 2023-04-10 2024-04-01 2025-04-21 "
        "2026-04-06 2027-03-29 2028-04-17",
    ),
    (
        "Early May bank holiday",
        "ESN",
        "2019-05-06 2021-05-03 2022-05-02 2023-05-01 2024-05-06 2025-05-05 2026-05-04 "
        "2027-05-03 2028-05-01",
    ),
    (
        "Spring bank holiday",
        "ESN",
        "2019-05-27 2020-05-25 2021-05-31 2022-06-02 2023-05-29 2024-05-27 2025-05-26 "
        "2026-05-25 2027-05-31 2028-05-29",
    ),
    (
        "Summer bank holiday",
        "S",
        "2019-08-05 2020-08-03 2021-08-02 2022-08-01 2023-08-07 2024-08-05 2025-08-04 "
        "2026-08-03 2027-08-02 2028-08-07",
    ),
    (
        "Summer bank holiday",
        "EN",
        "2019-08-26 2020-08-31 2021-08-30 2022-08-29 2023-08-28 2024-08-26 2025-08-25 "
        "2026-08-31 2027-08-30 2028-08-28",
    ),
    (
        "Christmas Day",
        "ESN",
        "2019-12-25 2020-12-25 2021-12-27 2022-12-27 2023-12-25 2024-12-25 2025-12-25 "
        "2026-12-25 2027-12-27 2028-12-25",
    ),
    (
        "Boxing Day",
        "ESN",
        "2019-12-26 2020-12-28 2021-12-28 2022-12-26 2023-12-26 2024-12-26 2025-12-26 "
        "2026-12-28 2027-12-28 2028-12-26",
    ),
    (
        "Early May bank holiday (VE day)",
        "ESN",
        "2020-05-08",
    ),
    (
        "Platinum Jubilee bank holiday",
        "ESN",
        "2022-06-03",
    ),
    (
        "Bank holiday for the State Funeral of Queen Elizabeth II",
        "ESN",
        "2022-09-19",
    ),
    (
        "Bank holiday for the coronation of King Charles III",
        "ESN",
        "2023-05-08",
    ),
    (
        "2 January",
        "S",
        "2019-01-02 2020-01-02 2021-01-04 2022-01-04 2023-01-03 2024-01-02 2025-01-02 "
        "2026-01-02 2027-01-04 2028-01-04",
    ),
    (
        "St Andrew's Day",
        "S",
        "2019-12-02 2020-11-30 2021-11-30 2022-11-30 2023-11-30 2024-12-02 2025-12-01 "
        "2026-11-30 2027-11-30 2028-11-30",
    ),
    (
        "World Cup bank holiday",
        "S",
        "2026-06-15",
    ),
    (
        "St Patrick's Day",
        "N",
        "2019-03-18 2020-03-17 2021-03-17 2022-03-17 2023-03-17 2024-03-18 2025-03-17 "
        "2026-03-17 2027-03-17 2028-03-17",
    ),
    (
        "Battle of the Boyne",
        "N",
        "2019-07-12 2020-07-13 2021-07-12 2022-07-12 2023-07-12 2024-07-12 2025-07-14 "
        "2026-07-13 2027-07-12 2028-07-12",
    ),
)


def bank_holidays(year: int, nation: Nation = Nation.ENGLAND) -> Mapping[date, str]:
    """The year's bank holidays with their titles, weekdays only."""
    if is_published(year):
        return _published()[nation].get(year, {})
    return _expected(year, nation)


def is_published(year: int) -> bool:
    """False where bank holidays are only expected: one-off days may still be announced."""
    return FIRST_PUBLISHED_YEAR <= year <= LAST_PUBLISHED_YEAR


@cache
def _published() -> Mapping[Nation, Mapping[int, Mapping[date, str]]]:
    found: dict[Nation, dict[int, dict[date, str]]] = {nation: {} for nation in Nation}
    for title, where, days in _PUBLISHED:
        for day in map(date.fromisoformat, days.split()):
            for nation in map(Nation, where):
                found[nation].setdefault(day.year, {})[day] = title
    return found


@cache
def _expected(year: int, nation: Nation) -> Mapping[date, str]:
    from holidays.countries.united_kingdom import UnitedKingdom

    subdivision = {"E": "ENG", "S": "SCT", "N": "NIR"}[nation.value]
    days = UnitedKingdom(subdiv=subdivision, years=year)
    return {day: title for day, title in days.items() if day.weekday() < 5}
