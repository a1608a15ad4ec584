"""Tables for Word: a header row that is flagged and repeated, rows that stay whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml.etree import _Element

from sif_desktop.reports.blocks import ColumnKind, Runs, Table
from sif_desktop.reports.docx_base import twips
from sif_desktop.reports.docx_xml import make, paragraph, words
from sif_desktop.reports.layout import has_bold_names

RunMaker = Callable[[Runs], list[_Element]]


def table_xml(table: Table, widths: tuple[float, ...], runs: RunMaker) -> _Element:
    """The w:tbl of `table`, its columns `widths` points wide."""
    sizes = [twips(width) for width in widths]
    grid = make("tblGrid", *(make("gridCol", w=size) for size in sizes))
    header = make("tr", make("trPr", make("cantSplit"), make("tblHeader")))
    for column, size in zip(table.columns, sizes, strict=True):
        header.append(_cell("TableHeading", [words(column.label)], size, column.kind))
    top = make("tbl", _properties(table, sum(sizes)), grid, header)
    names = "TableRowHeading" if has_bold_names(table) else "TableText"
    for row in table.rows:
        line = make("tr", make("trPr", make("cantSplit")))
        for place, (column, size) in enumerate(zip(table.columns, sizes, strict=True)):
            style = "TableText" if place else names
            line.append(_cell(style, runs(row[place]), size, column.kind))
        top.append(line)
    return top


def _properties(table: Table, size: int) -> _Element:
    labels = ", ".join(column.label for column in table.columns)
    title = table.caption or f"Table of {labels}"
    return make(
        "tblPr",
        make("tblStyle", val="ReportTable"),
        make("tblW", w=size, type="dxa"),
        make("tblInd", w=0, type="dxa"),
        make("tblLayout", type="fixed"),
        make(
            "tblLook",
            val="04A0" if table.row_header else "0420",
            firstRow=1,
            lastRow=0,
            firstColumn=int(table.row_header),
            lastColumn=0,
            noHBand=0,
            noVBand=1,
        ),
        make("tblCaption", val=title),
        make("tblDescription", val=f"Columns: {labels}. Rows: {len(table.rows)}."),
    )


def _cell(style: str, runs: Iterable[_Element], size: int, kind: ColumnKind) -> _Element:
    looks = [make("jc", val="right")] if kind is ColumnKind.NUMBER else []
    width = make("tcPr", make("tcW", w=size, type="dxa"))
    return make("tc", width, paragraph(style, runs, *looks))
