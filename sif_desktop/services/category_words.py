"""How the rules' answers about a category read to an officer, in the rulebook's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sif_desktop.domain.categories import Criterion, Proposal, Scheme, with_measured
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.criteria import Reason, Verdict, answer
from sif_desktop.domain.known import Finding, Known
from sif_desktop.services.category_lines import (
    HAND,
    NOBODY,
    PRESUMED,
    RECORD,
    Line,
    ProposalView,
)

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
STANDS = {
    Finding.MET: "met",
    Finding.NOT_MET: "not met",
    Finding.NOT_JUDGED: "not judged",
    "yes": "yes",
    "no": "no",
    "cannot_tell": "cannot be told",
    "not_known": "not known",
    "not_passed": "not on record",
    "none": "none",
}
PREVAILS = {
    "school": "In a difference of view the school’s own view stands.",
    "authority": "In a difference of view the authority’s decision stands, the school’s beside it.",
    "officer": "In a difference of view the officer’s judgement stands, the school’s beside it.",
    "": "The rulebook does not say whose view stands in a difference.",
}


def options(pack: Pack, criterion: Criterion) -> tuple[tuple[str, str], ...]:
    """The findings a graded criterion may have; none for one that is met or not met."""
    steps = pack.scale(criterion.scale).steps if criterion.scale else ()
    return tuple((step.value, step.label) for step in steps)


def finding_label(pack: Pack, criterion: Criterion, value: str) -> str:
    labels = dict(options(pack, criterion))
    return labels.get(value) or STANDS.get(value, value)


def standing(scheme: Scheme, known: Known) -> Iterator[tuple[Criterion, str, str]]:
    """Every criterion that applies, how it stands, and who says so."""
    answered = with_measured(scheme, known).findings
    for criterion in scheme.asked(known.provider):
        value = answered.get(criterion.id, Finding.NOT_JUDGED)
        yield criterion, value, _by(criterion, known, value)


def _by(criterion: Criterion, known: Known, value: str) -> str:
    if known.findings.get(criterion.id, Finding.NOT_JUDGED) != Finding.NOT_JUDGED:
        return HAND
    if criterion.test and answer(criterion.test, known).verdict is not Verdict.UNKNOWN:
        return RECORD
    return NOBODY if value == Finding.NOT_JUDGED else PRESUMED


def proposal_view(pack: Pack, scheme: Scheme, found: Proposal) -> ProposalView:
    criteria = {one.id: one for one in scheme.criteria}

    def lines(reasons: Iterable[Reason]) -> tuple[Line, ...]:
        return tuple(line_of(pack, criteria, reason) for reason in reasons)

    return ProposalView(
        found.category,
        label_of(pack, found.category),
        lines(found.reasons),
        lines(found.blocked_by),
        lines(found.open),
        lines(found.notes),
        tuple(_changes(pack, criteria, found)),
    )


def line_of(pack: Pack, criteria: dict[str, Criterion], reason: Reason) -> Line:
    criterion = criteria.get(reason.criterion)
    text = reason.text or (criterion.text if criterion else "") or _thing(pack, reason.criterion)
    stands = finding_label(pack, criterion, reason.finding) if criterion else ""
    paragraph = reason.paragraph or (criterion.paragraph if criterion else "")
    return Line(text, stands or _said(pack, reason), paragraph)


def label_of(pack: Pack, code: str) -> str:
    """A category as the rulebook calls it to others: its title alone may read like a grade."""
    return pack.category_label(code) if code else ""


def _thing(pack: Pack, code: str) -> str:
    return pack.indicators.get(code) or pack.event_kinds().get(code) or code.replace("_", " ")


def _said(pack: Pack, reason: Reason) -> str:
    """How what was asked stands: outcomes, a category or a day in words."""
    said = reason.finding
    if said in STANDS:
        return STANDS[said]
    if reason.criterion == "inspection":
        return ", ".join(pack.outcomes.get(one, one) for one in said.split(", "))
    if reason.criterion == "category" and " since " in said:
        code, day = said.rsplit(" since ", 1)
        return f"{label_of(pack, code)} since {long_date(day)}"
    return long_date(said) if _ISO.fullmatch(said) else said.replace("_", " ")


def _changes(pack: Pack, criteria: dict[str, Criterion], found: Proposal) -> Iterator[str]:
    """One sentence for each proposal and finding that a single change would lead to."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for change in found.would_change:
        criterion = criteria.get(change.criterion)
        named = f"“{criterion.text}”" if criterion else change.criterion
        grouped.setdefault((change.proposal, change.finding), []).append(named)
    for (proposal, finding), all_named in grouped.items():
        leads = label_of(pack, proposal) if proposal else "no proposal"
        said, more = STANDS[finding], " …" if len(all_named) > 3 else ""
        if len(all_named) == 1:
            yield f"{leads}, were {all_named[0]} {said}"
        else:
            first = ", ".join(all_named[:3])
            yield f"{leads}, were any one of {len(all_named)} {said}: {first}{more}"
