"""One question to decide: the earlier text, each version by whom and when, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.word_diff import differing
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.sheet import flow
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import Card
from sif_desktop.ui.widgets.own_version import OwnVersion
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet, section

if TYPE_CHECKING:
    from sif_desktop.services.conflicts import VersionRow
    from sif_desktop.services.deciding import Asked

_EMPTY = "Nothing"
_NARROWEST = 260  # px at 100 %, of one version beside another
_Way = QBoxLayout.Direction


class MarkedText(QLabel):
    """Words to compare: those that differ are bold and underlined on a tint, never tint alone."""

    def __init__(self, before: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        pieces = differing(before, text)
        self.marked = tuple(words for words, differs in pieces if differs)
        look = theme.current()
        tint, ink = look.colour("selection").name(), look.colour("selection_text").name()
        body = "".join(
            f'<span style="background:{tint};color:{ink}"><b><u>{_html(words)}</u></b></span>'
            if differs
            else _html(words)
            for words, differs in pieces
        )
        quietly = f'<span style="color:{look.colour("text_quiet").name()}">{_EMPTY}</span>'
        self.setText(f'<p style="line-height:145%; margin:0">{body or quietly}</p>')
        differs_in = f" (differs: {'; '.join(self.marked)})" if self.marked else ""
        self.setAccessibleName(f"{text or _EMPTY}{differs_in}")


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


# What undo can and cannot do here is said before the answer is given.
_UNDO = (
    "Undo puts back what is shown now, and the question stays answered; every version is in the "
    "record’s history."
)
_KEPT = "Keeping the record cannot be undone; who thinks again deletes it as ever."


class Abreast(QWidget):
    """Things beside each other with equal shares, or below each other where that is too narrow."""

    def __init__(self, things: Sequence[QWidget]) -> None:
        super().__init__()
        self._many = len(things)
        self._line = QBoxLayout(_Way.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.GAP)
        for thing in things:
            self._line.addWidget(thing, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._many * theme.current().px(_NARROWEST)
        self._line.setDirection(_Way.TopToBottom if narrow else _Way.LeftToRight)


class VersionsCard(QWidget):
    """Emits `used` (a version, from 0), `both`, `kept`, `deleted`, `looked`, `opened`, `written`,
    or `left` when the officer gives up writing."""

    used = Signal(int)
    both = Signal()
    kept = Signal()
    deleted = Signal()
    looked = Signal()
    opened = Signal()
    written = Signal(object)  # a text or a key for each field
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The question")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.GAP, 0)
        self._column.setSpacing(theme.GROUP)
        self.asked: Asked | None = None
        self.glance = False
        self.own: OwnVersion | None = None

    @property
    def fields(self) -> list[QWidget]:
        return self.own.fields if self.own is not None else []

    def show_question(self, asked: Asked | None, *, glance: bool = False) -> None:
        """The same question again changes nothing, so that what is being typed stays."""
        if asked is not None and (asked, glance) == (self.asked, self.glance):
            return
        self.asked, self.glance, self.own = asked, glance, None
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if asked is None:
            return
        parts = [self._head(asked), *self._earlier(asked)]
        versions = enumerate(asked.conflict.versions)
        parts.append(Abreast([self._version(asked, n, version) for n, version in versions]))
        parts.append(self._answers(asked))
        if not glance:
            parts.append(caption(_KEPT if asked.deletion else _UNDO))
        for part in parts:
            self._column.addWidget(part)
        if asked.conflict.own and not glance:
            self.own = OwnVersion(asked.conflict.own)
            self.own.written.connect(self.written)
            self.own.given_up.connect(self.left)
            self._column.addWidget(self.own)
        self._column.addStretch(1)

    def write_own(self) -> None:
        """Open the fields for one's own version, begun from the one on show."""
        if self.own is not None:
            self.own.begin()
            QTimer.singleShot(0, self.own, self._into_sight)

    def _into_sight(self) -> None:
        view = self.parentWidget()
        area = view.parentWidget() if view is not None else None
        if isinstance(area, QScrollArea) and self.own is not None:
            area.ensureWidgetVisible(self.own)
            area.ensureWidgetVisible(self.own.fields[0], 0, 2 * theme.MARGIN)

    def _head(self, asked: Asked) -> QWidget:
        holder = QFrame()
        column = _inside(holder)
        row = asked.conflict
        column.addWidget(caption(row.school or "The team’s lists"))
        column.addWidget(Label(row.record, "lead", wrap=True))
        column.addWidget(Label(_question(asked, glance=self.glance), "strong", wrap=True))
        if asked.decider and not self.glance:
            column.addWidget(quiet(f"Suggested to decide: {asked.decider}"))
        return holder

    def _earlier(self, asked: Asked) -> list[QWidget]:
        """What both began from; of a merged text how it reads now; what holds a deleted record."""
        row = asked.conflict
        if asked.deletion:
            if not row.owned:
                return []
            return [_part("It still holds", [Paragraph("\n".join(row.owned))])]
        if self.glance:
            return [_part("It now reads", _texts(row.labels, row.before, row.now))]
        return [_part("Both began from", _texts(row.labels, row.before, row.before))]

    def _version(self, asked: Asked, number: int, version: VersionRow) -> Card:
        card = Card()
        card.setAccessibleName(f"Version {number + 1} by {version.who}")
        at = version.at.astimezone()
        numbered = not asked.deletion and not self.glance
        who = f"{number + 1}  {version.who}" if numbered else version.who
        card.body.addWidget(Label(who, "strong", wrap=True))
        card.body.addWidget(caption(f"{at.day} {at:%B %Y, %H:%M}"))
        if asked.deletion:
            card.body.addWidget(Paragraph(version.did))
        else:
            for part in _texts(asked.conflict.labels, asked.conflict.before, version.texts):
                card.body.addWidget(part)
        card.body.addStretch(1)
        if numbered:
            button = Button(f"Use this  ({number + 1})", lambda: self.used.emit(number))
            button.setAccessibleName(f"Use version {number + 1} of {version.who}")
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            card.body.addLayout(line)
        return card

    def _answers(self, asked: Asked) -> QWidget:
        buttons: list[Button] = []
        if self.glance:
            buttons.append(Button("It reads well  (T)", self.looked.emit))
        elif asked.deletion:
            buttons.append(Button("Keep the record  (K)", self.kept.emit))
            buttons.append(Button("Delete it anyway  (D)", self.deleted.emit))
        else:
            if asked.both:
                buttons.append(Button("Keep both  (B)", self.both.emit))
            if asked.conflict.own:
                buttons.append(Button("Write my own  (W)", self.write_own))
        if asked.conflict.page is not None:
            buttons.append(Button("Open the record  (O)", self.opened.emit, look="link"))
        return flow(*buttons)


