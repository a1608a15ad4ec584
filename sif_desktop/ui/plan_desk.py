"""What is done to a plan by asking: begun, changed, closed; its rows judged and costed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QMessageBox, QWidget

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_evaluations import SIDES, Period, evaluation_of
from sif_desktop.domain.plan_status import DEGREES, SAYABLE, STATUSES
from sif_desktop.domain.plan_templates import Agreed, PlanTemplate
from sif_desktop.domain.plans import Plan, Word
from sif_desktop.services.day_text import day_of, day_value
from sif_desktop.services.plans import PlanFields
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm, ask_and_write
from sif_desktop.ui.plan_lines import OutlineLine

_WORDS = {
    "approval": ("Approval", "Record"),
    "consulted": ("Consulted", "Record"),
    "stage": ("Stage reached", "Record"),
    "sign_off": ("Sign off", "Sign off"),
}
_RESTRICTED = (
    "This kind of plan is restricted: it stands in no list and no search, and in no document but "
    "its own."
)


class PlanDesk:
    """`parent` is the page or section that asks; `opened(uid)` is told of a new plan."""

    def __init__(
        self, context: AppContext, parent: QWidget, opened: Callable[[str], object]
    ) -> None:
        self._context, self.parent, self._opened = context, parent, opened
        self.form: AskedForm | None = None

    @property
    def services(self) -> Any:
        return self._context.services

    def read(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Read on the worker and go on with what comes back."""
        self._context.jobs.run(self.parent, work, then)

    def ask(
        self, title: str, verb: str, asks: list[Ask], write: Callable[[dict[str, str]], Any],
        words: str, intro: str = "", then: Callable[[Any], object] | None = None,
    ) -> AskedForm:  # fmt: skip
        form = AskedForm(self.parent, title, verb, asks, self._context.today(), intro)
        self.form = ask_and_write(self._context, form, write, words, then)
        return form

    def write(self, work: Callable[[], Any], words: str) -> None:
        """Write on the worker without asking, and say so."""
        context = self._context
        context.jobs.run(
            self.parent, work, lambda done: context.announce(getattr(done, "changes", done), words)
        )

    # The plan itself ----------------------------------------------------------------------------

    def begin(self, provider_uid: str = "", template: str = "") -> None:
        """Choose a school (unless given), then one of the plans the rulebook has for it."""
        if provider_uid:
            self._choose_template(provider_uid, template)
            return
        context = self._context

        def ask(schools: Mapping[str, str]) -> None:
            asks = [Ask("school", "School", "find", "", schools)]
            form = AskedForm(self.parent, "Begin a plan", "Next", asks, context.today())

            def chosen() -> None:
                uid = form.values()["school"]
                if uid:
                    form.accept()
                    self._choose_template(uid)
                else:
                    form.fault.setText("Choose a school from the list.")
                    form.fault.show()
                    form.verb.setEnabled(True)

            form.confirmed.connect(chosen)
            form.open()
            self.form = form

        context.jobs.run(self.parent, lambda: dict(context.services.visits.schools()), ask)

    def _choose_template(self, provider_uid: str, wanted: str = "") -> None:
        context = self._context
        context.jobs.run(
            self.parent,
            lambda: context.services.plans.offered(provider_uid),
            lambda offered: self._begin(provider_uid, offered, wanted),
        )

    def _begin(self, provider_uid: str, offered: tuple[PlanTemplate, ...], wanted: str) -> None:
        if not offered:
            QMessageBox.information(
                self.parent, "Begin a plan", "The rulebook has no plan for this kind of school."
            )
            return
        service = self._context.services.plans
        chosen = next((one for one in offered if one.id == wanted), offered[0])
        first = service.defaults(chosen)
        asks = [
            Ask("template", "Kind of plan", "choice", chosen.id,
                {one.id: one.title for one in offered}),
            *_plan_asks(first),
        ]  # fmt: skip

        def write(given: dict[str, str]) -> Any:
            wanted = given.pop("template")
            template = next(one for one in offered if one.id == wanted)
            if given["title"] == first.title:  # left as offered: the words of the kind chosen
                given["title"] = template.title
            return service.begin(provider_uid, template.id, PlanFields(**given))

        restricted = any(one.visibility == "restricted" for one in offered)
        intro = "Its parts and columns are those of the rulebook."
        if restricted:
            names = ", ".join(one.title for one in offered if one.visibility == "restricted")
            intro += f" Restricted, and so kept out of every list and search: {names}."
        self.ask(
            "Begin a plan", "Begin", asks, write, "Plan begun.", intro,
            lambda added: self._opened(added.uid),
        )  # fmt: skip

    def edit(self, plan: Plan) -> None:
        service = self._context.services.plans
        first = PlanFields(
            plan.title, _iso(plan.start), _iso(plan.end), plan.support_level,
            _iso(plan.remove_by), plan.case_uid, plan.inspection_uid,
        )  # fmt: skip

        def write(given: dict[str, str]) -> Any:
            kept = {"case_uid": plan.case_uid, "inspection_uid": plan.inspection_uid}
            return service.edit(plan.uid, PlanFields(**given, **kept))

        intro = _RESTRICTED if plan.restricted else ""
        self.ask("Change the plan", "Save", _plan_asks(first), write, "Plan changed.", intro)

    def close(self, plan: Plan) -> None:
        service = self._context.services.plans
        self.ask(
            "Close the plan", "Close", [Ask("outcome", "What came of it", "text", plan.outcome)],
            lambda given: service.close(plan.uid, given["outcome"]), "Plan closed.",
        )  # fmt: skip

    # Who has a word -----------------------------------------------------------------------------

    def give_word(self, plan: Plan, kind: str, one: Agreed) -> None:
        """Record that somebody approved, was consulted, signed, or that a stage is reached."""
        words = self._context.services.plan_words
        title, verb = _WORDS[kind]
        asks = [
            Ask("day", "Day", "date", self._context.today().isoformat()),
            Ask("who", "Name", "line"),
            Ask("note", "Note", "text"),
        ]
        if kind in ("stage", "sign_off") and words.waits_for(plan, kind, one.code):
            asks.append(Ask("why", "Why before its turn", "text"))

        def write(given: dict[str, str]) -> Any:
            return words.say(plan.uid, kind, one.code, **given)

        self.ask(title, verb, asks, write, "Recorded.", one.label)

    def take_back(self, word: Word) -> None:
        words = self._context.services.plan_words
        self.write(lambda: words.take_back(word.uid), "Taken back.")

    # Its rows -----------------------------------------------------------------------------------

    def judge(self, plan: Plan, line: OutlineLine) -> None:
        """How an action, a milestone or a success criterion stands, with what shows it."""
        following = self._context.services.plan_following
        today = self._context.today().isoformat()
        if line.level == "criterion":
            row = next(one for one in plan.criteria if one.uid == line.uid)
            asks = [
                Ask("degree", "Degree of success", "choice", row.degree or "fully", DEGREES),
                Ask("evidence", "What shows it", "text", row.evidence),
                Ask("if_not", "Action if not successful", "text", row.if_not),
            ]
            self.ask(
                "Judge a success criterion", "Save", asks,
                lambda given: following.judge_criterion(
                    line.uid, given["degree"], given["evidence"], given["if_not"]
                ),
                "Judged.", line.words,
            )  # fmt: skip
            return
        one = next(row for row in plan.followed if row.uid == line.uid)
        asks = [
            Ask("status", "It is", "choice", one.judged.status or "on_track",
                {code: STATUSES[code] for code in SAYABLE}),
            Ask("evidence", "What shows it", "text", one.judged.evidence),
            Ask("on", "Judged on", "date", today),
        ]  # fmt: skip

        def write(given: dict[str, str]) -> Any:
            return following.judge(
                line.level, line.uid, given["status"], given["evidence"], day_value(given["on"])
            )

        self.ask("How it stands", "Save", asks, write, "Recorded.", line.words)

    def move_date(self, line: OutlineLine) -> None:
        """Another date for an action or a milestone, with the reason."""
        following = self._context.services.plan_following
        asks = [
            Ask("day", "New date", "date", _iso(line.due)),
            Ask("reason", "Why it moves", "text"),
        ]

        def move(given: dict[str, str]) -> Any:
            day = date.fromisoformat(day_of(given["day"], "The new date", needed=True))
            return following.move_date(line.level, line.uid, day, given["reason"])

        self.ask(
            "Move a date", "Move", asks,
            move,
            "Date moved.", line.words,
        )  # fmt: skip

    def evaluate(self, plan: Plan, priority_uid: str, period: Period, side: str) -> None:
        """How a priority goes in a period, as one side sees it."""
        following = self._context.services.plan_following
        said = evaluation_of(plan, priority_uid, period.code, side)
        rating = said.rating if said is not None else "on_track"
        asks = [
            Ask("rating", "It is", "choice", rating, {one: STATUSES[one] for one in SAYABLE}),
            Ask("text", "Evaluation", "text", said.text if said is not None else ""),
        ]

        def write(given: dict[str, str]) -> Any:
            return following.evaluate(plan.uid, priority_uid, period.code, side, **given)

        title = next((one.title for one in plan.priorities if one.uid == priority_uid), "")
        intro = f"{title} · {period.label} · {SIDES[side]}"
        self.ask("Evaluate a priority", "Save", asks, write, "Evaluated.", intro)

    def keep_review(self, plan: Plan) -> None:
        """Keep how everything stands today, so that the next look shows what moved."""
        following, today = self._context.services.plan_following, self._context.today()
        asks = [
            Ask("title", "Title", "line", f"Review of {today.day} {today:%B}"),
            Ask("who", "Who looked at it", "line"),
            Ask("summary", "What was found", "text"),
        ]
        self.ask(
            "Keep as a review", "Keep", asks, lambda given: following.review(plan.uid, **given),
            "Review kept.", "The plan is kept as it stands today.",
        )  # fmt: skip

    def follow(self, plan: Plan, line: OutlineLine) -> None:
        """Which actions this one waits for: those it does, to be taken off, and one more."""
        outline = self._context.services.plan_outline
        words = {one.uid: one.what for one in plan.actions if one.uid != line.uid}
        now = next(one.after for one in plan.actions if one.uid == line.uid)
        held = [uid for uid in now if uid in words]
        asks = [Ask(uid, f"Follows: {words[uid]}", "tick", "yes") for uid in held]
        others = {uid: label for uid, label in words.items() if uid not in held}
        asks.append(Ask("more", "Also follows", "find", "", {"": "None", **others}))

        def write(given: dict[str, str]) -> Any:
            kept = [uid for uid in held if given[uid] == "yes"]
            return outline.follow(line.uid, [*kept, *filter(None, [given["more"]])])

        self.ask("What it follows", "Save", asks, write, "Saved.", line.words)

    def set_cost(self, line: OutlineLine, funds: tuple[str, ...] = ()) -> None:
        outline = self._context.services.plan_outline
        asks = [
            Ask("what", "What for", "line"),
            Ask("amount", "Amount in pounds", "line", hint="For example: 1,250"),
            Ask("payer", "Paid by", "choice", "school", PARTIES),
            Ask("fund", "From the fund", "suggest", "", {one: one for one in funds}),
        ]
        self.ask(
            "Set a cost", "Save", asks, lambda given: outline.set_cost(line.uid, **given),
            "Cost set.", line.words,
        )  # fmt: skip


def _plan_asks(first: PlanFields) -> list[Ask]:
    return [
        Ask("title", "Title", "line", first.title),
        Ask("start", "Start", "date", first.start),
        Ask("end", "End", "date", first.end),
        Ask("support_level", "Support level", "line", first.support_level),
        Ask("remove_by", "To leave the category by", "date", first.remove_by),
    ]


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
