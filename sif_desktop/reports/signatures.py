"""Who signs a document, and the room for it."""

from __future__ import annotations

from dataclasses import dataclass

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.clean import clean_line
from sif_desktop.reports.runs import Runs, assign, needed, tidy_runs


@dataclass(frozen=True, slots=True)
class Signatory:
    name: str
    role: str = ""

    def __post_init__(self) -> None:
        assign(self, name=needed(self.name, "A signatory"), role=clean_line(self.role))


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Room for each signatory to sign: on lines with a date, or as a letter has it above the
    name."""

    signatories: tuple[Signatory, ...]
    lines: bool = True

    def named(self, who: Signatory) -> Runs:
        """A signatory's name and role; in a letter the role stands on a line of its own."""
        return tidy_runs((", " if self.lines else "\n").join(filter(None, (who.name, who.role))))

    def __post_init__(self) -> None:
        assign(self, signatories=tuple(self.signatories))
        if not self.signatories:
            raise Problem("A signature block has no signatories.", "Name who signs.")
