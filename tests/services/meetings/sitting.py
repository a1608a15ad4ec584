"""Meetings in a real caseload: a series opened, meetings planned, begun and ended."""

from datetime import timedelta

from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from tests.services.conftest import TODAY


def day(back: int) -> str:
    """So many days ago; ahead where negative."""
    return (TODAY - timedelta(days=back)).isoformat()


def series(services, pack: str, kind: str, school: str = "oakfield", **more) -> str:
    """A series opened under a rulebook with every reason it wants."""
    services.settings.change_rulebook(pack)
    values = {**services.schools.entry(school).values, "kind": "maintained_school"}
    services.schools.edit(school, values)
    reasons = services.context.pack().meeting_type(kind).start
    given = SeriesFields(
        kind, provider_uid=school, start_reasons=tuple(one.code for one in reasons),
        start_evidence="Seen on the visit.", opened_on=day(120), **more,
    )  # fmt: skip
    return services.meeting_series.open(given).uid


def of_body(services, pack: str, kind: str) -> str:
    services.settings.change_rulebook(pack)
    code = services.context.pack().meeting_type(kind).body
    body = services.bodies.add(code).uid
    given = SeriesFields(kind, body_uid=body, opened_on=day(120))
    return services.meeting_series.open(given).uid


def planned(services, series_uid: str, back: int, **more) -> str:
    return services.meetings.plan(series_uid, MeetingFields(day(back), **more)).uid


def begun(services, series_uid: str, back: int, **more) -> str:
    uid = planned(services, series_uid, back, **more)
    services.meetings.begin(uid)
    return uid


def items(services, uid: str) -> dict:
    """The items of an agenda by title."""
    return {one.title: one for one in services.meetings.page(uid).items}


def all_discussed(services, uid: str) -> None:
    for one in services.meetings.page(uid).items:
        services.meeting_agenda.discussed(one.uid)
