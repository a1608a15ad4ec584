"""The tables of a Word document: merged cells, missing cells and changes marked as taken out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from sif_desktop.domain.plan_file import FileTable
from sif_desktop.imports.plan_table import FileCell, FileRow, table_of, tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_MOST_COLUMNS = 63  # Word's own limit


def read_document(path: Path) -> tuple[FileTable, ...]:
    """The tables of the body in order, those inside another told with its cell."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    with zipfile.ZipFile(path) as packed:
        root = etree.fromstring(packed.read("word/document.xml"), parser)
    for row in [one for one in root.iter(f"{_W}tr") if one.find(f"{_W}trPr/{_W}del") is not None]:
        _drop(row)
    etree.strip_elements(root, f"{_W}del", f"{_W}moveFrom", _FALLBACK, with_tail=False)
    outer = [
        one for one in root.iter(f"{_W}tbl") if next(one.iterancestors(f"{_W}tbl"), None) is None
    ]
    made = (table_of(f"Table {n}", _rows(one), lettered=False) for n, one in enumerate(outer, 1))
    return tuple(table for table in made if table.rows)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _rows(table: etree._Element) -> Iterator[FileRow]:
    rows = [list(_cells(row)) for row in _own(table, "tr", "tbl")]
    width = max((cells[-1].column + cells[-1].over for cells in rows if cells), default=0)
    for number, cells in enumerate(rows, 1):
        wide = cells[-1].column + cells[-1].over if cells else 0
        short = f"It has {len(cells)} cells instead of {width}: the others are taken as empty."
        yield FileRow(number, tuple(cells), short if wide < width else "")


def _cells(row: etree._Element) -> Iterator[FileCell]:
    column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _own(row, "tc", "tr"):
        over = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
        yield FileCell("" if goes_on else _words(cell), column, over, goes_on)
        column += over


def _own(owner: etree._Element, what: str, within: str) -> Iterator[etree._Element]:
    """The rows of a table, the cells of a row, wherever content controls have put them; not those
    of a table inside."""
    for one in owner.iter(f"{_W}{what}"):
        if next(one.iterancestors(f"{_W}{within}"), None) is owner:
            yield one


def _words(cell: etree._Element) -> str:
    said: list[str] = []
    for node in cell.iter(f"{_W}p", f"{_W}t", *_BREAKS):
        if node.tag == f"{_W}p":
            said.append("\n")
        elif node.tag == f"{_W}t":
            said.append(node.text or "")
        elif next(node.iterancestors(), cell).tag == f"{_W}r":
            said.append(_BREAKS[str(node.tag)])
    return tidy("".join(said))


def _number(element: etree._Element | None, otherwise: int) -> int:
    text = str(element.get(f"{_W}val") or "") if element is not None else ""
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() else otherwise
