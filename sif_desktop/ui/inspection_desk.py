"""Recording inspections, predictions and progress of a school, and taking on what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.services.predictions import PredictionFields
from sif_desktop.ui import messages
from sif_desktop.ui.case_desk import CaseDesk
from sif_desktop.ui.dialogs.inspection_form import InspectionForm
from sif_desktop.ui.dialogs.inspection_responses import InspectionResponses
from sif_desktop.ui.dialogs.prediction_form import PredictionForm, ProgressForm
from sif_desktop.ui.school_desk import Asks, ask, write_now
from sif_desktop.ui.widgets.inspection_section import InspectionSection

if TYPE_CHECKING:
    from sif_desktop.services.inspection_lines import (
        Choices,
        ImprovementFields,
        InspectionLine,
        PredictionLine,
        SchoolInspections,
    )
    from sif_desktop.ui.context import AppContext


class InspectionDesk:
    """The part “Inspections” of the page `page` of one school."""

    tables = ("inspection", "inspection_improvement", "prediction", "task", "authority")

    def __init__(self, context: AppContext, page: QWidget) -> None:
        self._context, self._page = context, page
        self._uid = ""
        self._choices: Choices | None = None
        self._view: SchoolInspections | None = None

    def read(self, uid: str) -> Any:
        service = self._context.services.inspections
        return service.choices(), service.of_school(uid)

    def show(self, uid: str, view: Any) -> None:
        self._uid = uid
        self._choices, self._view = view

    def asks(self) -> Asks:
        offered: list[tuple[str, Callable[[], object]]] = [
            ("Record an inspection…", self.record),
            ("Record a prediction…", self.predict),
        ]
        latest = self._latest()
        if latest is not None:
            offered.append(("What follows…", partial(self.follow, latest.uid)))
        return offered

    def section(self) -> QWidget:
        assert self._view is not None, "shown before it was read"
        made = InspectionSection(self._view)
        made.opened.connect(self.edit)
        made.follow_wanted.connect(lambda line: self.follow(line.uid))
        made.progress_wanted.connect(self.progress)
        made.prediction_opened.connect(self.edit_prediction)
        return made

    # Inspections ---------------------------------------------------------------------------------

    def record(self) -> None:
        """Ask for an inspection; then show what the rulebook has follow from it."""
        if self._choices is None:
            return
        service, uid = self._context.services.inspections, self._uid
        form = InspectionForm(self._page, self._offered(), self._context.today())
        ask(
            self._context,
            form,
            lambda: partial(service.record, uid, form.given()),
            "Inspection recorded.",
            lambda added: self.follow(added.uid, asked=False),
        )

    def open(self, uid: str) -> None:
        """The inspection of this uid, if it is one of the school."""
        lines = self._view.inspections if self._view is not None else ()
        for line in lines:
            if line.uid == uid:
                self.edit(line)

    def edit(self, line: InspectionLine) -> None:
        service = self._context.services.inspections
        delete = partial(self._delete, partial(service.delete, line.uid), "Inspection deleted.")
        form = InspectionForm(
            self._page, line.choices, self._context.today(), line.given, delete=delete
        )
        ask(
            self._context,
            form,
            lambda: partial(service.edit, line.uid, form.given()),
            "Inspection changed.",
        )

    def follow(self, inspection_uid: str, *, asked: bool = True) -> None:
        """Show what follows. Unless `asked` for, nothing is said where nothing does."""
        service = self._context.services.inspections

        def show(lines: Any) -> None:
            if lines:
                self._choose(inspection_uid, lines)
            elif asked:
                messages.say(self._page, "The rulebook has nothing follow from this inspection.")

        self._context.jobs.run(self._page, lambda: service.responses(inspection_uid), show)

    def _choose(self, inspection_uid: str, lines: Any) -> None:
        service = self._context.services.inspections
        form = InspectionResponses(self._page, lines, self._context.today())
        form.listing_wanted.connect(lambda ids: self._list(form, inspection_uid, ids))
        ask(
            self._context,
            form,
            lambda: partial(service.take_on, inspection_uid, form.ticked()),
            "Taken on: they are among the tasks.",
        )

    def _list(self, form: InspectionResponses, inspection_uid: str, ids: Sequence[str]) -> None:
        """Open the case and take on what is ticked, as one action."""
        form.accept()
        desk = CaseDesk(self._context, self._page, lambda _case: None)
        desk.list_school(self._uid, inspection_uid, ids)

    def progress(self, area: ImprovementFields) -> None:
        """How far something that was asked for is."""
        service = self._context.services.inspections
        form = ProgressForm(self._page, self._context.today(), area)
        ask(
            self._context,
            form,
            lambda: partial(service.progress, area.uid, *form.given()),
            "Progress noted.",
        )

    # Predictions ---------------------------------------------------------------------------------

    def predict(self) -> None:
        if self._choices is None:
            return
        service, uid = self._context.services.predictions, self._uid
        me = self._context.services.context.me().name
        first = PredictionFields("", made_by=me)
        form = PredictionForm(self._page, self._offered().outcomes, self._context.today(), first)
        ask(
            self._context,
            form,
            lambda: partial(service.record, uid, form.given()),
            "Prediction recorded.",
        )

    def edit_prediction(self, line: PredictionLine) -> None:
        service = self._context.services.predictions
        first = PredictionFields(line.value, line.outcomes, line.made_on, line.made_by, line.note)

        def delete() -> None:
            form.reject()
            self._delete(partial(service.delete, line.uid), "Prediction deleted.")

        form = PredictionForm(
            self._page, self._offered().outcomes, self._context.today(), first, delete=delete
        )
        ask(
            self._context,
            form,
            lambda: partial(service.edit, line.uid, form.given()),
            "Prediction changed.",
        )

    # ---------------------------------------------------------------------------------------------

    def _delete(self, work: Callable[[], Any], words: str) -> None:
        write_now(self._context, self._page, work, words)

    def _offered(self) -> Choices:
        assert self._choices is not None, "asked before it was read"
        return self._choices

    def _latest(self) -> InspectionLine | None:
        return self._view.inspections[0] if self._view and self._view.inspections else None
