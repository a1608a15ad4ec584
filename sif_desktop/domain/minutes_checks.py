"""What minutes and agendas may lack or say too much of before they are issued, each with its place.

Names of those who were asked belong in them; anybody else's, as in every document, do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sif_desktop.domain import draft_checks
from sif_desktop.domain.agenda_paper import on_agenda, overrun
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.findings import (
    Finding,
    FindingKind,
    Place,
    in_order,
    must,
    short,
    should,
)
from sif_desktop.domain.minutes import ACTIONS, PRESENT
from sif_desktop.domain.minutes_facts import ItemFact, MeetingFacts
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.sentences import text_id

PEOPLE, NEXT, ITEMS, WHEN = "people", "next", "items", "when"  # places of a meeting's own page
# Kinds of item at which something is shown though nobody said a word.
_FILLED = ("priorities", "milestones", "criteria")


def check_minutes(draft: NoteDraft, facts: MeetingFacts, around: Around) -> tuple[Finding, ...]:
    """Every finding, those that must be put right first, then in the order of the minutes."""
    found = [
        *_held(facts),
        *_unaccounted(facts),
        *_actions(facts),
        *_decisions(facts),
        *_restricted(draft, facts),
        *_left_open(facts),
        *_last_minutes(facts),
        *_no_next(facts),
        *_words(draft, facts, around),
    ]
    return in_order(found)


def check_agenda(draft: NoteDraft, facts: MeetingFacts, around: Around) -> tuple[Finding, ...]:
    """The same for an agenda."""
    found = [*_agenda(facts), *_words(draft, facts, around)]
    return in_order(found)


def _words(draft: NoteDraft, facts: MeetingFacts, around: Around) -> Iterator[Finding]:
    """What any document may say too much of; who was asked is named on purpose."""
    known = frozenset(name.casefold() for name in facts.names)
    around = replace(around, people=tuple(p for p in around.people if p.casefold() not in known))
    ours = (facts.about, facts.authority, *facts.names, *(one.role for one in facts.people))
    yield from draft_checks.changed(draft)
    yield from draft_checks.conflicts(around)
    yield from draft_checks.words(draft, ours, around)


def _held(facts: MeetingFacts) -> Iterator[Finding]:
    if facts.state != "held":
        message = "The meeting has not ended yet."
        yield must(FindingKind.MISSING, "held", message, Place(PRESENT, meeting=WHEN))


def _unaccounted(facts: MeetingFacts) -> Iterator[Finding]:
    for one in facts.people:
        if one.part == "core" and not one.attendance:
            message = f"Nobody has said whether {one.called or 'a core member'} came."
            place = Place(PRESENT, meeting=PEOPLE)
            yield must(FindingKind.MISSING, f"person:{one.uid}", message, place)


def _actions(facts: MeetingFacts) -> Iterator[Finding]:
    for one in facts.actions:
        name, place = short(one.what, 60), Place(ACTIONS, row=f"task:{one.uid}")
        if not (one.owner or one.party):
            message = f"Nobody is named to do “{name}”."
            yield must(FindingKind.ACTION, f"{one.uid}:who", message, place)
        if stored_day(one.due) is None:
            message = f"“{name}” has no date to be done by."
            yield must(FindingKind.ACTION, f"{one.uid}:due", message, place)


def _decisions(facts: MeetingFacts) -> Iterator[Finding]:
    for line in facts.lines:
        if line.kind == "decision" and not line.text.strip():
            place = Place(meeting=ITEMS, item=line.item)
            message = "A decision has no words: say what was decided."
            yield must(FindingKind.MISSING, f"decision:{line.uid}", message, place)


def _restricted(draft: NoteDraft, facts: MeetingFacts) -> Iterator[Finding]:
    """Sentences the officer edited whose line only the officer may see by now."""
    for section, _block, sentence in draft.sentences():
        if any(r.kind == "meeting_line" and r.uid in facts.restricted for r in sentence.evidence):
            message = f"This came from a line that is restricted now: “{short(sentence.text)}”"
            place = Place(section.id, sentence.id)
            yield must(FindingKind.CHANGED, f"restricted:{sentence.id}", message, place)


def _left_open(facts: MeetingFacts) -> Iterator[Finding]:
    """One finding for all: each of them will stand on the next agenda again."""
    left = [item for item in facts.items if item.state == "open" and not _touched(facts, item)]
    if left:
        named = "; ".join(short(item.called, 40) for item in left[:4])
        more = f"; and {len(left) - 4} more" if len(left) > 4 else ""
        many = "1 item was" if len(left) == 1 else f"{len(left)} items were"
        message = f"{many} neither discussed nor left for another meeting: {named}{more}."
        about = text_id("|".join(item.uid for item in left))
        place = Place(meeting=ITEMS, item=left[0].uid)
        yield should(FindingKind.EMPTY_PART, about, message, place)


def _touched(facts: MeetingFacts, item: ItemFact) -> bool:
    if item.kind in _FILLED and any(row.review for plan in facts.plans for row in plan.rows):
        return True
    if item.kind == "minutes" and facts.previous and facts.previous.here:
        return True
    noted = {one.item for one in facts.lines} | {one.item for one in facts.actions}
    return item.uid in noted | {one.item for one in facts.recommendations}


def _last_minutes(facts: MeetingFacts) -> Iterator[Finding]:
    last = facts.previous
    if last and last.issued and not last.agreed_on:
        message = f"The minutes of the meeting of {long_date(last.day)} have not been agreed."
        place = Place(meeting=ITEMS)
        yield should(FindingKind.MISSING, f"agreed:{last.day}", message, place)


def _no_next(facts: MeetingFacts) -> Iterator[Finding]:
    if facts.more_to_come and not facts.next_day:
        message = "No day is set for the next meeting."
        yield should(FindingKind.MISSING, "next", message, Place("next_meeting", meeting=NEXT))


def _agenda(facts: MeetingFacts) -> Iterator[Finding]:
    items = on_agenda(facts)
    if not facts.day:
        yield must(FindingKind.MISSING, "day", "The meeting has no day yet.", Place(meeting=WHEN))
    if not items:
        message = "Nothing stands on the agenda."
        yield must(FindingKind.MISSING, "items", message, Place("agenda", meeting=ITEMS))
    if not facts.people:
        message = "Nobody is asked to come."
        yield should(FindingKind.MISSING, "people", message, Place(meeting=PEOPLE))
    if over := overrun(facts):
        message = f"The items take {over} minutes longer than the meeting is to last."
        yield should(FindingKind.MISSING, f"over:{over}", message, Place("agenda", meeting=ITEMS))
