"""Two people's changes to one text: by sentence, never spliced, nothing lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.text_merge import merge_texts, pieces

BASE = "Books are marked. Attendance is low.\nNext visit in May."

words = st.text(alphabet='ab .!?\n\r\t"’', max_size=40)
sentences = st.lists(
    st.sampled_from(["One. ", "Two! ", "Three?\n", "Four. ", "\n"]), max_size=8
).map("".join)


@given(words)
def test_the_pieces_are_the_text_again(text):
    assert "".join(pieces(text)) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(sentences, sentences)
def test_what_only_one_side_changed_is_taken(base, changed):
    assert merge_texts(base, changed, base).text == changed
    assert merge_texts(base, base, changed).text == changed


@given(sentences, sentences, sentences)
def test_every_sentence_either_wrote_survives_a_merge(base, first, second):
    found = merge_texts(base, first, second)
    if found.how in ("merged", "order"):
        before = set(pieces(base))
        for written in (first, second):
            assert {p for p in pieces(written) if not p.isspace()} - before <= set(
                pieces(found.text)
            )
    else:
        assert found.text == second


@given(sentences, sentences, sentences)
def test_who_comes_first_decides_only_order(base, first, second):
    one, two = merge_texts(base, first, second), merge_texts(base, second, first)
    assert one.how == two.how
    if one.how == "merged":
        assert one.text == two.text
    if one.how == "order":
        assert sorted(one.text) == sorted(two.text)


@pytest.mark.parametrize(
    ("first", "second", "how", "text"),
    [
        (
            BASE.replace("marked", "marked well"),
            BASE.replace("May", "June"),
            "merged",
            "Books are marked well. Attendance is low.\nNext visit in June.",
        ),
        (BASE + "\nA new line.", BASE + "\nAnother.", "order", BASE + "\nA new line.\nAnother."),
        (BASE + " More.", BASE + " More.", "same", BASE + " More."),
        (
            BASE.replace("low", "high"),
            BASE.replace("low", "average"),
            "conflict",
            BASE.replace("low", "average"),
        ),
        # Touching sentences of one line: a judgement may hang on its neighbour.
        (
            BASE.replace("marked", "not marked"),
            BASE.replace("low", "high"),
            "conflict",
            BASE.replace("low", "high"),
        ),
        # A whole paragraph added after the last sentence, which the other corrected.
        (
            BASE.replace("May", "June"),
            BASE + "\nMore.",
            "merged",
            BASE.replace("May", "June") + "\nMore.",
        ),
        # One takes a sentence out, the other extends it.
        ("Books are marked.", BASE.replace("low.", "low in KS1 only."), "conflict", None),
        # The same words with Windows' line ends are no change.
        (
            BASE.replace("\n", "\r\n"),
            BASE.replace("May", "June"),
            "merged",
            BASE.replace("May", "June"),
        ),
    ],
)
def test_examples(first, second, how, text):
    found = merge_texts(BASE, first, second)
    assert found.how == how
    if text is not None:
        assert found.text == text


def test_texts_begun_apart_are_both_kept():
    assert merge_texts("", "Mine.", "Theirs.") == merge_texts("", "Mine.", "Theirs.")
    assert merge_texts("", "Mine.", "Theirs.").text == "Mine.\nTheirs."


def test_a_megabyte_in_one_sentence_and_a_megabyte_of_stops_do_not_hang():
    start = time.process_time()
    for text in ("a" * 1_000_000, "." * 1_000_000, "A. " * 330_000, ".a" * 500_000):
        merge_texts(text, text + " More.", "First. " + text)
    assert time.process_time() - start < 60
