"""The composer: the draft as a document, what each sentence rests on, the page as it will print.

Everything typed is on disk at each pause; the page on the right is the PDF itself, made again
after each pause. One button takes the note its next step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.ui import messages
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.agreed_action import AgreedActionDialog
from sif_desktop.ui.dialogs.issue_document import ChooseFolder, choose_folder
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.document_life import NEXT, STATES, STEPS, DocumentLife, about
from sif_desktop.ui.item_models.note_lines import Line, LineKind
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets import check_list, note_sheet
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.composer import DRAFT, Composer
from sif_desktop.ui.widgets.evidence_drawer import without_evidence

PREVIEW_PAUSE_MS = 300
_TABLES = (
    *("document", "document_version", "visit", "visit_person", "visit_companion", "visit_room"),
    *("jotting", "answer", "task", "role", "provider", "attachment"),
)


class ComposerPage(Page):
    """`show_record` takes `visit` (its note is begun if need be) or `uid` of the note itself."""

    def __init__(self, context: AppContext, folder: ChooseFolder = choose_folder) -> None:
        super().__init__("Note of visit", wide=True)
        self._context = context
        self.view: Any = None
        self._uid = ""
        self._wanted = ""  # the line to go to once the draft is there
        self._edit_wanted = False
        self._rendering = self._render_again = self._showing = False
        self.life = DocumentLife(context, self, self._write, self._go_to, folder)
        self._build()
        self._preview_later = QTimer(self)
        self._preview_later.setSingleShot(True)
        self._preview_later.setInterval(PREVIEW_PAUSE_MS)
        self._preview_later.timeout.connect(self._ask_preview)
        if context.window is not None:
            context.window.commands.hint(*note_sheet.HINTS, *check_list.HINTS)

    # How it is laid out -----------------------------------------------------------------------

    def _build(self) -> None:
        self.more = Button("More", icon="more")
        self.more.setMenu(QMenu(self.more))
        self.add_action(self.more)
        self.set_primary("Send to the school", self.next_step)
        self.composer = Composer(self._context.jobs, STEPS)
        self.sheet, self.drawer = self.composer.sheet, self.composer.drawer
        self.preview, self.checks = self.composer.preview, self.composer.checks
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self.add(self.composer, 1)
        self._connect()

    def _connect(self) -> None:
        sheet = self.sheet
        sheet.chosen.connect(self._on_chosen)
        sheet.text_typed.connect(self._on_typed)
        sheet.text_left.connect(self._on_left)
        sheet.keep_wanted.connect(self._keep)
        sheet.remove_wanted.connect(self._remove)
        sheet.add_wanted.connect(self._add)
        sheet.move_wanted.connect(self._move)
        sheet.open_wanted.connect(self._open_elsewhere)
        self.checks.place_wanted.connect(self._go_to)
        self.checks.reason_wanted.connect(self._ask_reason)

    # What the window asks ---------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        self._wanted = str(params.get("sentence", ""))
        if visit := params.get("visit"):
            self._run(lambda: self._context.services.notes.start(visit), self._on_started)
        elif uid := params.get("uid"):
            self._open(str(uid))

    def _on_started(self, started: Any) -> None:
        if started.changes is not None:
            self._context.announce(started.changes, "Note begun from what was recorded.")
        self._open(started.uid)

    def _open(self, uid: str) -> None:
        if uid != self._uid:
            self._uid, self.view = uid, None
        self.reload()

    def reload(self) -> None:
        """Read the note again and show it as it stands."""
        if uid := self._uid:
            self._run(lambda: self._context.services.documents.open(uid), self._show)

    def refresh(self, changes: Any) -> None:
        if self._uid and (changes is None or changes.touches(*_TABLES)):
            self.reload()

    def state(self) -> dict[str, Any]:
        line = self.sheet.current_line()
        return {"uid": self._uid, "line": line.id if line else ""}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._wanted = state.get("line", "")
        if state.get("uid"):
            self._open(state["uid"])

    def leave(self) -> None:
        self.sheet.finish_editing()

    def take_focus(self) -> None:
        self.sheet.setFocus()

    def commands(self) -> Sequence[Command]:
        group = note_sheet.GROUP
        return (
            Command(
                "note-next", "Take the note its next step", self.next_step, "Ctrl+Return", group
            ),
            Command("note-part", "Next part of the note", self.composer.next_part, "F6", group),
            Command("note-draft-files", "Save the draft as files", self.life.save_draft, "", group),
            Command(
                "note-larger", "Larger page", lambda: self.preview.pages.step_zoom(1), "", group
            ),
            Command(
                "note-smaller", "Smaller page", lambda: self.preview.pages.step_zoom(-1), "", group
            ),
        )

    # Showing ----------------------------------------------------------------------------------

    def _show(self, view: Any) -> None:
        if view.uid != self._uid or self.sheet.is_editing():
            return
        self.view = self.life.view = view
        self.set_title(view.provider, f"{view.title} · {long_date(view.day)}{about(view)}")
        self.composer.steps.set_current(STATES.index(view.state))
        assert self.primary is not None
        self.primary.setText(NEXT[view.state])
        self.primary.setAccessibleName(NEXT[view.state])
        self._fill_menu(view)
        self._showing = True
        self.sheet.show_draft(view.draft, editable=view.editable)
        self._showing = False
        self.composer.offer_actions()
        self.checks.show_lines(view.checks)
        waiting = sum(1 for line in view.checks if not line.answer)
        self.composer.count_checks(waiting, issued=not view.editable)
        self._go_to_wanted()
        self._show_evidence(self.sheet.current_line())
        self._ask_preview()

    def _fill_menu(self, view: Any) -> None:
        menu = self.more.menu()
        menu.clear()
        further = [
            *self.life.further(),
            ("Open the visit", lambda: self.go("visit", uid=self.view.visit_uid)),
            ("Documents and versions", lambda: self.go("documents", uid=self._uid)),
        ]
        for words, run in further:
            menu.addAction(words).triggered.connect(run)

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        found = bool(wanted) and self.sheet.choose(wanted)
        if not found and self.sheet.current_line() is None and self.sheet.lines.rowCount():
            self.sheet.choose(self.sheet.lines.line(0).id)
        edit, self._edit_wanted = self._edit_wanted, False
        if edit and found:
            self.sheet.edit_current()

    def _on_chosen(self, line: Line | None) -> None:
        if line is not None and not self._showing and line.kind is not LineKind.OFFERED:
            self.preview.pages.show_words(" ".join(line.text.split()[:5]))
        self._show_evidence(line)

    def _show_evidence(self, line: Line | None) -> None:
        if line is None or self.view is None:
            self.drawer.show_lines((), "")
            return
        lines: dict[int, Any] = {}
        for ref in line.evidence:
            for found in self.view.evidence.get(ref.uid) or self.view.evidence.get(ref.item, ()):
                lines[id(found)] = found
        self.drawer.show_lines(list(lines.values()), without_evidence(line))

    # The page ---------------------------------------------------------------------------------

    def _ask_preview(self) -> None:
        """Make the page again; while one is being made, only remember that it is wanted."""
        self._render_again = self._rendering
        if self._rendering or not self._uid or self.view is None:
            return
        self._rendering = True
        uid, documents, view = self._uid, self._context.services.documents, self.view
        frozen = "" if view.editable or not view.versions else view.versions[0].uid
        done = self._on_preview if frozen else self._render

        def work() -> Any:
            return documents.pdf_of(frozen) if frozen else documents.preview(uid)

        self._context.jobs.run(self, work, lambda made: done(uid, made), self._on_no_preview)

    def _render(self, uid: str, facts: Any) -> None:
        render, done = self._context.services.documents.render_pdf, partial(self._on_preview, uid)
        self._context.jobs.run(self, lambda: render(facts), done, self._on_no_preview, lane="pool")

    def _on_preview(self, uid: str, pdf: bytes) -> None:
        self._rendering = False
        if uid == self._uid:
            self.preview.show_pdf(pdf)
        if self._render_again or uid != self._uid:
            self._ask_preview()

    def _on_no_preview(self, error: BaseException) -> None:
        self._rendering = False
        if isinstance(error, Problem):  # told in the bar: it may come at every pause in typing
            messages.say(self, f"The page cannot be shown: {error}")
        else:
            messages.report_failure(self, error)

    # Writing ----------------------------------------------------------------------------------

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._context.jobs.run(self, work, done)

    def _write(self, work: Callable[[Any], Any], words: str, wanted: str = "") -> None:
        """Have a service write, say so with Undo, and go to the line `wanted` afterwards."""

        def done(changes: Any) -> None:
            self._wanted = wanted or self._wanted
            self._context.announce(changes, words)

        self._run(lambda: work(self._context.services), done)

    def _on_typed(self, line_id: str, text: str) -> None:
        if self._is_heading(line_id):
            return
        uid, drafts = self._uid, self._context.services.drafts
        self._run(lambda: drafts.type_sentence(uid, line_id, text), lambda _none: self._on_kept())

    def _on_kept(self) -> None:
        if self._context.window is not None:
            now = datetime.now().astimezone()
            self._context.window.messages.saved(now.time())
        self._preview_later.start()

    def _is_heading(self, line_id: str) -> bool:
        row = self.sheet.lines.row_of(line_id)
        return row >= 0 and self.sheet.lines.line(row).kind is LineKind.SECTION

    def _on_left(self, line_id: str, text: str) -> None:
        """The sentence was left: what was typed becomes one change; an empty one goes."""
        row = self.sheet.lines.row_of(line_id)
        before = self.sheet.lines.line(row).text if row >= 0 else text
        uid, words = self._uid, " ".join(text.split())
        self.sheet.setFocus()
        if self._is_heading(line_id):
            if words and words != before:
                self._write(
                    lambda s: s.drafts.edit_heading(uid, line_id, words), "Heading changed."
                )
            else:
                self.reload()
        elif not words:
            self._write(lambda s: s.drafts.remove_sentence(uid, line_id), "Sentence taken out.")
        elif words != before:
            self._settle(line_id, words)
        else:
            self.reload()

    def _settle(self, line_id: str, words: str) -> None:
        uid, drafts = self._uid, self._context.services.drafts

        def work() -> Any:
            drafts.type_sentence(uid, line_id, words)
            return drafts.settle(uid)

        self._run(work, lambda changes: self._context.announce(changes, "Sentence changed."))

    def _keep(self, line: Line) -> None:
        uid, after = self._uid, self._after(line)
        self._write(lambda s: s.drafts.keep_sentence(uid, line.id), "Kept in the note.", after)

    def _after(self, line: Line) -> str:
        """The next jotting to decide about, so that K, K, K walks through them."""
        lines = self.sheet.lines
        rows = range(lines.row_of(line.id) + 1, lines.rowCount())
        waiting = (lines.line(row).id for row in rows if lines.line(row).kind is LineKind.OFFERED)
        return next(waiting, line.id) if line.kind is LineKind.OFFERED else line.id

    def _remove(self, line: Line) -> None:
        uid = self._uid
        self._write(lambda s: s.drafts.remove_sentence(uid, line.id), "Sentence taken out.")

    def _move(self, line: Line, step: int) -> None:
        uid = self._uid
        self._write(
            lambda s: s.drafts.move_sentence(uid, line.id, step), "Sentence moved.", line.id
        )

    def _add(self, line: Line) -> None:
        """A sentence of the officer's own after this line, opened to be written."""
        new, uid = f"own:{uuid4().hex}", self._uid
        block = line.block or self._text_block(line.section)
        after = line.id if line.is_sentence else ""
        if not after and not block:
            messages.say(self, "Choose a sentence of this section to write after.")
            return
        self._edit_wanted = True
        self._write(
            lambda s: s.drafts.add_sentence(uid, "", after=after, block=block, sentence_id=new),
            "Sentence added.",
            new,
        )

    def _text_block(self, section_id: str) -> str:
        """The last block of a section that can hold sentences."""
        section = next(s for s in self.view.draft.sections if s.id == section_id)
        return next((b.id for b in reversed(section.blocks) if b.holds_sentences), "")

    # Checks -----------------------------------------------------------------------------------

    def _go_to(self, finding: Any) -> None:
        place = finding.place
        target = place.sentence or place.row
        if place.capture:
            params = {"item": place.item} if place.item else {}
            self.go("visit", uid=self.view.visit_uid, **params)
        elif self.sheet.choose(target) or self.sheet.choose(place.section):
            self.composer.show_part(DRAFT)

    def _ask_reason(self, line: Any) -> None:
        finding, uid = line.finding, self._uid
        dialog = ReasonDialog(
            "Why it may stand",
            finding.message,
            "Keep the reason",
            self,
            text=line.answer,
            needed=not line.answer,
        )
        dialog.given.connect(
            lambda words: self._write(
                lambda s: s.drafts.answer_warning(uid, finding.id, words), "Reason kept."
            )
        )
        dialog.open()

    def _open_elsewhere(self, line: Line) -> None:
        """An agreed action is put right here; other facts where they were recorded."""
        action = next((a for a in self.view.actions if line.id == f"task:{a.uid}"), None)
        if action is None:
            self.go("visit", uid=self.view.visit_uid)
            return
        dialog = AgreedActionDialog(action, self._context.today(), self)
        dialog.given.connect(lambda fields: self._change_action(action.uid, fields, line.id))
        dialog.open()

    def _change_action(self, uid: str, fields: Mapping[str, str], line: str) -> None:
        self._write(lambda s: s.notes.edit_action(uid, **fields), "Action changed.", line)

    def next_step(self) -> None:
        self.sheet.finish_editing()
        self.life.next_step()
