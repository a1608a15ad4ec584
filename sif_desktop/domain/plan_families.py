"""Plans side by side: which priorities answer one another, and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sif_desktop.domain.plan_coverage import Area
from sif_desktop.domain.plans import Plan, Priority


@dataclass(frozen=True, slots=True)
class Match:
    """One area for improvement, or one priority that answers none, with the priorities of each plan
    (by its uid) about it. `missing` are the plans without any."""

    words: str
    improvement_uid: str
    priorities: dict[str, tuple[Priority, ...]]
    missing: tuple[str, ...]

    @property
    def uncovered(self) -> bool:
        """Whether no plan of the family is about it."""
        return not any(self.priorities.values())


def matches(plans: Sequence[Plan], areas: Iterable[Area]) -> tuple[Match, ...]:
    """The areas in their order, then what priorities say beyond them, in the plans' order: those
    of the same words, however written, are about the same."""
    areas = list(areas)
    known = {one.uid for one in areas}
    found = [
        _match(
            plans, f"{one.number} {one.text}".strip(), one.uid,
            {p.uid: [x for x in p.priorities if x.improvement_uid == one.uid] for p in plans},
        )
        for one in areas
    ]  # fmt: skip
    rest: dict[str, dict[str, list[Priority]]] = {}
    titles: dict[str, str] = {}
    for plan in plans:
        for priority in plan.priorities:
            if priority.improvement_uid not in known:
                words = _folded(priority.title)
                titles.setdefault(words, priority.title)
                rest.setdefault(words, {}).setdefault(plan.uid, []).append(priority)
    found += [_match(plans, titles[words], "", those) for words, those in rest.items()]
    return tuple(found)


def _match(
    plans: Sequence[Plan], words: str, improvement_uid: str, those: dict[str, list[Priority]]
) -> Match:
    by_plan = {plan.uid: tuple(those.get(plan.uid, ())) for plan in plans}
    missing = tuple(uid for uid, some in by_plan.items() if not some)
    return Match(words, improvement_uid, by_plan, missing)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")
