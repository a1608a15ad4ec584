"""Backups: those there are, a second place for them, restoring beside, the monthly rehearsal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from sif_desktop.ui import messages
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.restore_backup import RestoreDialog
from sif_desktop.ui.dialogs.sheet import flow
from sif_desktop.ui.page import Page
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label, caption, quiet

_SHOWN = 12
_KEPT = (
    "One is made first thing each day, each hour that something was changed, and before every "
    "import and upgrade. Hourly ones are kept for a day, then one a day for 10 days, one a week "
    "for 8 weeks and one a month for a year. Each is encrypted, and read back before it counts."
)
_OFFICE = (
    "The office store is backed up where the server is, for everybody, by whoever looks after it: "
    "ask them for what was there before. Your own caseload keeps its backups beside it."
)
_NONE = "None yet. The first is made by itself soon after the caseload is opened."
_NONE_PRACTICE = "None yet. Of the practice caseload one is made only by hand and before an import."
_NO_SECOND = (
    "A backup on the same drive does not help if the laptop is lost. Choose a folder on a stick or "
    "a share: the newest backup is carried there once a day while it is connected. It stays "
    "encrypted."
)


class BackupsPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Backups")
        self._context = context
        self.dialog: RestoreDialog | None = None
        if context.opened.address:
            self.add(quiet(_OFFICE))
            self.content.addStretch(1)
        else:
            self._build()

    def _build(self) -> None:
        self.set_primary("Make a backup now", self.make)
        self.add(quiet(_KEPT))
        self._where = caption("")
        self.add_section("Backups there are")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._list)
        self.add(holder)
        self.add(self._where)
        self._second_section()
        self._rehearsal_section()
        self.content.addStretch(1)
        self._context.backed_up.connect(self._read)
        self._read()

    def _second_section(self) -> None:
        self.add_section("A second place")
        self.second_words = Label("", "", wrap=True)
        self.add(self.second_words)
        self.choose = Button("Choose a second place…", self._choose)
        self.carry_button = Button("Carry the newest there now", self.carry)
        self.forget = Button("Stop using it", lambda: self.set_second(None), look="link")
        self.add(flow(self.carry_button, self.choose, self.forget))

    def _rehearsal_section(self) -> None:
        self.add_section("Would it work?")
        self.rehearsal_words = Label("", "", wrap=True)
        self.add(self.rehearsal_words)
        self.rehearse_button = Button("Rehearse restoring now", self.rehearse)
        self.add(flow(self.rehearse_button))

    def commands(self) -> Sequence[Command]:
        if self._context.opened.address:
            return ()
        return (
            Command("backups.make", "Make a backup now", self.make, group="Backups"),
            Command("backups.carry", "Carry the newest backup", self.carry, group="Backups"),
            Command("backups.rehearse", "Rehearse restoring", self.rehearse, group="Backups"),
        )

    # What there is -----------------------------------------------------------------------------

    def show_record(self, params: Any) -> None:
        if not self._context.opened.address:
            self._read()

    def _read(self) -> None:
        context = self._context
        context.jobs.run(self, lambda: context.services.backups.standing(), self._show, lane="pool")

    def _show(self, standing: Any) -> None:
        self.standing = standing
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        if standing.rows:
            rows: QWidget = FewRows(self._row, standing.rows, _SHOWN)
        else:
            rows = quiet(_NONE_PRACTICE if self._context.practice else _NONE)
        self._list.addWidget(rows)
        self._where.setText(
            f"They lie beside the caseload, in the folder “{standing.folder.name}”."
        )
        self._where.setToolTip(str(standing.folder))
        self._show_second(standing.second)
        self._show_rehearsal(standing.rehearsal)
        self.rehearse_button.setEnabled(bool(standing.rows))

    def _row(self, row: Any) -> LineRow:
        held = row.fault or f"Checked. {row.holds}"
        parts = (row.reason, held, "In the second place only" if row.second else "")
        line = LineRow(
            f"{row.at:%A} {row.at.day} {row.at:%B %Y, %H:%M}",
            " · ".join(filter(None, parts)),
            _size(row.size),
            status=Status.AT_RISK if row.fault else None,
        )
        line.activated.connect(lambda: self.ask_restore(row))
        return line

    def _show_second(self, place: Any) -> None:
        self.carry_button.setVisible(place is not None)
        self.forget.setVisible(place is not None)
        self.choose.setText("Choose another…" if place else "Choose a second place…")
        self.choose.setAccessibleName(self.choose.text())
        if place is None:
            self.second_words.setText(_NO_SECOND)
            return
        self.carry_button.setEnabled(place.there)
        words = [f"{place.folder}."]
        if not place.there:
            words.append("It is not connected now.")
        elif place.newest is None:
            words.append("No backup lies there yet.")
        if place.newest is not None:
            at = place.newest
            words.append(f"The newest there is of {at.day} {at:%B %Y, %H:%M}.")
        if place.same_drive:
            words.append("It is on the drive of the caseload: if that fails, both are lost.")
        self.second_words.setText(" ".join(words))

    def _show_rehearsal(self, held: Any) -> None:
        if held is None:
            words = (
                "Once a month a backup is restored to a scratch place and every record compared "
                "with its log. That has not been done yet."
            )
        elif held.faults:
            words = (
                f"Rehearsed on {held.at.day} {held.at:%B %Y} and failed: {held.faults[0]} Make a "
                "new backup and rehearse again; if that fails too, tell whoever supports the "
                "program."
            )
        else:
            words = (
                f"Rehearsed on {held.at.day} {held.at:%B %Y}: the backup of {held.backup_of.day} "
                f"{held.backup_of:%B} was restored, and every record in it agrees with its log."
            )
        self.rehearsal_words.setText(words)
        self.rehearsal_words.set_look("bad" if held is not None and held.faults else "")

    # Doing -------------------------------------------------------------------------------------

    def make(self) -> None:
        self._do("Making a backup", "make", lambda _row: "Backup made and checked.")

    def carry(self) -> None:
        self._do("Carrying the newest backup", "carry", str)

    def rehearse(self) -> None:
        def said(held: Any) -> str:
            return "The rehearsal failed." if held.faults else "Rehearsed: the backup restores."

        self._do("Rehearsing a restore", "rehearse", said)

    def _do(self, label: str, name: str, words: Any) -> None:
        context = self._context

        def work(progress: Any, cancelled: Any) -> Any:
            what = getattr(context.services.backups, name)
            return what(progress=progress, cancelled=cancelled)

        def done(result: Any) -> None:
            messages.say(self, words(result))
            self._read()

        context.jobs.run_long(self, label, work, done, lane="pool")

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Choose a second place for backups")
        if name:
            self.set_second(Path(name))

    def set_second(self, folder: Path | None) -> None:
        context = self._context

        def done(_result: Any) -> None:
            self._read()
            if folder is not None:
                self.carry()

        context.jobs.run(
            self, lambda: context.services.backups.set_second_place(folder), done, lane="pool"
        )

    def ask_restore(self, row: Any) -> None:
        """What would be made of this backup, and where."""
        context = self._context

        def show(to: Path) -> None:
            self.dialog = dialog = RestoreDialog(self, context, row, to)
            dialog.restored.connect(self._restored)
            dialog.open()

        context.jobs.run(
            self, lambda: context.services.backups.restored_name(row), show, lane="pool"
        )

    def _restored(self, path: Path, open_it: bool) -> None:
        if open_it:
            self._context.caseload_wanted.emit(path)
        else:
            messages.say(self, f"Restored beside your caseload, as {path.name}.")


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
