"""The frame: command box, side bar, pages, message bar. It knows no service, only its context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import theme
from sif_desktop.ui.commands import Command, Commands
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.messages import MessageBar
from sif_desktop.ui.navigation import PageSpec, Place, Sidebar, Trail
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import IconButton
from sif_desktop.ui.widgets.command_box import CommandBox, Search
from sif_desktop.ui.widgets.progress_strip import ProgressStrip
from sif_desktop.ui.widgets.text import ElidedLabel, Label

if TYPE_CHECKING:
    from sif_desktop.ui.widgets.shortcut_list import ShortcutList

NARROW_BELOW = 1000  # px at 100 %: under it the side bar shows icons only
_LOOKS = (
    ("system", "Use the system's look"),
    ("light", "Use the light look"),
    ("dark", "Use the dark look"),
    ("contrast", "Use the high contrast look"),
)


class WindowContext(Protocol):
    """What `app.py` hands to the window; page factories receive the same object."""

    caseload: str  # its name, shown at the top
    banner: str  # a standing notice above the pages; "" for none
    pages: Sequence[PageSpec]
    jobs: Jobs
    search: Search | None  # for the command box

    def lock(self) -> None:
        """Close the caseload and ask for the passphrase."""

    def remember(self, key: str, value: Any) -> None:
        """Keep a choice about the screen (`theme`, `scale`) on this computer."""

    def mark_evidence(self) -> None:
        """Ask which aspect of the authority's work the record in front is evidence of."""

    def look(self) -> bool:
        """A page is about to read what it shows; true where others write in the same store, so
        that what it showed before may be old."""


