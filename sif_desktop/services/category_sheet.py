"""The sheet on categories, criteria and entitlements that is shared with all schools."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sif_desktop.reports.builders.category_sheet import (
    CategorySheetFacts,
    SheetCategory,
    SheetCriterion,
    SheetEntitlement,
    SheetScheme,
    SheetStrand,
)
from sif_desktop.services.condition_words import condition_phrase
from sif_desktop.services.rule_words import Wording, rule_words

if TYPE_CHECKING:
    from sif_desktop.domain.categories import Category, Criterion, Scheme
    from sif_desktop.domain.entitlements import Entitlement
    from sif_desktop.domain.forms import Condition
    from sif_desktop.frameworks.pack import Pack

_SINGLE = "One criterion alone is not normally enough"
_OTHERS = "Other criteria"
_PUBLIC = "school"  # what the authority or few may see is on no public sheet


def sheet_facts(pack: Pack, organisation: str, logo: bytes, logo_alt: str) -> CategorySheetFacts:
    """All the sheet says, from the rulebook alone."""
    book = pack.rulebook
    return CategorySheetFacts(
        title="Categories, criteria and entitlements",
        based_on=", ".join(filter(None, (book.title, book.version))) if book else "",
        version=pack.version,
        schemes=tuple(_scheme(scheme, pack) for scheme in pack.schemes),
        entitlements=tuple(_entitlement(one, pack) for one in pack.entitlements),
        organisation=organisation,
        logo=logo,
        logo_alt=logo_alt,
    )


def _scheme(scheme: Scheme, pack: Pack) -> SheetScheme:
    strands = tuple(_grouped(scheme))
    by = Wording(pack, _numbers(strands))
    return SheetScheme(
        scheme.title,
        tuple(_told(scheme, pack)),
        tuple(_category(one, scheme, by) for one in scheme.categories),
        tuple(
            SheetStrand(title, baseline, tuple(_criterion(one, by) for one in criteria))
            for title, baseline, criteria in strands
        ),
    )


def _grouped(scheme: Scheme) -> Iterator[tuple[str, str, tuple[Criterion, ...]]]:
    """Title, baseline and public criteria of each strand; those of no strand come last."""
    public = [one for one in scheme.criteria if one.visibility == _PUBLIC]
    named = {strand.id for strand in scheme.strands}
    for strand in scheme.strands:
        if mine := tuple(one for one in public if one.strand == strand.id):
            yield strand.title, strand.baseline, mine
    if rest := tuple(one for one in public if one.strand not in named):
        yield _OTHERS if named else "The criteria", "", rest


def _numbers(strands: tuple[tuple[str, str, tuple[Criterion, ...]], ...]) -> dict[str, str]:
    """The rulebook's own number of each criterion; one that has only a name is counted."""
    return {
        one.id: one.id if any(c.isdigit() for c in one.id) else f"{strand}.{place}"
        for strand, (_, _, criteria) in enumerate(strands, 1)
        for place, one in enumerate(criteria, 1)
    }


def _told(scheme: Scheme, pack: Pack) -> Iterator[str]:
    if scheme.when:
        yield f"For: {_whom(scheme.when, pack)}."
    if scheme.flag_single:
        where = "" if scheme.flag_single == "app" else f" ({scheme.flag_single})"
        yield f"{_SINGLE}{where}."


def _category(category: Category, scheme: Scheme, by: Wording) -> SheetCategory:
    reached = rule_words(category.rule, by) if category.rule else ""
    if not reached and scheme.otherwise == category.code:
        reached = "no rule of a more serious category holds"
    follows = [category.expectation]
    if category.exit_months:
        follows.append(f"Expected to leave within {category.exit_months} months.")
    expects = " ".join(filter(None, follows))
    return SheetCategory(category.title, _sentence(reached), expects, category.paragraph)


def _criterion(criterion: Criterion, by: Wording) -> SheetCriterion:
    steps = by.pack.scale(criterion.scale).steps if criterion.scale else ()
    text = criterion.text
    if criterion.only_if:
        text = f"{text} (only for: {condition_phrase(criterion.only_if, by.pack)})"
    answered = ", ".join(step.label for step in steps)
    return SheetCriterion(by.number(criterion.id), text, answered, criterion.paragraph)


def _entitlement(one: Entitlement, pack: Pack) -> SheetEntitlement:
    charges = {charge.code: charge.label for charge in pack.charges}
    terms = [charges.get(one.charge, one.charge), "may be declined" if one.may_decline else ""]
    amount = f"{one.words}, each {one.per}" if one.days is not None or one.visits else one.words
    whom = _whom(one.when, pack) or "all"
    return SheetEntitlement(one.title, amount, whom, ", ".join(filter(None, terms)), one.paragraph)


def _whom(when: tuple[Condition, ...], pack: Pack) -> str:
    return "; ".join(condition_phrase(condition, pack) for condition in when)


def _sentence(words: str) -> str:
    start = 1 if words.startswith("(") else 0
    return (
        f"{words[:start]}{words[start : start + 1].upper()}{words[start + 1 :]}." if words else ""
    )
