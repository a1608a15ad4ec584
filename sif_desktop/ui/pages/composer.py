"""The composer: the draft as a document, what each sentence rests on, the page as it will print.

Everything typed is on disk at each pause; the page on the right is the PDF itself, made again
after each pause. One button takes the document its next step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu

from sif_desktop.domain import readability
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.note import NoteDraft
from sif_desktop.ui import document_places, slip_desk
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.agreed_action import AgreedActionDialog
from sif_desktop.ui.dialogs.issue_document import ChooseFolder, choose_folder
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.document_life import (
    STEPS,
    DocumentLife,
    about,
    due_words,
    next_words,
    steps_of,
)
from sif_desktop.ui.item_models.note_lines import Line, LineKind
from sif_desktop.ui.letter_desk import LetterDesk
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets import check_list, line_actions
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.composer import DETAILS, DRAFT, Composer
from sif_desktop.ui.widgets.evidence_drawer import without_evidence
from sif_desktop.ui.writing.actions import NEW_BLOCKS, Actions
from sif_desktop.ui.writing.desk import Desk
from sif_desktop.ui.writing.finding import Finding
from sif_desktop.ui.writing.keys import Keys
from sif_desktop.ui.writing.phrases import PhraseBank
from sif_desktop.ui.writing.preview import PagePreview
from sif_desktop.ui.writing.spelling import SpellingCheck
from sif_desktop.ui.writing.tying import tie

COUNT_AFTER_MS = 150
# Seconds that other schools' documents are compared: while a draft opens, then at each turn.
OPENING_S, TURN_S = 0.05, 0.2
_TABLES = (
    *("document", "document_version", "visit", "visit_person", "visit_companion", "visit_room"),
    *("jotting", "answer", "task", "role", "provider", "attachment", "slip", "slip_answer"),
    *("meeting", "meeting_person", "meeting_item", "meeting_line", "meeting_review"),
    *("funding_decision", "recommendation"),
)


class ComposerPage(Page):
    """`show_record` takes `visit` (its note is begun if need be) or `uid` of the document."""

    def __init__(self, context: AppContext, folder: ChooseFolder = choose_folder) -> None:
        super().__init__("Note of visit", wide=True)
        self._context = context
        self.view: Any = None
        self._uid = ""
        self._wanted = ""  # the line to go to once the draft is there
        self._showing = False
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(COUNT_AFTER_MS)
        self._count_later.timeout.connect(self._count)
        self.life = DocumentLife(context, self, self._write, self._go_to, folder)
        self.life.sign = lambda: self.letter.sign_next()
        self._build()
        self._connect()
        if context.window is not None:
            context.window.commands.hint(*line_actions.HINTS, *check_list.HINTS, *slip_desk.HINTS)

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
        self.desk = Desk(self._context, self)
        self.keys = Keys(self.sheet, self.desk)
        self.actions_ = Actions(self.sheet, self.desk, self.keys)
        self.finding = Finding(self.composer.find_bar, self.sheet, self.desk)
        self.spelling = SpellingCheck(self._context, self.sheet, self.desk)
        self.phrases = PhraseBank(self._context, self.sheet, self.desk)
        self.page = PagePreview(self._context, self.preview, lambda: self.view, self)
        self.letter = LetterDesk(self._context, self, self._write, self._on_kept)
        self.composer.set_details(self.letter.form)

    def _connect(self) -> None:
        sheet, desk, tools = self.sheet, self.desk, self.composer.tools
        sheet.chosen.connect(self._on_chosen)
        sheet.text_typed.connect(desk.typed)
        sheet.text_left.connect(self._on_left)
        desk.shown.connect(self._on_changed)
        desk.kept.connect(self._on_kept)
        desk.written.connect(self._on_written)
        desk.idle.connect(self.reload)
        self.actions_.elsewhere.connect(self._elsewhere)
        self.spelling.counted.connect(tools.count_faults)
        tools.wanted.connect(self._use_tool)
        self.composer.count.longest_wanted.connect(self.sheet.choose)
        self.drawer.place_wanted.connect(self._go_to_evidence)
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
            self.sheet.begin_anew()
            self._uid, self.view = uid, None
        self.reload()

    def reload(self) -> None:
        """Read the document again and show it as it stands."""
        if uid := self._uid:
            documents = self._context.services.documents
            self._run(lambda: documents.open(uid, OPENING_S), self._show)

    def refresh(self, changes: Any) -> None:
        if changes is not None and changes.touches("learned_word"):
            self.spelling.renew()
        if changes is not None and changes.touches("phrase"):
            self.phrases.renew()
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
        self.letter.flush()

    def take_focus(self) -> None:
        self.sheet.setFocus()

    def commands(self) -> Sequence[Command]:
        group, zoom = line_actions.GROUP, self.preview.pages.step_zoom
        add = (
            Command(f"note-add-{kind}", f"Add a {words.replace('&', '').lower()} here",
                    partial(self.actions_.add_block, kind), "", group)
            for kind, words in NEW_BLOCKS
        )  # fmt: skip
        find = partial(self.finding.open, replacing=False)
        replace = partial(self.finding.open, replacing=True)
        return (
            Command("note-next", "Take it its next step", self.next_step, "Ctrl+Return", group),
            Command("note-part", "Next part of the page", self.composer.next_part, "F6", group),
            Command("note-find", "Find in the draft", find, "Ctrl+F", group),
            Command("note-replace", "Replace in the draft", replace, "Ctrl+H", group),
            Command("note-spelling", "Next misspelt word", self.spelling.next, "F7", group),
            Command("note-phrases", "Change your phrases", self.phrases.manage, "", group),
            *add,
            *self.life.commands(group),
            Command("note-larger", "Larger page", lambda: zoom(1), "", group),
            Command("note-smaller", "Smaller page", lambda: zoom(-1), "", group),
        )

    # Showing ----------------------------------------------------------------------------------

    def _show(self, view: Any) -> None:
        if view.uid != self._uid or self.sheet.is_editing() or self.desk.busy():
            return
        self.view = self.life.view = view
        told = due_words(view, self._context.today())
        self.set_title(view.provider, f"{view.title} · {long_date(view.day)}{about(view)}{told}")
        self.composer.steps.set_steps(*steps_of(view))
        assert self.primary is not None
        self.primary.setText(next_words(view))
        self.primary.setAccessibleName(next_words(view))
        self.composer.show_details(self.letter.show(view))
        self.letter.take_focus()
        self._fill_menu(view)
        self.desk.take(view.uid, view.draft)
        self._show_draft(view.draft)
        self._show_checks(view)
        self.composer.tools.set_editable(view.editable)
        self._go_to_wanted()
        self._show_evidence(self.sheet.current_line())
        self.spelling.want(view.uid)
        self.phrases.want(view.visit_uid)
        self.page.ask()

    def _show_draft(self, draft: NoteDraft) -> None:
        self._showing = True
        self.sheet.show_draft(draft, editable=self.view.editable)
        self._showing = False
        self.composer.offer_actions()
        self.finding.refresh()
        self._count_later.start()

    def _count(self) -> None:
        """What is counted of the draft, once it has come to rest."""
        said = [(s.id, s.text) for _, block in self.desk.draft.blocks() for s in block.printed()]
        self.composer.count.show_reading(readability.read(said))
        self.spelling.count()

    def _on_changed(self, draft: NoteDraft) -> None:
        """The draft was changed here; the store will have it in a moment."""
        if self.view is not None:
            self._show_draft(draft)

    def _fill_menu(self, view: Any) -> None:
        menu = self.more.menu()
        menu.clear()
        further = [
            *self.life.further(),
            ("Your phrases…", self.phrases.manage),
            *self._about_what(view),
            ("Documents and versions", lambda: self.go("documents", uid=self._uid)),
        ]
        for words, run in further:
            menu.addAction(words).triggered.connect(run)

    def _about_what(self, view: Any) -> list[tuple[str, Callable[[], object]]]:
        where = document_places.record_of(view)
        return [(document_places.open_words(where), lambda: self._go_there(where))] if where else []

    def _go_there(self, where: document_places.Where | None) -> None:
        if where is not None:
            self.go(where[0], **where[1])

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        found = bool(wanted) and self.sheet.choose(wanted)
        if not found and self.sheet.current_line() is None and self.sheet.lines.rowCount():
            self.sheet.choose(self.sheet.lines.line(0).id)

    def _on_chosen(self, line: Line | None) -> None:
        if line is not None and not self._showing and line.kind is not LineKind.OFFERED:
            self.preview.pages.show_words(" ".join(line.text.split()[:5]))
        self._show_evidence(line)

    # What a sentence rests on -----------------------------------------------------------------

    def _show_evidence(self, line: Line | None) -> None:
        if line is None or self.view is None:
            self.drawer.show_lines((), "")
            return
        lines: dict[int, Any] = {}
        for ref in line.evidence:
            for found in self.view.evidence.get(ref.uid) or self.view.evidence.get(ref.item, ()):
                lines[id(found)] = found
        self.drawer.show_lines(list(lines.values()), without_evidence(line))

    def _go_to_evidence(self, found: Any) -> None:
        if found.kind in ("field", "rulebook"):  # of a letter or a report
            if not self.letter.form.go_to(found.item):
                self.go("rulebook")
            return
        self._go_there(document_places.evidence_of(self.view, found))

    # Writing ----------------------------------------------------------------------------------

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._context.jobs.run(self, work, done)

    def _write(self, work: Callable[[Any], Any], words: str, wanted: str = "") -> None:
        """Have a service write, say so with Undo, and go to the line `wanted` afterwards."""

        def done(changes: Any) -> None:
            self._wanted = wanted or self._wanted
            self._context.announce(changes, words)

        self._run(lambda: work(self._context.services), done)

    def _on_left(self, line: str, column: int, text: str) -> None:
        now = QApplication.focusWidget()
        if now is None or self.sheet.isAncestorOf(now):  # elsewhere is where somebody went
            self.sheet.setFocus()
        self.desk.left(line, column, text)

    def _on_kept(self) -> None:
        if self._context.window is not None:
            now = datetime.now().astimezone()
            self._context.window.messages.saved(now.time())
        self.page.soon()

    def _on_written(self, changes: Any, words: str) -> None:
        self._context.announce(changes, words)
        self.page.soon()

    def _use_tool(self, name: str) -> None:
        if name == "add":
            self.actions_.show_blocks()
        elif name == "find":
            self.finding.open(replacing=False)
        elif name == "spelling":
            self.spelling.next()
        else:
            self.phrases.show()

    def _elsewhere(self, name: str, line: Line) -> None:
        if name == "tie":
            tie(line, self.view, self.desk, self)
        elif name == "open":
            self._open_elsewhere(line)

    # Checks -----------------------------------------------------------------------------------

    def _show_checks(self, view: Any) -> None:
        """As far as they are known; the rest is looked for in short turns, beside other work."""
        self.checks.show_lines(view.checks)
        waiting = sum(1 for line in view.checks if not line.answer)
        self.composer.count_checks(waiting, issued=not view.editable)
        if not view.checked:
            uid, documents = view.uid, self._context.services.documents
            self._run(lambda: documents.open(uid, TURN_S), self._on_checked)

    def _on_checked(self, view: Any) -> None:
        if self.view is None or (view.uid, view.draft) != (self._uid, self.view.draft):
            return  # what is shown by now was, or will be, checked on its own account
        self.view = self.life.view = view
        self._show_checks(view)

    def _go_to(self, finding: Any) -> None:
        place = finding.place
        target = place.sentence or place.row
        if place.slip:
            self.life.slips.show()
        elif place.field or place.sign_off:
            self.composer.tabs.setCurrentIndex(DETAILS)
            self.letter.go_to(place)
        elif where := document_places.outside(self.view, place):
            self._go_there(where)
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
        if self.view.is_letter:
            self.composer.tabs.setCurrentIndex(DETAILS)
            self.letter.form.go_to(f"_{line.id.partition(':')[2]}")
            return
        if action is None:
            self._go_there(document_places.record_of(self.view))
            return
        dialog = AgreedActionDialog(action, self._context.today(), self)
        dialog.given.connect(lambda fields: self._change_action(action.uid, fields, line.id))
        dialog.open()

    def _change_action(self, uid: str, fields: Mapping[str, str], line: str) -> None:
        self._write(lambda s: s.notes.edit_action(uid, **fields), "Action changed.", line)

    def next_step(self) -> None:
        self.sheet.finish_editing()
        self.life.next_step()
