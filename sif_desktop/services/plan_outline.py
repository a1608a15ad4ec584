"""What is in a plan, row by row: added, changed, moved, split, copied, deleted.

Each method is one action, so that each can be undone by itself. A row is named by its uid alone:
what kind of row it is follows from where it is found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_order import place_at, spread
from sif_desktop.models.changes import Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables import plans as tables
from sif_desktop.services.day_text import day_of
from sif_desktop.services.plan_frozen import refuse_frozen
from sif_desktop.services.plans import part_of
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

# The kinds of row an outline holds, and the words for one in what was done.
LEVELS: Mapping[str, Table] = {
    "priority": tables.plan_priority,
    "action": tables.plan_action,
    "milestone": tables.plan_milestone,
    "criterion": tables.plan_criterion,
}
WORDS: Mapping[str, str] = {
    "priority": "a priority",
    "action": "an action",
    "milestone": "a milestone",
    "criterion": "a success criterion",
}
_MAIN = {"priority": "title"}  # the field a row is named by; `what` for the others
_DAYS = ("start", "due")
_EDITABLE: Mapping[str, tuple[str, ...]] = {
    "priority": ("title", "area", "current_position", "lead", "improvement_uid"),
    "action": (
        "what", "party", "lead", "start", "due", "resources", "objectives", "monitor",
        "monitoring", "support_uid", "came_from",
    ),
    "milestone": (
        "what", "action_uid", "baseline", "measure", "target", "source", "monitor", "how_often",
        "due",
    ),
    "criterion": ("what", "if_not"),
}  # fmt: skip
MOST = Decimal(100_000_000)


class PlanOutline:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- rows --------------------------------------------------------------------------------

    def add(
        self,
        plan_uid: str,
        level: str,
        fields: Mapping[str, str],
        *,
        priority_uid: str = "",
        index: int | None = None,
    ) -> Added:
        """Add a row at `index` among its like (at the end); `fields` by column, days ISO."""
        with self._context.store.action(f"Added {WORDS[level]}") as act:
            uid = add_row(act, plan_uid, level, fields, priority_uid, index)
        return Added(uid, act.changes)

    def add_many(
        self, plan_uid: str, rows: Sequence[tuple[str, Mapping[str, str]]], priority_uid: str = ""
    ) -> Changes:
        """Add rows in order, each a level and its fields, as pasted or imported: those after a
        priority stand under it, those before under `priority_uid`."""
        with self._context.store.action(f"Added {len(rows)} rows to a plan") as act:
            add_rows(act, plan_uid, rows, priority_uid)
        return act.changes

    def edit(self, level: str, uid: str, fields: Mapping[str, str]) -> Changes:
        """Change these fields of a row; the others stay. Raises Problem for a date that is none."""
        values = _checked(level, fields)
        with self._context.store.action(f"Changed {WORDS[level]}") as act:
            _row(act.connection, LEVELS[level], uid)
            act.update(LEVELS[level], uid, **values)
        return act.changes

    def move(self, level: str, uid: str, index: int, priority_uid: str | None = None) -> Changes:
        """Put a row at `index` among its like, under another priority if one is given."""
        table = LEVELS[level]
        with self._context.store.action(f"Moved {WORDS[level]}") as act:
            row = _row(act.connection, table, uid)
            under = priority_uid
            if under is None:
                under = row["priority_uid"] if level != "priority" else ""
            others = _places(act.connection, table, row["plan_uid"], under, without=uid)
            values = {"place": place_at(others, max(0, min(index, len(others))))}
            if level != "priority":
                values["priority_uid"] = under
            act.update(table, uid, **values)
        return act.changes

    def turn_into(self, uid: str, was: str, level: str) -> Added:
        """Make an action of a milestone, a milestone of an action …: same words, same place."""
        old, new = LEVELS[was], LEVELS[level]
        with self._context.store.action(f"Made it {WORDS[level]}") as act:
            row = _row(act.connection, old, uid)
            kept = {name: row[name] or "" for name in _EDITABLE[level] if name in row}
            kept[_MAIN.get(level, "what")] = row[_MAIN.get(was, "what")] or ""
            under = row.get("priority_uid", "")
            act.delete(old, uid)
            made = add_row(act, row["plan_uid"], level, kept, under or "", None, new=new)
        return Added(made, act.changes)

    def split(self, level: str, uid: str, at: int) -> Added:
        """Cut a row's words in two at a character; the second part becomes a row of its own."""
        table, name = LEVELS[level], _MAIN.get(level, "what")
        with self._context.store.action(f"Split {WORDS[level]}") as act:
            row = _row(act.connection, table, uid)
            words = row[name] or ""
            head, tail = words[:at].strip(), words[at:].strip()
            if not head or not tail:
                raise Problem("There is nothing to split off.", "Put the cursor between two words.")
            act.update(table, uid, **{name: head})
            rest = {key: row[key] or "" for key in _EDITABLE[level] if key in row}
            index = self._index(act.connection, table, row) + 1
            made = add_row(
                act, row["plan_uid"], level, {**rest, name: tail},
                row["priority_uid"] if level != "priority" else "", index,
            )  # fmt: skip
        return Added(made, act.changes)

    def duplicate(self, level: str, uid: str) -> Added:
        """The row once more, below it, nothing judged; a priority with all that stands under it."""
        with self._context.store.action(f"Copied {WORDS[level]}") as act:
            made = self._copy(act, level, uid)
        return Added(made, act.changes)

    def delete(self, level: str, uid: str) -> Changes:
        """Delete a row; a priority with all that stands under it."""
        with self._context.store.action(f"Deleted {WORDS[level]}") as act:
            row = _row(act.connection, LEVELS[level], uid)
            if level == "priority":
                for name in ("action", "milestone", "criterion"):
                    for child in _under(act.connection, LEVELS[name], row["plan_uid"], uid):
                        self._take(act, name, child["uid"])
            self._take(act, level, uid)
        return act.changes

    def follow(self, uid: str, after: Iterable[str]) -> Changes:
        """Which actions this one waits for. Raises Problem where that would be a ring."""
        wanted = sorted(set(after))
        with self._context.store.action("Said what an action follows") as act:
            row = _row(act.connection, tables.plan_action, uid)
            waits = {
                one["uid"]: json.loads(one["after"] or "[]")
                for one in _of_plan(act.connection, tables.plan_action, row["plan_uid"])
            }
            if set(wanted) - waits.keys():
                raise Problem("It follows an action that is not in this plan.", "Choose another.")
            if _in_ring(uid, {**waits, uid: wanted}):
                raise Problem(
                    "The action would wait for itself by way of the others.",
                    "Take one of the links away.",
                )
            act.update(tables.plan_action, uid, after=json.dumps(wanted) if wanted else "")
        return act.changes

    # -- costs -------------------------------------------------------------------------------

    def set_cost(
        self, action_uid: str, what: str, amount: str, payer: str, *, uid: str = "", fund: str = ""
    ) -> Changes:
        """What an action costs and who pays; `uid` changes a cost there is. Raises Problem for an
        amount that is none."""
        values = {
            "what": what.strip(),
            "amount": amount_of(amount),
            "payer": payer,
            "fund": fund.strip(),
        }
        if payer and payer not in PARTIES:
            raise Problem(f"“{payer}” is not school, authority or partner.", "Choose who pays.")
        with self._context.store.action("Set a cost") as act:
            row = _row(act.connection, tables.plan_action, action_uid)
            if uid:
                act.update(tables.plan_cost, uid, **values)
            else:
                plan_uid = row["plan_uid"]
                part = part_of(act.connection, plan_uid)
                act.create(
                    tables.plan_cost, part, plan_uid=plan_uid, action_uid=action_uid, **values
                )
        return act.changes

    def delete_cost(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a cost") as act:
            _row(act.connection, tables.plan_cost, uid)
            act.delete(tables.plan_cost, uid)
        return act.changes

    # -- inside ------------------------------------------------------------------------------

    def _index(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
        under = row.get("priority_uid", "")
        before = _places(connection, table, row["plan_uid"], under or "")
        return before.index(row["place"] or "")

    def _copy(self, act: Action, level: str, uid: str) -> str:
        table = LEVELS[level]
        row = _row(act.connection, table, uid)
        fields = {key: row[key] or "" for key in _EDITABLE[level]}
        under = row["priority_uid"] if level != "priority" else ""
        index = self._index(act.connection, table, row) + 1
        made = add_row(act, row["plan_uid"], level, fields, under or "", index)
        if level == "priority":
            for name in ("action", "milestone", "criterion"):
                for child in _under(act.connection, LEVELS[name], row["plan_uid"], uid):
                    values = {key: child[key] or "" for key in _EDITABLE[name]}
                    values.pop("action_uid", None)
                    add_row(act, row["plan_uid"], name, values, made, None)
        return made

    def _take(self, act: Action, level: str, uid: str) -> None:
        """Delete a row with the costs and links that hang on it."""
        row = _row(act.connection, LEVELS[level], uid)
        if level == "action":
            for cost in _of_plan(act.connection, tables.plan_cost, row["plan_uid"]):
                if cost["action_uid"] == uid:
                    act.delete(tables.plan_cost, cost["uid"])
            for other in _of_plan(act.connection, tables.plan_action, row["plan_uid"]):
                waits = json.loads(other["after"] or "[]")
                if uid in waits:
                    waits.remove(uid)
                    act.update(
                        tables.plan_action, other["uid"], after=json.dumps(waits) if waits else ""
                    )
        act.delete(LEVELS[level], uid)


def add_row(
    act: Action,
    plan_uid: str,
    level: str,
    fields: Mapping[str, str],
    priority_uid: str = "",
    index: int | None = None,
    *,
    new: Table | None = None,
) -> str:
    """Write one row as part of an action; returns its uid."""
    table = new if new is not None else LEVELS[level]
    refuse_frozen(act.connection, plan_uid)
    part = part_of(act.connection, plan_uid)
    places = _places(act.connection, table, plan_uid, priority_uid)
    at = len(places) if index is None else max(0, min(index, len(places)))
    under = {"priority_uid": priority_uid} if level != "priority" else {}
    return act.create(
        table, part, plan_uid=plan_uid, place=place_at(places, at), **under,
        **_checked(level, fields),
    )  # fmt: skip


def add_rows(
    act: Action,
    plan_uid: str,
    rows: Sequence[tuple[str, Mapping[str, str]]],
    priority_uid: str = "",
) -> None:
    """Write many rows with one statement a kind; see `PlanOutline.add_many`."""
    refuse_frozen(act.connection, plan_uid)
    part = part_of(act.connection, plan_uid)
    made: dict[str, list[dict[str, Any]]] = {level: [] for level in LEVELS}
    under = priority_uid
    for level, fields in rows:
        row: dict[str, Any] = {"uid": new_uid(), "plan_uid": plan_uid, **_checked(level, fields)}
        if level == "priority":
            under = row["uid"]
        else:
            row["priority_uid"] = under
        made[level].append(row)
    for level, some in made.items():
        if some:
            every = _of_plan(act.connection, LEVELS[level], plan_uid)
            last = max((one["place"] or "" for one in every), default="")
            for row, place in zip(some, spread(len(some), last), strict=True):
                row["place"] = place
            act.create_many(LEVELS[level], part, some)


def amount_of(text: str) -> str:
    """An amount of money as exact decimal text. Raises Problem for none, a negative or absurd."""
    words = text.replace("£", "").replace(",", "").strip()
    try:
        amount = Decimal(words)
    except InvalidOperation:
        raise Problem(
            f"“{text}” is not an amount of money.", "Write it like 1,250 or 99.50."
        ) from None
    if not amount.is_finite() or amount < 0:
        raise Problem(f"A cost cannot be {text}.", "Write what it costs, in pounds.")
    if amount > MOST:
        raise Problem(f"{text} is more than any plan costs.", "Check the number of digits.")
    return str(amount.quantize(Decimal("0.01")))


def _checked(level: str, fields: Mapping[str, str]) -> dict[str, str]:
    unknown = set(fields) - set(_EDITABLE[level])
    assert not unknown, f"{level} has no {unknown}"
    values = {
        name: day_of(text, "The date") if name in _DAYS else text.strip()
        for name, text in fields.items()
    }
    party = values.get("party", "")
    if party and party not in PARTIES:
        raise Problem(f"“{party}” is not school, authority or partner.", "Choose whose it is.")
    return values


def row_of(connection: Connection, table: Table, uid: str) -> Mapping[str, Any]:
    """A row of a plan as it stands. Raises Problem if it is not there (any more)."""
    query = select(table).where(table.c.uid == uid, table.c.x_gone == 0)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Problem("This row of the plan is not there any more.", "It may have been deleted.")
    return dict(row)


def _row(connection: Connection, table: Table, uid: str) -> Mapping[str, Any]:
    """The same of a row about to be changed. Raises Problem where its plan is signed off."""
    row = row_of(connection, table, uid)
    refuse_frozen(connection, row["plan_uid"])
    return row


def _of_plan(connection: Connection, table: Table, plan_uid: str) -> list[Mapping[str, Any]]:
    query = select(table).where(table.c.plan_uid == plan_uid, table.c.x_gone == 0)
    return [dict(row) for row in connection.execute(query).mappings()]


def _under(
    connection: Connection, table: Table, plan_uid: str, priority_uid: str
) -> list[Mapping[str, Any]]:
    """The rows under a priority, in order; all priorities where the table is theirs."""
    rows = _of_plan(connection, table, plan_uid)
    if table is not tables.plan_priority:
        rows = [row for row in rows if (row["priority_uid"] or "") == priority_uid]
    return sorted(rows, key=lambda row: (row["place"] or "", row["uid"]))


def _places(
    connection: Connection, table: Table, plan_uid: str, priority_uid: str, *, without: str = ""
) -> list[str]:
    rows = _under(connection, table, plan_uid, priority_uid)
    return [row["place"] or "" for row in rows if row["uid"] != without]


def _in_ring(start: str, waits: Mapping[str, Sequence[str]]) -> bool:
    """Whether following the links from `start` leads back to it."""
    seen: set[str] = set()
    todo = list(waits.get(start, ()))
    while todo:
        one = todo.pop()
        if one == start:
            return True
        if one not in seen:
            seen.add(one)
            todo.extend(waits.get(one, ()))
    return False
