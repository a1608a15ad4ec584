"""What is asked for at a meeting by a short form: items, papers, people, money, its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.parties import PARTIES
from sif_desktop.services.meeting_next import NextMeeting
from sif_desktop.services.meeting_notes import FundingFields, RecommendationFields
from sif_desktop.services.meeting_rows import (
    SUBSTITUTE,
    FundingLine,
    Item,
    MeetingPage,
    Person,
    RecommendationLine,
)
from sif_desktop.services.meetings import MeetingFields, PersonFields
from sif_desktop.services.tasks import TaskFields
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask
from sif_desktop.ui.meeting_control import MeetingControl
from sif_desktop.ui.meeting_desk import MeetingDesk

_PARTS = {"core": "Core member", "optional": "Optional", "invited": "Invited"}


class MeetingActs:
    def __init__(
        self, context: AppContext, control: MeetingControl, parent: QWidget,
        go: Callable[..., object],
    ) -> None:  # fmt: skip
        self._context, self._control, self._go = context, control, go
        self.desk = MeetingDesk(context, parent, go)
        self._ask = self.desk.ask

    @property
    def page(self) -> MeetingPage:
        assert self._control.page is not None, "asked for while a meeting is shown"
        return self._control.page

    # The agenda ----------------------------------------------------------------------------------

    def add_item(self, after: str = "") -> None:
        agenda, page = self.desk.services.meeting_agenda, self.page
        beside = page.item(after)
        heading = beside.heading if beside is not None else ""

        def ask(schools: dict[str, str]) -> None:
            asks = [Ask("title", "Item"), Ask("minutes", "Minutes planned", hint="10")]
            if schools:
                asks.append(Ask("about", "About the school", "find", "", {"": "None", **schools}))

            def write(given: dict[str, str]) -> Any:
                return agenda.add(
                    page.row.uid, given["title"], about_uid=given.get("about", ""),
                    minutes=_minutes(given["minutes"]), heading=heading, after=after,
                )  # fmt: skip

            self._ask("Add an item", "Add", asks, write, "Item added.")

        self._with_schools(ask)

    def edit_item(self, item: Item) -> None:
        agenda = self.desk.services.meeting_agenda

        def ask(schools: dict[str, str]) -> None:
            title = Ask("title", "Item", "line", item.title)
            if item.standing:
                title = Ask("title", "Item", "told", item.title)
            asks = [title, Ask("minutes", "Minutes planned", "line", str(item.minutes or ""))]
            if schools:
                offered = {"": "None", **schools}
                asks.append(Ask("about", "About the school", "find", item.about_uid, offered))

            def write(given: dict[str, str]) -> Any:
                title = given.get("title", item.title)
                about = given.get("about", item.about_uid)
                return agenda.edit(item.uid, title, _minutes(given["minutes"]), about)

            self._ask("Change the item", "Save", asks, write, "Item changed.")

        self._with_schools(ask)

    def _with_schools(self, ask: Callable[[dict[str, str]], None]) -> None:
        """The schools an item may be about: any at a body's meeting."""
        if self.page.row.provider_uid:
            ask({})
        else:
            self.desk.read(lambda: dict(self.desk.services.visits.schools()), ask)

    def set_papers(self, item: Item) -> None:
        """Which documents lie before an item."""
        services, about = self.desk.services, item.about_uid or self.page.row.provider_uid

        def ask(documents: Any) -> None:
            held = [one.uid for one in item.papers]
            asks = [Ask(one.uid, one.title, "tick", "yes") for one in item.papers]
            rest = {
                one.uid: f"{one.title}, {one.provider}, {one.visit_date}"
                for one in documents
                if one.uid not in held
            }
            asks.append(Ask("more", "Add a document", "find", "", {"": "None", **rest}))

            def write(given: dict[str, str]) -> Any:
                kept = [uid for uid in held if given[uid] == "yes"]
                kept += [given["more"]] if given["more"] else []
                return services.meeting_agenda.set_papers(item.uid, kept)

            self._ask("Papers of this item", "Save", asks, write, "Papers set.", item.title)

        self.desk.read(lambda: services.documents.documents(about), ask)

    # People --------------------------------------------------------------------------------------

    def add_person(self) -> None:
        uid, meetings = self.page.row.uid, self.desk.services.meetings
        write = partial(self._write_person, lambda fields: meetings.add_person(uid, fields))
        self._ask("Add a person", "Add", self._person_asks(None), write, "Person added.")

    def edit_person(self, person: Person) -> None:
        meetings = self.desk.services.meetings
        change = lambda fields: meetings.edit_person(person.uid, fields)  # noqa: E731
        write = partial(self._write_person, change)
        self._ask("Change the person", "Save", self._person_asks(person), write, "Changed.")

    def _person_asks(self, person: Person | None) -> list[Ask]:
        roles = {seat.role: seat.label for seat in self.page.type.seats}
        side = person.side if person else "school"
        part = person.part if person else "invited"
        role = roles.get(person.role, person.role) if person else ""
        return [
            Ask("name", "Name", "line", person.name if person else ""),
            Ask("role", "Role", "suggest", role, {one: one for one in ("", *roles.values())}),
            Ask("side", "Whose", "choice", side, PARTIES),
            Ask("part", "Part", "choice", part, _PARTS),
            Ask("email", "Email", "line", person.email if person else ""),
        ]

    def _write_person(self, write: Callable[[PersonFields], Any], given: dict[str, str]) -> Any:
        """A role of the rulebook is kept by its code."""
        codes = {seat.label: seat.role for seat in self.page.type.seats}
        return write(PersonFields(**{**given, "role": codes.get(given["role"], given["role"])}))

    def represent(self, person: Person) -> None:
        """Who came in somebody's place."""
        meetings = self.desk.services.meetings
        self._ask(
            "Represented by", "Record", [Ask("name", "Name", "line", person.stand_in)],
            lambda given: meetings.attend(person.uid, SUBSTITUTE, given["name"]), "Recorded.",
            f"{person.name or person.role_label} is represented.",
        )  # fmt: skip

    # What is decided -----------------------------------------------------------------------------

    def edit_action(self, uid: str) -> None:
        one = next(one for one in (*self.page.actions, *self.page.earlier) if one.uid == uid)
        tasks = self.desk.services.tasks
        asks = [
            Ask("what", "What is agreed", "text", one.what),
            Ask("party", "Whose", "choice", one.party, PARTIES),
            Ask("who", "Who", "line", one.who),
            Ask("due", "By when", "date", one.due),
            Ask("measure", "What would show it", "line", one.measure),
        ]
        self._ask(
            "Change the action", "Save", asks, lambda given: tasks.edit(uid, TaskFields(**given)),
            "Action changed.",
        )  # fmt: skip

    def action_done(self, uid: str) -> None:
        tasks = self.desk.services.tasks
        self._ask(
            "Done", "Record", [Ask("note", "What was seen", "text")],
            lambda given: tasks.done(uid, given["note"]), "Recorded as done.",
        )  # fmt: skip

    def fund(self, item_uid: str, line: FundingLine | None = None) -> None:
        """Money decided on under an item, or a decision to change."""
        uid, notes = self.page.row.uid, self.desk.services.meeting_notes
        plans = {one.uid: one.title for one in self.page.plans}
        asks = [
            Ask("what", "What for", "line", line.what if line else ""),
            Ask("amount", "Amount in pounds", "line", str(line.amount) if line else "",
                hint="For example: 1,250"),
            Ask("plan_uid", "Of the plan", "choice", line.plan_uid if line else "",
                {"": "None", **plans}),
            Ask("fund", "From the fund", "line", line.fund if line else self.page.type.fund),
        ]  # fmt: skip

        def write(given: dict[str, str]) -> Any:
            fields = FundingFields(**given, item_uid=item_uid)
            if line is None:
                return notes.fund(uid, fields)
            return notes.edit_funding(line.uid, replace(fields, action_uid=line.action_uid))

        self._ask("Funding decision", "Save", asks, write, "Funding decision kept.")

    def recommend(self, item_uid: str, line: RecommendationLine | None = None) -> None:
        """What a body recommends, or a recommendation to change."""
        uid, services = self.page.row.uid, self.desk.services
        body = self.page.row.body_uid

        def ask(kinds: dict[str, str]) -> None:
            asks = [Ask("text", "Recommendation", "text", line.text if line else "")]
            if kinds:
                first = line.kind if line else next(iter(kinds))
                asks.append(Ask("kind", "Kind", "choice", first, kinds))
            asks.append(
                Ask("addressee", "To", "line", line.addressee if line else "",
                    hint="whom this body recommends to")
            )  # fmt: skip

            def write(given: dict[str, str]) -> Any:
                fields = RecommendationFields(**given, item_uid=item_uid)
                if line is None:
                    return services.meeting_notes.recommend(uid, fields)
                return services.meeting_notes.edit_recommendation(line.uid, fields)

            self._ask("Recommendation", "Save", asks, write, "Recommendation kept.")

        def kinds_of() -> dict[str, str]:
            rows = services.bodies.rows()
            code = next((one.code for one in rows if one.uid == body), "")
            found = (one for one in services.context.pack().bodies if one.code == code)
            return next((dict(one.recommends) for one in found), {})

        self.desk.read(kinds_of, ask)

    # The end -------------------------------------------------------------------------------------

    def ask_end(self, settle: Callable[[], object]) -> None:
        """End the meeting: who is not accounted for, the next day, and the minutes begun."""
        services, uid = self.desk.services, self.page.row.uid
        self.desk.read(lambda: services.meeting_series.next_after(uid), partial(self._end, settle))

    def _end(self, settle: Callable[[], object], coming: NextMeeting) -> None:
        page, services, row = self.page, self.desk.services, self.page.row
        clock = f"{datetime.now().astimezone():%H:%M}"
        if row.day != self.desk.today or clock <= row.start_time:
            clock = ""  # it is written up later
        day = page.next_day or (coming.day.isoformat() if coming.day else "")
        silent = [one for one in page.people if one.name and not one.attendance]
        asks = [
            Ask("next", "Next meeting", "date", "" if page.type.single else day),
            Ask("end_time", "Ended at", "line", row.end_time or clock),
        ]
        if silent:
            words = f"Everybody of whom nothing was said was present ({len(silent)})"
            asks.append(Ask("everybody", words, "tick", ""))
        if not coming.planned and not page.type.single:
            asks.append(Ask("plan", "Plan the next meeting on that day", "tick", "yes"))

        def write(given: dict[str, str]) -> Any:
            return _ended(services, page, given)

        settle()
        self._ask(
            "End the meeting", "End and write the minutes", asks, write, "Meeting ended.",
            " ".join(filter(None, (_left_open(page), coming.why))),
            lambda started: self._go("composer", uid=started.uid),
        )  # fmt: skip


