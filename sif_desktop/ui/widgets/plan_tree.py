"""The outline of a plan as a tree worked by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence
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
    same; E edits its words; S says how it stands, D moves its date, F says what it follows; Alt+Up
    and Alt+Down move it, Ctrl+] and Ctrl+[ make it a smaller or a larger thing, Ctrl+D copies,
    Delete deletes."""

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
        if [line.uid for line in lines] == list(self._lines) and self._same_shape(lines):
            self._update(lines, today, money)
            self._select_or_tell(held)
            return
        scroll = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        self._lines = {}
        self._fill(lines, today, money)
        self.expandAll()
        for uid in self._shut & self._lines.keys():
            self._lines[uid].setExpanded(False)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scroll)
        self._select_or_tell(held if held in self._lines else next(iter(self._lines), ""))

    def _fill(
        self, lines: tuple[OutlineLine, ...], today: date, money: Callable[[OutlineLine], str]
    ) -> None:
        bold, icons = theme.current().font(bold=True), _icons()
        above: list[QTreeWidgetItem] = []
        tops: list[QTreeWidgetItem] = []
        for line in lines:
            item = QTreeWidgetItem()
            _show(item, line, _cells(line, today, money(line)), icons)
            item.setTextAlignment(
                _COST, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
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

    def _same_shape(self, lines: tuple[OutlineLine, ...]) -> bool:
        """Whether every line still stands where it stood."""
        held = (_line(item) for item in self._lines.values())
        return all(
            was is not None and (was.depth, was.level) == (line.depth, line.level)
            for was, line in zip(held, lines, strict=True)
        )

    def _update(
        self, lines: tuple[OutlineLine, ...], today: date, money: Callable[[OutlineLine], str]
    ) -> None:
        """Show what changed in lines that stand where they stood."""
        icons = _icons()
        for line, item in zip(lines, self._lines.values(), strict=True):
            if _line(item) != line:
                _show(item, line, _cells(line, today, money(line)), icons)

    def select(self, uid: str) -> None:
        """Put the cursor on a line, if it is there."""
        item = self._lines.get(uid)
        if item is not None and item is not self.currentItem():
            self.setCurrentItem(item)

    def _select_or_tell(self, uid: str) -> None:
        """The same; a cursor that stays is told of all the same, since its line may differ."""
        item = self._lines.get(uid)
        if item is None or item is self.currentItem():
            self.chosen.emit(_line(item))
        else:
            self.setCurrentItem(item)

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
                what = {"e": "edit", "s": "judge", "d": "date", "f": "follow"}.get(key, "")
        if what:
            self.asked.emit(what, line)
        else:
            super().keyPressEvent(event)


def _icons() -> dict[str, QIcon]:
    """The shapes in the colours of the look in force, drawn once for all lines."""
    return {code: shape_icon(status) for code, status in SHOWN.items()}


def _show(
    item: QTreeWidgetItem, line: OutlineLine, cells: list[str], icons: Mapping[str, QIcon]
) -> None:
    for column, words in enumerate(cells):
        item.setText(column, words)
    item.setData(0, _ROLE, line)
    item.setToolTip(0, line.words)
    kind = LEVEL_WORDS[line.level]
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{kind}: {line.words}")
    if line.status:
        item.setIcon(_STATUS, icons[line.status])


def _cells(line: OutlineLine, today: date, cost: str) -> list[str]:
    words = line.words.split("\n", 1)[0] or "(no words yet)"
    return [
        f"{_SIGNS.get(line.level, '')}{words}",
        line.lead or line.party,
        _short(line.due, today) if line.due else "",
        line.status_words,
        cost,
    ]


@cache
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
