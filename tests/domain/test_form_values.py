"""How answers are typed, kept and shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.form_values import (
    MAX_TEXT,
    allowed_values,
    descriptor,
    format_value,
    parse_value,
    prompt_text,
    step_for_key,
    validate,
)
from sif_desktop.domain.forms import Choice, Item, ItemKind, Scale, Step

SCALE = Scale(
    "wide",
    "How widely seen",
    (
        Step("mostly", "Mostly", "More places than not.", "1"),
        Step("rarely", "Rarely", "Hardly at all.", "2"),
    ),
)
GRADE = Item("a.grade", "Grade", ItemKind.GRADE, scale="wide", per_step={"rarely": "One room."})
CHOICES = (Choice("read", "Read papers"), Choice("met", "Met people"), Choice("3", "Three"))
CHOICE = Item("a.choice", "Choice", ItemKind.CHOICE, choices=CHOICES)
SEVERAL = Item("a.several", "Several", ItemKind.CHOICES, choices=CHOICES)
YES_NO = Item("a.yes", "Yes?", ItemKind.YES_NO)
NUMBER = Item("a.number", "Number", ItemKind.NUMBER)
DATE = Item("a.date", "Date", ItemKind.DATE)
TEXT = Item("a.text", "Text", ItemKind.TEXT)
NOTE = Item("a.note", "Note", ItemKind.NOTE)
ALL = (GRADE, CHOICE, SEVERAL, YES_NO, NUMBER, DATE, TEXT, NOTE)


@pytest.mark.parametrize(
    ("item", "typed", "kept"),
    [
        (GRADE, "2", "rarely"),
        (GRADE, "mostly", "mostly"),
        (GRADE, "MOSTLY", "mostly"),
        (GRADE, "7", None),
        (CHOICE, "2", "met"),
        (CHOICE, "3", "3"),
        (CHOICE, "Read papers", "read"),
        (CHOICE, "0", None),
        (SEVERAL, "met, read", "read\nmet"),
        (SEVERAL, "met, seen", None),
        (YES_NO, "Y", "yes"),
        (YES_NO, "2", "no"),
        (YES_NO, "maybe", None),
        (NUMBER, " 1,234.5 ", "1234.5"),
        (NUMBER, "-3", "-3"),
        (NUMBER, "12,5", None),
        (NUMBER, "1e9", None),
        (NUMBER, "٣", None),
        (DATE, "5 March 2026", "2026-03-05"),
        (DATE, "5 mar 26", "2026-03-05"),
        (DATE, "05/03/2026", "2026-03-05"),
        (DATE, "2026-03-05", "2026-03-05"),
        (DATE, "31/02/2026", None),
        (DATE, "5 Foo 2026", None),
        (TEXT, "as it is ", "as it is "),
        (NOTE, "anything", None),
        (GRADE, "  ", ""),
    ],
)
def test_what_people_type_becomes_what_is_kept(item, typed, kept):
    assert parse_value(item, typed, SCALE) == kept


@pytest.mark.parametrize(
    ("item", "value", "part"),
    [
        (GRADE, "often", "not one of the answers"),
        (SEVERAL, "read\noften", "“often”"),
        (YES_NO, "perhaps", "yes, no"),
        (NUMBER, "many", "not a number"),
        (DATE, "2026-02-31", "not a date"),
        (TEXT, "x" * (MAX_TEXT + 1), "100,000"),
        (NOTE, "x", "no answer"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(item, value, part):
    assert part in (validate(item, value, SCALE) or "")


@pytest.mark.parametrize("item", ALL)
def test_nothing_is_never_wrong(item):
    assert validate(item, "", SCALE) is None


@given(st.sampled_from(ALL), st.text(max_size=30))
def test_whatever_is_understood_is_valid_and_understood_again_as_itself(item, typed):
    kept = parse_value(item, typed, SCALE)
    if kept:
        assert validate(item, kept, SCALE) is None
        assert parse_value(item, kept, SCALE) == kept


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_shown_can_be_typed_back(day):
    shown = format_value(DATE, day.isoformat())
    assert parse_value(DATE, shown) == day.isoformat()


def test_values_are_shown_by_their_labels():
    assert format_value(GRADE, "rarely", SCALE) == "Rarely"
    assert format_value(SEVERAL, "read\nmet") == "Read papers, Met people"
    assert format_value(YES_NO, "no") == "No"
    assert format_value(DATE, "2026-03-05") == "5 March 2026"
    assert format_value(GRADE, "from_an_older_scale", SCALE) == "from_an_older_scale"


def test_a_digit_chooses_a_step_by_its_key_alone():
    assert step_for_key(SCALE, "2") == SCALE.steps[1]
    assert step_for_key(SCALE, "9") is None


def test_the_items_own_wording_of_a_step_comes_before_the_scales():
    assert descriptor(GRADE, SCALE, "rarely") == "One room."
    assert descriptor(GRADE, SCALE, "mostly") == "More places than not."
    assert prompt_text(GRADE, SCALE) == "1 Mostly: More places than not.\n2 Rarely: One room."


def test_a_grade_without_its_scale_allows_nothing():
    assert allowed_values(GRADE) == ()
    assert validate(GRADE, "mostly") is not None
