"""What a row shows is a pure function of its operations, whoever made them and in what order."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.merge import Op, materialise, packed_heads, seen_by

KINDS = {
    "name": "mv",
    "text": "text",
    "place": "lww",
    "start": "group:days",
    "end": "group:days",
    "owner_uid": "owner",
}


def op(dot, hlc, kind, fields, prev=None):
    return Op(dot, hlc, kind, fields, {k: tuple(v) for k, v in (prev or {}).items()})


CREATED = op("a:1", 1, "c", {"name": "A", "text": "One. Two.", "start": "1", "end": "2"})


def clash(state, column):
    return next((c.kind for c in state.clashes if c.column == column), None)


def test_without_its_creation_a_row_is_not_shown():
    assert materialise([op("a:2", 2, "u", {"name": "B"}, {"name": ["a:1"]})], KINDS) is None


def test_two_values_are_a_question_and_two_equal_ones_are_agreement():
    one = op("a:2", 2, "u", {"name": "B"}, {"name": ["a:1"]})
    other = op("b:1", 3, "u", {"name": "C"}, {"name": ["a:1"]})
    same = op("b:1", 3, "u", {"name": "B"}, {"name": ["a:1"]})
    asked = materialise([CREATED, one, other], KINDS)
    assert (asked.values["name"], clash(asked, "name")) == ("C", "value")
    assert materialise([CREATED, one, same], KINDS).clashes == ()


def test_places_take_the_latest_without_a_question():
    one = op("a:2", 2, "u", {"place": "b"}, {"place": ["a:1"]})
    other = op("b:1", 3, "u", {"place": "c"}, {"place": ["a:1"]})
    state = materialise([CREATED, one, other], KINDS)
    assert (state.values["place"], state.clashes) == ("c", ())


def test_different_fields_of_a_group_changed_apart_are_one_question():
    start = op("a:2", 2, "u", {"start": "3"}, {"start": ["a:1"], "end": ["a:1"]})
    end = op("b:1", 3, "u", {"end": "9"}, {"end": ["a:1"], "start": ["a:1"]})
    state = materialise([CREATED, start, end], KINDS)
    assert [c.column for c in state.clashes] == ["group:days"]
    # Shown as the later author left it: never one person's start with the other's end.
    assert (state.values["start"], state.values["end"]) == ("1", "9")


def test_one_after_the_other_in_a_group_is_no_question():
    start = op("a:2", 2, "u", {"start": "3"}, {"start": ["a:1"], "end": ["a:1"]})
    end = op("b:1", 3, "u", {"end": "9"}, {"end": ["a:1"], "start": ["a:2"]})
    assert materialise([CREATED, start, end], KINDS).clashes == ()


def test_a_group_written_before_it_named_what_it_saw_is_no_question_on_one_machine():
    start = op("a:2", 2, "u", {"start": "3"}, {"start": ["a:1"]})
    end = op("a:3", 3, "u", {"end": "9"}, {"end": ["a:1"]})
    state = materialise([CREATED, start, end], KINDS)
    assert (state.clashes, state.values["start"], state.values["end"]) == ((), "3", "9")


def test_a_deletion_that_saw_everything_holds_unless_a_child_is_live():
    gone = op("b:1", 5, "d", {"_del": 1}, {"*": ["a:1"], "_del": ["a:1"]})
    assert materialise([CREATED, gone], KINDS).gone
    kept = materialise([CREATED, gone], KINDS, live_children=True)
    assert (kept.gone, clash(kept, "_del")) == (False, "deledit")


def test_a_deletion_beside_an_edit_is_a_question_that_either_answer_closes():
    gone = op("b:1", 5, "d", {"_del": 1}, {"*": ["a:1"], "_del": ["a:1"]})
    edit = op("a:2", 4, "u", {"name": "B"}, {"name": ["a:1"]})
    held = [CREATED, gone, edit]
    asked = materialise(held, KINDS)
    assert (asked.gone, clash(asked, "_del"), asked.values["name"]) == (False, "deledit", "B")
    keep = op("a:3", 6, "r", {"_del": 0}, {"_del": ["b:1"]})
    assert materialise([*held, keep], KINDS).clashes == ()
    again = op("a:3", 6, "d", {"_del": 1}, {"*": ["a:1"], "name": ["a:2"], "_del": ["b:1"]})
    assert materialise([*held, again], KINDS).gone


def test_a_row_made_twice_asks_only_where_both_said_something():
    twin = op("b:1", 2, "c", {"name": "A", "place": "z"})
    state = materialise([CREATED, twin], KINDS)
    assert (state.clashes, state.values["start"], state.values["place"]) == ((), "1", "z")
    assert packed_heads(state) == {"*": ["a:1", "b:1"]}


def test_texts_changed_apart_are_put_together_or_asked_about():
    def said(text, dot, hlc):
        return op(dot, hlc, "u", {"text": text}, {"text": ["a:1"]})

    state = materialise(
        [CREATED, said("One. Two.\nThree.", "a:2", 2), said("Uno. Two.", "b:1", 3)], KINDS
    )
    assert (state.values["text"], clash(state, "text")) == ("Uno. Two.\nThree.", "merged")
    state = materialise([CREATED, said("Un. Two.", "a:2", 2), said("Uno. Two.", "b:1", 3)], KINDS)
    assert (state.values["text"], clash(state, "text")) == ("Uno. Two.", "text")


def test_a_save_replaces_only_what_was_on_show():
    one = op("a:2", 2, "u", {"name": "B", "text": "X. Two."}, {"name": ["a:1"], "text": ["a:1"]})
    two = op("b:1", 3, "u", {"name": "C", "text": "One. Y."}, {"name": ["a:1"], "text": ["a:1"]})
    held = [CREATED, one, two]
    assert seen_by(held, KINDS, ["name"]) == {"name": ("b:1",)}
    apart = [CREATED, op("a:2", 2, "u", {"text": "One. Two.\nZ."}, {"text": ["a:1"]}), two]
    assert seen_by(apart, KINDS, ["text"]) == {"text": ("a:2", "b:1")}
    start = op("a:2", 2, "u", {"start": "3"}, {"start": ["a:1"], "end": ["a:1"]})
    end = op("b:1", 3, "u", {"end": "9"}, {"end": ["a:1"], "start": ["a:1"]})
    assert seen_by([CREATED, start, end], KINDS, ["start"]) == {"start": ("a:1",), "end": ("b:1",)}


@pytest.mark.parametrize("column", ["name", "text", "place"])
def test_the_order_of_arrival_is_nothing(column):
    held = [
        CREATED,
        op("a:2", 2, "u", {column: "B."}, {column: ["a:1"]}),
        op("b:1", 2, "u", {column: "C."}, {column: ["a:1"]}),
        op("c:1", 3, "d", {"_del": 1}, {"*": ["a:1"], "_del": ["a:1"]}),
        op("b:2", 9, "u", {column: "D."}, {column: ["b:1"]}),
    ]
    states = [materialise(order, KINDS) for order in permutations(held)]
    assert all(state == states[0] for state in states)


# A history: each step is one of three people, having seen some of the others' work, saving a field.
history = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from([*sorted(KINDS)[:-3], "_del", "start", "end", "text"]),
        st.sampled_from(["P. Q.", "P. R.", "S."]),
        st.integers(0, 2),
    ),
    max_size=12,
)


def played(steps):
    """The operations of a history; every person's view is the set of operations they hold."""
    views = [[CREATED], [CREATED], [CREATED]]
    every = [CREATED]
    for number, (who, column, value, other) in enumerate(steps, start=2):
        views[who] += [held for held in views[other] if held not in views[who]]
        if column in ("owner_uid",):
            continue
        state = materialise(views[who], KINDS)
        fields, kind = {column: value}, "u"
        if column == "_del":
            kind, fields = ("r", {"_del": 0}) if state.gone else ("d", {"_del": 1})
        prev = seen_by(views[who], KINDS, [column])
        if kind == "d":
            prev = {**{k: tuple(v) for k, v in packed_heads(state).items()}, **prev}
        made = Op("abc"[who] + f":{number}", number, kind, fields, prev)
        views[who].append(made)
        every.append(made)
    return every


