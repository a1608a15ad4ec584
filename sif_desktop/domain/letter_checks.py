"""What is missing or unsafe in a letter before it is issued, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sif_desktop.domain import draft_checks
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.findings import Finding, FindingKind, Place, Severity, in_order
from sif_desktop.domain.form_values import validate
from sif_desktop.domain.letter import BODY, LetterFacts, frame_of
from sif_desktop.domain.note import NoteDraft, Sentence


def check(
    draft: NoteDraft, facts: LetterFacts, around: Around, *, named_later: bool = False
) -> tuple[Finding, ...]:
    """Every finding, those that must be put right first, then in the order of the letter.

    `named_later`: who signs the letter also signs it off, and is named then.
    """
    ours = (*facts.values.values(), *facts.addressee.names, facts.addressee.label)
    found = [
        *_fields(facts),
        *(finding for finding in _frame(facts) if not (named_later and finding.id == _UNSIGNED)),
        *_text(draft),
        *draft_checks.changed(draft),
        *draft_checks.conflicts(around),
        *draft_checks.words(_written(draft, facts), ours, around),
    ]
    return in_order(found)


def missing(facts: LetterFacts) -> tuple[str, ...]:
    """The codes of the fields that must be filled in and are not."""
    fields = facts.text.fields
    return tuple(f.code for f in fields if f.required and not facts.stored(f))


def _written(draft: NoteDraft, facts: LetterFacts) -> NoteDraft:
    """The draft without the sentences that are the rulebook's alone, which name nobody."""
    own = {wanted.code for wanted in facts.text.fields}

    def keep(sentence: Sentence) -> bool:
        filled = any(ref.kind == "field" and ref.item in own for ref in sentence.evidence)
        return sentence.own or sentence.edited or filled

    return draft.map_blocks(lambda b: replace(b, sentences=tuple(filter(keep, b.sentences))))


_UNSIGNED = f"{FindingKind.FIELD}:_signatory"


def _fields(facts: LetterFacts) -> Iterator[Finding]:
    labels = {wanted.code: wanted.label for wanted in facts.text.fields}
    for code in missing(facts):
        yield _must(code, f"“{labels[code]}” is not filled in.")
    for wanted in facts.text.fields:
        if fault := validate(wanted.item, facts.stored(wanted)):
            yield _must(wanted.code, f"“{wanted.label}”: {fault}")


def _frame(facts: LetterFacts) -> Iterator[Finding]:
    said = frame_of(facts)
    if not said["_signatory"]:
        yield _must("_signatory", f"Nobody is named who signs as {facts.signatory}.")
    if not said["_addressee"] and not facts.addressee.body:
        message = f"No name is known for “{facts.addressee.label}”: the letter addresses the role."
        yield _should("_addressee", message)
    if len(said["_address"].splitlines()) < 3:
        yield _should("_address", "The address has no street or town.")


def _text(draft: NoteDraft) -> Iterator[Finding]:
    body = [section for section in draft.sections if section.kind == BODY]
    if not any(block.printed() for section in body for block in section.blocks):
        kind = FindingKind.EMPTY_PART
        place = Place(body[0].id if body else "")
        yield Finding(f"{kind}:letter", kind, Severity.MUST, "The letter says nothing.", place)


def _must(code: str, message: str) -> Finding:
    kind = FindingKind.FIELD
    return Finding(f"{kind}:{code}", kind, Severity.MUST, message, Place(field=code))


def _should(code: str, message: str) -> Finding:
    kind = FindingKind.FIELD
    return Finding(f"{kind}:{code}", kind, Severity.SHOULD, message, Place(field=code))
