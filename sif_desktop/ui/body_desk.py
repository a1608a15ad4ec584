"""What is done about bodies by asking: set up, changed, their members and terms kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sif_desktop.services.bodies import MemberFields
from sif_desktop.ui.dialogs.asked import Ask
from sif_desktop.ui.meeting_desk import MeetingDesk

_OWN = "own"  # no code of the rulebook


class BodyDesk(MeetingDesk):
    """Asks for the page or section that is its `parent`."""

    def set_up_body(self) -> None:
        """One the rulebook names, or one of the authority's own."""

        def ask(kinds: tuple[Any, ...]) -> None:
            choices = {one.code: one.title for one in kinds} | {_OWN: "One of our own"}
            asks = [
                Ask("kind", "Body", "choice", next(iter(choices)), choices),
                Ask("title", "Name", "line", hint="As the rulebook calls it, if left empty"),
                Ask("remit", "Remit", "text"),
            ]

            def write(given: dict[str, str]) -> Any:
                code = "" if given["kind"] == _OWN else given["kind"]
                return self.services.bodies.add(code, given["title"], given["remit"])

            self.ask(
                "Set up a body", "Set up", asks, write, "Body set up.",
                "A board, committee or group that meets and is not about one school.",
                lambda added: self._go("body", uid=added.uid),
            )  # fmt: skip

        self.read(lambda: self.services.bodies.of_pack(), ask)

    def edit_body(self, row: Any) -> None:
        asks = [Ask("title", "Name", "line", row.title), Ask("remit", "Remit", "text", row.remit)]
        self.ask(
            "Change the body", "Save", asks,
            lambda given: self.services.bodies.edit(row.uid, given["title"], given["remit"]),
            "Body changed.",
        )  # fmt: skip

    def delete_body(self, row: Any) -> None:
        self.write(lambda: self.services.bodies.delete(row.uid), f"{row.title} deleted.")
        self._go("meetings", list="bodies")

    def add_member(self, page: Any, constituency: str = "") -> None:
        first = MemberFields("", constituency, from_date=self.today)
        self._with_schools(partial(self._add_member, page, first))

    def _add_member(self, page: Any, first: MemberFields, schools: Mapping[str, str]) -> None:
        self.ask(
            "Add a member", "Add", _member_asks(page, first, schools),
            lambda given: self.services.bodies.add_member(page.row.uid, MemberFields(**given)),
            "Member added.", page.row.title,
        )  # fmt: skip

    def edit_member(self, page: Any, member: Any) -> None:
        self._with_schools(partial(self._edit_member, page, member))

    def _edit_member(self, page: Any, member: Any, schools: Mapping[str, str]) -> None:
        self.ask(
            "Change the member", "Save", _member_asks(page, member.fields, schools, member.uid),
            lambda given: self.services.bodies.edit_member(member.uid, MemberFields(**given)),
            "Member changed.", page.row.title,
        )  # fmt: skip

    def end_member(self, member: Any) -> None:
        self.ask(
            "End the term", "End", [Ask("on", "Last day", "date", self.today)],
            lambda given: self.services.bodies.end_member(member.uid, given["on"]),
            "Term ended.", member.name,
        )  # fmt: skip

    def delete_member(self, member: Any) -> None:
        self.write(
            lambda: self.services.bodies.delete_member(member.uid), f"{member.name} deleted."
        )

    def _with_schools(self, then: Callable[[Mapping[str, str]], object]) -> None:
        self.read(lambda: dict(self.services.visits.schools()), then)


def _member_asks(
    page: Any, first: MemberFields, schools: Mapping[str, str], uid: str = ""
) -> list[Ask]:
    others = {one.uid: one.name for one in page.members if one.uid != uid}
    named, now = page.constituencies, first.constituency
    if named:
        offered = named if now in ("", *named) else {**named, now: now}
        constituency = Ask(
            "constituency", "Represents", "choice", now or next(iter(named)), offered
        )
    else:
        constituency = Ask("constituency", "Represents", "line", now)
    return [
        Ask("name", "Name", "line", first.name),
        constituency,
        Ask("role", "Role", "line", first.role, hint="Chair, Headteacher, …"),
        Ask("email", "E-mail", "line", first.email),
        Ask("provider_uid", "School", "find", first.provider_uid, {"": "None", **schools}),
        Ask("from_date", "Member from", "date", first.from_date),
        Ask("to_date", "Until", "date", first.to_date),
        Ask("substitute_of", "Stands in for", "choice", first.substitute_of,
            {"": "Nobody", **others}),
    ]  # fmt: skip
