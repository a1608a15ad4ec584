"""Cards of colleagues: one's own given out, theirs added by their words, one no longer trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from sif_desktop.services.files import write_whole
from sif_desktop.ui import messages
from sif_desktop.ui.asking import AskingDesk, read_small
from sif_desktop.ui.dialogs.asked import Ask

CARDS = "Contact cards (*.sifcard)"


class PeopleDesk(AskingDesk):
    def save_card(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self._page, "Save my card", "my card.sifcard", CARDS)
        if name:
            self.save_card_to(Path(name))

    def save_card_to(self, path: Path) -> None:
        def work() -> str:
            exchange = self._context.services.exchange
            write_whole(path, exchange.card(), replace=True)  # the file dialog has asked
            return str(exchange.my_words())

        self._context.jobs.run(self._page, work, lambda words: self._tell_card(path, words))

    def _tell_card(self, path: Path, words: str) -> None:
        messages.say(self._page, f"Your card is in {path.name}.")
        self.ask(
            "My card", "Done", [Ask("told", "My words", "told", words)], lambda _given: None,
            f"Give {path.name} to your colleagues. When they add it they see these words; read "
            "them out by telephone so that they know the card is yours.",
        )  # fmt: skip

    def add_card(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._page, "Add a card", "", CARDS)
        if name:
            self.add_card_from(Path(name))

    def add_card_from(self, path: Path) -> None:
        """Show whose card it is; it is added when the words were heard."""

        def work() -> tuple[bytes, Any]:
            content = read_small(path)
            return content, self._context.services.exchange.read_card(content)

        def done(found: tuple[bytes, Any]) -> None:
            content, row = found
            self.ask(
                f"The card of {row.name}", "The words agree: add the card",
                [Ask("told", "Words", "told", row.words)],
                lambda _given: self._context.services.exchange.add_card(content),
                f"Ring {row.name} and have their words read out to you. If a single word differs, "
                "do not add the card.",
                words=f"{row.name} is among your people.",
            )  # fmt: skip

        self._context.jobs.run(self._page, work, done)

    def distrust(self, row: Any) -> None:
        """A lost laptop, a leaver: on this laptop, and for the whole team where I keep its list."""
        team = self._context.services.team
        self._context.jobs.run(
            self._page,
            lambda: team.row().lead and any(one.id == row.id and one.listed
                                            for one in team.people()),
            lambda for_all: self._ask_distrust(row, for_all),
        )  # fmt: skip

    def _ask_distrust(self, row: Any, for_all: bool) -> None:
        services = self._context.services
        write = services.team.revoke if for_all else services.exchange.distrust
        whom = (
            "for the whole team, once they have your next file"
            if for_all
            else "on this laptop; for the whole team the team lead revokes a key"
        )
        self.ask(
            f"No longer trust {row.name}", "No longer trust",
            [Ask("told", "What it does", "told",
                 "Files signed with this key from now on wait for somebody to vouch for them, "
                 f"{whom}. What was received before stays. A key is never trusted again: a "
                 "colleague who goes on makes new ones.")],
            lambda _given: write(row.id),
            words=f"{row.name}’s key is no longer trusted.",
        )  # fmt: skip
