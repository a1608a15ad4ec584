"""A caseload with something of everything that goes upward, and a word that is restricted."""

from typing import Any

from sqlalchemy import select

from sif_desktop.models.changes import TEAM, restricted_part
from sif_desktop.models.tables import cases, inspections, judgements, meetings, monitoring, plans
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.providers import provider, provider_status
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import visit

MARKER = "Zanzibarine"  # stands in restricted records and in lines for the authority only
SCHOOL = "oakfield"


def under(services: Any, pack: str, **school: str) -> None:
    """The caseload works under this rulebook; Oakfield is as `school` says."""
    context = services.context
    with context.store.action("Another rulebook") as act:
        uid = act.connection.execute(select(authority.c.uid)).scalar_one()
        version = context.registry.get(pack).version
        act.update(authority, uid, pack=pack, pack_version=version)
        act.update(provider, SCHOOL, **{"kind": "maintained_school", **school})


def category(services: Any, value: str, since: str, until: str = "", school: str = SCHOOL) -> None:
    with services.context.store.action("A category") as act:
        act.create(
            provider_status, school, provider_uid=school, what="category", value=value,
            from_date=since, to_date=until,
        )  # fmt: skip
        if not until:
            act.update(provider, school, category=value)


def a_series(services: Any, kind: str, school: str = SCHOOL, body: str = "") -> str:
    with services.context.store.action("A series") as act:
        return act.create(
            meetings.meeting_series, school or TEAM, provider_uid=school or None, body_uid=body,
            kind=kind, state="open", title=kind,
        )  # fmt: skip


def a_body(services: Any, code: str, title: str) -> str:
    with services.context.store.action("A body") as act:
        return act.create(meetings.body, TEAM, code=code, title=title)


def a_meeting(
    services: Any, series: str, kind: str, day: str, school: str = SCHOOL, **more: str
) -> str:
    with services.context.store.action("A meeting") as act:
        fields = {"kind": kind, "day": day, "state": "held", **more}
        return act.create(
            meetings.meeting, school or TEAM, series_uid=series, provider_uid=school or None,
            **fields,
        )  # fmt: skip


def a_line(
    services: Any, meeting: str, text: str, kind: str = "decision", visibility: str = "school"
) -> str:
    uid = f"line-{meeting}-{len(text)}-{visibility}"
    part = restricted_part(uid) if visibility == "restricted" else SCHOOL
    with services.context.store.action("A line") as act:
        return act.create(
            meetings.meeting_line, part, uid, meeting_uid=meeting, kind=kind, text=text,
            visibility=visibility, place="a",
        )  # fmt: skip


def a_recommendation(services: Any, meeting: str, text: str, **more: str) -> str:
    with services.context.store.action("A recommendation") as act:
        return act.create(
            meetings.recommendation, TEAM, meeting_uid=meeting,
            **{"text": text, "made_on": "2026-10-05", "state": "made", "addressee": "Council",
               **more},
        )  # fmt: skip


def a_plan(services: Any, *, restricted: bool = False, word: str = "") -> dict[str, str]:
    """A running plan of one priority with an overdue action and two success criteria."""
    said = lambda text: word or text  # noqa: E731
    uid = f"plan-{word or 'open'}"
    part = restricted_part(uid) if restricted else SCHOOL
    made = {"plan": uid}
    with services.context.store.action("A plan") as act:
        act.create(
            plans.plan, part, uid, provider_uid=SCHOOL, state="running",
            title=said("Raising attainment plan"), template="none",
        )  # fmt: skip
        made["priority"] = act.create(
            plans.plan_priority, part, plan_uid=uid, place="a", title=said("Reading in Key Stage 2")
        )
        below = {"plan_uid": uid, "priority_uid": made["priority"]}
        made["action"] = act.create(
            plans.plan_action, part, **below, place="a", what=said("Train every teacher"),
            due="2026-10-30",
        )  # fmt: skip
        made["good"] = act.create(
            plans.plan_criterion, part, **below, place="a", what=said("Phonics at national"),
            degree="fully", evidence=said("Check in June"),
        )  # fmt: skip
        made["poor"] = act.create(
            plans.plan_criterion, part, **below, place="b", what=said("Reading at national"),
            degree="not", evidence=said("Tests in May"),
        )  # fmt: skip
        act.create(
            plans.plan_evaluation, part, **below, term="2026-autumn", side="agreed",
            day="2026-11-02", rating="at_risk", text=said("Better in Year 3"),
        )  # fmt: skip
    return made


