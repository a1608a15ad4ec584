"""What the screen and the documents are given of meetings: frozen rows. Days are ISO or empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sif_desktop.domain.meeting_types import MeetingType, Rhythm

PLANNED, UNDER_WAY, HELD, MISSED, CANCELLED = "planned", "under_way", "held", "missed", "cancelled"
STATE_WORDS = {
    PLANNED: "Planned",
    UNDER_WAY: "Under way",
    HELD: "Held",
    MISSED: "Not held",
    CANCELLED: "Cancelled",
}
PRESENT, APOLOGIES, ABSENT, SUBSTITUTE = "present", "apologies", "absent", "substitute"
ATTENDANCE = {
    PRESENT: "Present",
    APOLOGIES: "Apologies",
    ABSENT: "Absent",
    SUBSTITUTE: "Represented",
}
LINE_KINDS = {"note": "Note", "decision": "Decision", "success": "Success", "barrier": "Barrier"}
REPLIES = {  # to a recommendation
    "made": "No reply yet",
    "accepted": "Accepted",
    "partly": "Accepted in part",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}
ORIGINS = {"standing": "Standing item", "returned": "Returned", "raised": "Raised"}


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series as listed. `due` is the day the next meeting is owed by, None where the rulebook
    does not say or the series is closed; `late` is how many of those owed were missed or late."""

    uid: str
    provider_uid: str  # "" of a body's
    provider: str
    body_uid: str
    body: str
    kind: str
    kind_title: str
    title: str
    state: str  # open, closed
    opened_on: str
    closed_on: str
    case_uid: str
    held: int
    last_day: str
    next_uid: str  # the next planned meeting
    next_day: str
    due: date | None
    overdue: bool
    late: int
    open_actions: int
    restricted: bool = False

    @property
    def about(self) -> str:
        """The school or the body it is about."""
        return self.provider or self.body


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as listed. `minutes` is the state of its minutes: "" not begun, drafting, issued;
    `document_uid` the document they are."""

    uid: str
    series_uid: str
    series: str
    provider_uid: str
    provider: str
    body_uid: str
    body: str
    kind: str
    title: str  # of its kind
    day: str
    start_time: str
    end_time: str
    place: str
    chair: str
    state: str
    why: str
    minutes: str
    document_uid: str
    agreed_on: str
    reported_at: str

    @property
    def about(self) -> str:
        return self.provider or self.body


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """One series: why it began, how often it meets, its meetings (newest first), who came how
    often."""

    row: SeriesRow
    type: MeetingType
    rhythm: Rhythm | None  # the series' own where it has one
    place: str
    chair: str
    start_reasons: tuple[str, ...]  # codes
    start_evidence: str
    end_reasons: tuple[str, ...]
    end_evidence: str
    meetings: tuple[MeetingRow, ...]
    turnout: tuple[Turnout, ...]
    proposed: date | None  # the day proposed for the next meeting
    proposed_why: str


@dataclass(frozen=True, slots=True)
class Turnout:
    """How often a role was filled at the meetings held: by its holder or a substitute."""

    role: str
    label: str
    part: str
    asked: int
    came: int


@dataclass(frozen=True, slots=True)
class Person:
    uid: str
    name: str
    role: str
    role_label: str
    side: str
    part: str  # core, optional, invited
    email: str
    attendance: str
    stand_in: str

    @property
    def there(self) -> bool:
        """Whether the role was filled: by them, or by whoever stood in."""
        return self.attendance in (PRESENT, SUBSTITUTE)


@dataclass(frozen=True, slots=True)
class Item:
    """`number` as printed ("3"); `why` says in words why it returned."""

    uid: str
    number: str
    place: str
    standing: str
    kind: str
    heading: str
    title: str
    prompt: str
    figures: tuple[str, ...]
    origin: str
    came_from: str
    why: str
    about_uid: str
    about: str
    minutes: int
    spent: int  # seconds
    state: str  # open, discussed, parked, dropped
    why_dropped: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document put before an item."""

    uid: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    uid: str
    item_uid: str
    place: str
    kind: str
    text: str
    visibility: str
    provider_uid: str
    at: str
    x_heads: str = ""  # its versions, for a change begun from it


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A task agreed at a meeting; `agreed_on` the day of that meeting."""

    uid: str
    meeting_uid: str
    item_uid: str
    provider_uid: str
    provider: str
    what: str
    party: str
    who: str
    due: str
    measure: str
    state: str
    done_on: str
    agreed_on: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A priority, milestone or success criterion of a plan as it stands and as it was at the last
    meeting; what was said of it now is in the last four. Ratings are words of plans
    (`plan_status.STATUSES`) or, of a criterion, degrees."""

    plan_uid: str
    row_uid: str
    level: str  # priority, milestone, criterion
    priority_uid: str
    text: str
    party: str
    due: str
    rating: str
    before: str  # "" where it was never reviewed
    before_on: str
    review_uid: str
    progress: str
    evidence: str
    successes: str
    barriers: str

    @property
    def reviewed(self) -> bool:
        return bool(self.review_uid)


@dataclass(frozen=True, slots=True)
class PlanUnderReview:
    uid: str
    title: str
    template: str
    kind: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class FundingLine:
    """`running` is the total decided from this fund in the series up to and with this line."""

    uid: str
    item_uid: str
    plan_uid: str
    plan: str
    action_uid: str
    what: str
    amount: Decimal
    fund: str
    running: Decimal


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    uid: str
    meeting_uid: str
    item_uid: str
    body: str
    kind: str
    kind_label: str
    addressee: str
    text: str
    made_on: str
    reply: str
    replied_on: str
    state: str  # made, accepted, partly, declined, withdrawn


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A measure of the school for an item: newest value with what it is compared with, its year,
    where it comes from, and whether it is provisional."""

    code: str
    label: str
    value: str
    compared: str
    before: str  # the value a year earlier
    year: int
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting whole, for its page and its documents. `earlier` are the open actions of earlier
    meetings of the series; `previous` the last meeting held before. Restricted lines are among
    `lines` only where asked for."""

    row: MeetingRow
    series: SeriesRow
    type: MeetingType
    next_day: str
    summary: str
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    lines: tuple[Line, ...]
    actions: tuple[ActionLine, ...]
    earlier: tuple[ActionLine, ...]
    plans: tuple[PlanUnderReview, ...]
    funding: tuple[FundingLine, ...]
    recommendations: tuple[RecommendationLine, ...]
    figures: dict[str, tuple[FigureLine, ...]]  # by item uid
    contributions: dict[str, str]  # role -> text
    previous: MeetingRow | None
    today: date

    @property
    def missing_core(self) -> tuple[Person, ...]:
        """Core members not accounted for or not represented."""
        return tuple(one for one in self.people if one.part == "core" and not one.there)

    def item(self, uid: str) -> Item | None:
        return next((one for one in self.items if one.uid == uid), None)

    @property
    def planned_minutes(self) -> int:
        return sum(one.minutes for one in self.items if one.state not in ("parked", "dropped"))
