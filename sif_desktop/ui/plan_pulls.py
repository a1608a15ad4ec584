"""What is drawn into a plan: areas of the inspection, tasks of visits, another plan beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.domain.plans import Plan
from sif_desktop.services.plans import PlanFields
from sif_desktop.ui import messages
from sif_desktop.ui.dialogs.asked import Ask
from sif_desktop.ui.plan_desk import PlanDesk


class PlanPulls:
    """Asks with the forms of `desk`; `opened(uid)` is told of a plan begun."""

    def __init__(self, desk: PlanDesk, opened: Callable[[str], object]) -> None:
        self._desk, self._opened = desk, opened

    def areas(self, plan: Plan) -> None:
        """Choose areas for improvement to be priorities of the plan."""
        family = self._desk.services.plan_family
        self._choose(
            lambda: {one.uid: f"{one.number} {one.text}".strip()
                     for one in family.areas_to_pull(plan.uid)},
            "Take areas in as priorities", "Every area for improvement is in the plan.",
            lambda chosen: family.pull_improvements(plan.uid, chosen), "Priorities added.",
        )  # fmt: skip

    def tasks(self, plan: Plan, priority_uid: str = "") -> None:
        """Choose what was agreed on visits to be actions of the plan."""
        family = self._desk.services.plan_family
        self._choose(
            lambda: {one.uid: one.what for one in family.tasks_to_pull(plan.uid)},
            "Take actions from visits", "Nothing agreed on a visit is open and not in the plan.",
            lambda chosen: family.pull_tasks(plan.uid, chosen, priority_uid), "Actions added.",
        )  # fmt: skip

    def beside(self, plan: Plan, template: PlanTemplate) -> None:
        """Begin another plan of the school with the same priorities."""
        services = self._desk.services
        self._desk.read(
            lambda: services.plans.offered(plan.provider_uid),
            lambda offered: self._beside(plan, template, offered),
        )

    def _beside(self, plan: Plan, template: PlanTemplate, offered: Sequence[PlanTemplate]) -> None:
        """The kinds read beside this one come first."""
        near = {*template.aligned_with, *(o.id for o in offered if template.id in o.aligned_with)}
        kinds = sorted(
            (one for one in offered if one.id != template.id and one.visibility != "restricted"),
            key=lambda one: one.id not in near,
        )
        if not kinds:
            messages.say(self._desk.parent, "The rulebook has no other plan for this school.")
            return
        services = self._desk.services
        first = services.plans.defaults(kinds[0])
        asks = [
            Ask("template", "Kind of plan", "choice", kinds[0].id,
                {one.id: one.title for one in kinds}),
            Ask("start", "Start", "date", plan.start.isoformat() if plan.start else first.start),
            Ask("end", "End", "date", plan.end.isoformat() if plan.end else first.end),
            Ask("priorities", "With the same priorities", "tick", "yes"),
        ]  # fmt: skip

        def write(given: dict[str, str]) -> Any:
            kind = next(one for one in kinds if one.id == given["template"])
            fields = PlanFields(kind.title, given["start"], given["end"])
            return services.plan_family.start_beside(
                plan.uid, kind.id, fields, priorities=given["priorities"] == "yes"
            )

        self._desk.ask(
            "Begin a plan beside it", "Begin", asks, write, "Plan begun.",
            "Both answer the same inspection; Coverage shows them side by side.",
            lambda added: self._opened(added.uid),
        )  # fmt: skip

    def _choose(
        self,
        read: Callable[[], Mapping[str, str]],
        title: str,
        none: str,
        write: Callable[[list[str]], Any],
        words: str,
    ) -> None:
        """A tick for each; all are ticked to begin with."""

        def ask(offered: Mapping[str, str]) -> None:
            if not offered:
                messages.say(self._desk.parent, none)
                return
            asks = [Ask(uid, label, "tick", "yes") for uid, label in offered.items()]

            def chosen(given: dict[str, str]) -> Any:
                return write([uid for uid, ticked in given.items() if ticked == "yes"])

            self._desk.ask(title, "Add", asks, chosen, words)

        self._desk.read(read, ask)
