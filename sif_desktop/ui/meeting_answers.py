"""What the panels of a meeting ask for, answered: by the control at once, or by a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sif_desktop.services.meeting_rows import LINE_KINDS, Line, MeetingPage, Person
from sif_desktop.services.meeting_syntax import SEEN_BY
from sif_desktop.services.meeting_typing import review_part, whole_part
from sif_desktop.ui import messages
from sif_desktop.ui.meeting_acts import MeetingActs
from sif_desktop.ui.meeting_control import REVIEW_PARTS, MeetingControl
from sif_desktop.ui.widgets.meeting_live import MeetingLive
from sif_desktop.ui.widgets.meeting_minutes import SUMMARY
from sif_desktop.ui.widgets.meeting_review import said_of

_STANDS = "This item stands on every agenda of this kind of meeting. P parks it for a later one."


class MeetingAnswers:
    def __init__(self, control: MeetingControl, acts: MeetingActs) -> None:
        self._control, self._acts = control, acts
        self._live: MeetingLive | None = None

    def attach(self, live: MeetingLive) -> None:
        """Answer what the panels of the meeting under way ask for."""
        self._live = live
        live.agenda.asked.connect(self.on_live_item)
        live.notes.asked.connect(self.on_said)
        live.notes.wanted.connect(self.on_wanted)
        live.people.attended.connect(self._control.attend)
        live.people.asked.connect(self.on_person)
        live.made.connect(self._attach_side)

    def _attach_side(self, name: str) -> None:
        """A panel at the right was looked at: the first time it is made."""
        assert self._live is not None
        part: Any = self._live.side.part(name)
        if part.property("answered"):
            return
        part.setProperty("answered", True)
        if name == "review":
            part.reviewed.connect(self._control.review)
            part.typed.connect(self._control.typed_review)
        elif name == "earlier":
            part.asked.connect(self.on_earlier)

    # The agenda ----------------------------------------------------------------------------------

    def on_item(self, what: str, uid: str) -> None:
        """A key on an item while the agenda is drawn up."""
        control, acts = self._control, self._acts
        item = control.page.item(uid) if control.page is not None else None
        if what == "add":
            acts.add_item(uid)
        if item is None:
            return
        match what:
            case "open":
                acts.edit_item(item)
            case "papers":
                acts.set_papers(item)
            case "park":
                control.park(item)
            case "drop" if item.origin == "standing":
                messages.say(acts.desk.parent, _STANDS)
            case "drop":
                control.drop(item)
            case "discussed":
                control.discussed(uid, item.state != "discussed")
            case "up" | "down":
                control.move(uid, -1 if what == "up" else 1)

    def on_live_item(self, what: str, uid: str) -> None:
        """The same while the meeting is under way, where Enter speaks about the item."""
        if what == "open":
            self._control.go_to(uid)
            if self._live is not None:
                self._live.jot.setFocus()
        else:
            self.on_item(what, uid)

    # What was said -------------------------------------------------------------------------------

    def on_wanted(self, what: str) -> None:
        assert self._live is not None
        if what == "decision":
            self._live.jot.toggle("decision")
        elif what == "action":
            self._live.act_on_line()
        elif what == "funding":
            self._acts.fund(self._control.item)
        else:
            self._acts.recommend(self._control.item)

    def on_said(self, what: str, uid: str) -> None:
        """A key on something said: a line, an action, money or a recommendation."""
        page = self._control.page
        if page is None or not uid:
            return
        line = next((one for one in page.lines if one.uid == uid), None)
        if line is not None:
            self._on_line(what, line)
        elif any(one.uid == uid for one in page.actions):
            self._on_action(what, uid)
        else:
            self._on_decided(what, uid, page)

    def _on_line(self, what: str, line: Line) -> None:
        control = self._control
        assert self._live is not None
        if what == "edit":
            self._live.jot.change(line)
        elif what == "delete":
            control.delete_line(line.uid)
        elif what == "action":
            self._live.act(line.text)
        elif what == "seen":
            codes = list(SEEN_BY)
            seen = codes[(codes.index(line.visibility) + 1) % len(codes)]
            control.change_line(line, line.text, line.kind, seen)
        elif what in LINE_KINDS:
            control.change_line(line, line.text, what, line.visibility)

    def _on_action(self, what: str, uid: str) -> None:
        if what == "edit":
            self._acts.edit_action(uid)
        elif what == "delete":
            self._control.write(lambda s: s.tasks.delete(uid), "Action deleted.")

    def _on_decided(self, what: str, uid: str, page: MeetingPage) -> None:
        money = next((one for one in page.funding if one.uid == uid), None)
        advice = next((one for one in page.recommendations if one.uid == uid), None)
        write = self._control.write
        if money is not None and what == "edit":
            self._acts.fund(money.item_uid, money)
        elif money is not None and what == "delete":
            write(lambda s: s.meeting_notes.delete_funding(uid), "Deleted.")
        elif advice is not None and what == "edit":
            self._acts.recommend(advice.item_uid, advice)
        elif advice is not None and what == "delete":
            write(lambda s: s.meeting_notes.delete_recommendation(uid), "Deleted.")

    def on_earlier(self, what: str, uid: str) -> None:
        if uid and what == "done":
            self._acts.action_done(uid)
        elif uid:
            self._acts.edit_action(uid)

    # People --------------------------------------------------------------------------------------

    def on_person(self, what: str, uid: str) -> None:
        people = self._control.page.people if self._control.page is not None else ()
        person: Person | None = next((one for one in people if one.uid == uid), None)
        if what == "everybody":
            self._control.everybody()
        elif what == "add":
            self._acts.add_person()
        elif person is not None and what == "represented":
            self._acts.represent(person)
        elif person is not None and what == "edit":
            self._acts.edit_person(person)
        elif person is not None and what == "remove":
            self._control.write(lambda s: s.meetings.remove_person(uid), "Taken off the list.")

    # Texts of the whole --------------------------------------------------------------------------

    def write_text(self, name: str, text: str) -> None:
        """The summary, or what a service knows, was left."""
        page, uid = self._control.page, self._control.uid
        if page is None:
            return
        kept = page.summary if name == SUMMARY else page.contributions.get(name, "")
        if text.strip() != kept.strip():
            if name == SUMMARY:
                self._control.write(lambda s: s.meetings.write_summary(uid, text))
            else:
                self._control.write(lambda s: s.meeting_notes.contribute(uid, name, text))
        self._control.forget(whole_part(name))

    def settle(self, page: MeetingPage, typed: Mapping[str, str]) -> None:
        """What a session that was cut off left typed in the fields becomes part of the meeting."""
        for plan in page.plans:
            for row in plan.rows:
                parts = {name: typed.get(review_part(row.row_uid, name), "")
                         for name in REVIEW_PARTS}  # fmt: skip
                if any(parts.values()):
                    self._control.review(plan.uid, row, said_of(row, parts))
        for name in (SUMMARY, *page.type.contributions):
            if text := typed.get(whole_part(name), ""):
                self.write_text(name, text)

    # What the menu offers ------------------------------------------------------------------------

    def do(self, what: str, present: Callable[[], object], go: Callable[..., object]) -> None:
        page = self._control.page
        assert page is not None, "offered while a meeting is shown"
        row, desk, write = page.row, self._acts.desk, self._control.write
        uid = row.uid
        doing: dict[str, Callable[[], object]] = {
            "add": self._acts.add_item,
            "move": lambda: desk.move(row),
            "invite": lambda: desk.save_invitation(row),
            "missed": lambda: desk.missed(row),
            "cancel": lambda: desk.cancel(row),
            "reopen": lambda: desk.reopen_meeting(row),
            "minutes": lambda: desk.open_minutes(row),
            "present": present,
            "school": lambda: go("school", uid=row.provider_uid),
            "series": lambda: go("series", uid=row.series_uid),
            "renew": lambda: write(
                lambda s: s.meeting_agenda.renew(uid), "The agenda is up to date."
            ),
            "agenda": lambda: self._start_agenda(uid, go),
            "agree": self._agree,
            "delete": lambda: self._delete(page, go),
        }
        if what == "category":
            if row.provider_uid:
                go("category", uid=row.provider_uid)
        else:
            doing[what]()

    def _start_agenda(self, uid: str, go: Callable[..., object]) -> None:
        self._control.write(
            lambda s: s.minutes.start_agenda(uid), "Agenda written.",
            lambda started: go("composer", uid=started.uid),
        )  # fmt: skip

    def _agree(self) -> None:
        """The minutes of the meeting before are agreed at this one."""
        page = self._control.page
        if page is not None and page.previous is not None:
            before, here, day = page.previous.uid, page.row.uid, page.row.day
            self._control.write(lambda s: s.minutes.agree(before, here, day), "Minutes agreed.")

    def _delete(self, page: MeetingPage, go: Callable[..., object]) -> None:
        uid = page.row.uid
        self._control.write(
            lambda s: s.meetings.delete(uid), "Meeting deleted.",
            lambda _done: go("series", uid=page.row.series_uid),
        )  # fmt: skip
