"""What is done about concerns, contacts, support and triggers: each asks in a form and writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from sif_desktop.services.concerns import KINDS, ConcernFields, ConcernRow
from sif_desktop.services.contacts import ROUTES, ContactFields, ContactRow
from sif_desktop.services.day_text import day_value
from sif_desktop.services.support import (
    COMMISSIONERS,
    IMPACTS,
    MODES,
    SUSTAINED,
    SupportFields,
    SupportRow,
)
from sif_desktop.services.support import KINDS as SUPPORT_KINDS
from sif_desktop.services.trigger_table import TriggerLine
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm, ask_and_write

Schools = Mapping[str, str]
_RESTRICTED = (
    "A restricted concern is kept apart: it stands in no list, no search, no document and on no "
    "screen shown to others."
)


class ConcernDesk:
    """`parent` is the page or section that asks."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        self._context, self._parent = context, parent
        self.form: AskedForm | None = None

    @property
    def _today(self) -> date:
        return self._context.today()

    def _ask(
        self, title: str, verb: str, asks: list[Ask], write: Callable[[dict[str, str]], Any],
        words: str, intro: str = "",
    ) -> None:  # fmt: skip
        form = AskedForm(self._parent, title, verb, asks, self._today, intro)
        self.form = ask_and_write(self._context, form, write, words)

    def _write(self, work: Callable[[], Any], words: str) -> None:
        context = self._context
        context.jobs.run(self._parent, work, lambda changes: context.announce(changes, words))

    def with_schools(
        self, then: Callable[[Schools], object], uid: str = "", name: str = ""
    ) -> None:
        """Go on with the one school, or with all of them to choose from."""
        if uid:
            then({uid: name})
            return
        context = self._context
        context.jobs.run(self._parent, lambda: dict(context.services.visits.schools()), then)

    # Concerns -----------------------------------------------------------------------------------

    def log_concern(self, uid: str = "", name: str = "") -> None:
        self.with_schools(self._log_concern, uid, name)

    def _log_concern(self, schools: Schools) -> None:
        service = self._context.services.concerns
        asks = [_school(schools), *self._concern_asks(None)]

        def write(given: dict[str, str]) -> Any:
            return service.add(given.pop("school"), _concern(given))

        self._ask("Log a concern", "Log", asks, write, "Concern logged.", _RESTRICTED)

    def edit_concern(self, row: ConcernRow) -> None:
        service = self._context.services.concerns

        def write(given: dict[str, str]) -> Any:
            return service.edit(row.uid, _concern(given))

        asks = [one for one in self._concern_asks(row) if one.kind != "tick"]
        self._ask("Change the concern", "Save", asks, write, "Concern changed.")

    def _concern_asks(self, row: ConcernRow | None) -> list[Ask]:
        rules = self._context.services.concerns.rules()
        today = self._today.isoformat()
        told = "School told on" if rules.told_required else "School told on (if so)"
        if rules.told_of and not rules.told_required:
            of = "; ".join(rules.sources[code] for code in rules.sources if code in rules.told_of)
            told = f"School told on (needed of: {of})"
        return [
            Ask("kind", "Kind", "choice", row.kind if row else "concern", KINDS),
            Ask("source", "Source", "choice", row.source if row else "", rules.sources),
            Ask("raised_on", "Raised on", "date", row.raised_on if row else today),
            Ask("what", "What", "text", row.what if row else ""),
            Ask("told_school_on", told, "date", row.told_school_on if row else ""),
            Ask("told_who", "Who was told", "line", row.told_who if row else ""),
            Ask("restricted", "Restricted: only the attached officer may see it", "tick"),
        ]

    def close_concern(self, row: ConcernRow) -> None:
        service = self._context.services.concerns
        asks = [Ask("outcome", "What came of it", "text")]
        self._ask(
            "Close the concern", "Close", asks,
            lambda given: service.close(row.uid, given["outcome"]), "Concern closed.", row.what,
        )  # fmt: skip

    def reopen_concern(self, row: ConcernRow) -> None:
        service = self._context.services.concerns
        self._write(lambda: service.reopen(row.uid), "Open again.")

    def advance_complaint(self, row: ConcernRow) -> None:
        service = self._context.services.concerns
        stages = {one.code: one.label for one in service.rules().stages}
        asks = [
            Ask("stage", "Stage", "choice", row.stage, stages),
            Ask("since", "Since", "date", self._today.isoformat()),
        ]

        def write(given: dict[str, str]) -> Any:
            return service.advance(row.uid, given["stage"], day_value(given["since"]))

        self._ask("Take the complaint further", "Save", asks, write, "Stage recorded.", row.what)

    def plan_review(self, uid: str, count: int) -> None:
        """The review the rulebook asks for after so many open concerns, as a task."""
        service = self._context.services.concerns
        asks = [Ask("due", "By when", "date")]
        intro = f"{count} concerns are open; the rulebook asks for a review of what is known."
        self._ask(
            "Plan the review", "Add the task", asks,
            lambda given: service.plan_review(uid, given["due"]), "Review planned.", intro,
        )  # fmt: skip

    # Contacts -----------------------------------------------------------------------------------

    def log_contact(self, uid: str = "", name: str = "") -> None:
        self.with_schools(self._log_contact, uid, name)

    def _log_contact(self, schools: Schools) -> None:
        service = self._context.services.contacts
        asks = [_school(schools), *self._contact_asks(None)]

        def write(given: dict[str, str]) -> Any:
            return service.add(given.pop("school"), ContactFields(**given))

        self._ask("Log a contact", "Log", asks, write, "Contact logged.")

    def edit_contact(self, row: ContactRow) -> None:
        service = self._context.services.contacts

        def write(given: dict[str, str]) -> Any:
            return service.edit(row.uid, ContactFields(**given))

        self._ask("Change the contact", "Save", self._contact_asks(row), write, "Contact changed.")

    def _contact_asks(self, row: ContactRow | None) -> list[Ask]:
        routes = {one: one for one in ROUTES}
        return [
            Ask("at", "Received on", "date", row.at if row else self._today.isoformat()),
            Ask("route", "Route", "suggest", row.route if row else "", routes),
            Ask("with_whom", "With whom", "line", row.with_whom if row else ""),
            Ask("about", "About", "text", row.about if row else ""),
            Ask("answer_by", "Answer by (empty: as the rulebook says)", "date",
                row.answer_by if row else ""),
        ]  # fmt: skip

    def answer_contact(self, row: ContactRow) -> None:
        service = self._context.services.contacts
        asks = [
            Ask("answer", "Answer", "text"),
            Ask("on", "Answered on", "date", self._today.isoformat()),
        ]

        def write(given: dict[str, str]) -> Any:
            return service.answer(row.uid, given["answer"], day_value(given["on"]))

        self._ask("Answer the contact", "Answered", asks, write, "Answered.", row.about)

    # Support ------------------------------------------------------------------------------------

    def start_support(self, uid: str = "", name: str = "", case_uid: str = "") -> None:
        self.with_schools(lambda schools: self._start_support(schools, case_uid), uid, name)

    def _start_support(self, schools: Schools, case_uid: str) -> None:
        service = self._context.services.support
        first = SupportFields("", from_date=self._today.isoformat())
        asks = [_school(schools), *self._support_asks(first)]

        def write(given: dict[str, str]) -> Any:
            return service.start(given.pop("school"), SupportFields(**given), case_uid)

        self._ask("Begin support", "Begin", asks, write, "Support begun.")

    def edit_support(self, row: SupportRow) -> None:
        service = self._context.services.support

        def write(given: dict[str, str]) -> Any:
            return service.edit(row.uid, SupportFields(**{"item": row.item, **given}))

        asks = self._support_asks(row.fields)
        self._ask("Change the support", "Save", asks, write, "Support changed.")

    def _support_asks(self, given: SupportFields) -> list[Ask]:
        known = self._context.services.support.all_kinds()
        me = self._context.services.context.me().name
        return [
            Ask("title", "Title", "suggest", given.title, known),
            Ask("kind", "Kind", "choice", given.kind, SUPPORT_KINDS),
            Ask("mode", "How", "choice", given.mode, MODES),
            Ask("commissioner", "Commissioned by", "choice", given.commissioner, COMMISSIONERS),
            Ask("supplier", "Given by", "line", given.supplier),
            Ask("officer_name", "Responsible officer", "line", given.officer_name or me),
            Ask("raised_on", "Need raised on", "date", given.raised_on),
            Ask("from_date", "From", "date", given.from_date),
            Ask("exit_condition", "Ends when", "line", given.exit_condition, {}, "Judged good"),
            Ask("outcomes", "Expected outcome", "text", given.outcomes),
            *self._key_task_ask(given),
        ]

    def _key_task_ask(self, given: SupportFields) -> list[Ask]:
        """Where the rulebook tells work apart by key tasks."""
        tasks = self._context.services.support.key_tasks()
        choices = {"": "As the rulebook says", **tasks}
        ask = Ask("key_task", "Key task", "choice", given.key_task, choices)
        return [ask] if tasks else []

    def end_support(self, row: SupportRow) -> None:
        service = self._context.services.support
        again = service.again_after(self._today).isoformat()
        asks = [
            Ask("impact", "Impact as judged now", "choice", "", IMPACTS),
            Ask("words", "What shows it", "text"),
            Ask("on", "Ended on", "date", self._today.isoformat()),
            Ask("again", "See whether it lasted on", "date", again),
        ]

        def write(given: dict[str, str]) -> Any:
            days = day_value(given["on"]), day_value(given["again"])
            return service.end(row.uid, given["impact"], given["words"], *days)

        intro = f"It ends when: {row.exit_condition}"
        self._ask("End the support", "End", asks, write, "Support ended.", intro)

    def look_again(self, row: SupportRow) -> None:
        service = self._context.services.support
        asks = [Ask("sustained", "Did the impact last?", "choice", row.sustained, SUSTAINED)]
        self._ask(
            "Was it sustained?", "Save", asks,
            lambda given: service.look_again(row.uid, given["sustained"]), "Recorded.",
            row.impact_words,
        )  # fmt: skip

    # Triggers -----------------------------------------------------------------------------------

    def judge(self, uid: str, line: TriggerLine) -> None:
        """An officer's own finding on one trigger."""
        service = self._context.services.triggers
        choices = {"met": "Met", "not_met": "Not met", "not_judged": "As the figures say"}
        asks = [
            Ask("value", "Finding", "choice", line.judged, choices),
            Ask("evidence", "What it rests on", "text", line.evidence),
        ]

        def write(given: dict[str, str]) -> Any:
            return service.judge(uid, line.id, given["value"], given["evidence"])

        self._ask("Judge a trigger", "Save", asks, write, "Judged.", line.text)


def _school(schools: Schools) -> Ask:
    only = next(iter(schools), "") if len(schools) == 1 else ""
    return Ask("school", "School", "find", only, schools)


def _concern(given: dict[str, str]) -> ConcernFields:
    return ConcernFields(
        what=given["what"],
        source=given["source"],
        raised_on=given["raised_on"],
        kind=given["kind"],
        told_school_on=given["told_school_on"],
        told_who=given["told_who"],
        restricted=given.get("restricted") == "yes",
    )
