"""A prediction is held against the first inspection after it that came to something."""

from datetime import date

from sif_desktop.domain.known import Inspection
from sif_desktop.domain.predictions import Came, compare

MADE = date(2026, 1, 5)
BEFORE = Inspection(date(2025, 5, 6), ("weak",))
WITHOUT = Inspection(date(2026, 2, 3), ())
AFTER = Inspection(date(2026, 3, 3), ("good",))
LATER = Inspection(date(2026, 9, 8), ("weak",))


def test_what_was_judged_before_or_without_an_outcome_answers_nothing():
    assert compare(MADE, ("weak",), [BEFORE, WITHOUT]).came is Came.AWAITED


def test_the_first_inspection_after_it_answers_whatever_comes_later():
    compared = compare(MADE, ("good", "weak"), [LATER, BEFORE, AFTER])
    assert (compared.came, compared.actual) == (Came.AS_PREDICTED, AFTER)
    assert compare(MADE, ("weak",), [AFTER, LATER]).came is Came.OTHERWISE


def test_words_alone_are_not_compared():
    assert compare(MADE, (), [AFTER]).came is Came.CANNOT_TELL
