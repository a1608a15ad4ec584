"""What every officer is answerable for in the interventions of the authority.

Each case and each programme of support names one responsible officer. Reviews, powers to be
complied with and actions at the school stand under the officer of its case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.cases import case_file, step, support
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.case_lines import CLOSED
from sif_desktop.services.support import RUNNING

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

Row = Mapping[Any, Any]
NOBODY = "Nobody"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One thing an officer answers for; `due` ISO or empty. `table` and `uid` say where it opens:
    at the case where it belongs to one."""

    key: str
    officer: str
    provider_uid: str
    provider: str
    kind: str  # in words
    what: str
    due: str
    overdue: bool
    case_uid: str


class WorkloadService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(self, officer: str = "", *, overdue: bool = False) -> tuple[WorkRow, ...]:
        """Everything open, by officer and day; of one officer if named, only what is late with
        `overdue`. Four statements."""
        today = self._context.today().isoformat()
        with self._context.store.read() as connection:
            cases = _cases(connection)
            owners = {row["provider_uid"]: row for row in cases}
            found = [
                *_reviews(cases, today), *_powers(connection, today),
                *_actions(connection, owners, today), *_support(connection),
            ]  # fmt: skip
        wanted = (
            row for row in found
            if officer in ("", row.officer) and (row.overdue or not overdue)
        )  # fmt: skip
        return tuple(sorted(wanted, key=lambda row: (row.officer, row.due or "9", row.key)))

    def mine(self) -> tuple[WorkRow, ...]:
        """What the officer at this computer answers for."""
        return self.rows(self._context.me().name)

    def late(self) -> tuple[WorkRow, ...]:
        return self.rows(overdue=True)


def _cases(connection: Connection) -> list[Row]:
    joined = case_file.join(provider, provider.c.uid == case_file.c.provider_uid)
    where = (case_file.c.x_gone == 0, provider.c.x_gone == 0, case_file.c.state != CLOSED)
    query = select(case_file, provider.c.name.label("provider")).select_from(joined).where(*where)
    return [dict(row) for row in connection.execute(query.order_by("opened_on")).mappings()]


def _reviews(cases: list[Row], today: str) -> Iterator[WorkRow]:
    for row in cases:
        yield _line(row, "Case", "Review of the case", row["title"], row["review_on"], today, row)


def _powers(connection: Connection, today: str) -> Iterator[WorkRow]:
    """Steps and powers with a day to be complied with by, and not complied with."""
    joined = step.join(case_file, case_file.c.uid == step.c.case_uid)
    joined = joined.join(provider, provider.c.uid == case_file.c.provider_uid)
    waiting = (step.c.comply_by != "") & (step.c.complied_on.is_(None) | (step.c.complied_on == ""))
    where = (step.c.x_gone == 0, case_file.c.x_gone == 0, provider.c.x_gone == 0)
    columns = (step, case_file.c.provider_uid, case_file.c.owner_name, case_file.c.title)
    query = select(*columns, provider.c.name.label("provider")).select_from(joined)
    for row in connection.execute(query.where(*where, waiting)).mappings():
        case = {**row, "uid": row["case_uid"]}
        what = row["statute"] or row["code"].replace("_", " ")
        yield _line(row, "Compliance", what, row["title"], row["comply_by"], today, case)


def _actions(connection: Connection, owners: Mapping[str, Row], today: str) -> Iterator[WorkRow]:
    """Open tasks at schools with a case, under the officer of the case."""
    mine = (task.c.provider_uid.in_(owners)) & (task.c.state == "open") & (task.c.x_gone == 0)
    for row in connection.execute(select(task).where(mine, unrestricted(task))).mappings():
        case = owners[row["provider_uid"]]
        whose = {"school": "Action of the school", "partner": "Action of a partner"}
        kind = whose.get(row["party"] or "", "Our action")
        yield _line(row, kind, row["what"], row["who"], row["due"], today, case)


def _support(connection: Connection) -> Iterator[WorkRow]:
    joined = support.join(provider, provider.c.uid == support.c.provider_uid)
    where = (support.c.x_gone == 0, provider.c.x_gone == 0, support.c.state == RUNNING)
    query = select(support, provider.c.name.label("provider")).select_from(joined).where(*where)
    for row in connection.execute(query).mappings():
        case = {**row, "owner_name": row["officer_name"], "uid": row["case_uid"] or ""}
        yield _line(row, "Support", row["title"], "", "", "", case)


def _line(
    row: Row, kind: str, what: str, more: str | None, due: str | None, today: str, case: Row
) -> WorkRow:
    said = ": ".join(filter(None, (what, more)))
    return WorkRow(
        f"{kind}:{row['uid']}", case["owner_name"] or NOBODY, case["provider_uid"],
        case["provider"], kind, said, due or "", bool(due) and (due or "") < today, case["uid"],
    )  # fmt: skip
