"""The rulebook a plan was begun under: its kind, columns and clock are of that, whatever rulebook
the authority works by since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_templates import PlanTemplate

if TYPE_CHECKING:
    from sif_desktop.domain.plans import Plan
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context


def pack_of(context: Context, plan: Plan) -> Pack:
    """Raises Problem if that version is not installed."""
    return context.registry.get(plan.pack, plan.pack_version)


def template_of(context: Context, plan: Plan) -> PlanTemplate:
    """Raises Problem if that version is not installed."""
    return pack_of(context, plan).plan_template(plan.template)


def template_or_none(context: Context, plan: Plan) -> PlanTemplate | None:
    """The same for lists, which show a plan whose rulebook is not here by what is stored."""
    try:
        return template_of(context, plan)
    except Problem:
        return None
