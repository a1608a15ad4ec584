"""Everything the meeting's page writes goes through here: a job, then what changed is announced.

It knows the meeting and the item in hand and keeps what is being typed; it shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from sif_desktop.services.meeting_notes import ReviewFields
from sif_desktop.services.meeting_rows import Item, Line, MeetingPage, Person, ReviewRow
from sif_desktop.services.meeting_syntax import SEEN_BY, SHARED
from sif_desktop.services.meeting_typing import JOT, action_part, review_part, whole_part
from sif_desktop.services.tasks import TaskFields
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.draft_saver import DraftSaver

ACTION_PARTS = ("what", "party", "who", "due", "measure")
REVIEW_PARTS = ("progress", "evidence", "successes", "barriers")
OUT = ("dropped", "parked")


@dataclass(frozen=True, slots=True)
class Opened:
    page: MeetingPage
    unfinished: Mapping[str, str]


class MeetingControl(QObject):
    opened = Signal(object)  # Opened
    changed = Signal(object)  # MeetingPage, after a write
    moved = Signal(str)  # the item now in hand
    saved = Signal(object)  # datetime.time
    lost = Signal(object)  # the error that kept the meeting from being shown
    unkept = Signal(str, object)  # a line that could not be kept, and why

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.uid, self.item = "", ""
        self.page: MeetingPage | None = None
        self.restricted = False  # whether restricted lines are shown
        self._reading = self._read_again = False
        self.saver = DraftSaver(context.jobs, self._keep, self)
        self.saver.saved.connect(self.saved)

    # Reading -------------------------------------------------------------------------------------

    def open(self, uid: str, item: str = "") -> None:
        """Show another meeting; `opened` follows."""
        self.uid, self.item, self.page, self.restricted = uid, item, None, False
        context = self._context

        def work() -> Opened:
            typed = context.services.meeting_typing.unfinished(uid)
            return Opened(context.services.meetings.page(uid), typed)

        context.jobs.run(self, work, self._on_opened, self._on_lost)

    def _on_opened(self, opened: Opened) -> None:
        if opened.page.row.uid == self.uid:
            self.page = opened.page
            self.item = self._some_item()
            self.opened.emit(opened)

    def _on_lost(self, error: BaseException) -> None:
        """The meeting is gone (deleted, or its planning undone)."""
        self._reading = self._read_again = False
        self.page, self.uid = None, ""
        self.lost.emit(error)

    def reload(self) -> None:
        """Read the meeting again; calls made meanwhile are one."""
        if not self.uid or self.page is None:
            return
        if self._reading:
            self._read_again = True
            return
        self._reading, uid, shown, context = True, self.uid, self.restricted, self._context
        context.jobs.run(
            self, lambda: context.services.meetings.page(uid, restricted=shown), self._on_read,
            self._on_lost,
        )  # fmt: skip

    def _on_read(self, page: MeetingPage) -> None:
        self._reading = False
        if page.row.uid == self.uid:
            self.page = page
            self.item = self._some_item()
            self.changed.emit(page)
        if self._read_again:
            self._read_again = False
            self.reload()

    def show_restricted(self, shown: bool) -> None:
        self.restricted = shown
        self.reload()

    # The item in hand ----------------------------------------------------------------------------

    def current(self) -> Item | None:
        return self.page.item(self.item) if self.page is not None else None

    def live(self) -> list[str]:
        """The items that are spoken about, in order."""
        items = self.page.items if self.page is not None else ()
        return [one.uid for one in items if one.state not in OUT]

    def go_to(self, uid: str) -> None:
        if uid and uid != self.item:
            self.item = uid
            self.moved.emit(uid)

    def step(self, way: int) -> None:
        """To the next item, or the one before."""
        live = self.live()
        if live:
            place = live.index(self.item) + way if self.item in live else 0
            self.go_to(live[max(0, min(len(live) - 1, place))])

    def _some_item(self) -> str:
        """The item in hand while there is one, else the first not yet discussed."""
        assert self.page is not None
        if self.page.item(self.item) is not None:
            return self.item
        still = (one.uid for one in self.page.items if one.state == "open")
        return next(still, next(iter(self.live()), ""))

    # Typing --------------------------------------------------------------------------------------

    def _keep(self, texts: Mapping[tuple[str, str], str]) -> None:
        by_meeting: dict[str, dict[str, str]] = {}
        for (uid, name), text in texts.items():
            by_meeting.setdefault(uid, {})[name] = text
        for uid, mine in by_meeting.items():
            self._context.services.meeting_typing.keep(uid, mine)

    def typed(self, text: str) -> None:
        self.saver.touch((self.uid, JOT), text)

    def typed_action(self, column: str, text: str) -> None:
        self.saver.touch((self.uid, action_part(column)), text)

    def typed_review(self, row_uid: str, column: str, text: str) -> None:
        self.saver.touch((self.uid, review_part(row_uid, column)), text)

    def typed_whole(self, column: str, text: str) -> None:
        self.saver.touch((self.uid, whole_part(column)), text)

    def forget(self, *names: str) -> None:
        """These were entered: nothing of them comes back."""
        for name in names:
            self.saver.touch((self.uid, name), "")
        self.saver.flush()

    # What is said --------------------------------------------------------------------------------

    def line(self, kind: str, text: str, visibility: str) -> None:
        uid, item = self.uid, self.item
        words = "Noted." if visibility == SHARED else f"Noted. {SEEN_BY[visibility]}."
        self.write(
            lambda s: s.meeting_notes.line(uid, item, kind, text, visibility), words,
            failed=lambda error: self.unkept.emit(text, error),
        )  # fmt: skip
        self.forget(JOT)

    def change_line(self, line: Line, text: str, kind: str, visibility: str) -> None:
        self.write(
            lambda s: s.meeting_notes.edit_line(line.uid, text, kind, visibility, begun=line),
            "Changed.",
        )

    def delete_line(self, uid: str) -> None:
        self.write(lambda s: s.meeting_notes.delete_line(uid), "Deleted.")

    def agree(self, given: TaskFields, item: str = "") -> None:
        uid, about = self.uid, item or self.item
        self.write(lambda s: s.meeting_notes.action(uid, about, given), "Action agreed.")
        self.discard_action()

    def discard_action(self) -> None:
        self.forget(*map(action_part, ACTION_PARTS))

    def review(self, plan_uid: str, row: ReviewRow, given: ReviewFields) -> None:
        uid = self.uid
        self.write(lambda s: s.meeting_notes.review(uid, plan_uid, row.row_uid, given), "Recorded.")
        self.forget(*(review_part(row.row_uid, column) for column in REVIEW_PARTS))

    def attend(self, person: Person, attendance: str, stand_in: str = "") -> None:
        self.write(lambda s: s.meetings.attend(person.uid, attendance, stand_in))

    def everybody(self) -> None:
        uid = self.uid
        self.write(lambda s: s.meetings.everybody_present(uid), "All the others are present.")

    # The agenda ----------------------------------------------------------------------------------

    def discussed(self, uid: str, yes: bool = True) -> None:
        self.write(lambda s: s.meeting_agenda.discussed(uid, yes))

    def spend(self, item: str, seconds: int) -> None:
        """Keep time with an item; nobody is told, since nobody did anything."""
        if item and seconds > 0:
            self.write(lambda s: s.meeting_agenda.spend(item, seconds))

    def park(self, item: Item) -> None:
        if item.state == "parked":
            self.write(lambda s: s.meeting_agenda.unpark(item.uid), "Taken up again.")
        else:
            self.write(lambda s: s.meeting_agenda.park(item.uid), "Parked for a later meeting.")

    def drop(self, item: Item, why: str = "") -> None:
        if item.state == "dropped":
            self.write(lambda s: s.meeting_agenda.restore(item.uid), "Put back on the agenda.")
        else:
            self.write(lambda s: s.meeting_agenda.drop(item.uid, why), "Taken off the agenda.")

    def move(self, uid: str, step: int) -> None:
        self.write(lambda s: s.meeting_agenda.move(uid, step))

    def write(
        self,
        work: Callable[[Any], Any],
        words: str = "",
        then: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Run `work(services)` on the worker; say `words`, with Undo, when it is on disk."""
        context = self._context

        def done(result: Any) -> None:
            self.saved.emit(datetime.now().astimezone().time())
            context.announce(getattr(result, "changes", result), words)
            if then is not None:
                then(result)

        context.jobs.run(self, lambda: work(context.services), done, failed)
