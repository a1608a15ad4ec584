"""All services of an open caseload, built once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from sif_desktop.services.context import Context

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.models.store import Store


class Services:
    """One attribute per area: `services.schools`, `services.visits`, …"""

    def __init__(self, store: Store, registry: Registry, today: Callable[[], date]) -> None:
        self.context = Context(store, registry, today)
