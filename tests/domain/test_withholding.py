"""Deciding what is withheld: places give way to one another and words are gone everywhere."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.exemptions import OWN, PERSONAL, Reason
from sif_desktop.domain.withholding import (
    Withholding,
    everywhere,
    give_reason,
    leave,
    of_passage,
    shown,
    withhold,
)

WHY = Reason(PERSONAL)
TEXTS = {"a": "Ann Lee met Bo.", "b": "Later ann lee left; Annabel stayed.", "c": "Nobody."}


def test_a_new_place_takes_the_room_of_those_it_overlaps():
    chosen = withhold((), Withholding("a", 0, 7, WHY))
    chosen = withhold(chosen, Withholding("b", 0, 5, WHY))
    chosen = withhold(chosen, Withholding("a", 4, 15, Reason("foi-41")))
    assert of_passage(chosen, "a") == (Withholding("a", 4, 15, Reason("foi-41")),)
    assert len(of_passage(chosen, "b")) == 1


def test_words_withheld_once_are_withheld_wherever_they_stand_as_words():
    chosen = withhold((), Withholding("a", 0, 7, WHY))
    chosen = everywhere(chosen, TEXTS, "Ann Lee", WHY)
    assert {(one.passage, one.start, one.end) for one in chosen} == {("a", 0, 7), ("b", 6, 13)}
    assert everywhere(chosen, TEXTS, "Ann Lee", WHY) == chosen


def test_a_passage_is_left_and_its_reason_changed():
    chosen = everywhere((), TEXTS, "Ann Lee", WHY)
    changed = give_reason(chosen, "b", Reason(OWN, "old news"))
    assert of_passage(changed, "b")[0].reason.words == "old news"
    assert leave(changed, "b") == of_passage(chosen, "a")


def test_a_passage_is_shown_as_it_will_read():
    chosen = (Withholding("a", 0, 7, WHY), Withholding("a", 12, 14, Reason(OWN, "old news")))
    assert shown(TEXTS["a"], chosen) == "[withheld: personal information] met [withheld: old news]."


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda p: (p[0], p[0] + p[1])), max_size=8
)


@given(SPANS)
def test_places_never_overlap_whatever_is_chosen_in_whichever_order(spans):
    chosen = ()
    for start, end in spans:
        chosen = withhold(chosen, Withholding("a", start, end, WHY))
    here = of_passage(chosen, "a")
    assert all(one.end <= two.start for one, two in itertools.pairwise(here))
    if spans:
        assert any((one.start, one.end) == spans[-1] for one in here)