def test_the_owner_is_what_the_creation_says_whatever_is_said_later():
    created = op("a:1", 1, "c", {"owner_uid": "mine"})
    moved = op("b:1", 2, "u", {"owner_uid": "theirs"}, {"owner_uid": ["a:1"]})
    assert materialise([created, moved], KINDS).values["owner_uid"] == "mine"


def test_texts_go_back_to_the_version_both_replaced_last_however_wrong_a_clock_was():
    """The oldest version was written on a machine whose clock was years ahead."""
    first = op("b:1", 900, "u", {"text": "One. Two.\nThree.\nFour."}, {"text": ["a:1"]})
    second = op("a:2", 2, "u", {"text": "One. Two.\nThree."}, {"text": ["b:1"]})
    mine = op("a:3", 3, "u", {"text": "Uno. Two.\nThree."}, {"text": ["a:2"]})
    theirs = op("c:1", 4, "u", {"text": "One. Two.\nThree.\nFive."}, {"text": ["a:2"]})
    state = materialise([CREATED, first, second, mine, theirs], KINDS)
    assert (state.values["text"], clash(state, "text")) == ("Uno. Two.\nThree.\nFive.", "merged")


@given(history, st.randoms(use_true_random=False))
def test_a_question_goes_only_when_somebody_replaced_a_version_of_it(steps, random):
    """Invariant 4, its second half: as operations arrive one by one in any order."""
    arriving, held, asked = played(steps), [], {}
    random.shuffle(arriving)
    for arrived in arriving:
        held.append(arrived)
        state = materialise(held, KINDS)
        now = {c.column: c.heads for c in state.clashes} if state else {}
        hidden = state is None or state.gone  # or it was deleted by one who had seen it all
        for column, heads in asked.items():
            if column not in now and not hidden:
                members = [m for m, kind in KINDS.items() if column in (m, kind)] or [column]
                named = {dot for m in members for dot in arrived.prev.get(m, ())}
                known = {dot for made in held for m in members for dot in made.prev.get(m, ())}
                assert named & {*heads} or arrived.dot in known, (column, arrived)
        asked = now


@given(history, st.randoms(use_true_random=False))
def test_unequal_heads_are_always_asked_about_and_nothing_saved_is_lost(steps, random):
    every = played(steps)
    state = materialise(every, KINDS)
    shuffled = list(every)
    random.shuffle(shuffled)
    assert materialise(shuffled, KINDS) == state
    by_dot = {made.dot: made for made in every}
    for column, kind in KINDS.items():
        heads = state.heads.get(column, ("a:1",))
        values = {by_dot[dot].fields.get(column) for dot in heads}
        if len(values) > 1 and kind != "lww" and not state.gone:
            assert {c.column for c in state.clashes} & {column, kind}, (column, heads)
        reached, todo = set(), list(heads)
        while todo:
            dot = todo.pop()
            if dot not in reached:
                reached.add(dot)
                todo += by_dot[dot].prev.get(column, ())
        assert {made.dot for made in every if column in made.fields} <= reached
