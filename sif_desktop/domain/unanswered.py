"""Questions about a school that nobody could answer from the record, found before others ask them.

Pure: what is known of the school in, questions out, each with the record it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.plan_status import NEEDS_EVIDENCE
from sif_desktop.domain.terms import TermCalendar, academic_year

_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Late:
    """A task or an action of a plan past its date; `said` is the last word on it."""

    table: str  # task, plan
    uid: str
    what: str
    due: date
    said: str


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    plan_uid: str
    what: str
    due: date | None
    status: str
    evidence: str


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A meeting that was held; `later` is whether its series met again since."""

    uid: str
    title: str
    day: date
    issued: bool
    agreed: bool
    later: bool


@dataclass(frozen=True, slots=True)
class PlanFact:
    """`waits_for` is who has not approved it, "" for nobody."""

    uid: str
    title: str
    state: str
    waits_for: str


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """`reasoned_on` is when reasons were last given for the category, as decided or left."""

    provider_uid: str
    last_visit: date | None = None
    category: str = ""  # in words; "" for none
    category_since: date | None = None
    reasoned_on: date | None = None
    late: tuple[Late, ...] = ()
    milestones: tuple[MilestoneFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    plans: tuple[PlanFact, ...] = ()
    untold: tuple[tuple[str, date], ...] = ()  # concerns the school has not heard of: uid, raised
    reviews: tuple[tuple[str, date], ...] = ()  # cases whose review is past: uid, due
    calendar: TermCalendar = field(default_factory=TermCalendar)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the record where it is answered."""

    code: str
    text: str
    provider_uid: str
    table: str  # provider, task, plan, meeting, concern, case_file
    uid: str


def questions(schools: Iterable[SchoolFacts], today: date) -> tuple[Asked, ...]:
    """Everything that would be left unanswered, school by school, the same question together."""
    return tuple(one for school in schools for one in _of(school, today))


def _of(school: SchoolFacts, today: date) -> Iterator[Asked]:
    yield from _visits(school, today)
    yield from _category(school, today)
    yield from _late(school)
    yield from _milestones(school, today)
    yield from _meetings(school)
    yield from _plans(school)
    yield from _concerns(school)


def two_terms_back(today: date, calendar: TermCalendar) -> date | None:
    """The first day of the term before the one that last began."""
    years = (academic_year(today) - 1, academic_year(today))
    begun = [t.start for year in years for t in calendar.terms_of(year) if t.start <= today]
    return sorted(begun)[-2] if len(begun) > 1 else None


def _visits(school: SchoolFacts, today: date) -> Iterator[Asked]:
    since = two_terms_back(today, school.calendar)
    if since is not None and (school.last_visit is None or school.last_visit < since):
        last = f"the last was on {_day(school.last_visit)}" if school.last_visit else "none is held"
        text = f"Why was nobody there for two terms? No visit since {_day(since)}; {last}."
        yield Asked("no_visit", text, school.provider_uid, "provider", school.provider_uid)


def _category(school: SchoolFacts, today: date) -> Iterator[Asked]:
    held = school.category_since
    if not school.category or (held is not None and held > today):
        return
    reasoned = school.reasoned_on
    if reasoned is None or reasoned < today - _YEAR:
        since = f" since {_day(held)}" if held else ""
        text = (
            f"Why is the category still “{school.category}”? It has stood{since}, and no reasons "
            "were given within a year."
        )
        yield Asked("category", text, school.provider_uid, "provider", school.provider_uid)


def _late(school: SchoolFacts) -> Iterator[Asked]:
    for one in school.late:
        if not one.said.strip():
            text = f"Why is “{one.what}” not done? It was due on {_day(one.due)}; nothing is said."
            yield Asked("overdue", text, school.provider_uid, one.table, one.uid)


def _milestones(school: SchoolFacts, today: date) -> Iterator[Asked]:
    for one in school.milestones:
        past = one.due is not None and one.due < today
        if (past or one.status in NEEDS_EVIDENCE) and not one.evidence.strip():
            due = f", due on {_day(one.due)}" if one.due else ""
            text = f"What shows how the milestone “{one.what}”{due} stands? No evidence is held."
            yield Asked("milestone", text, school.provider_uid, "plan", one.plan_uid)


def _meetings(school: SchoolFacts) -> Iterator[Asked]:
    for one in school.meetings:
        if not one.issued:
            text = f"Where are the minutes of “{one.title}” of {_day(one.day)}? None are issued."
            yield Asked("minutes", text, school.provider_uid, "meeting", one.uid)
        elif one.later and not one.agreed:
            text = f"Were the minutes of “{one.title}” of {_day(one.day)} agreed? It is not noted."
            yield Asked("agreed", text, school.provider_uid, "meeting", one.uid)


def _plans(school: SchoolFacts) -> Iterator[Asked]:
    for one in school.plans:
        if one.state == "draft":
            text = f"When does “{one.title}” begin? The plan is still a draft."
            yield Asked("draft", text, school.provider_uid, "plan", one.uid)
        elif one.waits_for:
            text = f"Who approved “{one.title}”? Not yet: {one.waits_for}."
            yield Asked("approval", text, school.provider_uid, "plan", one.uid)


def _concerns(school: SchoolFacts) -> Iterator[Asked]:
    for uid, raised in school.untold:
        text = f"Does the school know of the concern of {_day(raised)}? No day is held."
        yield Asked("untold", text, school.provider_uid, "concern", uid)
    for uid, due in school.reviews:
        text = f"What did the review of the case find? It was due on {_day(due)}."
        yield Asked("review", text, school.provider_uid, "case_file", uid)


def _day(day: date) -> str:
    return long_date(day.isoformat())
