"""One school's category: its criteria judged by keys, the proposal at once, the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sif_desktop.domain.category_decision import Decision, StagePassed
from sif_desktop.domain.errors import Problem
from sif_desktop.services.category_lines import HAND, CategoryView, CriterionLine, Round, StageLine
from sif_desktop.services.day_text import day_value
from sif_desktop.services.evidence_links import EvidenceLink
from sif_desktop.services.listing import ToBegin
from sif_desktop.ui import messages
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm, ask_and_write
from sif_desktop.ui.dialogs.decide_category import DateStage, DecideCategory
from sif_desktop.ui.dialogs.form_dialog import on_confirm
from sif_desktop.ui.listing_asks import begin_of, wanted_asks
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.criteria_table import CriteriaTable
from sif_desktop.ui.widgets.proposal_panel import ProposalPanel
from sif_desktop.ui.widgets.side_by_side import SideBySide

_TABLES = ("finding", "judgement", "judgement_stage", "provider", "provider_status", "inspection",
           "indicator_value", "step", "event", "meeting", "visit", "document",
           "document_version", "meeting_series", "plan")  # fmt: skip
_NARROW = 900  # px at 100 %: below it the proposal stands under the criteria


class CategoryPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Category", wide=True)
        self._context = context
        self._uid = ""
        self._cursor = ""
        self._view: CategoryView | None = None
        self._after_decision = False
        self.criteria = CriteriaTable()
        self.panel = ProposalPanel()
        self.next = Button("Next undecided", self.next_undecided)
        self.begin_wanted = Button("Begin what it asks for…", self.begin, icon="meetings")
        self.begin_wanted.hide()
        self._wanted: ToBegin | None = None
        self.add_action(self.begin_wanted)
        self.school = Button("The school", lambda: self.go("school", uid=self._uid))
        self.add_action(self.school)
        self.add_action(self.next)
        self.set_primary("Decide", self.decide)
        self.add(SideBySide(self.criteria, self.panel, (3, 2), _NARROW), 1)
        self.criteria.judged.connect(self._judge)
        self.criteria.evidenced.connect(self._write_evidence)
        self.criteria.link_wanted.connect(self._ask_link)
        self.criteria.link_opened.connect(self._open_link)
        self.panel.letter_wanted.connect(self.write_letter)
        self.panel.stage_wanted.connect(self._date_stage)
        self.panel.drop_wanted.connect(self._drop_letter)
        self.panel.extension_wanted.connect(self.extend)
        self.panel.draft_wanted.connect(self.decide)
        self.panel.discard_wanted.connect(self._discard)

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`uid`: the school."""
        self._uid, self._view = params["uid"], None
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        if self._uid and (changes is None or changes.touches(*_TABLES)):
            uid, context = self._uid, self._context
            work = lambda: context.services.categories.view(uid)  # noqa: E731
            context.jobs.run(self, work, self._show, self._gone)
            context.jobs.run(self, lambda: context.services.listing.wanted(uid), self._show_wanted)

    def commands(self) -> Sequence[Command]:
        group = "Category"
        return (
            Command("category-decide", "Decide on the category", self.decide, "Ctrl+D", group),
            Command(
                "category-next", "Go to the next school not decided on", self.next_undecided,
                "Ctrl+Shift+N", group,
            ),
            Command(
                "category-extend", "Give the school longer in its category", self.extend, "",
                group,
            ),
            Command("category-begin", "Begin what the category asks for", self.begin, "", group),
            Command(
                "category-letter", "Write the letter about the category", self._newest_letter, "",
                group,
            ),
        )  # fmt: skip

    def state(self) -> dict[str, Any]:
        row = self.criteria.table.current_row()
        return {"uid": self._uid, "criterion": row.id if row else ""}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._uid, self._cursor = state["uid"], state.get("criterion", "")
        self.refresh(None)

    def leave(self) -> None:
        self.criteria.settle()

    def take_focus(self) -> None:
        self.criteria.table.setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, view: CategoryView) -> None:
        if view.uid != self._uid:
            return
        first, self._view = self._view is None, view
        source = f"{view.title} · rulebook {view.paragraph}" if view.paragraph else view.title
        self.set_title(view.name, source)
        if not view.scheme:
            self.show_empty(
                "The rulebook sorts this school into no category.",
                "Its kind may not be known yet; it stands on the school’s page.",
                "Open the school",
                lambda: self.go("school", uid=self._uid),
            )
            return
        self.show_content()
        self.criteria.show_criteria(view.criteria)
        self.panel.show_view(view)
        if self._cursor:
            self.criteria.table.select_key(self._cursor)
            self._cursor = ""
        if first and self.isVisible():
            self.take_focus()
        if self._after_decision:
            self._after_decision = False
            (self.panel.letter or self.next).setFocus()

    def _show_wanted(self, found: ToBegin) -> None:
        """Meetings and plans the category asks for can be begun as long as they are not there."""
        self._wanted = found
        self.begin_wanted.setVisible(bool(found))

    def _gone(self, error: BaseException) -> None:
        self._view = None
        self.begin_wanted.hide()
        self.set_title("Category")
        self.show_empty(str(error), "", "Back to the round", lambda: self.go("category_round"))

    # What is done --------------------------------------------------------------------------------

    def _judge(self, criterion: str, value: str) -> None:
        uid = self._uid
        self._write(lambda service: service.find(uid, criterion, value))

    def _write_evidence(self, criterion: str, words: str) -> None:
        row = self._line_of(criterion)
        value = row.value if row is not None and row.by == HAND else "not_judged"
        uid = self._uid
        self._write(lambda service: service.find(uid, criterion, value, words))

    def _ask_link(self, row: CriterionLine) -> None:
        """Which visit, document or inspection the finding rests on."""
        if self._view is None:
            return
        uid, value = self._uid, row.value if row.by == HAND else "not_judged"
        chosen = row.link.uid if row.link is not None else ""
        choices = {"": "No record", **{one.uid: one.words for one in self._view.evidence}}
        form = AskedForm(
            self, "What the finding rests on", "Link",
            [Ask("record", "Record", "choice", chosen, choices)], self._context.today(), row.text,
        )  # fmt: skip
        service = self._context.services.categories
        ask_and_write(
            self._context, form,
            lambda given: service.find(uid, row.id, value, None, given["record"]), "Linked.",
        )  # fmt: skip

    def _open_link(self, link: EvidenceLink) -> None:
        where: Mapping[str, Callable[[], object]] = {
            "visit": lambda: self.go("visit", uid=link.uid),
            "document": lambda: self.go("composer", uid=link.uid),
            "inspection": lambda: self.go("school", uid=self._uid, part="inspections"),
        }
        where[link.table]()

    def _line_of(self, criterion: str) -> CriterionLine | None:
        lines = self._view.criteria if self._view is not None else ()
        return next((one for one in lines if one.id == criterion), None)

    def _write(self, work: Callable[[Any], Any]) -> None:
        context = self._context
        context.jobs.run(
            self,
            lambda: work(context.services.categories),
            lambda changes: context.announce(changes, f"{changes.label}."),
        )

    def decide(self) -> None:
        """Ask for the decision and all that belongs to it."""
        view, context = self._view, self._context
        if view is None or not view.scheme:
            return
        self.criteria.settle()
        form = DecideCategory(self, view, context.today())

        def save() -> None:
            given: Decision = form.decision()
            work = lambda: context.services.categories.decide(view.uid, given)  # noqa: E731
            context.jobs.run(form, work, done, form.refuse)

        def done(decided: Any) -> None:
            form.accept()
            self._after_decision = True
            context.announce(decided.changes, f"{decided.changes.label}.")

        def keep() -> None:
            try:
                given = form.decision()
            except Problem as problem:
                form.refuse(problem)
                return
            work = lambda: context.services.categories.keep_open(view.uid, given)  # noqa: E731
            context.jobs.run(form, work, kept, form.refuse)

        def kept(changes: Any) -> None:
            form.accept()
            context.announce(changes, "Kept open: go on with it when it is to be decided.")

        on_confirm(form, save)
        form.kept.connect(keep)
        form.open()

    def begin(self) -> None:
        """Begin the meetings and plans the category asks for, in one action."""
        uid, context, found = self._uid, self._context, self._wanted
        if not found:
            return

        def write(given: dict[str, str]) -> Any:
            chosen, rest = begin_of(given)
            return context.services.listing.begin(uid, chosen, rest.get("why", ""))

        title = "What the category asks for"
        form = AskedForm(self, title, "Begin", wanted_asks(found), context.today())
        ask_and_write(context, form, write, "Begun: they stand on the school’s page.")

    def _discard(self) -> None:
        uid = self._uid
        self._write(lambda service: service.discard(uid))

    def extend(self) -> None:
        """Ask for a later day to leave the category, and for the reason."""
        view, context = self._view, self._context
        if view is None or not view.exit_by:
            return
        asks = [Ask("until", "To have left it by", "date"), Ask("reason", "Why", "text")]
        intro = view.extension or "The rulebook foresees no longer time; the reason is kept."
        form = AskedForm(self, "Give it longer", "Give longer", asks, context.today(), intro)

        def write(given: dict[str, str]) -> Any:
            until = day_value(given["until"])
            return context.services.categories.extend(view.uid, until, given["reason"])

        ask_and_write(context, form, write, "Longer time given.")

    def _drop_letter(self, decision: str) -> None:
        context = self._context
        asks = [Ask("reason", "Why no letter is sent", "text")]
        form = AskedForm(self, "Drop the letter", "Drop it", asks, context.today())
        drop = context.services.category_letters.drop
        write = lambda given: drop(decision, given["reason"])  # noqa: E731
        ask_and_write(context, form, write, "No letter is sent; the reason is kept.")

    def _date_stage(self, decision: str, stage: StageLine) -> None:
        form, context = DateStage(self, stage, self._context.today()), self._context

        def save() -> None:
            given: StagePassed = form.passed()
            work = lambda: context.services.categories.pass_stage(decision, given)  # noqa: E731
            context.jobs.run(form, work, done, form.refuse)

        def done(changes: Any) -> None:
            form.accept()
            context.announce(changes, f"{stage.title}: dated.")

        on_confirm(form, save)
        form.open()

    def _newest_letter(self) -> None:
        if self._view is not None and self._view.history and self._view.letters:
            self.write_letter(self._view.history[0].uid)

    def write_letter(self, decision: str) -> None:
        """Draft the letter that tells the school, and go to it."""
        context = self._context

        def begun(started: Any) -> None:
            self.go("composer", uid=started.uid)
            context.announce(started.changes, "Letter begun.")

        context.jobs.run(self, lambda: context.services.rounds.write_letter(decision), begun)

    def next_undecided(self) -> None:
        """The next school of the round, by name, that is not decided on this school year."""
        self.criteria.settle()
        context = self._context
        context.jobs.run(self, lambda: context.services.rounds.round(), self._go_on)

    def _go_on(self, found: Round) -> None:
        here = next((n for n, row in enumerate(found.rows) if row.uid == self._uid), -1)
        ahead = [*found.rows[here + 1 :], *found.rows[: max(here, 0)]]
        row = next((one for one in ahead if not one.decided), None)
        if row is None:
            messages.say(self, f"{found.decided} of {len(found.rows)} decided: no other is left.")
        else:
            self.go("category", uid=row.uid)
