"""Plans of the practice caseload: begun, filled, reviewed, judged again, evaluated, agreed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    made: list[str] = []
    for told in story["plans"]:
        travel(told["start"])
        uid = _begin(services, told, schools, when, made)
        made.append(uid)
        rows = [row for one in told["priorities"] for row in _priority(services, uid, one, when)]
        rows += _rows(services, uid, told, when)
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
        _agree(services, uid, told.get("words", ()), when)


def _begin(
    services: Services,
    told: Mapping[str, Any],
    schools: Mapping[str, str],
    when: _When,
    made: Sequence[str],
) -> str:
    fields = PlanFields(
        told["title"], when(told["start"]).isoformat(), when(told["end"]).isoformat(),
        told.get("support_level", ""),
    )  # fmt: skip
    if "beside" in told:
        family, other = services.plan_family, made[told["beside"]]
        uid = family.start_beside(other, told["template"], fields, priorities=False).uid
    else:
        uid = services.plans.begin(schools[told["school"]], told["template"], fields).uid
    if "pulled" in told:
        areas = {int(area.number): area.uid for area in services.plan_family.areas_to_pull(uid)}
        services.plan_family.pull_improvements(uid, [areas[one] for one in told["pulled"]])
    for code, text in told["texts"].items():
        services.plans.set_text(uid, code, text)
    return uid


def _priority(services: Services, uid: str, told: Mapping[str, Any], when: _When) -> list[_Row]:
    top = _top(services, uid, told)
    rows: list[_Row] = []
    for one in told["criteria"]:
        fields = {name: one[name] for name in ("what", "if_not") if name in one}
        made = services.plan_outline.add(uid, "criterion", fields, priority_uid=top).uid
        rows.append(("criterion", made, one))
    return [*rows, *_rows(services, uid, told, when, top)]


def _top(services: Services, uid: str, told: Mapping[str, Any]) -> str:
    """A priority of its own, or the one pulled for the area for improvement it is about."""
    fields = {name: told[name] for name in _OWN if name in told}
    if "improves" in told:
        area = next(
            one.uid
            for one in services.plan_family.family(uid).areas
            if one.number == str(told["improves"])
        )
        for pulled in services.plans.plan(uid).priorities:
            if pulled.improvement_uid == area:
                return pulled.uid
        fields["improvement_uid"] = area
    return services.plan_outline.add(uid, "priority", fields).uid


def _rows(
    services: Services, uid: str, told: Mapping[str, Any], when: _When, top: str = ""
) -> list[_Row]:
    """The actions and milestones of a priority, or of the plan itself."""
    outline = services.plan_outline
    rows: list[_Row] = []
    for level in ("action", "milestone"):
        for one in told.get(f"{level}s", ()):
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


def _agree(services: Services, uid: str, told: Sequence[Mapping[str, Any]], when: _When) -> None:
    for one in told:
        services.plan_words.say(
            uid, one["kind"], one["code"], when(one["day"]).isoformat(), one.get("who", ""),
            one.get("note", ""),
        )  # fmt: skip


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
