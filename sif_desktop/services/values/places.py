"""The page that opens at a record, of whatever kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sif_desktop.models.base import metadata, owner_column

if TYPE_CHECKING:
    from sif_desktop.services.values.saying import Row, Saying

Place = tuple[str, Mapping[str, str]]
_OWN_PAGE: Mapping[str, str] = {
    "body": "body",
    "case_file": "case",
    "document": "composer",
    "meeting": "meeting",
    "meeting_series": "series",
    "plan": "plan",
    "provider": "school",
    "task": "tasks",
    "visit": "visit",
}
_LISTED: Mapping[str, str] = {"concern": "concerns", "contact": "contacts", "support": "support"}
_ON_SCHOOL: Mapping[str, str] = {"inspection": "inspections", "monitoring_entry": "monitoring"}


def place_of(saying: Saying, table: str, row: Row) -> Place | None:
    """The page and what to show there; None where no page shows it."""
    if table in _OWN_PAGE:
        return _OWN_PAGE[table], {"uid": row["uid"]}
    if table in _LISTED:
        return "cases", {"list": _LISTED[table], "uid": row["uid"]}
    if table in _ON_SCHOOL:
        return "school", {"uid": row["provider_uid"], "part": _ON_SCHOOL[table]}
    owner, above = owner_column(metadata.tables[table]), saying.above(table, row)
    found = place_of(saying, owner.info["owner"], above) if owner is not None and above else None
    return (found[0], {**found[1], **_within(table, row)}) if found else None


def _within(table: str, row: Row) -> dict[str, str]:
    """Where on that page."""
    if table == "answer":
        return {"item": row["item"] or ""}
    if table == "jotting":
        return {"jotting": row["uid"]}
    if table in ("plan_priority", "plan_action", "plan_milestone", "plan_criterion"):
        return {"row": row["uid"]}
    if table == "meeting_item":
        return {"item": row["uid"]}
    return {"item": row["item_uid"]} if row.get("item_uid") else {}
