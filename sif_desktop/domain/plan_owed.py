"""Which kinds of plan a rulebook asks of a provider as it now stands."""

from __future__ import annotations

from collections.abc import Iterable

from sif_desktop.domain.criteria import Verdict, answer
from sif_desktop.domain.known import Known
from sif_desktop.domain.plan_templates import PlanTemplate


def owed_plans(templates: Iterable[PlanTemplate], known: Known) -> tuple[PlanTemplate, ...]:
    """Those a provider must have, whether it has them or not."""
    return tuple(
        one
        for one in templates
        if one.owed is not None
        and one.fits(known.provider)
        and answer(one.owed, known).verdict is Verdict.YES
    )
