"""What differs between two versions is marked by words."""

from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.word_diff import both, differing


def test_only_the_words_that_differ_are_marked():
    found = differing("Books are marked weekly.", "Books are marked every week.")
    assert [words for words, marked in found if marked] == ["every week."]
    assert "".join(words for words, _ in found) == "Books are marked every week."


def test_nothing_is_marked_where_nothing_was_written_before():
    assert differing("", "New words") == (("New words", False),)


@given(st.text(), st.text())
def test_the_pieces_are_the_text(before, text):
    assert "".join(words for words, _ in differing(before, text)) == text


def test_lists_are_kept_together_with_each_entry_once():
    assert both(['["a","b"]', '["b","c"]']) == '["a","b","c"]'
    assert both(["one\ntwo", "two\nthree"]) == "one\ntwo\nthree"


def test_a_single_value_is_no_list():
    assert both(["Met", "Not met"]) is None
