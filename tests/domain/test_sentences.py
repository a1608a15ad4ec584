"""Prose taken apart without losing or breaking a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.sentences import lines_of, sentences_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Books, e.g. Those in Year 5, show it.", ["Books, e.g. Those in Year 5, show it."]),
        ("St. Mary’s is near. It is small.", ["St. Mary’s is near.", "It is small."]),
        ("“Good.” Then more.", ["“Good.”", "Then more."]),
        ("a line\n- another\n\n• third", ["a line", "another", "third"]),
        ("Up 3.5 points. 12 pupils left.", ["Up 3.5 points.", "12 pupils left."]),
        ("   ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, parts):
    assert sentences_of(text) == parts


@given(st.text(alphabet="Ab1 .!?\n“”’(", max_size=80))
def test_no_word_is_lost(text):
    whole = "".join("".join(lines_of(text)).split())
    assert "".join("".join(sentences_of(text)).split()) == whole
