"""What a decision on a category must hold before it may stand.

The officer may decide otherwise than the rules propose, pass a shut gate and leave out a stage;
what they may not do is any of these silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.categories import Scheme, Stage, clock, shut_gates
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.known import Known


@dataclass(frozen=True, slots=True)
class StagePassed:
    """A stage with the day it was passed and who was there, or why it was left out."""

    code: str
    passed_on: date | None = None
    who: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """`school_view` is the category the school would have; "" where it agrees or was not asked."""

    category: str
    on: date
    reasons: str
    capacity: str = ""
    capacity_why: str = ""
    school_view: str = ""
    school_evidence: str = ""
    gate_overruled: str = ""
    stages: tuple[StagePassed, ...] = ()

    def stage(self, code: str) -> StagePassed:
        return next((one for one in self.stages if one.code == code), StagePassed(code))


def faults(scheme: Scheme, known: Known, decision: Decision) -> dict[str, str]:
    """A sentence for each field that keeps the decision from standing; `known` is of its day."""
    return dict(_faults(scheme, known, decision))


def _faults(scheme: Scheme, known: Known, decision: Decision) -> Iterator[tuple[str, str]]:
    if scheme.category(decision.category) is None:
        yield "category", "Choose one of the rulebook’s categories."
    if not decision.reasons.strip():
        yield "reasons", "Give the reasons: they are what the school is told."
    if scheme.capacity and not decision.capacity:
        yield "capacity", f"Judge this too: {scheme.capacity.title}."
    if decision.school_view not in ("", decision.category) and not decision.school_evidence.strip():
        yield "school_evidence", "The school sees it otherwise: write down what it rests on."
    shut = shut_gates(scheme, known, decision.category)
    if shut and not decision.gate_overruled.strip():
        texts = (f"{one.text} ({one.paragraph})" if one.paragraph else one.text for one in shut)
        rest = "It is not" if len(shut) == 1 else "They are not"
        yield (
            "gate_overruled",
            f"{' '.join(texts)} {rest} on record; write why it is passed all the same.",
        )
    yield from _stage_faults(scheme.stages, known.today, decision)


def _stage_faults(
    stages: tuple[Stage, ...], today: date, decision: Decision
) -> Iterator[tuple[str, str]]:
    for stage in stages:
        given = decision.stage(stage.code)
        if given.passed_on is not None and given.passed_on > today:
            yield f"stage:{stage.code}", f"“{stage.title}” lies after the decision."
        elif stage.required and given.passed_on is None and not given.skipped.strip():
            yield (
                f"stage:{stage.code}",
                f"“{stage.title}”: give the day, or why it is left out or still to come.",
            )


def exit_by(scheme: Scheme, known: Known, category: str, on: date) -> date | None:
    """By when a provider put into `category` on that day is expected to have left it; one that
    stays in it keeps the day it has."""
    found = scheme.category(category)
    if found is None or not found.exit_months:
        return None
    running = clock(scheme, known)
    if running is not None and running.category == category:
        return running.expected
    return months_after(on, found.exit_months)
