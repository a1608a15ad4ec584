"""Any plan at all, for properties: rows under priorities and under none, dated and not, judged and
not, waiting for one another, costing something and nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_status import DEGREES, SAYABLE
from sif_desktop.domain.plans import (
    Action,
    Cost,
    Criterion,
    Evaluation,
    Judged,
    Milestone,
    Plan,
    Priority,
    Slip,
)

START = date(2026, 9, 7)
TODAY = date(2026, 11, 23)
WORDS = ("", "Reading in Year 2", "Attendance of pupils", "Train the leaders", "80% at standard")
PEOPLE = ("", "Head", "Ms Rowe", "Attached officer")
AREAS = ("", "teaching", "leadership")

words = st.sampled_from(WORDS)
people = st.sampled_from(PEOPLE)
days = st.none() | st.integers(-30, 400).map(lambda n: START + timedelta(days=n))
sure_days = st.integers(-30, 400).map(lambda n: START + timedelta(days=n))
amounts = st.integers(0, 5_000_000).map(lambda pence: Decimal(pence) / 100)
judgements = st.builds(Judged, st.sampled_from(("", *SAYABLE)), days, words)


@st.composite
def plans(draw: st.DrawFn, most: int = 6, improvements: tuple[str, ...] = ("", "i1", "i2")) -> Plan:
    """A plan with up to `most` rows of each kind; priorities may serve these improvements."""
    priorities = tuple(_many(draw, "p", most, _priority, improvements))
    under = [*(one.uid for one in priorities), "", "gone"]
    actions = tuple(_many(draw, "a", most, _action, under))
    doers = [one.uid for one in actions]
    milestones = tuple(_many(draw, "m", most, _milestone, under, doers))
    rows = [one.uid for one in (*actions, *milestones)]
    return Plan(
        uid="plan",
        provider_uid="school",
        template="improvement-plan",
        title="Improvement plan",
        state=draw(st.sampled_from(("draft", "running", "closed"))),
        start=draw(st.none() | st.just(START)),
        end=draw(st.none() | st.integers(0, 400).map(lambda n: START + timedelta(days=n))),
        priorities=priorities,
        actions=actions,
        milestones=milestones,
        criteria=tuple(_many(draw, "c", most, _criterion, under)),
        costs=tuple(_many(draw, "k", most, _cost, doers)) if doers else (),
        evaluations=tuple(_many(draw, "e", most, _evaluation, under)),
        slips=tuple(_many(draw, "s", most, _slip, rows)) if rows else (),
    )


def _many(draw, letter, most, made, *rest):
    for number in range(draw(st.integers(0, most))):
        yield made(draw, f"{letter}{number}", f"{number:02}", *rest)


def _priority(draw, uid, place, improvements):
    return Priority(
        uid, place, draw(words), draw(st.sampled_from(AREAS)), draw(words), draw(people),
        draw(st.sampled_from(improvements)),
    )  # fmt: skip


def _action(draw, uid, place, under):
    earlier = [f"a{n}" for n in range(int(uid[1:]))]
    waits = draw(st.lists(st.sampled_from([*earlier, "gone"]), max_size=2, unique=True))
    return Action(
        uid, draw(st.sampled_from(under)), place, draw(words),
        draw(st.sampled_from(("", *PARTIES))), draw(people), draw(days), draw(days),
        resources=draw(words), monitor=draw(people), after=tuple(waits), judged=draw(judgements),
    )  # fmt: skip


def _milestone(draw, uid, place, under, actions):
    return Milestone(
        uid, draw(st.sampled_from(under)), place, draw(words),
        draw(st.sampled_from(["", *actions])), *(draw(words) for _ in range(4)),
        monitor=draw(people), due=draw(days), judged=draw(judgements),
    )  # fmt: skip


def _criterion(draw, uid, place, under):
    degree = draw(st.sampled_from(("", *DEGREES)))
    return Criterion(uid, draw(st.sampled_from(under)), place, draw(words), degree, draw(days))


def _cost(draw, uid, _place, actions):
    payer, fund = st.sampled_from(("", *PARTIES)), st.sampled_from(("", "Intervention funding"))
    action = draw(st.sampled_from(actions))
    return Cost(uid, action, draw(words), draw(amounts), draw(payer), draw(fund))


def _evaluation(draw, uid, _place, under):
    term = draw(st.sampled_from(("2026-autumn", "2026-spring")))
    side = draw(st.sampled_from(("school", "authority", "agreed")))
    return Evaluation(uid, draw(st.sampled_from(under)), term, side, draw(days), "", draw(words))


def _slip(draw, uid, _place, rows):
    was, now, day = draw(sure_days), draw(sure_days), draw(sure_days)
    return Slip(uid, draw(st.sampled_from(rows)), was, now, day, draw(words))
