"""Meetings of the practice caseload: bodies and their members, series begun, meetings held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sif_desktop.services.bodies import MemberFields
from sif_desktop.services.meeting_notes import FundingFields, RecommendationFields, ReviewFields
from sif_desktop.services.meeting_rows import MeetingPage
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.services.tasks import TaskFields

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services

_When = Callable[[int | str], date]


def play_meetings(
    services: Services,
    story: Mapping[str, Any],
    schools: Mapping[str, str],
    when: _When,
    travel: Callable[[int], None],
) -> None:
    """Make what `story` tells; its days are counted from today by `when`, and `travel` goes to the
    day on which something is done."""
    bodies = {told["key"]: _body(services, told, when) for told in story["bodies"]}
    for told in story["series"]:
        travel(told["opened"])
        uid = services.meeting_series.open(
            SeriesFields(
                told["kind"],
                provider_uid=schools[told["school"]] if "school" in told else "",
                body_uid=bodies[told["body"]] if "body" in told else "",
                start_reasons=tuple(told.get("reasons", ())),
                start_evidence=told.get("evidence", ""),
                place=told.get("place", ""),
                chair=told.get("chair", ""),
            )
        ).uid
        for one in told["meetings"]:
            _meeting(services, uid, one, schools, when, travel)
    travel(0)


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


def _meeting(
    services: Services,
    series: str,
    told: Mapping[str, Any],
    schools: Mapping[str, str],
    when: _When,
    travel: Callable[[int], None],
) -> None:
    travel(min(0, told.get("planned", told["day"] - 14)))
    fields = MeetingFields(
        when(told["day"]).isoformat(), told.get("start", ""), told.get("end", "")
    )
    uid = services.meetings.plan(series, fields).uid
    travel(min(0, told["day"]))
    if "missed" in told:
        services.meetings.missed(uid, told["missed"])
    if told.get("held"):
        _hold(services, uid, told, schools, when)
    if told.get("minutes"):
        services.minutes.start(uid)


def _hold(
    services: Services,
    uid: str,
    told: Mapping[str, Any],
    schools: Mapping[str, str],
    when: _When,
) -> None:
    meetings = services.meetings
    meetings.begin(uid)
    page = meetings.page(uid)
    for person in page.people:
        if person.role in told.get("away", {}):
            meetings.attend(person.uid, *told["away"][person.role])
    meetings.everybody_present(uid)
    for standing, said in told["items"].items():
        item = next(one.uid for one in page.items if one.standing == standing)
        _said(services, uid, item, said, schools, when)
    _review(services, page, told.get("review", ()))
    if "summary" in told:
        meetings.write_summary(uid, told["summary"])
    meetings.end(uid)


def _said(
    services: Services,
    uid: str,
    item: str,
    said: Mapping[str, Any],
    schools: Mapping[str, str],
    when: _When,
) -> None:
    notes = services.meeting_notes
    for kind, text in said.get("lines", ()):
        notes.line(uid, item, kind, text)
    for one in said.get("actions", ()):
        fields = TaskFields(
            one["what"], one["party"], one["who"], when(one["due"]).isoformat(), one["measure"]
        )
        made = notes.action(uid, item, fields, schools.get(one.get("school", ""), ""))
        if one.get("done"):
            services.tasks.done(made.uid, "Done as agreed.", when(one["due"]))
    for one in said.get("money", ()):
        notes.fund(uid, FundingFields(one["what"], one["amount"], item))
    for one in said.get("recommendations", ()):
        wanted = RecommendationFields(one["text"], one["kind"], item_uid=item)
        recommended = notes.recommend(uid, wanted).uid
        if "reply" in one:
            notes.reply(recommended, *one["reply"])


def _review(services: Services, page: MeetingPage, told: Any) -> None:
    """Say how the first rows of the plan under review stand."""
    rows = [row for plan in page.plans for row in plan.rows if row.level == "milestone"]
    for row, one in zip(rows, told, strict=False):
        services.meeting_notes.review(page.row.uid, row.plan_uid, row.row_uid, ReviewFields(**one))
