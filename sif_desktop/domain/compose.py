"""The record of a visit turned into a draft of its note, section by section in the layout's order.

Pure: facts and the rulebook's sentences in, a draft out. The same facts give the same draft with
the same ids, which is what composing again leans on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sif_desktop.domain.compose_findings import Composed, findings, long_date, prose, told
from sif_desktop.domain.copies import copy_label
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Ref, Row, Section, Sentence
from sif_desktop.domain.note_facts import ActionFact, NoteFacts, Say, SectionPlan
from sif_desktop.domain.sentences import lines_of

ACTION_COLUMNS = ("What", "Who", "By when", "What would show it")
REVIEW_COLUMNS = ("Action agreed", "Who", "By when", "How it stands")
CIRCULATION_COLUMNS = ("Received by", "Copy")
FACT_COLUMNS = ("About", "Detail")
PARTY_LABELS = {"school": "School", "authority": "Local authority", "partner": "Partner"}
_PARTS = {
    "lead": "a lead officer",
    "joint": "an officer who took part jointly",
    "shadow": "an officer who shadowed the visit",
    "qa": "an officer who assured the quality of the visit",
    "service": "somebody of another service",
}


def compose(facts: NoteFacts, say: Say) -> NoteDraft:
    """The note as the record has it. Raises Problem if the rulebook lacks a sentence it needs."""
    seen: dict[str, int] = {}
    sections = []
    for plan in facts.sections:
        seen[plan.kind] = number = seen.get(plan.kind, 0) + 1
        section_id = plan.kind if number == 1 else f"{plan.kind}-{number}"
        blocks = tuple(_SECTIONS[plan.kind](_At(facts, say, plan, section_id)))
        sections.append(Section(section_id, plan.kind, plan.heading, blocks, copies=plan.copies))
    return NoteDraft(tuple(sections))


@dataclass(frozen=True, slots=True)
class _At:
    """What a section is made from; `id` is the section's, and begins its blocks' ids."""

    facts: NoteFacts
    say: Say
    plan: SectionPlan
    id: str


def _paragraph(block_id: str, *sentences: Iterable[Sentence]) -> Block:
    every = tuple(sentence for some in sentences for sentence in some)
    return Block(block_id, BlockKind.PARAGRAPH, sentences=every)


def _bullets(block_id: str, text: str, ref: Ref) -> Block:
    composed = Composed(block_id, (ref,))
    return Block(block_id, BlockKind.BULLETS, sentences=tuple(composed.many(lines_of(text))))


def _visit(facts: NoteFacts, item: str) -> tuple[Ref, ...]:
    return (Ref("visit", facts.visit_uid, item),)


def _header(at: _At) -> Iterator[Block]:
    times = " to ".join(time for time in (at.facts.start_time, at.facts.end_time) if time)
    pairs = (
        (at.facts.provider_label, at.facts.provider),
        ("URN", at.facts.urn),
        ("Type of visit", at.facts.visit_type),
        ("Date", long_date(at.facts.visit_date)),
        ("Time", times),
        (at.facts.officer_label, at.facts.officer),
    )
    rows = tuple(
        Row(f"header:{name}", (name, value), _visit(at.facts, "")) for name, value in pairs if value
    )
    yield Block(at.id, BlockKind.FACTS, columns=FACT_COLUMNS, rows=rows)


def _purpose(at: _At) -> Iterator[Block]:
    opening = told(
        at.say,
        "purpose",
        type=in_sentence(at.facts.visit_type),
        provider=at.facts.provider,
        date=long_date(at.facts.visit_date),
        officer=at.facts.officer,
        authority=at.facts.authority,
        focus=at.facts.focus.strip().rstrip("."),
    )
    agreed = "; ".join(line.rstrip(".;") for line in lines_of(at.facts.areas_agreed))
    areas = f"Agreed with the school beforehand: {agreed}." if agreed else ""
    yield _paragraph(
        at.id,
        prose("purpose", opening, _visit(at.facts, "focus")),
        prose("areas", areas, _visit(at.facts, "areas_agreed")),
    )
    if at.facts.summary.strip():
        yield _paragraph(
            f"{at.id}:summary", prose("summary", at.facts.summary, _visit(at.facts, "summary"))
        )


def in_sentence(title: str) -> str:
    """A title as it stands inside a sentence: "review visit", but "SEND review"."""
    first = title.split(" ", 1)[0]
    return title[:1].lower() + title[1:] if first[1:].islower() else title


def _people(at: _At) -> Iterator[Block]:
    composed = Composed(at.id, _visit(at.facts, "people"))
    met = list(dict.fromkeys(at.facts.roles_met))
    others = [f"For the authority also: {_PARTS.get(part, part)}" for part in at.facts.companions]
    lines = [*met, *dict.fromkeys(others)]
    yield Block(at.id, BlockKind.BULLETS, sentences=tuple(composed.many(lines)))


def _last_time(at: _At) -> Iterator[Block]:
    if not at.facts.last_actions:
        text = told(at.say, "first_visit", provider=at.facts.provider)
        yield _paragraph(at.id, prose("first_visit", text, _visit(at.facts, "")))
        return
    rows = tuple(
        Row(
            f"last:{action.uid}",
            (action.what, _owner(action), long_date(action.due), _standing(action, at.facts)),
            (Ref("task", action.uid),),
        )
        for action in at.facts.last_actions
    )
    yield Block(at.id, BlockKind.TABLE, columns=REVIEW_COLUMNS, rows=rows)
    yield _paragraph(f"{at.id}:words")


def _objectives(at: _At) -> Iterator[Block]:
    """A paragraph for each priority, that the officer goes on writing in."""
    for one in at.facts.objectives:
        text = f"{one.plan}, “{one.title.rstrip('.')}”: {one.standing}."
        block = f"{at.id}:{one.uid}"
        yield _paragraph(block, prose(block, text, (Ref("plan_priority", one.uid),)))


def _owner(action: ActionFact) -> str:
    party = PARTY_LABELS.get(action.party, "")
    if action.owner and party and party.casefold() not in action.owner.casefold():
        return f"{action.owner} ({party[0].lower()}{party[1:]})"
    return action.owner or party


def _standing(action: ActionFact, facts: NoteFacts) -> str:
    if action.state == "done":
        words = f"Done on {long_date(action.done_on)}" if action.done_on else "Done"
    elif action.state == "dropped":
        words = "No longer to be done"
    else:
        late = action.due and action.due < facts.visit_date
        words = "Overdue on the day of this visit" if late else "Under way"
    note = " ".join(action.done_note.split())
    return f"{words}: {note}" if note else words


def _findings(at: _At) -> Iterator[Block]:
    return findings(at.facts, at.say)


def _strengths(at: _At) -> Iterator[Block]:
    yield _bullets(at.id, at.facts.strengths, _visit(at.facts, "strengths")[0])


def _development(at: _At) -> Iterator[Block]:
    yield _bullets(at.id, at.facts.development, _visit(at.facts, "development")[0])


def _actions(at: _At) -> Iterator[Block]:
    if not at.facts.actions:
        text = told(at.say, "no_actions", provider=at.facts.provider)
        yield _paragraph(at.id, prose("no_actions", text, _visit(at.facts, "actions")))
        return
    rows = tuple(
        Row(
            f"task:{action.uid}",
            (action.what, _owner(action), long_date(action.due), action.measure),
            (Ref("task", action.uid),),
        )
        for action in at.facts.actions
    )
    yield Block(at.id, BlockKind.TABLE, columns=ACTION_COLUMNS, rows=rows)
    yield _paragraph(f"{at.id}:words")


def _days(facts: NoteFacts, say: Say) -> str:
    typed = (facts.days_preparation, facts.days_on_site, facts.days_reporting)
    try:
        numbers = [Decimal(days.strip() or "0") for days in typed]
    except InvalidOperation:
        return ""
    total = sum(numbers, Decimal(0))
    if not total.is_finite() or total <= 0:
        return ""
    preparation, on_site, reporting, every = (_number(n) for n in (*numbers, total))
    return told(
        say, "support", preparation=preparation, on_site=on_site, reporting=reporting, total=every
    )


def _number(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _support(at: _At) -> Iterator[Block]:
    yield _paragraph(
        at.id,
        prose("support", at.facts.support, _visit(at.facts, "support")),
        prose("days", _days(at.facts, at.say), _visit(at.facts, "days")),
    )


def _feedback(at: _At) -> Iterator[Block]:
    people = ", ".join(line.rstrip(".;,") for line in lines_of(at.facts.feedback_to))
    given = long_date(at.facts.feedback_date or at.facts.visit_date)
    words = told(at.say, "feedback", people=people, date=given) if people else ""
    yield _paragraph(
        at.id,
        prose("feedback_to", words, _visit(at.facts, "feedback_to")),
        prose("feedback", at.facts.feedback_text, _visit(at.facts, "feedback_text")),
    )


def _circulation(at: _At) -> Iterator[Block]:
    if at.facts.recipients:
        rows = tuple(
            Row(f"copy:{who.role}:{who.copy}", (who.role, copy_label(who.copy)))
            for who in at.facts.recipients
        )
        yield Block(at.id, BlockKind.TABLE, columns=CIRCULATION_COLUMNS, rows=rows)


def _text(at: _At) -> Iterator[Block]:
    yield _paragraph(at.id, prose(at.id, at.plan.text, ()))


_SECTIONS: dict[str, Callable[[_At], Iterable[Block]]] = {
    "header": _header,
    "purpose": _purpose,
    "people": _people,
    "actions_last_time": _last_time,
    "plan_objectives": _objectives,
    "findings": _findings,
    "strengths": _strengths,
    "development": _development,
    "agreed_actions": _actions,
    "support_days": _support,
    "feedback_given": _feedback,
    "circulation": _circulation,
    "text": _text,
}
SECTION_KINDS = frozenset(_SECTIONS)
