"""Which record each page is looked at with: those of the practice caseload that show most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services

Pages = dict[str, list[tuple[str, dict[str, Any]]]]  # page: (name for files, what it opens with)
_MEETING_LISTS = ("series", "meetings", "decisions", "recommendations", "bodies", "reports")
_CASE_LISTS = (
    *("register", "proposed", "concerns", "contacts", "support"),
    *("impact", "risk", "officers"),
)


@dataclass(frozen=True, slots=True)
class Records:
    school: str
    draft: str
    with_school: str
    redacted: str  # a version of which a redacted copy was made
    plan: str
    meeting: dict[str, Any]
    pages: Pages


def of(services: Services) -> Records:
    visits = {row.state: row for row in services.visits.rows().rows}
    documents = services.documents.documents()
    draft = next(row for row in documents if row.state == "drafting")
    issued = next(row for row in documents if row.versions)
    letter = next(row for row in documents if row.kind == "warning_notice" and not row.versions)
    school, plan = visits["in_school"].provider_uid, _running(services)
    meetings = _meetings(services)
    pages: Pages = {
        "school": [
            ("school", {"uid": school}),
            ("school-monitoring", {"uid": school, "part": "monitoring"}),
        ],
        "category": [("category", {"uid": _decided(services)})],
        "visit": [("visit", {"uid": visits["in_school"].uid})],
        "case": [("case", {"uid": services.cases.register()[0].uid})],
        "plan": [("plan", {"uid": plan})],
        "series": [("series", {"uid": _most_held(services)})],
        "meeting": meetings,
        "body": [("body", {"uid": services.bodies.rows()[-1].uid})],
        "meetings": [(f"meetings-{name}", {"list": name}) for name in _MEETING_LISTS],
        "cases": [(f"cases-{name}", {"list": name}) for name in _CASE_LISTS],
        "composer": [
            ("note-draft", {"uid": draft.uid}),
            ("note-table", {"uid": draft.uid, "sentence": f"own:{draft.uid}:table"}),
            ("note-issued", {"uid": issued.uid}),
            ("letter-draft", {"uid": letter.uid}),
        ],
    }
    return Records(
        school,
        draft.uid,
        next(row.uid for row in documents if row.state == "with_school"),
        next(v.uid for row in documents for v in row.versions if _redacted(v)),
        plan,
        meetings[1][1],
        pages,
    )


def _running(services: Services) -> str:
    """The plan that is worked to."""
    return next(row.uid for row in services.plans.rows() if row.state == "running")


def _meetings(services: Services) -> list[tuple[str, dict[str, Any]]]:
    """An agenda being drawn up; a meeting at an item much was said under, who came, its minutes."""
    rows = services.meetings.rows()
    planned = next(row.uid for row in rows if row.state == "planned")
    pages = [services.meetings.page(row.uid) for row in rows if row.state == "held"]
    held = max(pages, key=lambda page: (bool(page.plans), len(page.lines)))
    item = Counter(line.item_uid for line in held.lines).most_common(1)[0][0]
    uid = held.row.uid
    return [
        ("meeting-agenda", {"uid": planned}),
        ("meeting", {"uid": uid, "item": item}),
        ("meeting-minutes", {"uid": uid, "lens": "minutes"}),
    ]


def _most_held(services: Services) -> str:
    """The series with most meetings behind it."""
    return max(services.meeting_series.rows(), key=lambda row: row.held).uid


def _decided(services: Services) -> str:
    """A school that sees its category otherwise than it was decided on."""
    return next(row.uid for row in services.rounds.round().rows if row.school_view)


def _redacted(version: Any) -> bool:
    return any(made.copy == "redacted" for made in version.copies)