def _question(asked: Asked, *, glance: bool) -> str:
    """What there is to decide, in a sentence."""
    if glance:
        order = asked.conflict.kind == "order"
        what = "in which order the additions stand" if order else "whether it reads well"
        return f"{asked.field}: put together from both versions. Look {what}."
    if not asked.deletion:
        return f"{asked.field}: changed by two people apart"
    versions = asked.conflict.versions
    by = dict.fromkeys(version.who for version in versions if version.deleted)
    others = dict.fromkeys(version.who for version in versions if not version.deleted)
    if not others:
        return f"Deleted by {' and '.join(by)}, while something in it is new"
    return f"Deleted by {' and '.join(by)}; changed by {' and '.join(others)} apart from that"


def _part(title: str, inside: Sequence[QWidget]) -> QWidget:
    holder = QFrame()
    column = _inside(holder)
    column.addWidget(section(title))
    for widget in inside:
        column.addWidget(widget)
    return holder


def _texts(labels: Sequence[str], before: Sequence[str], texts: Sequence[str]) -> list[QWidget]:
    """Each field's words, under its label where there are several."""
    found: list[QWidget] = []
    for label, was, text in zip(labels, before, texts, strict=True):
        if len(labels) > 1:
            found.append(caption(label))
        found.append(MarkedText(was, text))
    return found


def _inside(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.HALF)
    return column
