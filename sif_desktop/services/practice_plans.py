"""Plans of the practice caseload: begun, filled, reviewed, judged again, evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sif_desktop.domain.plan_evaluations import periods
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.plans import PlanFields

_OWN = ("title", "area", "lead", "current_position")
_DAYS = ("start", "due")
_SAID = ("status", "evidence", "before", "moved", "cost", "payer", "for", "fund")
_When = Callable[[int | str], date]
_Row = tuple[str, str, Mapping[str, Any]]  # level, uid, what is told


def play_plans(
    services: Services,
    story: Mapping[str, Any],
    schools: Mapping[str, str],
    when: _When,
    travel: Callable[[int], None],
) -> None:
    """Make what `story` tells; its days are counted from today by `when`, and `travel` goes to the
    day on which something is done."""
    for told in story["plans"]:
        travel(told["start"])
        uid = _begin(services, told, schools, when)
        rows = [row for one in told["priorities"] for row in _priority(services, uid, one, when)]
        if told.get("running"):
            services.plans.run(uid)
        if "review" in told:
            travel(told["review"]["day"])
            _judge(services, [(level, row, one.get("before", {})) for level, row, one in rows])
            words = {name: text for name, text in told["review"].items() if name != "day"}
            services.plan_following.review(uid, **words)
        travel(0)
        _move(services, rows, when)
        _judge(services, rows)
        _evaluate(services, uid, told.get("evaluations", ()))


def _begin(
    services: Services, told: Mapping[str, Any], schools: Mapping[str, str], when: _When
) -> str:
    fields = PlanFields(
        told["title"], when(told["start"]).isoformat(), when(told["end"]).isoformat(),
        told.get("support_level", ""),
    )  # fmt: skip
    uid = services.plans.begin(schools[told["school"]], told["template"], fields).uid
    for code, text in told["texts"].items():
        services.plans.set_text(uid, code, text)
    return uid


def _priority(services: Services, uid: str, told: Mapping[str, Any], when: _When) -> list[_Row]:
    outline = services.plan_outline
    top = outline.add(uid, "priority", {name: told[name] for name in _OWN if name in told}).uid
    rows: list[_Row] = []
    for one in told["criteria"]:
        fields = {name: one[name] for name in ("what", "if_not") if name in one}
        rows.append(("criterion", outline.add(uid, "criterion", fields, priority_uid=top).uid, one))
    for level in ("action", "milestone"):
        for one in told[f"{level}s"]:
            made = outline.add(uid, level, _fields(one, when), priority_uid=top).uid
            rows.append((level, made, one))
            if "cost" in one:
                fund = one.get("fund", "")
                outline.set_cost(made, one["for"], one["cost"], one["payer"], fund=fund)
    return rows


def _fields(told: Mapping[str, Any], when: _When) -> dict[str, str]:
    return {
        name: when(value).isoformat() if name in _DAYS else str(value)
        for name, value in told.items()
        if name not in _SAID
    }


def _judge(services: Services, rows: list[_Row]) -> None:
    following = services.plan_following
    for level, uid, told in rows:
        if "degree" in told:
            following.judge_criterion(uid, told["degree"], told["evidence"], told.get("if_not", ""))
        elif "status" in told:
            following.judge(level, uid, told["status"], told["evidence"])


def _move(services: Services, rows: list[_Row], when: _When) -> None:
    for level, uid, told in rows:
        if "moved" in told:
            to, reason = told["moved"]["to"], told["moved"]["reason"]
            services.plan_following.move_date(level, uid, when(to), reason)


def _evaluate(services: Services, uid: str, told: list[Mapping[str, Any]]) -> None:
    """Of the term under way, whatever its name: a story has no year of its own."""
    page = services.plans.page(uid)
    per = page.template.evaluated_per
    under_way = [one for one in periods(page.plan, per, page.calendar, page.today) if per]
    for one in told:
        services.plan_following.evaluate(
            uid, page.plan.priorities[one["priority"]].uid, under_way[0].code, one["side"],
            one["rating"], one["text"],
        )  # fmt: skip
