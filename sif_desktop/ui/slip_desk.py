"""The slip of a draft, as the composer offers it: saved with the draft, read when it is back,
decided on. A form dropped on the page is read like one that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from sif_desktop.ui import messages
from sif_desktop.ui.commands import Command, KeyHint
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.issue_document import ChooseFolder
from sif_desktop.ui.dialogs.slip_answers import SlipAnswersDialog

if TYPE_CHECKING:
    from sif_desktop.ui.page import Page

_FILES = "Word documents (*.docx)"
# What a school may send back; all but the first are refused, with what to do instead.
_REPLIES = (".docx", ".doc", ".odt", ".rtf", ".pdf")
HINTS = (
    KeyHint("A", "Accept: the sentence reads so from now on", "Answers of the school"),
    KeyHint("E", "Change the words before accepting", "Answers of the school"),
    KeyHint("D", "Decline, with a reason", "Answers of the school"),
    KeyHint("T", "Take the sentence out", "Answers of the school"),
)


class SlipDesk(QObject):
    """`view()` is the document shown, or None."""

    def __init__(
        self,
        context: AppContext,
        page: Page,
        view: Callable[[], Any],
        folder: Callable[[], ChooseFolder],
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._view, self._folder = context, page, view, folder
        self.dialog: SlipAnswersDialog | None = None
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def further(self) -> list[tuple[str, Callable[[], object]]]:
        """What can be done about the slip of the draft shown."""
        if not self._asks():
            return []
        found: list[tuple[str, Callable[[], object]]] = []
        found.append(("Save the draft with its slip…", self.save))
        if self._view().returned.sent_at:
            found.append(("Read the returned slip…", self.choose))
            found.append((f"Answers of the school{self._waiting()}…", self.show))
        return found

    def commands(self, group: str) -> tuple[Command, ...]:
        back = lambda: self._asks() and bool(self._view().returned.sent_at)  # noqa: E731
        return (
            Command("note-slip", "Save the draft with its slip", self.save, "", group, self._asks),
            Command("note-slip-read", "Read the returned slip", self.choose, "", group, back),
            Command("note-answers", "Show the answers of the school", self.show, "", group, back),
        )

    def _asks(self) -> bool:
        view = self._view()
        return view is not None and view.editable and view.school_checks

    def _waiting(self) -> str:
        many = len(self._view().returned.open)
        return f" ({many} to decide)" if many else ""

    # Going out -----------------------------------------------------------------------------------

    def save(self) -> None:
        """The draft and the slip in a folder of the officer's choice."""
        self._page.leave()
        uid, folder = self._view().uid, self._folder()(self._page)
        if folder:
            slips = self._context.services.slips
            self._run(lambda: slips.export(uid, Path(folder)), self._saved)

    def _saved(self, saved: Any) -> None:
        words = f"Saved {saved.paths[0].name} and {saved.paths[2].name}, each as PDF too."
        if saved.changes is None:
            messages.say(self._page, words)
        else:
            self._context.announce(saved.changes, words, undoable=False)

    # Coming back ---------------------------------------------------------------------------------

    def choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._page, "Choose the returned slip", "", _FILES)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Keep what it says and show it; why it is refused is told."""
        self._page.leave()
        uid, slips = self._view().uid, self._context.services.slips
        self._run(lambda: slips.take(uid, path), self._read)

    def _read(self, taken: Any) -> None:
        self._context.announce(taken.changes, told(taken))
        self.show()

    def show(self) -> None:
        """The answers, to be decided one by one."""
        self._page.leave()
        self.dialog = SlipAnswersDialog(self._context, self._page, self._view().uid)
        self.dialog.open()

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._context.jobs.run(self._page, work, done)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and self._asks():
            path = _dropped(event)
            if path is None:
                return False
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                self.read(path)
            return True
        return super().eventFilter(watched, event)


def told(taken: Any) -> str:
    """What a slip said, in a sentence."""
    parts = [f"{taken.agreed} accurate", f"{taken.waiting} to decide"]
    if taken.unanswered:
        parts.append(f"{taken.unanswered} not answered")
    return f"The slip is read: {', '.join(parts)}."


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.casefold() in _REPLIES else None
