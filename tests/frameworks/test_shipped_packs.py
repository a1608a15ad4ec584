"""Every pack shipped with the program is whole, and its examples come true."""

from pathlib import Path

import pytest

from sif_desktop.domain.form_rules import numbering, section_state, visible_sections
from sif_desktop.domain.forms import ItemKind
from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.examples import differences
from sif_desktop.frameworks.loader import load_pack
from sif_desktop.frameworks.registry import Registry
from sif_desktop.frameworks.vocabulary import STATEMENTS

PACKS = Path(__file__).parents[2] / "resources" / "frameworks"
FOLDERS = sorted(head.parent for head in PACKS.glob("*/pack.yaml"))
LOADED = [load_pack(folder) for folder in FOLDERS]
EXAMPLES = [(pack, example) for pack in LOADED for example in pack.examples]
FORMS = [(pack, form) for pack in LOADED for form in pack.forms.values()]


def test_packs_are_found():
    assert {"rutland-2015", "england-2026"} <= {pack.id for pack in LOADED}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_a_shipped_pack_has_no_fault(folder):
    assert check(folder) == []


@pytest.mark.parametrize(("pack", "example"), EXAMPLES, ids=lambda x: getattr(x, "name", ""))
def test_an_example_comes_out_as_the_pack_says(pack, example):
    assert list(differences(pack, example)) == []


@pytest.mark.parametrize("pack", LOADED, ids=lambda p: p.id)
def test_every_pack_has_examples_and_serves_every_visit_type(pack):
    assert len(pack.examples) >= 5
    for visit_type in pack.offered_visit_types():
        form = pack.visit_form(visit_type.code)
        layout = pack.layout("note_of_visit", visit_type.code)
        assert form.sections and layout.section("findings")
        assert all(pack.role_label(role) for role in visit_type.meet)


@pytest.mark.parametrize(("pack", "form"), FORMS, ids=lambda x: x.id)
def test_every_item_says_whence_it_comes_and_can_be_answered(pack, form):
    for item in form.items():
        assert item.source or item.app_default
        if item.kind is ItemKind.GRADE:
            assert all(step.key for step in pack.scale(item.scale).steps)
    assert len(numbering(form)) == len(set(numbering(form)))
    assert 7 <= len(list(form.items())) <= 40


@pytest.mark.parametrize("pack", LOADED, ids=lambda p: p.id)
def test_every_statement_is_worded_and_fills(pack):
    for code, rule in STATEMENTS.items():
        text = pack.statement(code, **dict.fromkeys(rule.placeholders, "filled"))
        assert text and "{" not in text


@pytest.mark.parametrize("pack", LOADED, ids=lambda p: p.id)
def test_lessons_are_never_graded_on_a_scale_of_quality(pack):
    for form_id in {"learning-walk", "book-look"} & pack.forms.keys():
        scales = {item.scale for item in pack.form(form_id).items() if item.scale}
        assert scales == {"how-widely-seen"}


@pytest.mark.req("R15-10")
def test_the_2015_review_visit_ends_with_a_mandatory_section_of_the_seven_sen_parts(registry):
    form = registry.get("rutland-2015").visit_form("review_visit")
    sen = form.sections[-1]
    assert sen.mandatory and sen.source == "E1"
    assert [item.id.removeprefix("sen.") for item in sen.items] == [
        "policy",
        "outcomes",
        "curriculum",
        "extra_curricular",
        "admission",
        "retention",
        "exclusion",
    ]
    assert section_state(sen, {}).blocks


@pytest.mark.req("R15-29")
def test_two_review_visits_a_year_are_owed_on_the_three_parts(registry):
    visit_type = registry.get("rutland-2015").visit_type("review_visit")
    assert (visit_type.cadence.at_least, visit_type.cadence.per) == (2, "year")
    assert visit_type.cadence.source == "E6b"
    form = registry.get("rutland-2015").form(visit_type.form)
    always = [s.id for s in visible_sections(form, {}, {"provider.stages": "primary"})]
    assert always == ["outcomes", "progress", "school_priorities", "partnership_priorities"]


@pytest.mark.req("R15-25")
def test_the_table_top_review_is_yearly_under_its_four_headings(registry):
    pack = registry.get("rutland-2015")
    cadence = pack.visit_type("table_top_review").cadence
    assert (cadence.every, cadence.unit) == (1, "year")
    assert [section.title for section in pack.visit_form("table_top_review").sections] == [
        "Standards",
        "Council vision and policies",
        "Statutory powers",
        "Services",
    ]


@pytest.mark.req("R15-40")
def test_a_green_school_is_asked_about_innovation(registry):
    form = registry.get("rutland-2015").visit_form("review_visit")
    shown = visible_sections(form, {}, {"provider.category": "green"})
    assert "green_ambition.innovation" in [i.id for s in shown for i in s.items]


@pytest.mark.req("R15-46")
def test_post_16_is_asked_only_where_there_is_a_sixth_form(registry):
    form = registry.get("rutland-2015").visit_form("review_visit")
    for sixth, expected in (("yes", True), ("no", False)):
        shown = visible_sections(form, {}, {"provider.sixth_form": sixth})
        assert ("outcomes.post16" in [i.id for s in shown for i in s.items]) is expected


def test_the_starter_names_the_current_areas_and_grades(registry: Registry):
    pack = registry.get("england-2026")
    areas = next(s for s in pack.form("core-visit").sections if s.id == "core_areas")
    assert {item.label for item in areas.items} == {
        "Inclusion",
        "Curriculum and teaching",
        "Achievement",
        "Attendance and behaviour",
        "Personal development and wellbeing",
        "Leadership and governance",
        "Early years",
        "Post-16 provision",
        "Safeguarding",
    }
    assert [step.label for step in pack.scale("evaluation-areas").steps] == [
        "Exceptional",
        "Strong standard",
        "Expected standard",
        "Needs attention",
        "Urgent improvement",
    ]
    assert [step.label for step in pack.scale("safeguarding-standard").steps] == ["Met", "Not met"]


def test_safeguarding_asks_for_present_risk_and_holds_no_names(registry: Registry):
    form = registry.get("england-2026").form("safeguarding-review")
    risky = [item for item in form.items() if item.present_risk]
    assert len(risky) >= 5
    assert all(item.evidence for item in risky)
