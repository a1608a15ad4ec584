"""Verdicts without reasons come to what the explained answers come to, and come quickly."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import thread_time

import pytest

from sif_desktop.domain.categories import propose, proposed, with_measured
from sif_desktop.domain.criteria import answer, criteria_of
from sif_desktop.domain.known import Known
from sif_desktop.domain.verdicts import Verdicts
from sif_desktop.frameworks.registry import Registry

PACKS = Path(__file__).resolve().parents[2] / "resources" / "frameworks"
REGISTRY = Registry([PACKS])
SCHEMES = [
    pytest.param(scheme, id=f"{pack}-{scheme.id}")
    for pack in sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())
    for scheme in REGISTRY.get(pack).schemes
]


def situations(scheme):
    """Nothing judged, then a third, two thirds and all of it, at random but the same each run."""
    chance = random.Random(scheme.id)
    provider = {condition.subject: condition.values[0] for condition in scheme.when}
    for share in (0, 1 / 3, 2 / 3, 1):
        judged = [one for one in scheme.criteria if not one.scale and chance.random() < share]
        findings = {one.id: chance.choice(("met", "not_met")) for one in judged}
        yield Known(today=date(2026, 11, 24), provider=provider, findings=findings)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_verdict_is_that_of_the_explained_answer(scheme):
    for known in situations(scheme):
        verdicts = Verdicts(known)
        for rule in (one.rule for one in scheme.categories if one.rule is not None):
            assert verdicts.of(rule, known.findings) is answer(rule, known).verdict


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_would_change_a_proposal_is_what_proposing_anew_comes_to(scheme):
    for known in situations(scheme):
        found, seen = propose(scheme, known), with_measured(scheme, known)
        assert proposed(scheme, known) == found.category
        told = {(one.criterion, one.finding): one.proposal for one in found.would_change}
        for criterion in {one.criterion for one in found.would_change}:
            for finding in ("met", "not_met"):
                turned = replace(seen, findings={**seen.findings, criterion: finding})
                assert propose(scheme, turned).category == told.get(
                    (criterion, finding), found.category
                )


def test_what_would_change_costs_a_third_of_asking_every_rule_anew_each_time():
    """The largest rulebook's page waited for it at every key."""
    scheme = max((one.values[0] for one in SCHEMES), key=lambda one: len(one.criteria))
    nothing = next(situations(scheme))
    rules = [one.rule for one in scheme.categories if one.rule is not None]
    turns = 2 * len({one for rule in rules for one in criteria_of(rule)})
    anew = turns * quickest(lambda: [answer(rule, nothing) for rule in rules])
    assert quickest(lambda: propose(scheme, nothing)) < anew / 3


def quickest(work) -> float:
    took = []
    for _ in range(5):
        start = thread_time()
        work()
        took.append(thread_time() - start)
    return min(took)
