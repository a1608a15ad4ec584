"""One body of the authority: who belongs to it, when it meets, what it recommended."""

from __future__ import annotations

from typing import Any

from sif_desktop.services.bodies import BodyPage, MemberRow
from sif_desktop.ui.body_desk import BodyDesk
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.sections_page import SectionsPage
from sif_desktop.ui.upward_desk import UpwardDesk
from sif_desktop.ui.widgets.body_sections import BodySections
from sif_desktop.ui.widgets.buttons import Button

TABLES = (
    "body", "body_member", "meeting_series", "meeting", "recommendation", "provider", "task",
)  # fmt: skip


class BodyOnePage(SectionsPage):
    sections: BodySections
    shown: BodyPage | None

    def __init__(self, context: AppContext) -> None:
        super().__init__("Body")
        self._context = context
        self.desk = BodyDesk(context, self, self.go)
        self.upward = UpwardDesk(context, self, self.go)
        parts = self.sections = BodySections(context.today())
        parts.member_opened.connect(self.edit_member)
        parts.member_asked.connect(self._on_asked)
        parts.series_opened.connect(lambda uid: self.go("series", uid=uid))
        parts.recommendation_opened.connect(self.upward.reply)
        self.add_action(Button("Change", self.change, icon="edit"))
        self.set_primary("Add a member", self.add_member, icon="add")
        self.add(self.sections, 1)

    # What the window asks -----------------------------------------------------------------------

    def refresh(self, changes: Any) -> None:
        if self._uid and (changes is None or changes.touches(*TABLES)):
            uid, context = self._uid, self._context
            context.jobs.run(
                self, lambda: context.services.bodies.page(uid), self._show, self._gone
            )

    def commands(self) -> tuple[Command, ...]:
        group = "Body"
        return (
            Command("body-member", "Add a member", self.add_member, "Ctrl+N", group),
            Command("body-edit", "Change this body", self.change, "Ctrl+E", group),
            Command("body-series", "Begin its meetings", self.begin_series, "", group),
            Command("body-delete", "Delete this body", self.delete, "", group),
        )

    def take_focus(self) -> None:
        self.sections.index.setFocus()

    def _show(self, page: BodyPage) -> None:
        if page.row.uid != self._uid:
            return
        scroll = self.take(page)
        members = "1 member" if page.row.members == 1 else f"{page.row.members} members"
        kind = page.row.kind_title if page.row.kind_title != page.row.title else ""
        plural = "" if page.row.waiting == 1 else "s"
        waiting = (
            f"{page.row.waiting} recommendation{plural} without a reply" if page.row.waiting else ""
        )
        self.set_title(page.row.title, " · ".join(filter(None, (kind, members, waiting))))
        self.sections.show_body(
            page,
            {
                "members": [("Add a member…", self.add_member)],
                "series": [("Begin its meetings…", self.begin_series)],
            },
        )
        self.sections.go_to("", scroll)

    def _gone(self, error: BaseException) -> None:
        self.shown = None
        self.set_title("Body")
        back = "Back to the bodies"
        self.show_empty(str(error), "", back, lambda: self.go("meetings", list="bodies"))

    # What is done -------------------------------------------------------------------------------

    def add_member(self) -> None:
        if self.shown is not None:
            self.desk.add_member(self.shown)

    def edit_member(self, member: MemberRow) -> None:
        if self.shown is not None:
            self.desk.edit_member(self.shown, member)

    def _on_asked(self, key: str, member: MemberRow) -> None:
        (self.desk.end_member if key == "E" else self.desk.delete_member)(member)

    def change(self) -> None:
        if self.shown is not None:
            self.desk.edit_body(self.shown.row)

    def begin_series(self) -> None:
        self.desk.begin(body_uid=self._uid)

    def delete(self) -> None:
        if self.shown is not None:
            self.desk.delete_body(self.shown.row)
