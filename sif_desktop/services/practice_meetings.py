"""Meetings of the practice caseload: bodies and their members, series begun, meetings held."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from sif_desktop.models.tables.meetings import meeting_line
from sif_desktop.services.bodies import MemberFields
from sif_desktop.services.meeting_notes import FundingFields, RecommendationFields, ReviewFields
from sif_desktop.services.meeting_rows import MeetingPage
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields, PersonFields
from sif_desktop.services.practice_papers import Desk, agree, issue, mark, minute, report
from sif_desktop.services.tasks import TaskFields

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services

_MINUTE = timedelta(minutes=1)
_When = Callable[[int | str], date]


def meeting_steps(
    services: Services,
    story: Mapping[str, Any],
    schools: Mapping[str, str],
    when: _When,
    travel: Callable[[int], None],
) -> list[Callable[[], None]]:
    """What makes, in this order, what `story` tells; its days are counted from today by `when`,
    and `travel` goes to the day on which something is done."""
    desk, bodies = Desk(services, schools, when, travel), dict[str, str]()
    return [
        partial(_bodies, desk, story, bodies),
        *(partial(_series, desk, told, bodies) for told in story["series"]),
        *(partial(report, desk, told) for told in story["reports"]),
        partial(_marks, desk, story),
    ]


def _bodies(desk: Desk, story: Mapping[str, Any], bodies: dict[str, str]) -> None:
    for told in story["bodies"]:
        bodies[told["key"]] = _body(desk.services, told, desk.when)


def _marks(desk: Desk, story: Mapping[str, Any]) -> None:
    desk.travel(0)
    for told in story["marks"]:
        mark(desk, told)


def _series(desk: Desk, told: Mapping[str, Any], bodies: Mapping[str, str]) -> None:
    desk.travel(told["opened"])
    series = desk.services.meeting_series
    uid = series.open(
        SeriesFields(
            told["kind"],
            provider_uid=desk.schools[told["school"]] if "school" in told else "",
            body_uid=bodies[told["body"]] if "body" in told else "",
            start_reasons=tuple(told.get("reasons", ())),
            start_evidence=told.get("evidence", ""),
            place=told.get("place", ""),
            chair=told.get("chair", ""),
        )
    ).uid
    for one in told["meetings"]:
        _meeting(desk, uid, one, told.get("names", {}))
    if "closed" in told:
        end = told["closed"]
        desk.travel(end["day"])
        series.close(uid, end["reasons"], end["evidence"], desk.when(end["day"]).isoformat())


def _body(services: Services, told: Mapping[str, Any], when: _When) -> str:
    uid = services.bodies.add(told["code"]).uid
    made: dict[str, str] = {}
    for one in told["members"]:
        days = {
            name: when(one[name]).isoformat() for name in ("from_date", "to_date") if name in one
        }
        words = {
            name: one[name] for name in ("name", "constituency", "role", "email") if name in one
        }
        stands_for = made.get(one.get("substitute_of", ""), "")
        fields = MemberFields(**words, **days, substitute_of=stands_for)
        made[one["name"]] = services.bodies.add_member(uid, fields).uid
    return uid


def _meeting(desk: Desk, series: str, told: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """`names` are those of whoever holds a role and stands in no list, by role."""
    services, day = desk.services, told["day"]
    desk.travel(min(0, told.get("planned", day - 14)))
    fields = MeetingFields(desk.when(day).isoformat(), told.get("start", ""), told.get("end", ""))
    uid = services.meetings.plan(series, fields).uid
    for person in services.meetings.page(uid).people if names else ():
        if person.role in names:
            named = PersonFields(names[person.role], person.role, person.side, person.part)
            services.meetings.edit_person(person.uid, named)
    if "papers" in told:
        report(desk, {**told["papers"], "issued": True}, uid)
    desk.travel(min(0, told.get("agenda", day)))
    if "agenda" in told:
        issue(desk, services.minutes.start_agenda(uid).uid)
    if "missed" in told:
        services.meetings.missed(uid, told["missed"])
    if told.get("held") or told.get("under_way"):
        _hold(desk, series, uid, told)
    if "minutes" in told:
        minute(desk, uid, told)
    for said in told.get("items", {}).values():
        _reply(desk, uid, said.get("recommendations", ()))


def _hold(desk: Desk, series: str, uid: str, told: Mapping[str, Any]) -> None:
    meetings = desk.services.meetings
    meetings.begin(uid)
    page = meetings.page(uid)
    away = told.get("away", {})
    for person in page.people:
        said = away.get(person.name) or away.get(person.role)
        if said:
            meetings.attend(person.uid, *said)
    meetings.everybody_present(uid)
    if told.get("agrees"):
        agree(desk, series, uid, desk.when(told["day"]))
    for standing, said in told["items"].items():
        item = next(one.uid for one in page.items if one.standing == standing)
        _said(desk, uid, item, said)
    _timed(desk, uid)
    _review(desk.services, page, told.get("review", ()))
    if "summary" in told:
        meetings.write_summary(uid, told["summary"])
    if "next" in told:
        meetings.set_next(uid, desk.when(told["next"]).isoformat())
    if told.get("held"):
        meetings.end(uid)


def _timed(desk: Desk, uid: str) -> None:
    """The notes bear hours of the meeting, not the hour at which the caseload is made."""
    page = desk.services.meetings.page(uid, restricted=True)
    began = datetime.fromisoformat(f"{page.row.day}T{page.row.start_time}:00")
    with desk.services.context.store.action("Wrote up the meeting") as act:
        for number, line in enumerate(page.lines, start=1):
            act.update(meeting_line, line.uid, at=(began + 4 * number * _MINUTE).isoformat())


def _said(desk: Desk, uid: str, item: str, said: Mapping[str, Any]) -> None:
    services, notes = desk.services, desk.services.meeting_notes
    for kind, text, *visibility in said.get("lines", ()):
        notes.line(uid, item, kind, text, *visibility)
    for one in said.get("actions", ()):
        due = desk.when(one["due"])
        fields = TaskFields(one["what"], one["party"], one["who"], due.isoformat(), one["measure"])
        made = notes.action(uid, item, fields, desk.schools.get(one.get("school", ""), ""))
        if one.get("done"):
            services.tasks.done(made.uid, "Done as agreed.", due)
    for one in said.get("money", ()):
        notes.fund(uid, FundingFields(one["what"], one["amount"], item))
    for one in said.get("recommendations", ()):
        notes.recommend(uid, RecommendationFields(one["text"], one["kind"], item_uid=item))


def _reply(desk: Desk, uid: str, told: Sequence[Mapping[str, Any]]) -> None:
    """What was answered to recommendations of the meeting, later."""
    answered = {one["text"]: one["reply"] for one in told if "reply" in one}
    for made in desk.services.meetings.page(uid).recommendations if answered else ():
        if made.text in answered:
            state, words, day = answered[made.text]
            desk.travel(day)
            on = desk.when(day).isoformat()
            desk.services.meeting_notes.reply(made.uid, state, words, on)


def _review(services: Services, page: MeetingPage, told: Any) -> None:
    """Say how the priorities of the plans under review stand, the first ones first."""
    rows = [row for plan in page.plans for row in plan.rows if row.level == "priority"]
    for row, one in zip(rows, told, strict=False):
        services.meeting_notes.review(page.row.uid, row.plan_uid, row.row_uid, ReviewFields(**one))
