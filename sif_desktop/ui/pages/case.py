"""One case: where it stands on its ladder, what is open, what ends it."""

from __future__ import annotations

from typing import Any

from sif_desktop.services.case_lines import CasePage as Case
from sif_desktop.services.case_lines import LadderLine
from sif_desktop.ui.case_desk import CaseDesk
from sif_desktop.ui.commands import Command
from sif_desktop.ui.concern_desk import ConcernDesk
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.write_letter import write_letter
from sif_desktop.ui.sections_page import SectionsPage
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.care_section import TABLES
from sif_desktop.ui.widgets.case_sections import CaseSections


class CasePage(SectionsPage):
    sections: CaseSections
    shown: Case | None

    def __init__(self, context: AppContext) -> None:
        super().__init__("Case")
        self._context = context
        self.cases = CaseDesk(context, self, lambda uid: self.go("case", uid=uid))
        self.concerns = ConcernDesk(context, self)
        self.sections = CaseSections(context.today(), self.cases, self.concerns)
        self.sections.school_opened.connect(lambda uid: self.go("school", uid=uid))
        self.sections.letter_wanted.connect(self.write_letter)
        self.add_action(Button("Change", self.edit, icon="edit"))
        self.set_primary("Take the next step", self.take_next)
        self.add(self.sections, 1)

    def refresh(self, changes: Any) -> None:
        if self._uid and (changes is None or changes.touches("provider", *TABLES)):
            uid, context = self._uid, self._context
            context.jobs.run(self, lambda: context.services.cases.page(uid), self._show, self._gone)

    def commands(self) -> tuple[Command, ...]:
        group = "Case"
        return (
            Command(
                "case-step", "Take the next step of this case", self.take_next, "Ctrl+N", group
            ),
            Command("case-edit", "Change this case", self.edit, "Ctrl+E", group),
            Command("case-escalate", "Escalate this case", self.escalate, "", group),
            Command("case-close", "Close this case", self.close_case, "", group),
        )

    def take_focus(self) -> None:
        self.sections.index.setFocus()

    def _show(self, case: Case) -> None:
        if case.row.uid != self._uid:
            return
        scroll = self.take(case)
        self.set_title(f"{case.row.title}: {case.row.provider}", case.row.why)
        self.sections.show_case(case)
        self.sections.go_to("", scroll)

    def _gone(self, error: BaseException) -> None:
        self.shown = None
        self.set_title("Case")
        self.show_empty(str(error), "", "Back to the cases", lambda: self.go("cases"))

    def take_next(self) -> None:
        """The first step that is open now."""
        steps = self.shown.steps if self.shown is not None else ()
        following = next((one for one in steps if one.state == "open"), None)
        if following is not None:
            self.cases.take(self._uid, following)

    def write_letter(self, step: LadderLine) -> None:
        """Begin the letter that belongs to a step, to those it is for."""
        if self.shown is not None:
            school = self.shown.row.provider_uid
            write_letter(self._context, self, school, step.letter, step.codes)

    def edit(self) -> None:
        if self.shown is not None:
            self.cases.edit(self.shown.row)

    def escalate(self) -> None:
        if self.shown is not None:
            self.cases.escalate(self.shown)

    def close_case(self) -> None:
        if self.shown is not None:
            self.cases.close(self.shown)
