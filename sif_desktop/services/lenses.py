"""Three ways to look at the same lines: by room, by checklist item, by finding. Pure rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.form_values import format_value
from sif_desktop.domain.forms import Answer, AnswerState, Item, ItemKind
from sif_desktop.services.last_time import STATE_WORDS

if TYPE_CHECKING:
    from sif_desktop.services.capture_view import Capture
    from sif_desktop.services.visit_record import Jotting

LENSES = {"room": "Rooms", "item": "Items", "finding": "Findings"}


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading. `key` names the room or item; `evidence` is its text."""

    key: str
    title: str
    lines: tuple[Jotting, ...]
    detail: str = ""
    evidence: str = ""


def grouped(capture: Capture, lens: str) -> tuple[Group, ...]:
    """The visit's jottings through one of LENSES; every line appears exactly once."""
    ways = {"room": _by_room, "item": _by_item, "finding": _by_finding}
    return tuple(ways[lens](capture))


def _by_room(capture: Capture) -> Iterable[Group]:
    lines = capture.record.jottings
    rooms = capture.record.rooms
    known = {room.uid for room in rooms}
    loose = [line for line in lines if line.room_uid not in known]
    if loose or not rooms:
        yield Group("", "On the way" if rooms else "No room yet", tuple(loose))
    for room in rooms:
        inside = tuple(line for line in lines if line.room_uid == room.uid)
        yield Group(room.uid, room.label, inside, room.entered_at[11:16])


def _by_item(capture: Capture) -> Iterable[Group]:
    yield from _unfiled(capture)
    for item, lines in _filed(capture):
        if lines:
            number = capture.numbers.get(item.id, "")
            yield Group(item.id, f"{number} {item.label}", tuple(lines), _judged(capture, item))


def _by_finding(capture: Capture) -> Iterable[Group]:
    """What was answered, from the best step to the worst, then what has lines but no answer."""
    answers = capture.answers()
    found: list[tuple[int, Group]] = []
    for item, lines in _filed(capture):
        given = answers.get(item.id)
        if not lines and (given is None or given.state is AnswerState.OPEN):
            continue
        evidence = given.evidence if given else ""
        title = f"{capture.numbers.get(item.id, '')} {item.label}"
        judged = _judged(capture, item) or "No answer yet"
        group = Group(item.id, title, tuple(lines), judged, evidence)
        found.append((_rank(capture, item, given), group))
    yield from (group for _rank_of, group in sorted(found, key=lambda pair: pair[0]))
    yield from _unfiled(capture)


def _unfiled(capture: Capture) -> Iterable[Group]:
    items = {item.id for item in capture.form.items()}
    rest = [line for line in capture.record.jottings if line.item not in items]
    for key, title, chosen in (
        ("", "Not filed yet", [line for line in rest if not line.parked]),
        ("parked", "Parked", [line for line in rest if line.parked]),
    ):
        if chosen:
            yield Group(key, title, tuple(chosen))


def _filed(capture: Capture) -> Iterable[tuple[Item, Sequence[Jotting]]]:
    by_item: dict[str, list[Jotting]] = {}
    for line in capture.record.jottings:
        by_item.setdefault(line.item, []).append(line)
    return ((item, by_item.get(item.id, [])) for item in capture.form.items())


def _judged(capture: Capture, item: Item) -> str:
    """An answer in a few words; text answers only say that they are there."""
    given = capture.answers().get(item.id)
    if given is None or given.state is AnswerState.OPEN:
        return ""
    if given.state is not AnswerState.ANSWERED:
        return STATE_WORDS[given.state]
    if item.kind is ItemKind.TEXT:
        return "Written"
    scale = capture.pack.scale(item.scale) if item.scale else None
    return format_value(item, given.value, scale)


def _rank(capture: Capture, item: Item, given: Answer | None) -> int:
    """Graded items by step, best first; then other answers; then items without one."""
    if given is None or given.state is AnswerState.OPEN:
        return 300
    if given.state is not AnswerState.ANSWERED:
        return 200
    steps = [step.value for step in capture.pack.scale(item.scale).steps] if item.scale else []
    return steps.index(given.value) if given.value in steps else 100
