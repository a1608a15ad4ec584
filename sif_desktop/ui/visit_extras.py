"""What a visit asks for now and then: attachments, the stop-line for present risk, its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QMimeData, QObject

from sif_desktop.services.visit_record import Attachment, Visit
from sif_desktop.ui import messages
from sif_desktop.ui.capture import CaptureControl
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.end_visit import EndVisitDialog
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.dialogs.present_risk import PresentRiskDialog
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.attachments_strip import (
    PictureViewer,
    ask_copy,
    ask_files,
    contents_of,
)

_FIRST_TOLD = ("dsl", "headteacher")


class VisitExtras(QObject):
    def __init__(self, context: AppContext, control: CaptureControl, page: Page) -> None:
        super().__init__(page)
        self._context, self._control, self._page = context, control, page

    def print_form(self) -> None:
        """The checklist of this visit on paper, its head filled in."""
        uid, title = self._control.uid, "Checklist to fill in by hand"
        make = lambda s: s.paper.form_of_visit(uid)  # noqa: E731
        PaperSheet(self._context, self._page, title, make).open()

    # Two officers on one visit -------------------------------------------------------------------

    def exchange(self) -> None:
        """A file of this visit for the colleague in the same staff room."""
        self._page.go("exchange", visit=self._control.uid)

    def moderate(self) -> None:
        self._page.go("conflicts", moderate=self._control.uid)

    # Attachments ---------------------------------------------------------------------------------

    def attach(self) -> None:
        paths = ask_files(self._page)
        if paths:
            self._control.attach(paths, None)

    def take(self, content: QMimeData) -> None:
        """What was pasted or dropped on the visit."""
        paths, picture = contents_of(content)
        if paths or picture is not None:
            self._control.attach(paths, picture)

    def open_attachment(self, uid: str) -> None:
        """Show a picture from memory; other files can only be saved as a copy."""
        capture, context = self._control.capture, self._context
        found = capture.record.attachments if capture else ()
        kept = next((each for each in found if each.uid == uid), None)
        if kept is not None and kept.media_type.startswith("image/"):
            context.jobs.run(
                self,
                lambda: context.services.attachments.content(uid),
                lambda content: self._view(kept, content),
            )
        elif kept is not None:
            self._view(kept, None)

    def _view(self, kept: Attachment, content: bytes | None) -> None:
        viewer = PictureViewer(self._page, kept.title, content)
        viewer.save.clicked.connect(lambda: self._save_copy(kept))
        viewer.open()

    def _save_copy(self, kept: Attachment) -> None:
        target, context = ask_copy(self._page, kept), self._context
        if target is not None:
            # The file dialog has asked before an existing file is replaced.
            context.jobs.run(
                self,
                lambda: context.services.attachments.save_copy(kept.uid, target, replace=True),
                lambda path: messages.say(self._page, f"Copy saved as {path.name}."),
            )

    def remove_attachment(self, uid: str) -> None:
        self._control.write(lambda services: services.attachments.delete(uid), "Removed.")

    # Present risk --------------------------------------------------------------------------------

    def ask_risk(self, item: str, roles: Mapping[str, str]) -> PresentRiskDialog:
        """Ask who was told; `item` is where the risk showed, "" for nowhere in the form."""
        told = next((role for role in _FIRST_TOLD if role in roles), "")
        about = self._control.label(item) or "Noticed on the visit"
        dialog = PresentRiskDialog(self._page, item, about, roles, told)
        dialog.confirmed.connect(lambda: self._record_risk(dialog))
        dialog.open()
        return dialog

    def _record_risk(self, dialog: PresentRiskDialog) -> None:
        given, uid, context = dialog.given(), self._control.uid, self._context

        def done(added: Any) -> None:
            dialog.accept()
            context.announce(added.changes, "Present risk recorded, restricted.")

        context.jobs.run(
            dialog,
            lambda: context.services.capture.record_risk(uid, **given),
            done,
            dialog.refuse,
        )

    # The end -------------------------------------------------------------------------------------

    def ask_end(self, visit: Visit, missing: int, settle: Callable[[], object]) -> EndVisitDialog:
        """Ask for the days used; `settle` is called before the visit ends."""
        moment = datetime.now().astimezone()
        dialog = EndVisitDialog(self._page, visit, f"{moment:%H:%M}", missing)
        dialog.confirmed.connect(lambda: self._end(dialog, visit, settle))
        dialog.open()
        return dialog

    def _end(self, dialog: EndVisitDialog, visit: Visit, settle: Callable[[], object]) -> None:
        days, context = dialog.days(), self._context
        settle()

        def done(changes: Any) -> None:
            dialog.accept()
            context.announce(changes, "Visit ended.")

        context.jobs.run(
            dialog, lambda: context.services.visits.end(visit.uid, days=days), done, dialog.refuse
        )
