"""Kent's pack of 2009 and what its rules say of a provider, for the tests of its rows."""

from datetime import date
from typing import Any

from sif_desktop.domain.categories import propose
from sif_desktop.domain.entitlements import entitled
from sif_desktop.domain.form_rules import visible_sections
from sif_desktop.domain.inspections import responses
from sif_desktop.domain.known import Known
from sif_desktop.domain.ladders import ladder_for, permitted, powers_now
from sif_desktop.domain.obligations import DueState, due
from sif_desktop.domain.triggers import evaluate
from sif_desktop.frameworks.facts_file import facts_from
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS

PACK = load_pack(PACKS / "kent-2009")
TODAY = date(2009, 11, 26)
SCHOOL = {"kind": "school", "maintained": "yes"}
SETTING = {"kind": "setting", "maintained": "no", "ownership": "pvi", "setting_type": "sessional"}
LEVELS = ["high_capacity", "general", "substantial", "intensive"]
SCHOOL_KINDS = ["school", "special_school", "academy", "pru_conventional", "pru_ac"]


def known(provider: dict[str, str] | None = None, **facts: Any) -> Known:
    given = {"today": TODAY, "provider": provider or SCHOOL, **facts}
    found, faults = facts_from(given, PACK)
    assert faults == []
    return found


def proposed(provider: dict[str, str] | None = None, **facts: Any) -> str:
    found = known(provider, **facts)
    scheme = PACK.scheme_for(found.provider)
    assert scheme is not None
    return propose(scheme, found).category


def table(attainment: str, progress: str, *met: str) -> str:
    graded = {"attainment": attainment, "progress": progress}
    return proposed(findings={**graded, **dict.fromkeys(met, "met")})


def at_level(code: str, provider: dict[str, str], since: date = date(2009, 9, 7)) -> Known:
    held = [{"category": code, "since": since}]
    return known({**provider, "category": code}, category_history=held)


def inspected(outcome: str, provider: dict[str, str] | None = None, **days: date) -> Known:
    one = {"date": date(2009, 10, 6), "outcomes": [outcome], **days}
    return known(provider, inspections=[one])


def follows(found: Known) -> dict[str, date | None]:
    assert found.inspection is not None
    proposals = responses(PACK.responses, found, found.inspection)
    return {one.response.id: one.day for one in proposals}


def owed(found: Known) -> dict[str, list[tuple[date, DueState]]]:
    items: dict[str, list[tuple[date, DueState]]] = {}
    for item in due(PACK.obligations, found, date(2010, 8, 31)):
        items.setdefault(item.obligation, []).append((item.day, item.state))
    return items


def words(provider: dict[str, str]) -> dict[str, str]:
    return {one.id: one.words for one in entitled(PACK.entitlements, known(provider).provider)}


def told(visit_type: str, **facts: str) -> list[str]:
    layout = PACK.layout("note_of_visit", visit_type)
    given = {"visit.type": visit_type, **{f"provider.{k}": v for k, v in facts.items()}}
    return [who.role for who in PACK.recipients(layout, given) if who.role != "file"]


def stands(trigger: str, found: Known) -> str:
    return {one.trigger.id: one.word for one in evaluate(PACK.triggers, found)}[trigger]


def steps(provider: dict[str, str], *taken: str) -> list[str]:
    ladder = ladder_for(PACK.ladders, known(provider).provider)
    assert ladder is not None
    return [step.code for step in permitted(ladder, set(taken))]


def shown(visit_type: str, **facts: str) -> list[str]:
    given = {f"provider.{name}": value for name, value in facts.items()}
    sections = visible_sections(PACK.visit_form(visit_type), {}, given)
    return [item.id for section in sections for item in section.items]


def open_powers(provider: dict[str, str]) -> list[str]:
    now = powers_now(PACK.powers, known(provider).provider, (), {})
    return [one.power.code for one in now if not one.why_not]
