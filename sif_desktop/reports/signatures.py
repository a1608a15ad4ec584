"""Who signs a document, and the room for it."""

from __future__ import annotations

from dataclasses import dataclass

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.clean import clean_line
from sif_desktop.reports.runs import assign, needed


@dataclass(frozen=True, slots=True)
class Signatory:
    name: str
    role: str = ""

    def __post_init__(self) -> None:
        assign(self, name=needed(self.name, "A signatory"), role=clean_line(self.role))


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Room for each signatory to sign and date."""

    signatories: tuple[Signatory, ...]

    def __post_init__(self) -> None:
        assign(self, signatories=tuple(self.signatories))
        if not self.signatories:
            raise Problem("A signature block has no signatories.", "Name who signs.")
