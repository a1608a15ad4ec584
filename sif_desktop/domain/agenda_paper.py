"""The agenda of a meeting as a draft: what is to be talked about, how long it takes, who is asked.

Pure. The items follow the record: an agenda is put right at the meeting, not on its paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sif_desktop.domain import meeting_agenda
from sif_desktop.domain.compose_findings import Composed, ended
from sif_desktop.domain.minutes import circulation, header
from sif_desktop.domain.minutes_facts import ItemFact, MeetingFacts
from sif_desktop.domain.minutes_tables import table
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Ref, Row, Section, Sentence

AGENDA_COLUMNS = ("No.", "Item", "Minutes", "Why it is here", "Papers")
_LEFT = ("dropped", "parked")


def compose_agenda(facts: MeetingFacts) -> NoteDraft:
    """The agenda as the record has it."""
    made = (
        Section("header", "header", "About this meeting", (header(facts),)),
        _items(facts),
        _terms(facts),
        _invited(facts),
        circulation(facts),
    )
    return NoteDraft(tuple(section for section in made if section is not None))


def on_agenda(facts: MeetingFacts) -> tuple[ItemFact, ...]:
    """The items to be taken: neither dropped nor left for later."""
    return tuple(item for item in facts.items if item.state not in _LEFT)


def planned(facts: MeetingFacts) -> int:
    """Minutes planned for all items."""
    return sum(item.minutes for item in on_agenda(facts))


def overrun(facts: MeetingFacts) -> int:
    """By how many minutes the items take longer than the meeting; 0 where that is not known."""
    return meeting_agenda.overrun(planned(facts), facts.start_time, facts.end_time)


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M")  # noqa: DTZ007 - two times of one day


def _invited(facts: MeetingFacts) -> Section | None:
    """Everybody asked; the same person once."""
    said = tuple(
        Composed("invited", (Ref("meeting_person", one.uid),)).one(one.called, f"invited:{one.uid}")
        for one in facts.people
        if one.called
    )
    if not said:
        return None
    block = Block("invited:people", BlockKind.BULLETS, sentences=said)
    return Section("invited", "invited", "Who is asked to come", (block,))


def _terms(facts: MeetingFacts) -> Section | None:
    if not facts.terms:
        return None
    place = Composed("terms", (Ref("rulebook", item="terms"),))
    said = tuple(place.one(text, f"terms:{number}") for number, text in enumerate(facts.terms))
    block = Block("terms:list", BlockKind.BULLETS, sentences=said)
    return Section("terms", "terms", "What this meeting is for", (block,))


def _items(facts: MeetingFacts) -> Section:
    items = on_agenda(facts)
    cells = [_cells(item) for item in items]
    used = [any(column) for column in zip(*cells, strict=True)]
    rows = (
        Row(f"item:{item.uid}", _dashed(said, used), (Ref("meeting_item", item.uid),))
        for item, said in zip(items, cells, strict=True)
    )
    words = tuple(_time_words(facts))
    blocks = (
        table("agenda", AGENDA_COLUMNS, rows),
        Block("agenda:time", BlockKind.PARAGRAPH, sentences=words),
    )
    return Section("agenda", "agenda", "Agenda", blocks)


def _cells(item: ItemFact) -> tuple[str, ...]:
    about = f"{item.title} ({item.about})" if item.about else item.title
    named = f"{item.heading}: {about}" if item.heading else about
    minutes = str(item.minutes) if item.minutes else ""
    return item.number, named, minutes, item.why, "; ".join(item.papers)


def _dashed(cells: tuple[str, ...], used: list[bool]) -> tuple[str, ...]:
    """A dash where others have something; a column in which nobody has anything is not printed."""
    return tuple(said or ("–" if some else "") for said, some in zip(cells, used, strict=True))


def _time_words(facts: MeetingFacts) -> Iterator[Sentence]:
    total = planned(facts)
    if not total:
        return
    place = Composed("agenda", (Ref("meeting", facts.uid, "items"),))
    text = f"Planned in all: {total} minutes."
    if facts.start_time:
        end = (_time(facts.start_time) + timedelta(minutes=total)).strftime("%H:%M")
        text = f"Planned in all: {total} minutes, from {facts.start_time} to {end}."
    yield place.one(text, "agenda:total")
    if over := overrun(facts):
        words = f"That is {over} minutes longer than the meeting is to last"
        yield place.one(ended(words), "agenda:over")
