"""What frames a plan and who agreed to it: its facts and texts, roles, contributors, stages,
sign-offs and approvals, each with its day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sif_desktop.domain.dates import say, say_due
from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_costs import by_fund, money, totals
from sif_desktop.domain.plan_templates import Agreed
from sif_desktop.domain.plans import Plan, Word
from sif_desktop.services.plan_typing import OWN, PlanField
from sif_desktop.services.plan_view import PlanView
from sif_desktop.services.plans import STATES
from sif_desktop.ui import theme
from sif_desktop.ui.plan_desk import PlanDesk
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.day_count import DayCount
from sif_desktop.ui.widgets.indexed_scroll import IndexedScroll
from sif_desktop.ui.widgets.lists import KeyValues, LineRow
from sif_desktop.ui.widgets.text import Label, caption, quiet
from sif_desktop.ui.widgets.text_slot import TextSlot

PARTS = (
    ("plan", "Plan"),
    ("texts", "Texts"),
    ("roles", "Roles"),
    ("contributors", "Contributors"),
    ("stages", "Stages"),
    ("sign_offs", "Sign-off"),
    ("approvals", "Approval"),
)
_COUNT_HEIGHT = 240  # px at 100 %
_PARTS_PLAYED = {"draws_up": "draws it up", "consulted": "consulted", "finalises": "finalises it"}


class PlanAgreement(IndexedScroll):
    """`typed` and `left` are as those of the outline's panel; Enter on a line gives its word."""

    typed = Signal(object, str)
    left = Signal(object)

    def __init__(self, today: date, desk: PlanDesk) -> None:
        super().__init__(PARTS, "What frames this plan")
        self._today, self._desk = today, desk
        self._view: PlanView | None = None
        self.slots: dict[str, TextSlot] = {}

    def show_view(self, view: PlanView) -> None:
        """Build every part anew, unless somebody is typing here."""
        same = self._view is not None and self._view.page.plan.uid == view.page.plan.uid
        self._view, self._today = view, view.page.today
        if same and self._typing():
            return
        scroll = self.scrolled() if same else 0
        self.clear()
        self.slots = {}
        self._add_facts(view)
        self._add_texts(view)
        self._add_roles(view)
        template, facts = view.page.template, view.page.facts
        self._add_words(
            "contributors", "consulted", template.who(template.contributors, facts),
            "The rulebook names nobody who must be heard.",
        )  # fmt: skip
        self._add_words(
            "stages", "stage", template.who(template.stages, facts),
            "The rulebook names no stages.",
        )  # fmt: skip
        self._add_words(
            "sign_offs", "sign_off", template.who(template.sign_offs, facts),
            "Nobody has to sign it off.",
        )  # fmt: skip
        self._add_words(
            "approvals", "approval", template.who(template.approvals, facts),
            "The rulebook asks for nobody’s approval.",
        )  # fmt: skip
        self.lines.addStretch(1)
        if scroll:
            self.go_to("", scroll)

    def take_focus(self) -> None:
        self.index.setFocus()

    def flush(self) -> None:
        """Hand over what is being typed."""
        for slot in self.slots.values():
            slot.flush()

    def _typing(self) -> bool:
        editors = (slot.editor for slot in self.slots.values())
        return any(editor is not None and editor.hasFocus() for editor in editors)

    # The parts ----------------------------------------------------------------------------------

    def _add_facts(self, view: PlanView) -> None:
        page, desk = view.page, self._desk
        plan, template = page.plan, page.template
        asks: list[tuple[str, Callable[[], object]]] = [("Change…", partial(desk.edit, plan))]
        self.begin("plan", asks)
        areas = view.improvements.values() if template.kind == "statement" else ()
        self.add(KeyValues([
            ("Kind", template.title),
            ("School", page.provider),
            ("State", STATES[plan.state]),
            ("Start", self._day(plan.start)),
            ("End", self._day(plan.end)),
            ("Support level", plan.support_level),
            ("To leave the category by", self._day(plan.remove_by)),
            ("Areas for improvement", "\n".join(areas)),
            ("Costs", _costs(plan)),
            ("Outcome", plan.outcome),
            ("Rulebook", template.paragraph),
        ]))  # fmt: skip
        self._add_deadline(view)
        for what, remedy in view.remarks.get(plan.uid, ()):
            self.add(Label(f"◆ {what} {remedy}".strip(), "warn", wrap=True))

    def _add_deadline(self, view: PlanView) -> None:
        """By when it is due, counted day by day, or why that cannot be told; what is next."""
        words = view.words
        if words.next is not None and (view.page.template.sign_offs or view.page.template.stages):
            self.add(quiet(f"Next: {words.next.label}"))
        if words.frozen:
            self.add(quiet("Signed off: it stays as it was signed. How it goes is still recorded."))
        deadline = words.deadline
        if deadline is None:
            return
        if deadline.day is None:
            self.add(Label(f"◆ {deadline.what}: {deadline.unknown}", "warn", wrap=True))
            return
        by = say_due(deadline.day, self._today)
        status = Status.OVERDUE if words.overdue else Status.WAITING
        line = LineRow(
            deadline.what, f"{deadline.rule} · {deadline.paragraph}",
            f"▲ {by}" if words.overdue else by, status=status,
        )  # fmt: skip
        count = DayCount(self._today)
        since = f"Counted from {say(deadline.anchor, self._today)}." if deadline.anchor else ""
        count.show_count("", " ".join((since, *deadline.doubts)).strip(), deadline.trace)
        count.setMinimumHeight(theme.current().px(_COUNT_HEIGHT) if deadline.trace else 0)
        line.activated.connect(count.setFocus)
        self.add(line)
        self.add(count)

    def _add_texts(self, view: PlanView) -> None:
        self.begin("texts")
        texts = view.page.template.texts_on("plan")
        for text in texts:
            label = f"{text.label} (needed)" if text.required else text.label
            self._add_slot(view, text.code, label, text.prompt)
            if text.paragraph:
                self.add(caption(text.paragraph))
        if not texts:
            self.add(quiet("This kind of plan has no texts of its own."))

    def _add_roles(self, view: PlanView) -> None:
        self.begin("roles")
        for role, label in view.roles.items():
            self._add_slot(view, role, label, "What this role does in the plan")
        if not view.roles:
            self.add(quiet("This kind of plan names no roles."))

    def _add_slot(self, view: PlanView, code: str, label: str, prompt: str) -> None:
        plan = view.page.plan
        slot = TextSlot(label, plan.text(code), prompt)
        field = PlanField(plan.uid, OWN, plan.uid, code)
        slot.settled.connect(lambda text: self.typed.emit(field, text))
        slot.left.connect(lambda _text: self.left.emit(field))
        words = quiet(label)
        words.setBuddy(slot)
        slot.setEnabled(not view.words.frozen)
        self.slots[code] = slot
        self.add(words)
        self.add(slot)

    def _add_words(self, part: str, kind: str, those: Sequence[Agreed], none: str) -> None:
        self.begin(part)
        assert self._view is not None, "parts are added for a plan that is shown"
        plan = self._view.page.plan
        for one in those:
            self.add(self._word(kind, one, plan.said(kind, one.code)))
        if not those:
            self.add(quiet(none))

    def _word(self, kind: str, one: Agreed, said: Word | None) -> QWidget:
        assert self._view is not None, "words are of a plan that is shown"
        detail = _PARTS_PLAYED.get(one.part, "")
        if said is not None:
            parts = (
                said.who,
                said.note,
                said.out_of_order and f"out of order: {said.out_of_order}",
            )
            detail = " · ".join(part for part in (detail, *parts) if part)
        line = LineRow(
            one.label, detail or one.paragraph, self._day(said.day) if said else "not yet",
            status=Status.MET if said else Status.NONE,
            keys={"T": "take it back"} if said else {},
        )  # fmt: skip
        plan = self._view.page.plan
        line.activated.connect(partial(self._desk.give_word, plan, kind, one))
        if said is not None:
            line.asked.connect(lambda _key: self._desk.take_back(said))
        return line

    def _day(self, day: date | None) -> str:
        return say(day, self._today) if day else ""


def _costs(plan: Plan) -> str:
    """What each side pays, and what is drawn from which fund."""
    if not plan.costs:
        return ""
    payers = (f"{PARTIES.get(who, 'not said')} {money(sum_)}" for who, sum_ in totals(plan).items())
    funds = (f"of it {money(sum_)} from the {fund}" for fund, sum_ in by_fund(plan).items())
    return "\n".join(("; ".join(payers), *funds))
