"""What the part “Monitoring” of a school shows, and the authority's work there by its key tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.cases import event, support
from sif_desktop.models.tables.visits import BEEN_THERE, visit

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.risk import FigureAt, RiskRow

JUDGEMENT, SELF_EVALUATION, STATUTORY = "judgement", "self_evaluation", "statutory"
CHECKED: Mapping[str, str] = {"met": "Met", "not_met": "Not met"}


@dataclass(frozen=True, slots=True)
class EntryFields:
    """What is said of an entry; `day` ISO. `said` is the school's own view, `value` a code or,
    of a judgement, words."""

    day: str
    about: str = ""
    value: str = ""
    text: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class EntryLine:
    uid: str
    kind: str
    about: str
    day: str
    said: str
    value: str
    value_words: str
    text: str
    judged_by: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A statutory check with its latest look; None where nobody has looked."""

    code: str
    label: str
    paragraph: str
    latest: EntryLine | None


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Something done or given; `key_task` a code of the rulebook, "" where it has none."""

    table: str  # visit, support or event
    uid: str
    title: str
    day: str
    key_task: str


@dataclass(frozen=True, slots=True)
class Monitoring:
    figures: tuple[FigureAt, ...]
    judgements: tuple[EntryLine, ...]
    self_evaluation: tuple[EntryLine, ...]
    checks: tuple[CheckLine, ...]
    work: tuple[WorkLine, ...]
    key_tasks: Mapping[str, str]
    risk: RiskRow | None
    levels: bool  # whether the rulebook knows levels of risk


def work_of(connection: Connection, pack: Pack, uid: str) -> tuple[WorkLine, ...]:
    """Visits made, support given, and meetings and whatever else the rulebook names, by day."""
    found = (
        *_visits(connection, pack, uid), *_support(connection, pack, uid),
        *_events(connection, pack, uid),
    )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.day, one.uid), reverse=True))


def _visits(connection: Connection, pack: Pack, uid: str) -> Iterator[WorkLine]:
    for row in _of(connection, visit, uid, visit.c.state.in_(BEEN_THERE)):
        task = row["key_task"] or pack.monitoring.task_of_visit(row["visit_type"] or "")
        yield WorkLine("visit", row["uid"], row["title"] or "", row["visit_date"] or "", task)


def _support(connection: Connection, pack: Pack, uid: str) -> Iterator[WorkLine]:
    for row in _of(connection, support, uid, support.c.title != ""):
        task = row["key_task"] or pack.monitoring.task_of_support(row["item"] or "")
        yield WorkLine("support", row["uid"], row["title"], row["from_date"] or "", task)


def _events(connection: Connection, pack: Pack, uid: str) -> Iterator[WorkLine]:
    for row in _of(connection, event, uid, event.c.day != ""):
        title = pack.events.get(row["kind"], "")
        if title:
            task = pack.monitoring.task_of_event(row["kind"])
            yield WorkLine("event", row["uid"], title, row["day"], task)


def _of(connection: Connection, table: Table, uid: str, more: Any) -> Iterator[Mapping[Any, Any]]:
    mine = (table.c.provider_uid == uid) & (table.c.x_gone == 0) & unrestricted(table)
    yield from connection.execute(select(table).where(mine, more)).mappings()
