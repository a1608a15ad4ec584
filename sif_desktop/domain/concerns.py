"""How the rulebook wants concerns, complaints and contacts to be kept and answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sif_desktop.domain.obligations import Unit


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """So many units to answer in."""

    count: int
    unit: Unit
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintStage:
    code: str
    label: str
    answer: AnswerTime | None = None
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ConcernRules:
    """`sources` are labels by code; `told_required` whether the day the school was told must be
    held, `told_of` of which sources it must be where it need not be of others, with the paragraph;
    `review_after` so many open concerns prompt a review (0: none)."""

    sources: Mapping[str, str] = field(default_factory=dict)
    told_required: bool = False
    review_after: int = 0
    stages: tuple[ComplaintStage, ...] = ()
    contact_answer: AnswerTime | None = None
    paragraph: str = ""
    told_of: Mapping[str, str] = field(default_factory=dict)

    def must_be_told(self, source: str) -> bool:
        """Whether such a concern is taken only with the day the school was told of it."""
        return self.told_required or source in self.told_of

    def told_paragraph(self, source: str) -> str:
        return self.told_of.get(source, "") or self.paragraph
