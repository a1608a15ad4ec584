"""What a pack's kinds of plan hold and ask for, in the words of the tests of its rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.known import Known
from sif_desktop.domain.obligations import DueState, due
from sif_desktop.domain.plan_owed import owed_plans
from sif_desktop.domain.plan_templates import Agreed, Column, PlanTemplate
from sif_desktop.frameworks.facts_file import facts_from
from sif_desktop.frameworks.pack import Pack


def known(pack: Pack, today: date, **facts: Any) -> Known:
    found, faults = facts_from({"today": today, **facts}, pack)
    assert faults == []
    return found


def in_category(pack: Pack, code: str, since: date, **provider: Any) -> Known:
    """A school that came into this category on that day, a fortnight later."""
    held = [{"category": code, "since": since}]
    today = since.replace(day=since.day + 14)
    return known(pack, today, provider={**provider, "category": code}, category_history=held)


def owed(pack: Pack, found: Known) -> list[str]:
    return [one.id for one in owed_plans(pack.plans, found)]


def offered(pack: Pack, **provider: str) -> list[str]:
    facts = {f"provider.{name}": value for name, value in provider.items()}
    return [one.id for one in pack.plans if one.fits(facts)]


def labels(columns: Iterable[Column]) -> list[str]:
    return [column.label for column in columns]


def fields(columns: Iterable[Column]) -> set[str]:
    return {column.field for column in columns}


def preface(template: PlanTemplate) -> list[str]:
    return [text.label for text in template.texts_on("plan")]


def codes(
    template: PlanTemplate, agreed: tuple[Agreed, ...], part: str = "", **provider: str
) -> list[str]:
    """Who has a word for such a provider, in order; only those of that part where one is given."""
    facts = {f"provider.{name}": value for name, value in provider.items()}
    return [one.code for one in template.who(agreed, facts) if part in ("", one.part)]


def asked_areas(template: PlanTemplate, **provider: str) -> list[str]:
    """The areas that must be among the priorities of such a provider's plan."""
    facts = {f"provider.{name}": value for name, value in provider.items()}
    return [one.area for one in template.required if all(holds(c, facts) for c in one.when)]


def deadline(pack: Pack, template: PlanTemplate, found: Known) -> list[tuple[date, DueState]]:
    """When the plan must be done by, and how that stands."""
    assert template.deadline
    items = due(pack.obligations, found, found.today.replace(year=found.today.year + 1))
    return [(item.day, item.state) for item in items if item.obligation == template.deadline]
