"""Tables for Word: a header row that is flagged and repeated, rows that stay whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.sax.saxutils import quoteattr

from lxml.etree import _Element

from sif_desktop.reports.blocks import Column, ColumnKind, Runs, Table
from sif_desktop.reports.docx_base import twips
from sif_desktop.reports.docx_xml import SPACES, parsed_whole, words_xml
from sif_desktop.reports.layout import has_bold_names

RunsXml = Callable[[Runs], str]


def table_xml(table: Table, widths: tuple[float, ...], runs: RunsXml, line: float) -> _Element:
    """The w:tbl of `table`, its columns `widths` points wide; `line` is the height of a line of
    handwriting."""
    sizes = [twips(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    columns = list(zip(table.columns, sizes, strict=True))
    heads = [_cell("TableHeading", column, size, _KEEP) for column, size in columns]
    names = "TableRowHeading" if has_bold_names(table) else "TableText"
    cells = [_cell("TableText" if n else names, *column) for n, column in enumerate(columns)]
    rows = [_row(heads, [words_xml(column.label) for column in table.columns], "<w:tblHeader/>")]
    for place, row in enumerate(table.rows):
        rows.append(_row(cells, map(runs, row), _room(table, place, line)))
    top = f"<w:tbl{SPACES}>{_properties(table, sum(sizes))}<w:tblGrid>{grid}</w:tblGrid>"
    return parsed_whole(f"{top}{''.join(rows)}</w:tbl>")


def _room(table: Table, place: int, line: float) -> str:
    """What keeps space for handwriting in a row."""
    if not table.room or not table.room[place]:
        return ""
    height = twips(table.room[place] * line)
    return f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'


def _properties(table: Table, size: int) -> str:
    labels = ", ".join(column.label for column in table.columns)
    title = quoteattr(table.caption or f"Table of {labels}")
    about = quoteattr(f"Columns: {labels}. Rows: {len(table.rows)}.")
    look = "04A0" if table.row_header else "0420"
    return (
        '<w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{size}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}" w:firstRow="1" w:lastRow="0"'
        f' w:firstColumn="{int(table.row_header)}" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={title}/><w:tblDescription w:val={about}/></w:tblPr>"
    )


# A header is never alone at the foot of a page.
_KEEP = "<w:keepNext/>"


def _cell(style: str, column: Column, size: int, keep: str = "") -> str:
    """A cell up to its words."""
    align = '<w:jc w:val="right"/>' if column.kind is ColumnKind.NUMBER else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{align}</w:pPr>'
    )


def _row(cells: list[str], said: Iterable[str], more: str = "") -> str:
    whole = "".join(f"{cell}{runs}</w:p></w:tc>" for cell, runs in zip(cells, said, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{whole}</w:tr>"
