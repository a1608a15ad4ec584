"""The line of time of one school, from the records it is made of."""

from __future__ import annotations

from datetime import date

from sif_desktop.services.school_lines import SchoolPage
from sif_desktop.ui.widgets.chronology import Chronology, Event

_ICONS = {
    "visit": "visits",
    "document": "documents",
    "task": "check",
    "status": "info",
    "category": "flag",
    "officer": "person",
    "person": "person",
    "school": "schools",
    "inspection": "measure",
    "concern": "warning",
    "case": "cases",
    "finding": "check",
    "meeting": "meetings",
}
_KINDS = {
    "visit": "Visit",
    "document": "Document",
    "task": "Task done",
    "status": "Status",
    "category": "Category",
    "officer": "Officer",
    "person": "People",
    "school": "School",
    "inspection": "Inspection",
    "concern": "Concern",
    "case": "Case",
    "finding": "Criteria",
    "meeting": "Meeting",
}
_EVENTS_SEEN = 8  # lines before it scrolls by itself


def chronology_of(school: SchoolPage) -> Chronology:
    """All that has a date, newest first; `ref` of each is the school's own event."""
    events = [
        Event(
            date.fromisoformat(one.on[:10]),
            f"{_KINDS[one.kind]}, {one.school}" if one.school else _KINDS[one.kind],
            _ICONS[one.kind],
            one.text,
            source_words(one.detail),
            one,
        )
        for one in school.chronology
    ]
    made = Chronology("Chronology")
    made.set_events(events)
    made.setFixedHeight(min(len(events), _EVENTS_SEEN) * made.sizeHintForRow(0) + 4)
    return made


def source_words(words: str) -> str:
    """Where it comes from, without the file's name; nothing for what was entered by hand."""
    return {"By hand": ""}.get(words, "Register" if words.startswith("Register: ") else words)
