"""The minutes of a meeting as a draft: who came, each item in order, what was decided and agreed.

Pure, and with the same ids for the same facts: composing again keeps the officer's words. An item
of which nothing was recorded keeps its place; its paper says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from sif_desktop.domain.compose import CIRCULATION_COLUMNS, FACT_COLUMNS
from sif_desktop.domain.compose_findings import Composed, ended, long_date
from sif_desktop.domain.copies import copy_label
from sif_desktop.domain.minutes_facts import Agreed, ItemFact, MeetingFacts, Said
from sif_desktop.domain.minutes_tables import at_item, earlier, funding, owner, reviews, table
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Ref, Row, Section, Sentence
from sif_desktop.domain.sentences import sentences_of

ITEM = "item"  # the kind of a section that holds items of the agenda
ACTION_COLUMNS = ("No.", "Action", "Who", "By when")
ACTIONS, PRESENT = "agreed_actions", "attendance"
_LEADS = {"decision": "Decision.", "success": "Success.", "barrier": "Barrier."}
_CAME = (
    ("present", "Present"),
    ("substitute", "Represented"),
    ("apologies", "Apologies"),
    ("absent", "Absent"),
)


def compose_minutes(facts: MeetingFacts) -> NoteDraft:
    """The minutes as the record has them."""
    made = (
        _header(facts, "About this meeting"),
        _attendance(facts),
        _text("summary", "Summary", "summary", facts.summary, facts),
        _last_minutes(facts),
        *_items(facts),
        _contributions(facts),
        *(part for part in (_reviews(facts), _funding(facts)) if part),
        _earlier(facts),
        _actions(facts),
        _next(facts),
        circulation(facts),
    )
    return NoteDraft(tuple(section for section in made if section is not None))


# --- what stands around the items -----------------------------------------------------------------


def header(facts: MeetingFacts) -> Block:
    """What meeting it is, of whom, when, where and under whom."""
    times = " to ".join(time for time in (facts.start_time, facts.end_time) if time)
    pairs = (
        ("Meeting", facts.type),
        (facts.about_label, facts.about),
        ("Date", long_date(facts.day)),
        ("Time", times),
        ("Place", facts.place),
        ("Chair", facts.chair),
    )
    ref = (Ref("meeting", facts.uid),)
    rows = tuple(Row(f"header:{name}", (name, value), ref) for name, value in pairs if value)
    return Block("header", BlockKind.FACTS, columns=FACT_COLUMNS, rows=rows)


def _header(facts: MeetingFacts, heading: str) -> Section:
    return Section("header", "header", heading, (header(facts),))


def circulation(facts: MeetingFacts) -> Section | None:
    """Who receives the paper, in which copy."""
    rows = tuple(
        Row(f"copy:{who}:{copy}", (who, copy_label(copy))) for who, copy in facts.recipients
    )
    if not rows:
        return None
    block = Block("circulation", BlockKind.TABLE, columns=CIRCULATION_COLUMNS, rows=rows)
    return Section("circulation", "circulation", "Circulation", (block,))


def _attendance(facts: MeetingFacts) -> Section:
    blocks: list[Block] = []
    for code, label in _CAME:
        people = [one for one in facts.people if one.attendance == code]
        if people:
            said = []
            for one in people:
                represented = f", represented by {one.stand_in}" if one.stand_in else ""
                words = f"{one.called}{represented if code == 'substitute' else ''}"
                core = " (core member)" if code == "absent" and one.part == "core" else ""
                place = Composed(PRESENT, (Ref("meeting_person", one.uid),))
                said.append(place.one(words + core, f"person:{one.uid}"))
            blocks.append(Block(f"{PRESENT}:{code}:head", BlockKind.HEADING, label))
            blocks.append(
                Block(f"{PRESENT}:{code}", BlockKind.BULLETS, label, sentences=tuple(said))
            )
    return Section(PRESENT, PRESENT, "Who was there", tuple(blocks))


def _text(name: str, heading: str, field: str, text: str, facts: MeetingFacts) -> Section | None:
    if not text.strip():
        return None
    said = _sentences(name, text, (Ref("meeting", facts.uid, field),))
    block = Block(f"{name}:words", BlockKind.PARAGRAPH, sentences=said)
    return Section(name, name, heading, (block,))


def _last_minutes(facts: MeetingFacts) -> Section | None:
    """What became of the last minutes, where no item of the agenda is for them."""
    if any(item.kind == "minutes" for item in facts.items):
        return None
    said = _of_last_minutes(facts)
    if not said or not (facts.previous and facts.previous.here):
        return None
    block = Block("last_minutes:words", BlockKind.PARAGRAPH, sentences=said)
    return Section("last_minutes", "last_minutes", "Minutes of the last meeting", (block,))


def _of_last_minutes(facts: MeetingFacts) -> tuple[Sentence, ...]:
    last = facts.previous
    if last is None:
        return ()
    place = Composed("last_minutes", (Ref("meeting", facts.uid, "previous"),))
    day = long_date(last.day)
    if last.here:
        words = f"The minutes of the meeting of {day} were agreed."
        if last.corrections:
            words = f"The minutes of the meeting of {day} were agreed as corrected."
    elif last.agreed_on:
        agreed = long_date(last.agreed_on)
        words = f"The minutes of the meeting of {day} had been agreed on {agreed}."
    else:
        words = f"The minutes of the meeting of {day} were not agreed at this meeting."
    mended = (f"Corrected: {ended(why)}" for why in last.corrections)
    told = [place.one(words, "last_minutes:agreed")]
    told += [place.one(why, f"last_minutes:{n}", "Corrected:") for n, why in enumerate(mended)]
    return tuple(told)


def _contributions(facts: MeetingFacts) -> Section | None:
    blocks = tuple(
        Block(
            f"contribution:{role}",
            BlockKind.PARAGRAPH,
            sentences=_sentences(
                f"contribution:{role}", text, (Ref("meeting", facts.uid, role),), f"{role}:"
            ),
        )
        for role, text in facts.contributions.items()
        if text.strip()
    )
    if not blocks:
        return None
    return Section("contributions", "contributions", "What other services know", blocks)


def _next(facts: MeetingFacts) -> Section | None:
    if facts.next_day:
        words = f"The next meeting is on {long_date(facts.next_day)}."
    elif facts.more_to_come:
        words = "No day has been set for the next meeting."
    else:
        return None
    said = Composed("next", (Ref("meeting", facts.uid, "next_day"),)).one(words, "next:day")
    block = Block("next:words", BlockKind.PARAGRAPH, sentences=(said,))
    return Section("next_meeting", "next_meeting", "Next meeting", (block,))


# --- the items ------------------------------------------------------------------------------------


def _items(facts: MeetingFacts) -> Iterator[Section]:
    """In the order of the agenda; those in a row under one heading stand in one section."""
    lines = facts.by_item
    for heading, some in groupby(facts.items, lambda item: item.heading):
        items = list(some)
        if heading:
            blocks = [
                block
                for item in items
                for block in (
                    Block(f"{item.uid}:head", BlockKind.HEADING, item.called),
                    *_item(facts, item, lines.get(item.uid, ())),
                )
            ]
            yield Section(f"group:{items[0].uid}", ITEM, items[0].group, tuple(blocks))
            continue
        for item in items:
            inside = tuple(_item(facts, item, lines.get(item.uid, ())))
            yield Section(f"item:{item.uid}", ITEM, item.called, inside)
    left = [line for line in facts.lines if all(line.item != item.uid for item in facts.items)]
    if left:
        yield Section("other", ITEM, "Also said", tuple(map(_line, left)))


def _item(facts: MeetingFacts, item: ItemFact, lines: Iterable[Said]) -> Iterator[Block]:
    ref = (Ref("meeting_item", item.uid),)
    first = {"minutes": _of_last_minutes}.get(item.kind, _nothing)(facts)
    words = _standing(item)
    if words:
        first = (*first, Composed(item.uid, ref).one(words, f"{item.uid}:state"))
    if first:
        yield Block(f"{item.uid}:first", BlockKind.PARAGRAPH, sentences=first)
    yield from at_item(facts, item)
    yield from (_line(line) for line in lines)
    for one in facts.recommendations:
        if one.item == item.uid:
            yield _recommendation(one.uid, one.kind, one.addressee, one.text)
    numbers = [str(n) for n, action in enumerate(facts.actions, 1) if action.item == item.uid]
    if numbers:
        many = f"Action {numbers[0]}" if len(numbers) == 1 else f"Actions {_listed(numbers)}"
        said = Composed(item.uid, ref).one(f"{many} below.", f"{item.uid}:actions", many)
        yield Block(f"{item.uid}:actions", BlockKind.PARAGRAPH, sentences=(said,))
    yield Block(f"{item.uid}:words", BlockKind.PARAGRAPH)


def _nothing(_facts: MeetingFacts) -> tuple[Sentence, ...]:
    return ()


def _standing(item: ItemFact) -> str:
    if item.state == "parked":
        return "Left for another meeting."
    if item.state == "dropped":
        reason = f": {item.why_dropped}" if item.why_dropped else ""
        return ended(f"Not taken{reason}")
    return ""


def _line(line: Said) -> Block:
    lead = _LEADS.get(line.kind, "")
    said = _sentences(f"line:{line.uid}", line.text, (Ref("meeting_line", line.uid),), lead)
    seen = tuple(replace(one, visibility=line.visibility) for one in said)
    return Block(f"said:{line.uid}", BlockKind.PARAGRAPH, sentences=seen)


def _recommendation(uid: str, kind: str, addressee: str, text: str) -> Block:
    to = f" to {addressee}" if addressee else ""
    lead = f"{kind or 'Recommendation'}{to}:"
    name = f"recommendation:{uid}"
    said = _sentences(name, text, (Ref("recommendation", uid),), lead)
    return Block(f"{name}:words", BlockKind.PARAGRAPH, sentences=said)


def _sentences(name: str, text: str, refs: tuple[Ref, ...], lead: str = "") -> tuple[Sentence, ...]:
    """A text's sentences by their place in it, so that one edited is known again when its record
    changes; the first begins with the lead."""
    place, found = Composed(name, refs), []
    for number, words in enumerate(sentences_of(text)):
        said = ended(words)
        if number == 0 and lead:
            found.append(place.one(f"{lead} {said}", name, lead))
        else:
            found.append(place.one(said, f"{name}:{number}" if number else name))
    return tuple(found)


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


# --- what no item is for, and what stands at the end ----------------------------------------------


def _reviews(facts: MeetingFacts) -> Section | None:
    """What was said of plans where the agenda has no item for it, so that none of it is lost."""
    kinds = {item.kind for item in facts.items}
    found = tuple(
        block
        for kind in ("priorities", "milestones", "criteria")
        if kind not in kinds
        for block in reviews(facts, kind, kind, said_only=True)
    )
    return Section("reviews", "reviews", "Plans reviewed", found) if found else None


def _funding(facts: MeetingFacts) -> Section | None:
    if not facts.funding or any(item.kind == "funding" for item in facts.items):
        return None
    return Section("funding", "funding", "Funding decisions", tuple(funding(facts, "funding")))


def _earlier(facts: MeetingFacts) -> Section | None:
    if not facts.earlier or any(item.kind == "actions" for item in facts.items):
        return None
    found = tuple(earlier(facts, "earlier"))
    return Section("earlier_actions", "earlier_actions", "Actions of earlier meetings", found)


def _actions(facts: MeetingFacts) -> Section:
    if not facts.actions:
        words = "No action was agreed at this meeting."
        said = Composed(ACTIONS, (Ref("meeting", facts.uid, "actions"),)).one(words, "no_actions")
        none = Block(f"{ACTIONS}:none", BlockKind.PARAGRAPH, sentences=(said,))
        return Section(ACTIONS, ACTIONS, "Actions", (none,))
    rows = (
        Row(f"task:{one.uid}", (str(number), _what(one), owner(one), long_date(one.due)),
            (Ref("task", one.uid),))
        for number, one in enumerate(facts.actions, 1)
    )  # fmt: skip
    blocks = (table(ACTIONS, ACTION_COLUMNS, rows), Block(f"{ACTIONS}:words", BlockKind.PARAGRAPH))
    return Section(ACTIONS, ACTIONS, "Actions", blocks)


def _what(action: Agreed) -> str:
    about = f"{action.provider}: " if action.provider else ""
    shown = f" To be shown by: {ended(action.measure)}" if action.measure.strip() else ""
    return f"{about}{ended(action.what)}{shown}"
