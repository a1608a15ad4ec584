"""Lines for concerns, contacts, support and triggers, the same on a school's page and a case's."""

from __future__ import annotations

from datetime import date

from sif_desktop.domain.dates import say, say_due
from sif_desktop.services.concerns import KINDS, ConcernRow
from sif_desktop.services.contacts import ContactRow
from sif_desktop.services.support import MODES, SUSTAINED, SupportRow
from sif_desktop.services.trigger_table import CANNOT_TELL, MET, WORDS, TriggerLine
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.lists import LineRow


def concern_line(row: ConcernRow, today: date) -> LineRow:
    told = f"school told {_day(row.told_school_on, today)}" if row.told_school_on else ""
    kind = KINDS[row.kind] if row.kind == "complaint" else ""
    detail = _joined(kind, row.stage_label, row.source_label, told, row.outcome)
    status = Status.OVERDUE if row.overdue else Status.AT_RISK
    right = _day(row.raised_on, today)
    if row.state == "closed":
        status, right = Status.MET, f"closed {_day(row.closed_on, today)}"
    elif row.answer_by:
        right = f"to answer: {say_due(date.fromisoformat(row.answer_by), today)}"
    return LineRow(row.what, detail, right, status=status)


def contact_line(row: ContactRow, today: date) -> LineRow:
    detail = _joined(row.route, row.with_whom, _day(row.at, today), row.answer)
    if row.answered_on:
        right, status = f"answered {_day(row.answered_on, today)}", Status.MET
    else:
        due = say_due(date.fromisoformat(row.answer_by), today) if row.answer_by else "to answer"
        right, status = due, Status.OVERDUE if row.overdue else Status.WAITING
    return LineRow(row.about, detail, right, status=status)


def support_line(row: SupportRow, today: date) -> LineRow:
    ends = f"ends when: {row.exit_condition}" if row.state == "running" else ""
    lasted = SUSTAINED.get(row.sustained, "").lower()
    sustained = f"sustained: {lasted}" if lasted else ""
    if row.again_on:
        sustained = f"did it last? {say_due(date.fromisoformat(row.again_on), today)}"
    impact = f"impact: {row.impact_words}" if row.impact else ""
    begun = f"begun {row.waited}" if row.waited else ""
    who = f"responsible: {row.officer_name}" if row.officer_name else ""
    detail = _joined(
        MODES.get(row.mode, ""), row.supplier, begun, who, ends, impact, sustained
    )  # fmt: skip
    running = row.state == "running"
    right = f"since {_day(row.from_date, today)}" if running else f"to {_day(row.to_date, today)}"
    status = Status.OVERDUE if row.overdue else Status.MET
    return LineRow(row.title, detail, right, status=Status.ON_TRACK if running else status)


def trigger_line(line: TriggerLine) -> LineRow:
    status = {MET: Status.AT_RISK, CANNOT_TELL: Status.WAITING}.get(line.word, Status.NONE)
    restricted = "restricted" if line.restricted else ""
    judged = f"judged by {line.judged_by}" if line.judged_by else ""
    weight = "weighs first" if line.first else ""
    detail = _joined(line.paragraph, weight, restricted, judged, *line.why)
    return LineRow(line.text, detail, WORDS[line.word], status=status)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _day(iso: str, today: date) -> str:
    return say(date.fromisoformat(iso), today) if iso else ""
