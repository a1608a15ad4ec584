"""A meeting as an invitation that calendar programs read (.ics, RFC 5545).

It keeps one id however often it is made, so that a calendar that reads it again replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import RowMapping

from sif_desktop.services.calendar_file import escaped, folded
from sif_desktop.services.meeting_rows import CANCELLED, MeetingRow

_USUAL_MINUTES = 60  # where nothing says how long
_LONGEST_MINUTES = 600
_ZONE = "Europe/London"
# Summer time of the United Kingdom, without which a calendar cannot place an hour of the day.
_TIMEZONE = (
    "BEGIN:VTIMEZONE", f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST",
    "DTSTART:19960331T010000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT",
    "DTSTART:19961027T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip

Row = RowMapping


def invitation_text(
    row: MeetingRow,
    people: Sequence[Row],
    items: Iterable[Row],
    organiser: tuple[str, str],
    sequence: int,
    now: datetime,
) -> bytes:
    """`organiser` is a name and an email; without an email nobody can answer it."""
    agenda = [one for one in items if one["state"] not in ("parked", "dropped")]
    lines = _lines(row, people, agenda, organiser, sequence, now)
    return "".join(f"{line}\r\n" for line in folded(lines)).encode("utf-8")


def _lines(
    row: MeetingRow,
    people: Sequence[Row],
    agenda: Sequence[Row],
    organiser: tuple[str, str],
    sequence: int,
    now: datetime,
) -> Iterator[str]:
    off = row.state == CANCELLED
    asks = "CANCEL" if off else "REQUEST" if organiser[1] else "PUBLISH"
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SIF Desktop//Meeting//EN")
    yield f"METHOD:{asks}"
    if row.start_time:
        yield from _TIMEZONE
    yield "BEGIN:VEVENT"
    yield f"UID:{row.uid}@sif-desktop"
    yield f"SEQUENCE:{sequence}"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield from _when(row, sum(one["minutes"] or 0 for one in agenda))
    yield f"SUMMARY:{escaped(f'{row.title}: {row.about}')}"
    if row.place:
        yield f"LOCATION:{escaped(row.place)}"
    if agenda:
        said = "\n".join(f"{at}. {one['title'] or ''}" for at, one in enumerate(agenda, 1))
        yield f"DESCRIPTION:{escaped(said)}"
    yield f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}"
    if organiser[1]:
        yield f"ORGANIZER;CN={_quoted(organiser[0])}:mailto:{organiser[1]}"
        yield from _asked(people, organiser[1])
    yield "END:VEVENT"
    yield "END:VCALENDAR"


def _when(row: MeetingRow, minutes: int) -> Iterator[str]:
    if not row.start_time:
        day = date.fromisoformat(row.day)
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
        return
    start = datetime.fromisoformat(f"{row.day}T{row.start_time}")
    length = min(minutes or _USUAL_MINUTES, _LONGEST_MINUTES)
    end = start + timedelta(minutes=length)
    if row.end_time:
        end = datetime.fromisoformat(f"{row.day}T{row.end_time}")
    yield f"DTSTART;TZID={_ZONE}:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={_ZONE}:{end:%Y%m%dT%H%M%S}"


def _asked(people: Sequence[Row], organiser: str) -> Iterator[str]:
    """Whoever can be written to, each once; the officer who asks is the organiser."""
    seen = {organiser.casefold()}
    for one in people:
        email = (one["email"] or "").strip()
        if email.isprintable() and email and email.casefold() not in seen:
            seen.add(email.casefold())
            part = "REQ-PARTICIPANT" if one["part"] == "core" else "OPT-PARTICIPANT"
            yield (
                f"ATTENDEE;CN={_quoted(one['name'] or email)};ROLE={part};"
                f"PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{email}"
            )


def _quoted(name: str) -> str:
    """A name as the value of a parameter, which may hold neither quotes nor control signs."""
    kept = "".join(sign for sign in name if sign.isprintable() and sign != '"')
    return f'"{kept}"'
