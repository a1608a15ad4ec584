"""What comes back to an agenda, over any series of meetings: nothing open ever drops out unnoticed,
nothing closed returns, and each thing that does says why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import cycle

from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.meeting_agenda import (
    DISCUSSED,
    DROPPED,
    HELD,
    NOT_HELD,
    OPEN,
    PARKED,
    TO_COME,
    Returning,
    Stood,
    numbers,
    returning,
)

STANDING = {"minutes": "minutes", "actions": "actions", "exit": "exit"}
FIRST = date(2026, 1, 5)


@dataclass
class Matter:
    """Something a series deals with, followed apart from the rule: what an officer would say of it
    is worked out from what happened, one meeting after the other."""

    name: str
    standing: str = ""
    open: bool = False  # not discussed, or parked
    actions: int = 0
    last: str = ""  # the item it stood as last

    @property
    def closed(self) -> bool:
        return not self.open and not self.actions


@dataclass
class Series:
    """A made-up series: the items of every agenda and, beside them, the matters."""

    matters: dict[str, Matter] = field(default_factory=dict)
    items: list[Stood] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)


EVENTS = st.lists(
    st.tuples(
        st.booleans(),  # whether it was held
        st.lists(st.sampled_from([OPEN, DISCUSSED, PARKED, DROPPED]), min_size=8, max_size=8),
        st.lists(st.integers(0, 2), min_size=8, max_size=8),  # new actions under each
        st.lists(st.booleans(), min_size=8, max_size=8),  # actions done before the next
        st.integers(0, 2),  # matters raised
    ),
    min_size=1,
    max_size=6,
)


def run(events) -> tuple[Series, tuple[Returning, ...]]:
    """The series after these meetings, each with the agenda the rule gave it, and what the rule
    gives the next."""
    series = Series({f"standing {id}": Matter(id, id) for id in STANDING})
    for number, (held, said, agreed, done, raised) in enumerate(events):
        _meeting(series, number, held, said, agreed, raised)
        for matter, finished in zip(series.matters.values(), cycle(done), strict=False):
            if finished:
                matter.actions = 0
        series.items = [replace(one, open_actions=0) for one in series.items]
        latest = {one.uid: at for at, one in enumerate(series.items)}
        for matter in series.matters.values():
            if matter.last:
                at = latest[matter.last]
                series.items[at] = replace(series.items[at], open_actions=matter.actions)
    return series, returning(series.items, STANDING)


def _meeting(series: Series, number: int, held: bool, said, agreed, raised: int) -> None:
    back = returning(series.items, STANDING)
    own = {one.came_from for one in back if not one.standing}
    for name in [f"{number}-{each}" for each in range(raised)]:
        series.matters[name] = Matter(name, open=True)
    agenda = [
        matter for matter in series.matters.values()
        if matter.standing or not matter.last or matter.last in own
    ]  # fmt: skip
    took_place = HELD if held else NOT_HELD
    answers = zip(agenda, cycle(said), cycle(agreed), strict=False)
    for at, (matter, state, actions) in enumerate(answers):
        if (matter.standing and state == DROPPED) or (not held and state == DISCUSSED):
            state = OPEN
        uid = f"{number}/{at}"
        series.items.append(
            Stood(
                uid, FIRST + timedelta(weeks=6 * number), matter.name, state, took_place,
                standing=matter.standing, came_from="" if matter.standing else matter.last,
            )
        )  # fmt: skip
        matter.last = uid
        matter.actions += actions if held and state != DROPPED else 0
        if state == DROPPED:
            matter.open, matter.actions = False, 0
        elif held or state == PARKED:
            matter.open = state in (OPEN, PARKED)
        # of a meeting that was not held, what was open stays open and what was closed stays closed


def _names(series: Series, back: tuple[Returning, ...]) -> list[str]:
    titles = {one.uid: one.title for one in series.items}
    return [one.standing or titles[one.came_from] for one in back]


@given(EVENTS)
def test_nothing_open_ever_drops_out_unnoticed(events):
    series, back = run(events)
    there = _names(series, back)
    for matter in series.matters.values():
        if matter.last and not matter.closed:
            assert matter.name in there


@given(EVENTS)
def test_nothing_closed_returns_and_nothing_returns_twice(events):
    series, back = run(events)
    there = _names(series, back)
    assert len(there) == len(set(there))
    for matter in series.matters.values():
        if matter.closed:
            assert matter.name not in there


@given(EVENTS)
def test_each_thing_that_returns_says_why(events):
    _series, back = run(events)
    for one in back:
        assert one.why
        assert one.why[0].isupper()


@given(EVENTS)
def test_a_standing_item_never_comes_back_as_another(events):
    series, back = run(events)
    standing = {one.uid for one in series.items if one.standing}
    assert not any(one.came_from in standing for one in back)


def test_what_a_coming_meeting_has_in_hand_does_not_stand_on_the_one_after_too():
    before = Stood("a", FIRST, "Roof")
    coming = Stood("b", FIRST + timedelta(weeks=6), "Roof", OPEN, TO_COME, came_from="a")
    assert [one.came_from for one in returning([before], {})] == ["a"]
    assert returning([before, coming], {}) == ()


def test_a_standing_item_the_rulebook_no_longer_has_comes_back_as_one_of_its_own():
    old = Stood("a", FIRST, "Old heading", standing="old")
    (back,) = returning([old], STANDING)
    assert (back.title, back.standing, back.came_from) == ("Old heading", "", "a")


def test_actions_of_no_item_are_said_on_the_item_for_them_or_on_one_of_their_own():
    (back,) = returning([], STANDING, actions=2)
    assert (back.standing, back.why) == ("actions", "Holds 2 open actions")
    (own,) = returning([], {}, actions=1)
    assert (own.title, own.kind) == ("Actions of earlier meetings", "actions")


def test_parts_under_one_heading_share_its_number_and_what_is_off_has_none():
    rows = [("", OPEN), ("School", OPEN), ("School", PARKED), ("School", DISCUSSED), ("", DROPPED)]
    assert numbers([*rows, ("", OPEN)]) == ["1", "2.1", "", "2.2", "", "3"]
