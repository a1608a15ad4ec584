"""What a note of visit may lack before it is issued, each with the place to put it right.

Pure: a draft, the facts below it and a few counts in, findings out. What the words of any document
may say too much of is in `draft_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sif_desktop.domain import form_rules
from sif_desktop.domain.compose_findings import EVIDENCE_WORDS
from sif_desktop.domain.draft_checks import Around, check_draft
from sif_desktop.domain.findings import Finding, FindingKind, Place, in_order, must, should
from sif_desktop.domain.forms import Answer, AnswerState, Item, ItemKind
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_facts import NoteFacts
from sif_desktop.domain.sentences import text_id


def check(draft: NoteDraft, facts: NoteFacts, around: Around) -> tuple[Finding, ...]:
    """Every finding, those that must be put right first, then in the order of the note."""
    known = (facts.provider, facts.officer, facts.authority, facts.service, *around.allowed)
    around = replace(around, allowed=tuple(filter(None, known)))
    found = [
        *_gaps(facts),
        *_undecided(facts),
        *_evidence(draft, facts),
        *_actions(draft, facts),
        *_unfiled(around),
        *check_draft(draft, around, dict(_critical(facts))),
        *_empty_parts(draft),
    ]
    return in_order(found)


def _critical(facts: NoteFacts) -> Iterator[tuple[str, bool]]:
    """Whether a composed sentence finds fault: a judgement in the lower half of its scale does;
    that something was not seen or does not apply does not."""
    for item_id, answer in facts.answers.items():
        if answer.state is not AnswerState.ANSWERED:
            yield f"answer:{item_id}", False
            yield f"empty:{item_id}", False
    for item, answer in _judged(facts):
        scale = facts.scales.get(item.scale)
        values = [step.value for step in scale.steps] if scale else []
        if answer.value in values and values.index(answer.value) >= len(values) / 2:
            yield f"answer:{item.id}", True


def _judged(facts: NoteFacts) -> Iterator[tuple[Item, Answer]]:
    """The items that were graded, with their answers."""
    for section in facts.areas():
        for item in section.items:
            answer = facts.answers.get(item.id)
            if answer is None or item.kind is not ItemKind.GRADE or not answer.value:
                continue
            if answer.state is AnswerState.ANSWERED:
                yield item, answer


def _gaps(facts: NoteFacts) -> Iterator[Finding]:
    for gap in form_rules.gaps(facts.form, facts.answers, facts.conditions):
        kind = FindingKind.MISSING if gap.item else FindingKind.EMPTY_SECTION
        place = Place(section="findings", item=gap.item or gap.section, capture=True)
        yield must(kind, gap.item or gap.section, gap.message, place)


def _undecided(facts: NoteFacts) -> Iterator[Finding]:
    """Judgements nobody has made, one finding for each area that was begun."""
    for section in facts.areas():
        state = form_rules.section_state(section, facts.answers)
        left = [
            item
            for item in section.items
            if item.kind is ItemKind.GRADE
            and item.id not in state.missing
            and not form_rules.is_done(facts.answers.get(item.id))
        ]
        if left and state.done and not state.blocks:
            names = "; ".join(item.label for item in left[:3]) + ("; …" if len(left) > 3 else "")
            about = f"{section.id}:{text_id('|'.join(item.id for item in left))}"
            message = f"“{section.title}” has no judgement yet on: {names}."
            place = Place(section="findings", item=left[0].id, capture=True)
            yield should(FindingKind.UNDECIDED, about, message, place)


def _evidence(draft: NoteDraft, facts: NoteFacts) -> Iterator[Finding]:
    """Judgements that rest on nothing, or on one kind of evidence."""
    blocks = {block.id: block for _, block in draft.blocks()}
    for item, answer in _judged(facts):
        block = blocks.get(f"item:{item.id}")
        said = [s for s in block.printed() if s.own or s.id.startswith(_EVIDENCE)] if block else []
        place = Place("findings", f"answer:{item.id}", item=item.id)
        if not said:
            message = f"The judgement on “{item.label}” stands without evidence."
            yield should(FindingKind.NO_EVIDENCE, item.id, message, place)
        elif len(answer.evidence_kinds) == 1:
            kind = EVIDENCE_WORDS[answer.evidence_kinds[0]]
            message = f"The judgement on “{item.label}” rests on one kind of evidence: {kind}."
            about = f"{item.id}:{answer.evidence_kinds[0]}"
            yield should(FindingKind.ONE_KIND, about, message, place)


_EVIDENCE = ("evidence:", "basis:", "jotting:")


def _actions(draft: NoteDraft, facts: NoteFacts) -> Iterator[Finding]:
    shown = {row.id for _, block in draft.blocks() for row in block.rows}
    for action in facts.actions:
        row = f"task:{action.uid}"
        if row not in shown:
            continue
        name = action.what if len(action.what) <= 60 else f"{action.what[:59].rstrip()}…"
        place = Place(section="agreed_actions", row=row)
        if not (action.owner or action.party):
            yield must(
                FindingKind.ACTION, f"{action.uid}:who", f"Nobody is named to do “{name}”.", place
            )
        if not _is_day(action.due):
            message = f"“{name}” has no date to be done by."
            yield must(FindingKind.ACTION, f"{action.uid}:due", message, place)
        if not action.measure.strip():
            message = f"“{name}” does not say what would show that it is done."
            yield should(FindingKind.ACTION, f"{action.uid}:measure", message, place)


def _is_day(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _unfiled(around: Around) -> Iterator[Finding]:
    if around.unfiled:
        count = len(around.unfiled)
        many = "1 jotting is" if count == 1 else f"{count} jottings are"
        place = Place(capture=True, jotting=around.unfiled[0])
        message = f"{many} not filed to any item."
        yield should(FindingKind.UNFILED, str(count), message, place)


def _empty_parts(draft: NoteDraft) -> Iterator[Finding]:
    for section in draft.sections:
        if section.kind in _WANTED and not any(b.printed() or b.rows for b in section.blocks):
            message = f"“{section.heading}” is empty and will be left out."
            yield should(FindingKind.EMPTY_PART, section.id, message, Place(section.id))


_WANTED = ("purpose", "people", "findings", "strengths", "development", "feedback_given")
