"""Every write about bodies, series and meetings, for the walk over all."""

from typing import Any

from sif_desktop.services.bodies import MemberFields
from sif_desktop.services.case_lines import CaseFields
from sif_desktop.services.listing import Beginning
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields, PersonFields

DAY = "2026-11-23"
CASE = CaseFields("Causing concern", "Results fell", "Kim Rowe", opened_on=DAY)
BEGIN = Beginning(
    (SeriesFields("support_board", start_reasons=("results",)),), ("improvement-plan",)
)
SUBSTITUTE = PersonFields("Sam Rowe", "governor", "school", "optional", "sam@oakfield.example")


def maintained(w: Any) -> str:
    values = {**w.s.schools.entry(w.school).values, "kind": "maintained_school"}
    w.s.schools.edit(w.school, values)
    return str(w.school)


def opened(w: Any) -> Any:
    fields = SeriesFields(
        "support_board", maintained(w), start_reasons=("results",), start_evidence="Below floor"
    )
    return w.s.meeting_series.open(fields)


def series(w: Any) -> str:
    return str(opened(w).uid)


def closed_series(w: Any) -> str:
    uid = series(w)
    w.s.meeting_series.close(uid, ("improved",), "Good since June")
    return uid


def meeting(w: Any) -> str:
    return str(w.s.meetings.plan(series(w), MeetingFields(DAY)).uid)


def held(w: Any) -> str:
    uid = meeting(w)
    w.s.meetings.end(uid)
    return uid


def person(w: Any) -> str:
    return str(w.s.meetings.add_person(meeting(w), SUBSTITUTE).uid)


def body(w: Any) -> str:
    return str(w.s.bodies.add("sacre").uid)


def member(w: Any) -> str:
    return str(w.s.bodies.add_member(body(w), MemberFields("Ann Gale", "teachers")).uid)


def body_with_meetings(w: Any) -> str:
    uid = body(w)
    w.s.bodies.add_member(uid, MemberFields("Ann Gale", "teachers"))
    of = w.s.meeting_series.open(SeriesFields("sacre_meeting", body_uid=uid)).uid
    w.s.meetings.plan(of, MeetingFields(DAY))
    return uid


MEETING_WRITES = {
    "bodies.add": lambda w: w.s.bodies.add("sacre"),
    "bodies.edit": lambda w: w.s.bodies.edit(body(w), "Advisory council", "Advises"),
    "bodies.delete": lambda w: w.s.bodies.delete(body_with_meetings(w)),
    "bodies.add_member": lambda w: w.s.bodies.add_member(body(w), MemberFields("Bo Lee")),
    "bodies.edit_member": lambda w: w.s.bodies.edit_member(member(w), MemberFields("Ann Hill")),
    "bodies.end_member": lambda w: w.s.bodies.end_member(member(w)),
    "bodies.delete_member": lambda w: w.s.bodies.delete_member(member(w)),
    "meeting_series.open": opened,
    "meeting_series.edit": lambda w: w.s.meeting_series.edit(series(w), every=3, unit="week"),
    "meeting_series.close": lambda w: w.s.meeting_series.close(
        series(w), ("improved",), "Good since June"
    ),
    "meeting_series.reopen": lambda w: w.s.meeting_series.reopen(closed_series(w)),
    "meeting_series.delete": lambda w: (
        lambda uid: w.s.meetings.plan(uid, MeetingFields(DAY)) and w.s.meeting_series.delete(uid)
    )(series(w)),
    "meetings.plan": lambda w: w.s.meetings.plan(series(w), MeetingFields(DAY)),
    "meetings.edit": lambda w: w.s.meetings.edit(meeting(w), MeetingFields(DAY, "14:00")),
    "meetings.cancel": lambda w: w.s.meetings.cancel(meeting(w), "Snow"),
    "meetings.missed": lambda w: w.s.meetings.missed(meeting(w), "Snow"),
    "meetings.begin": lambda w: w.s.meetings.begin(meeting(w)),
    "meetings.end": lambda w: w.s.meetings.end(meeting(w)),
    "meetings.reopen": lambda w: w.s.meetings.reopen(held(w)),
    "meetings.delete": lambda w: w.s.meetings.delete(meeting(w)),
    "meetings.set_next": lambda w: w.s.meetings.set_next(held(w), "2027-01-11"),
    "meetings.write_summary": lambda w: w.s.meetings.write_summary(held(w), "Reading rises."),
    "meetings.add_person": lambda w: w.s.meetings.add_person(meeting(w), SUBSTITUTE),
    "meetings.edit_person": lambda w: w.s.meetings.edit_person(
        person(w), PersonFields("Sam Hill", part="invited")
    ),
    "meetings.remove_person": lambda w: w.s.meetings.remove_person(person(w)),
    "meetings.attend": lambda w: w.s.meetings.attend(person(w), "substitute", "Al Stone"),
    "meetings.everybody_present": lambda w: w.s.meetings.everybody_present(meeting(w)),
    "listing.list_school: with its meetings": lambda w: w.s.listing.list_school(
        maintained(w), CASE, begin=BEGIN
    ),
    "listing.begin": lambda w: w.s.listing.begin(
        maintained(w),
        Beginning(
            (SeriesFields("support_board", start_reasons=("results",), start_evidence="Low"),)
        ),
    ),
}
