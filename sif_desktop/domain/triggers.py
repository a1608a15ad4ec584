"""The table of triggers: which hold, which do not, and which cannot be told, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sif_desktop.domain.criteria import FindingIs, Outcome, Test, Verdict, answer
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.known import Finding, Known


@dataclass(frozen=True, slots=True)
class Trigger:
    """`rule` is None where only an officer can say. `first` ones are looked at before others."""

    id: str
    text: str
    rule: Test | None = None
    when: tuple[Condition, ...] = ()
    first: bool = False
    visibility: str = "school"  # school, la, restricted
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A trigger and how it stands; the reasons of one that cannot be told name what is missing."""

    trigger: Trigger
    outcome: Outcome

    @property
    def word(self) -> str:
        met = {Verdict.YES: Finding.MET.value, Verdict.NO: Finding.NOT_MET.value}
        return met.get(self.outcome.verdict, "cannot_tell")


def evaluate(triggers: Iterable[Trigger], known: Known) -> tuple[Looked, ...]:
    """Every trigger that applies to the provider. What an officer has judged by hand stands before
    what figures say."""
    return tuple(
        Looked(one, _outcome(one, known))
        for one in triggers
        if all(holds(condition, known.provider) for condition in one.when)
    )


def _outcome(trigger: Trigger, known: Known) -> Outcome:
    by_hand = FindingIs(trigger.id, (Finding.MET,), trigger.text, trigger.paragraph)
    judged = known.findings.get(trigger.id, Finding.NOT_JUDGED) != Finding.NOT_JUDGED
    return answer(by_hand if judged or trigger.rule is None else trigger.rule, known)
