"""The outline of a plan as a tree worked by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from sif_desktop.ui import theme
from sif_desktop.ui.plan_lines import LEVEL_WORDS, SHOWN, OutlineLine
from sif_desktop.ui.widgets.marks import shape_icon

HEADINGS = ("Priority, action, milestone", "Who", "Date", "Status", "Cost")
_WIDTHS = (40, 16, 8, 12, 8)  # characters
_STATUS, _COST = 3, 4
_SIGNS = {"milestone": "◇ ", "criterion": "★ "}
_ADDING = {"p": "priority", "a": "action", "m": "milestone", "c": "criterion"}
_ROLE = Qt.ItemDataRole.UserRole


class PlanTree(QTreeWidget):
    """P, A, M, C add a priority, an action, a milestone, a criterion; Enter adds one more of the
    same; E edits its words; S says how it stands, D moves its date; Alt+Up and Alt+Down move it,
    Ctrl+] and Ctrl+[ make it a smaller or a larger thing, Ctrl+D copies, Delete deletes."""

    chosen = Signal(object)  # the OutlineLine under the cursor, or None
    asked = Signal(str, object)  # what to do, with the line or None

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Outline of the plan")
        self.setAccessibleDescription(self.__doc__ or "")
        self.setHeaderLabels(list(HEADINGS))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self._lines: dict[str, QTreeWidgetItem] = {}
        self._shut: set[str] = set()
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._size()
        self.currentItemChanged.connect(lambda now, _was: self.chosen.emit(_line(now)))
        self.itemDoubleClicked.connect(lambda item, _n: self.asked.emit("edit", _line(item)))
        self.itemCollapsed.connect(lambda item: self._shut.add(_uid(item)))
        self.itemExpanded.connect(lambda item: self._shut.discard(_uid(item)))
        self._keys: Mapping[QKeySequence, str] = {
            QKeySequence("Alt+Up"): "up",
            QKeySequence("Alt+Down"): "down",
            QKeySequence("Ctrl+]"): "smaller",
            QKeySequence("Ctrl+["): "larger",
            QKeySequence("Ctrl+D"): "duplicate",
            QKeySequence("Delete"): "delete",
            QKeySequence("Ctrl+V"): "paste",
            QKeySequence("F2"): "edit",
        }

    def show_lines(
        self,
        lines: tuple[OutlineLine, ...],
        today: date,
        money: Callable[[OutlineLine], str],
        chosen: str = "",
    ) -> None:
        """Show these lines; the cursor stays on its line, or goes to the line `chosen`."""
        held = chosen or self.current_uid()
        scroll = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        self._lines = {}
        self._fill(lines, today, money)
        for uid, item in self._lines.items():
            item.setExpanded(uid not in self._shut)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scroll)
        self.select(held if held in self._lines else next(iter(self._lines), ""))

    def _fill(
        self, lines: tuple[OutlineLine, ...], today: date, money: Callable[[OutlineLine], str]
    ) -> None:
        bold = theme.current().font(bold=True)
        above: list[QTreeWidgetItem] = []
        tops: list[QTreeWidgetItem] = []
        for line in lines:
            item = QTreeWidgetItem(_cells(line, today, money(line)))
            item.setData(0, _ROLE, line)
            item.setTextAlignment(
                _COST, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            item.setToolTip(0, line.words)
            kind = LEVEL_WORDS[line.level]
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{kind}: {line.words}")
            if line.status:
                item.setIcon(_STATUS, shape_icon(SHOWN[line.status]))
            if line.level == "priority":
                item.setFont(0, bold)
            del above[line.depth :]
            if above:
                above[-1].addChild(item)
            else:
                tops.append(item)
            above.append(item)
            self._lines[line.uid] = item
        self.addTopLevelItems(tops)

    def select(self, uid: str) -> None:
        """Put the cursor on a line, if it is there."""
        item = self._lines.get(uid)
        if item is not None and item is not self.currentItem():
            self.setCurrentItem(item)
        elif item is not None:
            self.chosen.emit(_line(item))
        elif not self._lines:
            self.chosen.emit(None)

    def current_uid(self) -> str:
        return _uid(self.currentItem())

    def current_line(self) -> OutlineLine | None:
        return _line(self.currentItem())

    def narrow(self, fits: Callable[[OutlineLine], bool]) -> int:
        """Show only lines that fit and what they stand under; returns how many fit."""
        shown = 0
        for item in self._lines.values():
            item.setHidden(True)
        for item in self._lines.values():
            line = _line(item)
            if line is not None and fits(line):
                shown += 1
                above: QTreeWidgetItem | None = item
                while above is not None:
                    above.setHidden(False)
                    above = above.parent()
        return shown

    def _size(self) -> None:
        look = theme.current()
        self.setFont(look.font(tabular=True))
        self.setIndentation(look.px(20))
        wide = self.fontMetrics().averageCharWidth()
        for number, width in enumerate(_WIDTHS[1:], start=1):
            self.setColumnWidth(number, width * wide + 2 * theme.GAP)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current_line()
        pressed = QKeySequence(event.keyCombination())
        what = self._keys.get(pressed, "")
        key = event.text().lower()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not what and plain:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                what = "more"
            elif key in _ADDING:
                what = f"add {_ADDING[key]}"
            else:
                what = {"e": "edit", "s": "judge", "d": "date"}.get(key, "")
        if what:
            self.asked.emit(what, line)
        else:
            super().keyPressEvent(event)


def _cells(line: OutlineLine, today: date, cost: str) -> list[str]:
    words = line.words.split("\n", 1)[0] or "(no words yet)"
    return [
        f"{_SIGNS.get(line.level, '')}{words}",
        line.lead or line.party,
        _short(line.due, today) if line.due else "",
        line.status_words,
        cost,
    ]


def _short(day: date, today: date) -> str:
    """ "6 Nov", with the year where it is another school year's."""
    near = abs((day - today).days) < 300
    return f"{day.day} {day:%b}" if near else f"{day.day} {day:%b %Y}"


def _line(item: QTreeWidgetItem | None) -> OutlineLine | None:
    found = item.data(0, _ROLE) if item is not None else None
    return found if isinstance(found, OutlineLine) else None


def _uid(item: QTreeWidgetItem | None) -> str:
    line = _line(item)
    return line.uid if line is not None else ""
