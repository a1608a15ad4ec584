"""The authority's own categories: what the rulebook's rules propose, and why.

A proposal is never a decision. It names the most serious category whose rule holds on what is
known, the lines that led there, what stands in the way of moving there, what cannot be told, and
which single change of a finding would lead elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sif_desktop.domain.criteria import (
    InCategory,
    Outcome,
    Reason,
    Test,
    Verdict,
    answer,
    criteria_of,
    entered,
    months_after,
    parts_of,
)
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.known import Finding, Known
from sif_desktop.domain.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing the scheme asks about. `scale` is empty where it is met or not met; `test` answers
    it from figures or inspections where nobody has judged it by hand; `presumed` holds for what
    stands unless somebody says otherwise, such as that there are no serious concerns."""

    id: str
    text: str
    strand: str = ""
    scale: str = ""
    test: Test | None = None
    paragraph: str = ""
    only_if: Condition | None = None
    presumed: str = ""
    visibility: str = "school"  # school, la, restricted


@dataclass(frozen=True, slots=True)
class Gate:
    """A move out of or into these categories needs an event since the last change, or an
    inspection with one of `outcomes` since then. A first entry passes where `exempt_first`."""

    text: str
    leaving: tuple[str, ...] = ()
    entering: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    exempt_first: bool = False
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """`severity` 0 is least concern. `rule` is None where only an officer can say. `exit_months`
    is the time by which a provider is expected to have left; `extension` what the rulebook says of
    giving it longer."""

    code: str
    title: str
    severity: int
    rule: Test | None = None
    exit_months: int = 0
    paragraph: str = ""
    colour: str = ""
    expectation: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A dated stage a decision passes. A `required` one is left out only with a reason."""

    code: str
    title: str
    required: bool = False
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Capacity:
    """The judgement of capacity kept beside the category, on one of the pack's scales."""

    title: str
    scale: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Strand:
    """A group of criteria; `baseline` is what the rulebook expects of all of them."""

    id: str
    title: str
    baseline: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The categories of some kinds of provider. `otherwise` is proposed where no rule of a more
    serious category can hold; `flag_single` marks a proposal that rests on one criterion alone.
    `prevails` says whose view stands in a difference: school, authority, officer, or "" where the
    rulebook is silent."""

    id: str
    title: str
    categories: tuple[Category, ...]
    criteria: tuple[Criterion, ...] = ()
    gates: tuple[Gate, ...] = ()
    when: tuple[Condition, ...] = ()
    otherwise: str = ""
    flag_single: str = ""  # the paragraph that says one criterion is not normally enough
    stages: tuple[Stage, ...] = ()
    capacity: Capacity | None = None
    strands: tuple[Strand, ...] = ()
    prevails: str = ""
    paragraph: str = ""

    def fits(self, provider: Mapping[str, str]) -> bool:
        """Whether the scheme is for this provider."""
        return all(holds(condition, provider) for condition in self.when)

    def category(self, code: str) -> Category | None:
        return next((one for one in self.categories if one.code == code), None)

    def asked(self, provider: Mapping[str, str]) -> tuple[Criterion, ...]:
        """The criteria that apply to this provider."""
        return tuple(c for c in self.criteria if holds(c.only_if, provider))


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that, were it otherwise, would lead to another proposal ("" for none)."""

    criterion: str
    finding: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """`category` is "" where the rules cannot say. `open` are the criteria that nobody has judged
    and that could lead to something more serious; `counts` says how many criteria stand how."""

    scheme: str
    category: str
    reasons: tuple[Reason, ...] = ()
    blocked_by: tuple[Reason, ...] = ()
    open: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    would_change: tuple[Change, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


def propose(scheme: Scheme, known: Known) -> Proposal:
    """What the scheme's rules say of a provider."""
    seen = with_measured(scheme, known)
    found = _proposed(scheme, seen)
    return replace(
        found,
        blocked_by=tuple(_blocks(scheme, seen, found.category)),
        notes=tuple(_notes(scheme, found)),
        would_change=tuple(_changes(scheme, seen, found.category)),
        counts=tuple(_counts(scheme, seen)),
    )


def proposed(scheme: Scheme, known: Known) -> str:
    """The category alone that the rules propose, "" where they cannot say: for a whole caseload."""
    seen = with_measured(scheme, known)
    verdicts = Verdicts(seen)
    return _chosen(scheme, lambda rule: verdicts.of(rule, seen.findings))


def _chosen(scheme: Scheme, verdict_of: Callable[[Test], Verdict]) -> str:
    """What `_proposed` comes to, without the reasons."""
    unsure = False
    for category, rule in _ruled(scheme):
        verdict = verdict_of(rule)
        if verdict is Verdict.YES:
            return category.code
        unsure = unsure or verdict is Verdict.UNKNOWN
    return "" if unsure else scheme.otherwise


def _counts(scheme: Scheme, known: Known) -> Iterator[tuple[str, int]]:
    """How many of the criteria that apply stand how, in the order in which each is first found."""
    asked = scheme.asked(known.provider)
    found = Counter(known.findings.get(one.id, Finding.NOT_JUDGED.value) for one in asked)
    yield from found.items()


def with_measured(scheme: Scheme, known: Known) -> Known:
    """With the criteria that figures, inspections or a presumption answer; what was judged by
    hand stands."""
    measured = dict(known.findings)
    for criterion in scheme.asked(known.provider):
        if measured.get(criterion.id, Finding.NOT_JUDGED) == Finding.NOT_JUDGED:
            measured[criterion.id] = _measured(criterion, known)
    return replace(known, findings=measured)


def _measured(criterion: Criterion, known: Known) -> str:
    verdict = answer(criterion.test, known).verdict if criterion.test else Verdict.UNKNOWN
    if verdict is Verdict.UNKNOWN:
        return criterion.presumed or Finding.NOT_JUDGED
    return Finding.MET if verdict is Verdict.YES else Finding.NOT_MET


def _proposed(scheme: Scheme, known: Known) -> Proposal:
    """The most serious category whose rule holds, and what more serious ones still ask."""
    unknown: list[Reason] = []
    for category, rule in _ruled(scheme):
        outcome = answer(rule, known)
        if outcome.verdict is Verdict.YES:
            return Proposal(scheme.id, category.code, outcome.reasons, open=_once(unknown))
        if outcome.verdict is Verdict.UNKNOWN:
            unknown += _unjudged(outcome)
    if scheme.otherwise and not unknown:
        reason = Reason("", "", "No rule of a more serious category holds.", scheme.paragraph)
        return Proposal(scheme.id, scheme.otherwise, (reason,))
    return Proposal(scheme.id, "", open=_once(unknown))


def _ruled(scheme: Scheme) -> Iterator[tuple[Category, Test]]:
    """The categories that have a rule, the most serious first."""
    for category in sorted(scheme.categories, key=lambda one: -one.severity):
        if category.rule is not None:
            yield category, category.rule


def _unjudged(outcome: Outcome) -> Iterator[Reason]:
    """What is open of a rule that cannot be told yet: never what has an answer already."""
    return (reason for reason in outcome.reasons if reason.finding in _NO_ANSWER)


_NO_ANSWER = frozenset({Finding.NOT_JUDGED.value, Verdict.UNKNOWN.value, "not_known"})


def _once(reasons: list[Reason]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reasons))


