"""What a line typed at a meeting means, and that it waits on disk until it is entered."""

import pytest

from sif_desktop.services.meeting_rows import Person
from sif_desktop.services.meeting_syntax import mark_of, parts_of_action, party_of


@pytest.mark.parametrize(
    ("typed", "kind", "visibility"),
    [
        ("d It goes on", "decision", ""),
        ("a Coach", "action", ""),
        ("+ Taught daily", "success", ""),
        ("- Two away", "barrier", ""),
        ("!r A person", "", "restricted"),
        ("!a Money", "", "la"),
    ],
)
def test_a_mark_and_a_space_say_what_a_line_is(typed, kind, visibility):
    mark = mark_of(typed)
    assert (mark.kind, mark.visibility) == (kind, visibility)


@pytest.mark.parametrize("typed", ["A governor asked", "-5 points", "due soon", "Decision"])
def test_words_and_numbers_are_no_marks(typed):
    assert mark_of(typed) is None


def test_an_action_names_who_and_when_in_one_line():
    assert parts_of_action("Coach; Jo Bright; fri") == ("Coach", "Jo Bright", "fri")
    assert parts_of_action("Coach · Jo Bright") == ("Coach", "Jo Bright", "")
    assert parts_of_action("Coach") == ("Coach", "", "")


def test_an_action_is_of_the_side_of_whoever_takes_it_on():
    person = Person("p", "Jo Bright", "chair", "Chair of governors", "school", "core", "", "", "")
    assert party_of("jo bright", [person]) == party_of("Chair of governors", [person]) == "school"
    assert party_of("Somebody", [person]) == ""


def test_typing_waits_on_disk_until_it_is_entered(services):
    typing = services.meeting_typing
    typing.keep("m", {"jot": "Half a thou", "action:what": "Coach"})
    typing.keep("m", {"action:what": ""})
    assert typing.unfinished("m") == {"jot": "Half a thou"}
    assert typing.unfinished("other") == {}
