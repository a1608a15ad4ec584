"""Which letter to write: those the rulebook has for the school, and what each is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QListWidget, QListWidgetItem, QWidget

from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.text import Label

_OFFER = Qt.ItemDataRole.UserRole


class WriteLetterDialog(FormDialog):
    """`begun` carries the services' `Started` once there is a draft."""

    begun = Signal(object)

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        schools: Sequence[tuple[str, str]],
        provider: str = "",
        letter: str = "",
        to: Sequence[str] = (),
    ) -> None:
        """`schools` are (uid, name); `provider` is one chosen beforehand, `letter` the id of the
        one to begin at, to one of those in `to`."""
        super().__init__(parent, "Write a letter", "Begin the letter")
        self._context, self._wanted, self._to = context, letter, tuple(to)
        self.school = QComboBox()
        self.school.setEditable(True)
        self.school.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for uid, name in schools:
            self.school.addItem(name, uid)
        completer = self.school.completer()
        assert completer is not None, "an editable box has one"
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.school.setCurrentIndex(self.school.findData(provider) if provider else -1)
        self.letters = QListWidget()
        self.letters.setWordWrap(True)
        self.letters.setMinimumHeight(self.letters.fontMetrics().height() * 9)
        self.told = Label("Choose a school to see its letters.", "quiet", wrap=True)
        self.add("School", self.school)
        self.add("Letter", self.letters)
        self.form.addRow(self.told)
        self.verb.setEnabled(False)
        self.school.currentIndexChanged.connect(lambda _place: self._ask())
        self.letters.currentRowChanged.connect(lambda _row: self._tell())
        self.letters.itemActivated.connect(lambda _item: self._confirm())
        self.confirmed.connect(self._begin)
        self.fit(620, 440)
        (self.letters if provider else self.school).setFocus()
        if provider:
            self._ask()

    def chosen(self) -> Any:
        item = self.letters.currentItem()
        return item.data(_OFFER) if item else None

    def _ask(self) -> None:
        uid, letters = self.school.currentData(), self._context.services.letters
        if uid:
            self._context.jobs.run(
                self, lambda: letters.offers(uid), lambda found: self._show(uid, found), self.refuse
            )

    def _show(self, uid: str, offers: Sequence[Any]) -> None:
        if uid != self.school.currentData():
            return
        self.letters.clear()
        for offer in offers:
            item = QListWidgetItem(f"{offer.title} (to: {offer.addressee})")
            item.setData(_OFFER, offer)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, offer.purpose)
            self.letters.addItem(item)
        self.letters.setCurrentRow(self._place(offers))
        self._tell()

    def _place(self, offers: Sequence[Any]) -> int:
        """Where to begin: at the letter wanted, to whom it is wanted."""
        wanted = [n for n, offer in enumerate(offers) if offer.letter == self._wanted]
        to_them = [n for n in wanted if offers[n].to in self._to]
        return next(iter((*to_them, *wanted)), 0 if offers else -1)

    def _tell(self) -> None:
        offer = self.chosen()
        self.verb.setEnabled(offer is not None)
        if offer is None:
            self.told.setText("The rulebook has no letter for this school.")
        else:
            self.told.setText(f"{offer.purpose} Rulebook: {offer.source}.")

    def _begin(self) -> None:
        offer, uid = self.chosen(), self.school.currentData()
        if offer is None or not uid:
            return
        letters = self._context.services.letters
        self._context.jobs.run(
            self, lambda: letters.begin(uid, offer.letter, offer.to), self._done, self.refuse
        )

    def _done(self, started: Any) -> None:
        self.accept()
        self.begun.emit(started)


def write_letter(
    context: AppContext, page: Any, provider: str = "", letter: str = "", to: Sequence[str] = ()
) -> None:
    """Ask which letter, beginning at `letter` to one of `to`, and go to its draft."""

    def ask(schools: Sequence[tuple[str, str]]) -> None:
        dialog = WriteLetterDialog(context, page, schools, provider, letter, to)
        dialog.begun.connect(begun)
        dialog.open()

    def begun(started: Any) -> None:
        page.go("composer", uid=started.uid)
        context.announce(started.changes, "Letter begun.")

    context.jobs.run(page, lambda: context.services.visits.schools(), ask)
