"""What a line typed in the school means."""

import pytest

from sif_desktop.domain.forms import Form, Item, ItemKind, Section
from sif_desktop.services.jot_syntax import Line, matching_items, read_line, read_room

FORM = Form(
    "f",
    "Form",
    (
        Section("one", "One", (Item("one.a", "Assessment", ItemKind.TEXT),)),
        Section(
            "two",
            "Two",
            (
                Item("two.a", "Feedback", ItemKind.TEXT),
                Item("two.b", "Modelling", ItemKind.TEXT),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("books open", Line("books open")),
        ("#2.2 clear modelling", Line("clear modelling", "two.b")),
        ("#two.a uneven", Line("uneven", "two.a")),
        ("#9.9 nowhere", Line("#9.9 nowhere", unknown="9.9")),
        ("! plan phonics", Line("plan phonics", action=True)),
        ("? ask about trips", Line("ask about trips", parked=True)),
        ("a # in the middle", Line("a # in the middle")),
    ],
)
def test_a_mark_at_the_beginning_says_what_the_line_is(typed, meant):
    assert read_line(typed, FORM) == meant


@pytest.mark.parametrize(
    ("typed", "numbers"), [("2", ["2.1", "2.2"]), ("model", ["2.2"]), ("#1.", ["1.1"]), ("zz", [])]
)
def test_items_are_offered_by_number_or_words(typed, numbers):
    assert [number for number, _item in matching_items(typed, FORM)] == numbers


@pytest.mark.parametrize(
    ("typed", "room"),
    [
        ("Y5 maths, library", ("library", "Y5", "maths")),
        ("year 3 reading", ("", "Y3", "reading")),
        ("reception", ("", "Reception", "")),
        ("Library", ("Library", "", "")),
        ("music, hall", ("hall", "", "music")),
    ],
)
def test_a_room_is_understood_from_one_line(typed, room):
    assert read_room(typed) == room
