"""What is done about what goes upward: reports begun, replies to recommendations, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sif_desktop.services.meeting_rows import REPLIES
from sif_desktop.ui.dialogs.asked import Ask
from sif_desktop.ui.dialogs.report_form import ALL, ReportForm
from sif_desktop.ui.meeting_desk import MeetingDesk
from sif_desktop.ui.widgets.upward_lists import ReportLine


class UpwardDesk(MeetingDesk):
    """Asks for the page or section that is its `parent`."""

    def write_report(self, about: str = ALL, report: str = "", meeting_uid: str = "") -> None:
        """Choose one of the rulebook's reports, and go to its draft."""

        def ask(schools: Mapping[str, str]) -> None:
            form = ReportForm(self._context, self.parent, schools, about, report, meeting_uid)
            form.begun.connect(self._report_begun)
            form.open()
            self.form = form

        self.read(lambda: dict(self.services.visits.schools()), ask)

    def _report_begun(self, started: Any) -> None:
        self._go("composer", uid=started.uid)
        self._context.announce(started.changes, "Report begun.")

    def open_report(self, row: ReportLine) -> None:
        """The document, or what begins it."""
        if row.document_uid:
            self._go("composer", uid=row.document_uid)
        else:
            self.write_report(row.provider_uid or ALL, row.report, row.meeting_uid)

    def reply(self, row: Any) -> None:
        """What came of a recommendation, with the day it was answered."""
        notes = self.services.meeting_notes
        asks = [
            Ask("state", "It is", "choice", row.state, REPLIES),
            Ask("reply", "Their reply", "text", row.reply),
            Ask("on", "Replied on", "date", row.replied_on or self.today),
        ]
        self.ask(
            "What came of it", "Save", asks,
            lambda given: notes.reply(row.uid, given["state"], given["reply"], given["on"]),
            "Reply recorded.", row.text,
        )  # fmt: skip
