"""What in a text about a school may say too much: the same checks whatever the document.

The checks before issue read a draft; a redacted copy reads what was issued, where no draft is
left. Both point at the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.draft_checks import private_words
from sif_desktop.models.tables.providers import role
from sif_desktop.models.tables.visits import meeting_person
from sif_desktop.services.documents.around import school_around

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` of a text, and why they are pointed at."""

    start: int
    end: int
    message: str


class PrivateWords:
    """Finds them in texts about one school; read once, then asked for each text."""

    def __init__(
        self, connection: Connection, context: Context, provider_uid: str, visit_uid: str
    ) -> None:
        pack, authority = context.pack(), context.authority()
        ours = (authority.name, authority.service, context.me().name)
        names = _people(connection, provider_uid, visit_uid)
        self._around = school_around(connection, provider_uid, pack, names, ours)

    def marks(self, text: str) -> tuple[Mark, ...]:
        """In the order of the text, none overlapping."""
        found = sorted(self._every(text), key=lambda mark: (mark.start, -mark.end))
        kept: list[Mark] = []
        for mark in found:
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return tuple(kept)

    def _every(self, text: str) -> Iterator[Mark]:
        for hit in private_words(text, self._around):
            yield Mark(hit.start, hit.end, hit.message)


def _people(connection: Connection, provider_uid: str, visit_uid: str) -> tuple[str, ...]:
    """Names of people known at the school and of those met on the visit."""
    holders = select(role.c.name).where(role.c.provider_uid == provider_uid, role.c.x_gone == 0)
    met = select(meeting_person.c.name).where(
        meeting_person.c.visit_uid == visit_uid, meeting_person.c.x_gone == 0
    )
    found = {*connection.execute(holders).scalars(), *connection.execute(met).scalars()}
    return tuple(sorted({name.strip() for name in found if name and name.strip()}))
