"""Cards of colleagues, and the team's signed list of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.services.files import write_whole
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm
from sif_desktop.ui.dialogs.form_dialog import on_confirm

CARDS = "Contact cards (*.sifcard)"
LISTS = "Team lists (*.sifteam)"
_MOST_BYTES = 1024 * 1024


class PeopleDesk:
    """`changed` is called when the list of people differs."""

    def __init__(self, context: AppContext, page: QWidget, changed: Callable[[], object]) -> None:
        self._context, self._page, self._changed = context, page, changed
        self.form: AskedForm | None = None

    # Cards -----------------------------------------------------------------------------------

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
        self._ask(
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
            content = _read(path)
            return content, self._context.services.exchange.read_card(content)

        def done(found: tuple[bytes, Any]) -> None:
            content, row = found
            self._ask(
                f"The card of {row.name}", "The words agree: add the card",
                [Ask("told", "Words", "told", row.words)],
                lambda _given: self._context.services.exchange.add_card(content),
                f"Ring {row.name} and have their words read out to you. If a single word differs, "
                "do not add the card.",
                f"{row.name} is among your people.",
            )  # fmt: skip

        self._context.jobs.run(self._page, work, done)

    def distrust(self, row: Any) -> None:
        """A lost laptop, a leaver: for the whole team where I keep the list."""

        def write(_given: dict[str, str]) -> None:
            services = self._context.services
            if services.team.row().lead:
                services.team.revoke(row.id)
            else:
                services.exchange.distrust(row.id)

        self._ask(
            f"No longer trust {row.name}", "No longer trust",
            [Ask("told", "What it does", "told",
                 "Files signed with this key from now on wait for you to vouch for them. "
                 "What was received before stays.")],
            write, "", f"{row.name}’s key is no longer trusted.",
        )  # fmt: skip

    # The team --------------------------------------------------------------------------------

    def team(self) -> None:
        """What may be done about the team's list from here."""
        self._context.jobs.run(
            self._page, lambda: self._context.services.team.row(), self._show_team
        )

    def _show_team(self, row: Any) -> None:
        if row.lead:
            self._ask(
                "The team’s list", "Sign the list anew and save it",
                [Ask("told", "It stands at", "told",
                     f"version {row.version}, {row.people} people"),
                 Ask("told2", "Its words", "told", row.words)],
                lambda _given: self._sign(),
                "You keep this list. Everybody whose card you have added goes on it; it travels "
                "in every file, and a file of it lets others join.",
                "The list is signed.", self._save_list,
            )  # fmt: skip
        elif row.member:
            self._ask(
                "The team’s list", "Done",
                [Ask("told", "It stands at", "told",
                     f"version {row.version}, {row.people} people"),
                 Ask("told2", "Its words", "told", row.words)],
                lambda _given: None, "The team lead keeps it; newer ones come with every file.",
            )  # fmt: skip
        else:
            self._ask(
                "A team’s list", "Go on",
                [Ask("what", "What to do", "choice", "join",
                     {"join": "Join the list of my team lead",
                      "begin": "Begin a list: I am the team lead"})],
                lambda given: given["what"],
                "The team lead keeps one signed list of people and keys; nobody else need manage "
                "cards.",
                "", lambda what: self.join() if what == "join" else self.begin(),
            )  # fmt: skip

    def begin(self) -> None:
        self._context.jobs.run(
            self._page, lambda: self._context.services.team.begin(), self._tell_secrets
        )

    def _tell_secrets(self, secrets: Any) -> None:
        self._changed()
        self._ask(
            "Two keys to keep in envelopes", "I have written them down",
            [Ask("told", "Team key", "told", secrets.team),
             Ask("told2", "Recovery key", "told", secrets.recovery)],
            lambda _given: None,
            "They are shown once. Print or copy each twice, seal them, and give them to the "
            "office: with the recovery key every file can be read, with the team key the list "
            "can be mended.",
        )  # fmt: skip

    def _sign(self) -> bytes:
        team = self._context.services.team
        team.sign()
        return bytes(team.list_file())

    def _save_list(self, content: bytes) -> None:
        name, _ = QFileDialog.getSaveFileName(self._page, "Save the list", "team.sifteam", LISTS)
        if name:
            self._context.jobs.run(
                self._page, lambda: write_whole(Path(name), content, replace=True)
            )

    def join(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._page, "The list to join", "", LISTS)
        if name:
            self.join_from(Path(name))

    def join_from(self, path: Path) -> None:
        def work() -> tuple[bytes, str]:
            content = _read(path)
            return content, self._context.services.team.read_list(content)

        def done(found: tuple[bytes, str]) -> None:
            content, words = found
            self._ask(
                "Join this team", "The words agree: join",
                [Ask("told", "Words of the list", "told", words)],
                lambda _given: self._context.services.team.join(content),
                "Ring the team lead and have the words of the list read out to you.",
                "You have joined the team’s list.",
            )  # fmt: skip

        self._context.jobs.run(self._page, work, done)

    # Asking ----------------------------------------------------------------------------------

    def _ask(
        self, title: str, verb: str, asks: list[Ask], write: Callable[[dict[str, str]], Any],
        intro: str, words: str = "", then: Callable[[Any], object] | None = None,
    ) -> None:  # fmt: skip
        form = self.form = AskedForm(self._page, title, verb, asks, self._context.today(), intro)

        def done(result: Any) -> None:
            form.accept()
            if words:
                messages.say(self._page, words)
            self._changed()
            if then is not None:
                then(result)

        def save() -> None:
            given = form.values()
            self._context.jobs.run(form, lambda: write(given), done, form.refuse)

        on_confirm(form, save)
        form.verb.setFocus()
        form.open()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Problem(f"The file {path.name} cannot be read.", "Is it still there?") from error
