"""Exchange: sending one encrypted file, receiving one, whom with, and what has gone and come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import on_confirm
from sif_desktop.ui.dialogs.send_changes import SendDialog
from sif_desktop.ui.dialogs.sheet import flow
from sif_desktop.ui.leaving_desk import LeavingDesk
from sif_desktop.ui.office_desk import OfficeDesk
from sif_desktop.ui.page import Page
from sif_desktop.ui.people_desk import PeopleDesk
from sif_desktop.ui.receiving import Receiving
from sif_desktop.ui.team_desk import TeamDesk
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.exchange_lists import exchange_lists
from sif_desktop.ui.widgets.list_pane import Act
from sif_desktop.ui.widgets.list_tabs import ListTabs
from sif_desktop.ui.widgets.lists import Card
from sif_desktop.ui.widgets.text import Label, Paragraph, quiet

_LEAST = 280  # px at 100 % for the lists, however much stands above them
_PRACTICE = (
    "In the practice caseload you can look at everything here, decide what is to be decided, and "
    "see what a file would hold. Nothing is sent from it or taken into it."
)
_FIRST = (
    "Before the first file: save your card and give it to the colleagues and the office you work "
    "with, by mail or stick. Add theirs, and compare the words by telephone. Nothing in a card is "
    "secret."
)


class ExchangePage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Exchange", wide=True, scrolls=True)
        self._context = context
        self.receiving = Receiving(context, self, self.go)
        self.people = PeopleDesk(context, self, self._read)
        self.team = TeamDesk(context, self, self._read)
        self.leaving = LeavingDesk(context, self, self._on_written)
        self.office = OfficeDesk(context, self, self.go, self._read)
        self.dialog: SendDialog | None = None
        self.card = Button("My card", self.people.save_card)
        self.receive = Button("Receive a file", self.receiving.choose, icon="import")
        self.questions = self._make_questions()
        self.first = self._make_first()
        self.sent = Card()
        self.sent.hide()
        if context.practice:
            self._show_practice()
        self.add(self.questions)
        self.add(self.first)
        self.add(self.sent)
        acts: Mapping[str, Sequence[Act]] = {
            "files": (
                Act("Undo what was received", self.receiving.ask_undo, "u", lambda r: r.can_undo),
            ),
            "people": (
                Act("Send changes", lambda row: self.send(row.id), "s", lambda row: row.trusted),
                Act("No longer trust", self.people.distrust, "x", lambda row: row.trusted),
            ),
            "schools": self._of_schools(),
        }
        self.tabs = ListTabs(context, "Files and people", exchange_lists(), acts, {})
        self.add_action(Button("Team", lambda: self.go("team")))
        self.add_action(self.card)
        self.add_action(Button("Add a card", self.people.add_card))
        if not (context.practice or context.opened.address):
            self.add_action(Button("Office store", self.office.ask))
        self.add_action(self.receive)
        self.set_primary("Send changes", self.send, icon="export")
        self.tabs.setMinimumHeight(theme.current().px(_LEAST))
        self.add(self.tabs, 1)
        self._read_standing()

    def _of_schools(self) -> Sequence[Act]:
        practice = self._context.practice
        hand_over = Act("Hand over", self.leaving.hand_over, "h", lambda _r: not practice)
        if self._context.opened.address:  # which keeps them all
            return (hand_over,)
        remove = Act("Remove from this laptop", self.leaving.remove, "r", lambda r: r.received)
        return hand_over, remove

    def _make_questions(self) -> Card:
        card = Card()
        self._asked = Label("", "strong", wrap=True)
        line = QHBoxLayout()
        line.addWidget(self._asked, 1)
        line.addWidget(Button("Decide", lambda: self.go("conflicts")))
        card.body.addLayout(line)
        card.hide()
        return card

    def _make_first(self) -> Card:
        """For one who has nobody to exchange with yet."""
        card = Card("Your card comes first")
        self._my_words = Label("", "strong", wrap=True)
        card.body.addWidget(Paragraph(_FIRST))
        card.body.addWidget(self._my_words)
        card.body.addWidget(
            flow(
                Button("Save my card…", self.people.save_card),
                Button("Add a card…", self.people.add_card),
            )
        )
        card.hide()
        return card

    def _show_practice(self) -> None:
        self.add(quiet(_PRACTICE))
        for button in (self.card, self.receive):
            button.setEnabled(False)

    # What the window asks --------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`receive`: a file to look at; `list`: which list; `visit`: one to exchange."""
        if params.get("list") in self.tabs:
            self.tabs.setCurrentWidget(self.tabs[params["list"]])
        if params.get("receive"):
            self.take(Path(params["receive"]))
        if params.get("visit"):
            self.send(visit=params["visit"])

    def refresh(self, changes: Any) -> None:
        self._read()

    def _read(self) -> None:
        self.tabs.read()
        self._read_standing()

    def commands(self) -> tuple[Command, ...]:
        group = "Exchange"

        def real() -> bool:
            return not self._context.practice

        return (
            Command("send-changes", "Send changes", self.send, "Ctrl+N", group),
            Command("receive-file", "Receive a file", self.receiving.choose, "Ctrl+O", group, real),
            *self._to_office(),
            Command("save-card", "Save my card", self.people.save_card, "", group, real),
            Command("add-card", "Add a card", self.people.add_card, "", group),
            Command(
                "open-recovery",
                "Open a file with the recovery key",
                self.receiving.choose_to_recover,
                "",
                group,
                real,
            ),
        )

    def _to_office(self) -> tuple[Command, ...]:
        if self._context.practice or self._context.opened.address:
            return ()
        return (Command("meet-office", "Exchange with the office store", self.office.ask, "",
                        "Exchange"),)  # fmt: skip

    def state(self) -> dict[str, Any]:
        return self.tabs.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        self.tabs.restore(state)

    def take_focus(self) -> None:
        self.tabs.in_front().take_focus()

    # What waits ------------------------------------------------------------------------------

    def _read_standing(self) -> None:
        context = self._context

        def work() -> tuple[int, int, str]:
            services = context.services
            strangers = not services.exchange.colleagues() and not context.practice
            words = services.exchange.my_words() if strangers else ""
            return services.conflicts.count(), services.deciding.for_me(), words

        context.jobs.run(self, work, lambda found: self._show_standing(*found))

    def _show_standing(self, whole: int, mine: int, words: str) -> None:
        self.questions.setVisible(bool(whole))
        many = "s were" if whole != 1 else " was"
        self._asked.setText(f"{whole} field{many} changed by two people; {mine} for you to decide.")
        self.first.setVisible(bool(words))
        self._my_words.setText(f"The words of your card: {words}")
        if self._context.window is not None:
            self._context.window.sidebar.set_counts({"exchange": mine})

    # Receiving -------------------------------------------------------------------------------

    def take(self, path: Path) -> None:
        """Look at a file that was chosen, dropped, or double-clicked."""
        if path.suffix.lower() == ".sifcard":
            self.people.add_card_from(path)
        elif path.suffix.lower() == ".sifteam":
            self.team.join_from(path)
        else:
            self.receiving.take(path)

    # Sending ---------------------------------------------------------------------------------

    def send(self, to: str = "", *, visit: str = "") -> None:
        """Ask what goes to whom and where, then write it."""
        context = self._context

        def work() -> tuple[Any, ...]:
            services = context.services
            exchange, sending = services.exchange, services.sending
            people = exchange.colleagues()
            found = services.visits.record(visit).visit.provider_uid if visit else ""
            return people, exchange.new_words(), sending.offer(), sending.folder(), found

        context.jobs.run(self, work, lambda found: self._ask(to, visit, *found))

    def _ask(
        self, to: str, visit: str, people: Any, secret: str, offer: Any, folder: str, school: str
    ) -> None:
        dialog = self.dialog = SendDialog(self._context, self, people, secret)
        if visit:
            dialog.choose(school, (visit,))
        dialog.begin(offer, folder)
        if to:
            dialog.tick_person(to)
        on_confirm(dialog, lambda: self._write(dialog))
        dialog.open()

    def _write(self, dialog: SendDialog) -> None:
        wanted, context = dialog.wanted(), self._context
        if context.window is not None:
            context.window.settle()
        context.jobs.run_long(
            dialog,
            "Writing the exchange file",
            lambda _progress, cancelled: context.services.sending.send(wanted, cancelled),
            lambda sent: self._on_sent(dialog, sent),
            dialog.refuse,
        )

    def _on_sent(self, dialog: SendDialog, sent: Any) -> None:
        dialog.accept()
        self._on_written(sent)

    def _on_written(self, sent: Any) -> None:
        messages.say(self, f"{sent.path.name} is written whole; it is safe to remove the stick.")
        self._tell(sent)
        self._read()

    def _tell(self, sent: Any) -> None:
        """What was written, and the words to read out, for as long as the officer wants them."""
        old, self.sent = self.sent, Card("Safe to remove")
        self.content.replaceWidget(old, self.sent)
        old.deleteLater()
        body: QVBoxLayout = self.sent.body
        whom = ", ".join(sent.to) or "whoever has the words"
        files = f" and {sent.files:,} attached files" if sent.files else ""
        size = max(sent.size // 1024, 1)
        body.addWidget(
            Paragraph(
                f"{sent.changes:,} changes{files} for {whom}, {size:,} kB, written and read back: "
                f"{sent.path}"
            )
        )
        if sent.words:
            words = Label(sent.words, "title", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(f"Words to read out: {sent.words}")
            body.addWidget(quiet("Read these words out by telephone:"))
            body.addWidget(words)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(Button("Close", self.sent.hide))
        holder = QWidget()
        holder.setLayout(line)
        body.addWidget(holder)
