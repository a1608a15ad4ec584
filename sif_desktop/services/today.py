"""What is due today and this week, read with the same text the first lists use."""

from __future__ import annotations

from sqlalchemy import select, text

from sif_desktop.domain.today import TodayView, arrange
from sif_desktop.models import firstlists
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.context import Context


class TodayService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def view(self) -> TodayView:
        with self._context.store.read() as connection:
            tasks = connection.execute(text(firstlists.OPEN_TASKS), {"most": 5000}).all()
            visits = connection.execute(text(firstlists.OPEN_VISITS), {"most": 5000}).all()
            schools = connection.execute(
                select(provider.c.uid).where(provider.c.x_gone == 0).limit(1)
            )
            any_schools = schools.first() is not None
        return arrange(tasks, visits, self._context.today(), any_schools=any_schools)
