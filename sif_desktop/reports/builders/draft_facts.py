"""What every document that is drafted sentence by sentence is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.note import NoteDraft


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """`version` is its label ("Version 1", "Draft"), `correction` says what a later version
    replaces and why; `logo` is PNG or JPEG bytes.
    """

    draft: NoteDraft
    title: str
    provider: str
    day: date | None
    author: str
    organisation: str
    marking: str = ""
    version: str = ""
    correction: str = ""
    logo: bytes = b""
    logo_alt: str = ""
