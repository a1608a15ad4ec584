"""Restricted words reach the officer's own screen and nothing else."""

import pytest

from sif_desktop.domain.visibility import Audience, Visibility, may_show, shown_to, strictest


@pytest.mark.parametrize(
    ("audience", "shown"),
    [
        (Audience.SCHOOL, {Visibility.SCHOOL}),
        (Audience.GOVERNORS, {Visibility.SCHOOL}),
        (Audience.REDACTED, {Visibility.SCHOOL}),
        (Audience.TURNED_SCREEN, {Visibility.SCHOOL}),
        (Audience.FILE, {Visibility.SCHOOL, Visibility.LA}),
        (Audience.SCREEN, {Visibility.SCHOOL, Visibility.LA, Visibility.RESTRICTED}),
    ],
)
def test_each_audience_sees_exactly_what_it_may(audience, shown):
    assert {v for v in Visibility if may_show(v, audience)} == shown
    assert set(shown_to(audience)) == shown


def test_every_audience_is_decided():
    assert all(shown_to(audience) for audience in Audience)


@pytest.mark.req("TW14-59")
def test_a_restricted_record_leaves_the_screen_for_nobody():
    seeing = {a for a in Audience if may_show(Visibility.RESTRICTED, a)}
    assert seeing == {Audience.SCREEN}


def test_a_thing_inside_a_narrower_thing_is_as_narrow():
    assert strictest(Visibility.SCHOOL, Visibility.LA) is Visibility.LA
    assert strictest(Visibility.RESTRICTED, Visibility.SCHOOL) is Visibility.RESTRICTED
    assert strictest(Visibility.SCHOOL) is Visibility.SCHOOL
