"""Who signs a document off, in which order, and whether what they signed still stands.

A signature is of the words as they were: once they change it is asked for again, and it stands
again if the change is undone. Pure: what is recorded in, what stands and what is missing out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Finding, FindingKind, Place, Severity
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row, Section
from sif_desktop.domain.sentences import text_id

SIGN_OFFS = "sign_offs"  # kind and id of the section that tells them
SIGNATURES = "signatures"  # id of its block that leaves room to sign
COLUMNS = ("Role", "Name", "Date")
NOT_YET = "Not yet"
# What may change without anybody having to sign again: who receives it, its date, and the name of
# who signs the letter, which may come with the last signature.
_APART = frozenset({SIGN_OFFS, "circulation"})
_ROWS_APART = frozenset({"to:date", "end:signatory", "end:copies"})


class Printed(StrEnum):
    """How the sign-off stands in the document."""

    NO = "no"
    TABLE = "table"  # role, name and date
    SIGNATURES = "signatures"  # room to sign on paper
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Signer:
    role: str  # the rulebook's code
    label: str


@dataclass(frozen=True, slots=True)
class Signature:
    """`words` stands for the draft that was signed (`words_of`)."""

    name: str
    on: str  # ISO
    words: str


class Standing(StrEnum):
    OPEN = "open"
    SIGNED = "signed"
    CHANGED = "changed"  # signed, but the words are others now


@dataclass(frozen=True, slots=True)
class Step:
    """One who signs, and how their signature stands."""

    signer: Signer
    standing: Standing
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs in order, and what was signed by role. `copies` are those that tell it."""

    signers: tuple[Signer, ...] = ()
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    printed: Printed = Printed.NO
    heading: str = ""
    copies: tuple[str, ...] = ()
    source: str = ""

    def steps(self, words: str) -> tuple[Step, ...]:
        """How each stands while the draft's words are `words`."""
        return tuple(self._step(signer, words) for signer in self.signers)

    def _step(self, signer: Signer, words: str) -> Step:
        signature = self.signatures.get(signer.role)
        if signature is None:
            return Step(signer, Standing.OPEN)
        standing = Standing.SIGNED if signature.words == words else Standing.CHANGED
        return Step(signer, standing, signature)


def words_of(draft: NoteDraft, day: str = "") -> str:
    """Eight characters that stand for the words of a draft, but for those nobody signs.

    `day` is the ISO date a letter bears today; it stands for itself wherever it is written.
    """
    said = long_date(day)
    words = "\n".join(_parts(draft))
    return text_id(words.replace(said, "{date}") if said else words)


def _parts(draft: NoteDraft) -> Iterator[str]:
    for section in draft.sections:
        if section.kind in _APART:
            continue
        yield section.heading
        for block in section.blocks:
            yield block.text if block.kind is BlockKind.HEADING else ""
            yield from (f"{s.visibility}:{s.text}" for s in block.printed())
            for row in block.rows:
                if row.id not in _ROWS_APART:
                    yield "\t".join(row.cells)


def signed(signing: Signing, role: str, signature: Signature, today: date) -> dict[str, Signature]:
    """The signatures with one more. Raises Problem out of turn or without a name or a day."""
    steps = signing.steps(signature.words)
    place = next((n for n, step in enumerate(steps) if step.signer.role == role), None)
    if place is None:
        raise Problem("The rulebook does not ask this role to sign.", "Choose another role.")
    if not signature.name.strip():
        raise Problem("Nobody is named who signs.", "Type the name.")
    before = next((s for s in steps[:place] if s.standing is not Standing.SIGNED), None)
    if before is not None:
        raise Problem(
            f"{before.signer.label} signs before {steps[place].signer.label}.",
            f"Record that of {before.signer.label} first.",
        )
    _refuse_day(signature.on, steps[:place], today)
    kept = {step.signer.role: step.signature for step in steps[:place] if step.signature}
    return {**kept, role: signature}


def _refuse_day(on: str, before: Sequence[Step], today: date) -> None:
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise Problem("The sign-off has no date.", "Type the day it was signed.") from None
    if day > today:
        raise Problem("The sign-off has a date to come.", "Type the day it was signed.")
    earlier = [step.signature.on for step in before if step.signature]
    if earlier and on < earlier[-1]:
        raise Problem(
            f"{before[-1].signer.label} signed on {long_date(earlier[-1])}, which is later.",
            "They sign one after the other: correct one of the two dates.",
        )


def withdrawn(signing: Signing, role: str) -> dict[str, Signature]:
    """The signatures before that of `role`: with it, all that rest on it are taken back."""
    roles = [signer.role for signer in signing.signers]
    upto = roles[: roles.index(role)] if role in roles else roles
    return {name: given for name, given in signing.signatures.items() if name in upto}


def findings(signing: Signing, draft: NoteDraft, day: str = "") -> Iterator[Finding]:
    """What keeps the document from being issued: each signature that is missing or stale."""
    for step in signing.steps(words_of(draft, day)):
        if step.standing is Standing.OPEN:
            message = f"{step.signer.label} has not signed it off."
        elif step.standing is Standing.CHANGED and step.signature:
            message = (
                f"The words changed after {step.signer.label} signed it off on "
                f"{long_date(step.signature.on)}. It has to be signed again."
            )
        else:
            continue
        place = Place(SIGN_OFFS, sign_off=step.signer.role)
        kind = FindingKind.SIGN_OFF
        yield Finding(f"{kind}:{step.signer.role}", kind, Severity.MUST, message, place)


def with_sign_offs(draft: NoteDraft, signing: Signing, day: str = "") -> NoteDraft:
    """The draft with the section at its end that tells who signed it off, as it stands now."""
    before = next((section for section in draft.sections if section.id == SIGN_OFFS), None)
    others = tuple(section for section in draft.sections if section is not before)
    own = tuple(block for block in before.blocks if block.own) if before else ()
    blocks = (*_blocks(signing, signing.steps(words_of(draft, day))), *own)
    if not blocks:
        return replace(draft, sections=others)
    section = before or Section(SIGN_OFFS, SIGN_OFFS, signing.heading)
    section = replace(section, blocks=blocks, copies=signing.copies)
    return replace(draft, sections=(*others, section))


def _blocks(signing: Signing, steps: Sequence[Step]) -> Iterator[Block]:
    if steps and signing.printed in (Printed.TABLE, Printed.BOTH):
        rows = tuple(Row(f"sign_off:{step.signer.role}", _cells(step)) for step in steps)
        yield Block(SIGN_OFFS, BlockKind.TABLE, columns=COLUMNS, rows=rows)
    if steps and signing.printed in (Printed.SIGNATURES, Printed.BOTH):
        rows = tuple(
            Row(f"signature:{step.signer.role}", (step.signer.label, _name(step))) for step in steps
        )
        yield Block(SIGNATURES, BlockKind.FACTS, columns=COLUMNS[:2], rows=rows)


def _cells(step: Step) -> tuple[str, ...]:
    if step.signature is None or step.standing is not Standing.SIGNED:
        return (step.signer.label, _name(step) or NOT_YET, NOT_YET)
    return (step.signer.label, step.signature.name, long_date(step.signature.on))


def _name(step: Step) -> str:
    return step.signature.name if step.signature else ""
