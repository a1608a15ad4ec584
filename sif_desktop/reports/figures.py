"""Charts and timelines: figures whose message stands in words and whose data stand beside them.

Both are blocks of the model. When a document is arranged each becomes a picture with a description
and a table of the same figures right below (`layout.arrange`), so both files say the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from unicodedata import normalize

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.clean import clean_line, long_date
from sif_desktop.reports.pictures import refuse_file_name
from sif_desktop.reports.runs import assign, needed, one_of
from sif_desktop.reports.tables import Column, ColumnKind, Table

ChartKind = Literal["bars", "lines"]

MOST_SERIES = 4  # no more can be told apart by pattern and marker
MOST_BARS = 24  # of all series together
MOST_POINTS = 36  # of one line
MOST_STEPS = 24  # of a timeline
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_FEW = 8  # figures that a description gives one by one
_BELOW = "The figures stand in the table below."
_MISSING = "no figure"


@dataclass(frozen=True, slots=True, init=False)
class Series:
    """Figures of one kind, one for each category of the chart; None where there is none."""

    label: str
    values: tuple[float | None, ...]

    def __init__(self, label: str, values: Sequence[float | None]) -> None:
        made = tuple(None if value is None else float(value) for value in values)
        assign(self, label=needed(label, "A series of a chart"), values=made)
        if any(value is not None and not math.isfinite(value) for value in made):
            raise Problem(f"The series “{self.label}” holds a figure that is not a number.")
        if not self.known():
            raise Problem(
                f"The series “{self.label}” has no figures.",
                "Leave it out, or say in a sentence that there are none.",
            )

    def known(self) -> list[tuple[int, float]]:
        """Place and value of each figure there is."""
        return [(place, value) for place, value in enumerate(self.values) if value is not None]


@dataclass(frozen=True, slots=True, init=False)
class Chart:
    """Bars or lines for one to four series over categories in order.

    `over` is what the categories are (“Term”), `unit` what the figures are counted in (“%”). `alt`
    says the message in words; without it the description is made from the figures.
    """

    title: str
    kind: ChartKind
    over: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alt: str

    def __init__(
        self,
        title: str,
        kind: ChartKind,
        over: str,
        categories: Sequence[str],
        series: Sequence[Series],
        unit: str = "",
        alt: str = "",
    ) -> None:
        one_of(kind, ("bars", "lines"), "The kind of a chart")
        title = needed(title, "The title of a chart")
        names = tuple(needed(name, f"A category of “{title}”") for name in categories)
        assign(self, title=title, kind=kind, over=needed(over, f"What “{title}” is over"))
        assign(self, categories=names, series=tuple(series), unit=clean_line(unit))
        assign(self, alt=clean_line(alt))
        _check_chart(self)
        refuse_file_name(self.alt, f"The chart “{title}”")

    @property
    def described(self) -> str:
        """What stands for the picture where it is not seen."""
        return self.alt or _chart_in_words(self)

    def table(self) -> Table:
        """The same figures as a table."""
        unit = f" ({self.unit})" if self.unit else ""
        columns = [Column(f"{one.label}{unit}", ColumnKind.NUMBER) for one in self.series]
        values = zip(*(one.values for one in self.series), strict=True)
        said = [[self.figure(value) for value in row] for row in values]
        rows = [[name, *row] for name, row in zip(self.categories, said, strict=True)]
        return Table([Column(self.over), *columns], rows, f"Figures: {self.title}", row_header=True)

    @property
    def counted_in(self) -> str:
        """The unit as a sentence, where figures do not bear it themselves."""
        return "" if self.unit in ("", "%") else f"Counted in {self.unit}."

    def shown(self, value: float | None) -> str:
        """A figure as written beside its bar."""
        return self.figure(value) + ("%" if self.unit == "%" and value is not None else "")

    def figure(self, value: float | None) -> str:
        """A figure as written, with as many decimal places as the chart's others need."""
        if value is None:
            return _MISSING
        return f"{value:,.{_places(self)}f}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts from one day to another, both included."""

    label: str
    start: date
    end: date
    status: str = ""

    def __post_init__(self) -> None:
        assign(self, label=needed(self.label, "A step of a timeline"))
        assign(self, status=clean_line(self.status))
        if self.end < self.start:
            raise Problem(
                f"“{self.label}” ends on {_day(self.end)}, before it begins.",
                "Put the two dates the right way round.",
            )

    @property
    def when(self) -> str:
        return f"{_day(self.start)} to {_day(self.end)}"


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happens on a day."""

    label: str
    day: date
    status: str = ""

    def __post_init__(self) -> None:
        assign(self, label=needed(self.label, "A milestone"), status=clean_line(self.status))

    @property
    def start(self) -> date:
        return self.day

    @property
    def end(self) -> date:
        return self.day

    @property
    def when(self) -> str:
        return _day(self.day)


Step = Span | Milestone


@dataclass(frozen=True, slots=True, init=False)
class Timeline:
    """Steps in order on a line of time, with today marked on it if `today` is given."""

    title: str
    steps: tuple[Step, ...]
    today: date | None
    alt: str

    def __init__(
        self, title: str, steps: Sequence[Step], today: date | None = None, alt: str = ""
    ) -> None:
        assign(self, title=needed(title, "The title of a timeline"), steps=tuple(steps))
        assign(self, today=today, alt=clean_line(alt))
        if not self.steps:
            raise Problem(f"The timeline “{self.title}” has no steps.", "Leave it out.")
        _refuse_many(len(self.steps), MOST_STEPS, f"The timeline “{self.title}”", "steps")
        if self.has_status and not all(step.status for step in self.steps):
            raise Problem(
                f"The timeline “{self.title}” gives a status for some steps only.",
                "Give each step its status, or none.",
            )
        _check_days(self)
        refuse_file_name(self.alt, f"The timeline “{self.title}”")

    @property
    def has_status(self) -> bool:
        return any(step.status for step in self.steps)

    @property
    def described(self) -> str:
        """What stands for the picture where it is not seen."""
        return self.alt or _timeline_in_words(self)

    def table(self) -> Table:
        """The same steps as a table."""
        columns = [Column("Step"), Column("When")]
        columns += [Column("Status", ColumnKind.STATUS)] if self.has_status else []
        rows = [(step.label, step.when, step.status)[: len(columns)] for step in self.steps]
        return Table(columns, rows, f"Dates: {self.title}", row_header=True)


# --- what is refused ------------------------------------------------------------------------------


def _check_chart(chart: Chart) -> None:
    name, count = f"The chart “{chart.title}”", len(chart.categories)
    if not chart.series:
        raise Problem(f"{name} has no figures.", "Leave it out, or say it in a sentence.")
    _refuse_many(len(chart.series), MOST_SERIES, name, "series")
    for one in chart.series:
        if len(one.values) != count:
            raise Problem(
                f"{name}, “{one.label}”: {len(one.values)} figures for {count} categories.",
                "Give one figure for each category, or none in so many words.",
            )
    if max(len(one.known()) for one in chart.series) < 2 and len(chart.series) < 2:
        raise Problem(f"{name} has a single figure.", "Say it in a sentence.")
    if chart.kind == "bars":
        _refuse_many(count * len(chart.series), MOST_BARS, name, "bars")
    _refuse_many(count, MOST_POINTS, name, "points")
    _refuse_alike(chart.categories, f"{name} has two categories")
    _refuse_alike([chart.over, *(one.label for one in chart.series)], f"{name} has two series")


def _check_days(timeline: Timeline) -> None:
    for step in timeline.steps:
        if step.start.year < _FIRST_YEAR or step.end.year > _LAST_YEAR:
            raise Problem(
                f"The timeline “{timeline.title}”, “{step.label}”: {step.when} cannot be right.",
                f"Use days from {_FIRST_YEAR} to {_LAST_YEAR}.",
            )


def _refuse_many(count: int, most: int, name: str, things: str) -> None:
    if count > most:
        raise Problem(
            f"{name} has {count} {things}; more than {most} cannot be told apart.",
            "Show fewer, or give the figures as a table.",
        )


def _refuse_alike(labels: Sequence[str], what: str) -> None:
    if len({normalize("NFKC", label).casefold() for label in labels}) < len(labels):
        raise Problem(f"{what} of the same name.", "Give each its own name.")


# --- words ----------------------------------------------------------------------------------------


def _day(day: date) -> str:
    return long_date(day.year, day.month, day.day)


def _places(chart: Chart) -> int:
    """Decimal places that show every figure, two at most."""
    values = [value for one in chart.series for _, value in one.known()]
    return next((n for n in (0, 1) if all(abs(v - round(v, n)) < 1e-9 for v in values)), 2)


def _with_unit(chart: Chart, value: float) -> str:
    gap = "" if chart.unit in ("", "%") else " "
    return f"{chart.figure(value)}{gap}{chart.unit}"


def _chart_in_words(chart: Chart) -> str:
    kind = "Bar chart" if chart.kind == "bars" else "Line chart"
    lines = [f"{kind}: {chart.title}.", *(_series_in_words(chart, one) for one in chart.series)]
    return " ".join([*lines, _BELOW])


def _series_in_words(chart: Chart, series: Series) -> str:
    def at(place: int, value: float) -> str:
        return f"{_with_unit(chart, value)} ({chart.categories[place]})"

    known = series.known()
    if len(known) * len(chart.series) <= _FEW:
        return f"{series.label}: {', '.join(at(*point) for point in known)}."
    low = min(known, key=lambda point: point[1])
    high = max(known, key=lambda point: point[1])
    ends = f"highest {at(*high)}, lowest {at(*low)}"
    if chart.kind == "bars":
        return f"{series.label}: {ends}."
    return f"{series.label}: from {at(*known[0])} to {at(*known[-1])}; {ends}."


def _timeline_in_words(timeline: Timeline) -> str:
    first = min(step.start for step in timeline.steps)
    last = max(step.end for step in timeline.steps)
    lines = [f"Timeline: {timeline.title}. From {_day(first)} to {_day(last)}."]
    if timeline.today:
        lines += [f"On {_day(timeline.today)}: {', '.join(_by_today(timeline, timeline.today))}."]
    return " ".join([*lines, "The dates stand in the table below."])


def _by_today(timeline: Timeline, today: date) -> Iterator[str]:
    """How many steps are past, under way and to come."""
    past = sum(step.end < today for step in timeline.steps)
    coming = sum(step.start > today for step in timeline.steps)
    for count, what in (
        (past, "past"),
        (len(timeline.steps) - past - coming, "under way"),
        (coming, "to come"),
    ):
        if count:
            yield f"{count} {'step' if count == 1 else 'steps'} {what}"
