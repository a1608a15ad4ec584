"""Who may see what, decided in one place: every screen, search, builder and export asks here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Visibility(StrEnum):
    """How far a record may travel, from widest to narrowest."""

    SCHOOL = "school"  # may be shared with the provider
    LA = "la"  # stays within the authority
    RESTRICTED = "restricted"  # stays with the officer: individuals, safeguarding, capability


class Audience(StrEnum):
    """Where the words are about to be shown."""

    SCHOOL = "school"  # the copy the provider receives
    GOVERNORS = "governors"  # the governing body's copy
    FILE = "file"  # the authority's own file copy
    SCREEN = "screen"  # the officer's screen, facing the officer
    TURNED_SCREEN = "turned_screen"  # the screen turned to the head
    REDACTED = "redacted"  # a copy for anybody who asks


_WIDEST_FIRST = (Visibility.SCHOOL, Visibility.LA, Visibility.RESTRICTED)

# A restricted record is shown on the officer's own screen and nowhere else, not even in the file
# copy: what a builder never receives it cannot print by mistake.
_NARROWEST_SHOWN: Mapping[Audience, Visibility] = {
    Audience.SCHOOL: Visibility.SCHOOL,
    Audience.GOVERNORS: Visibility.SCHOOL,
    Audience.FILE: Visibility.LA,
    Audience.SCREEN: Visibility.RESTRICTED,
    Audience.TURNED_SCREEN: Visibility.SCHOOL,
    Audience.REDACTED: Visibility.SCHOOL,
}


def may_show(visibility: Visibility, audience: Audience) -> bool:
    """Whether a record of this visibility may appear before this audience."""
    shown = _WIDEST_FIRST.index(_NARROWEST_SHOWN[audience])
    return _WIDEST_FIRST.index(visibility) <= shown


def shown_to(audience: Audience) -> tuple[Visibility, ...]:
    """The visibilities an audience may see, widest first: ready for a query's `IN (…)`."""
    return tuple(visibility for visibility in _WIDEST_FIRST if may_show(visibility, audience))


def strictest(first: Visibility, *others: Visibility) -> Visibility:
    """The visibility of a thing inside others, such as an answer inside a visit."""
    return max((first, *others), key=_WIDEST_FIRST.index)
