"""The slips of a document as they are stored: what was asked, what was answered, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from sif_desktop.domain import slip
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.findings import Finding, FindingKind, Place, should
from sif_desktop.domain.sentences import text_id
from sif_desktop.models.tables import documents as tables


@dataclass(frozen=True, slots=True)
class SlipAnswer:
    """What the school said of one sentence, and what came of it. `sent` is the sentence as it went
    out, `number` 0 where it is about no one sentence; days are ISO."""

    uid: str
    slip_uid: str
    number: int
    sentence: str
    heading: str
    sent: str
    verdict: str
    words: str
    who: str
    read_on: str
    state: str  # open, agreed, accepted, declined
    put: str
    reason: str
    decided_on: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class StoredSlip:
    uid: str
    number: int  # the version it asks about a draft of
    digest: str
    made_at: str
    lines: tuple[slip.SlipLine, ...]


@dataclass(frozen=True, slots=True)
class SlipStanding:
    """How far the school's check is: `sent_at` is "" while no slip was made."""

    sent_at: str = ""
    answers: tuple[SlipAnswer, ...] = ()

    @property
    def open(self) -> tuple[SlipAnswer, ...]:
        return tuple(one for one in self.answers if one.state == slip.OPEN)


NOTHING_SENT = SlipStanding()


def read_slips(connection: Connection, document_uid: str) -> tuple[StoredSlip, ...]:
    """The newest first."""
    table = tables.slip
    query = select(table).where(table.c.document_uid == document_uid, table.c.x_gone == 0)
    rows = connection.execute(query.order_by(table.c.made_at.desc(), table.c.uid)).mappings()
    return tuple(
        StoredSlip(
            row["uid"],
            row["number"] or 0,
            row["digest"] or "",
            row["made_at"] or "",
            slip.from_json(row["lines"]),
        )
        for row in rows
    )


def read_standing(connection: Connection, document_uid: str, number: int) -> SlipStanding:
    """What was asked about the draft of this version; two statements."""
    slips = [one for one in read_slips(connection, document_uid) if one.number == number]
    if not slips:
        return NOTHING_SENT
    return SlipStanding(slips[0].made_at, tuple(_answers(connection, slips)))


def _answers(connection: Connection, slips: Sequence[StoredSlip]) -> list[SlipAnswer]:
    """By the number of their sentence, what is about no one sentence last."""
    table = tables.slip_answer
    lines = {(one.uid, line.number): line for one in slips for line in one.lines}
    query = select(table).where(table.c.slip_uid.in_([one.uid for one in slips]))
    found = []
    for row in connection.execute(query.where(table.c.x_gone == 0)).mappings():
        line = lines.get((row["slip_uid"], row["place"]))
        names = [name for name in SlipAnswer.__slots__ if name in row]
        given: dict[str, Any] = {name: row[name] or "" for name in names}
        about = {"heading": line.heading, "sent": line.text} if line else {}
        known: dict[str, Any] = {"number": row["place"] or 0, "heading": "", "sent": "", **about}
        found.append(SlipAnswer(**{**given, **known}))
    newest = {one.uid: place for place, one in enumerate(slips)}
    return sorted(found, key=lambda a: (newest[a.slip_uid], a.number == slip.OTHER, a.number))


def open_answers(standing: SlipStanding) -> tuple[Finding, ...]:
    """The finding that answers wait; a reason given for it holds until another one waits."""
    waiting = standing.open
    if not waiting:
        return ()
    many = len(waiting)
    said = "One answer of the school waits" if many == 1 else f"{many} answers of the school wait"
    about = text_id("\n".join(f"{one.uid}{one.words}" for one in waiting))
    place = Place(slip=True)
    return (should(FindingKind.SLIP, about, f"{said} to be accepted or declined.", place),)


def day_of(moment: str) -> str:
    """The day on the officer's calendar, in words."""
    if not moment:
        return ""
    return long_date(datetime.fromisoformat(moment).astimezone().date().isoformat())
