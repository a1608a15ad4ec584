"""A plan that everybody has signed off stays as it was signed.

How it goes is recorded all the same: what is done, evaluated and reviewed is no part of what was
signed.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.plans import plan_step

# The step that is written with the last sign-off and goes when one is taken back.
FROZEN = "frozen"


def frozen(connection: Connection, plan_uid: str) -> bool:
    """Whether the last sign-off has been given."""
    query = select(plan_step.c.uid).where(
        plan_step.c.plan_uid == plan_uid, plan_step.c.kind == FROZEN, plan_step.c.x_gone == 0
    )
    return connection.execute(query.limit(1)).first() is not None


def refuse_frozen(connection: Connection, plan_uid: str) -> None:
    """Raises Problem where the plan is signed off."""
    if frozen(connection, plan_uid):
        raise Problem(
            "This plan is signed off and stays as it was signed.",
            "Take the last sign-off back to change it, or record how it goes.",
        )
