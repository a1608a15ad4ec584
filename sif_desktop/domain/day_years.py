"""The year by which an authority gives days: the school year, or its own from April."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from sif_desktop.domain.terms import Span, year_label


class YearKind(StrEnum):
    SCHOOL = "school"
    FINANCIAL = "financial"

    @property
    def _month(self) -> int:
        return 9 if self is YearKind.SCHOOL else 4

    def year_of(self, day: date) -> int:
        """The year in which the one that holds `day` began."""
        return day.year if day.month >= self._month else day.year - 1

    def span_of(self, year: int) -> Span:
        """First to last day of the one that began in `year`."""
        after = date(year + 1, self._month, 1)
        return Span(date(year, self._month, 1), after - timedelta(days=1))

    def label_of(self, year: int) -> str:
        """School year 2026/27."""
        return f"{self.value.title()} year {year_label(year)}"
