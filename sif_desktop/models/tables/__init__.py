"""All tables, by area. Importing this package makes the metadata complete."""

from sif_desktop.models.tables import (
    calendars,
    cases,
    disposals,
    documents,
    inspections,
    judgements,
    log,
    meetings,
    monitoring,
    people,
    plans,
    providers,
    tasks,
    visits,
)

__all__ = [
    "calendars",
    "cases",
    "disposals",
    "documents",
    "inspections",
    "judgements",
    "log",
    "meetings",
    "monitoring",
    "people",
    "plans",
    "providers",
    "tasks",
    "visits",
]
