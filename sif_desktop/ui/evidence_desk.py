"""Records as evidence for the inspection of the authority itself: marked by aspect, handed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from sif_desktop.domain.dates import say_long, stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.services.day_text import day_of
from sif_desktop.ui import messages
from sif_desktop.ui.dialogs.asked import Ask, AskedForm
from sif_desktop.ui.dialogs.form_dialog import on_confirm
from sif_desktop.ui.meeting_desk import MeetingDesk
from sif_desktop.ui.table_files import ask_where

# What a page shows that may be marked: its kind of record, and where the page keeps it.
_SHOWN: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "visit": ("visit", lambda page: page.control.capture and page.control.capture.visit),
    "plan": ("plan", lambda page: page.view and page.view.page.plan),
    "case": ("case_file", lambda page: page.shown and page.shown.row),
    "composer": ("document", lambda page: page.view),
    "meeting": ("meeting", lambda page: page.control.page and page.control.page.row),
}
_TABLE, _LIST = "table", "list"
_NOWHERE = "Open a visit, a document, a case, a plan or a meeting first: evidence is a record."
_NO_ASPECTS = "The rulebook of this caseload names no aspects that evidence is kept for."


class EvidenceDesk(MeetingDesk):
    """Asks for the page or window that is its `parent`."""

    def mark_shown(self, key: str, page: Any) -> None:
        """Mark the record that the page of this key shows."""
        table, shown = _SHOWN.get(key, ("", lambda _page: None))
        record = shown(page)
        if record is None:
            messages.say(self.parent, _NOWHERE)
            return
        uid, school = record.uid, record.provider_uid or ""
        aspects = self.services.aspects

        def work() -> tuple[Any, Any]:
            return aspects.aspects(), aspects.rows(row_uid=uid)

        self.read(work, lambda found: self._mark(table, uid, school, *found))

    def _mark(self, table: str, uid: str, school: str, aspects: Any, already: Any) -> None:
        if not aspects:
            messages.say(self.parent, _NO_ASPECTS)
            return
        names = {one.code: one.label for one in aspects}
        held = "; ".join(row.label for row in already)
        asks = [
            Ask("aspect", "Aspect", "choice", next(iter(names)), names),
            Ask("day", "Of the day", "date", ""),
            Ask("note", "What it shows", "text"),
        ]

        def write(given: dict[str, str]) -> Any:
            return self.services.aspects.mark(table, uid, school, **given)

        intro = "Left empty, the day is the record’s own."
        if held:
            intro += f" Marked already for: {held}."
        self.ask("Mark as evidence", "Mark", asks, write, "Marked as evidence.", intro)

    def change(self, row: Any) -> None:
        """Another day or note for a mark."""
        asks = [
            Ask("day", "Of the day", "date", row.day),
            Ask("note", "What it shows", "text", row.note),
        ]
        mark = partial(
            self.services.aspects.mark, row.table, row.row_uid, row.provider_uid, row.aspect
        )
        self.ask(
            "Change the mark", "Save", asks, lambda given: mark(**given), "Mark changed.",
            f"{row.label}: {row.title}",
        )  # fmt: skip

    def unmark(self, row: Any) -> None:
        self.write(lambda: self.services.aspects.unmark(row.uid), "No evidence any more.")

    def open(self, row: Any) -> None:
        self._go(row.page, **row.params)

    # Handing on ---------------------------------------------------------------------------------

    def hand_on(self) -> None:
        """Choose aspect, days and form, then where to."""
        self.read(lambda: self.services.aspects.aspects(), self._hand_on)

    def _hand_on(self, aspects: Any) -> None:
        names = {"": "Every aspect", **{one.code: one.label for one in aspects}}
        asks = [
            Ask("aspect", "Aspect", "choice", "", names),
            Ask("since", "From", "date"),
            Ask("until", "Until", "date", self.today),
            Ask("form", "As", "choice", _TABLE,
                {_TABLE: "A table (Excel or CSV)", _LIST: "A list in Word and PDF"}),
        ]  # fmt: skip
        form = AskedForm(self.parent, "Evidence by aspect", "Next", asks, self._context.today())
        on_confirm(form, lambda: self._find(form))
        form.open()
        self.form = form

    def _find(self, form: AskedForm) -> None:
        """Read what was chosen, and go on with it once there is any."""
        given = form.values()
        since, until = day_of(given["since"], "From"), day_of(given["until"], "Until")

        def found(rows: Any) -> None:
            if not rows:
                form.refuse(Problem("Nothing is marked as evidence of these days."))
                return
            form.accept()
            if given["form"] == _TABLE:
                self._as_table(rows)
            else:
                self._as_list(rows, _period(since, until))

        aspects = self.services.aspects
        work = partial(aspects.rows, given["aspect"], since, until)
        self._context.jobs.run(form, work, found, form.refuse)

    def _as_table(self, rows: Any) -> None:
        path = ask_where(self.parent, "Export the evidence", "evidence by aspect")
        if path is not None:
            self.export_to(path, rows)

    def export_to(self, path: Path, rows: Any) -> None:
        aspects = self.services.aspects
        self.read(
            lambda: aspects.export(path, rows, replace=True),
            lambda count: messages.say(self.parent, f"{count:,} lines exported to {path.name}."),
        )

    def _as_list(self, rows: Any, period: str) -> None:
        folder = QFileDialog.getExistingDirectory(self.parent, "Where to save the list")
        if folder:
            self.save_list(rows, period, Path(folder))

    def save_list(self, rows: Any, period: str, folder: Path) -> None:
        aspects = self.services.aspects
        self.read(
            lambda: aspects.save_document(rows, period, folder),
            lambda made: messages.say(self.parent, f"Saved as {made[0].name} and {made[1].name}."),
        )


def _period(since: str, until: str) -> str:
    """Two days in words."""
    first, last = stored_day(since), stored_day(until)
    start = f"from {say_long(first)}" if first else ""
    end = f"until {say_long(last)}" if last else ""
    return " ".join(filter(None, (start, end))) or "all days"
