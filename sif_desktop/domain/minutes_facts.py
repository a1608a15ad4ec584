"""What the minutes and the agenda of a meeting may be made from, and nothing else.

There is no field here for a restricted line or record, so none can reach the paper by mistake. Who
came is named: minutes without names are none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sif_desktop.domain.visibility import Visibility


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody asked to a meeting; `role` in words, `attendance` empty where nobody has said."""

    uid: str
    name: str
    role: str
    side: str = "school"  # school, authority, partner
    part: str = "core"  # core, optional, invited
    attendance: str = ""  # present, apologies, absent, substitute
    stand_in: str = ""

    @property
    def called(self) -> str:
        """The name with the role, or whichever is known."""
        if self.name and self.role and self.role.casefold() != self.name.casefold():
            return f"{self.name}, {self.role}"
        return self.name or self.role


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item of the agenda; `number` as printed, `why` says in words why it returned."""

    uid: str
    number: str
    title: str
    kind: str = "topic"  # of meeting_types.ITEM_KINDS
    heading: str = ""
    state: str = "open"  # open, discussed, parked, dropped
    why: str = ""
    why_dropped: str = ""
    minutes: int = 0
    papers: tuple[str, ...] = ()
    about: str = ""

    @property
    def called(self) -> str:
        """How it is headed: “3. Finance”, “4.2 Attendance”; with the school it is about."""
        named = f"{self.title} ({self.about})" if self.about else self.title
        return _numbered(self.number, named)

    @property
    def group(self) -> str:
        """How the heading that gathers it with others is headed."""
        return _numbered(self.number.partition(".")[0], self.heading)


def _numbered(number: str, words: str) -> str:
    stop = "" if "." in number or not number else "."
    return f"{number}{stop} {words}".strip()


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the meeting: a note, decision, success or barrier."""

    uid: str
    item: str
    kind: str
    text: str
    visibility: Visibility = Visibility.SCHOOL


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action agreed at this meeting or an earlier one; `owner` and `provider` in words."""

    uid: str
    item: str
    what: str
    party: str = ""
    owner: str = ""
    due: str = ""  # ISO
    measure: str = ""
    state: str = "open"
    agreed_on: str = ""
    overdue: bool = False
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A priority, milestone or success criterion of a plan: how it stands and stood. Ratings are
    codes of plans, `before` "" where it was never reviewed."""

    row: str
    level: str  # priority, milestone, criterion
    text: str
    party: str = ""
    due: str = ""
    rating: str = ""
    before: str = ""
    before_on: str = ""
    review: str = ""  # the uid of what was said at this meeting, "" if nothing was
    progress: str = ""
    evidence: str = ""
    successes: str = ""
    barriers: str = ""


@dataclass(frozen=True, slots=True)
class PlanReviewed:
    uid: str
    title: str
    rows: tuple[Reviewed, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with what it is compared with, and from where and when it is known."""

    label: str
    value: str
    compared: str = ""
    before: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Funded:
    """A funding decision; amounts in words, `running` the total in the series with this one."""

    uid: str
    what: str
    plan: str
    amount: str
    running: str
    fund: str = ""


@dataclass(frozen=True, slots=True)
class Recommended:
    uid: str
    item: str
    kind: str  # in words
    addressee: str
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What an item of a body's meeting has before it, as a table; `rows` by an id each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Previous:
    """The last meeting held before, and what became of its minutes. `corrections` are the reasons
    of its later versions; `here` is whether they were agreed at this meeting."""

    day: str
    issued: bool = False
    agreed_on: str = ""
    here: bool = False
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Days are ISO, times HH:MM. `restricted` are the uids of lines that only the officer may see,
    never their words; `figures` and `listed` are by item."""

    uid: str
    type: str  # in words
    about: str  # the school or the body
    about_label: str
    day: str
    authority: str
    state: str = "held"
    series: str = ""
    start_time: str = ""
    end_time: str = ""
    place: str = ""
    chair: str = ""
    summary: str = ""
    people: tuple[Attendee, ...] = ()
    items: tuple[ItemFact, ...] = ()
    lines: tuple[Said, ...] = ()
    actions: tuple[Agreed, ...] = ()
    earlier: tuple[Agreed, ...] = ()
    plans: tuple[PlanReviewed, ...] = ()
    funding: tuple[Funded, ...] = ()
    recommendations: tuple[Recommended, ...] = ()
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    listed: Mapping[str, Listed] = field(default_factory=dict)
    contributions: Mapping[str, str] = field(default_factory=dict)  # role in words -> text
    previous: Previous | None = None
    next_day: str = ""
    more_to_come: bool = True  # whether another meeting is to follow
    terms: tuple[str, ...] = ()  # of reference
    restricted: frozenset[str] = frozenset()
    recipients: tuple[tuple[str, str], ...] = ()  # who, which copy

    @property
    def names(self) -> tuple[str, ...]:
        """Of those asked, and of whoever stood in for them: they belong in the paper."""
        named = (name for one in self.people for name in (one.name, one.stand_in))
        return tuple(dict.fromkeys(filter(None, (*named, self.chair))))

    @property
    def by_item(self) -> Mapping[str, tuple[Said, ...]]:
        """The lines of each item, in order."""
        found: dict[str, list[Said]] = {}
        for line in self.lines:
            found.setdefault(line.item, []).append(line)
        return {item: tuple(lines) for item, lines in found.items()}
