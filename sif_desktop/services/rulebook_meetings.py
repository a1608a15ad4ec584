"""Kinds of meeting, bodies and reports upward of the rulebook, to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sif_desktop.domain.meeting_rhythm import rhythm_words
from sif_desktop.services.rulebook_lines import STARTER, Line, Part

if TYPE_CHECKING:
    from sif_desktop.domain.meeting_types import BodyKind, MeetingType, Rhythm
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.papers import Report

_PERIODS = {"half_term": "half-term", "meeting": "meeting of the body"}


def meeting_parts(pack: Pack) -> Iterator[Part]:
    """The pages on them, each left out where the rulebook has none."""
    if pack.meetings:
        intro = "Who comes, how often, what is on the agenda, and what begins and ends them."
        groups = tuple((_named(one), tuple(_meeting(pack, one))) for one in pack.meetings)
        yield Part("meetings", "Meetings", intro, groups)
    if pack.bodies:
        intro = "The standing bodies of the authority and what is put before them."
        bodies = tuple((one.title, tuple(_body(pack, one))) for one in pack.bodies)
        yield Part("bodies", "Bodies", intro, bodies)
    if pack.reports:
        intro = "What is reported upward: to whom, how often, with which parts."
        reports = tuple((one.title, tuple(_report(pack, one))) for one in pack.reports)
        yield Part("reports", "Reports upward", intro, reports)
    if aspects := pack.monitoring.aspects:
        intro = "What an inspection of the authority looks at, for records to be marked with."
        lines = tuple(Line(one.label, "", one.paragraph or STARTER) for one in aspects)
        yield Part("aspects", "Evidence for inspection", intro, (("", lines),))


def _named(kind: MeetingType) -> str:
    return f"{kind.title} (also {kind.also})" if kind.also else kind.title


def _line(text: str, said: Iterable[str], source: str, joint: str = "; ") -> Iterator[Line]:
    detail = joint.join(filter(None, said))
    if detail:
        yield Line(text, detail, source or STARTER)


def _meeting(pack: Pack, kind: MeetingType) -> Iterator[Line]:
    of = kind.paragraph
    yield from _held(pack, kind)
    chair = f"in the chair: {pack.role_label(kind.chair)}" if kind.chair else ""
    yield from _line("Where, and who leads", (kind.place, chair), of)
    for part, words in (("core", "Belong to it"), ("optional", "Asked as needed")):
        yield from _line(words, (one.label for one in kind.seats if one.part == part), of)
    yield from _line("What each service says", map(pack.role_label, kind.contributions), of)
    yield from _line("Terms of reference", kind.terms, of)
    items = (f"{one.heading}: {one.title}" if one.heading else one.title for one in kind.agenda)
    yield from _line("On every agenda", items, of)
    yield from _line("Begun when", (one.label for one in kind.start), of, "; or ")
    yield from _line("Ended when", (one.label for one in kind.end), of, "; or ")
    yield from _line("Wanted in", map(pack.category_label, kind.required_in), of)
    yield from _line("Possible in", map(pack.category_label, kind.offered_in), of)
    yield from _line("Money decided on", (kind.fund,), of)
    yield from _line("Minutes go to", _told(pack, kind), of)
    yield from _line("Reported to", (_title(pack, kind.reports_to),), of)


def _held(pack: Pack, kind: MeetingType) -> Iterator[Line]:
    for rhythm in kind.rhythms:
        source = STARTER if rhythm.app_default else rhythm.paragraph
        yield Line("Held", f"{rhythm_words(rhythm)}{_for(pack, rhythm)}", source)
    if not kind.rhythms:
        said = "Once" if kind.single else "As often as the authority decides"
        within = f", among the meetings of “{_title(pack, kind.of)}”" if kind.of else ""
        yield Line("Held", f"{said}{within}", kind.paragraph)


def _for(pack: Pack, rhythm: Rhythm) -> str:
    values = [pack.category_label(v) for one in rhythm.when for v in one.values]
    grace = f", {rhythm.tolerance_days} days of grace" if rhythm.tolerance_days else ""
    return f"{grace} ({', '.join(values)})" if values else grace


def _title(pack: Pack, code: str) -> str:
    return pack.meeting_type(code).title if code else ""


def _told(pack: Pack, kind: MeetingType) -> Iterator[str]:
    """Whoever receives the minutes, of some schools or of all."""
    paper = pack.meeting_paper(kind.code, "minutes")
    rules = (rule for rule in pack.rules if paper.id in rule.layouts)
    yield from dict.fromkeys(to.label for rule in rules for to in rule.to)
    if paper.to_members:
        yield "those who belong to it"


def _body(pack: Pack, kind: BodyKind) -> Iterator[Line]:
    of = kind.paragraph
    yield from _line("Remit", kind.remit, of)
    yield from _line("Members", kind.constituencies.values(), of)
    yield from _line("Is given", kind.receives, of)
    to = f" to {kind.recommends_to}" if kind.recommends_to else ""
    yield from _line(f"Recommends{to}", kind.recommends.values(), of)
    first = pack.body(kind.refers_to).title if kind.refers_to else ""
    yield from _line("Its recommendations go first to", (first,), of)


def _report(pack: Pack, report: Report) -> Iterator[Line]:
    of = STARTER if report.app_default else report.source
    yield Line(report.purpose, "", of)
    periods = (_PERIODS.get(one, one) for one in report.periods)
    yield from _line("For each", periods, of, " or ")
    yield from _line("Written by", map(pack.role_label, report.authors), of)
    rules = (rule for rule in pack.rules if report.id in rule.layouts)
    readers = dict.fromkeys(to.label for rule in rules for to in rule.to)
    before = pack.body(report.body).title if report.body else ""
    yield from _line("Goes to", (before, *readers), of)
    for part in report.parts:
        no = f"If no: {part.if_no.task}" if part.if_no else ""
        yield Line(part.heading, " ".join(filter(None, (part.prompt, no))), part.paragraph or of)
