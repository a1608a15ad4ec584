"""Which words stand in which copy of a document."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain import copies
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Section, Sentence
from sif_desktop.domain.visibility import Visibility
from sif_desktop.frameworks import vocabulary

SCHOOL, GOVERNORS, FILE = copies.COPY_LABELS


def sentence(name: str, visibility: Visibility = Visibility.SCHOOL, **more) -> Sentence:
    return Sentence(name, f"Words {name}.", visibility=visibility, **more)


def draft(*sections: tuple[tuple[str, ...], list[Sentence]]) -> NoteDraft:
    return NoteDraft(
        tuple(
            Section(
                f"s{number}",
                "text",
                f"Section {number}",
                (Block(f"b{number}", BlockKind.PARAGRAPH, sentences=tuple(sentences)),),
                copies=only,
            )
            for number, (only, sentences) in enumerate(sections)
        )
    )


def words(of: NoteDraft) -> list[str]:
    return [s.id for _, block in of.blocks() for s in block.printed()]


MIXED = draft(
    ((), [sentence("open"), sentence("inner", Visibility.LA)]),
    ((GOVERNORS, FILE), [sentence("board")]),
    ((FILE,), [sentence("file")]),
    ((), [sentence("secret", Visibility.RESTRICTED)]),
)


def test_each_copy_holds_what_it_may():
    assert words(copies.for_copy(MIXED, SCHOOL)) == ["open"]
    assert words(copies.for_copy(MIXED, GOVERNORS)) == ["open", "board"]
    assert words(copies.for_copy(MIXED, FILE)) == ["open", "inner", "board", "file"]


def test_what_a_copy_leaves_out_is_told_with_its_place():
    left = copies.left_out(MIXED, SCHOOL)
    assert [(one.heading, one.text) for one in left] == [
        ("Section 0", "Words inner."),
        ("Section 1", ""),
        ("Section 2", ""),
        ("Section 3", "Words secret."),
    ]
    assert [one.text for one in copies.left_out(MIXED, FILE)] == ["Words secret."]


def test_a_sentence_merely_offered_is_not_left_out_for_it_is_in_no_copy():
    offered = draft(((), [sentence("jotting", Visibility.LA, offered=True)]))
    assert copies.left_out(offered, SCHOOL) == ()


def test_an_empty_section_of_another_copy_is_not_told():
    assert copies.left_out(draft(((FILE,), [])), SCHOOL) == ()


def test_the_schools_and_the_file_copy_are_always_made():
    assert copies.made_copies([GOVERNORS]) == (SCHOOL, GOVERNORS, FILE)
    assert copies.made_copies([]) == (SCHOOL, FILE)


@pytest.mark.parametrize(
    ("received", "of", "apart"),
    [
        ([SCHOOL], draft(((), [sentence("open")])), False),
        ([SCHOOL, GOVERNORS], draft(((), [sentence("open")])), True),
        ([SCHOOL], MIXED, True),
    ],
)
def test_a_copy_says_which_it_is_where_several_go_out_or_words_differ(received, of, apart):
    assert copies.told_apart(of, received) is apart
    shown = copies.face(SCHOOL, "Version 2", apart)
    assert shown == ("School copy · Version 2" if apart else "Version 2")


def test_a_pack_can_name_every_copy_and_route_and_no_other():
    assert set(copies.COPY_LABELS) == set(get_args(vocabulary.CopyKind))
    assert set(copies.ROUTE_LABELS) == set(get_args(vocabulary.Route))


SOME = st.lists(
    st.tuples(
        st.sets(st.sampled_from([SCHOOL, GOVERNORS, FILE])).map(tuple),
        st.lists(st.sampled_from(list(Visibility)), max_size=4),
    ),
    max_size=4,
)


@given(SOME)
def test_nothing_is_lost_between_the_copies_and_nothing_restricted_is_in_any(shape):
    made = draft(
        *(
            (only, [sentence(f"{n}.{k}", v) for k, v in enumerate(seen)])
            for n, (only, seen) in enumerate(shape)
        )
    )
    for copy in copies.COPY_LABELS:
        held = copies.for_copy(made, copy)
        assert all(s.visibility is not Visibility.RESTRICTED for _, _, s in held.sentences())
        kept = set(words(held))
        told = {one.text for one in copies.left_out(made, copy) if one.text}
        gone = {one.heading for one in copies.left_out(made, copy) if not one.text}
        for section, block in made.blocks():
            for one in block.printed():
                assert (one.id in kept) != (one.text in told or section.heading in gone)
