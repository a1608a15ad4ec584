"""Everything the capture screen writes goes through here: a job, then what changed is announced.

It knows the visit in hand, the room the officer is in and what is being typed; it shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from sif_desktop.domain.form_rules import visible_items
from sif_desktop.domain.forms import Answer, Item, ItemKind
from sif_desktop.services.capture import (
    Capture,
    action_line,
    answer_text,
    jot_line,
    jotting_text,
    visit_text,
)
from sif_desktop.services.jot_syntax import find_item, matching_items, read_line, read_room
from sif_desktop.services.tasks import TaskFields
from sif_desktop.services.visit_record import Jotting
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.attachments_strip import add_all
from sif_desktop.ui.widgets.draft_saver import DraftSaver

_PLACE_PAUSE_MS = 400
_PARTS = ("value", "evidence", "reason")


@dataclass(frozen=True, slots=True)
class Opened:
    capture: Capture
    roles: dict[str, str]
    place: dict[str, str]  # where the officer was when the computer was cut off


class CaptureControl(QObject):
    opened = Signal(object)  # Opened
    changed = Signal(object)  # Capture, after a write
    saved = Signal(object)  # datetime.time
    unsaved = Signal(object)  # the error that kept typing from the disk

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.uid = ""
        self.here = ""  # the room
        self.item = ""  # the item last in hand
        self.capture: Capture | None = None
        self._reading = self._read_again = False
        self.saver = DraftSaver(
            context.jobs, lambda texts: context.services.capture.typing(texts), self
        )
        self.saver.saved.connect(self.saved)
        self.saver.failed.connect(self.unsaved)
        self._place_timer = QTimer(self)
        self._place_timer.setSingleShot(True)
        self._place_timer.setInterval(_PLACE_PAUSE_MS)
        self._place_timer.timeout.connect(self._remember)

    # Reading -------------------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Show another visit; `opened` follows."""
        self.uid, self.capture = uid, None
        context = self._context

        def work() -> Opened:
            capture = context.services.capture.open(uid)
            place = context.services.visits.last_place() or {}
            roles = {role.code: role.label for role in capture.pack.roles}
            return Opened(capture, roles, place if place.get("visit") == uid else {})

        context.jobs.run(self, work, self._on_opened)

    def _on_opened(self, opened: Opened) -> None:
        if opened.capture.visit.uid != self.uid:
            return
        self.capture = opened.capture
        rooms = opened.capture.record.rooms
        known = {room.uid for room in rooms}
        was = opened.place.get("room", "")
        self.here = was if was in known else rooms[-1].uid if rooms else ""
        self.opened.emit(opened)
        self._place_timer.start()

    def reload(self) -> None:
        """Read the visit again; calls made meanwhile are one."""
        if not self.uid or self.capture is None:
            return
        if self._reading:
            self._read_again = True
            return
        self._reading, uid, context = True, self.uid, self._context
        context.jobs.run(
            self, lambda: context.services.capture.read(uid), self._on_read, self._on_not_read
        )

    def _on_read(self, capture: Capture) -> None:
        self._reading = False
        if capture.visit.uid == self.uid:
            self.capture = capture
            self.changed.emit(capture)
        if self._read_again:
            self._read_again = False
            self.reload()

    def _on_not_read(self, error: BaseException) -> None:
        """The visit is gone (deleted, or its planning undone)."""
        self._reading = self._read_again = False
        self.capture, self.uid = None, ""
        self.unsaved.emit(error)

    def matches(self, typed: str) -> list[tuple[str, str]]:
        """(number, label) of the items meant by what was typed after #."""
        return [(number, item.label) for number, item in self._offered(typed)]

    def _offered(self, typed: str) -> list[tuple[str, Item]]:
        capture = self.capture
        if capture is None:
            return []
        shown = visible_items(capture.form, capture.answers(), capture.facts)
        return matching_items(typed, capture.form, {item.id for item in shown})

    def label(self, item_id: str) -> str:
        """An item's number and label; "" for none."""
        item = self.capture.form.item(item_id) if self.capture else None
        return (
            f"{self.capture.numbers.get(item_id, '')} {item.label}" if item and self.capture else ""
        )

    def line(self, uid: str) -> Jotting | None:
        lines = self.capture.record.jottings if self.capture else ()
        return next((line for line in lines if line.uid == uid), None)

    # Typing --------------------------------------------------------------------------------------

    def typed_jotting(self, text: str) -> None:
        self.saver.touch(jot_line(self.uid), text)

    def typed_change(self, jotting: str, text: str) -> None:
        self.saver.touch(jotting_text(self.uid, jotting), text)

    def typed_action(self, column: str, text: str) -> None:
        self.saver.touch(action_line(self.uid, column), text)

    def typed_visit(self, column: str, text: str) -> None:
        if column == "feedback_to":
            self.saver.touch(visit_text(self.uid, column), text)
        else:
            self.saver.put(visit_text(self.uid, column), text)

    def typed_answer(self, item_id: str, part: str, text: str) -> None:
        item = self.capture.form.item(item_id) if self.capture else None
        if item is not None and self.capture is not None:
            field = answer_text(self.uid, self.capture.form.id, item, part)
            if item.kind is ItemKind.NUMBER and part == "value":
                self.saver.touch(field, text)
            else:
                self.saver.put(field, text)

    def left_answer(self, item_id: str, part: str) -> None:
        item = self.capture.form.item(item_id) if self.capture else None
        if item is not None and self.capture is not None:
            self._settle(answer_text(self.uid, self.capture.form.id, item, part))

    def left_visit(self, column: str) -> None:
        self._settle(visit_text(self.uid, column))

    def _settle(self, field: Any) -> None:
        self.saver.flush()
        self.write(lambda services: services.capture.settle(field))

    def settle(self) -> None:
        """Everything typed becomes part of the record: the officer goes elsewhere."""
        if not self.uid:
            return
        self.saver.flush()
        uid, context = self.uid, self._context
        context.jobs.run(self, lambda: context.services.capture.settle_visit(uid))

    # Jottings and rooms --------------------------------------------------------------------------

    def jot(self, text: str, companion: str) -> str:
        """Keep a line; returns what to tell the officer about it, or "" for the usual."""
        assert self.capture is not None
        form, uid, here = self.capture.form, self.uid, self.here
        line = read_line(text, form)
        self.saver.forget(jot_line(uid))
        self.write(
            lambda services: services.capture.add_jotting(
                uid,
                line.text,
                here,
                companion,
                form=form.id if line.item else "",
                item=line.item,
                parked=line.parked,
            ),
            f"Noted, filed to {self.label(line.item)}." if line.item else "Noted.",
        )
        return (
            f"No item is numbered {line.unknown}; the line was kept as typed."
            if line.unknown
            else ""
        )

    def empty_line(self) -> None:
        """The jot line became something else."""
        self.saver.put(jot_line(self.uid), "")

    def change(self, jotting: str, text: str) -> None:
        self.saver.forget(jotting_text(self.uid, jotting))
        self.write(lambda services: services.capture.edit_jotting(jotting, text), "Changed.")

    def leave_unchanged(self, jotting: str) -> None:
        self.saver.forget(jotting_text(self.uid, jotting))
        context = self._context
        context.jobs.run(self, lambda: context.services.capture.discard_edit(jotting))

    def file(self, jottings: Sequence[str], typed: str) -> bool:
        """File lines to the item meant; false if none is."""
        if self.capture is None:
            return False
        form, item_id = self.capture.form, ""
        if typed:
            offered = self._offered(typed)
            item = find_item(typed, form) or (offered[0][1] if offered else None)
            if item is None:
                return False
            item_id = item.id
        words = f"Filed to {self.label(item_id)}." if item_id else "Taken out of its item."
        self.write(lambda s: s.capture.file_to_item(jottings, form.id, item_id), words)
        return True

    def park(self, jottings: Sequence[str]) -> None:
        """Park the lines, or take them up again if all are parked."""
        if self.capture is None:
            return
        lines = [line for line in self.capture.record.jottings if line.uid in jottings]
        parked = not all(line.parked for line in lines)
        self.write(
            lambda s: s.capture.park(jottings, parked), "Parked." if parked else "Taken up again."
        )

    def delete(self, jottings: Sequence[str]) -> None:
        self.write(lambda services: services.capture.delete_jottings(jottings), "Deleted.")

    def enter_room(self, typed: str) -> None:
        place, year, subject = read_room(typed)
        uid = self.uid

        def entered(added: Any) -> None:
            self.go_to_room(added.uid)

        self.write(
            lambda services: services.capture.enter_room(uid, place, year, subject),
            f"Now in {typed}.",
            entered,
        )

    def next_room(self, step: int = 1) -> str:
        """Go on to the next room already visited; returns its name, "" if there is none."""
        rooms = self.capture.record.rooms if self.capture else ()
        if not rooms:
            return ""
        uids = [room.uid for room in rooms]
        place = uids.index(self.here) + step if self.here in uids else 0
        self.go_to_room(uids[place % len(uids)])
        return rooms[place % len(uids)].label

    def go_to_room(self, uid: str) -> None:
        self.here = uid
        if self.capture is not None:
            self.changed.emit(self.capture)
        self._place_timer.start()

    # Answers, actions, people, attachments -------------------------------------------------------

    def answer(self, item_id: str, given: Answer) -> None:
        item = self.capture.form.item(item_id) if self.capture else None
        if item is None or self.capture is None:
            return
        uid, form = self.uid, self.capture.form.id
        self.saver.forget(*(answer_text(uid, form, item, part) for part in _PARTS))
        self.write(lambda services: services.capture.record_answer(uid, form, item, given))

    def agree(self, given: TaskFields, item_id: str) -> None:
        uid, form = self.uid, self.capture.form.id if self.capture else ""
        self._forget_action()
        self.write(
            lambda services: services.capture.agree_action(
                uid, given, form=form if item_id else "", item=item_id
            ),
            "Action agreed.",
        )

    def discard_action(self) -> None:
        self._forget_action()
        uid, context = self.uid, self._context
        context.jobs.run(self, lambda: context.services.capture.discard_action(uid))

    def _forget_action(self) -> None:
        columns = ("what", "party", "who", "due", "measure", "item")
        self.saver.forget(*(action_line(self.uid, column) for column in columns))

    def met(self, person: str, met: bool) -> None:
        uid = self.uid
        self.write(lambda services: services.visits.met(person, uid, met))

    def attach(self, paths: Sequence[Path], picture: QImage | None) -> None:
        uid, item = self.uid, self.item

        def done(kept: list[Any]) -> None:
            for each in kept:
                self._context.announce(each.changes, f"Attached “{each.title}”.")

        context = self._context
        context.jobs.run(
            self, lambda: add_all(context.services.attachments, uid, paths, picture, item), done
        )

    def write(
        self,
        work: Callable[[Any], Any],
        words: str = "",
        then: Callable[[Any], object] | None = None,
    ) -> None:
        """Run `work(services)` on the worker; say `words`, with Undo, when it is on disk."""
        context = self._context

        def done(result: Any) -> None:
            self.saved.emit(datetime.now().astimezone().time())
            if then is not None:
                then(result)
            context.announce(getattr(result, "changes", result), words)

        context.jobs.run(self, lambda: work(context.services), done)

    # Where the officer is ------------------------------------------------------------------------

    def at_item(self, item_id: str) -> None:
        self.item = item_id
        self._place_timer.start()

    def _remember(self) -> None:
        if not self.uid:
            return
        place = {"visit": self.uid, "room": self.here, "item": self.item}
        context = self._context
        context.jobs.run(self, lambda: context.services.visits.remember_place("visit", **place))

    def forget_place(self) -> None:
        """The officer left the visit on purpose; one under way is still come back to."""
        self._place_timer.stop()
        if self.capture is not None and self.capture.visit.state != "in_school":
            context = self._context
            context.jobs.run(self, lambda: context.services.visits.forget_place())