def _notes(scheme: Scheme, found: Proposal) -> Iterator[Reason]:
    rests_on = {reason.criterion for reason in found.reasons if reason.criterion}
    if scheme.flag_single and found.category and len(rests_on) == 1:
        text = "This rests on one criterion alone, which is not normally enough."
        yield Reason(next(iter(rests_on)), "", text, scheme.flag_single)


# --- gates ----------------------------------------------------------------------------------------


def shut_gates(scheme: Scheme, known: Known, wanted: str) -> tuple[Reason, ...]:
    """The gates that are shut for a move from the present category to `wanted`."""
    return tuple(_blocks(scheme, known, wanted))


def _blocks(scheme: Scheme, known: Known, wanted: str) -> Iterator[Reason]:
    now = known.category
    if not wanted or (now is not None and now.category == wanted):
        return
    for gate in scheme.gates:
        if _concerns(gate, now.category if now else "", wanted) and not _passed(gate, known):
            yield Reason("gate", "not_passed", gate.text, gate.paragraph)


def _concerns(gate: Gate, leaving: str, entering: str) -> bool:
    first = leaving not in gate.leaving and leaving not in gate.entering
    if gate.exempt_first and first:
        return False
    return leaving in gate.leaving or entering in gate.entering


def _passed(gate: Gate, known: Known) -> bool:
    since = entered(known.categories) if known.categories else date.min
    event = known.last(gate.events, since) is not None
    inspected = any(
        set(one.outcomes) & set(gate.outcomes) and since <= one.day <= known.today
        for one in known.inspections
    )
    return event or inspected


