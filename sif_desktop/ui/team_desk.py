"""The team's signed list: begun, joined, taken up; a role given, a lost laptop's key revoked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from sif_desktop.domain.dates import say_long
from sif_desktop.services.files import write_whole
from sif_desktop.services.team import MAY, ROLES
from sif_desktop.ui.asking import AskingDesk, read_small
from sif_desktop.ui.dialogs.asked import Ask
from sif_desktop.ui.widgets.buttons import Button

LISTS = "Team lists (*.sifteam)"


class TeamDesk(AskingDesk):
    # The list ----------------------------------------------------------------------------------

    def begin(self) -> None:
        self._context.jobs.run(
            self._page, lambda: self._context.services.team.begin(), self._tell_secrets
        )

    def ask_begin(self) -> None:
        """Say what comes of it before it is done."""
        self.ask(
            "Begin the team’s list", "Begin the list",
            [Ask("told", "Who is on it", "told", "You, and everybody whose card you have added"),
             Ask("told2", "What follows", "told",
                 "Two keys are shown, once, for two sealed envelopes: have pen and paper ready. "
                 "Then save the list and give the file to your colleagues, who join it.")],
            lambda _given: self._context.services.team.begin(),
            "One person of a team keeps its list of people, keys and roles. Do this only if that "
            "is you; a caseload belongs to one team for good.",
            then=self._tell_secrets,
        )  # fmt: skip

    def _tell_secrets(self, secrets: Any) -> None:
        self._changed()
        self.ask(
            "Two keys to keep in envelopes", "I have written them down",
            [Ask("told", "Team key", "told", secrets.team),
             Ask("told2", "Recovery key", "told", secrets.recovery)],
            lambda _given: None,
            "They are shown once. Print or copy each twice, seal them, and give them to the "
            "people who answer for the team: the team key makes somebody else the keeper of the "
            "list, the recovery key opens every file.",
        )  # fmt: skip

    def join(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._page, "The list to join", "", LISTS)
        if name:
            self.join_from(Path(name))

    def join_from(self, path: Path) -> None:
        def work() -> tuple[bytes, str]:
            content = read_small(path)
            return content, self._context.services.team.read_list(content)

        def done(found: tuple[bytes, str]) -> None:
            content, words = found
            self.ask(
                "Join this team", "The words agree: join",
                [Ask("told", "Words of the list", "told", words)],
                lambda _given: self._context.services.team.join(content),
                "Ring the team lead and have the words of the list read out to you.",
                words="You have joined the team’s list.",
            )  # fmt: skip

        self._context.jobs.run(self._page, work, done)

    def sign(self) -> None:
        """Everybody whose card was added goes on a new list, which is saved for who is to join."""
        name, _ = QFileDialog.getSaveFileName(self._page, "Save the list", "team.sifteam", LISTS)
        if name:
            self.sign_to(Path(name))

    def sign_to(self, path: Path) -> None:
        def work() -> Any:
            team = self._context.services.team
            row = team.sign()
            write_whole(path, team.list_file(), replace=True)  # the file dialog has asked
            return row

        def done(row: Any) -> None:
            self._changed()
            self.ask(
                "The list is signed", "Done", [Ask("told", "Its words", "told", row.words)],
                lambda _given: None,
                f"Version {row.version} is in {path.name}. Whoever is to join opens it and has "
                "these words read out by you. Those on the list get it with your next file.",
            )  # fmt: skip

        self._context.jobs.run(self._page, work, done)

    def take_up(self) -> None:
        """By the key in the sealed envelope."""
        self.ask(
            "Take up the team’s key", "Keep the list from now on",
            [Ask("secret", "Team key", hint="64 letters and digits, as printed")],
            lambda given: self._context.services.team.take_up(given["secret"]),
            "The sealed envelope holds the team’s key. Whoever types it here keeps the team’s "
            "list: for a new team lead, or after the lead’s laptop was lost. Seal it again "
            "afterwards.",
            words="You keep the team’s list from now on. Set the roles and sign it.",
        )  # fmt: skip

    # One person --------------------------------------------------------------------------------

    def role(self, row: Any) -> None:
        """Officer, office or lead, each with what it may do."""
        told = [Ask(f"may_{code}", title, "told", MAY[code]) for code, title in ROLES.items()]
        form = self.ask(
            f"The role of {_whom(row)}", "Set the role",
            [Ask("role", "Role", "choice", row.role, ROLES), *told],
            lambda given: self._context.services.team.set_role(row.id, given["role"]),
            "The list is signed anew and goes with every file you send; the role holds for a "
            "colleague once they have it.",
            words=f"The new list says: {row.name}, and the role you chose.",
        )  # fmt: skip
        if not row.mine:
            form.offer(Button("Revoke the key…", lambda: self._revoke_instead(row)))

    def _revoke_instead(self, row: Any) -> None:
        if self.form is not None:
            self.form.reject()
        self.revoke(row)

    def revoke(self, row: Any) -> None:
        """A lost laptop, a leaver: for the whole team."""
        self.ask(
            f"Revoke the key of {row.name}", "Revoke the key",
            [Ask("told", "What it does", "told",
                 "Nobody’s program takes a file signed with this key unasked any more, and none "
                 "is written for it, as soon as the new list has reached them with your next "
                 "file. What was received before stays."),
             Ask("told2", "Not undone", "told",
                 "A revoked key is never trusted again. After a lost laptop the colleague makes "
                 "new keys in the caseload restored from a backup, under Team, and you add their "
                 "new card.")],
            lambda _given: self._context.services.team.revoke(row.id),
            words=f"The key of {row.name} is revoked. Send your colleagues a file.",
        )  # fmt: skip

    def look(self, row: Any, why: str) -> None:
        """Who it is, where nothing may be changed and why."""
        role = f"{ROLES.get(row.role, row.role)}. {MAY.get(row.role, '')}"
        stands = f"Revoked on {day_of(row.revoked)}" if row.revoked else "Trusted"
        self.ask(
            _whom(row), "Close",
            [*([Ask("told", "Role", "told", role)] if row.listed else []),
             Ask("told2", "Key", "told", stands),
             Ask("told3", "Words of the card", "told", row.words)],
            lambda _given: None, why,
        )  # fmt: skip

    def renew(self) -> None:
        """My own keys were revoked with a lost laptop."""
        self.ask(
            "Make new keys", "Make new keys",
            [Ask("told", "What follows", "told",
                 "Save your new card and give it to the team lead, who hears its words from you "
                 "and signs a new list. Files written for your old key cannot be opened any "
                 "more: ask for them again.")],
            lambda _given: self._context.services.team.renew_keys(),
            "Your key was revoked. With new ones your colleagues can trust you again.",
            words="You have new keys. Save your card and give it to the team lead.",
        )  # fmt: skip


def _whom(row: Any) -> str:
    return f"{row.name} (you)" if row.mine else str(row.name)


def day_of(iso: str) -> str:
    return say_long(date.fromisoformat(iso))
