"""Meetings: the series that run, the meetings themselves, bodies, and what goes upward."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sif_desktop.services.meeting_rows import CANCELLED, HELD, MISSED, PLANNED
from sif_desktop.ui.body_desk import BodyDesk
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.evidence_desk import EvidenceDesk
from sif_desktop.ui.page import Page
from sif_desktop.ui.table_files import ask_where, open_rows, write_lines, write_rows
from sif_desktop.ui.upward_desk import UpwardDesk
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.list_pane import Act
from sif_desktop.ui.widgets.list_tabs import ListTabs
from sif_desktop.ui.widgets.series_lists import bodies_list, meetings_list, series_list
from sif_desktop.ui.widgets.upward_lists import (
    decisions_list,
    evidence_list,
    recommendations_list,
    reports_list,
)

TABLES = (
    "meeting_series", "meeting", "meeting_line", "task", "body", "body_member", "recommendation",
    "provider", "provider_status", "document", "document_version", "aspect_mark", "term_date",
)  # fmt: skip


class MeetingsPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Meetings", wide=True)
        self._context = context
        self.desk = BodyDesk(context, self, self.go)
        self.upward = UpwardDesk(context, self, self.go)
        today = context.today()
        self.evidence = EvidenceDesk(context, self, self.go)
        aspects = context.services.aspects.aspects()
        specs = (
            series_list(today), meetings_list(today), decisions_list(today),
            recommendations_list(today), bodies_list(today), reports_list(today),
            *((evidence_list(today, aspects),) if aspects else ()),
        )  # fmt: skip
        self.tabs = ListTabs(context, "Lists of meetings", specs, self._acts(), self._opened())
        self.add_action(Button("Export", self.export, icon="export"))
        self.add_action(Button("Set up a body", self.desk.set_up_body))
        self.add_action(Button("New report", self.upward.write_report))
        self.set_primary("Begin a series", self.desk.begin, icon="add")
        self.add(self.tabs, 1)

    def _acts(self) -> Mapping[str, Sequence[Act]]:
        desk, upward = self.desk, self.upward
        about = Act("School or body", self._about, "s")
        return {
            "series": (
                Act("Plan or open the next", self._next, "p", lambda r: r.state == "open"),
                about,
            ),
            "meetings": (
                Act("Minutes", desk.open_minutes, "m", lambda r: r.state == HELD),
                Act("Change", desk.move, "e", _planned),
                Act("Not held", desk.missed, "n", _planned),
                Act("Cancel", desk.cancel, "x", _planned),
                Act(
                    "Take back", desk.reopen_meeting, "r", lambda r: r.state in (MISSED, CANCELLED)
                ),
                Act("Invitation", desk.save_invitation, "i", _planned),
                about,
            ),
            "decisions": (about,),
            "evidence": (
                Act("Change", self.evidence.change, "e"),
                Act("No evidence", self.evidence.unmark, "x"),
                Act("School", self._about, "s", lambda r: bool(r.provider_uid)),
            ),
            "recommendations": (
                Act("Reply", upward.reply, "r"),
                Act("Meeting", lambda r: self.go("meeting", uid=r.meeting_uid), "m"),
            ),
            "bodies": (Act("Begin its meetings", lambda r: desk.begin(body_uid=r.uid), "n"),),
            "reports": (
                Act("Write or open", upward.open_report, "w"),
                Act("School", self._about, "s", lambda r: bool(r.provider_uid)),
            ),
        }

    def _opened(self) -> Mapping[str, Callable[[Any], object]]:
        """What Enter on a line does."""
        return {
            "series": lambda row: self.go("series", uid=row.uid),
            "meetings": lambda row: self.go("meeting", uid=row.uid),
            "decisions": lambda row: self.go("meeting", uid=row.meeting_uid, item=row.item_uid),
            "recommendations": self.upward.reply,
            "bodies": lambda row: self.go("body", uid=row.uid),
            "reports": self.upward.open_report,
            "evidence": self.evidence.open,
        }

    def _next(self, row: Any) -> None:
        if row.next_uid:
            self.go("meeting", uid=row.next_uid)
        else:
            self.desk.plan(row.uid)

    def _about(self, row: Any) -> None:
        if row.provider_uid:
            self.go("school", uid=row.provider_uid, part="meetings")
        elif row.body_uid:
            self.go("body", uid=row.body_uid)

    # What the window asks -----------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`list`: which one; `uid`: the row to put the cursor on; `provider`: the school to begin
        a series about, `kind` of this kind, for the case `case`."""
        if params.get("list", "") in self.tabs:
            pane = self.tabs[params["list"]]
            self.tabs.setCurrentWidget(pane)
            if params.get("uid"):
                pane.want(params["uid"])
                pane.read()
        if params.get("provider"):
            self.desk.begin(
                params["provider"], kind=params.get("kind", ""), case_uid=params.get("case", "")
            )

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches(*TABLES):
            self.tabs.read()

    def commands(self) -> tuple[Command, ...]:
        group = "Meetings"
        return (
            Command("begin-series", "Begin a series of meetings", self.desk.begin, "Ctrl+N", group),
            Command("set-up-body", "Set up a body", self.desk.set_up_body, "", group),
            Command("new-report", "Write a report", self.upward.write_report, "", group),
            Command("export-meetings", "Export this list", self.export, "", group),
        )

    def state(self) -> dict[str, Any]:
        return self.tabs.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        self.tabs.restore(state)

    def take_focus(self) -> None:
        self.tabs.in_front().take_focus()

    def export(self) -> None:
        """Ask where to, and write the list in front; of evidence also of which days."""
        spec = self.tabs.in_front().spec
        if spec.key == "evidence":
            self.evidence.hand_on()
            return
        path = ask_where(self, f"Export: {spec.title}", spec.title.lower())
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """Series with how they keep to their rhythm, another list as it is shown."""
        pane, context = self.tabs.in_front(), self._context
        if pane.spec.key != "series":
            write_rows(
                context, self, path, pane.spec.columns, pane.rows(), title=pane.spec.title,
                replace=replace,
            )  # fmt: skip
            return
        rows = tuple(open_rows(pane.rows()))
        self.desk.read(
            lambda: context.services.meeting_series.lines_out(rows),
            lambda lines: write_lines(
                context, self, path, lines[0], lines[1:], title=pane.spec.title, replace=replace
            ),
        )


def _planned(row: Any) -> bool:
    return bool(row.state == PLANNED)
