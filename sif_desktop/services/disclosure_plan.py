"""What a disclosure has to decide about: the versions of a period, and what else is held.

Records that no bundle holds are counted here and never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from sif_desktop.domain.copies import REDACTED, SCHOOL, left_out
from sif_desktop.domain.disclosure import EVERY_SCHOOL
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables import cases, visits
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.documents import issue
from sif_desktop.services.documents.copies import CopyMade
from sif_desktop.services.documents.issue import Version
from sif_desktop.services.documents.views import ISSUED, DocumentRow

# What no bundle holds: code -> what one and several are called.
KINDS: Mapping[str, tuple[str, str]] = {
    "jottings": ("Jotting", "Jottings"),
    "restricted": ("Restricted record", "Restricted records"),
    "visits": ("Visit not written up", "Visits not written up"),
    "drafts": ("Draft not issued", "Drafts not issued"),
    "file": ("File copy that says more", "File copies that say more"),
    "attachments": ("Photo or file", "Photos and files"),
    "judgements": ("Category decision", "Category decisions"),
    "concerns": ("Concern or complaint", "Concerns and complaints"),
    "contacts": ("Contact", "Contacts"),
    "cases": ("Case file", "Case files"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """An issued version of the period; `redacted` are its redacted copies, newest first."""

    row: DocumentRow
    version: Version
    redacted: tuple[CopyMade, ...]


@dataclass(frozen=True, slots=True)
class KindFound:
    """Records that are held and not disclosed: how many, never what."""

    code: str
    count: int

    @property
    def label(self) -> str:
        return KINDS[self.code][self.count != 1]


@dataclass(frozen=True, slots=True)
class DisclosurePlan:
    """What a disclosure must decide about."""

    provider_uid: str  # "" for all schools
    about: str
    since: date
    until: date
    found: tuple[Found, ...]
    kinds: tuple[KindFound, ...]


def read_plan(
    connection: Connection,
    rows: Sequence[DocumentRow],
    provider_uid: str,
    since: date,
    until: date,
) -> DisclosurePlan:
    """The plan for a school ("" for all), from every document of it; both days are included."""
    period = (since.isoformat(), until.isoformat())
    found = tuple(_found(rows, *period))
    return DisclosurePlan(
        provider_uid,
        _name(connection, provider_uid),
        since,
        until,
        found,
        _kinds(connection, provider_uid, period, found),
    )


def _found(rows: Sequence[DocumentRow], since: str, until: str) -> Iterator[Found]:
    every = [(row, version) for row in rows for version in row.versions]
    for row, version in sorted(every, key=lambda pair: (pair[1].issued_on, pair[0].title)):
        if since <= version.issued_on <= until:
            redacted = tuple(made for made in version.copies if made.copy == REDACTED)
            yield Found(row, version, redacted)


def _name(connection: Connection, provider_uid: str) -> str:
    if not provider_uid:
        return EVERY_SCHOOL
    query = select(provider.c.name).where(provider.c.uid == provider_uid)
    return str(connection.execute(query).scalar() or "")


def _kinds(
    connection: Connection, provider_uid: str, period: tuple[str, str], found: Sequence[Found]
) -> tuple[KindFound, ...]:
    """The kinds of which there are any, in the order of KINDS; counts are all that is read."""
    visit = visits.visit
    held: Any = visit.c.visit_date.between(*period) & (visit.c.x_gone == 0)
    if provider_uid:
        held &= visit.c.provider_uid == provider_uid
    open_one = unrestricted(visit)
    counts = {
        code: _count(connection, table, held & open_one)
        for code, table in (("jottings", visits.jotting), ("attachments", visits.attachment))
    }
    counts["restricted"] = _count(connection, visits.present_risk, held)
    dated = (
        ("judgements", judgement, "decided_on"),
        ("concerns", cases.concern, "raised_on"),
        ("contacts", cases.contact, "at"),
        ("cases", cases.case_file, "opened_on"),
    )
    for code, table, day in dated:
        counts[code] = _open_records(connection, table, day, provider_uid, period)
    every = _dated(connection, cases.concern, "raised_on", provider_uid, period)
    counts["restricted"] += every - counts["concerns"]
    counts["restricted"] += _number(connection, select(func.count()).where(held, ~open_one))
    counts["visits"] = _number(
        connection, select(func.count()).where(held, open_one, visit.c.state == "in_school")
    )
    counts["drafts"] = _drafts(connection, provider_uid, period)
    counts["file"] = sum(_says_more(connection, one.version.uid) for one in found)
    return tuple(KindFound(code, counts[code]) for code in KINDS if counts[code])


def _count(connection: Connection, table: Any, held: Any) -> int:
    visit = visits.visit
    joined = table.join(visit, visit.c.uid == table.c.visit_uid)
    query = select(func.count()).select_from(joined).where(held, table.c.x_gone == 0)
    return _number(connection, query)


def _dated(
    connection: Connection,
    table: Table,
    day: str,
    provider_uid: str,
    period: tuple[str, str],
    *more: Any,
) -> int:
    """Records of the period that belong to the school itself, restricted ones too."""
    held = [table.c[day].between(*period), table.c.x_gone == 0, *more]
    if provider_uid:
        held.append(table.c.provider_uid == provider_uid)
    return _number(connection, select(func.count()).select_from(table).where(*held))


def _open_records(
    connection: Connection, table: Table, day: str, provider_uid: str, period: tuple[str, str]
) -> int:
    """Those of them that lie in the school's own partition."""
    own = table.c.x_part == table.c.provider_uid
    return _dated(connection, table, day, provider_uid, period, own)


def _drafts(connection: Connection, provider_uid: str, period: tuple[str, str]) -> int:
    """Drafts about visits of the period, and those that are about no visit."""
    document, visit = tables.document, visits.visit
    joined = document.outerjoin(visit, visit.c.uid == document.c.visit_uid)
    then = visit.c.visit_date.between(*period) | visit.c.uid.is_(None)
    held: Any = (document.c.state != ISSUED) & (document.c.x_gone == 0) & then
    if provider_uid:
        held &= document.c.provider_uid == provider_uid
    return _number(connection, select(func.count()).select_from(joined).where(held))


def _number(connection: Connection, query: Any) -> int:
    return int(connection.execute(query).scalar_one())


def _says_more(connection: Connection, version_uid: str) -> bool:
    """Whether the file copy holds words that the school's does not."""
    return bool(left_out(issue.fetch_draft(connection, version_uid), SCHOOL))
