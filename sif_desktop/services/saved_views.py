"""Saved views: a list's filter, columns and sorting under a name. Private to the officer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import PRIVATE, Changes
from sif_desktop.models.tables.people import saved_view

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class SavedView:
    """`columns` is what the table said of its columns; the page alone knows its form."""

    uid: str
    name: str
    filter_text: str
    columns: Mapping[str, Any]
    sort: str


class SavedViews:
    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, page: str) -> list[SavedView]:
        """The views of one page, by name."""
        mine = (saved_view.c.page == page) & (saved_view.c.x_gone == 0)
        with self._context.store.read() as connection:
            rows = connection.execute(select(saved_view).where(mine)).mappings().all()
        views = [
            SavedView(
                row["uid"],
                row["name"],
                row["filter_text"] or "",
                json.loads(row["columns"] or "{}"),
                row["sort"] or "",
            )
            for row in rows
        ]
        return sorted(views, key=lambda view: view.name.casefold())

    def save(
        self, page: str, name: str, filter_text: str, columns: Mapping[str, Any], sort: str = ""
    ) -> Changes:
        """Keep the view under that name, in place of an earlier one of the same name."""
        name = " ".join(name.split())
        if not name or len(name) > 60:
            raise Problem("A view needs a name of 1 to 60 characters.", "For example: My schools.")
        old = next((v for v in self.of(page) if v.name.casefold() == name.casefold()), None)
        fields: dict[str, Any] = {
            "page": page,
            "name": name,
            "filter_text": filter_text,
            "columns": dict(columns),
            "sort": sort,
        }
        with self._context.store.action(f"Saved the view {name}") as act:
            if old is not None:
                act.update(saved_view, old.uid, **fields)
            else:
                act.create(saved_view, PRIVATE, **fields)
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a view") as act:
            act.delete(saved_view, uid)
        return act.changes
