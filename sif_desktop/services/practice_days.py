"""Days of the practice caseload: used, agreed, answered and charged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sif_desktop.services.day_lines import (
    AllocationFields,
    AnswerFields,
    ChargeFields,
    SplitFields,
    UseFields,
)

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services


def play_days(
    services: Services,
    story: Mapping[str, Any],
    schools: Mapping[str, str],
    when: Callable[[int | str], date],
) -> None:
    """Write down what `story` tells; its days are counted from today by `when`."""
    year = services.context.pack().year_of_days.year_of(services.context.today())
    for told in story["uses"]:
        school, given = _given(told, schools, when)
        services.days.use(school, UseFields(**given))
    for told in story["agreed"]:
        school, given = _given(told, schools, when)
        services.days.agree(school, AllocationFields(year=year, **given))
    for told in story["answers"]:
        school, given = _given(told, schools, when)
        services.days.answer(school, AnswerFields(year=year, **given))
    for told in story["charges"]:
        school, given = _given(told, schools, when)
        services.days.charge(school, ChargeFields(**given))


def _given(
    told: Mapping[str, Any], schools: Mapping[str, str], when: Callable[[int | str], date]
) -> tuple[str, dict[str, Any]]:
    """Its school and its fields, days in ISO."""
    given = {name: value for name, value in told.items() if name != "school"}
    given["day"] = when(told["day"]).isoformat()
    if "days" in told:
        given["days"] = SplitFields(*told["days"])
    return schools[told["school"]], given
