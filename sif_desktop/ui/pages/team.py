"""The team: its signed list, who is on it in which role, and what each role may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.services.team import MAY, ROLES
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.sheet import flow
from sif_desktop.ui.page import Page
from sif_desktop.ui.team_desk import TeamDesk, day_of
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import KeyValues, LineRow
from sif_desktop.ui.widgets.text import Label, caption, quiet

_SHOWN = 40
_KEYS = "Enter or R sets the role of the person in hand, X revokes a lost laptop’s key"
_ALONE = (
    "This caseload belongs to no team. You can exchange work with everybody whose card you have "
    "added. Where a team lead keeps one signed list of people and keys, join it: then nobody else "
    "need manage cards, and a lost laptop’s key is revoked for all at once."
)
_KEEPER = "You keep this list: you set the roles, revoke a key, and sign a new list."
_MEMBER = (
    "The team lead keeps this list, sets the roles and revokes keys; a newer one comes with every "
    "file. Whoever holds the sealed envelope can take its keeping up."
)
_REVOKED = (
    "Your own key is revoked on this list, so your colleagues’ programs take nothing from you "
    "unasked. If this caseload was restored after a laptop was lost, make new keys."
)
_ERASES = (
    "Records are erased for good by the office alone; where there is no team, by whoever keeps "
    "the caseload."
)


class TeamPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Team")
        self._context = context
        self.desk = TeamDesk(context, self, self._read)
        self.row: Any = None
        self.standing = quiet("")
        self.revoked = Label("", "bad", wrap=True)
        self.facts = KeyValues()
        self.add(self.standing)
        self.add(self.revoked)
        self.add(self.facts)
        self._buttons()
        self._people_title = self.add_section("People")
        self._people = QVBoxLayout()
        self._people.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._people)
        self.add(holder)
        self._told = caption(_KEYS)
        self.add(self._told)
        self.add_section("What each role may do")
        self.add(KeyValues((ROLES[code], MAY[code]) for code in ROLES))
        self._erasing()
        self.content.addStretch(1)
        self._read()

    def _buttons(self) -> None:
        desk = self.desk
        self.sign = Button("Sign and save the list…", desk.sign)
        self.join = Button("Join a list…", desk.join)
        self.begin = Button("Begin a list…", desk.ask_begin)
        self.take_up = Button("Take up the team’s key…", desk.take_up)
        self.renew = Button("Make new keys…", desk.renew)
        self.all_buttons = (self.join, self.begin, self.sign, self.take_up, self.renew)
        self.add(flow(*self.all_buttons))

    def _erasing(self) -> None:
        self._erases = QWidget()
        column = QVBoxLayout(self._erases)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(quiet(_ERASES))
        self.erasing = Button("Erasing and its log…", lambda: self.go("erasing"))
        column.addWidget(flow(self.erasing))
        self.add(self._erases)
        self._erases.hide()

    def commands(self) -> Sequence[Command]:
        desk, group = self.desk, "Team"
        return (
            Command("team.sign", "Sign the team’s list", desk.sign, "Ctrl+S", group, self._keeps),
            Command("team.take-up", "Take up the team’s key", desk.take_up, "", group,
                    lambda: self.row is not None and self.row.member and not self.row.lead),
        )  # fmt: skip

    def _keeps(self) -> bool:
        return self.row is not None and bool(self.row.lead)

    # What there is -----------------------------------------------------------------------------

    def show_record(self, params: Any) -> None:
        self._read()

    def refresh(self, changes: Any) -> None:
        """A file may have brought a newer list."""
        self._read()

    def _read(self) -> None:
        context = self._context

        def work() -> Any:
            services = context.services
            return services.team.row(), services.team.people(), services.erasing.may_erase()

        context.jobs.run(self, work, lambda found: self._show(*found))

    def _show(self, row: Any, people: Sequence[Any], may_erase: bool) -> None:
        self.row = row
        self.standing.setText(_KEEPER if row.lead else _MEMBER if row.member else _ALONE)
        revoked = any(one.mine and one.revoked for one in people)
        self.revoked.setText(_REVOKED if revoked else "")
        self.revoked.setVisible(revoked)
        self._show_facts(row)
        for button, wanted in zip(
            self.all_buttons,
            (not row.lead, not row.member, row.lead, row.member and not row.lead, revoked),
            strict=True,
        ):
            button.setVisible(wanted)
        self.join.setText("Take a newer list…" if row.member else "Join a list…")
        self.join.setAccessibleName(self.join.text())
        self._erases.setVisible(may_erase)
        self._told.setVisible(row.lead)
        self._people_title.setText("People of the team" if row.member else "People")
        self._show_people(people)

    def _show_facts(self, row: Any) -> None:
        recovery = "Every file also opens with the key in the sealed envelope"
        self.facts.setVisible(row.member)
        self.facts.set_rows(
            (
                ("The list", f"Version {row.version}, with {row.people} people trusted"),
                ("Its words", row.words),
                ("Recovery", recovery if row.recovery else ""),
            )
            if row.member
            else ()
        )

    def _show_people(self, people: Sequence[Any]) -> None:
        while (item := self._people.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._people.addWidget(FewRows(self._line, people, _SHOWN))

    def _line(self, one: Any) -> LineRow:
        member = self.row.member
        missing = "" if one.listed or not member else "Not on the list yet: sign it anew"
        stands = f"Key revoked on {day_of(one.revoked)}" if one.revoked else ""
        role = ROLES.get(one.role, one.role) if member and one.listed else ""
        line = LineRow(
            f"{one.name} (you)" if one.mine else one.name,
            " · ".join(filter(None, (stands, missing, one.words))),
            role,
            status=Status.AT_RISK if one.revoked or missing else None,
            keys=self._keys(one),
        )
        line.activated.connect(lambda: self.open_person(one))
        line.asked.connect(lambda key: self.press(key, one))
        return line

    def _keys(self, one: Any) -> dict[str, str]:
        if not self.row.lead or one.revoked:
            return {}
        return {"R": "role"} if one.mine else {"R": "role", "X": "revoke the key"}

    # One person --------------------------------------------------------------------------------

    def open_person(self, one: Any) -> None:
        """The role where I keep the list; else who it is and why nothing is changed here."""
        if self.row.lead and not one.revoked:
            self.desk.role(one)
        elif one.revoked:
            self.desk.look(one, "A revoked key is never trusted again; a new card brings new keys.")
        elif self.row.member:
            self.desk.look(one, "Roles are set, and keys revoked, by the team lead.")
        else:
            self.desk.look(one, "Where there is no team’s list, nobody has a role.")

    def press(self, key: str, one: Any) -> None:
        if key == "R":
            self.desk.role(one)
        elif key == "X":
            self.desk.revoke(one)
