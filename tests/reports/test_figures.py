"""Charts and timelines: what is refused, what is said in words, what is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.blocks import (
    Chart,
    Document,
    Image,
    Milestone,
    Paragraph,
    Section,
    Series,
    Span,
    Table,
    Timeline,
    from_json,
    plain_text,
    to_json,
)
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.look import LOOK, contrast
from sif_desktop.reports.pdf_lines import spread, ticks
from sif_desktop.reports.pdf_sheet import Sheet

_TERMS = ("Autumn", "Spring", "Summer")


def _chart(kind: str = "lines", series: int = 2, count: int = 3) -> Chart:
    made = [Series(f"School {n}", [n + place for place in range(count)]) for n in range(series)]
    names = [f"Term {place}" for place in range(count)]
    return Chart("Absence by term", kind, "Term", names, made, "%")  # type: ignore[arg-type]


def _timeline() -> Timeline:
    return Timeline(
        "The plan",
        [
            Span("Phonics checks", date(2026, 9, 20), date(2026, 12, 18), "done"),
            Milestone("Report to governors", date(2027, 3, 4), "not started"),
        ],
        date(2027, 1, 20),
    )


REFUSED: dict[str, Callable[[], object]] = {
    "a chart without a title": lambda: Chart(" ", "bars", "Term", _TERMS, [Series("A", [1, 2, 3])]),
    "a chart over nothing": lambda: Chart("T", "bars", "", _TERMS, [Series("A", [1, 2, 3])]),
    "a chart without series": lambda: Chart("T", "bars", "Term", _TERMS, []),
    "a chart without categories": lambda: Chart("T", "bars", "Term", (), [Series("A", [1])]),
    "a series without figures": lambda: Series("A", [None, None]),
    "a series without a name": lambda: Series("", [1]),
    "a figure that is no number": lambda: Series("A", [1, float("nan")]),
    "a figure without end": lambda: Series("A", [1, float("inf")]),
    "a single figure": lambda: Chart("T", "bars", "Term", ("Autumn",), [Series("A", [1])]),
    "figures that do not go round": lambda: Chart("T", "bars", "Term", _TERMS, [Series("A", [1])]),
    "five series": lambda: _chart(series=5),
    "thirty bars": lambda: _chart("bars", 2, 15),
    "forty points": lambda: _chart("lines", 1, 40),
    "two categories of one name": lambda: Chart(
        "T", "bars", "Term", ("Spring", "SPRING"), [Series("A", [1, 2])]
    ),
    "two series of one name": lambda: Chart(
        "T", "bars", "Term", ("Spring", "Summer"), [Series("A", [1, 2]), Series("a", [1, 2])]
    ),
    "a pie": lambda: _chart("pie"),
    "a file name for a description": lambda: Chart(
        "T", "bars", "Term", _TERMS, [Series("A", [1, 2, 3])], alt="chart1.png"
    ),
    "a timeline without steps": lambda: Timeline("T", []),
    "a timeline without a title": lambda: Timeline("", [Milestone("A", date(2026, 1, 1))]),
    "a step that ends before it begins": lambda: Span("A", date(2026, 2, 1), date(2026, 1, 1)),
    "a milestone without a name": lambda: Milestone(" ", date(2026, 1, 1)),
    "a status for some": lambda: Timeline(
        "T", [Milestone("A", date(2026, 1, 1), "done"), Milestone("B", date(2026, 1, 1))]
    ),
    "a day in the year 1": lambda: Timeline("T", [Milestone("A", date(1, 1, 1))]),
    "thirty steps": lambda: Timeline("T", [Milestone("A", date(2026, 1, 1))] * 30),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_figure_that_not_everybody_could_read_is_refused_in_a_sentence(fault: str) -> None:
    with pytest.raises(Problem) as caught:
        REFUSED[fault]()
    assert caught.value.message.endswith(".")


def test_a_chart_is_a_picture_with_its_figures_right_below() -> None:
    chart = Chart("Absence", "lines", "Term", _TERMS, [Series("A", [4, 3.5, None])], "%")
    picture, table = arrange(Document("T", (chart,))).blocks
    assert isinstance(picture, Image) and isinstance(table, Table)
    assert picture.alt == (
        "Line chart: Absence. A: 4.0% (Autumn), 3.5% (Spring). "
        "The figures stand in the table below."
    )
    words = ["Figures: Absence", "Term", "A (%)"]
    words += ["Autumn", "4.0", "Spring", "3.5", "Summer", "no figure"]
    assert plain_text(Document("T", (chart,)))[1:] == words
    assert plain_text(arrange(Document("T", (chart,))))[1:] == words


def test_many_figures_are_described_by_their_ends_and_extremes() -> None:
    chart = Chart(
        "Roll",
        "lines",
        "Year",
        [str(y) for y in range(2010, 2020)],
        [Series("Ashcombe", [200, 210, 190, 205, 207, 208, 209, 211, 230, -4])],
        "pupils",
    )
    assert chart.described == (
        "Line chart: Roll. Ashcombe: from 200 pupils (2010) to −4 pupils (2019); highest "
        "230 pupils (2018), lowest −4 pupils (2019). The figures stand in the table below."
    )


def test_the_message_given_in_words_is_the_description() -> None:
    said = "Absence has fallen in every term since the autumn."
    chart = Chart("Absence", "bars", "Term", _TERMS, [Series("A", [4, 3, 2])], alt=said)
    picture = arrange(Document("T", (chart,))).blocks[0]
    assert isinstance(picture, Image) and picture.alt == said


def test_a_timeline_says_what_is_past_under_way_and_to_come() -> None:
    timeline = _timeline()
    assert timeline.described == (
        "Timeline: The plan. From 20 September 2026 to 4 March 2027. On 20 January 2027: "
        "1 step past, 1 step to come. The dates stand in the table below."
    )
    assert plain_text(Document("T", (timeline,)))[1:] == [
        *("Dates: The plan", "Step", "When", "Status"),
        *("Phonics checks", "20 September 2026 to 18 December 2026", "done"),
        *("Report to governors", "4 March 2027", "not started"),
    ]


def test_figures_survive_json_and_whole_numbers_give_the_same_text_as_decimals() -> None:
    document = Document("T", (_chart(), _chart("bars"), _timeline()))
    assert from_json(to_json(document)) == document
    whole, decimal = (
        Document("T", (Chart("T", "bars", "A", ("x", "y"), [Series("S", values)]),))
        for values in ([1, 2], [1.0, 2.0])
    )
    assert to_json(whole) == to_json(decimal)


@pytest.mark.parametrize("kind", ["bars", "lines"])
@pytest.mark.parametrize("shape", ["one", "four", "negative", "nought", "tiny", "huge", "odd"])
def test_every_shape_of_figures_is_drawn_and_passes(
    kind: str, shape: str, faults: Callable[[Document], list[str]]
) -> None:
    values: dict[str, list[list[float | None]]] = {
        "one": [[1, 2, 3]],
        "four": [[1, 2, 3], [1, 2, 3], [1, 2, None], [3, None, 1]],
        "negative": [[-1, -2, 3], [-5, -6, -7]],
        "nought": [[0, 0, 0]],
        "tiny": [[0.001, 0.002, 0.0015]],
        "huge": [[1e12, 2e12, 3e15]],
        "odd": [[1, None, 3], [None, 2, None]],
    }
    names = ["Fernhill Church of England Voluntary Aided Infant School", "x" * 200, "→ ✓ مرحبا"]
    series = [Series(f"{'Long name ' * 6}{n}", one) for n, one in enumerate(values[shape])]
    chart = Chart("Title " * 30, kind, "School", names, series, "points")  # type: ignore[arg-type]
    blocks = (Paragraph("Before."), chart, Section("landscape"), chart)
    assert faults(Document("T", blocks)) == []


@pytest.mark.parametrize("days", [0, 1, 40, 400, 4000, 40_000])
def test_a_timeline_of_any_length_is_drawn_and_passes(
    days: int, faults: Callable[[Document], list[str]]
) -> None:
    start = date(1990, 12, 31)
    last = date.fromordinal(start.toordinal() + days)
    steps = [Span("A" * 100, start, last, "not started at all " * 4), Milestone("B", last, "done")]
    timeline = Timeline("T", steps * 12, last)
    assert faults(Document("T", (timeline, Section("landscape"), timeline))) == []


_BLACK = replace(LOOK, accent="000000", further_series=("000000",) * 3)


def _drawn(series: int, draw: Callable[[Sheet, int], None]) -> bytes:
    """A sheet with nothing but one series on it, in black."""
    sheet = Sheet(80, 40, _BLACK, "T")
    draw(sheet, series)
    return sheet.png()


@pytest.mark.parametrize(
    "draw",
    [
        lambda sheet, series: sheet.bar(5, 5, 60, 12, series),
        lambda sheet, series: sheet.track((5, 5), (75, 35), series),
        lambda sheet, series: sheet.marker(30, 20, series, "000000"),
    ],
    ids=["filling", "dashes", "marker"],
)
def test_no_two_series_look_alike_without_their_colours(
    draw: Callable[[Sheet, int], None],
) -> None:
    assert len({_drawn(series, draw) for series in range(4)}) == 4


def test_every_colour_of_a_figure_stands_out_from_the_paper() -> None:
    for colour in (*LOOK.series, LOOK.muted, LOOK.callout_bar):
        assert contrast(colour, "FFFFFF") >= 4.5


def test_scales_are_round_and_hold_every_figure() -> None:
    assert ticks(0, 100) == [0, 25, 50, 75, 100]
    assert ticks(4.8, 7.2) == [4.0, 5.0, 6.0, 7.0, 8.0]
    assert ticks(-12, 4) == [-15.0, -10.0, -5.0, 0.0, 5.0]
    for low, high in ((0, 0), (3, 3), (-2, -2), (1e-9, 2e-9), (-1e9, 1e12), (99.4, 99.6)):
        found = ticks(low, high)
        assert found[0] <= low and found[-1] >= high and 2 <= len(found) <= 9
        assert found == sorted(set(found))


def test_names_at_the_ends_of_lines_never_touch() -> None:
    places = spread([10, 11, 10.5, 80], 11)
    assert sorted(places) == [pytest.approx(-0.5), pytest.approx(10.5), pytest.approx(21.5), 80]
    assert places[0] < places[2] < places[1]
