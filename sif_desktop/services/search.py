"""Search over everything the officer may see; each hit says where it opens.

Restricted records are not in the index at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select

from sif_desktop.domain.search_query import SearchQuery, parse_search
from sif_desktop.models import search
from sif_desktop.models.base import metadata
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.log import sync_change, sync_op
from sif_desktop.models.tables.people import officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import answer, visit
from sif_desktop.services.context import Context

MOST = 50
_AT_A_TIME = 5000
# What is in a plan, and the word for it; each opens the plan.
_OF_PLANS: Mapping[str, str] = {
    "plan_text": "Part of a plan",
    "plan_priority": "Priority",
    "plan_action": "Action of a plan",
    "plan_milestone": "Milestone",
    "plan_criterion": "Success criterion",
    "plan_evaluation": "Evaluation",
}
# What is in a meeting, likewise.
_OF_MEETINGS: Mapping[str, str] = {
    "meeting_item": "Item of an agenda",
    "meeting_line": "Said at a meeting",
    "recommendation": "Recommendation",
}
# What an officer may call a kind, for each table of the index.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "provider": ("school", "provider", "setting"),
    "role": ("person", "people", "role"),
    "provider_group": ("group", "trust"),
    "visit": ("visit",),
    "jotting": ("jotting", "note"),
    "answer": ("answer", "evidence", "checklist"),
    "task": ("task", "action"),
    "document": ("document", "report"),
    "concern": ("concern", "complaint"),
    "contact": ("contact", "call"),
    "case_file": ("case", "risk"),
    "support": ("support", "programme"),
    "inspection": ("inspection",),
    "plan": ("plan",),
    **dict.fromkeys(_OF_PLANS, ("plan",)),
    "body": ("body", "board"),
    "meeting_series": ("series", "meeting"),
    "meeting": ("meeting",),
    **dict.fromkeys(_OF_MEETINGS, ("meeting", "decision")),
}
_WORDS = {
    "provider": "School",
    "role": "Person",
    "provider_group": "Group",
    "visit": "Visit",
    "jotting": "Jotting",
    "answer": "Checklist",
    "task": "Task",
    "document": "Document",
    "concern": "Concern",
    "contact": "Contact",
    "case_file": "Case",
    "support": "Support",
    "inspection": "Inspection",
    "plan": "Plan",
    **_OF_PLANS,
    "body": "Body",
    "meeting_series": "Series of meetings",
    "meeting": "Meeting",
    **_OF_MEETINGS,
}
_ICONS = {
    "provider": "schools",
    "role": "person",
    "provider_group": "schools",
    "visit": "visits",
    "jotting": "note",
    "answer": "check",
    "task": "action",
    "document": "documents",
    "concern": "flag",
    "contact": "speech",
    "case_file": "cases",
    "support": "person",
    "inspection": "measure",
    "plan": "plans",
    **dict.fromkeys(_OF_PLANS, "plans"),
    "body": "meetings",
    "meeting_series": "meetings",
    "meeting": "meetings",
    **dict.fromkeys(_OF_MEETINGS, "meetings"),
}
_LISTED: tuple[tuple[Table, str, str], ...] = (
    (task, "what", "due"),
    (visit, "title", "visit_date"),
    (document, "title", "x_rev"),
)
_IN_CASES = {"concern": "concerns", "contact": "contacts", "support": "support"}
_OPEN_DOCUMENT = ("drafting", "with_school")


@dataclass(frozen=True, slots=True)
class Line:
    """One hit: what it is, where it belongs, and the page that opens at it."""

    table: str
    uid: str
    title: str
    context: str
    page: str
    params: Mapping[str, str]
    icon: str


@dataclass(frozen=True, slots=True)
class Found:
    """`unknown` holds operators that were not understood and looked for as words."""

    lines: tuple[Line, ...] = ()
    unknown: tuple[str, ...] = field(default=())


class SearchService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def find(self, text: str, *, ranked: bool = False, limit: int = MOST) -> Found:
        """Newest first, or best first when `ranked`. Never raises for what is typed."""
        query = parse_search(text, self._context.today())
        if not query.narrows:
            return Found(unknown=query.unknown)
        self.refresh()
        with self._context.store.read() as connection:
            accept = self._filter(connection, query)
            if query.match:
                words = (*query.phrases, *query.words)
                hits = search.find(
                    connection,
                    query.match,
                    words=words,
                    accept=accept,
                    limit=limit,
                    ranked=ranked,
                )
            else:
                hits = list(_listed(connection, accept, limit))
            names = _names(connection, {hit.provider for hit in hits})
            items = _items(connection, [hit.uid for hit in hits if hit.table == "answer"])
            items |= _within(connection, hits, _OF_PLANS, "plan_uid")
            items |= _within(connection, hits, _OF_MEETINGS, "meeting_uid")
        return Found(tuple(_line(hit, names, items) for hit in hits), query.unknown)

    def refresh(self) -> int:
        """Bring the index up to date. Returns how many rows were looked at."""
        with self._context.store.read() as connection:
            if not search.is_due(connection):
                return 0
        looked_at = 0
        while True:  # a part at a time: in the office store others wait to save meanwhile
            with self._context.store.local() as connection:
                found = search.refresh(connection, limit=_AT_A_TIME)
            looked_at += found
            if found < _AT_A_TIME:
                return looked_at

    def _filter(
        self, connection: Connection, query: SearchQuery
    ) -> Callable[[Mapping[str, Any]], bool]:
        schools = _schools(connection, query.schools) if query.schools else None
        kinds = {name for name, words in _KINDS.items() if set(words) & set(query.kinds)}
        today = self._context.today().isoformat()
        states = _with_states(connection, query.states, today) if query.states else None
        me = self._context.store.person

        def accept(row: Mapping[str, Any]) -> bool:
            return (
                (schools is None or row["provider"] in schools)
                and (not query.kinds or row["tbl"] in kinds)
                and (states is None or row["row"] in states)
                and _in_time(row["day"], query)
                and (not query.by or _by(connection, row["row"], query.by, me))
            )

        return accept


def _in_time(day: Any, query: SearchQuery) -> bool:
    if query.since is None and query.until is None:
        return True
    if day is None:
        return False
    return not ((query.since and day < query.since) or (query.until and day > query.until))


def _schools(connection: Connection, names: tuple[str, ...]) -> set[str]:
    like = [provider.c.name.ilike(f"%{name}%") for name in names]
    same = [provider.c.urn == name for name in names]
    return set(connection.execute(select(provider.c.uid).where(or_(*like, *same))).scalars())


def _with_states(connection: Connection, states: tuple[str, ...], today: str) -> set[str]:
    """The records in any of these states."""
    wanted: list[Any] = []
    for state in states:
        open_task = (task.c.state == "open") & (task.c.x_gone == 0)
        wanted += {
            "overdue": [select(task.c.uid).where(open_task, task.c.due < today)],
            "open": [
                select(task.c.uid).where(open_task),
                select(document.c.uid).where(document.c.state.in_(_OPEN_DOCUMENT)),
            ],
            "done": [select(task.c.uid).where(task.c.state == "done")],
            "draft": [select(document.c.uid).where(document.c.state.in_(_OPEN_DOCUMENT))],
            "issued": [
                select(document.c.uid).where(document.c.state == "issued"),
                select(visit.c.uid).where(visit.c.state == "issued"),
            ],
            "planned": [select(visit.c.uid).where(visit.c.state == "planned")],
            "mine": [select(task.c.uid).where(open_task, task.c.party == "authority")],
        }.get(state, [])
    return {uid for query in wanted for uid in connection.execute(query).scalars()}


def _by(connection: Connection, uid: str, names: tuple[str, ...], me: str) -> bool:
    joined = sync_op.join(
        sync_change,
        (sync_change.c.stream == sync_op.c.stream) & (sync_change.c.seq == sync_op.c.seq),
    ).join(officer, officer.c.uid == sync_change.c.author)
    query = select(officer.c.uid, func.lower(officer.c.name)).select_from(joined)
    writers = connection.execute(query.where(sync_op.c.row == uid)).all()
    return any(
        (name.lower() == "me" and writer == me) or name.lower() in called
        for writer, called in writers
        for name in names
    )


def _listed(
    connection: Connection, accept: Callable[[Mapping[str, Any]], bool], limit: int
) -> list[search.Hit]:
    """Records by their filters alone, where no word was typed."""
    from datetime import date

    found: list[search.Hit] = []
    for table, title, day in _LISTED:
        query = (
            select(table)
            .where(table.c.x_gone == 0, unrestricted(table))
            .order_by(table.c[day].desc())
        )
        for row in connection.execute(query).mappings():
            text = str(row[day] or "")
            on = date.fromisoformat(text) if len(text) == 10 else None
            about = {
                "tbl": table.name,
                "row": row["uid"],
                "provider": row["provider_uid"],
                "visit": row["uid"] if table is visit else "",
                "day": on,
            }
            if accept(about):
                where = (about["provider"], about["visit"])
                found.append(search.Hit(table.name, row["uid"], *where, row[title] or "", ""))
                if len(found) == limit:
                    return found
    return found


def _names(connection: Connection, uids: set[str]) -> dict[str, str]:
    query = select(provider.c.uid, provider.c.name).where(provider.c.uid.in_(uids))
    return {row.uid: row.name or "" for row in connection.execute(query)}


def _items(connection: Connection, answers: list[str]) -> dict[str, str]:
    """The checklist item of each answer, to open the visit there."""
    query = select(answer.c.uid, answer.c.item).where(answer.c.uid.in_(answers))
    return {row.uid: row.item for row in connection.execute(query)}


def _within(
    connection: Connection, hits: Sequence[search.Hit], tables: Iterable[str], owner: str
) -> dict[str, str]:
    """The plan or meeting (`owner`) of each hit within one."""
    found: dict[str, str] = {}
    for name in tables:
        uids = [hit.uid for hit in hits if hit.table == name]
        if uids:
            table = metadata.tables[name]
            query = select(table.c.uid, table.c[owner]).where(table.c.uid.in_(uids))
            found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _line(hit: search.Hit, names: Mapping[str, str], items: Mapping[str, str]) -> Line:
    school = names.get(hit.provider, "")
    title = hit.title.split("\n")[0] or hit.snippet or _WORDS[hit.table]
    parts = [_WORDS[hit.table], school if school != title else "", hit.snippet]
    context = " · ".join(part for part in parts if part and part != title)
    page, params = _place(hit, items)
    return Line(hit.table, hit.uid, title, context, page, params, _ICONS[hit.table])


def _place(hit: search.Hit, items: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The page that opens at the hit."""
    if hit.table == "visit":
        return "visit", {"uid": hit.visit}
    if hit.table == "jotting":
        return "visit", {"uid": hit.visit, "jotting": hit.uid}
    if hit.table == "answer":
        return "visit", {"uid": hit.visit, "item": items.get(hit.uid, "")}
    if hit.table == "task":
        return "tasks", {"uid": hit.uid}
    if hit.table == "document":
        return "composer", {"uid": hit.uid}
    if hit.table == "case_file":
        return "case", {"uid": hit.uid}
    if hit.table in _IN_CASES:
        return "cases", {"list": _IN_CASES[hit.table], "uid": hit.uid}
    if hit.table == "plan":
        return "plan", {"uid": hit.uid}
    if hit.table in _OF_PLANS:
        return "plan", {"uid": items.get(hit.uid, ""), "row": hit.uid}
    if hit.table in ("body", "meeting_series", "meeting"):
        return {"meeting_series": "series"}.get(hit.table, hit.table), {"uid": hit.uid}
    if hit.table in _OF_MEETINGS:
        return "meeting", {"uid": items.get(hit.uid, "")}
    if hit.table == "inspection":
        return "school", {"uid": hit.provider, "part": "inspections"}
    if hit.provider:
        return "school", {"uid": hit.provider}
    return "schools", {"filter": hit.title}
