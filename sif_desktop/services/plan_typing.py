"""Typing in a plan: on disk at every pause, one logged change when its field is left.

A text of the rulebook's own gets its row with its first words, so that a draft always has a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.models import drafts
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.store import now
from sif_desktop.models.tables import plans as tables
from sif_desktop.models.tables.log import draft
from sif_desktop.services.plan_frozen import refuse_frozen
from sif_desktop.services.plan_outline import LEVELS
from sif_desktop.services.plans import part_of
from sif_desktop.services.typed import clean

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action, Changes
    from sif_desktop.services.context import Context

OWN = "own"  # the level of a text of the rulebook's own


@dataclass(frozen=True, slots=True)
class PlanField:
    """Where typing goes: a column of a row, or (level OWN) the text `name` of the row or plan."""

    plan: str
    level: str
    row: str
    name: str

    @property
    def place(self) -> tuple[str, str, str]:
        """The table, the row and the column."""
        if self.level == OWN:
            return tables.plan_text.name, keyed_uid("plan_text", self.row, self.name), "text"
        return LEVELS[self.level].name, self.row, self.name


class PlanTyping:
    def __init__(self, context: Context) -> None:
        self._store = context.store

    def keep(self, texts: Mapping[PlanField, str]) -> None:
        """Keep what is being typed, all fields in one transaction; durable when this returns.
        Raises Problem where the plan is signed off."""
        with self._store.read() as connection:
            for plan in {field.plan for field in texts}:
                refuse_frozen(connection, plan)
        new = self._rows_to_make(texts)
        if new:
            with self._store.logged("Began a part of a plan", kind="fixed") as act:
                for field in new:
                    _begin(act, field)
        rows = []
        for field, text in texts.items():
            table, row, column = field.place
            rows.append({"tbl": table, "row": row, "col": column, "text": clean(text), "at": now()})
        with self._store.local() as connection:
            if rows:
                drafts.keep(self._store, connection, rows)

    def settle(self, field: PlanField) -> Changes | None:
        """The field was left: its draft becomes one logged change; None if nothing was typed."""
        table, row, column = field.place
        return drafts.settle(self._store, table, row, "Wrote in a plan", column)

    def settle_plan(self, plan_uid: str) -> None:
        """Whatever a session that was cut off left typed in this plan becomes logged changes."""
        every = {table.name: table for table in (tables.plan_text, *LEVELS.values())}
        with self._store.read() as connection:
            query = select(draft.c.tbl, draft.c.row).distinct().where(draft.c.tbl.in_(every))
            waiting = connection.execute(query).all()
            mine = [
                (name, uid)
                for name, uid in waiting
                if connection.scalar(
                    select(every[name].c.plan_uid).where(
                        every[name].c.uid == uid, every[name].c.x_gone == 0
                    )
                )
                == plan_uid
            ]
        for name, uid in mine:
            drafts.settle(self._store, name, uid, "Wrote in a plan")

    def _rows_to_make(self, texts: Mapping[PlanField, str]) -> list[PlanField]:
        fields = {field.place[1]: field for field in texts if field.level == OWN}
        if not fields:
            return []
        query = select(tables.plan_text.c.uid).where(
            tables.plan_text.c.uid.in_(list(fields)), tables.plan_text.c.x_gone == 0
        )
        with self._store.read() as connection:
            there = set(connection.execute(query).scalars())
        return [field for uid, field in fields.items() if uid not in there]


def _begin(act: Action, field: PlanField) -> None:
    part = part_of(act.connection, field.plan)
    act.put(
        tables.plan_text, part, (field.row, field.name), plan_uid=field.plan, row_uid=field.row,
        code=field.name,
    )  # fmt: skip
