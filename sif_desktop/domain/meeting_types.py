"""Meetings as a rulebook defines them: who comes, how often, what is on the agenda.

A series of meetings is about one provider, or is a body's. Holding one is an event of the rulebook:
it closes what was owed and opens the gates of categories like anything else that took place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition, Facts

# What an item of an agenda brings with it. A `topic` is words alone.
ITEM_KINDS: Mapping[str, str] = {
    "topic": "Topic",
    "minutes": "Minutes of the last meeting",
    "actions": "Actions of earlier meetings",
    "priorities": "Progress on each priority of the plans",
    "milestones": "Milestones of the plans",
    "criteria": "Success criteria of the plans",
    "figures": "Figures",
    "funding": "Funding decisions",
    "exit": "Ending these meetings",
    "cases": "Schools causing concern",
    "concerns": "Open concerns",
    "reported": "Minutes reported since the last meeting",
    "categories": "Proposed changes of category",
    "comparison": "Comparison of schools",
    "recommendations": "Recommendations made and answered",
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`every` n `unit`s, or `at_least` n `per` unit; the other pair is zero and empty. A meeting up
    to `tolerance_days` later than that is still in time."""

    every: int = 0
    unit: str = ""  # week, month, half_term, term, year
    at_least: int = 0
    per: str = ""
    tolerance_days: int = 0
    when: tuple[Condition, ...] = ()
    paragraph: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A role that belongs to a meeting: a `core` one is missed where nobody fills it."""

    role: str
    label: str
    side: str  # school, authority, partner
    part: str = "core"  # core, optional
    when: tuple[Condition, ...] = ()
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """An item that stands on every agenda of a kind of meeting, and prints even when empty.
    `heading` gathers several under one; `minutes` is the time planned, 0 for none; `figures` are
    codes of the measures to show."""

    id: str
    title: str
    kind: str = "topic"  # of ITEM_KINDS
    heading: str = ""
    prompt: str = ""
    minutes: int = 0
    figures: tuple[str, ...] = ()
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A criterion for beginning or ending a series."""

    code: str
    label: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class MeetingType:
    """`events` are what holding one counts as, `begins` and `ends` what opening and closing a
    series does; `reports_to` is the kind of meeting its minutes go to next, `required_in` and
    `offered_in` the categories in which there must and may be such meetings. `of` names the type in
    whose series a meeting of this type is held, such as a summative one; "" for its own series."""

    code: str
    title: str
    also: str = ""  # another name for it
    about: str = "provider"  # provider, body
    body: str = ""
    of: str = ""
    single: bool = False  # held once, not in a series
    when: tuple[Condition, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    place: str = ""
    chair: str = ""  # role code
    seats: tuple[Seat, ...] = ()
    agenda: tuple[Standing, ...] = ()
    terms: tuple[str, ...] = ()  # of reference
    start: tuple[Reason, ...] = ()
    end: tuple[Reason, ...] = ()
    events: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    required_in: tuple[str, ...] = ()
    offered_in: tuple[str, ...] = ()
    reports_to: str = ""
    fund: str = ""  # name of the money decided on, "" where none is
    contributions: tuple[str, ...] = ()  # role codes of services that say what they know
    paragraph: str = ""

    def fits(self, provider: Facts) -> bool:
        """Whether such meetings may be held about this provider."""
        return self.about == "provider" and all(holds(c, provider) for c in self.when)

    def rhythm(self, provider: Facts) -> Rhythm | None:
        """How often, for a provider of these facts; None where the rulebook does not say."""
        fit = (one for one in self.rhythms if all(holds(c, provider) for c in one.when))
        return next(fit, None)

    def seated(self, provider: Facts) -> tuple[Seat, ...]:
        """Whom it needs for a provider of these facts, such as the matching diocese."""
        return tuple(one for one in self.seats if all(holds(c, provider) for c in one.when))


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A standing body of the authority. `recommends` are the kinds of recommendation it makes, by
    code, to `recommends_to`; `refers_to` is the body its own recommendations go to first."""

    code: str
    title: str
    remit: tuple[str, ...] = ()
    constituencies: Mapping[str, str] = field(default_factory=dict)
    receives: tuple[str, ...] = ()
    recommends: Mapping[str, str] = field(default_factory=dict)
    recommends_to: str = ""
    refers_to: str = ""
    paragraph: str = ""
