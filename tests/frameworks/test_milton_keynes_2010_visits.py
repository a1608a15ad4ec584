"""What the framework of 2010 owes and asks on visits, row by row."""

from datetime import date

import pytest

from sif_desktop.domain.form_rules import section_state
from sif_desktop.domain.obligations import due
from tests.frameworks.milton_keynes_2010 import (
    AUTUMN,
    PACK,
    held,
    items,
    known,
    owed,
    recipients,
)


@pytest.mark.req("MK10-55")
@pytest.mark.parametrize("category", ["LA1", "LA4b"])
def test_every_category_is_owed_a_sip_visit_in_each_term(category):
    found = due(PACK.obligations, known(**held(category)), date(2027, 8, 31))
    visits = [item for item in found if item.obligation == "sip-visit"]
    assert len(visits) == 3


@pytest.mark.req("MK10-21")
def test_a_sip_is_changed_after_three_years():
    allocated = [{"kind": "sip_allocated", "date": date(2024, 1, 8)}]
    found = due(PACK.obligations, known(events=allocated), date(2027, 8, 31))
    assert [item.day for item in found if item.obligation == "sip-rotation"] == [date(2027, 1, 8)]


@pytest.mark.req("MK10-60", "MK10-84", "MK10-111")
def test_4a_is_reviewed_each_half_term_and_owes_no_group():
    assert {"case-review", "intervention-report"} <= owed("LA4a")
    assert not {"tig", "la-action-plan", "ad-meeting"} & owed("LA4a")
    assert "case-review" not in owed("LA3")


@pytest.mark.req("MK10-86", "MK10-100", "MK10-105")
def test_4b_owes_two_groups_a_term_the_plan_and_the_assistant_directors_meeting():
    assert {"tig", "la-action-plan", "ad-meeting"} <= owed("LA4b")
    found = due(PACK.obligations, known(**held("LA4b")), date(2026, 12, 31))
    assert [item.number for item in found if item.obligation == "tig"] == [1, 2]


@pytest.mark.req("MK10-99")
def test_a_change_of_category_owes_a_letter_to_head_and_chair():
    found = due(PACK.obligations, known(**held("LA3", date(2026, 11, 9))), date(2026, 12, 31))
    letters = [item for item in found if item.obligation == "category-told"]
    assert [(item.day, item.state.value) for item in letters] == [(date(2026, 11, 23), "overdue")]
    assert PACK.letter("category-letter").to[0].roles == ("headteacher", "chair")


@pytest.mark.req("MK10-114")
def test_categories_are_reported_to_the_directorate_once_a_year():
    found = due(PACK.obligations, known(), date(2027, 8, 31))
    assert len([item for item in found if item.obligation == "directorate-report"]) == 1


@pytest.mark.req("MK10-22", "MK10-62")
def test_the_sips_report_has_its_three_parts_and_three_recipients():
    form = PACK.visit_form("sip_termly")
    assert {"self_evaluation", "priorities", "action"} <= {section.id for section in form.sections}
    assert {"priorities.suitable", "priorities.progress"} <= set(items("sip_termly"))
    assert recipients("sip_termly") == {
        ("headteacher", "school"),
        ("chair", "governors"),
        ("file", "file"),
    }


@pytest.mark.req("MK10-71", "MK10-76", "MK10-77")
def test_the_autumn_report_cannot_leave_out_category_capacity_or_a_factor():
    sections = {section.id: section for section in PACK.visit_form("sip_termly").sections}
    category = sections["category"]
    assert section_state(category, {}).blocks
    required = [item.id for item in category.items if item.required and item.evidence]
    assert required == [
        *(f"category.{x}" for x in ("leadership", "achievement", "current", "ofsted", "ecm")),
        *("category.code", "category.capacity"),
    ]
    assert {"category.school_view", "category.school_evidence"} <= set(
        items("sip_termly", **AUTUMN)
    )
    assert "category.code" not in items("sip_termly", **{"visit.term": "spring"})


@pytest.mark.req("MK10-14", "MK10-56")
def test_the_sip_chooses_from_the_vulnerable_groups_and_the_sources_of_evidence():
    asked = {item.id: item for item in PACK.visit_form("sip_termly").items()}
    groups = [choice.value for choice in asked["self.vulnerable"].choices]
    assert groups == ["care", "ldd", "offenders", "need", "mobile"]
    sources = {choice.value for choice in asked["self.evidence"].choices}
    assert {"self_evaluation", "raise", "fft", "tracking"} <= sources


@pytest.mark.req("MK10-27")
def test_the_learning_walk_looks_for_the_22_features_and_the_eleven_of_a_culture():
    walk, culture, _ = PACK.form("learning-walk").sections
    assert (len(walk.items), len(culture.items)) == (22, 11)
    assert walk.items[0].id == "walk.partnership" and walk.items[-1].id == "walk.beyond"


@pytest.mark.req("MK10-49")
def test_the_safeguarding_visit_asks_for_what_the_authority_provides():
    asked = items("safeguarding")
    assert {"safe.policy", "safe.manual", "safe.training", "safe.lado"} <= set(asked)


@pytest.mark.req("MK10-63")
def test_an_audit_is_for_one_of_four_reasons_and_talked_over_with_head_and_chair():
    asked = {item.id: item for item in PACK.visit_form("audit").items()}
    assert len(asked["audit.reason"].choices) == 4
    assert all(
        asked[f"audit.{x}"].required for x in ("reason", "lead", "funding", "head_on", "chair_on")
    )


@pytest.mark.req("MK10-24", "MK10-25", "MK10-61")
def test_advice_on_the_heads_objectives_is_restricted_and_in_no_school_copy():
    layout = PACK.layout("note_of_visit", "objectives_advice")
    assert layout.marking.startswith("Restricted")
    assert recipients("objectives_advice") == {("chair", "governors"), ("file", "file")}
    assert PACK.layout("note_of_visit", "governing_body_report").id == "governing-body-report"
    for visit_type in ("sip_termly", "governing_body_report", "objectives_advice"):
        facts = AUTUMN if visit_type == "sip_termly" else {}
        assert "quality.assured" in items(visit_type, **facts)


@pytest.mark.req("MK10-30")
@pytest.mark.parametrize(("category", "asked"), [("LA4a", True), ("LA4b", True), ("LA3", False)])
def test_a_plan_of_a_school_causing_concern_is_asked_for_its_teaching_priority(category, asked):
    shown = items("sip_termly", **{"provider.category": category})
    assert ("priorities.teaching" in shown) is asked


@pytest.mark.req("MK10-36")
def test_support_is_agreed_with_the_school_in_writing():
    letter = PACK.letter("support-agreement")
    assert letter.to[0].roles == ("headteacher", "chair")
    assert {"kinds", "impact"} <= {wanted.code for wanted in letter.text.fields}
