"""How documents look: the one place with sizes, colours and margins.

Lengths are points (72 to the inch), colours are RRGGBB. A test holds every pair of text and ground
to a contrast of at least 4.5 to 1. An authority's house style is a `Look` too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sif_desktop.reports.paper import Paper

MM = 72 / 25.4
A4 = (595.28, 841.89)
Align = Literal["left", "center", "right"]
FAMILY = "SifSans"  # of faces for the PDF: our own


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a family for the PDF: the bytes of a TrueType file."""

    family: str
    bold: bool
    italic: bool
    data: bytes

    @property
    def name(self) -> str:
        """The family, and weight and slope if they are not the usual ones."""
        ending = ("Bold" if self.bold else "") + ("Italic" if self.italic else "")
        return f"{self.family}-{ending}" if ending else self.family


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One paragraph style. `before` and `after` are the space above and below, in points.

    `family` names the faces in the PDF, `font` the font in Word ("": the look's own).
    """

    size: float
    leading: float
    colour: str
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    align: Align = "left"
    family: str = FAMILY
    font: str = ""
    fill: str = ""  # the ground of a heading; "": the paper


@dataclass(frozen=True, slots=True)
class Look:
    """Everything a writer needs to know about the appearance of a document."""

    word_font: str = "Arial"  # same widths as Liberation Sans, and on every office computer
    paper: Paper | None = None  # an authority's own; None: blank sheets
    faces: tuple[Face, ...] = ()  # of the families named below that are not ours
    margin_left: float = 24 * MM
    margin_right: float = 24 * MM
    margin_top: float = 24 * MM
    margin_bottom: float = 24 * MM
    furniture_gap: float = 12 * MM  # paper's edge to header and footer

    ink: str = "1F2328"
    accent: str = "1D3F66"
    muted: str = "535C66"
    link: str = "0B57A4"
    rule: str = "B9C2CC"
    head_fill: str = "EAEFF4"
    callout_fill: str = "FBF1EC"
    callout_bar: str = "A63D1B"
    further_series: tuple[str, ...] = ("A63D1B", "2A6B5E", "6A4C93")  # of a chart, after the first

    body: TextStyle = TextStyle(11, 15, "1F2328", after=7)
    list_item: TextStyle = TextStyle(11, 15, "1F2328", after=4)
    headings: tuple[TextStyle, ...] = (
        TextStyle(21, 26, "1D3F66", bold=True, before=4, after=5, keep_next=True),
        TextStyle(14.5, 19, "1D3F66", bold=True, before=17, after=6, keep_next=True),
        TextStyle(12, 16, "1F2328", bold=True, before=12, after=4, keep_next=True),
        TextStyle(11, 15, "535C66", bold=True, before=9, after=3, keep_next=True),
    )
    subject: TextStyle = TextStyle(
        13, 17, "1D3F66", bold=True, before=10, after=7, keep_next=True
    )  # the level 1 heading of a letter, which stands below the address
    organisation: TextStyle = TextStyle(13, 17, "1D3F66", bold=True)
    about: TextStyle = TextStyle(10, 14, "535C66", after=12)
    caption: TextStyle = TextStyle(9.5, 13, "535C66", bold=True, before=8, after=4, keep_next=True)
    picture_caption: TextStyle = TextStyle(9.5, 13, "535C66", before=3, after=9)
    cell: TextStyle = TextStyle(9.5, 12.5, "1F2328")
    cell_head: TextStyle = TextStyle(9.5, 12.5, "1D3F66", bold=True)
    row_head: TextStyle = TextStyle(9.5, 12.5, "1F2328", bold=True)
    callout: TextStyle = TextStyle(11, 15, "1F2328", before=8, after=12)
    contents: TextStyle = TextStyle(11, 15, "0B57A4", after=3)
    signature: TextStyle = TextStyle(11, 15, "1F2328", before=24, after=2, keep_next=True)
    signatory: TextStyle = TextStyle(10, 13, "535C66", after=6)
    letter_signatory: TextStyle = TextStyle(11, 15, "1F2328", before=34, after=9)
    furniture: TextStyle = TextStyle(8.5, 11, "535C66")
    figure: TextStyle = TextStyle(9, 11, "1F2328")  # words in a chart or timeline
    figure_title: TextStyle = TextStyle(10.5, 14, "1D3F66", bold=True, after=8)
    figure_note: TextStyle = TextStyle(9, 13, "535C66", after=4)

    list_indent: float = 18
    cell_pad_x: float = 5
    cell_pad_y: float = 4
    table_after: float = 12
    callout_pad: float = 9
    callout_bar_width: float = 3
    logo_height: float = 17 * MM
    logo_width: float = 62 * MM
    letterhead_after: float = 16
    writing_line: float = 21  # height of one line of handwriting
    sign_width: float = 200  # from "Signed:" to the end of its line
    column_least: float = 34  # no column is narrower
    column_words: float = 78  # nor a column of sentences than this
    word_most: float = 120  # a longer word may be broken
    record_key: float = 0.3  # share of the width for the names of facts, at most 0.4

    @property
    def series(self) -> tuple[str, ...]:
        """The colours of a chart's series, first to last."""
        return (self.accent, *self.further_series)

    def page(self, orientation: str) -> tuple[float, float]:
        """Width and height of the paper."""
        return A4 if orientation == "portrait" else (A4[1], A4[0])

    def body_box(self, orientation: str) -> tuple[float, float]:
        """Width and height of the space for text."""
        width, height = self.page(orientation)
        return (
            width - self.margin_left - self.margin_right,
            height - self.margin_top - self.margin_bottom,
        )


LOOK = Look()


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two RRGGBB colours, from 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
