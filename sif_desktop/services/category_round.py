"""The round of a school year: how far the schools' categories are decided, and their letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.categories import Scheme, clock, proposed, watches
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Cancelled
from sif_desktop.domain.known import Known
from sif_desktop.domain.terms import academic_year, year_label
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.category_letters import Letters, letters
from sif_desktop.services.category_lines import Round, RoundRow
from sif_desktop.services.category_view import DECIDED, ENTERED, OPEN, category_letters
from sif_desktop.services.category_words import label_of
from sif_desktop.services.knowing import known_of_all
from sif_desktop.services.letters import LetterService
from sif_desktop.services.visit_facts import school_facts, school_row

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context
    from sif_desktop.services.documents.views import Started

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drafted:
    """`without` are the schools for which the rulebook has no such letter. Each letter is an action
    of its own; `changes` names the rows of all."""

    count: int
    changes: Changes | None
    without: tuple[str, ...]


class CategoryRound:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._letters = LetterService(context)

    def round(self, year: int | None = None) -> Round:
        """Every school that the rulebook sorts into categories; by name, in a fixed number of
        statements. Without `year` it is the present school year."""
        context = self._context
        pack, today = context.pack(), context.today()
        wanted = academic_year(today) if year is None else year
        with context.store.read() as connection:
            known = known_of_all(connection, pack, today)
            names = _open_schools(connection)
            decided = _decided(connection, wanted)
            begun = _begun(connection)
            told = letters(connection)
            years = _years(connection)
        rows = (
            _row(pack, uid, name, scheme, known[uid], decided.get(uid), told, begun)
            for uid, name in names.items()
            if (scheme := pack.scheme_for(known[uid].provider)) is not None
        )
        listed = sorted({academic_year(today), wanted, *years}, reverse=True)
        return Round(wanted, year_label(wanted), tuple(rows), tuple(listed))

    def write_letter(self, judgement_uid: str) -> Started:
        """The draft of the letter that tells a school what was decided, its reasons filled in.

        Raises Problem where the rulebook has no such letter for the school.
        """
        context = self._context
        with context.store.read() as connection:
            query = select(judgement).where(judgement.c.uid == judgement_uid)
            row = connection.execute(query).mappings().one()
            facts = school_facts(context.pack(), school_row(connection, row["provider_uid"]))
        letter = next((one.id for one in category_letters(context.pack(), facts)), "")
        texts = {name: row[name] or "" for name in ("reasons", "decided_on", "capacity")}
        texts["school_view"] = _dissent(context.pack(), dict(row))
        return self._letters.begin(row["provider_uid"], letter, about=judgement_uid, texts=texts)

    def draft_letters(
        self,
        year: int,
        progress: Callable[..., None] = lambda *_: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Drafted:
        """A letter drafted for each school decided on whose letter waits. Raises Cancelled between
        two letters; those written by then stay."""
        pack = self._context.pack()
        with self._context.store.read() as connection:
            rows, queue = _decided(connection, year), letters(connection).queued
            names, known = (
                _open_schools(connection),
                known_of_all(connection, pack, self._context.today()),
            )
        waiting = [uid for uid in names if uid in rows and uid in queue]
        can = [uid for uid in waiting if any(category_letters(pack, known[uid].provider))]
        changes: list[Changes] = []
        for number, uid in enumerate(can):
            if cancelled():
                raise Cancelled
            progress(number, len(can), names[uid])
            written = self.write_letter(rows[uid]["uid"]).changes
            if written is not None:
                changes.append(written)
        without = tuple(names[uid] for uid in waiting if uid not in can)
        return Drafted(len(changes), together(changes), without)


def together(changes: list[Changes]) -> Changes | None:
    """The rows of all, under the last of them."""
    rows: dict[str, frozenset[str]] = {}
    for one in changes:
        for table, uids in one.rows.items():
            rows[table] = rows.get(table, frozenset()) | uids
    return replace(changes[-1], rows=rows) if changes else None


def _row(
    pack: Pack,
    uid: str,
    name: str,
    scheme: Scheme,
    known: Known,
    decided: Row | None,
    told: Letters,
    begun: frozenset[str],
) -> RoundRow:
    made: Row = decided or {}
    category, view = made.get("category") or "", made.get("school_view") or ""
    by_rules = made.get("proposed") or "" if decided else proposed(scheme, known)
    ends = clock(scheme, known)
    now = known.category
    has_letter = any(category_letters(pack, known.provider))
    watch = next(iter(watches(scheme, known)), None)
    return RoundRow(
        uid,
        name,
        label_of(pack, now.category) if now else "",
        ends.since.isoformat() if ends else now.since.isoformat() if now else "",
        label_of(pack, by_rules),
        label_of(pack, category),
        made.get("decided_on") or "",
        made.get("decided_by") or "",
        label_of(pack, view) if view != category else "",
        ends.expected.isoformat() if ends else "",
        exit_passed=ends is not None and ends.expected < known.today,
        moved=bool(decided) and _before(known, made) != category,
        otherwise=bool(decided and by_rules and by_rules != category),
        letter=told.about(uid, made.get("uid", ""), has_letter=has_letter),
        begun=uid in begun,
        watch_on=watch.day.isoformat() if watch else "",
        watch_for=label_of(pack, watch.towards) if watch else "",
        watch_passed=watch is not None and watch.day <= known.today,
    )


def _dissent(pack: Pack, row: Row) -> str:
    """The school's own category where it differs, the day it was recorded, and its evidence."""
    if row["school_view"] in (None, "", row["category"]):
        return ""
    view, on = label_of(pack, row["school_view"]), long_date(row["decided_on"])
    return f"{view}, recorded on {on}. {row['school_evidence'] or ''}".strip()


def _before(known: Known, made: Row) -> str:
    """The category held before the day of the decision."""
    earlier = [one for one in known.categories if one.since.isoformat() < made["decided_on"]]
    return earlier[-1].category if earlier else ""


def _open_schools(connection: Connection) -> dict[str, str]:
    here = provider.c
    query = select(here.uid, here.name, here.status).where(here.x_gone == 0).order_by(here.name)
    found = connection.execute(query).all()
    return {row.uid: row.name for row in found if not (row.status or "").startswith("Closed")}


def _decided(connection: Connection, year: int) -> dict[str, Row]:
    """The latest decision of that school year on each school."""
    here = judgement.c
    mine = (here.school_year == year) & (here.state == DECIDED) & (here.x_gone == 0)
    query = select(judgement).where(mine).order_by(here.decided_on, ENTERED)
    return {row["provider_uid"]: dict(row) for row in connection.execute(query).mappings()}


def _begun(connection: Connection) -> frozenset[str]:
    """The schools with a decision kept open."""
    here = judgement.c
    query = select(here.provider_uid).where(here.state == OPEN, here.x_gone == 0)
    return frozenset(uid for (uid,) in connection.execute(query))


def _years(connection: Connection) -> list[int]:
    query = select(judgement.c.school_year).where(judgement.c.x_gone == 0).distinct()
    return [year for (year,) in connection.execute(query) if year is not None]
