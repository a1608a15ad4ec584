"""All services of an open caseload, built once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from sif_desktop.services.context import Context
from sif_desktop.services.today import TodayService
from sif_desktop.services.undo import UndoService

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.models.store import Store


class Services:
    """One attribute per area: `services.schools`, `services.visits`, …"""

    def __init__(self, store: Store, registry: Registry, today: Callable[[], date]) -> None:
        context = self.context = Context(store, registry, today)
        self.today = TodayService(context)
        self.undo = UndoService(context)
