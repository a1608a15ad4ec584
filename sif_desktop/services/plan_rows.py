"""Plans as stored, read whole: the same few statements for one plan as for all of a school."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plans import (
    Action,
    Cost,
    Criterion,
    Evaluation,
    Judged,
    Milestone,
    Plan,
    Priority,
    Slip,
    Word,
)
from sif_desktop.models.changes import batched, restricted_part
from sif_desktop.models.tables import plans as tables

_RESTRICTED = restricted_part("")
_PLAIN = (
    "pack", "pack_version", "family", "case_uid", "inspection_uid", "support_level", "outcome",
)  # fmt: skip
_Rows = dict[str, dict[str, list[RowMapping]]]  # table -> plan -> rows
_PARTS: tuple[Table, ...] = (
    tables.plan_text,
    tables.plan_priority,
    tables.plan_action,
    tables.plan_cost,
    tables.plan_milestone,
    tables.plan_criterion,
    tables.plan_evaluation,
    tables.plan_slip,
    tables.plan_step,
)


def gone() -> Problem:
    return Problem("This plan is not there any more.", "It may have been deleted: see the list.")


def read_plan(connection: Connection, uid: str) -> Plan:
    """The plan with everything of it. Raises Problem if it is not there (any more)."""
    table = tables.plan
    row = (
        connection.execute(select(table).where(table.c.uid == uid, table.c.x_gone == 0))
        .mappings()
        .first()
    )
    if row is None:
        raise gone()
    return whole(connection, [row])[0]


def running_plans(connection: Connection, provider_uid: str) -> tuple[Plan, ...]:
    """The plans a school is worked with, by title; restricted ones are left out."""
    table = tables.plan
    query = select(table).where(
        table.c.provider_uid == provider_uid, table.c.state == "running", table.c.x_gone == 0,
        ~table.c.x_part.startswith(_RESTRICTED),
    ).order_by(table.c.title, table.c.uid)  # fmt: skip
    return whole(connection, connection.execute(query).mappings().all())


def whole(connection: Connection, rows: Iterable[RowMapping]) -> tuple[Plan, ...]:
    """These rows of the table `plan` with everything of them, in the order given."""
    rows = list(rows)
    parts = _parts(connection, [row["uid"] for row in rows])
    return tuple(
        _plan(row, {name: found[row["uid"]] for name, found in parts.items()}) for row in rows
    )


def _parts(connection: Connection, uids: list[str]) -> _Rows:
    found: _Rows = {table.name: defaultdict(list) for table in _PARTS}
    for table in _PARTS:
        for some in batched(uids, 500):
            query = select(table).where(table.c.plan_uid.in_(some), table.c.x_gone == 0)
            for row in connection.execute(query).mappings():
                found[table.name][row["plan_uid"]].append(row)
    return found


def _plan(row: RowMapping, parts: Mapping[str, list[RowMapping]]) -> Plan:
    def placed(table: Table) -> list[RowMapping]:
        return sorted(parts[table.name], key=lambda one: (one["place"] or "", one["uid"]))

    texts = parts[tables.plan_text.name]
    return Plan(
        uid=row["uid"],
        provider_uid=row["provider_uid"],
        template=row["template"] or "",
        title=row["title"] or "",
        state=row["state"] or "draft",
        start=stored_day(row["from_date"]),
        end=stored_day(row["to_date"]),
        **_words(
            row,
            "pack",
            "pack_version",
            "family",
            "case_uid",
            "inspection_uid",
            "support_level",
            "outcome",
        ),
        remove_by=stored_day(row["remove_by"]),
        closed_on=stored_day(row["closed_on"]),
        restricted=row["x_part"].startswith(_RESTRICTED),
        texts={(one["row_uid"], one["code"]): one["text"] or "" for one in texts},
        priorities=tuple(map(_priority, placed(tables.plan_priority))),
        actions=tuple(map(_action, placed(tables.plan_action))),
        milestones=tuple(map(_milestone, placed(tables.plan_milestone))),
        criteria=tuple(map(_criterion, placed(tables.plan_criterion))),
        costs=tuple(map(_cost, _by_uid(parts[tables.plan_cost.name]))),
        evaluations=tuple(map(_evaluation, _by_uid(parts[tables.plan_evaluation.name]))),
        slips=tuple(_slip(one) for one in parts[tables.plan_slip.name] if one["now"]),
        words=tuple(_word(one) for one in parts[tables.plan_step.name] if one["day"]),
    )


def _by_uid(rows: list[RowMapping]) -> list[RowMapping]:
    return sorted(rows, key=lambda one: str(one["uid"]))


def _words(row: RowMapping, *names: str) -> dict[str, Any]:
    return {name: row[name] or "" for name in names}


def _judged(row: RowMapping) -> Judged:
    return Judged(row["status"] or "", stored_day(row["status_on"]), row["evidence"] or "")


def _priority(row: RowMapping) -> Priority:
    names = ("uid", "place", "title", "area", "current_position", "lead", "improvement_uid")
    return Priority(**_words(row, *names))


def _action(row: RowMapping) -> Action:
    names = (
        "uid", "priority_uid", "place", "what", "party", "lead", "resources", "objectives",
        "monitor", "monitoring", "support_uid", "came_from",
    )  # fmt: skip
    return Action(
        **_words(row, *names),
        start=stored_day(row["start"]),
        due=stored_day(row["due"]),
        after=tuple(json.loads(row["after"] or "[]")),
        judged=_judged(row),
    )


def _milestone(row: RowMapping) -> Milestone:
    names = (
        "uid", "priority_uid", "place", "what", "action_uid", "baseline", "measure", "target",
        "source", "monitor", "how_often",
    )  # fmt: skip
    return Milestone(**_words(row, *names), due=stored_day(row["due"]), judged=_judged(row))


def _criterion(row: RowMapping) -> Criterion:
    names = ("uid", "priority_uid", "place", "what", "degree", "evidence", "if_not")
    return Criterion(**_words(row, *names), degree_on=stored_day(row["degree_on"]))


def _cost(row: RowMapping) -> Cost:
    names = ("uid", "action_uid", "what", "payer", "fund")
    return Cost(
        **_words(row, *names),
        amount=_amount(row["amount"]),
        agreed_on=stored_day(row["agreed_on"]),
    )


def _amount(text: str | None) -> Decimal:
    try:
        return Decimal(text or "0")
    except InvalidOperation:
        return Decimal(0)


def _evaluation(row: RowMapping) -> Evaluation:
    names = ("uid", "priority_uid", "term", "side", "rating", "text")
    return Evaluation(**_words(row, *names), day=stored_day(row["day"]))


def _slip(row: RowMapping) -> Slip:
    was, now, day = (stored_day(row[name]) for name in ("was", "now", "day"))
    assert was and now and day, "a slip is written with all its days"
    return Slip(row["uid"], row["row_uid"] or "", was, now, day, row["reason"] or "")


def _word(row: RowMapping) -> Word:
    day = stored_day(row["day"])
    assert day, "a word without its day is left out"
    return Word(**_words(row, "uid", "kind", "code", "who", "note", "out_of_order"), day=day)
