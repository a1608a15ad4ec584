"""One series of meetings: when the next is owed, what became of those before, who came."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from sif_desktop.domain.dates import say, stored_day
from sif_desktop.services.meeting_rows import MeetingRow, SeriesPage
from sif_desktop.services.unanswered import Question
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.meeting_desk import MeetingDesk
from sif_desktop.ui.sections_page import SectionsPage
from sif_desktop.ui.table_files import ask_where, write_lines
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.series_sections import Asks, SeriesSections

TABLES = (
    "meeting_series", "meeting", "meeting_person", "task", "body", "provider", "provider_status",
    "document", "document_version", "term_date", "closed_day",
)  # fmt: skip
_PLAN, _OPEN = "Plan the meeting", "Open the meeting"


class SeriesOnePage(SectionsPage):
    sections: SeriesSections
    shown: SeriesPage | None

    def __init__(self, context: AppContext) -> None:
        super().__init__("Meetings")
        self._context = context
        self.desk = MeetingDesk(context, self, self.go)
        self.sections = SeriesSections(context.today())
        self.sections.meeting_opened.connect(lambda row: self.go("meeting", uid=row.uid))
        self.sections.question_opened.connect(lambda one: self.go(one.page, **one.params))
        self.sections.meeting_asked.connect(self._on_asked)
        self.add_action(Button("Change", self.change, icon="edit"))
        self._next = self.set_primary(_PLAN, self.go_on)
        self.add(self.sections, 1)

    # What the window asks -----------------------------------------------------------------------

    def refresh(self, changes: Any) -> None:
        if self._uid and (changes is None or changes.touches(*TABLES)):
            self._context.jobs.run(self, partial(self._read, self._uid), self._show, self._gone)

    def _read(self, uid: str) -> tuple[SeriesPage, tuple[Question, ...]]:
        services = self._context.services
        page = services.meeting_series.page(uid)
        coming = page.row.next_uid
        return page, services.unanswered.questions(coming) if coming else ()

    def commands(self) -> tuple[Command, ...]:
        group = "Series of meetings"
        return (
            Command("series-plan", "Plan or open the next meeting", self.go_on, "Ctrl+N", group),
            Command("series-edit", "Change these meetings", self.change, "Ctrl+E", group),
            Command("series-close", "End these meetings", self.close_series, "", group),
            Command("series-about", "Open the school or body", self.open_about, "", group),
            Command("series-attendance", "Export who came", self.export, "", group),
            Command("series-delete", "Delete this series", self.delete, "", group),
        )

    def take_focus(self) -> None:
        (self._next if self._next.isVisible() else self.sections.index).setFocus()

    # What it shows ------------------------------------------------------------------------------

    def _show(self, found: tuple[SeriesPage, tuple[Question, ...]]) -> None:
        page, questions = found
        if page.row.uid != self._uid:
            return
        scroll = self.take(page)
        title = page.row.title or page.row.kind_title
        about = page.row.about
        self.set_title(title if about in title else f"{title}: {about}", self._subtitle_of(page))
        self._next.setText(_OPEN if page.row.next_uid else _PLAN)
        self._next.setVisible(page.row.state == "open" or bool(page.row.next_uid))
        self.sections.show_series(page, questions, self._asks(page))
        self.sections.go_to("", scroll)

    def _subtitle_of(self, page: SeriesPage) -> str:
        row = page.row
        today = self._context.today()
        kind = row.kind_title if row.kind_title not in (row.title or row.kind_title) else ""
        opened, closed = stored_day(row.opened_on), stored_day(row.closed_on)
        since = f"Open since {say(opened, today)}" if opened and row.state == "open" else ""
        ended = f"Ended {say(closed, today)}" if closed else ""
        held = "1 meeting held" if row.held == 1 else f"{row.held} meetings held"
        return " · ".join(filter(None, (kind, since, ended, held)))

    def _asks(self, page: SeriesPage) -> dict[str, Asks]:
        row = page.row
        about = "Open the school" if row.provider_uid else "Open the body"
        again: Asks = [("Plan a further one…", lambda: self.desk.plan(row.uid))]
        end: Asks = [("End these meetings…", self.close_series)]
        reopen: Asks = [("Open them again", lambda: self.desk.reopen(row.uid))]
        is_open = row.state == "open"
        return {
            "next": [(about, self.open_about)],
            "meetings": again if is_open and row.next_uid else [],
            "attendance": [("Export…", self.export)] if page.turnout else [],
            "why": end if is_open else reopen,
        }

    def _gone(self, error: BaseException) -> None:
        self.shown = None
        self.set_title("Meetings")
        self.show_empty(str(error), "", "Back to the meetings", lambda: self.go("meetings"))

    # What is done -------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Open the meeting that is planned, or plan it."""
        if self.shown is None:
            return
        row = self.shown.row
        if row.next_uid:
            self.go("meeting", uid=row.next_uid)
        elif row.state == "open":
            self.desk.plan(row.uid)

    def change(self) -> None:
        if self.shown is not None:
            self.desk.change(self.shown)

    def close_series(self) -> None:
        if self.shown is not None and self.shown.row.state == "open":
            self.desk.close(self.shown)

    def delete(self) -> None:
        if self.shown is not None:
            self.desk.delete_series(self.shown.row)

    def open_about(self) -> None:
        if self.shown is None:
            return
        row = self.shown.row
        if row.provider_uid:
            self.go("school", uid=row.provider_uid, part="meetings")
        else:
            self.go("body", uid=row.body_uid)

    def _on_asked(self, key: str, row: MeetingRow) -> None:
        self.desk.act(key, row)

    def export(self) -> None:
        path = ask_where(self, "Export who came", "attendance")
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """Who came how often, role by role."""
        if self.shown is None:
            return
        lines = [
            (one.label, one.part, f"{one.asked}", f"{one.came}", f"{one.asked - one.came}")
            for one in self.shown.turnout
        ]
        write_lines(
            self._context, self, path, ("Role", "Belongs", "Asked", "Came", "Missing"), lines,
            title=f"Attendance: {self.shown.row.title}", replace=replace,
        )  # fmt: skip
