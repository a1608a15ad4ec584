"""What a line typed at a meeting means: `d ` a decision, `a ` an action, `+ ` a success, `- ` a
barrier; `!r ` restricted, `!a ` for the authority alone. Anything else is a note for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sif_desktop.services.meeting_rows import Person

NOTE, DECISION, ACTION, SUCCESS, BARRIER = "note", "decision", "action", "success", "barrier"
SHARED, AUTHORITY, RESTRICTED = "school", "la", "restricted"
SEEN_BY: Mapping[str, str] = {
    SHARED: "For everybody",
    AUTHORITY: "For the authority only",
    RESTRICTED: "Restricted",
}
_KINDS = {"d ": DECISION, "a ": ACTION, "+ ": SUCCESS, "- ": BARRIER}
_SEEN = {"!r ": RESTRICTED, "!a ": AUTHORITY}
_PARTS = re.compile(r"\s*(?:;|·|\|)\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the beginning of a line: the kind or the readers it names, "" for the other."""

    typed: str
    kind: str = ""
    visibility: str = ""


def mark_of(typed: str) -> Mark | None:
    """The mark a line begins with; None for a plain one. Capitals begin sentences, no marks."""
    for mark, kind in _KINDS.items():
        if typed.startswith(mark):
            return Mark(mark, kind=kind)
    for mark, visibility in _SEEN.items():
        if typed.startswith(mark):
            return Mark(mark, visibility=visibility)
    return None


def parts_of_action(typed: str) -> tuple[str, str, str]:
    """What, who and by when, as in "Coach the leaders; Jo Bright; fri"; parts not typed are ""."""
    parts = [*_PARTS.split(typed.strip(), maxsplit=2), "", ""]
    return parts[0], parts[1], parts[2]


def party_of(who: str, people: Iterable[Person]) -> str:
    """Whose an action is that somebody at the meeting takes on; "" for a stranger."""
    named = who.casefold().strip()
    for one in people:
        if named and named in (one.name.casefold(), one.role_label.casefold()):
            return one.side
    return ""
