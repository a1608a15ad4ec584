"""Room on the page for what the paper holds, the same in Word and in the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml.etree import _Element

from sif_desktop.reports.docx_base import twips
from sif_desktop.reports.docx_read import tag
from sif_desktop.reports.house_style.faults import Faults
from sif_desktop.reports.house_style.head_xml import add, is_framed
from sif_desktop.reports.house_style.sheet import Sheet
from sif_desktop.reports.look import MM, Look
from sif_desktop.reports.paper import HEAD_AFTER, LINE_AFTER, LINE_OVER, Band
from sif_desktop.reports.paper_layout import Laid, lay

LEAST_ROOM = 45 * MM  # for text, on a landscape page
_MOST_HEAD = 0.35  # of the paper's height, for a letterhead

Key = tuple[str, str]


def spread_letterhead(lines: list[_Element], band: Band, sheet: Sheet, look: Look) -> None:
    """Have the flow of a letterhead end below all that floats in it, and clear of the text.

    Word pushes the text of a page down below the flow of its header, but not below frames.
    """
    if band.is_empty():
        return
    laid = _laid(band, sheet)
    end = max(laid.flow, _lowest(laid, sheet))
    near = end + look.letterhead_after > sheet.top
    more = end - laid.flow + (look.letterhead_after if near else 0.0)
    if more < 0.5:
        return
    last = next(one for one in reversed(lines) if not is_framed(one)).find(tag("pPr"))
    assert last is not None
    spacing = last.find(tag("spacing"))
    spacing = spacing if spacing is not None else add(last, "spacing")
    after = next(line.after for line in reversed(band.lines) if line.frame is None)
    spacing.set(tag("after"), str(twips(after + more)))


def with_room(look: Look, sheet: Sheet, bands: Mapping[Key, Band]) -> Look:
    """The look with margins that clear the running header and all footers; those of the sheet
    are set likewise where Word would not do it by itself."""
    none = Band()
    head = _laid(bands.get(("header", "default"), none), sheet)
    own = look.furniture.leading + HEAD_AFTER if sheet.title_page else 0.0
    feet = [_laid(band, sheet, 0.0) for (kind, _), band in bands.items() if kind == "footer"]
    tallest = max((laid.flow for laid in feet), default=0.0)
    line = LINE_OVER + look.furniture.leading + LINE_AFTER
    low = min(
        (_highest(_laid(band, sheet), sheet) for band in bands.values()), default=sheet.height
    )
    sheet.bottom = max(sheet.bottom, sheet.height - low)
    return replace(
        look,
        margin_top=max(sheet.top, head.flow + own, _lowest(head, sheet)),
        margin_bottom=max(sheet.bottom, sheet.footer_gap + tallest + line),
    )


def check_height(band: Band, sheet: Sheet, faults: Faults) -> None:
    """Whether the letterhead leaves a page for the document."""
    share = _laid(band, sheet).flow / sheet.height
    if share > _MOST_HEAD:
        faults.mend(
            "tall",
            f"The letterhead takes {share:.0%} of page one.",
            "Make it lower in the template, or documents begin far down the page.",
        )


def _laid(band: Band, sheet: Sheet, top: float | None = None) -> Laid:
    begin = sheet.header_gap if top is None else top
    return lay(band, sheet.left, sheet.width - sheet.right, begin)


def _lowest(laid: Laid, sheet: Sheet) -> float:
    """Where the lowest that floats in the upper half of the page ends."""
    floating = (row.box for row in laid.rows if row.line.frame is not None)
    return max((box[3] for box in floating if box[1] < sheet.height / 2), default=0.0)


def _highest(laid: Laid, sheet: Sheet) -> float:
    """Where the highest that floats in the lower half begins."""
    floating = (row for row in laid.rows if row.line.frame is not None)
    tops = (row.box[1] for row in floating if row.line.frame and not row.line.frame.in_flow)
    return min((top for top in tops if top > sheet.height / 2), default=sheet.height)
