"""What may be done about a provider that causes concern: a ladder of steps, and formal powers.

A ladder is for some kinds of provider. A step is open once those it waits for are taken; taking
another is possible but needs a reason. A power is the law's: where it does not apply it is closed,
and the ladder says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sif_desktop.domain.criteria import Test
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition


@dataclass(frozen=True, slots=True)
class Sets:
    """What holds of the provider once a step is taken: a value of one of the rulebook's dated
    facts."""

    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class LadderStep:
    """`only_after` are the steps it waits for: None for all listed before it but those that may
    be skipped. `mode` is informal, meeting, letter, report or formal."""

    code: str
    title: str
    mode: str = "meeting"
    who: tuple[str, ...] = ()
    letter: str = ""
    only_after: tuple[str, ...] | None = None
    may_skip: bool = False
    paragraph: str = ""
    sets: Sets | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    id: str
    title: str
    steps: tuple[LadderStep, ...]
    when: tuple[Condition, ...] = ()
    paragraph: str = ""

    def step(self, code: str) -> LadderStep | None:
        return next((one for one in self.steps if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Power:
    """A formal power. `unless` says in words to whom it is not open."""

    code: str
    title: str
    statute: str
    by: str = "authority"  # or secretary_of_state
    when: tuple[Condition, ...] = ()
    after: tuple[str, ...] = ()  # steps or powers that come first
    unless: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ExitCriterion:
    id: str
    text: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class CaseRules:
    """When a case is proposed, to whom it goes up, and what ends it."""

    listed_when: Test | None = None
    level: str = ""  # role of the senior officer
    exit: tuple[ExitCriterion, ...] = ()
    after_care_months: int = 0
    paragraph: str = ""


def ladder_for(ladders: Iterable[Ladder], provider: Mapping[str, str]) -> Ladder | None:
    """The first ladder for such a provider."""
    fit = (one for one in ladders if all(holds(c, provider) for c in one.when))
    return next(fit, None)


def ladder_now(
    ladders: Iterable[Ladder],
    own: Ladder | None,
    provider: Mapping[str, str],
    taken: Collection[str],
) -> Ladder | None:
    """The ladder of a case: its own, or that of what the provider has become since where it holds
    every step taken."""
    now = ladder_for(ladders, provider)
    steps = {one.code for one in now.steps} if now else set()
    return now if steps >= set(taken) and steps else own


def waits_for(ladder: Ladder, step: LadderStep, taken: Collection[str]) -> tuple[LadderStep, ...]:
    """The steps that come before `step` and have not been taken."""
    if step.only_after is not None:
        before = [one for one in ladder.steps if one.code in step.only_after]
    else:
        before = [one for one in ladder.steps[: ladder.steps.index(step)] if not one.may_skip]
    return tuple(one for one in before if one.code not in taken)


def permitted(ladder: Ladder, taken: Collection[str]) -> tuple[LadderStep, ...]:
    """The steps that are open now and have not been taken, in the ladder's order."""
    return tuple(
        one for one in ladder.steps if one.code not in taken and not waits_for(ladder, one, taken)
    )


@dataclass(frozen=True, slots=True)
class PowerNow:
    """A power and, where it is not open, why; "" where it is."""

    power: Power
    why_not: str


def powers_now(
    powers: Iterable[Power],
    provider: Mapping[str, str],
    taken: Collection[str],
    names: Mapping[str, str],
) -> tuple[PowerNow, ...]:
    """Every power and whether it is open; `names` are the words for steps and powers by code."""
    return tuple(PowerNow(one, _why_not(one, provider, taken, names)) for one in powers)


def _why_not(
    power: Power, provider: Mapping[str, str], taken: Collection[str], names: Mapping[str, str]
) -> str:
    if not all(holds(condition, provider) for condition in power.when):
        return power.unless or "It does not apply to this kind of provider."
    missing = tuple(_missing(power, taken, names))
    return f"Only after: {', '.join(missing)}." if missing else ""


def _missing(power: Power, taken: Collection[str], names: Mapping[str, str]) -> Iterator[str]:
    for code in power.after:
        if code not in taken:
            yield names.get(code, code.replace("_", " "))
