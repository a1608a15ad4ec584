"""Where a school stands, what the rules propose and why, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.services.category_lines import (
    CategoryView,
    JudgementLine,
    Line,
    ProposalView,
    StageLine,
    WatchLine,
)
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import Card, KeyValues
from sif_desktop.ui.widgets.marks import StatusMark
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet, section

_LONGEST = 8  # lines of what is open before the rest is counted


class ProposalPanel(QScrollArea):
    """Built anew for every view; `stage_wanted`, `letter_wanted` and `drop_wanted` name the
    decision."""

    letter_wanted = Signal(str)
    drop_wanted = Signal(str)
    extension_wanted = Signal()
    draft_wanted = Signal()
    discard_wanted = Signal()
    stage_wanted = Signal(str, object)  # decision, StageLine

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Proposal and decisions")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.letter: Button | None = None
        self.words = ""  # all that it says, for those who have it read out

    def show_view(self, view: CategoryView) -> None:
        at = self.verticalScrollBar().value()
        column = QWidget()
        column.setProperty("look", "column")
        self._lines = QVBoxLayout(column)
        self._lines.setContentsMargins(0, 0, theme.GROUP, theme.GROUP)
        self._lines.setSpacing(theme.GAP)
        self.letter = None
        self._add_present(view)
        if view.proposal is not None:
            self._add_proposal(view.proposal)
        self._add_history(view)
        self._lines.addStretch(1)
        self.setWidget(column)
        self.words = "\n".join(label.accessibleName() for label in column.findChildren(Paragraph))
        self.verticalScrollBar().setValue(at)

    def _add_present(self, view: CategoryView) -> None:
        since = f" since {long_date(view.since)}" if view.since else ""
        self._lines.addWidget(section("Present category"))
        self._lines.addWidget(Paragraph(f"{view.present_label or 'None yet'}{since}"))
        if view.exit_by:
            day = long_date(view.exit_by)
            late = view.exit_passed
            words = f"Was to have left it by {day}" if late else f"To have left it by {day}"
            self._lines.addWidget(StatusMark(Status.OVERDUE if late else Status.WAITING, words))
            if view.extended:
                self._lines.addWidget(Paragraph(f"Longer than it has by rule: {view.extended}"))
            longer = Button("Give it longer…", self.extension_wanted.emit, look="link")
            self._lines.addWidget(longer, 0, Qt.AlignmentFlag.AlignLeft)
        for watch in view.watches:
            mark = Status.OVERDUE if watch.passed else Status.WAITING
            said = f"{watch.months} months on {long_date(watch.day)}"
            self._lines.addWidget(StatusMark(mark, said))
            self._lines.addWidget(Paragraph(_watch_words(watch)))

    def _add_proposal(self, found: ProposalView) -> None:
        self._lines.addWidget(section("The rules propose"))
        self._lines.addWidget(Label(found.label or "Nothing yet", "title", wrap=True))
        counted = ", ".join(f"{count} {label.lower()}" for label, count in found.counts)
        self._lines.addWidget(caption(f"{counted}. A proposal only: the officer decides."))
        self._add_lines("Because", found.because)
        self._add_lines("", found.notes)
        self._add_lines("What stands in the way", found.shut)
        self._add_lines("Open, and could lead to something more serious", found.open)
        self._add_texts("One change alone would lead to", found.would_change)

    def _add_lines(self, title: str, lines: tuple[Line, ...]) -> None:
        self._add_texts(title, [_words(line) for line in lines])

    def _add_texts(self, title: str, texts: Iterable[str]) -> None:
        texts = list(texts)
        if not texts:
            return
        if title:
            self._lines.addWidget(Label(title, "quiet", wrap=True))
        shown = texts[:_LONGEST]
        if len(texts) > _LONGEST:
            shown.append(f"and {len(texts) - _LONGEST} more")
        self._lines.addWidget(Paragraph("\n".join(f"· {text}" for text in shown)))

    def _add_history(self, view: CategoryView) -> None:
        self._lines.addWidget(section("Decisions"))
        if view.draft is not None:
            self._lines.addWidget(self._draft(view))
        elif not view.history:
            self._lines.addWidget(quiet("None yet."))
        for number, made in enumerate(view.history):
            self._lines.addWidget(self._card(made, view if number == 0 else None))

    def _draft(self, view: CategoryView) -> Card:
        """The decision that was begun and is not made."""
        assert view.draft is not None, "asked only where there is one"
        card = Card("A decision is begun")
        kept = f"Kept on {long_date(view.draft.on.isoformat())} by {view.draft_by}"
        card.body.addWidget(StatusMark(Status.WAITING, "Not in force"))
        card.body.addWidget(Paragraph(kept))
        card.body.addWidget(Button("Go on with it", self.draft_wanted.emit))
        card.body.addWidget(Button("Throw it away", self.discard_wanted.emit, look="link"))
        return card

    def _add_letter(self, card: Card, made: JudgementLine, view: CategoryView) -> None:
        """How the letter about the latest decision stands, and what can be done about it."""
        if view.letter == "waiting":
            card.body.addWidget(StatusMark(Status.WAITING, "Letter waiting"))
        if view.letter_dropped:
            card.body.addWidget(Paragraph(f"No letter: {view.letter_dropped}"))
        self.letter = Button("Write the letter", lambda: self.letter_wanted.emit(made.uid))
        card.body.addWidget(self.letter)
        if view.letter == "waiting":
            drop = Button("Drop the letter…", lambda: self.drop_wanted.emit(made.uid), look="link")
            card.body.addWidget(drop)

    def _card(self, made: JudgementLine, latest: CategoryView | None) -> Card:
        """A decision; `latest` is the view where it is the newest."""
        card = Card(f"{made.label}, {long_date(made.decided_on)}")
        card.body.addWidget(KeyValues(_facts(made)))
        for stage in made.stages:
            if words := _stage(stage):
                card.body.addWidget(Paragraph(f"{stage.title}: {words}"))
            if not stage.passed_on:
                date_it = Button(f"Date: {stage.title}", look="link")
                date_it.clicked.connect(
                    lambda _=False, s=stage: self.stage_wanted.emit(made.uid, s)
                )
                card.body.addWidget(date_it)
        if latest is not None and latest.letters:
            self._add_letter(card, made, latest)
        return card


def _watch_words(watch: WatchLine) -> str:
    """What the time in the category counts towards."""
    where = f" ({watch.paragraph})" if watch.paragraph else ""
    return f"So long in this category counts towards {watch.label}{where}"


def _words(line: Line) -> str:
    text = f"{line.text.removesuffix('.')}: {line.stands}" if line.stands else line.text
    return text + (f" ({line.paragraph})" if line.paragraph else "")


def _facts(made: JudgementLine) -> list[tuple[str, str]]:
    otherwise = made.proposed if made.proposed != made.label else ""
    return [
        ("By", made.decided_by),
        ("Reasons", made.reasons),
        ("Rules proposed", otherwise),
        ("Capacity", ": ".join(filter(None, (made.capacity, made.capacity_why)))),
        ("School’s view", made.school_view),
        ("Its evidence", made.school_evidence),
        ("Gate passed", made.gate_overruled),
        ("To leave by", long_date(made.exit_by) if made.exit_by else ""),
        ("Rulebook", made.rulebook),
    ]


def _stage(stage: StageLine) -> str:
    if stage.passed_on:
        return ", ".join(filter(None, (long_date(stage.passed_on), stage.who)))
    return f"not passed: {stage.skipped}" if stage.skipped else ""
