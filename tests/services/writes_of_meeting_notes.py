"""Every write on the agenda of a meeting and of what is said at it, for the walk over all."""

from typing import Any

from sif_desktop.services.meeting_notes import FundingFields, RecommendationFields, ReviewFields
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.services.tasks import TaskFields
from tests.services.writes_of_meetings import DAY, maintained, meeting
from tests.services.writes_of_plans import running

MONEY = FundingFields("Reading books", "250")
ADVICE = RecommendationFields("Add places", addressee="Council")


def begun(w: Any) -> str:
    uid = meeting(w)
    w.s.meetings.begin(uid)
    return uid


def raised(w: Any, uid: str = "") -> str:
    return str(w.s.meeting_agenda.add(uid or begun(w), "Roof", minutes=5).uid)


def dropped(w: Any) -> str:
    uid = raised(w)
    w.s.meeting_agenda.drop(uid, "Mended")
    return uid


def parked(w: Any) -> str:
    uid = raised(w)
    w.s.meeting_agenda.park(uid)
    return uid


def two_meetings(w: Any) -> str:
    """A planned meeting to which something came to return since it was planned."""
    first = begun(w)
    row = w.s.meetings.page(first).row
    coming = str(w.s.meetings.plan(row.series_uid, MeetingFields("2027-01-11")).uid)
    raised(w, first)
    w.s.meetings.end(first)
    return coming


def said(w: Any, visibility: str = "school") -> Any:
    uid = begun(w)
    item = w.s.meetings.page(uid).items[0].uid
    return w.s.meeting_notes.line(uid, item, "note", "Pupils read daily.", visibility)


def reviewed(w: Any) -> Any:
    maintained(w)
    plan_uid = running(w)
    row = w.s.plan_outline.add(plan_uid, "milestone", {"what": "All trained"}).uid
    given = ReviewFields("on_track", "Half are trained", "Register", "Year 1", "Cover")
    return w.s.meeting_notes.review(begun(w), plan_uid, row, given)


def money(w: Any) -> str:
    return str(w.s.meeting_notes.fund(begun(w), MONEY).uid)


def advice(w: Any) -> str:
    return str(w.s.meeting_notes.recommend(begun(w), ADVICE).uid)


def knowing(w: Any) -> Any:
    """A meeting of services about a school, under the rulebook that has them."""
    maintained(w)
    w.s.settings.change_rulebook("milton-keynes-2010")
    fields = SeriesFields("intelligence", w.school)
    uid = w.s.meetings.plan(w.s.meeting_series.open(fields).uid, MeetingFields(DAY)).uid
    asked = w.s.meetings.page(uid).type.contributions[0]
    return w.s.meeting_notes.contribute(uid, asked, "Attendance is falling")


MEETING_NOTE_WRITES = {
    "meeting_agenda.add": lambda w: w.s.meeting_agenda.add(begun(w), "Roof", minutes=5),
    "meeting_agenda.edit": lambda w: w.s.meeting_agenda.edit(raised(w), "The roof", 10),
    "meeting_agenda.move": lambda w: w.s.meeting_agenda.move(raised(w), -2),
    "meeting_agenda.drop": lambda w: w.s.meeting_agenda.drop(raised(w), "Mended"),
    "meeting_agenda.restore": lambda w: w.s.meeting_agenda.restore(dropped(w)),
    "meeting_agenda.park": lambda w: w.s.meeting_agenda.park(raised(w)),
    "meeting_agenda.unpark": lambda w: w.s.meeting_agenda.unpark(parked(w)),
    "meeting_agenda.discussed": lambda w: w.s.meeting_agenda.discussed(raised(w), seconds=60),
    "meeting_agenda.spend": lambda w: w.s.meeting_agenda.spend(raised(w), 90),
    "meeting_agenda.set_papers": lambda w: w.s.meeting_agenda.set_papers(
        raised(w), [w.s.letters.begin(w.school, "warning-notice").uid]
    ),
    "meeting_agenda.renew": lambda w: w.s.meeting_agenda.renew(two_meetings(w)),
    "meeting_notes.line": said,
    "meeting_notes.line: restricted": lambda w: said(w, "restricted"),
    "meeting_notes.edit_line": lambda w: w.s.meeting_notes.edit_line(
        said(w).uid, "Most read daily.", "success", "la"
    ),
    "meeting_notes.edit_line: restricted": lambda w: w.s.meeting_notes.edit_line(
        said(w).uid, "Most read daily.", visibility="restricted"
    ),
    "meeting_notes.delete_line": lambda w: w.s.meeting_notes.delete_line(said(w).uid),
    "meeting_notes.action": lambda w: w.s.meeting_notes.action(
        begun(w), "", TaskFields("Coach the leaders", "school", "Head", "2026-12-01")
    ),
    "meeting_notes.review": reviewed,
    "meeting_notes.fund": lambda w: w.s.meeting_notes.fund(begun(w), MONEY),
    "meeting_notes.edit_funding": lambda w: w.s.meeting_notes.edit_funding(
        money(w), FundingFields("Reading books", "300", fund="School budget")
    ),
    "meeting_notes.delete_funding": lambda w: w.s.meeting_notes.delete_funding(money(w)),
    "meeting_notes.recommend": lambda w: w.s.meeting_notes.recommend(begun(w), ADVICE),
    "meeting_notes.edit_recommendation": lambda w: w.s.meeting_notes.edit_recommendation(
        advice(w), RecommendationFields("Add ten places", addressee="Cabinet")
    ),
    "meeting_notes.delete_recommendation": lambda w: w.s.meeting_notes.delete_recommendation(
        advice(w)
    ),
    "meeting_notes.reply": lambda w: w.s.meeting_notes.reply(advice(w), "accepted", "In April"),
    "meeting_notes.contribute": knowing,
}
