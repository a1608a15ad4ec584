"""The plans of one school, as a part of its page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.domain.dates import say_due
from sif_desktop.domain.plan_status import STATUSES
from sif_desktop.services.plans import CLOSED, RUNNING, STATES
from sif_desktop.ui.plan_desk import PlanDesk
from sif_desktop.ui.plan_lines import SHOWN
from sif_desktop.ui.school_desk import Asks
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import quiet

if TYPE_CHECKING:
    from sif_desktop.services.plans import PlanRow
    from sif_desktop.services.plans_owed import OwedPlan
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.page import Page


class PlansDesk:
    """The part “Plans” of the page `page` of one school."""

    tables = (
        "plan", "plan_action", "plan_milestone", "plan_step", "inspection", "provider_status",
    )  # fmt: skip

    def __init__(self, context: AppContext, page: Page) -> None:
        self._context, self._page = context, page
        self.desk = PlanDesk(context, page, lambda uid: page.go("plan", uid=uid))
        self._uid = ""
        self._view: tuple[tuple[PlanRow, ...], tuple[OwedPlan, ...]] = ((), ())

    def read(self, uid: str) -> Any:
        services = self._context.services
        return services.plans.rows(uid, closed=True), services.plans_owed.rows(uid)

    def show(self, uid: str, view: Any) -> None:
        self._uid, self._view = uid, view

    def asks(self) -> Asks:
        return [("Begin a plan…", partial(self.desk.begin, self._uid))]

    def section(self) -> QWidget:
        plans, owed = self._view
        lines: list[Any] = [*owed, *sorted(plans, key=lambda row: row.state == CLOSED)]
        if not lines:
            return quiet("No plan has been begun, and the rulebook asks for none.")
        return FewRows(self._line, lines)

    def _line(self, row: Any) -> QWidget:
        if not hasattr(row, "uid"):
            return self._owed(row)
        missing = f"not approved by: {', '.join(row.unapproved)}" if row.unapproved else ""
        kind = row.template if row.template != row.title else ""
        state = STATUSES[row.status] if row.state == RUNNING else STATES[row.state]
        detail = " · ".join(part for part in (kind, state, missing) if part)
        right = say_due(row.next_due, self._context.today()) if row.next_due else ""
        status = SHOWN[row.status] if row.state == RUNNING else None
        line = LineRow(row.title, detail, right, status=status)
        line.activated.connect(lambda: self._page.go("plan", uid=row.uid))
        return line

    def _owed(self, row: OwedPlan) -> QWidget:
        detail = f"The rulebook asks for it and there is none · {row.paragraph}"
        line = LineRow(row.title, detail.rstrip(" ·"), "missing", status=Status.OVERDUE)
        line.activated.connect(partial(self.desk.begin, self._uid, row.template))
        return line
