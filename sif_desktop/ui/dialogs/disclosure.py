"""A disclosure bundle: which period, what becomes of each document, why the rest is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.disclosure import Outcome
from sif_desktop.domain.errors import Cancelled
from sif_desktop.services.disclosure import Decision, DisclosureChoice
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.read_pdf import ReadDialog
from sif_desktop.ui.dialogs.save_issue_log import period_fields, school_combo
from sif_desktop.ui.dialogs.sheet import WorkLine, column, flow, set_up, sheet
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.reason_choice import ReasonChoice
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label, caption, quiet, section

OUTCOMES = {
    Outcome.FULL: "Disclose the school copy",
    Outcome.PART: "Disclose the redacted copy",
    Outcome.WITHHELD: "Withhold",
}
TITLE = "Make a disclosure bundle"


class DisclosureDialog(QDialog):
    """First the period, then the decisions; the bundle is one file with its own log."""

    def __init__(
        self, context: AppContext, parent: QWidget, schools: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.plan: Any = None
        self.decisions: dict[str, Decision] = {}
        self.kinds: dict[str, ReasonChoice] = {}
        self._job: Any = None
        self.page: ReadDialog | None = None
        set_up(self, TITLE, 900, 680)
        self.school = school_combo(schools)
        self.since, self.until = period_fields(context.today())
        self.reference = QLineEdit()
        self.line = WorkLine()
        self.steps = QStackedWidget()
        self.steps.addWidget(self._asking())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.steps)
        self.school.setFocus()

    # Which period --------------------------------------------------------------------------------

    def _asking(self) -> QWidget:
        fields = QWidget()
        form = QFormLayout(fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.GROUP)
        form.setVerticalSpacing(theme.GAP + 2)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.reference.setPlaceholderText("The number of the request; no name of a person")
        named: tuple[tuple[str, QWidget], ...] = (
            ("School", self.school),
            ("Issued from", self.since),
            ("Issued until", self.until),
            ("Reference of the request", self.reference),
        )
        for name, field in named:
            field.setAccessibleName(name)
            label = Label(name, "quiet")
            label.setBuddy(field)
            form.addRow(label, field)
        self.look = Button("See what was issued", self.look_up, look="primary")
        self.look.setDefault(True)
        words = (
            "For a request under the Freedom of Information Act or for one’s own data. You see "
            "every document issued in the period and decide what becomes of it. Jottings, "
            "restricted records and drafts are counted and never enclosed."
        )
        parts = [Label(TITLE, "title", wrap=True), quiet(words), fields]
        return sheet(column(parts), [Button("Cancel", self.reject), self.look])

    def look_up(self) -> None:
        """Read what the period holds and ask what becomes of it."""
        since, until = self.since.value(), self.until.value()
        if since is None or until is None:
            (self.since if since is None else self.until).setFocus()
            return
        disclosure, school = self._context.services.disclosure, self.school.currentData()
        self._context.jobs.run(self, lambda: disclosure.plan(school, since, until), self._show_plan)

    # The decisions -------------------------------------------------------------------------------

    def _show_plan(self, plan: Any) -> None:
        self.plan = plan
        self.decisions = {found.version.uid: _proposed(found) for found in plan.found}
        if (old := self.steps.widget(1)) is not None:
            self.steps.removeWidget(old)
            old.deleteLater()
        self.steps.addWidget(self._deciding(plan))
        self.steps.setCurrentIndex(1)
        self._tell()
        self.table.setFocus()

    def _deciding(self, plan: Any) -> QWidget:
        self.model = RowsModel(self._columns(), key=lambda found: found.version.uid)
        keys = {
            "d": lambda: self.decide(Outcome.FULL),
            "r": lambda: self.decide(Outcome.PART),
            "w": lambda: self.decide(Outcome.WITHHELD),
        }
        self.table = TableView("Documents issued in the period", self.model, keys=keys)
        self.table.setMinimumHeight(theme.current().px(160))
        self.model.set_rows(plan.found)
        self.outcomes = {
            outcome: Button(words, lambda o=outcome: self.decide(o))  # type: ignore[misc]
            for outcome, words in OUTCOMES.items()
        }
        self.reason = ReasonChoice("Why the documents selected are withheld")
        self.reason.changed.connect(self._on_reason)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        day = f"{long_date(plan.since.isoformat())} to {long_date(plan.until.isoformat())}"
        parts: list[QWidget] = [
            Label(TITLE, "title", wrap=True),
            quiet(f"{plan.about} · issued {day}"),
            section("Documents"),
            *self._documents(plan),
            *self._records(plan),
        ]
        self.read_log = Button("Read the log", self._read_log, icon="show")
        self.verb = Button("Make the bundle…", self._ask_file, look="primary")
        back = Button("Back", lambda: self.steps.setCurrentIndex(0))
        self.cancel = Button("Cancel", self.reject)
        self._choices = column(parts)
        if plan.found:
            self.table.select_key(plan.found[0].version.uid)
        return sheet(self._choices, [self.read_log, back, self.cancel, self.verb], self.line)

    def _documents(self, plan: Any) -> list[QWidget]:
        if not plan.found:
            self.table.hide()
            return [quiet("No document was issued in this period.")]
        words = caption(
            "For those selected: D discloses the school copy, R the redacted copy, W withholds."
        )
        return [self.table, words, flow(*self.outcomes.values()), self.reason]

    def _records(self, plan: Any) -> list[QWidget]:
        """Why what is never enclosed is withheld: one reason for each kind."""
        self.kinds = {}
        if not plan.kinds:
            return []
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnStretch(1, 1)
        for row, kind in enumerate(plan.kinds):
            choice = self.kinds[kind.code] = ReasonChoice(f"Why withheld: {kind.label}")
            choice.changed.connect(self._tell)
            grid.addWidget(Label(f"{kind.label}: {kind.count:,}"), row, 0)
            grid.addWidget(choice, row, 1)
        return [section("Records that are withheld"), holder]

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("title", "Document", _named, 32),
            Column("school", "School", lambda f: f.row.provider or "All schools", 20),
            Column("issued", "Issued", lambda f: _day(f.version.issued_on), 12,
                   sort=lambda f: f.version.issued_on),
            Column("outcome", "What becomes of it", self._outcome, 31),
        )  # fmt: skip

    def _outcome(self, found: Any) -> str:
        decision = self.decisions[found.version.uid]
        if decision.outcome is Outcome.WITHHELD:
            return f"Withhold: {decision.reason.label if decision.reason else 'reason missing'}"
        return OUTCOMES[decision.outcome]

    def decide(self, outcome: Outcome) -> None:
        """What becomes of the documents selected; without a redacted copy none is disclosed so."""
        reason = self.reason.value() if outcome is Outcome.WITHHELD else None
        for found in self.table.selected_rows():
            if outcome is not Outcome.PART or found.redacted:
                self.decisions[found.version.uid] = Decision(outcome, reason)
        self._redraw()
        if outcome is Outcome.WITHHELD and reason is None:
            self.reason.setFocus()

    def _on_reason(self) -> None:
        reason = self.reason.value()
        for found in self.table.selected_rows():
            uid = found.version.uid
            if self.decisions[uid].outcome is Outcome.WITHHELD:
                self.decisions[uid] = Decision(Outcome.WITHHELD, reason)
        self._redraw()

    def _redraw(self) -> None:
        self.table.viewport().update()
        self._on_selected()
        self._tell()

    def _on_selected(self) -> None:
        selected = self.table.selected_rows()
        for button in self.outcomes.values():
            button.setEnabled(bool(selected))
        self.outcomes[Outcome.PART].setEnabled(any(found.redacted for found in selected))
        withheld = [
            self.decisions[found.version.uid]
            for found in selected
            if self.decisions[found.version.uid].outcome is Outcome.WITHHELD
        ]
        self.reason.setVisible(bool(withheld))
        if withheld and withheld[0].reason != self.reason.value() and not self.reason.hasFocus():
            self.reason.set_value(withheld[0].reason)

    def choice(self) -> DisclosureChoice:
        reasons = {code: choice.value() for code, choice in self.kinds.items()}
        return DisclosureChoice(
            dict(self.decisions),
            {code: reason for code, reason in reasons.items() if reason is not None},
            self.reference.text(),
        )

    def missing(self) -> int:
        """How many reasons are still to be given."""
        choice = self.choice()
        bare = sum(
            1
            for decision in choice.documents.values()
            if decision.outcome is Outcome.WITHHELD and decision.reason is None
        )
        return bare + len(self.kinds) - len(choice.kinds)

    def _tell(self) -> None:
        missing = self.missing()
        given = sum(1 for d in self.decisions.values() if d.outcome is not Outcome.WITHHELD)
        said = f"{given} of {len(self.decisions)} documents disclosed"
        if missing:
            said += f"; {missing} reason{' is' if missing == 1 else 's are'} missing"
        self.line.say(said)
        self.verb.setEnabled(not missing)
        self.read_log.setEnabled(not missing)

    # Making --------------------------------------------------------------------------------------

    def _read_log(self) -> None:
        disclosure, plan, choice = self._context.services.disclosure, self.plan, self.choice()
        make = lambda: disclosure.document(plan, choice).pdf  # noqa: E731
        self.page = ReadDialog(self._context, self, "Disclosure log", make)
        self.page.open()

    def _ask_file(self) -> None:
        name = self._context.services.disclosure.file_name(self.plan, self.reference.text())
        path, _ = QFileDialog.getSaveFileName(
            self, "Where to save the bundle", name, "Zip archive (*.zip)"
        )
        if path:
            self.make(Path(path))

    def make(self, path: Path) -> None:
        """Write the bundle and keep its log."""
        disclosure, plan, choice = self._context.services.disclosure, self.plan, self.choice()
        self._choices.setEnabled(False)
        self.verb.setEnabled(False)
        self._job = self._context.jobs.run_long(
            self,
            "Making the bundle",
            lambda progress, cancelled: disclosure.make(plan, choice, path, progress, cancelled),
            self._made,
            self._failed,
        )
        self.line.watch(self._job, "Making the bundle")

    def _made(self, made: Any) -> None:
        self._job = None
        context = self._context
        self.accept()
        words = f"{made.path.name} holds {made.files} files. Its log is among the documents."
        context.announce(made.changes, words, undoable=False)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._choices.setEnabled(True)
        self._tell()
        if isinstance(error, Cancelled):
            self.line.say("Stopped. Nothing was written.")
        else:
            messages.report_failure(self, error)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.line.say("Stopping…")
            return
        super().reject()


def _proposed(found: Any) -> Decision:
    """The redacted copy where there is one; a reason to withhold is the officer's to give."""
    return Decision(Outcome.PART if found.redacted else Outcome.FULL)


def _named(found: Any) -> str:
    return f"{found.row.title}, version {found.version.number}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%b %Y}"
