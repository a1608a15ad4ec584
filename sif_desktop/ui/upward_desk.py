"""What is done about what goes upward: reports begun, replies to recommendations, evidence."""

from __future__ import annotations

from typing import Any

from sif_desktop.ui.dialogs.asked import Ask
from sif_desktop.ui.meeting_desk import MeetingDesk
from sif_desktop.ui.widgets.upward_lists import REPLIES


class UpwardDesk(MeetingDesk):
    """Asks for the page or section that is its `parent`."""

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
