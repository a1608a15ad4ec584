"""Parts of a report from inspections: what was published, and how the key issues go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.upward_report import Line, PartFacts, Shown, Wanted
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.services.inspection_rows import improvements
from sif_desktop.services.report_parts.asked import Asked, Row

PROGRESS = {"open": "Not begun", "under_way": "Under way", "done": "Fully addressed"}


def published(asked: Asked, part: ReportPart) -> PartFacts:
    """Inspections whose report came out in the period, or that took place in it."""
    rows = asked.rows(inspection, order="day")
    lines = tuple(
        Line(
            row["uid"],
            asked.cells(
                row["provider_uid"],
                long_date(row["day"] or ""),
                _kind(asked, row["kind"]),
                _outcomes(asked, row),
                long_date(row["published_on"] or "") or "Not yet",
            ),
        )
        for row in rows
        if asked.since <= (row["published_on"] or row["day"] or "") <= asked.until
    )
    columns = asked.columns("Date", "Inspection", "Outcome", "Published")
    empty = "No inspection was published."
    return PartFacts(part, shown=(Shown("inspections", columns=columns, lines=lines, empty=empty),))


def key_issues(asked: Asked, part: ReportPart) -> PartFacts:
    """A section for each thing the last inspection asked for, with the authors' joint words."""
    latest: dict[str, Row] = {}
    for row in asked.rows(inspection, order="day"):
        latest[row["provider_uid"]] = row
    asked_for = improvements(asked.connection, [row["uid"] for row in latest.values()])
    filled = asked.filled or {}
    shown, wanted = [], []
    for row in asked.by_school(latest.values()):
        for number, one in enumerate(asked_for.get(row["uid"], ()), 1):
            code, text = f"{part.id}:{one['uid']}", one["text"] or ""
            title = asked.titled(row["provider_uid"], f"Key issue {one['number'] or number}")
            shown.append(_issue(one, code, title, filled))
            wanted.append(Wanted(code, f"{title}: {text}", part.prompt))
    none = Shown("issues", empty="The last inspection named no areas for improvement.")
    return PartFacts(part, shown=tuple(shown) or (none,), wanted=tuple(wanted))


def _issue(one: Mapping[Any, Any], code: str, title: str, filled: Mapping[str, str]) -> Shown:
    pairs = (
        ("Area for improvement", one["text"] or ""),
        ("Progress", PROGRESS.get(one["state"] or "open", one["state"] or "")),
        ("As of", long_date(one["progress_on"] or "")),
        ("What has been done", one["progress"] or ""),
    )
    said = filled.get(code, "").strip()
    return Shown(f"issue:{one['uid']}", title, pairs=pairs, code=code, text=said)


def _kind(asked: Asked, code: str | None) -> str:
    known = (one.label for one in asked.pack.inspection_kinds if one.code == code)
    return next(known, (code or "").replace("_", " ").capitalize())


def _outcomes(asked: Asked, row: Row) -> str:
    codes = (row["outcomes"] or "").split()
    return "; ".join(asked.pack.outcomes.get(code, code) for code in codes) or "Not known"
