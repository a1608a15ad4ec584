"""What is done about meetings by asking: series begun and ended, meetings planned or not held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.services.files import write_whole
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm, ask_and_write
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.dialogs.series_form import BODY, CloseForm, SeriesForm
from sif_desktop.ui.school_desk import ask as ask_form

_RULEBOOK = "rulebook"
_UNITS = {
    "": "As it is now",
    _RULEBOOK: "As the rulebook says",
    "week": "weeks",
    "month": "months",
    "half_term": "half terms",
    "term": "terms",
    "year": "years",
}


class MeetingDesk:
    """`parent` is the page or section that asks; `go(key, **params)` takes the officer there."""

    def __init__(self, context: AppContext, parent: QWidget, go: Callable[..., object]) -> None:
        self._context, self.parent, self._go = context, parent, go
        self.form: FormDialog | None = None

    @property
    def services(self) -> Any:
        return self._context.services

    @property
    def today(self) -> str:
        return self._context.today().isoformat()

    def ask(
        self, title: str, verb: str, asks: list[Ask], write: Callable[[dict[str, str]], Any],
        words: str, intro: str = "", then: Callable[[Any], object] | None = None,
    ) -> None:  # fmt: skip
        form = AskedForm(self.parent, title, verb, asks, self._context.today(), intro)
        self.form = ask_and_write(self._context, form, write, words, then)

    def write(self, work: Callable[[], Any], words: str) -> None:
        """Write on the worker without asking, and say so."""
        context = self._context
        context.jobs.run(
            self.parent, work, lambda done: context.announce(getattr(done, "changes", done), words)
        )

    def read(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self._context.jobs.run(self.parent, work, then)

    # Series -------------------------------------------------------------------------------------

    def begin(
        self, provider_uid: str = "", body_uid: str = "", kind: str = "", case_uid: str = ""
    ) -> None:
        """Choose about whom (unless given) and which kind, then why it begins."""
        chosen = f"{BODY}{body_uid}" if body_uid else provider_uid

        def ask(about: Mapping[str, str]) -> None:
            form = SeriesForm(self._context, self.parent, about, chosen, kind, case_uid)
            form.opened.connect(self._begun)
            form.open()
            self.form = form

        self.read(lambda: _about(self.services), ask)

    def _begun(self, added: Any) -> None:
        self._context.announce(added.changes, "Series begun.")
        self._go("series", uid=added.uid)

    def change(self, page: Any) -> None:
        """Its name, place, chair and how often it meets."""
        service, row = self.services.meeting_series, page.row
        rhythm = page.rhythm
        asks = [
            Ask("title", "Name", "line", row.title),
            Ask("place", "Place", "line", page.place),
            Ask("chair", "Chair", "line", page.chair),
            Ask("every", "Every how many", "line", "", hint=_every(rhythm)),
            Ask("unit", "Counted in", "choice", "", _UNITS),
        ]

        def write(given: dict[str, str]) -> Any:
            unit, every = given.pop("unit"), given.pop("every").strip()
            if unit == _RULEBOOK:
                return service.edit(row.uid, **given, every=0, unit="")
            if not unit:
                return service.edit(row.uid, **given)
            return service.edit(row.uid, **given, every=_whole(every or "1"), unit=unit)

        self.ask("Change these meetings", "Save", asks, write, "Changed.")

    def close(self, page: Any) -> None:
        service, uid = self.services.meeting_series, page.row.uid
        form = CloseForm(self.parent, page, self._context.today())
        ask_form(
            self._context, form, lambda: partial(service.close, uid, *form.given()),
            "These meetings have ended.",
        )  # fmt: skip
        self.form = form

    def reopen(self, uid: str) -> None:
        self.write(lambda: self.services.meeting_series.reopen(uid), "Open again.")

    def delete_series(self, row: Any) -> None:
        """Take a series out with its meetings; Undo brings it back."""
        self.write(lambda: self.services.meeting_series.delete(row.uid), f"{row.title} deleted.")
        self._go("meetings")

    # Meetings -----------------------------------------------------------------------------------

    def plan(self, series_uid: str) -> None:
        """The day proposed by the rulebook, with time, place and chair."""
        services = self.services

        def work() -> tuple[Any, dict[str, str]]:
            page = services.meeting_series.page(series_uid)
            meetings = services.context.pack().meetings
            return page, {m.code: m.title for m in meetings if m.of == page.type.code}

        self.read(work, lambda found: self._plan(*found))

    def _plan(self, page: Any, within: Mapping[str, str]) -> None:
        """`within` are kinds held within such a series, such as a summative meeting."""
        service, row = self.services.meetings, page.row
        day = page.proposed.isoformat() if page.proposed else ""
        kinds = {page.type.code: page.type.title, **within}
        asks = [
            Ask("kind", "Kind of meeting", "choice", page.type.code, kinds),
            Ask("day", "Day", "date", day),
            Ask("start_time", "From", "line", "", hint="10:00"),
            Ask("end_time", "Until", "line", "", hint="12:00"),
            Ask("place", "Place", "line", page.place),
            Ask("chair", "Chair", "line", page.chair),
        ][len(kinds) == 1 :]

        def write(given: dict[str, str]) -> Any:
            kind = given.pop("kind", page.type.code)
            return service.plan(
                row.uid, MeetingFields(**given, kind="" if kind == page.type.code else kind)
            )

        self.ask(
            "Plan the meeting", "Plan", asks, write, "Meeting planned.", page.proposed_why,
            lambda added: self._go("meeting", uid=added.uid),
        )  # fmt: skip

    def act(self, key: str, row: Any) -> None:
        """What a single letter does with a meeting in a list."""
        {
            "E": self.move,
            "N": self.missed,
            "X": self.cancel,
            "I": self.save_invitation,
            "M": self.open_minutes,
            "R": self.reopen_meeting,
        }[key](row)

    def reopen_meeting(self, row: Any) -> None:
        self.write(lambda: self.services.meetings.reopen(row.uid), "The meeting is planned again.")

    def move(self, row: Any) -> None:
        """Another day, time, place or chair."""
        service = self.services.meetings
        asks = [
            Ask("day", "Day", "date", row.day),
            Ask("start_time", "From", "line", row.start_time),
            Ask("end_time", "Until", "line", row.end_time),
            Ask("place", "Place", "line", row.place),
            Ask("chair", "Chair", "line", row.chair),
        ]
        self.ask(
            "Change when and where", "Save", asks,
            lambda given: service.edit(row.uid, MeetingFields(**given, kind=row.kind)),
            "Meeting changed.", f"{row.title}: {row.about}",
        )  # fmt: skip

    def missed(self, row: Any) -> None:
        service = self.services.meetings
        self.ask(
            "It was not held", "Record", [Ask("why", "Why", "text", row.why)],
            lambda given: service.missed(row.uid, given["why"]),
            "Recorded as not held.", "It counts as missed in how the series keeps to its rhythm.",
        )  # fmt: skip

    def cancel(self, row: Any) -> None:
        service = self.services.meetings
        self.ask(
            "Cancel the meeting", "Cancel the meeting", [Ask("why", "Why", "text", row.why)],
            lambda given: service.cancel(row.uid, given["why"]), "Meeting cancelled.",
        )  # fmt: skip

    def open_minutes(self, row: Any) -> None:
        """The minutes as a document; begun now where the meeting was held and has none."""
        if row.document_uid:
            self._go("composer", uid=row.document_uid)
        else:
            self._start(lambda: self.services.minutes.start(row.uid), "Minutes begun.")

    def _start(self, work: Callable[[], Any], words: str) -> None:
        def done(started: Any) -> None:
            self._go("composer", uid=started.uid)
            self._context.announce(started.changes, words)

        self.read(work, done)

    def save_invitation(self, row: Any) -> None:
        """The invitation as a calendar file to send to those asked."""
        from sif_desktop.services.documents.issue import safe_name

        name = safe_name("{day} {title}", {"day": row.day, "title": row.title})
        chosen, _ = QFileDialog.getSaveFileName(
            self.parent, "Save the invitation", f"{name}.ics", "Calendar (*.ics)"
        )
        if chosen:
            self.save_invitation_to(row, Path(chosen))

    def save_invitation_to(self, row: Any, path: Path) -> None:
        meetings = self.services.meetings
        self.read(
            lambda: write_whole(path, meetings.invitation(row.uid), replace=True),
            lambda _path: messages.say(self.parent, f"Invitation saved as {path.name}."),
        )


def _about(services: Any) -> dict[str, str]:
    """Whom meetings may be about: schools, then bodies."""
    bodies = {f"{BODY}{one.uid}": one.title for one in services.bodies.rows()}
    return {**dict(services.visits.schools()), **bodies}


def _every(rhythm: Any) -> str:
    """How often it meets now, as a hint in the field."""
    return str(rhythm.every) if rhythm is not None and rhythm.every else ""


def _whole(text: str) -> int:
    if not text.isdigit():
        raise Problem(f"“{text}” is no number.", "Give a whole number, such as 6.")
    return int(text)
