"""The criteria of a category, strand by strand, judged by single keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.services.category_lines import HAND, NOBODY, PRESUMED, RECORD, CriterionLine
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.sheet import flow
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label

_BY = {HAND: "judged", RECORD: "from the record", PRESUMED: "presumed", NOBODY: ""}
_SHAPES = {"met": "✓", "not_met": "✗", "not_judged": "◌"}
_BLANK = (" ", "\x08", "\x7f")  # Space, Backspace, Delete
_YES_NO = {"m": "met", "n": "not_met"}


def _finding(row: CriterionLine) -> str:
    return f"{_SHAPES.get(row.value, '●')} {row.label}"


def _role(row: CriterionLine) -> str:
    """What nobody has judged stands back: whether met is good or bad differs by criterion."""
    return "text" if row.by in (HAND, RECORD) else "text_quiet"


def _evidence(row: CriterionLine) -> str:
    return " · ".join(filter(None, (row.link.words if row.link else "", row.evidence)))


class CriteriaTable(QWidget):
    """M met, N not met, or the digit of a scale's step; Space takes it back; E writes evidence, L
    links it to a record, O opens that."""

    judged = Signal(str, str)  # criterion, finding
    evidenced = Signal(str, str)  # criterion, words
    link_wanted = Signal(object)  # a CriterionLine
    link_opened = Signal(object)  # an EvidenceLink

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel(_COLUMNS, key=lambda row: row.id)
        self.table = _Table(self)
        self.told = Label("", "caption", wrap=True)
        self.evidence = _Evidence(self)
        self._about: CriterionLine | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        column.addWidget(self.evidence)
        self.link = Button("Link to a record…", self.ask_link)
        self.open = Button("", self.open_link, look="link")
        self.open.hide()
        column.addWidget(flow(self.link, self.open))
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(lambda _row: self.evidence.setFocus())
        self.evidence.editingFinished.connect(self.settle)

    def show_criteria(self, criteria: tuple[CriterionLine, ...]) -> None:
        """Show how they stand; the cursor and what is being typed stay."""
        self.model.set_rows(criteria)
        if self.table.current_row() is None and criteria:
            self.table.select_key(criteria[0].id)
        self._tell(self.table.current_row())

    def settle(self) -> None:
        """Hand over what was typed as evidence."""
        row, words = self._about, self.evidence.text().strip()
        if row is not None and self.evidence.isModified() and words != row.evidence:
            self.evidence.setModified(False)
            self.evidenced.emit(row.id, words)

    def ask_link(self) -> None:
        """Ask which record the current finding rests on."""
        row = self.table.current_row()
        if row is not None:
            self.settle()
            self.link_wanted.emit(row)

    def open_link(self) -> None:
        """Open the record the current finding rests on, if it does on one."""
        row = self.table.current_row()
        if row is not None and row.link is not None:
            self.link_opened.emit(row.link)

    def press(self, key: str) -> bool:
        """Judge the current criterion by `key`; false if the key means nothing for it."""
        row: CriterionLine | None = self.table.current_row()
        if row is not None and key in ("l", "o"):
            (self.ask_link if key == "l" else self.open_link)()
            return True
        value = _meant(row, key) if row is not None else ""
        if row is None or not value:
            return False
        self.judged.emit(row.id, value)
        return True

    def _tell(self, row: CriterionLine | None) -> None:
        if row is None:
            return
        if self._about is None or row.id != self._about.id or not self.evidence.isModified():
            self.settle()
            self.evidence.setText(row.evidence)
        self._about = row
        self.told.setText(_about(row))
        self.open.setVisible(row.link is not None)
        self.open.setText(f"Open: {row.link.words}" if row.link else "")


class _Table(TableView):
    def __init__(self, owner: CriteriaTable) -> None:
        super().__init__("Criteria", owner.model)
        self._owner = owner
        self.setAccessibleDescription(
            "M met, N not met, a digit for a step of the scale, Space not judged, E evidence, "
            "L link to a record, O open it"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().lower()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key == "e":
            self._owner.evidence.setFocus()
            self._owner.evidence.selectAll()
        elif not key or not self._owner.press(key):
            super().keyPressEvent(event)


class _Evidence(QLineEdit):
    """Enter keeps the words and goes back to the criteria; Escape takes them back."""

    def __init__(self, owner: CriteriaTable) -> None:
        super().__init__()
        self._owner = owner
        self.setAccessibleName("Evidence for this criterion")
        self.setPlaceholderText("Evidence: what was seen, and where it stands (E)")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.settle()
            self._owner.table.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.undo()
            self.setModified(False)
            self._owner.table.setFocus()
        else:
            super().keyPressEvent(event)


def _meant(row: CriterionLine, key: str) -> str:
    if key in _BLANK:
        return "not_judged"
    if not row.options:
        return _YES_NO.get(key, "")
    place = int(key) - 1 if key.isdigit() else -1
    return row.options[place][0] if 0 <= place < len(row.options) else ""


def _about(row: CriterionLine) -> str:
    """The whole of the criterion, what it may be, and who found what it is."""
    strand = f"{row.strand} (expected: {row.baseline})" if row.baseline else row.strand
    keys = [f"{number} {label}" for number, (_, label) in enumerate(row.options, start=1)]
    judged = f"Judged on {long_date(row.judged_on)} by {row.judged_by}" if row.judged_by else ""
    source = f"Rulebook: {row.paragraph}" if row.paragraph else ""
    parts = (strand, row.text, " · ".join(keys), judged, source)
    return ". ".join(part.rstrip(".") for part in parts if part)


_COLUMNS = (
    Column("strand", "Strand", lambda row: row.strand, 14),
    Column("criterion", "Criterion", lambda row: row.text, 38),
    Column("finding", "Finding", _finding, 11, role=_role),
    Column("by", "How", lambda row: _BY[row.by], 13, role=_role),
    Column("evidence", "Evidence", _evidence, 24),
    Column("paragraph", "Rulebook", lambda row: row.paragraph, 14, hidden=True),
)
