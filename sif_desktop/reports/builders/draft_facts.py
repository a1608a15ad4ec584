"""What every document that is drafted sentence by sentence is made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.note import NoteDraft
from sif_desktop.reports import blocks


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """`version` is its label ("Version 1", "Draft"), `correction` says what a later version
    replaces and why; `undecided` are fields below it that two officers recorded differently; `logo`
    is PNG or JPEG bytes.
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
    undecided: tuple[str, ...] = ()
    logo: bytes = b""
    logo_alt: str = ""

    def callouts(self) -> Iterator[blocks.Block]:
        """What a reader must know before anything else."""
        if self.correction:
            yield blocks.Callout("Corrected version", self.correction)
        if self.undecided:
            many = "fields that are" if len(self.undecided) > 1 else "a field that is"
            said = f"This rests on {many} recorded in two ways and not yet decided: "
            yield blocks.Callout("Undecided", f"{said}{'; '.join(self.undecided)}.")
