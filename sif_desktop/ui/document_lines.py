"""The lines of the page of documents: each draft, each version, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sif_desktop.domain.copies import COPY_LABELS, REDACTED, SCHOOL, copy_label
from sif_desktop.domain.dates import say


@dataclass(frozen=True, slots=True)
class Line:
    """One version, or the draft of the next; `version` is the service's Version or None."""

    key: str
    document: Any
    version: Any

    @property
    def label(self) -> str:
        if self.version is None:
            return str(self.document.state_words)
        return f"Version {self.version.number}"

    @property
    def day(self) -> str:
        return str(self.version.issued_on if self.version else self.document.visit_date)

    @property
    def newest(self) -> bool:
        return self.version is not None and self.version is self.document.versions[0]

    def unsent(self) -> int:
        """How many recipients are not marked as sent."""
        return sum(not who.sent_on for who in self.version.recipients) if self.version else 0


STATES: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("Any state", lambda _row: True),
    ("Not issued yet", lambda row: row.version is None),
    ("Issued, newest version", lambda row: row.newest),
    ("Issued, earlier version", lambda row: row.version is not None and not row.newest),
    ("Not marked as sent", lambda row: row.unsent() > 0),
    ("With a redacted copy", lambda row: bool(row.version) and any(redacted_of(row.version))),
)


def newest_day(document: Any) -> str:
    """The day something last came of a document, ISO; a letter being written comes first."""
    issued = document.versions[0].issued_on if document.versions else ""
    return max(issued, str(document.visit_date)) or "9999"


def lines_of(documents: Sequence[Any]) -> list[Line]:
    """Of every document: its draft, then its versions; the document last worked on first."""
    return [
        line
        for document in sorted(documents, key=newest_day, reverse=True)
        for line in _lines_of(document)
    ]


def _lines_of(document: Any) -> list[Line]:
    versions = [Line(version.uid, document, version) for version in document.versions]
    draft = [] if document.state == "issued" else [Line(document.uid, document, None)]
    return draft + versions


def copies_of(version: Any, today: date) -> Iterator[tuple[str, str]]:
    """The copies with words or a face of their own: what names each, and what it is called."""
    own = {made.copy for made in version.copies}
    yield SCHOOL, copy_label(SCHOOL) if own - {REDACTED} else "As issued"
    yield from ((copy, words) for copy, words in COPY_LABELS.items() if copy in own)
    yield from redacted_of(version, today)


def redacted_of(version: Any, today: date | None = None) -> Iterator[tuple[str, str]]:
    """Its redacted copies, newest first, told apart by their day and what they withhold."""
    for made in version.copies:
        if made.copy == REDACTED:
            moment = datetime.fromisoformat(made.made_at).astimezone().date()
            day = say(moment, today) if today else ""
            yield made.uid, f"Redacted copy, {day}, {len(made.withheld)} withheld"


def short_day(iso: str) -> str:
    day = date.fromisoformat(iso) if iso else None
    return f"{day.day} {day:%b %Y}" if day else ""


def about(row: Line | None, today: date) -> str:
    """Who issued it when, to how many, and why it was corrected."""
    if row is None:
        return "Choose a document to read it here."
    if row.version is None:
        return f"{row.document.state_words}; not issued yet. Enter opens it in the composer."
    version = row.version
    day = say(date.fromisoformat(row.day), today) if row.day else ""
    parts = [f"Version {version.number}, issued by {version.issued_by}, {day}."]
    if version.recipients:
        many = len(version.recipients)
        to = f"To {many} recipient{'' if many == 1 else 's'}"
        parts.append(f"{to}, {row.unsent()} not marked as sent." if row.unsent() else f"{to}.")
    if version.reason:
        parts.append(f"Correction: {version.reason}")
    return " ".join(parts)
