"""The framework of 2010 as a pack, and what its rules say of a school, for tests of its rows."""

from datetime import date
from typing import Any

from sif_desktop.domain.categories import propose
from sif_desktop.domain.form_rules import visible_sections
from sif_desktop.domain.known import Known
from sif_desktop.domain.obligations import due
from sif_desktop.frameworks.checker import examine
from sif_desktop.frameworks.facts_file import facts_from
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS

FOLDER = PACKS / "milton-keynes-2010"
PACK = load_pack(FOLDER)
SCHEME = PACK.schemes[0]
GIVEN = examine(FOLDER)[0].models["situations.yaml"].given
AUTUMN = {"visit.term": "autumn"}


def known(findings: dict[str, str] | None = None, **own: Any) -> Known:
    """The school all of whose LA1, LA2 and LA3 indicators are in place, but for what is given."""
    facts = {**GIVEN, **own, "findings": {**GIVEN["findings"], **(findings or {})}}
    found, faults = facts_from(facts, PACK)
    assert faults == []
    return found


def proposal(findings: dict[str, str] | None = None, **own: Any) -> str:
    return propose(SCHEME, known(findings, **own)).category


def held(category: str, since: date = date(2026, 9, 14)) -> dict[str, Any]:
    return {"category_history": [{"category": category, "since": since}]}


def owed(category: str = "LA3", **own: Any) -> set[str]:
    found = due(PACK.obligations, known(**held(category), **own), date(2027, 8, 31))
    return {item.obligation for item in found}


def figures(code: str, *values: float, comparator: float | None = None) -> list[dict[str, Any]]:
    """Values of successive years, the last that of 2026."""
    first = 2027 - len(values)
    beside = {} if comparator is None else {"comparator": comparator}
    return [
        {"code": code, "year": first + at, "value": value, **beside}
        for at, value in enumerate(values)
    ]


def items(visit_type: str, **facts: str) -> list[str]:
    shown = visible_sections(PACK.visit_form(visit_type), {}, facts)
    return [item.id for section in shown for item in section.items]


def recipients(visit_type: str) -> set[tuple[str, str]]:
    layout = PACK.layout("note_of_visit", visit_type)
    told = PACK.recipients(layout, {"provider.kind": "maintained_school"})
    return {(who.role, who.copy) for who in told}
