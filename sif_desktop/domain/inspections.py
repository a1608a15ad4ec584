"""Inspections as a rulebook knows them: kinds, when the next may come, what an outcome leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.calendar import WorkingDayRule
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.known import Inspection, Known
from sif_desktop.domain.obligations import Anchor, Obligation, Unit, Within, later


@dataclass(frozen=True, slots=True)
class InspectionKind:
    """`outcomes` are those it may come to; `areas` what a report card grades, by code. `interim`
    outcomes leave the judgement before standing."""

    code: str
    label: str
    outcomes: tuple[str, ...]
    areas: Mapping[str, str]
    paragraph: str = ""
    interim: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Window:
    """When the next inspection is to be expected after one with such an outcome. One with a `label`
    is a visit that may come besides, until one of that `kind` has come."""

    outcomes: tuple[str, ...]
    from_months: int
    to_months: int
    when: tuple[Condition, ...] = ()
    paragraph: str = ""
    label: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """The days between which the next inspection is to be expected."""

    first: date
    last: date
    paragraph: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What an outcome leads to, put to the officer as a task. `required` is false for what may be
    declined, such as an invitation; without a `within` no day is set."""

    id: str
    outcomes: tuple[str, ...]
    task: str
    party: str = "authority"
    who: str = ""
    when: tuple[Condition, ...] = ()
    within: int | None = None
    unit: Unit = Unit.WORKING_DAY
    anchor: Anchor = Anchor.PUBLICATION
    day_rule: WorkingDayRule = WorkingDayRule.ORDINARY
    letter: str = ""
    opens_case: bool = False
    required: bool = True
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A response to one inspection, due by `day`: None until the day it counts from is known."""

    response: Response
    day: date | None


def next_window(windows: Iterable[Window], known: Known) -> Expected | None:
    """When the next inspection may come; None where the rulebook does not say. The first rule that
    fits holds."""
    latest = known.judged
    if latest is None:
        return None
    for window in windows:
        if not window.label and _fits(window.outcomes, window.when, latest, known):
            return _expected(window, latest)
    return None


def visits_besides(windows: Iterable[Window], known: Known) -> tuple[Expected, ...]:
    """The visits that may come before the next inspection, until they have come or their time is
    over."""
    latest = known.judged
    if latest is None:
        return ()
    come = {one.kind for one in known.standing if one is not latest}
    found = (
        _expected(window, latest)
        for window in windows
        if window.label
        and window.kind not in come
        and _fits(window.outcomes, window.when, latest, known)
    )
    return tuple(one for one in found if one.last >= known.today)


def _expected(window: Window, latest: Inspection) -> Expected:
    first, last = (months_after(latest.day, n) for n in (window.from_months, window.to_months))
    return Expected(first, last, window.paragraph, window.label)


def responses(
    rules: Iterable[Response], known: Known, inspection: Inspection
) -> tuple[Proposed, ...]:
    """What this inspection leads to, in the rulebook's order."""
    fit = (rule for rule in rules if _fits(rule.outcomes, rule.when, inspection, known))
    return tuple(Proposed(rule, _day(rule, known, inspection)) for rule in fit)


def _fits(
    outcomes: tuple[str, ...],
    when: tuple[Condition, ...],
    inspection: Inspection,
    known: Known,
) -> bool:
    if not set(outcomes) & set(inspection.outcomes):
        return False
    return all(holds(condition, known.provider) for condition in when)


def _day(rule: Response, known: Known, inspection: Inspection) -> date | None:
    starts = {
        Anchor.PUBLICATION: inspection.published,
        Anchor.FEEDBACK: inspection.feedback,
        Anchor.INSPECTION: inspection.day,
    }
    start = starts.get(rule.anchor)
    if rule.within is None or start is None:
        return None
    when = Within(rule.within, rule.unit)
    counted = Obligation(rule.id, rule.task, when, (), day_rule=rule.day_rule)
    return later(start, rule.within, rule.unit, counted, known)[0]
