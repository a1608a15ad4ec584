"""What the practice caseload has noted as done of what its rulebook asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services


def play_obligations(
    services: Services,
    story: Mapping[str, Any],
    schools: Mapping[str, str],
    when: Callable[[int], date],
) -> None:
    """Note as done what `story` tells; `schools` are their uids, `when` a day of it."""
    for told in story["noted"]:
        services.obligations.mark_done(
            schools[told["school"]], told["kind"], when(told["day"]), told["note"]
        )
