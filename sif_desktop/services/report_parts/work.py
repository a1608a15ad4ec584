"""Parts of a report from the daily work: visits made, and actions not yet done."""

from __future__ import annotations

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.upward_report import Line, PartFacts, Shown
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import BEEN_THERE, visit
from sif_desktop.services.report_parts.asked import Asked, Row


def visits(asked: Asked, part: ReportPart) -> PartFacts:
    """Visits made in the period; restricted ones are left out."""
    made = asked.rows(
        visit,
        visit.c.state.in_(BEEN_THERE),
        visit.c.visit_date.between(asked.since, asked.until),
        order="visit_date",
    )
    kinds = asked.pack.event_kinds()
    lines = tuple(
        Line(
            row["uid"],
            asked.cells(
                row["provider_uid"],
                long_date(row["visit_date"]),
                kinds.get(row["visit_type"], row["visit_type"] or "Visit"),
                "Issued" if row["state"] == "issued" else "Not issued yet",
            ),
        )
        for row in asked.by_school(made)
    )
    columns = asked.columns("Date", "Visit", "Note of visit")
    empty = "No visit was made."
    return PartFacts(part, shown=(Shown("visits", columns=columns, lines=lines, empty=empty),))


def open_actions(asked: Asked, part: ReportPart) -> PartFacts:
    """What was promised and is not yet done, the most urgent first."""
    rows = asked.by_school(asked.rows(task, task.c.state == "open", order="due"))
    lines = tuple(Line(row["uid"], _action(asked, row)) for row in rows)
    columns = asked.columns("Action", "By whom", "By when")
    empty = "No action is open."
    shown = Shown("actions", columns=columns, lines=lines, empty=empty)
    return PartFacts(part, shown=(shown,), names=tuple({row["who"] for row in rows if row["who"]}))


def _action(asked: Asked, row: Row) -> tuple[str, ...]:
    party = PARTIES.get(row["party"], "")
    due = long_date(row["due"] or "") or "No date"
    if row["due"] and row["due"] < asked.today.isoformat():
        due = f"{due} (overdue)"
    said = (row["what"] or "", row["who"] or party or "Nobody named", due)
    return asked.cells(row["provider_uid"], *said)
