"""Where the record stands that a document is about: pages and what they are to show."""

from __future__ import annotations

from typing import Any

Where = tuple[str, dict[str, str]]  # a page and its parameters
# Where on the page of a meeting its parts are put right.
_LENSES = {"people": "live", "items": "live", "when": "agenda", "next": "minutes"}


def record_of(view: Any) -> Where | None:
    """The visit, the meeting or the school; None for a document of no one of them."""
    if view.visit_uid:
        return "visit", {"uid": view.visit_uid}
    if view.meeting_uid:
        return "meeting", {"uid": view.meeting_uid}
    return ("school", {"uid": view.provider_uid}) if view.provider_uid else None


def evidence_of(view: Any, found: Any) -> Where | None:
    """Where one thing stands that a sentence rests on."""
    where = record_of(view)
    at = {"jotting": found.uid} if found.kind == "jotting" else {"item": found.item}
    return where and (where[0], {**where[1], **{name: uid for name, uid in at.items() if uid}})


def outside(view: Any, place: Any) -> Where | None:
    """The page on which a finding is put right, where that is not the draft itself."""
    if place.meeting:
        at = {"lens": _LENSES[place.meeting], "item": place.item}
        return "meeting", {"uid": view.meeting_uid, **{name: x for name, x in at.items() if x}}
    if place.capture:
        at = {"item": place.item, "jotting": place.jotting}
        return "visit", {"uid": view.visit_uid, **{name: uid for name, uid in at.items() if uid}}
    if place.plan:
        return "plan", {"uid": place.plan, "row": place.item}
    return ("school", {"uid": view.provider_uid}) if place.school else None


def open_words(where: Where) -> str:
    return f"Open the {where[0]}"
