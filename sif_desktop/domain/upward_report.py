"""A report upward as a draft: what the record holds for each part, and the officer's own words.

Pure: facts in, a draft of sentences and tables out, with the same ids each time, so that composing
again keeps what the officer wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sif_desktop.domain import draft_checks
from sif_desktop.domain.compose import FACT_COLUMNS
from sif_desktop.domain.compose_findings import Composed, long_date
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.findings import Finding, FindingKind, Place, in_order, must, should
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Ref, Row, Section
from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.sentences import lines_of, sentences_of
from sif_desktop.domain.terms import TermCalendar

YES, NO = "yes", "no"
ANSWERS: Mapping[str, str] = {YES: "Yes", NO: "No"}
PERIODS: Mapping[str, str] = {
    "month": "Every month",
    "quarter": "Every quarter",
    "half_term": "Every half-term",
    "term": "Every term",
    "year": "Every year",
    "meeting": "Before each meeting",
}
ABOUT, PART, CIRCULATION = "header", "report_part", "circulation"  # kinds of section
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "meeting": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table of a report; its id is of the record it comes from."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of a list of the record, with what is printed bold before it."""

    id: str
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one part shows of the record: facts, then a table, then points, then the words filled
    in by `code`. `empty` is said where there is none of it."""

    id: str
    heading: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    code: str = ""
    text: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words the officer is asked for besides the part's own: of one key issue, for example."""

    code: str
    label: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """What the record does not hold although the part asks for it. A `firm` one keeps a part that
    must be there from going out; any other may stand with a reason. It is put right in the `plan`
    whose row it is `about`, where one is named."""

    about: str
    message: str
    firm: bool = False
    plan: str = ""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """`given` is what was filled in for the part: words, or yes or no. `names` are of people who
    stand in it on purpose."""

    part: ReportPart
    given: str = ""
    shown: tuple[Shown, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    lacks: tuple[Lack, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """`about` are the facts at its head, `receivers` roles and names of who gets it."""

    about: tuple[tuple[str, str], ...]
    parts: tuple[PartFacts, ...]
    receivers: tuple[tuple[str, str], ...] = ()
    filled: Mapping[str, str] | None = None


# --- composing ------------------------------------------------------------------------------------


def compose_report(facts: ReportFacts) -> NoteDraft:
    """The report as the record and what was filled in have it."""
    return NoteDraft(tuple(_sections(facts)))


def _sections(facts: ReportFacts) -> Iterator[Section]:
    yield Section("about", ABOUT, "About this report", (_pairs("about", facts.about),))
    for one in facts.parts:
        yield Section(section_id(one.part), PART, one.part.heading, tuple(_part(one)))
    if facts.receivers:
        rows = tuple(Row(f"to:{n}", pair) for n, pair in enumerate(facts.receivers))
        table = Block("to", BlockKind.TABLE, columns=("Role", "Name"), rows=rows)
        yield Section("to", CIRCULATION, "Who receives this report", (table,))


def section_id(part: ReportPart) -> str:
    return f"part:{part.id}"


def _part(one: PartFacts) -> Iterator[Block]:
    name = section_id(one.part)
    if one.part.kind == "text":
        yield from _words(name, one.given, one.part.id)
    elif one.part.kind == "question":
        yield _answered(name, one)
    for shown in one.shown:
        yield from _shown(f"{name}:{shown.id}", shown, one.part)
    if one.part.kind != "text":
        yield Block(f"{name}:words", BlockKind.PARAGRAPH)  # where the officer may add to it


def _answered(name: str, one: PartFacts) -> Block:
    asked = one.part.prompt or one.part.heading
    pairs = [(asked, ANSWERS.get(one.given, "Not answered yet"))]
    if one.part.if_no and one.given == NO:
        pairs.append(("What follows", one.part.if_no.task))
    return _pairs(name, tuple(pairs))


def _shown(name: str, shown: Shown, part: ReportPart) -> Iterator[Block]:
    if shown.heading:
        yield Block(f"{name}:heading", BlockKind.HEADING, shown.heading)
    if shown.pairs:
        yield _pairs(f"{name}:facts", shown.pairs)
    if shown.lines:
        rows = tuple(Row(f"{name}:{line.id}", line.cells) for line in shown.lines)
        yield Block(name, BlockKind.TABLE, columns=columns_of(shown, part), rows=rows)
    if shown.points:
        place = Composed(f"{name}:points", ())
        said = tuple(place.one(p.text, f"{name}:{p.id}", p.lead) for p in shown.points)
        yield Block(f"{name}:points", BlockKind.BULLETS, sentences=said)
    if shown.code:
        yield from _words(f"{name}:said", shown.text, shown.code)
    elif shown.empty and not (shown.pairs or shown.lines or shown.points):
        none = Composed(name, ()).one(shown.empty, f"{name}:none")
        yield Block(f"{name}:none", BlockKind.PARAGRAPH, sentences=(none,))


def columns_of(shown: Shown, part: ReportPart) -> tuple[str, ...]:
    """The columns as the rulebook calls them; those it gives no name keep their own."""
    own = shown.columns[len(part.columns) :]
    return (*part.columns[: len(shown.columns)], *own)


def _words(name: str, text: str, code: str) -> Iterator[Block]:
    """One paragraph for each line that was written; a place for words where there is none."""
    place = Composed(name, (Ref("field", item=code),))
    lines = lines_of(text)
    if not lines:
        yield Block(name, BlockKind.PARAGRAPH)
    for number, line in enumerate(lines):
        said = tuple(place.many(sentences_of(line)))
        yield Block(f"{name}:{number}" if number else name, BlockKind.PARAGRAPH, sentences=said)


def _pairs(name: str, pairs: Sequence[tuple[str, str]]) -> Block:
    rows = tuple(Row(f"{name}:{label}", (label, said)) for label, said in pairs if said)
    return Block(name, BlockKind.FACTS, columns=FACT_COLUMNS, rows=rows)


# --- checking -------------------------------------------------------------------------------------


def check(
    draft: NoteDraft, facts: ReportFacts, around: Around, ours: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Every finding, those that must be put right first. `ours` are names that belong there."""
    named = tuple(name for one in facts.parts for name in one.names)
    titles = tuple(label for pair in facts.receivers for label in pair)
    found = [
        *_unanswered(draft, facts),
        *_lacking(facts),
        *draft_checks.changed(draft),
        *draft_checks.conflicts(around),
        *draft_checks.words(draft, (*ours, *named, *titles), around),
    ]
    return in_order(found)


def _unanswered(draft: NoteDraft, facts: ReportFacts) -> Iterator[Finding]:
    written = {section.id: section for section in draft.sections}
    for one in facts.parts:
        part, section = one.part, written.get(section_id(one.part))
        place = Place(section_id(part), field=part.id)
        if part.kind == "question" and one.given not in ANSWERS:
            message = f"“{part.heading}” is not answered: say yes or no."
            yield must(FindingKind.FIELD, part.id, message, place)
        said = section is not None and any(block.printed() for block in section.blocks)
        if part.kind == "text" and part.required and not said:
            yield must(FindingKind.FIELD, part.id, f"“{part.heading}” says nothing yet.", place)


def _lacking(facts: ReportFacts) -> Iterator[Finding]:
    for one in facts.parts:
        filled = facts.filled or {}
        make = must if one.part.required else should
        section = section_id(one.part)
        for wanted in one.wanted:
            if not filled.get(wanted.code, "").strip():
                message = f"Nothing is said yet of “{wanted.label}”."
                place = Place(section, field=wanted.code)
                yield make(FindingKind.FIELD, wanted.code, message, place)
        for lack in one.lacks:
            about = f"{one.part.id}:{lack.about}"
            kind = must if lack.firm and one.part.required else should
            place = Place(section, plan=lack.plan, item=lack.about if lack.plan else "")
            yield kind(FindingKind.MISSING, about, lack.message, place)


def answered_no(facts: ReportFacts) -> tuple[ReportPart, ...]:
    """The questions answered no from which something follows."""
    return tuple(p.part for p in facts.parts if p.part.if_no and p.given == NO)


# --- periods --------------------------------------------------------------------------------------


def first_day(period: str, until: date, calendar: TermCalendar, last: date | None) -> date:
    """From when a report tells that runs until that day: the day after the last one of its kind,
    else one period back."""
    if last is not None and last < until:
        return last + timedelta(days=1)
    if period in ("term", "half_term"):
        return _term_before(period, until, calendar)
    return months_on(until, -_MONTHS.get(period, 3)) + timedelta(days=1)


def next_due(period: str, last: date, calendar: TermCalendar) -> date | None:
    """The last day of the period after `last`, by which the next report is due; None where that
    hangs on a meeting."""
    if period == "meeting":
        return None
    if period in ("term", "half_term"):
        return next((end for _, end in _spans(period, last, calendar) if end > last), None)
    return months_on(last, _MONTHS.get(period, 3))


def _term_before(period: str, until: date, calendar: TermCalendar) -> date:
    spans = [span for span in _spans(period, until, calendar) if span[0] <= until]
    return spans[-1][0] if spans else months_on(until, -4)


def _spans(period: str, around: date, calendar: TermCalendar) -> list[tuple[date, date]]:
    terms = [t for year in (-2, -1, 0, 1) for t in calendar.terms_of(around.year + year)]
    if period == "term":
        return sorted((term.start, term.end) for term in terms)
    return sorted((half.span.start, half.span.end) for term in terms for half in term.halves)


def months_on(day: date, months: int) -> date:
    """The same day of a later month (earlier, below 0), or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def period_words(since: str, until: str) -> str:
    return f"{long_date(since)} to {long_date(until)}"


# --- minutes that should have been reported -------------------------------------------------------


def missed_reports(held: date, receiving: Sequence[date], now: date) -> tuple[date, ...]:
    """The meetings at which minutes of the day `held` ought to have been reported and, as they
    still wait, were not: those of the receiving body after it and before `now`."""
    return tuple(sorted(day for day in receiving if held < day < now))


def with_given(facts: PartFacts, filled: Mapping[str, str]) -> PartFacts:
    """The same with what was filled in for the part itself."""
    return replace(facts, given=filled.get(facts.part.id, "").strip())
