"""The closed set of tests a rulebook may build its rules from, and how each is answered.

A test says yes, no or cannot tell, and what it rests on. "Cannot tell" is not "no": what nobody has
judged or measured can neither put a provider into a category nor keep it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Literal

from dateutil.relativedelta import relativedelta

from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.known import Figure, Finding, Held, Known


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "cannot_tell"


# What the opposite of a test says.
TURNED: Mapping[Verdict, Verdict] = {
    Verdict.YES: Verdict.NO,
    Verdict.NO: Verdict.YES,
    Verdict.UNKNOWN: Verdict.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of an explanation: what was asked, how it stands, and where the rule says so."""

    criterion: str
    finding: str
    text: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and the lines that led to it."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


# --- tests ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FindingIs:
    """The criterion was found to be one of `values`: met, not_met, or a step of its scale."""

    criterion: str
    values: tuple[str, ...]
    text: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class FigureIs:
    """A measure is `side` of `value`, or of its comparator where no value is given.

    `years` consecutive years must agree. `any_group`: one group suffices. `direction` looks at
    the change over those years instead: falling or rising each year.
    """

    code: str
    side: Literal["below", "above", "falling", "rising"]
    value: float | None = None
    years: int = 1
    any_group: bool = False
    text: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection had one of these outcomes: the latest judgement or an interim visit since, or
    any within so many months."""

    outcomes: tuple[str, ...]
    within_months: int = 0
    text: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class InCategory:
    """The present category is one of these, and has been for at least so many months."""

    categories: tuple[str, ...]
    months: int = 0
    text: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One of these things took place, within so many months (0: ever)."""

    kinds: tuple[str, ...]
    within_months: int = 0
    text: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ProviderIs:
    """A fact of the provider."""

    condition: Condition
    text: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class AllOf:
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the tests say yes; with 1, any of them."""

    count: int
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    test: Test


Test = FindingIs | FigureIs | Inspected | InCategory | Happened | ProviderIs | AllOf | AtLeast | Not


def any_of(*tests: Test) -> AtLeast:
    return AtLeast(1, tests)


# --- answers --------------------------------------------------------------------------------------


def answer(test: Test, known: Known) -> Outcome:
    """How `test` stands on what is known."""
    return _ANSWERS[type(test)](test, known)


def _finding(test: FindingIs, known: Known) -> Outcome:
    found = known.findings.get(test.criterion, Finding.NOT_JUDGED)
    reason = Reason(test.criterion, found, test.text, test.paragraph)
    if found == Finding.NOT_JUDGED:
        return Outcome(Verdict.UNKNOWN, (reason,))
    return Outcome(Verdict.YES if found in test.values else Verdict.NO, (reason,))


def _measured(test: FigureIs, known: Known) -> Outcome:
    groups = known.groups(test.code) if test.any_group else ("",)
    answers = [(group, _figure(test, known.series(test.code, group))) for group in groups]
    verdicts = [verdict for _, verdict in answers]
    verdict = _any(verdicts) if verdicts else Verdict.UNKNOWN
    named = [group for group, said in answers if said is Verdict.YES and group]
    words = f"{test.text} ({', '.join(named)})" if named else test.text
    return Outcome(verdict, (Reason(test.code, verdict, words, test.paragraph),))


def _figure(test: FigureIs, series: tuple[Figure, ...]) -> Verdict:
    """Whether the newest `years` figures, one year after the other, all agree."""
    need = test.years + (test.side in ("falling", "rising"))
    newest = series[-need:]
    if len(newest) < need or newest[-1].year - newest[0].year != need - 1:
        return Verdict.UNKNOWN
    if test.side in ("falling", "rising"):
        steps = [later.value - earlier.value for earlier, later in pairwise(newest)]
        agreed = all(step < 0 if test.side == "falling" else step > 0 for step in steps)
        return Verdict.YES if agreed else Verdict.NO
    limits = [test.value if test.value is not None else figure.comparator for figure in newest]
    sides = [
        figure.value < limit if test.side == "below" else figure.value > limit
        for figure, limit in zip(newest, limits, strict=True)
        if limit is not None
    ]
    if len(sides) < need:
        return Verdict.UNKNOWN
    return Verdict.YES if all(sides) else Verdict.NO


def _inspected(test: Inspected, known: Known) -> Outcome:
    past = [one for one in known.inspections if one.day <= known.today]
    if not past:
        reason = Reason("inspection", "not_known", test.text, test.paragraph)
        return Outcome(Verdict.UNKNOWN, (reason,))
    looked_at = list(known.standing)
    if test.within_months:
        earliest = months_after(known.today, -test.within_months)
        looked_at = [one for one in past if one.day >= earliest]
    fit = [one for one in looked_at if set(one.outcomes) & set(test.outcomes)]
    shown = fit[-1] if fit else known.judged or past[-1]
    said = ", ".join(shown.outcomes) or "no outcome"
    reason = Reason("inspection", said, test.text, test.paragraph)
    return Outcome(Verdict.YES if fit else Verdict.NO, (reason,))


def _held(test: InCategory, known: Known) -> Outcome:
    now = known.category
    if now is None:
        reason = Reason("category", "none", test.text, test.paragraph)
        return Outcome(Verdict.NO, (reason,))
    since = entered(known.categories)
    long_enough = months_after(since, test.months) <= known.today
    fits = now.category in test.categories and long_enough
    said = f"{now.category} since {since.isoformat()}"
    reason = Reason("category", said, test.text, test.paragraph)
    return Outcome(Verdict.YES if fits else Verdict.NO, (reason,))


def _happened(test: Happened, known: Known) -> Outcome:
    since = months_after(known.today, -test.within_months) if test.within_months else None
    event = known.last(test.kinds, since)
    said = event.day.isoformat() if event else "not recorded"
    reason = Reason(event.kind if event else test.kinds[0], said, test.text, test.paragraph)
    return Outcome(Verdict.YES if event else Verdict.NO, (reason,))


def _provider(test: ProviderIs, known: Known) -> Outcome:
    value = known.provider.get(test.condition.subject, "")
    reason = Reason(test.condition.subject, value or "not_known", test.text, test.paragraph)
    if not value:
        return Outcome(Verdict.UNKNOWN, (reason,))
    fits = holds(test.condition, known.provider)
    return Outcome(Verdict.YES if fits else Verdict.NO, (reason,))


def _all(test: AllOf, known: Known) -> Outcome:
    return _counted([answer(one, known) for one in test.tests], len(test.tests))


def _at_least(test: AtLeast, known: Known) -> Outcome:
    return _counted([answer(one, known) for one in test.tests], test.count)


def _not(test: Not, known: Known) -> Outcome:
    inner = answer(test.test, known)
    return Outcome(TURNED[inner.verdict], inner.reasons)


def _counted(outcomes: list[Outcome], count: int) -> Outcome:
    """Yes, no or cannot tell by counting, and the reasons that settle or could settle it."""
    by: dict[Verdict, list[Outcome]] = {verdict: [] for verdict in Verdict}
    for outcome in outcomes:
        by[outcome.verdict].append(outcome)
    yes, unknown = len(by[Verdict.YES]), len(by[Verdict.UNKNOWN])
    if yes >= count:
        return Outcome(Verdict.YES, _reasons(by[Verdict.YES]))
    if yes + unknown >= count:
        return Outcome(Verdict.UNKNOWN, _reasons([*by[Verdict.YES], *by[Verdict.UNKNOWN]]))
    return Outcome(Verdict.NO, _reasons(by[Verdict.NO]))


def _reasons(outcomes: Iterable[Outcome]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reason for outcome in outcomes for reason in outcome.reasons))


def _any(verdicts: list[Verdict]) -> Verdict:
    if Verdict.YES in verdicts:
        return Verdict.YES
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.NO


_ANSWERS: Mapping[type, Callable[[Any, Known], Outcome]] = {
    FindingIs: _finding,
    FigureIs: _measured,
    Inspected: _inspected,
    InCategory: _held,
    Happened: _happened,
    ProviderIs: _provider,
    AllOf: _all,
    AtLeast: _at_least,
    Not: _not,
}


def parts_of(test: Test) -> Iterator[Test]:
    """The single tests that a test is joined of, in order."""
    match test:
        case AllOf() | AtLeast():
            for one in test.tests:
                yield from parts_of(one)
        case Not():
            yield from parts_of(test.test)
        case _:
            yield test


def criteria_of(test: Test) -> tuple[str, ...]:
    """The criteria a test asks for, in order, each once."""
    asked = (one.criterion for one in parts_of(test) if isinstance(one, FindingIs))
    return tuple(dict.fromkeys(asked))


# --- days -----------------------------------------------------------------------------------------


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative), or the last day of that month."""
    return day + relativedelta(months=months)


def entered(history: tuple[Held, ...]) -> date:
    """When the present category was entered: entries of the same one before it belong to it."""
    since = history[-1].since
    for held in reversed(history):
        if held.category != history[-1].category:
            break
        since = held.since
    return since
