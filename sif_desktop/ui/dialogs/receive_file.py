"""What a file would change, shown before anything is; then what it did, and how to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sif_desktop.ui.dialogs.sheet import WorkLine, column, set_up, sheet
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import Card, KeyValues
from sif_desktop.ui.widgets.text import Label, Paragraph, quiet, section

if TYPE_CHECKING:
    from sif_desktop.services.received_rows import ReceivedRow, RecordsRow

_MOST = 12  # schools named one by one


@dataclass(frozen=True, slots=True)
class Wording:
    """How it is said for a file, or for what came without one."""

    before: str
    after: str
    verb: str
    working: str
    note: str
    receipt: bool = False  # whether whoever sent it may be told what is held now
    undo: bool = True  # whether it may be taken back
    new: str = "New changes"


FILE = Wording(
    before="A file from {}",
    after="Received from {}",
    verb="Take it in",
    working="Taking it in",
    note="A backup is made first. Nothing is changed until you take it in.",
    receipt=True,
)
FILE_AT_OFFICE = replace(
    FILE,
    note="Nothing is changed until you take it in. In the office store that cannot be undone.",
    undo=False,
)


class ReceiveDialog(QDialog):
    """`wanted` when the officer says to take it in; afterwards `decide`, `glance`,
    `undo` or `receipt`."""

    wanted = Signal()
    decide = Signal()
    glance = Signal()
    undo = Signal()
    receipt = Signal()

    def __init__(
        self,
        parent: QWidget,
        name: str,
        row: ReceivedRow,
        *,
        done: bool = False,
        words: Wording = FILE,
        facts: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`facts` are said first of all; of a file, when it was written."""
        super().__init__(parent)
        title = (words.after if done else words.before).format(row.sender)
        set_up(self, title, 640, 600)
        self.row, self._words = row, words
        self.work = WorkLine()
        shown = _parts(row, [*(facts or [_written(row)]), (words.new, _count(row.new))], done=done)
        parts = [Label(title, "title", wrap=True), quiet(name), *shown]
        if not done:
            parts.append(quiet(words.note))
        self.take = Button(words.verb, self._on_take, look="primary", icon="import")
        buttons: list[QWidget]
        if done:
            buttons = []
            if words.undo and (row.new or words.receipt):
                buttons.append(Button("Undo this receive", self._on_undo, icon="undo"))
            if row.known and row.new and words.receipt:
                buttons.append(Button("Write a receipt", self._on_receipt))
            if row.merged:
                buttons.append(Button(f"Glance at {row.merged:,}", self._on_glance))
            if row.conflicts:
                buttons.append(Button(f"Decide {row.conflicts} now", self._on_decide))
            buttons.append(Button("Close", self.accept, look="primary"))
        else:
            buttons = [Button("Cancel", self.reject), self.take]
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(sheet(column(parts), buttons, self.work))
        buttons[-1].setFocus()

    def watch(self, job: Job) -> None:
        self.work.watch(job, self._words.working)

    def fail(self) -> None:
        """It was not taken in; it may be tried again."""
        self.work.say("")
        self.take.setEnabled(True)

    def _on_take(self) -> None:
        self.take.setEnabled(False)
        self.wanted.emit()

    def _on_decide(self) -> None:
        self.accept()
        self.decide.emit()

    def _on_glance(self) -> None:
        self.accept()
        self.glance.emit()

    def _on_receipt(self) -> None:
        self.accept()
        self.receipt.emit()

    def _on_undo(self) -> None:
        self.accept()
        self.undo.emit()


def _written(row: ReceivedRow) -> tuple[str, str]:
    at = datetime.fromisoformat(row.created).astimezone()
    return "Written", f"{at.day} {at:%B %Y, %H:%M}"


def _parts(row: ReceivedRow, first: Sequence[tuple[str, str]], *, done: bool) -> list[QWidget]:
    facts = [
        *first,
        ("Here already", f"{row.already:,}" if row.already else ""),
        ("Attached files", f"{row.files:,}" if row.files else ""),
        ("To decide", _questions(row)),
        ("Schools", _schools(row.schools)),
    ]
    parts: list[QWidget] = [KeyValues(facts)]
    if not row.known:
        parts.append(Label("The sender’s card is not among yours.", "warn", wrap=True))
    together = "Texts put together, to glance at" if done else "Texts it would put together"
    told = (("Missing parts", row.missing), ("To note", row.warnings), (together, row.merged_texts))
    for title, lines in told:
        if lines:
            card = Card(title)
            for line in lines:
                card.body.addWidget(Paragraph(line))
            parts.append(card)
    if row.records:
        parts.append(section("Records" if done else "Records it would bring or change"))
        parts.append(KeyValues((one.title, _how_many(one)) for one in row.records))
    elif done:
        parts.append(quiet("Everything was here already."))
    return parts


def _count(many: int) -> str:
    return f"{many:,}" if many else "None"


def _how_many(one: RecordsRow) -> str:
    parts = (f"{one.new:,} new" if one.new else "", f"{one.changed:,} changed" * bool(one.changed))
    return ", ".join(filter(None, parts))


def _questions(row: ReceivedRow) -> str:
    if not row.conflicts:
        return "Nothing"
    many = "fields" if row.conflicts != 1 else "field"
    mine = f"{row.for_me:,} for you" if row.for_me else "none for you"
    return f"{row.conflicts:,} {many} changed by two people, {mine}; both versions are kept"


def _schools(names: Sequence[str]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more:,} more" if more > 0 else "")