class MainWindow(QMainWindow):
    """Shows one page at a time and keeps the trail of where the officer has been.

    `arrived` tells which page came in front and what it shows, `announced` that something was
    written.
    """

    arrived = Signal(str, object)
    announced = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self.commands = Commands(self)
        self.messages = MessageBar()
        self.progress = ProgressStrip()
        self._trail = Trail()
        self._specs = {spec.key: spec for spec in context.pages}
        self._pages: dict[str, Page] = {}
        self._here = ""
        self.sidebar = Sidebar([spec for spec in context.pages if spec.in_sidebar])
        self.sidebar.chosen.connect(self.go)
        self._stack = QStackedWidget()
        # A page laying itself out anew must not push the window beyond the screen.
        self._stack.setMinimumSize(1, 1)
        self._build()
        self._add_commands()
        context.jobs.long_started.connect(self.progress.watch)
        self.setWindowTitle(
            f"{context.caseload} – SIF Desktop" if context.caseload else "SIF Desktop"
        )
        self.resize(1366, 768)

    # Going places ----------------------------------------------------------------------------

    def go(self, key: str, params: Mapping[str, Any] | None = None) -> Page:
        """Show page `key`, and on it the record `params` names. Alt+Left comes back here."""
        if self._here and (key != self._here or params):
            self._trail.leave(self._place())
            self._pages[self._here].leave()
        page = self._page_anew(key)
        if params:
            page.show_record(params)
        self._show(key, page)
        self.arrived.emit(key, params or {})
        return page

    def back(self) -> None:
        self._travel(self._trail.back(self._place()) if self._here else None)

    def forward(self) -> None:
        self._travel(self._trail.forward(self._place()) if self._here else None)

    def place(self) -> Place:
        """Where one is, as `resume` can show it again."""
        return self._place() if self._here else Place("")

    def resume(self, place: Place) -> None:
        """Show a page as it was left, also in an earlier window."""
        if place.key in self._specs:
            self._trail.leave(self._place())
            self._travel(place)

    def page(self, key: str) -> Page:
        """The page `key`, built if it was never shown."""
        if key not in self._pages:
            page = self._specs[key].factory(self.context)
            page.went.connect(self.go)
            self._stack.addWidget(page)
            self._pages[key] = page
            for command in page.commands():
                self.commands.add(command, page)
        return self._pages[key]

    def _page_anew(self, key: str) -> Page:
        """The page `key`, which reads again when it is shown where others write meanwhile."""
        if self.context.look() and key in self._pages:
            self._pages[key].note_changes(None, visible=False)
        return self.page(key)

    def here(self) -> str:
        """The key of the page in front."""
        return self._here

    def announce(self, changes: Any) -> None:
        """Something was written: the page in front refreshes now, the others when next shown."""
        others_write = self.context.look()
        for key, page in self._pages.items():
            visible = key == self._here
            page.note_changes(None if visible and others_write else changes, visible=visible)
        self.announced.emit()

    def settle(self) -> None:
        """Have the page in front save what is being typed; call before locking or closing."""
        if self._here:
            self._pages[self._here].leave()

    def _place(self) -> Place:
        return Place(self._here, self._pages[self._here].state())

    def _travel(self, place: Place | None) -> None:
        if place is None:
            return
        self._pages[self._here].leave()
        page = self._page_anew(place.key)
        self._show(place.key, page)
        page.restore(place.state)
        self.arrived.emit(place.key, place.state)

    def _show(self, key: str, page: Page) -> None:
        self._here = key
        self._stack.setCurrentWidget(page)
        self.sidebar.mark(key)
        self._back_button.setEnabled(self._trail.can_go_back())
        page.catch_up()
        page.take_focus()

    # The frame -------------------------------------------------------------------------------

    def _build(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        self._beside = QVBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(self._stack, 1)
        middle.addLayout(self._beside, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top_bar())
        self._banner = self._make_banner()
        column.addWidget(self._banner)
        column.addLayout(middle, 1)
        column.addWidget(self.progress)
        column.addWidget(self.messages)
        self.setCentralWidget(whole)
        self.set_banner(self.context.banner)

    def _top_bar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("look", "top")
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        line.setSpacing(theme.GAP)
        self._back_button = IconButton("back", "Back to where you were (Alt+Left)", self.back)
        self._back_button.setEnabled(False)
        self.command_box = CommandBox(self.commands, self.context.search, bar)
        self._caseload = ElidedLabel(self._caseload_words(), "quiet")
        self._caseload.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._back_button)
        line.addWidget(self.command_box, 3)
        line.addWidget(self._caseload, 2)
        line.addWidget(IconButton("lock", "Lock the caseload (Ctrl+Shift+L)", self.lock))
        return bar

    def _caseload_words(self) -> str:
        return f"Caseload: {self.context.caseload}" if self.context.caseload else ""

    def _make_banner(self) -> QFrame:
        banner = QFrame()
        banner.setProperty("look", "banner")
        self._banner_words = Label("", "", wrap=True)
        line = QHBoxLayout(banner)
        line.setContentsMargins(theme.MARGIN, theme.HALF, theme.MARGIN, theme.HALF)
        line.addWidget(self._banner_words)
        return banner

    def set_banner(self, text: str) -> None:
        """A standing notice above the pages; "" takes it away."""
        self._banner_words.setText(text)
        self._banner.setVisible(bool(text))

    def add_notice(self, notice: QWidget) -> None:
        """Something that may stand above whichever page is in front."""
        self._beside.insertWidget(0, notice)

    def lock(self) -> None:
        self.settle()
        self.context.lock()

    # Commands --------------------------------------------------------------------------------

    def _add_commands(self) -> None:
        add = self.commands.add
        add(Command("find", "Search or type a command", self.command_box.begin, "Ctrl+K"))
        add(Command("back", "Back to where you were", self.back, "Alt+Left"))
        add(Command("forward", "Forward again", self.forward, "Alt+Right"))
        add(Command("lock", "Lock the caseload", self.lock, "Ctrl+Shift+L"))
        mark = "Mark as evidence what is shown"
        add(Command("mark-evidence", mark, lambda: self.context.mark_evidence()))
        add(Command("keys", "Show every key", self.show_keys, "F1"))
        for spec in self._specs.values():
            if spec.in_sidebar or spec.in_commands:
                go = _goer(self, spec.key)
                add(Command(f"go-{spec.key}", f"Go to {spec.title}", go, spec.shortcut, "Pages"))
        add(Command("larger", "Larger text", lambda: self._grow(1), "Ctrl++; Ctrl+=", "Look"))
        add(Command("smaller", "Smaller text", lambda: self._grow(-1), "Ctrl+-", "Look"))
        add(
            Command(
                "normal", "Normal text size", lambda: self.set_look(scale=1.0), "Ctrl+Alt+0", "Look"
            )
        )
        for name, title in _LOOKS:
            add(Command(f"look-{name}", title, _looker(self, name), "", "Look"))

    def show_keys(self) -> ShortcutList:
        from sif_desktop.ui.widgets.shortcut_list import ShortcutList

        dialog = ShortcutList(self.commands.keys(), self)
        dialog.open()
        return dialog

    def _grow(self, steps: int) -> None:
        self.set_look(scale=theme.current().scale + steps * theme.SCALE_STEP)

    def set_look(self, name: str | None = None, scale: float | None = None) -> None:
        """Change theme or text size (1.0 to 2.0) at once and have it remembered."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        wanted = theme.choice() if name is None else name
        look = theme.apply(app, wanted, theme.current().scale if scale is None else scale)
        self.context.remember("theme", wanted)
        self.context.remember("scale", look.scale)
        self._fit_sidebar()
        self.messages.say(f"Text size {look.scale:.0%}" if scale is not None else "Look changed")

    def _fit_sidebar(self) -> None:
        self.sidebar.set_narrow(self.width() < theme.current().px(NARROW_BELOW))

    # Qt --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sidebar()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settle()
        super().closeEvent(event)


def _goer(window: MainWindow, key: str) -> Any:
    return lambda: window.go(key)


def _looker(window: MainWindow, name: str) -> Any:
    return lambda: window.set_look(name)