def _ended(services: Any, page: MeetingPage, given: dict[str, str]) -> Any:
    """Everything the end of a meeting asks for, in order; the minutes as they were begun."""
    row, meetings = page.row, services.meetings
    if given["end_time"].strip() != row.end_time:
        fields = MeetingFields(
            row.day, row.start_time, given["end_time"], row.place, row.chair, row.kind
        )
        meetings.edit(row.uid, fields)
    if given.get("everybody"):
        meetings.everybody_present(row.uid)
    if given["next"] != page.next_day:
        meetings.set_next(row.uid, given["next"])
    meetings.end(row.uid)
    if given.get("plan") and given["next"]:
        meetings.plan(row.series_uid, MeetingFields(given["next"], row.start_time))
    return services.minutes.start(row.uid)


def _left_open(page: MeetingPage) -> str:
    """What is still to be said before the meeting ends."""
    still = sum(one.state == "open" for one in page.items)
    missing = [one for one in page.missing_core if one.attendance == ""]
    words = []
    if still:
        count = "1 item was" if still == 1 else f"{still} items were"
        words.append(f"{count} not ticked as discussed; what is left without a word comes back.")
    if missing:
        named = ", ".join(one.role_label or one.name for one in missing[:4])
        words.append(f"Nothing was said yet of core members: {named}.")
    return " ".join(words)


def _minutes(typed: str) -> int:
    words = typed.strip().removesuffix("min").strip()
    if words and not words.isdigit():
        raise Problem(f"“{typed}” is no number of minutes.", "Give a whole number, such as 10.")
    return int(words or "0")
