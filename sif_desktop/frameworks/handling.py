"""What a situation expects of steps, powers, entitlements, triggers, inspections and clocks,
compared with what the pack's rules say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sif_desktop.domain.categories import clock
from sif_desktop.domain.criteria import Verdict, answer
from sif_desktop.domain.entitlements import entitled
from sif_desktop.domain.inspections import next_window, responses
from sif_desktop.domain.known import Known
from sif_desktop.domain.ladders import ladder_for, permitted, powers_now
from sif_desktop.domain.plan_owed import owed_plans
from sif_desktop.domain.triggers import evaluate
from sif_desktop.frameworks.pack import Pack

_Difference = tuple[str, str]
_REMEDY = "Correct the situation or the rule."


def handled(pack: Pack, known: Known, expect: Any) -> Iterator[_Difference]:
    """Every difference, with the name of the expectation."""
    for what, wanted, found in (
        *_compared(pack, known, expect),
        *_powers(pack, known, expect),
        *_plans(pack, known, expect),
    ):
        if wanted != found:
            yield f"expect.{what}", f"It comes out as: {_words(found)}. {_REMEDY}"


def _compared(pack: Pack, known: Known, expect: Any) -> Iterator[tuple[str, Any, Any]]:
    """What is expected and what is found, for all that is looked at."""
    if expect.clock is not None:
        scheme = pack.scheme_for(known.provider)
        running = clock(scheme, known) if scheme else None
        yield "clock", expect.clock, running and running.expected
    if expect.entitlements is not None:
        found = entitled(pack.entitlements, known.provider)
        yield "entitlements", expect.entitlements, {one.id: one.words for one in found}
    if expect.triggers:
        stands = {one.trigger.id: one.word for one in evaluate(pack.triggers, known)}
        for name, wanted in expect.triggers.items():
            yield f"triggers.{name}", wanted, stands.get(name, "not asked")
    if expect.listed is not None:
        rule = pack.case_rules.listed_when
        listed = rule is not None and answer(rule, known).verdict is Verdict.YES
        yield "listed", expect.listed, listed
    if expect.responses is not None:
        latest = known.inspection
        proposed = responses(pack.responses, known, latest) if latest else ()
        yield "responses", expect.responses, [one.response.id for one in proposed]
    if expect.window is not None:
        coming = next_window(pack.windows, known)
        days = (coming.first, coming.last) if coming else None
        yield "window", (expect.window.from_, expect.window.to), days


def _plans(pack: Pack, known: Known, expect: Any) -> Iterator[tuple[str, Any, Any]]:
    """Which plans are owed and open, and who has a word in them."""
    if expect.plans_owed is not None:
        yield "plans_owed", expect.plans_owed, [one.id for one in owed_plans(pack.plans, known)]
    if expect.plans_open is not None:
        found = [one.id for one in pack.plans if one.fits(known.provider)]
        yield "plans_open", expect.plans_open, found
    for name, wanted in expect.plan_words.items():
        one = next((plan for plan in pack.plans if plan.id == name), None)
        words = one.who((*one.contributors, *one.sign_offs), known.provider) if one else ()
        yield f"plan_words.{name}", wanted, [word.code for word in words]


def _powers(pack: Pack, known: Known, expect: Any) -> Iterator[tuple[str, Any, Any]]:
    taken = {event.kind for event in known.events if event.day <= known.today}
    if expect.steps is not None:
        ladder = ladder_for(pack.ladders, known.provider)
        open_now = permitted(ladder, taken) if ladder else ()
        yield "steps", expect.steps, [one.code for one in open_now]
    now = powers_now(pack.powers, known.provider, taken, pack.event_kinds())
    if expect.powers is not None:
        yield "powers", expect.powers, [one.power.code for one in now if not one.why_not]
    why = {one.power.code: one.why_not for one in now}
    for code, part in expect.not_open.items():
        said = why.get(code, "no such power")
        yield f"not_open.{code}", part, part if part in said else said or "open"


def _words(found: Any) -> str:
    if isinstance(found, dict):
        return "; ".join(f"{name}: {said}" for name, said in found.items()) or "nothing"
    if isinstance(found, list | tuple):
        return ", ".join(map(str, found)) or "nothing"
    return "nothing" if found is None else str(found)
