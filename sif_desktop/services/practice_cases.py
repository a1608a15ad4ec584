"""Concerns, contacts, cases and support of the practice caseload."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sif_desktop.services.bootstrap import Services
from sif_desktop.services.case_lines import CaseFields, StepFields
from sif_desktop.services.concerns import ConcernFields
from sif_desktop.services.contacts import ContactFields
from sif_desktop.services.figure_lines import FigureFields
from sif_desktop.services.support import SupportFields

_DAYS = ("raised_on", "told_school_on", "at", "opened_on", "review_on", "day", "from_date",
         "comply_by")  # fmt: skip


def play_cases(
    services: Services,
    story: Mapping[str, Any],
    schools: Mapping[str, str],
    when: Callable[[int | str], date],
) -> None:
    """Log what `story` tells; its days are counted from today by `when`."""

    def given(told: Mapping[str, Any], *without: str) -> dict[str, Any]:
        left = ("school", "outcome", *without)
        return {
            name: when(value).isoformat() if name in _DAYS else value
            for name, value in told.items()
            if name not in left
        }

    for told in story["concerns"]:
        uid = services.concerns.add(schools[told["school"]], ConcernFields(**given(told))).uid
        if "outcome" in told:
            services.concerns.close(uid, told["outcome"])
    for told in story["contacts"]:
        services.contacts.add(schools[told["school"]], ContactFields(**given(told)))
    for told in story["cases"]:
        school = schools[told["school"]]
        case = services.cases.open(school, CaseFields(**given(told, "steps"))).uid
        for step in told["steps"]:
            services.cases.take(case, StepFields(**given(step), outcome=step.get("outcome", "")))
    for told in story["support"]:
        _support(services, told, schools[told["school"]], when, given(told, "ended", "sustained"))
    _figures(services, story["figures"], schools, when(0).year)
    for told in story["triggers"]:
        school = schools[told["school"]]
        services.triggers.judge(school, told["id"], told["value"], told["evidence"])


def _support(
    services: Services,
    told: Mapping[str, Any],
    school: str,
    when: Callable[[int | str], date],
    fields: Mapping[str, Any],
) -> None:
    """Begun, and where it is told ended and looked at again."""
    uid = services.support.start(school, SupportFields(**fields)).uid
    if ended := told.get("ended"):
        days = when(ended["on_day"]), when(ended["again"])
        services.support.end(uid, ended["impact"], ended["words"], *days)
    if "sustained" in told:
        services.support.look_again(uid, told["sustained"], when(told["ended"]["again"]))


def _figures(
    services: Services, told: list[Mapping[str, Any]], schools: Mapping[str, str], year: int
) -> None:
    """Figures of years counted from this one."""
    for one in told:
        given = {name: value for name, value in one.items() if name != "school"}
        fields = FigureFields(**{**given, "year": str(year + one["year"])})
        services.figures.record(schools[one["school"]], fields)
