"""One plan under several lenses: its outline, its time, its reviews, what it covers, who agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sif_desktop.domain.dates import say
from sif_desktop.domain.plan_costs import money, total
from sif_desktop.domain.plan_status import STATUSES, status_of_plan
from sif_desktop.services.plan_view import PlanView
from sif_desktop.services.plans import STATES
from sif_desktop.services.plans import PlanPage as Shown
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.page import Page
from sif_desktop.ui.plan_desk import PlanDesk
from sif_desktop.ui.plan_files import PlanFiles
from sif_desktop.ui.plan_pasting import PlanPasting
from sif_desktop.ui.plan_pulls import PlanPulls
from sif_desktop.ui.text_phrases import TextPhrases
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.later_tabs import LaterTabs
from sif_desktop.ui.widgets.plan_agreement import PlanAgreement
from sif_desktop.ui.widgets.plan_coverage import PlanCoverage
from sif_desktop.ui.widgets.plan_outline import PlanOutlineView
from sif_desktop.ui.widgets.plan_review import PlanReviewView
from sif_desktop.ui.widgets.plan_timeline import PlanTimeline

TABLES = (
    "plan", "plan_text", "plan_priority", "plan_action", "plan_cost", "plan_milestone",
    "plan_criterion", "plan_evaluation", "plan_review", "plan_slip", "plan_step",
    "inspection_improvement", "provider", "provider_status", "support", "term_date",
)  # fmt: skip


class PlanPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Plan", wide=True)
        self._context = context
        self._uid = ""
        self._row = ""
        self._wanted = ""  # the row to go to once the plan is there
        self.view: PlanView | None = None
        self.desk = PlanDesk(context, self, lambda uid: self.go("plan", uid=uid))
        self.outline = PlanOutlineView(context, self.desk)
        self.phrases = TextPhrases(context, self)
        self.tabs = LaterTabs(
            "Lenses",
            {
                "outline": ("Outline", lambda: self.outline),
                "timeline": ("Timeline", self._timeline),
                "review": ("Review", self._review),
                "coverage": ("Coverage", self._coverage),
                "agreement": ("Agreement", self._agreement),
            },
        )
        self.outline.selected.connect(self._on_selected)
        self.outline.evaluated.connect(self.evaluate)
        self.tabs.looked.connect(lambda _name: self._look())
        self.files = PlanFiles(context, self)
        self.pasting = PlanPasting(context, self, self.shown_plan)
        self.outline.pasted.connect(self.pasting.paste)
        self.outline.file_wanted.connect(self.pasting.choose)
        self.print_button = Button("Print", self.show_print_menu, icon="print")
        self.add_action(self.print_button)
        self.add_action(Button("Change", self.edit, icon="edit"))
        self.set_primary("Add a row", self.add_action_row, icon="add")
        self.add(self.tabs, 1)

    # The lenses ---------------------------------------------------------------------------------

    @property
    def timeline(self) -> PlanTimeline:
        return cast(PlanTimeline, self.tabs.part("timeline"))

    @property
    def review(self) -> PlanReviewView:
        return cast(PlanReviewView, self.tabs.part("review"))

    @property
    def coverage(self) -> PlanCoverage:
        return cast(PlanCoverage, self.tabs.part("coverage"))

    @property
    def agreement(self) -> PlanAgreement:
        return cast(PlanAgreement, self.tabs.part("agreement"))

    def _timeline(self) -> PlanTimeline:
        made = PlanTimeline(self._context, self.desk)
        made.selected.connect(self._on_selected)
        made.opened.connect(self.edit_row)
        return made

    def _review(self) -> PlanReviewView:
        made = PlanReviewView(self._context, self.desk)
        made.selected.connect(self._on_selected)
        return made

    def _coverage(self) -> PlanCoverage:
        made = PlanCoverage(PlanPulls(self.desk, lambda uid: self.go("plan", uid=uid)))
        made.selected.connect(self.edit_row)
        return made

    def _agreement(self) -> PlanAgreement:
        made = PlanAgreement(self._context.today(), self.desk)
        made.typed.connect(self.outline.keep)
        made.left.connect(self.outline.left)
        return made

    # What the window asks -----------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`uid`: the plan; `row`: the row to put the cursor on."""
        if params["uid"] != self._uid:
            self.view = None
        self._uid, self._wanted = params["uid"], params.get("row", "")
        self.phrases.want()
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        if self._uid and (changes is None or changes.touches(*TABLES)):
            uid, context, first = self._uid, self._context, self.view is None

            def read() -> PlanView:
                if first:
                    context.services.plan_typing.settle_plan(uid)
                return context.services.plan_view.read(uid)

            context.jobs.run(self, read, self._show, self._gone)

    def commands(self) -> Sequence[Command]:
        group = "Plan"
        return (
            Command("plan-add", "Add an action", self.add_action_row, "Ctrl+N", group),
            Command("plan-paste", "Paste a table", self.outline.paste, "Ctrl+Shift+V", group),
            Command(
                "plan-file",
                "Add rows from a Word or Excel file",
                self.outline.ask_for_file,
                "",
                group,
            ),
            Command("plan-print", "Print this plan", self.show_print_menu, "Ctrl+P", group),
            Command("plan-edit", "Change this plan", self.edit, "Ctrl+E", group),
            Command("plan-run", "Set this plan running", self.run, "", group),
            Command("plan-close", "Close this plan", self.close_plan, "", group),
            Command("plan-reopen", "Reopen this plan", self.reopen, "", group),
            Command("plan-delete", "Delete this plan", self.delete, "", group),
            Command("plan-school", "Open the school of this plan", self.open_school, "", group),
        )

    def state(self) -> dict[str, Any]:
        return {"uid": self._uid, "row": self._row, "tab": self.tabs.currentIndex()}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._uid, self._wanted = state["uid"], state.get("row", "")
        self.tabs.setCurrentIndex(state.get("tab", 0))
        self.refresh(None)

    def leave(self) -> None:
        if "agreement" in self.tabs.made:
            self.agreement.flush()
        self.outline.settle()

    def take_focus(self) -> None:
        getattr(self.tabs.current(), "take_focus", self.tabs.setFocus)()

    # What it shows ------------------------------------------------------------------------------

    def _show(self, view: PlanView) -> None:
        if view.page.plan.uid != self._uid:
            return
        first, self.view = self.view is None, view
        self.show_content()
        self.set_title(view.page.plan.title, _subtitle(view.page))
        self.outline.show_plan(view.page, view.improvements, view.remarks, view.supports)
        self._row, self._wanted = self._wanted or self._row, ""
        self._look()
        if first and self.isVisible():
            self.take_focus()

    def _gone(self, error: BaseException) -> None:
        self.view = None
        self.set_title("Plan")
        self.show_empty(str(error), "", "Back to the plans", lambda: self.go("plans"))

    def _look(self) -> None:
        """Bring the lens in front up to date, its cursor on the row chosen under any of them."""
        if self.view is None:
            return
        match self.tabs.name():
            case "timeline":
                self.timeline.select(self._row)
                self.timeline.show_plan(self.view.page)
            case "review":
                self.review.select(self._row)
                self.review.show_view(self.view)
            case "coverage":
                self.coverage.show_view(self.view)
            case "agreement":
                self.agreement.show_view(self.view)
            case _ if self._row:
                self.outline.select(self._row)

    def edit_row(self, uid: str) -> None:
        """Type in this row."""
        self._row = uid
        self.tabs.setCurrentWidget(self.outline)
        self.outline.select(uid)
        self.outline.panel.edit()

    def evaluate(self, priority_uid: str) -> None:
        """Say how a priority goes this term."""
        self.tabs.setCurrentWidget(self.review)
        self.review.evaluate(priority_uid)

    def _on_selected(self, uid: str) -> None:
        self._row = uid

    def add_action_row(self) -> None:
        self.tabs.setCurrentWidget(self.outline)
        self.outline.add("action")

    # What is done -------------------------------------------------------------------------------

    def open_school(self) -> None:
        if self.view is not None:
            self.go("school", uid=self.view.page.plan.provider_uid)

    def show_print_menu(self) -> None:
        """What can be made of the plan: paper, or a workbook."""
        if self.view is not None:
            self.files.menu(self.view.page.plan, self.print_button)

    def shown_plan(self) -> Shown | None:
        """The plan on the page; None while there is none."""
        return self.view.page if self.view is not None else None

    def edit(self) -> None:
        if self.view is not None:
            self.desk.edit(self.view.page.plan)

    def run(self) -> None:
        uid, service = self._uid, self._context.services.plans
        self.desk.write(lambda: service.run(uid), "The plan is running.")

    def close_plan(self) -> None:
        if self.view is not None:
            self.desk.close(self.view.page.plan)

    def reopen(self) -> None:
        uid, service = self._uid, self._context.services.plans
        self.desk.write(lambda: service.reopen(uid), "The plan is running again.")

    def delete(self) -> None:
        uid, service = self._uid, self._context.services.plans
        self.desk.write(lambda: service.delete(uid), "Plan deleted.")


def _subtitle(page: Shown) -> str:
    """The school, the kind of plan, its span, how it stands and what is missing."""
    plan, template, today = page.plan, page.template, page.today
    span = " to ".join(say(day, today) for day in (plan.start, plan.end) if day)
    missing = [one.label for one in template.approvals if plan.said("approval", one.code) is None]
    parts = [
        page.provider,
        template.title if template.title != plan.title else "",
        span,
        STATUSES[status_of_plan(plan, today)] if plan.state == "running" else STATES[plan.state],
        f"not approved by: {', '.join(missing)}" if missing else "",
        f"costs {money(total(plan))}" if plan.costs else "",
        "restricted" if plan.restricted else "",
    ]
    return " · ".join(part for part in parts if part)
