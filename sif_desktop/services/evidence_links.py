"""What a finding may rest on that is on record: a visit, a document, an inspection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, func, select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.models.changes import restricted_part
from sif_desktop.models.tables.documents import document, version
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.models.tables.visits import BEEN_THERE, visit

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """One record in words: "Core visit, 20 September 2026"; `table` says what opens."""

    uid: str
    table: str  # visit, document, inspection
    words: str


def evidence_links(connection: Connection, pack: Pack, uid: str) -> tuple[EvidenceLink, ...]:
    """All that is on record of a school and may be evidence, the newest first; three statements."""
    found = [*_visits(connection, pack, uid), *_documents(connection, uid),
             *_inspections(connection, pack, uid)]  # fmt: skip
    return tuple(link for _, link in sorted(found, key=lambda one: one[0], reverse=True))


_Dated = tuple[str, EvidenceLink]


def _visits(connection: Connection, pack: Pack, uid: str) -> Iterator[_Dated]:
    types = {one.code: one.title for one in pack.visit_types}
    for row in _rows(connection, visit, uid, visit.c.state.in_(BEEN_THERE)):
        title = row["title"] or types.get(row["visit_type"], "Visit")
        yield _dated(row["visit_date"], row["uid"], "visit", title)


def _documents(connection: Connection, uid: str) -> Iterator[_Dated]:
    """Those issued, by the day of their first issue: what a draft says may still change."""
    first = func.min(version.c.issued_at).label("day")
    joined = document.join(version, version.c.document_uid == document.c.uid)
    live = (document.c.provider_uid == uid, document.c.x_gone == 0, version.c.x_gone == 0)
    open_to_all = ~document.c.x_part.startswith(restricted_part(""))
    query = select(document.c.uid, document.c.title, first).select_from(joined)
    query = query.where(*live, open_to_all).group_by(document.c.uid, document.c.title)
    for row in connection.execute(query):
        yield _dated(str(row.day or "")[:10], row.uid, "document", row.title or "Document")


def _inspections(connection: Connection, pack: Pack, uid: str) -> Iterator[_Dated]:
    kinds = {one.code: one.label for one in pack.inspection_kinds}
    for row in _rows(connection, inspection, uid):
        outcomes = (row["outcomes"] or "").split()
        words = ", ".join(pack.outcomes.get(code, code) for code in outcomes)
        kind = kinds.get(row["kind"], "Inspection")
        yield _dated(row["day"], row["uid"], "inspection", f"{kind}: {words}" if words else kind)


def _rows(connection: Connection, table: Any, uid: str, *where: Any) -> Iterator[RowMapping]:
    mine = (table.c.provider_uid == uid, table.c.x_gone == 0)
    open_to_all = ~table.c.x_part.startswith(restricted_part(""))
    query = select(table).where(*mine, open_to_all, *where)
    yield from connection.execute(query).mappings()


def _dated(day: str | None, uid: str, table: str, title: str) -> _Dated:
    when = f", {long_date(day)}" if day else ""
    return day or "", EvidenceLink(uid, table, f"{title}{when}")
