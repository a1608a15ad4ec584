"""Reads the groups file (trusts, federations, sponsors) and the file of their members.

Both exist in two dialects, the download and the scheduled extract, that name columns differently.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sif_desktop.imports.cells import Cells, date_order, words
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

_UID = ("Group UID", "UID", "Linked UID")
_GROUP_HEADINGS = (
    _UID,
    ("Group ID",),
    ("Group Name",),
    ("Group Type",),
    ("Group Type (code)",),
    ("Group Status", "Status"),
    ("Open date",),
    ("Incorporated on (open date)",),
    ("Closed Date",),
    ("Companies House Number",),
    ("UKPRN",),
    ("Group Street", "Group Contact Street"),
    ("Group Locality", "Group Contact Locality"),
    ("Group Address 3", "Group Contact Address 3"),
    ("Group Town", "Group Contact Town"),
    ("Group County", "Group Contact County"),
    ("Group Postcode", "Group Contact Postcode"),
    ("Head of Group Title",),
    ("Head of Group First Name",),
    ("Head of Group Last Name",),
)
_MEMBER_HEADINGS = (
    ("URN",),
    _UID,
    ("Group ID",),
    ("Group Name",),
    ("Group Type",),
    ("Group Type (code)",),
    ("Group Status",),
    ("Joined date",),
    ("EstablishmentName",),
    ("LA (code)",),
)
_URN = re.compile(r"[0-9]{5,6}")


class GroupRow(NamedTuple):
    """`type_code` has two digits ("06"), `companies_house` eight, whatever Excel left of them."""

    uid: str
    group_id: str
    name: str
    type: str
    type_code: str
    status: str
    open_date: date | None
    incorporated: date | None
    closed_date: date | None
    companies_house: str
    ukprn: str
    street: str
    locality: str
    address3: str
    town: str
    county: str
    postcode: str
    head_title: str
    head_first: str
    head_last: str


class MembershipRow(NamedTuple):
    """The establishment `urn` belongs to the group `group_uid` since `joined`."""

    urn: str
    group_uid: str
    group_id: str
    group_name: str
    group_type: str
    group_type_code: str
    group_status: str
    joined: date | None
    name: str
    la_code: str


def read_groups(
    path: Path, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> Reading[GroupRow]:
    """Read a groups file whole.

    Raises `Problem` if it is another file or cannot be read, `Cancelled` on Cancel.
    """
    table = open_as(path, FileKind.GROUPS)
    require(table, *_UID)
    cells = Cells(date_order(table.sampled("Open date", "Incorporated on (open date)")))
    day = cells.day()
    rows: list[GroupRow] = []
    rejects: list[Reject] = []
    seen: dict[str, int] = {}
    for line, row in padded_rows(table, _GROUP_HEADINGS, progress, cancelled):
        uid, group_id, name, kind, code, status, opened, incorporated, closed, company, *rest = row
        if not uid.isdigit():
            rejects.append(Reject(line, "no group number", name))
        elif not name:
            rejects.append(Reject(line, "no name", uid))
        elif seen.setdefault(uid, line) != line:
            rejects.append(Reject(line, "group repeated", f"{uid}, first on line {seen[uid]:,}"))
        else:
            dates = (day(opened), day(incorporated), day(closed))
            numbers = (_digits(code, 2), words(status), *dates, _digits(company, 8))
            rows.append(GroupRow(uid, group_id, name, kind, *numbers, *map(words, rest)))
    return table.reading(_GROUP_HEADINGS, rows, rejects, cells.notices())


def read_memberships(
    path: Path, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> Reading[MembershipRow]:
    """Read a group membership file whole; a school may belong to several groups.

    Raises `Problem` if it is another file or cannot be read, `Cancelled` on Cancel.
    """
    table = open_as(path, FileKind.MEMBERSHIP)
    require(table, "URN")
    require(table, *_UID)
    cells = Cells(date_order(table.sampled("Joined date")))
    day = cells.day()
    rows: list[MembershipRow] = []
    rejects: list[Reject] = []
    for line, row in padded_rows(table, _MEMBER_HEADINGS, progress, cancelled):
        urn, uid, group_id, group, kind, code, status, joined, name, la_code = row
        if not _URN.fullmatch(urn):
            rejects.append(Reject(line, "URN is missing or malformed", urn))
        elif not uid.isdigit():
            rejects.append(Reject(line, "no group number", urn))
        else:
            about = (group_id, group, kind, _digits(code, 2), words(status), day(joined))
            rows.append(MembershipRow(urn, uid, *about, name, _digits(la_code, 3)))
    return table.reading(_MEMBER_HEADINGS, rows, rejects, cells.notices())


def _digits(code: str, width: int) -> str:
    """A code with the leading zeros it should have; the file itself holds both "06" and "6"."""
    return code.zfill(width) if code.isdigit() else code