# --- what would change it -------------------------------------------------------------------------


def _changes(scheme: Scheme, known: Known, category: str) -> Iterator[Change]:
    """Every single finding that would lead to another proposal if it were turned round.

    Only the rules that ask for a finding are asked again.
    """
    verdicts = Verdicts(known)
    asked = {id(rule): frozenset(criteria_of(rule)) for _, rule in _ruled(scheme)}
    now = {id(rule): verdicts.of(rule, known.findings) for _, rule in _ruled(scheme)}

    def otherwise(criterion: str, finding: str) -> str:
        turned = {**known.findings, criterion: finding}
        return _chosen(
            scheme,
            lambda rule: (
                verdicts.of(rule, turned) if criterion in asked[id(rule)] else now[id(rule)]
            ),
        )

    for criterion in _decisive(scheme):
        for other in (Finding.MET, Finding.NOT_MET):
            if other == known.findings.get(criterion, Finding.NOT_JUDGED):
                continue
            proposal = otherwise(criterion, other)
            if proposal != category:
                yield Change(criterion, other, proposal)


def _decisive(scheme: Scheme) -> tuple[str, ...]:
    """The criteria that any rule asks for, but for those answered on a scale."""
    graded = {criterion.id for criterion in scheme.criteria if criterion.scale}
    asked = (c for one in scheme.categories if one.rule for c in criteria_of(one.rule))
    return tuple(c for c in dict.fromkeys(asked) if c not in graded)


# --- time -----------------------------------------------------------------------------------------

EXTENDED = "category_exit_extended"  # an event; `about` is the day until which


@dataclass(frozen=True, slots=True)
class Clock:
    """When a provider is expected to have left its category. `extended`: the officer gave it longer
    than the rulebook, with a reason."""

    category: str
    since: date
    expected: date
    paragraph: str = field(default="")
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """From `day` on, the time spent in the present category counts towards `towards`."""

    towards: str
    months: int
    day: date
    paragraph: str


def clock(scheme: Scheme, known: Known) -> Clock | None:
    """The clock of the present category; None where the rulebook sets none."""
    now = known.category
    category = scheme.category(now.category) if now else None
    if category is None or not category.exit_months:
        return None
    since = entered(known.categories)
    given = known.last((EXTENDED,), since)
    if given is not None:
        until = date.fromisoformat(given.about)
        return Clock(category.code, since, until, category.paragraph, extended=True)
    expected = months_after(since, category.exit_months)
    return Clock(category.code, since, expected, category.paragraph)


def watches(scheme: Scheme, known: Known) -> tuple[Watch, ...]:
    """The days on which the time in the present category is long enough for the rule of another."""
    if not known.categories:
        return ()
    since = entered(known.categories)
    found = {
        Watch(one.code, test.months, months_after(since, test.months), test.paragraph)
        for one in scheme.categories
        if one.rule
        for test in parts_of(one.rule)
        if isinstance(test, InCategory)
        and test.months
        and known.categories[-1].category in test.categories
    }
    return tuple(sorted(found, key=lambda one: (one.day, one.towards)))
