"""Lines of a paragraph: the quick way for words of one look and the general way agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.reports.pdf_flow import Line, Piece, break_lines
from sif_desktop.reports.pdf_fonts import face, register

_WORDS = st.lists(st.text("abcdefghijWM.é", min_size=1, max_size=12), min_size=1, max_size=30)


def _said(lines: list[Line]) -> list[tuple[str, float]]:
    return [("".join(piece.text for piece in line.pieces), round(line.width, 6)) for line in lines]


@given(words=_WORDS, cut=st.integers(1, 40), width=st.sampled_from((20, 45, 90, 300)))
def test_words_of_one_look_break_as_the_same_words_in_two_pieces(
    words: list[str], cut: int, width: float
) -> None:
    register()
    text = " ".join(words)
    whole = break_lines([Piece(text, face(), "000000")], 11, width)
    parts = [Piece(part, face(), "000000") for part in (text[:cut], text[cut:]) if part]
    assert _said(whole) == _said(break_lines(parts, 11, width))


@pytest.mark.parametrize("text", ["one two three four", "Pneumonoultramicroscopic x", "a\nb c d e"])
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text: str) -> None:
    register()
    lines = break_lines([Piece(text, face(), "000000")], 11, 50)
    assert all(line.width <= 50.01 for line in lines)
    said = "".join(piece.text for line in lines for piece in line.pieces)
    assert said.replace(" ", "") == text.replace(" ", "").replace("\n", "")
