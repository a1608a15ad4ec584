"""Every write about minutes and agendas, for the walk over all."""

from datetime import timedelta
from typing import Any

from sif_desktop.services.meetings import MeetingFields
from tests.services.conftest import TODAY
from tests.services.writes_of_meetings import held, meeting


def _agreed(w: Any) -> Any:
    """Minutes that were issued, agreed at the next meeting."""
    uid = held(w)
    minutes = w.s.minutes.start(uid).uid
    for person in w.s.meetings.page(uid).people:
        w.s.meetings.attend(person.uid, "present")
    w.s.documents.issue(minutes, w.s.documents.recipients(minutes))
    day = (TODAY + timedelta(days=14)).isoformat()
    later = w.s.meetings.plan(w.s.meetings.page(uid).row.series_uid, MeetingFields(day)).uid
    return w.s.minutes.agree(uid, later, day)


MINUTES_WRITES = {
    "minutes.start": lambda w: w.s.minutes.start(held(w)),
    "minutes.start_agenda": lambda w: w.s.minutes.start_agenda(meeting(w)),
    "minutes.agree": _agreed,
}
