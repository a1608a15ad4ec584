"""The rules of a rulebook in words: when a category is reached, for whom something is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.criteria import (
    AllOf,
    AtLeast,
    FigureIs,
    FindingIs,
    Happened,
    InCategory,
    Inspected,
    Not,
    ProviderIs,
    Test,
)
from sif_desktop.services.condition_words import condition_phrase

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

_UNSHARED = "a matter that is not shared"
_NUMBERED = re.compile(r"(.*?)(\d+)$")
_FINDINGS = {"met": "met", "not_met": "not met"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The rulebook's words, and the numbers of the criteria that readers may know of."""

    pack: Pack
    numbers: Mapping[str, str]

    def number(self, criterion: str) -> str:
        return self.numbers.get(criterion, _UNSHARED)


def rule_words(test: Test, by: Wording) -> str:
    """When the test says yes; criteria are named by their numbers."""
    match test:
        case FindingIs():
            return f"{by.number(test.criterion)} is {_found(test, by)}"
        case AllOf():
            return _joined(test.tests, by, "and")
        case AtLeast():
            return _counted(test, by)
        case Not():
            return f"it does not hold that {rule_words(test.test, by)}"
        case _:
            return _fact(test, by)


def _counted(test: AtLeast, by: Wording) -> str:
    """One sentence for findings of one kind, however many; else each test with its own words."""
    findings = [one for one in test.tests if isinstance(one, FindingIs)]
    if _alike(test):
        of = _numbers(by.number(one.criterion) for one in findings)
        verb = "is" if test.count == 1 else "are"
        return f"at least {_count(test.count)} of {of} {verb} {_found(findings[0], by)}"
    if test.count == 1:
        return _joined(test.tests, by, "or")
    said = "; ".join(rule_words(one, by) for one in test.tests)
    return f"at least {_count(test.count)} of these hold: {said}"


def _alike(test: AtLeast) -> bool:
    """Whether it counts nothing but findings of one kind."""
    findings = [one for one in test.tests if isinstance(one, FindingIs)]
    same = len({one.values for one in findings}) == 1
    return same and 1 < len(findings) == len(test.tests)


def _joined(tests: tuple[Test, ...], by: Wording, word: str) -> str:
    parts = [rule_words(one, by) for one in tests]
    bracketed = [
        f"({part})" if len(tests) > 1 and _compound(one) else part
        for one, part in zip(tests, parts, strict=True)
    ]
    return f", {word} ".join(bracketed)


def _compound(test: Test) -> bool:
    """Whether its words need brackets among others."""
    return isinstance(test, AllOf) or (isinstance(test, AtLeast) and not _alike(test))


def _fact(test: Test, by: Wording) -> str:
    match test:
        case FigureIs():
            return _figure(test, by)
        case Inspected():
            said = " or ".join(by.pack.outcomes.get(one, _plain(one)) for one in test.outcomes)
            if test.within_months:
                return f"an inspection of the last {_months(test.within_months)} found: {said}"
            return f"the latest inspection found: {said}"
        case InCategory():
            labels = " or ".join(by.pack.category_label(one) for one in test.categories)
            since = f" for at least {_months(test.months)}" if test.months else ""
            return f"it has been in {labels}{since}" if since else f"it is in {labels}"
        case Happened():
            kinds = by.pack.event_kinds()
            said = " or ".join(kinds.get(one, _plain(one)) for one in test.kinds)
            within = f" in the last {_months(test.within_months)}" if test.within_months else ""
            return f"this took place{within}: {said}"
        case ProviderIs():
            return f"it is one of: {condition_phrase(test.condition, by.pack)}"
        case _:
            return ""


def _figure(test: FigureIs, by: Wording) -> str:
    name = by.pack.indicators.get(test.code, _plain(test.code))
    group = " of any group" if test.any_group else ""
    years = f" for {_count(test.years)} years" if test.years > 1 else ""
    if test.side in ("falling", "rising"):
        return f"{name}{group} is {test.side}{years}"
    limit = "what it is compared with" if test.value is None else f"{test.value:g}"
    return f"{name}{group} is {test.side} {limit}{years}"


def _found(test: FindingIs, by: Wording) -> str:
    steps = {step.value: step.label for scale in by.pack.scales.values() for step in scale.steps}
    return " or ".join(_FINDINGS.get(one) or steps.get(one, _plain(one)) for one in test.values)


def _numbers(ids: Iterable[str]) -> str:
    """ "S1.1 to S1.9, S2.1": numbers that follow one another are drawn together."""
    return ", ".join(
        run[0] if len(run) == 1 else f"{run[0]} {'to' if len(run) > 2 else 'and'} {run[-1]}"
        for run in _runs(ids)
    )


def _runs(ids: Iterable[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for one in ids:
        if run and not _follows(run[-1], one):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _follows(before: str, after: str) -> bool:
    first, second = _NUMBERED.fullmatch(before), _NUMBERED.fullmatch(after)
    if not first or not second:
        return False
    return first[1] == second[1] and int(second[2]) == int(first[2]) + 1


def _count(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)


def _months(number: int) -> str:
    return "one month" if number == 1 else f"{number} months"


def _plain(code: str) -> str:
    return code.replace("_", " ")
