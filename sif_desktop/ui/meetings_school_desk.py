"""The meetings about one school, as a part of its page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.domain.dates import say, stored_day
from sif_desktop.ui.meeting_desk import MeetingDesk
from sif_desktop.ui.school_desk import Asks
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.series_lists import standing
from sif_desktop.ui.widgets.text import quiet

if TYPE_CHECKING:
    from sif_desktop.services.meeting_rows import SeriesRow
    from sif_desktop.services.meeting_series import SeriesOffer
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.page import Page


class MeetingsDesk:
    """The part “Meetings” of the page `page` of one school."""

    tables = (
        "meeting_series", "meeting", "task", "provider_status", "term_date", "closed_day",
    )  # fmt: skip

    def __init__(self, context: AppContext, page: Page) -> None:
        self._context, self._page = context, page
        self.desk = MeetingDesk(context, page, page.go)
        self._uid = ""
        self._view: tuple[tuple[SeriesRow, ...], tuple[SeriesOffer, ...]] = ((), ())

    def read(self, uid: str) -> Any:
        series = self._context.services.meeting_series
        wanted = (one for one in series.offers(uid) if one.required and not one.open_uid)
        return series.rows(state="", provider_uid=uid), tuple(wanted)

    def show(self, uid: str, view: Any) -> None:
        self._uid, self._view = uid, view

    def asks(self) -> Asks:
        return [("Begin a series…", partial(self.desk.begin, self._uid))]

    def section(self) -> QWidget:
        rows, wanted = self._view
        lines: list[Any] = [*wanted, *sorted(rows, key=lambda row: row.state == "closed")]
        if not lines:
            return quiet("No meetings about this school, and the rulebook asks for none.")
        return FewRows(self._line, lines)

    def _line(self, row: Any) -> QWidget:
        if not hasattr(row, "uid"):
            return self._wanted(row)
        today = self._context.today()
        last, coming = stored_day(row.last_day), stored_day(row.next_day)
        detail = " · ".join(
            filter(
                None,
                (
                    f"next {say(coming, today)}" if coming else "",
                    f"last {say(last, today)}" if last else "",
                    f"{row.held} held" if row.held else "none held yet",
                    f"{row.open_actions} open actions" if row.open_actions else "",
                ),
            )
        )
        line = LineRow(
            row.title or row.kind_title,
            detail,
            standing(row, today).lstrip("▲●◆ "),
            status=Status.OVERDUE if row.overdue else None,
            keys={"P": "plans or opens the next meeting"} if row.state == "open" else {},
        )
        line.activated.connect(lambda: self._page.go("series", uid=row.uid))
        line.asked.connect(lambda _key: self._next(row))
        return line

    def _next(self, row: SeriesRow) -> None:
        if row.next_uid:
            self._page.go("meeting", uid=row.next_uid)
        else:
            self.desk.plan(row.uid)

    def _wanted(self, offer: SeriesOffer) -> QWidget:
        line = LineRow(offer.title, offer.why, "to be begun", status=Status.OVERDUE)
        line.activated.connect(partial(self.desk.begin, self._uid, kind=offer.kind))
        return line
