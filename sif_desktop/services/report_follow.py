"""What follows once a report upward is issued.

An answer “no” from which something follows makes the event and the task the rulebook names. The
minutes in a report put before a meeting count as reported to it from then on; holding the meeting
alone does not report them, since nothing would show that anybody had read them out.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sif_desktop.domain.report_parts import IfNo, ReportPart
from sif_desktop.domain.upward_report import answered_no
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.meetings import meeting
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.report_parts.meetings import reported_in

if TYPE_CHECKING:
    from sif_desktop.domain.note import NoteDraft
    from sif_desktop.models.changes import Action
    from sif_desktop.services.documents.report_source import ReportSource


def after_issue(
    act: Action, document_uid: str, source: ReportSource, draft: NoteDraft, today: date
) -> None:
    """Write what follows of the report as it went out (`draft`); what was written for an earlier
    version is not written again."""
    for part in answered_no(source.facts):
        if part.if_no is not None:
            _call(act, document_uid, part, part.if_no, source, today)
    if source.asked.meeting and any(part.kind == "minutes" for part in source.layout.parts):
        for uid in reported_in(draft):
            act.update(meeting, uid, reported_at=source.asked.meeting)


def _call(
    act: Action, document_uid: str, part: ReportPart, no: IfNo, source: ReportSource, today: date
) -> None:
    school = source.asked.provider_uid
    key = (document_uid, part.id)
    wanted = keyed_uid(task.name, *key)
    if act.rows({wanted: task.name}).get(wanted) is not None:
        return
    act.put(
        task, school or TEAM, key, provider_uid=school or None, what=no.task, party=no.party,
        who=source.pack.role_label(no.role) if no.role else "",
        due=(today + timedelta(days=no.within_days)).isoformat(), state="open",
    )  # fmt: skip
    if no.event and school:
        act.put(
            event, school, key, provider_uid=school, kind=no.event, day=today.isoformat(),
            about=document_uid, note=part.heading,
        )  # fmt: skip
