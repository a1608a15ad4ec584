"""What is due today and this week, read with the same text the first lists use; and what plans ask
for in the weeks to come, restricted ones left out."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, select, text

from sif_desktop.domain.today import DueLine, TodayView, arrange, plan_line
from sif_desktop.models import firstlists
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.context import Context
from sif_desktop.services.meetings_today import PressingMeetings, pressing_meetings
from sif_desktop.services.plan_due import due_rows

AHEAD = timedelta(weeks=4)  # how far what a plan asks for is shown


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
            plans = self._plans(connection, self._context.today())
        return arrange(tasks, visits, self._context.today(), any_schools=any_schools, plans=plans)

    def meetings(self) -> PressingMeetings:
        """The meetings of this week, the series that are late, and what is to be begun."""
        with self._context.store.read() as connection:
            return pressing_meetings(connection, self._context)

    def _plans(self, connection: Connection, today: date) -> list[DueLine]:
        rows = due_rows(connection, self._context, today + AHEAD)
        return [
            plan_line(
                one.uid, one.plan_uid, one.provider_uid, one.provider,
                f"{one.what} ({one.plan})", one.party, one.who, one.day, today,
            )
            for one in rows
        ]  # fmt: skip
