"""Whose word a plan waits for next: contributors, stages, approvals, sign-offs.

Stages and sign-offs have an order, which may be broken with a reason; the others come as they
come. Where a plan is signed off its last stage, which sends it away, waits for the signatures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sif_desktop.domain.forms import Facts
from sif_desktop.domain.plan_templates import Agreed, PlanTemplate
from sif_desktop.domain.plans import Plan, Word

KINDS = {
    "consulted": "Consulted",
    "stage": "Stage reached",
    "approval": "Approved",
    "sign_off": "Signed off",
}
ORDERED = ("stage", "sign_off")


@dataclass(frozen=True, slots=True)
class Step:
    """One word a plan needs; `said` is that word, None until it is given."""

    kind: str
    code: str
    label: str
    role: str
    part: str
    paragraph: str
    said: Word | None


def steps(plan: Plan, template: PlanTemplate, facts: Facts) -> tuple[Step, ...]:
    """All words a plan needs of such a provider, in the order they are usually given."""
    stages = template.who(template.stages, facts)
    signed = template.who(template.sign_offs, facts)
    last = stages[-1:] if signed else ()
    early = stages[: len(stages) - len(last)]
    found = [
        *_steps(plan, "consulted", template.who(template.contributors, facts)),
        *_steps(plan, "stage", early),
        *_steps(plan, "approval", template.who(template.approvals, facts)),
        *_steps(plan, "sign_off", signed),
        *_steps(plan, "stage", last),
    ]
    return tuple(found)


def next_step(all_steps: Iterable[Step]) -> Step | None:
    """The first word not given yet; None where all are."""
    return next((one for one in all_steps if one.said is None), None)


def waits_for(
    plan: Plan, template: PlanTemplate, facts: Facts, kind: str, code: str
) -> tuple[Agreed, ...]:
    """The earlier stages or sign-offs that come before this one and are not given yet."""
    if kind not in ORDERED:
        return ()
    every = template.stages if kind == "stage" else template.sign_offs
    chain = template.who(every, facts)
    before: list[Agreed] = []
    for one in chain:
        if one.code == code:
            return tuple(before)
        if plan.said(kind, one.code) is None:
            before.append(one)
    return ()


def all_signed(plan: Plan, template: PlanTemplate, facts: Facts) -> bool:
    """Whether every sign-off is given; never where there is none to give."""
    chain = template.who(template.sign_offs, facts)
    return bool(chain) and all(plan.said("sign_off", one.code) for one in chain)


def done(plan: Plan, template: PlanTemplate, facts: Facts) -> bool:
    """Whether the plan is finished: signed by all; past its last stage where nobody signs; approved
    by all where approval is all it needs."""
    for kind, those in (
        ("sign_off", template.sign_offs), ("stage", template.stages),
        ("approval", template.approvals),
    ):  # fmt: skip
        chain = template.who(those, facts)
        if chain:
            return all(plan.said(kind, one.code) for one in chain)
    return False


def _steps(plan: Plan, kind: str, those: Iterable[Agreed]) -> list[Step]:
    return [
        Step(
            kind, one.code, one.label, one.role, one.part, one.paragraph, plan.said(kind, one.code)
        )
        for one in those
    ]  # fmt: skip
