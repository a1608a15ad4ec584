"""Versions of a draft or of a letter's fields are put together where each changed other parts."""

import json

import pytest

from sif_desktop.domain.packed_merge import put_together


def draft(*sentences):
    """One block with these (id, text)."""
    told = [{"id": name, "text": text} for name, text in sentences]
    return json.dumps({"sections": [{"id": "s", "blocks": [{"id": "b", "sentences": told}]}]})


BASE = draft(("1", "One."), ("2", "Two."), ("3", "Three."))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (draft(("1", "Uno."), ("2", "Two."), ("3", "Three.")),
         draft(("1", "One."), ("2", "Two."), ("3", "Tres.")),
         draft(("1", "Uno."), ("2", "Two."), ("3", "Tres."))),
        (draft(("1", "One."), ("2", "Two."), ("3", "Three."), ("4", "Four.")),
         draft(("1", "Uno."), ("2", "Two."), ("3", "Three.")),
         draft(("1", "Uno."), ("2", "Two."), ("3", "Three."), ("4", "Four."))),
        (draft(("1", "One."), ("3", "Three.")),
         draft(("1", "One."), ("2", "Two."), ("3", "Tres.")),
         draft(("1", "One."), ("3", "Tres."))),
    ],
)  # fmt: skip
def test_changes_in_other_sentences_are_both_kept_whichever_comes_first(one, other, both):
    for first, second in ((one, other), (other, one)):
        assert json.loads(put_together(BASE, first, second)) == json.loads(both)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (draft(("1", "Uno."), ("2", "Two."), ("3", "Three.")),
         draft(("1", "Un."), ("2", "Two."), ("3", "Three."))),
        (draft(("1", "One."), ("3", "Three.")),
         draft(("1", "One."), ("2", "Dos."), ("3", "Three."))),
        (draft(("1", "One."), ("2", "Two."), ("3", "Three."), ("4", "Four.")),
         draft(("1", "One."), ("2", "Two."), ("3", "Three."), ("5", "Five."))),
    ],
)  # fmt: skip
def test_where_the_changes_meet_a_person_chooses(one, other):
    assert put_together(BASE, one, other) is put_together(BASE, other, one) is None


def test_fields_filled_in_apart_are_both_kept():
    found = put_together("", '{"days":"5"}', '{"reference":"A/1"}')
    assert json.loads(found) == {"days": "5", "reference": "A/1"}
    assert put_together('{"days":"5"}', '{"days":"6"}', '{"days":"7"}') is None


@pytest.mark.parametrize("text", ["Words.", '["a","b"]', "{broken"])
def test_what_is_not_kept_so_is_left_alone(text):
    assert put_together(text, f"{text} ", f"{text}  ") is None