def an_inspection(services: Any) -> tuple[str, str]:
    """An inspection with two areas for improvement; their uids."""
    with services.context.store.action("An inspection") as act:
        uid = act.create(
            inspections.inspection, SCHOOL, provider_uid=SCHOOL, day="2026-09-22",
            published_on="2026-10-20", outcomes="",
        )  # fmt: skip
        first, second = (
            act.create(
                inspections.improvement,
                SCHOOL,
                inspection_uid=uid,
                number=str(number),
                text=text,
                state=state,
                progress=done,
            )
            for number, text, state, done in (
                (1, "Teach phonics every day", "under_way", "New scheme bought"),
                (2, "Widen the curriculum", "open", ""),
            )
        )
    return first, second


def a_figure(services: Any, code: str, value: str, school: str = SCHOOL) -> None:
    with services.context.store.action("A figure") as act:
        act.create(
            inspections.indicator_value, school, provider_uid=school, code=code, year=2026,
            value=value, comparator="74", state="validated",
        )  # fmt: skip


def a_judgement(services: Any, value: str, day: str, reasons: str) -> None:
    with services.context.store.action("A decision") as act:
        act.create(
            judgements.judgement, SCHOOL, provider_uid=SCHOOL, category=value, state="decided",
            decided_on=day, reasons=reasons, school_year=2026,
        )  # fmt: skip


def a_case(services: Any, impact: str = "Phonics rose to 78 per cent") -> str:
    with services.context.store.action("A case") as act:
        uid = act.create(
            cases.case_file, SCHOOL, provider_uid=SCHOOL, state="open", opened_on="2026-09-10",
            title="Standards", why="Standards far below national",
        )  # fmt: skip
        act.create(
            cases.support, SCHOOL, provider_uid=SCHOOL, case_uid=uid, kind="programme",
            title="Phonics programme", from_date="2026-09-20", impact=impact, state="running",
        )  # fmt: skip
        act.create(
            cases.step, SCHOOL, case_uid=uid, kind="step", code="audit_agreed", day="2026-10-12"
        )
    return uid


def a_concern(services: Any, what: str = "Attendance fell in Year 5") -> None:
    with services.context.store.action("A concern") as act:
        act.create(
            cases.concern, SCHOOL, provider_uid=SCHOOL, kind="concern", source="officer",
            raised_on="2026-10-15", what=what, told_school_on="2026-10-16", state="open",
        )  # fmt: skip


def a_task(services: Any, what: str, due: str, **more: str) -> str:
    with services.context.store.action("A task") as act:
        return act.create(
            task, SCHOOL, provider_uid=SCHOOL, what=what, due=due, party="school", state="open",
            **more,
        )  # fmt: skip


def a_visit(services: Any, day: str, school: str = SCHOOL, state: str = "issued") -> str:
    with services.context.store.action("A visit") as act:
        return act.create(
            visit, school, provider_uid=school, visit_type="annual_visit", visit_date=day,
            state=state, pack=services.context.pack().id,
        )  # fmt: skip


def restricted_everywhere(services: Any, meeting: str = "") -> None:
    """The marker in a restricted concern, visit, task, plan and line of a meeting."""
    part = restricted_part("secret")
    with services.context.store.action("Restricted") as act:
        act.create(
            cases.concern, part, provider_uid=SCHOOL, kind="concern", what=MARKER, state="open",
            raised_on="2026-10-15",
        )  # fmt: skip
        act.create(
            visit, part, provider_uid=SCHOOL, visit_type=MARKER, visit_date="2026-10-15",
            state="issued",
        )  # fmt: skip
        act.create(task, part, provider_uid=SCHOOL, what=MARKER, state="open", meeting_uid=meeting)
        series = act.create(
            meetings.meeting_series, part, provider_uid=SCHOOL, kind="strategy_meeting",
            title=MARKER, state="open",
        )  # fmt: skip
        act.create(
            meetings.meeting, part, series_uid=series, provider_uid=SCHOOL, state="held",
            kind="strategy_meeting", day="2026-10-15", summary=MARKER,
        )  # fmt: skip
        act.create(
            monitoring.monitoring_entry, part, provider_uid=SCHOOL, about=MARKER, day="2026-10-15"
        )
    a_plan(services, restricted=True, word=MARKER)
    if meeting:
        a_line(services, meeting, MARKER, visibility="restricted")
        with services.context.store.action("A review of a restricted plan") as act:
            act.create(
                meetings.meeting_review, SCHOOL, meeting_uid=meeting, plan_uid=f"plan-{MARKER}",
                progress=MARKER,
            )  # fmt: skip


def musts(services: Any, uid: str) -> list[str]:
    checks = services.documents.check(uid)
    return [line.finding.message for line in checks if line.finding.severity == "must"]


def issue(services: Any, uid: str) -> Any:
    for line in services.documents.check(uid):
        if line.finding.severity == "should":
            services.drafts.answer_warning(uid, line.finding.id, "Known and right.")
    return services.documents.issue(uid, services.documents.recipients(uid))
