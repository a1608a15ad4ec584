"""The visit, in the building: rooms left, checklist right, the jot line where the cursor rests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.services.capture import Capture
from sif_desktop.ui import messages, theme
from sif_desktop.ui.capture import CaptureControl, Opened
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.forms import KEY_HINTS as FORM_HINTS
from sif_desktop.ui.page import Page
from sif_desktop.ui.text_phrases import TextPhrases
from sif_desktop.ui.visit_extras import VisitExtras
from sif_desktop.ui.visit_lines import VisitLines
from sif_desktop.ui.visit_sheets import VisitSheets
from sif_desktop.ui.widgets.action_strip import ActionStrip
from sif_desktop.ui.widgets.attachments_strip import AttachmentsStrip
from sif_desktop.ui.widgets.checklist_panel import ChecklistPanel
from sif_desktop.ui.widgets.jot_line import JotLine
from sif_desktop.ui.widgets.rooms_panel import KEY_HINTS as ROOM_HINTS
from sif_desktop.ui.widgets.rooms_panel import RoomsPanel
from sif_desktop.ui.widgets.summing_up import SummingUp
from sif_desktop.ui.widgets.visit_header import VisitHeader

_MINE = ("visit", "jotting", "visit_room", "answer", "task", "attachment", "present_risk")
_ALSO_MINE = ("visit_person", "visit_companion", "provider")


class VisitPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Visit", wide=True)
        self._context = context
        self._roles: dict[str, str] = {}
        self._wanted: Mapping[str, Any] = {}
        self.whole = False  # whether every part of the visit is on screen
        self.control = CaptureControl(context, self)
        self.extras = VisitExtras(context, self.control, self)
        self.header = VisitHeader(self)
        self.primary = self.header.primary
        self.rooms = RoomsPanel()
        self.checklist = ChecklistPanel(context.today())
        self.summing: SummingUp | None = None  # made after the rest has been painted
        self.strip = ActionStrip(self._parse)
        self.attachments = AttachmentsStrip(context)
        self.jot = JotLine()
        self.sheets = VisitSheets(self, self._parse)
        self.lines = VisitLines(self.control, self.jot, self.rooms, self)
        self.phrases = TextPhrases(context, self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._show_none()

    # How it is built -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._head.hide()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Checklist or summing up (Ctrl+G)")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("Checklist")
        self.tabs.addTab("Agreed and summing up")
        self.right = QStackedWidget()
        self.right.addWidget(self.checklist)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.GROUP, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self.tabs)
        column.addWidget(self.right, 1)
        left = QWidget()
        padded = QVBoxLayout(left)
        padded.setContentsMargins(0, 0, theme.GROUP, 0)
        padded.addWidget(self.rooms)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 4)
        self.splitter.setStretchFactor(1, 5)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        middle = QWidget()
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        inner.setSpacing(theme.GAP)
        inner.addWidget(self.splitter, 1)
        inner.addWidget(self.strip)
        inner.addWidget(self.attachments)
        self.strip.hide()
        self.add(self.header)
        self.add(middle, 1)
        self.add(self.jot)

    def _connect(self) -> None:
        control, jot, form = self.control, self.jot, self.checklist
        control.opened.connect(self._on_opened)
        control.changed.connect(self._on_changed)
        control.saved.connect(self._on_saved)
        control.unsaved.connect(self._on_unsaved)
        self.lines.action_asked.connect(self.agree_action)
        jot.dropped.connect(self.extras.take)
        form.answered.connect(control.answer)
        form.typing.connect(control.typed_answer)
        form.left.connect(lambda item, part, _text: control.left_answer(item, part))
        form.current_changed.connect(control.at_item)
        form.risk_seen.connect(self.ask_risk)
        self.strip.typed.connect(control.typed_action)
        self.strip.agreed.connect(self._on_agreed)
        self.strip.left.connect(self._on_action_left)
        self.sheets.agreed.connect(self._on_agreed)
        self.sheets.typed.connect(control.typed_action)
        self.sheets.discarded.connect(control.discard_action)
        self.sheets.action_asked.connect(self.agree_action)
        self.attachments.opened.connect(self.extras.open_attachment)
        self.attachments.removed.connect(self.extras.remove_attachment)
        self.tabs.currentChanged.connect(self.right.setCurrentIndex)
        self.header.attach.clicked.connect(lambda: self.extras.attach())
        self.header.turn.clicked.connect(lambda: self.turn_screen())
        self.header.cover.clicked.connect(lambda: self.cover_screen())
        self.header.school.clicked.connect(self._to_school)
        self.header.stepped.connect(self._step)

    def _make_summing(self) -> SummingUp:
        summing, control = SummingUp(), self.control
        summing.typing.connect(control.typed_visit)
        summing.left.connect(control.left_visit)
        summing.met.connect(control.met)
        summing.action_asked.connect(self.agree_action)
        summing.task_opened.connect(lambda uid: self.go("tasks", uid=uid))
        self.right.addWidget(summing)
        self.right.setCurrentIndex(self.tabs.currentIndex())
        return summing

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """Open visit `uid`, at `item` or `jotting` if given."""
        uid = params.get("uid") or params.get("visit")
        if not uid:
            return
        self._wanted = params
        if uid != self.control.uid or self.control.capture is None:
            self._wait()
            self.control.open(uid)

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches(*_MINE, *_ALSO_MINE):
            self.control.reload()

    def state(self) -> dict[str, Any]:
        return {
            "uid": self.control.uid,
            "item": self.control.item,
            "lens": self.rooms.lens,
            "tab": self.tabs.currentIndex(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.rooms.set_lens(state.get("lens", "room"))
        self.tabs.setCurrentIndex(state.get("tab", 0))
        if state.get("uid"):
            self.show_record({"uid": state["uid"]})

    def leave(self) -> None:
        self._flush()
        self.control.settle()
        self.control.forget_place()

    def take_focus(self) -> None:
        if self.control.capture is None and self._empty is not None:
            super().take_focus()
            return
        self.jot.setFocus()
        if self._is_open() and self.whole:
            self._go_to_wanted()

    def commands(self) -> tuple[Command, ...]:
        return tuple(
            Command(f"visit-{name}", title, run, keys, "Visit", self._is_open)
            for name, title, run, keys in (
                ("next-part", "Go to checklist, rooms, jot line in turn", self.next_part, "F6"),
                ("lens", "Look at the lines by room, item or finding", self._next_lens, "F7"),
                ("turn", "Turn the screen to the school", self.turn_screen, "F8"),
                ("cover", "Cover the screen", self.cover_screen, "F9"),
                ("strip", "Jot in a strip on top of other windows", self.open_strip, "F10"),
                ("room", "Go into a new room, or on to the next", self.lines.ask_room, "Ctrl+R"),
                ("room-back", "Back to the room before", self.lines.room_back, "Ctrl+Shift+R"),
                ("action", "Agree an action", self.agree_action, "Ctrl+T"),
                ("sum", "Checklist or summing up", self.other_tab, "Ctrl+G"),
                ("attach", "Attach photos or files", self.extras.attach, "Ctrl+Shift+A"),
                ("risk", "Record a present risk", self.ask_risk, "Ctrl+Shift+P"),
                ("step", "Start or end the visit", self._press_primary, "Ctrl+Shift+E"),
                ("exchange", "Exchange this visit with a colleague", self.extras.exchange, ""),
                ("moderate", "Agree on judgements that differ", self.extras.moderate, ""),
                ("paper", "Print the checklist to fill in by hand", self.extras.print_form, ""),
            )
        )

    # What it shows -------------------------------------------------------------------------------

    def _show_none(self) -> None:
        self.show_empty(
            "No visit is open.",
            "Choose one from the list, or plan the next.",
            "Go to the visits",
            lambda: self.go("visits"),
            icon="visits",
        )

    def _wait(self) -> None:
        """Nothing of the visit before may stand under the name of the one being opened."""
        self.show_content()
        self._shown_body.setVisible(False)

    def _is_open(self) -> bool:
        return self.control.capture is not None

    def _on_opened(self, opened: Opened) -> None:
        self.show_content()
        capture, self._roles = opened.capture, opened.roles
        if self._context.window is not None:
            self._context.window.commands.hint(*FORM_HINTS, *ROOM_HINTS)
        self.jot.set_text(capture.record.jot_line)
        self.jot.set_companions([companion.name for companion in capture.record.companions])
        typed = capture.action_strip
        self.strip.setVisible(bool(typed.get("what")))
        item = typed.get("item", "")
        self.strip.show_typed(typed, item, self.control.label(item))
        if opened.place.get("item"):
            self._wanted = {**opened.place, **self._wanted}
        self._show_by_parts(capture)
        self.phrases.want(capture.visit.uid)
        self.jot.setFocus()

    def _show_by_parts(self, capture: Capture) -> None:
        """The jot line first; each further part after the one before has been painted."""
        parts = [self._show_head, self._show_lines, self._show_checklist, self._show_rest]

        def next_part() -> None:
            if self.control.capture is not None and self.control.uid == capture.visit.uid:
                parts.pop(0)(self.control.capture)
                if parts:
                    QTimer.singleShot(0, self, next_part)
                else:
                    self._go_to_wanted()
                    self.whole = True

        self.whole = False
        next_part()

    def _on_changed(self, capture: Capture) -> None:
        for show in (self._show_head, self._show_lines, self._show_checklist, self._show_rest):
            show(capture)

    def _show_head(self, capture: Capture) -> None:
        self.set_title(capture.visit.provider)
        self.header.show_visit(capture.visit)

    def _show_lines(self, capture: Capture) -> None:
        self.rooms.show_capture(capture, self.control.here)

    def _show_checklist(self, capture: Capture) -> None:
        self.checklist.show_capture(capture)

    def _show_rest(self, capture: Capture) -> None:
        if self.summing is None:
            self.summing = self._make_summing()
        self.summing.show_capture(capture, self._roles)
        count = len(capture.record.tasks)
        self.tabs.setTabText(1, f"Agreed ({count}) and summing up" if count else "Summing up")
        self.attachments.show_attachments(capture.record.attachments)
        self.sheets.show_capture(capture)

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, {}
        if wanted.get("item"):
            self.tabs.setCurrentIndex(0)
            self.checklist.focus_item(wanted["item"])
        if wanted.get("jotting"):
            self.rooms.select(wanted["jotting"])
            self.rooms.setFocus()

    def _on_saved(self, at: time) -> None:
        self.header.show_saved(at)
        if self._context.window is not None:
            self._context.window.messages.saved(at)

    def _on_unsaved(self, error: BaseException) -> None:
        if self.control.capture is None:
            self._show_none()
            return
        self.header.show_unsaved()
        messages.report_failure(self, error)

    # Parts of the screen -------------------------------------------------------------------------

    def next_part(self) -> None:
        """Jot line → checklist → rooms → jot line."""
        if self.jot.line.hasFocus():
            if self.tabs.currentIndex() == 0:
                self.checklist.focus_form()
            elif self.summing is not None:
                self.summing.setFocus()
        elif self.rooms.view.hasFocus():
            self.jot.setFocus()
        else:
            self.rooms.setFocus()

    def _next_lens(self) -> None:
        self.rooms.next_lens()

    def other_tab(self) -> None:
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())

    def open_strip(self) -> None:
        """Only the jot line, on top of other windows, until F10 is pressed there."""
        if self.control.capture is not None:
            self.sheets.open_strip(self.control, self.jot, self.control.capture)

    def cover_screen(self) -> None:
        self.sheets.toggle_cover()

    def turn_screen(self) -> None:
        """Show what may be shared in large type, or turn the screen back."""
        if self.control.capture is not None:
            self._flush()
            self.sheets.toggle_turned(self.control.capture)

    # Actions, risk, attachments ------------------------------------------------------------------

    def _flush(self) -> None:
        """Hand on what is typed in the form and the texts."""
        self.checklist.flush()
        if self.summing is not None:
            self.summing.flush()

    def _parse(self, text: str) -> Any:
        return parse_date(text, self._context.today())

    def agree_action(self, what: str = "", item: str = "") -> None:
        item = item or (self.control.item if not self.jot.line.hasFocus() else "")
        self.strip.begin(what, item, self.control.label(item))

    def _on_agreed(self, given: Any, item: str) -> None:
        self.control.agree(given, item)
        if not self.sheets.open():
            self.jot.setFocus()

    def _on_action_left(self) -> None:
        self.control.discard_action()
        self.jot.setFocus()

    def ask_risk(self, item: str = "") -> None:
        """Open the stop-line for present risk."""
        self.extras.ask_risk(item, self._roles)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_open() and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.extras.take(event.mimeData())
        event.acceptProposedAction()

    # The steps of a visit ------------------------------------------------------------------------

    def _to_school(self) -> None:
        if self.control.capture is not None:
            self.go("school", uid=self.control.capture.visit.provider_uid)

    def _press_primary(self) -> None:
        if self.header.primary.isVisible():
            self.header.primary.click()

    def _step(self) -> None:
        """The one next step: start, end, write the note."""
        if self.control.capture is None:
            return
        visit = self.control.capture.visit
        if visit.state == "planned":
            self.control.write(lambda s: s.visits.start(visit.uid), "Visit started.")
            self.jot.setFocus()
        elif visit.state == "in_school":
            self.extras.ask_end(visit, len(self.checklist.open_mandatory()), self.leave)
        else:
            self.go("composer", visit=visit.uid)
