"""Papers of the meetings of the practice caseload, reports upward, and evidence marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sif_desktop.models.base import metadata

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes the papers, of which schools, and how they come to another day."""

    services: Services
    schools: Mapping[str, str]
    when: Callable[[int | str], date]
    travel: Callable[[int], None]


def minute(desk: Desk, meeting: str, told: Mapping[str, Any]) -> None:
    """Its minutes, as far as the story takes them."""
    uid = desk.services.minutes.start(meeting).uid
    if told["minutes"] == "drafting":
        return
    desk.travel(told["sent"])
    issue(desk, uid)
    if told["minutes"] == "corrected":
        desk.travel(told["sent_again"])
        desk.services.documents.correct(uid, told["correction"])
        issue(desk, uid)


def agree(desk: Desk, series: str, at: str, day: date) -> None:
    """What waits to be agreed in a series is agreed at this meeting."""
    for one in desk.services.minutes.waiting_to_be_agreed(series):
        desk.services.minutes.agree(one.meeting_uid, at, day.isoformat())


def report(desk: Desk, told: Mapping[str, Any], before: str = "") -> None:
    """A report upward, filled in and issued where the story says so; put `before` a meeting."""
    upward = desk.services.upward
    desk.travel(told["day"])
    school = desk.schools[told["school"]] if "school" in told else ""
    uid = upward.begin(told["report"], school, period=told["period"], meeting_uid=before).uid
    for part, text in told.get("answers", {}).items():
        upward.answer(uid, part, text)
    if told.get("issued"):
        issue(desk, uid)


def issue(desk: Desk, uid: str) -> None:
    """Issue the draft to whom the rulebook names, and send it."""
    services = desk.services
    version = services.documents.issue(uid, services.documents.recipients(uid)).version_uid
    sent = [line.uid for line in services.issue_log.lines(version_uid=version) if not line.sent_on]
    services.issue_log.mark_sent(sent, services.context.today())


def mark(desk: Desk, told: Mapping[str, Any]) -> None:
    """The first record of that kind about the school is evidence for an aspect."""
    table, school = metadata.tables[told["record"]], desk.schools[told["school"]]
    with desk.services.context.store.read() as connection:
        query = table.select().where(table.c.provider_uid == school, table.c.x_gone == 0)
        row = connection.execute(query.order_by(table.c.uid)).mappings().first()
    assert row is not None, f"{told['school']} has no {told['record']}"
    desk.services.aspects.mark(
        told["record"], row["uid"], school, told["aspect"], note=told.get("note", "")
    )
