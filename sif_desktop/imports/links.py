"""Reads the links file: which establishment came before, after or beside which."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sif_desktop.imports.cells import Cells, date_order
from sif_desktop.imports.reading import (
    IsCancelled,
    Progress,
    Reading,
    Reject,
    open_as,
    padded_rows,
    require,
)
from sif_desktop.imports.recognise import FileKind

_HEADINGS = (("URN",), ("LinkURN",), ("LinkName",), ("LinkType",), ("LinkEstablishedDate",))
_URN = re.compile(r"[0-9]{5,6}")  # children's centres have five digits


class LinkRow(NamedTuple):
    """`link_urn` is the `kind` of `urn`: its "Predecessor", "Successor - merged" and so on."""

    urn: str
    link_urn: str
    link_name: str
    kind: str
    established: date | None


def read_links(
    path: Path, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> Reading[LinkRow]:
    """Read a links file whole.

    Raises `Problem` if it is another file or cannot be read, `Cancelled` on Cancel.
    """
    table = open_as(path, FileKind.LINKS)
    require(table, "URN")
    cells = Cells(date_order(table.sampled("LinkEstablishedDate")))
    day = cells.day()
    rows: list[LinkRow] = []
    rejects: list[Reject] = []
    for line, row in padded_rows(table, _HEADINGS, progress, cancelled):
        urn, link_urn, name, kind, established = row
        if not _URN.fullmatch(urn) or not _URN.fullmatch(link_urn):
            rejects.append(Reject(line, "a URN is missing or malformed", f"{urn}, {link_urn}"))
        elif not kind:
            rejects.append(Reject(line, "no kind of link", f"{urn}, {link_urn}"))
        else:
            rows.append(LinkRow(urn, link_urn, name, kind, day(established)))
    return table.reading(_HEADINGS, rows, rejects, cells.notices())
