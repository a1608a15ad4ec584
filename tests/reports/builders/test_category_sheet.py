"""The sheet for schools: every category, criterion and entitlement of every rulebook."""

from dataclasses import replace

import pytest

from sif_desktop.frameworks.registry import Registry
from sif_desktop.reports.blocks import plain_text
from sif_desktop.reports.builders.category_sheet import build
from sif_desktop.services.category_sheet import sheet_facts
from tests.frameworks.conftest import PACKS

REGISTRY = Registry([PACKS])
SORTING = [
    pytest.param(pack, id=pack.id)
    for pack in (REGISTRY.get(info.id) for info in REGISTRY.latest())
    if pack.schemes
]


def sheet(pack):
    return build(sheet_facts(pack, "Anyshire", b"", ""))


def words(pack) -> str:
    return "\n".join(plain_text(sheet(pack)))


@pytest.mark.req("MK10-08")
@pytest.mark.parametrize("pack", SORTING)
def test_every_category_criterion_and_entitlement_is_on_the_sheet(pack):
    said = words(pack)
    for scheme in pack.schemes:
        assert all(one.title in said for one in scheme.categories)
        public = [one for one in scheme.criteria if one.visibility == "school"]
        assert all(one.text in said for one in public)
    assert all(one.title in said and one.words in said for one in pack.entitlements)


@pytest.mark.parametrize("pack", SORTING)
def test_what_schools_may_not_see_is_not_on_the_sheet(pack):
    hidden = [c for s in pack.schemes for c in s.criteria if c.visibility != "school"]
    said = words(pack)
    assert not any(one.text in said for one in hidden)


@pytest.mark.parametrize("pack", SORTING)
def test_both_files_of_the_sheet_are_sound(pack, faults):
    assert faults(sheet(pack)) == []


def test_a_rule_is_told_by_the_numbers_of_its_criteria():
    said = words(REGISTRY.get("telford-2014"))
    assert "t least two of S1.1 to S1.9, S2.1 to S2.5" in said
    assert "One criterion alone is not normally enough (1, 4)." in said
    assert "Expected to leave within 12 months." in said


def test_a_criterion_without_a_number_is_counted_so_that_rules_can_name_it():
    said = words(REGISTRY.get("england-2026"))
    assert "At least two of 1.1 and 1.2, 2.1 to 2.4" in said
    assert "self_evaluation" not in said


def test_a_rule_does_not_name_what_schools_may_not_see():
    pack = REGISTRY.get("england-2026")
    scheme = pack.schemes[0]
    criteria = tuple(
        replace(one, visibility="la") if one.id == "no_capacity" else one for one in scheme.criteria
    )
    said = words(replace(pack, schemes=(replace(scheme, criteria=criteria), *pack.schemes[1:])))
    assert "Leaders cannot bring about improvement" not in said
    assert "a matter that is not shared is met" in said


def test_a_rulebook_without_categories_says_so():
    pack = replace(REGISTRY.get("england-2026"), schemes=(), entitlements=())
    said = words(pack)
    assert "sorts schools into no categories" in said and "names no entitlements" in said
