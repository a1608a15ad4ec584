"""The base of every page: a title, one primary button, a column that scrolls, a way back.

A page is built when first shown and kept. It holds no database rows: it asks a service on a job
and shows what comes back. `state()` and `restore()` are all that Alt+Left needs to return to
exactly where one was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.empty_state import EmptyState
from sif_desktop.ui.widgets.text import Label, Rule, section


class Page(QWidget):
    """Subclass it, put widgets into `self.content` with `add`, and answer `show_record`,
    `refresh`, `state` and `restore` as needed.

    `wide` pages (lists, capture screens) use the full width and do not scroll as a whole; others
    are a reading column of at most 880 px at 100 % that scrolls.
    """

    went = Signal(str, object)  # asks the window to go to a page: key, what to show there
    title_changed = Signal(str)

    def __init__(
        self,
        title: str,
        *,
        wide: bool = False,
        scrolls: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.wide = wide
        self._empty: EmptyState | None = None
        self._stale: list[Any] = []
        self._title = Label(title, "page-title", wrap=True)
        self._subtitle = Label("", "quiet", wrap=True)
        self._subtitle.hide()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.GAP)
        self.primary: Button | None = None
        self._column = QWidget()
        self._column.setProperty("look", "column")
        self.content = QVBoxLayout(self._column)
        self.content.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.MARGIN)
        self.content.setSpacing(theme.GROUP)
        self._scroll: QScrollArea | None = None
        self._arrange(scrolls if scrolls is not None else not wide)
        self.setAccessibleName(title)

    # What a page is asked by the window -------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """Show the record `params` names; called each time somebody goes here on purpose."""

    def refresh(self, changes: Any) -> None:
        """Something was written (`changes`, a service's Changes; None: anything may differ)."""

    def state(self) -> dict[str, Any]:
        """Filter, selection, scroll: all that `restore` needs. Extend what this base returns."""
        return {"scroll": self._scroll.verticalScrollBar().value()} if self._scroll else {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be again as `state` says. Call this base's after the content is back."""
        if self._scroll is not None and "scroll" in state:
            bar = self._scroll.verticalScrollBar()
            # The column has its height only after the pending layout.
            QTimer.singleShot(0, bar, lambda: bar.setValue(state["scroll"]))

    def leave(self) -> None:
        """The officer goes elsewhere or the caseload is locked: settle what is being typed."""

    def commands(self) -> Sequence[Command]:
        """What can be done here, for the command box, the F1 list and by shortcut while shown."""
        return ()

    def take_focus(self) -> None:
        """Put the keyboard where work begins: by default the first control of the content, or
        the next step where there is none yet."""
        for widget in (self._empty or self._column).findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self):
                widget.setFocus()
                return
        self.setFocus()

    # What a page does ------------------------------------------------------------------------

    def go(self, key: str, **params: Any) -> None:
        """Ask the window to show another page, with what it should show there."""
        self.went.emit(key, params)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)
        self.title_changed.emit(title)

    def title(self) -> str:
        return self._title.text()

    def set_primary(self, text: str, run: Callable[[], object], *, icon: str = "") -> Button:
        """The one primary button of this page, at the right of its title."""
        if self.primary is not None:
            raise ValueError("a page has one primary button")
        self.primary = Button(text, run, look="primary", icon=icon, parent=self)
        self._actions.addWidget(self.primary)
        return self.primary

    def add_action(self, widget: QWidget) -> None:
        """A further control beside the title, before the primary button."""
        self._actions.insertWidget(self._actions.count() - (self.primary is not None), widget)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Put `widget` under what is already in the column."""
        self.content.addWidget(widget, stretch)
        return widget

    def add_section(self, title: str) -> Label:
        """A label over the group of widgets added next, with air above it."""
        if self.content.count():
            self.content.addSpacing(theme.GAP)
        label = section(title)
        self.content.addWidget(label)
        return label

    def show_empty(
        self,
        sentence: str,
        hint: str = "",
        step: str = "",
        run: Callable[[], object] | None = None,
        *,
        icon: str = "",
    ) -> EmptyState:
        """In place of the content: what is not here and the next step."""
        self.show_content()
        self._empty = EmptyState(sentence, hint, step, run, icon=icon, parent=self)
        self._body.addWidget(self._empty, 1)
        self._empty.show()
        self._shown_body.hide()
        return self._empty

    def show_content(self) -> None:
        """Show the content again after `show_empty`."""
        if self._empty is not None:
            self._body.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        self._shown_body.show()

    def note_changes(self, changes: Any, *, visible: bool) -> None:
        """Refresh now, or when next shown."""
        if visible:
            self.refresh(changes)
        elif changes is None:  # whatever else was written is among what may differ
            self._stale = [None]
        else:
            self._stale.append(changes)

    def catch_up(self) -> None:
        """Refresh with what was written while another page was in front."""
        waiting, self._stale = self._stale, []
        for changes in waiting:
            self.refresh(changes)

    # How it is laid out ----------------------------------------------------------------------

    def _arrange(self, scrolls: bool) -> None:
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._head = self._make_head()
        self._body.addWidget(self._centred(self._head))
        if scrolls:
            # Under the head, while something is scrolled away beneath it.
            edge = Rule()
            edge.set_drawn(False)
            self._body.addWidget(edge)
            self._scroll = QScrollArea()
            self._scroll.verticalScrollBar().valueChanged.connect(lambda at: edge.set_drawn(at > 0))
            self._scroll.setWidgetResizable(True)
            self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._scroll.viewport().setAutoFillBackground(False)
            self._scroll.setWidget(self._centred(self._column))
            self._shown_body: QWidget = self._scroll
        else:
            self._shown_body = self._column
        self._body.addWidget(self._shown_body, 1)
        self._limit_width()

    def _make_head(self) -> QWidget:
        head = QFrame()
        words = QVBoxLayout()
        words.setSpacing(theme.HALF)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        line = QHBoxLayout(head)
        line.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        line.setSpacing(theme.GROUP)
        line.addLayout(words, 1)
        line.addLayout(self._actions)
        line.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop)
        return head

    def _centred(self, inner: QWidget) -> QWidget:
        """`inner` at the left of the page, so that the eye finds every title in one place."""
        holder = QWidget()
        holder.setProperty("look", "column")
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(inner, 100)
        line.addStretch(0 if self.wide else 1)
        return holder

    def _limit_width(self) -> None:
        if self.wide:
            return
        widest = theme.current().px(theme.READING_WIDTH) + 2 * theme.MARGIN
        self._head.setMaximumWidth(widest)
        self._column.setMaximumWidth(widest)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._limit_width()
        super().changeEvent(event)
