"""What stands on an agenda, and what comes back to it by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sif_desktop.domain.spoken_dates import MONTHS

OPEN, DISCUSSED, PARKED, DROPPED = "open", "discussed", "parked", "dropped"


def numbers(items: Sequence[tuple[str, str]]) -> list[str]:
    """The number of each item of an agenda, given as heading and state in order: "3", or "3.2"
    for the second under a heading. What is parked or dropped has none."""
    found, number, under, part = [], 0, "", 0
    for heading, state in items:
        if state in (PARKED, DROPPED):
            found.append("")
            continue
        if not heading or heading != under:
            number, under, part = number + 1, heading, 0
        part += 1
        found.append(f"{number}.{part}" if heading else str(number))
    return found


def length(start: str, end: str) -> int:
    """How many minutes a meeting has, 0 where its times do not say; times like 14:30."""
    times = [one.split(":") for one in (start, end)]
    if not all(len(one) == 2 and one[0].isdecimal() and one[1].isdecimal() for one in times):
        return 0
    began, ends = (int(hour) * 60 + int(minute) for hour, minute in times)
    return max(0, ends - began)


def overrun(planned: int, start: str, end: str) -> int:
    """How many minutes more are planned than the meeting has; 0 where it fits or is not known."""
    has = length(start, end)
    return max(0, planned - has) if has else 0


# --- what returns ---------------------------------------------------------------------------------

HELD, NOT_HELD, TO_COME = "held", "not_held", "to_come"
_LOOSE = {"actions": "Actions of earlier meetings", "recommendations": "Recommendations made"}


@dataclass(frozen=True, slots=True)
class Stood:
    """An item on the agenda of an earlier meeting. `took_place` is whether that meeting did,
    `noted` whether anything was noted under the item, `open_actions` and `unanswered` how many of
    its tasks and recommendations are still open."""

    uid: str
    day: date
    title: str
    state: str = OPEN
    took_place: str = HELD
    kind: str = "topic"
    heading: str = ""
    standing: str = ""
    came_from: str = ""
    about_uid: str = ""
    minutes: int = 0
    noted: bool = False
    open_actions: int = 0
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class Returning:
    """What an agenda has again, and why in words; on the standing item `standing` where that is
    named, else as an item of its own that goes on with the item `came_from`. `thread` is the same
    for all items that go on with one another."""

    thread: str
    why: str
    standing: str = ""
    came_from: str = ""
    title: str = ""
    kind: str = "topic"
    heading: str = ""
    about_uid: str = ""
    minutes: int = 0


def threads(items: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The thread of each item, by uid: items that go on with one another share one, and so do a
    standing item and the same one at other meetings. Items are given as uid, the uid each came
    from and its standing id, earlier ones first."""
    found: dict[str, str] = {}
    for uid, came_from, standing in items:
        own = f"standing:{standing}" if standing else uid
        found[uid] = found.get(came_from, own) if not standing else own
    return found


def returning(
    items: Sequence[Stood], standing: Mapping[str, str], actions: int = 0, unanswered: int = 0
) -> tuple[Returning, ...]:
    """What comes back, in the order in which it first stood on an agenda.

    `items` are those of earlier meetings, the earliest first; `standing` are the items that stand
    on the new agenda anyway, id to kind: what was left open in one of them is said there.
    `actions` and `unanswered` are open actions and recommendations that belong to no item.
    """
    thread = threads((one.uid, one.came_from, one.standing) for one in items)
    members: dict[str, list[Stood]] = {}
    for one in items:
        members.setdefault(thread[one.uid], []).append(one)
    ids = {f"standing:{id}": id for id in standing}
    found = []
    for key, every in members.items():
        if reasons := _reasons(every):
            found.append(_back(key, ids.get(key, ""), every[-1], _words(reasons)))
    for kind, count in (("actions", actions), ("recommendations", unanswered)):
        if count:
            reasons = [_holds(count) if kind == "actions" else _waits(count)]
            _add_loose(found, kind, standing, _words(reasons))
    return tuple(found)


def _back(key: str, standing: str, last: Stood, why: str) -> Returning:
    if standing:
        return Returning(key, why, standing)
    return Returning(
        key, why, "", last.uid, last.title, last.kind, last.heading, last.about_uid, last.minutes
    )


def _add_loose(found: list[Returning], kind: str, standing: Mapping[str, str], why: str) -> None:
    """Say it on the standing item of that kind, else on an item of its own."""
    id = next((id for id, of in standing.items() if of == kind), "")
    thread = f"standing:{id or loose(kind)}"
    said = next((one for one in found if one.thread == thread), None)
    if said is not None:
        found[found.index(said)] = replace(said, why=f"{said.why}; {_lower(why)}")
    elif id:
        found.append(Returning(thread, why, id))
    else:
        found.append(Returning(thread, why, title=_LOOSE[kind], kind=kind))


def loose(kind: str) -> str:
    """What stands for the standing id of an item that gathers what belongs to no item, so that it
    is one thread through all meetings."""
    return f"loose {kind}"


def _reasons(every: Sequence[Stood]) -> list[str]:
    """Why the thread of these items is open; nothing where it is closed, or where a meeting still
    to come has it in hand. What an agenda said counts where its meeting took place, and a word of
    the officer's (parked, dropped, discussed) in any case."""
    if any(one.took_place == TO_COME and one.state == OPEN for one in every):
        return []
    said = [one for one in every if one.took_place == HELD or one.state != OPEN]
    last = said[-1] if said else every[-1]
    if last.state == DROPPED:
        return []
    day = f"{last.day.day} {MONTHS[last.day.month - 1]} {last.day.year}"
    reasons = []
    if last.state == PARKED:
        reasons.append(f"Parked on {day}")
    elif last.state == OPEN and not said:
        if not last.standing:  # a standing item is there again in any case
            reasons.append(f"Put to the meeting of {day}, which was not held")
    elif last.state == OPEN:
        reasons.append(f"Not finished on {day}" if last.noted else f"Not discussed on {day}")
    if actions := sum(one.open_actions for one in every):
        reasons.append(_holds(actions))
    if unanswered := sum(one.unanswered for one in every):
        reasons.append(_waits(unanswered))
    return reasons


def _holds(count: int) -> str:
    return "Holds an open action" if count == 1 else f"Holds {count} open actions"


def _waits(count: int) -> str:
    one = "A recommendation waits for its reply"
    return one if count == 1 else f"{count} recommendations wait for their replies"


def _words(reasons: Sequence[str]) -> str:
    return "; ".join([reasons[0], *map(_lower, reasons[1:])])


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
