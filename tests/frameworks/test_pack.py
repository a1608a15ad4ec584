"""What the program asks a pack: recipients, words, layouts, file names, facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.facts import provider_facts, visit_facts
from sif_desktop.frameworks.pack import file_name, fill

SCHOOL = {"type_group": "Local authority maintained schools", "type_name": "Community school"}
ACADEMY = {"type_group": "Academies", "type_name": "Academy converter"}
CHURCH = {"type_group": "Local authority maintained schools", "type_name": "Voluntary aided school"}


@pytest.fixture
def starter(registry):
    return registry.get("england-2026")


def recipients(pack, visit_type="core_visit", **provider):
    facts = provider_facts(pack, **provider) | visit_facts(visit_type)
    return [
        f"{r.role}/{r.copy}"
        for r in pack.recipients(pack.layout("note_of_visit", visit_type), facts)
    ]


@pytest.mark.parametrize(
    ("provider", "added"),
    [
        (SCHOOL, []),
        (ACADEMY, []),
        (ACADEMY | {"trust_name": "Hill Trust"}, ["trust_leader/governors"]),
        (CHURCH | {"religious_character": "Roman Catholic"}, ["diocese/governors"]),
        (CHURCH | {"religious_character": "None"}, []),
        (
            ACADEMY | {"trust_name": "Hill Trust", "religious_character": "Church of England"},
            ["trust_leader/governors", "diocese/governors"],
        ),
    ],
)
def test_recipients_follow_kind_trust_and_church(starter, provider, added):
    expected = ["headteacher/school", "chair/governors", *added, "file/file"]
    assert recipients(starter, **provider) == expected


def test_a_setting_entered_by_hand_has_its_own_recipients(starter):
    assert recipients(starter, kind="early_years_setting") == [
        "manager/school",
        "proprietor/governors",
        "file/file",
    ]


def test_a_role_named_by_two_rules_receives_one_copy(starter):
    roles = recipients(starter, "safeguarding_review", **SCHOOL)
    assert len(roles) == len(set(roles))
    assert "dsl/school" in roles


def test_recipients_the_rulebook_leaves_open_are_marked_as_the_apps(registry):
    pack = registry.get("rutland-2015")
    chosen = pack.recipients(pack.layout(), provider_facts(pack, **SCHOOL))
    assert [r.label for r in chosen] == ["Head teacher", "Chair of governors", "Service file"]
    assert all(r.app_default for r in chosen)


@pytest.mark.parametrize(
    ("register", "kind"),
    [
        (("Community school", "Local authority maintained schools"), "maintained_school"),
        (("Community school", "LA maintained schools"), "maintained_school"),
        (("Community special school", "Special schools"), "maintained_school"),
        (("Pupil referral unit", "Local authority maintained schools"), "pupil_referral_unit"),
        (("Non-maintained special school", "Special schools"), "non_maintained_special"),
        (("Free schools", "Free Schools"), "academy"),
        (("Other independent school", "Independent schools"), "independent_school"),
        (("Lighthouse", "Lighthouses"), ""),
    ],
)
def test_the_kind_of_provider_is_found_from_the_register(starter, register, kind):
    assert starter.kind_for(*register) == kind


def test_facts_come_from_the_registers_own_words(starter):
    facts = provider_facts(
        starter,
        type_name="Voluntary controlled school",
        type_group="LA maintained schools",
        status="Open, but proposed to close",
        phase="All-through",
        low_age=3,
        high_age=18,
        sixth_form="yes",
        religious_character="Church of England/Methodist",
        category="support",
    )
    assert facts == {
        "provider.kind": "maintained_school",
        "provider.category": "support",
        "provider.status": "proposed_to_close",
        "provider.phase": "all_through",
        "provider.stages": "early_years\nprimary\nsecondary\nsixth_form",
        "provider.early_years": "yes",
        "provider.sixth_form": "yes",
        "provider.denomination": "church_of_england",
        "provider.church_school": "yes",
        "provider.maintained": "yes",
        "provider.trust": "no",
    }


def test_an_unknown_provider_has_empty_facts_and_no_recipient_but_the_file(starter):
    facts = provider_facts(starter)
    assert facts["provider.kind"] == facts["provider.stages"] == facts["provider.maintained"] == ""
    assert recipients(starter) == ["file/file"]


def test_a_pack_renames_what_its_authority_calls_otherwise(registry, starter):
    assert registry.get("rutland-2015").term("officer") == "Education Specialist Officer"
    assert starter.term("officer") == "Officer"
    assert starter.term("category", plural=True) == "Categories"


def test_a_code_from_elsewhere_is_shown_readably(starter):
    assert starter.role_label("chief_whip") == "Chief whip"
    assert starter.role_label("dsl") == "Designated safeguarding lead"


def test_a_visit_type_has_its_own_layout_or_the_general_one(starter):
    assert starter.layout("note_of_visit", "learning_walk").id == "note-of-walk"
    assert starter.layout("note_of_visit", "core_visit").id == "note-of-visit"
    assert starter.layout("note_of_visit").id == "note-of-visit"


def test_what_a_pack_does_not_hold_is_a_plain_problem(starter):
    for ask in (starter.form, starter.scale, starter.visit_type, starter.layout):
        with pytest.raises(Problem) as refusal:
            ask("of-another-pack")
        assert "of-another-pack" in refusal.value.message and refusal.value.hint


def test_starters_are_given_for_every_section_of_the_visits_joined_form(registry):
    pack = registry.get("rutland-2015")
    assert pack.starters("review_visit", "outcomes")
    assert pack.starters("review_visit", "sen")  # of the form that is joined on
    assert pack.starters("review_visit", "nowhere") == ()


def test_a_filled_text_is_not_filled_again():
    assert fill("{a} {b} {c}", {"a": "{b}", "b": "x"}) == "{b} x "


def test_a_file_name_loses_what_a_disk_cannot_hold():
    pattern = "{date} {provider} {urn} {type} v{version}"
    values = {"date": "2026-10-06", "provider": "St Mary's: a/b", "type": "Visit?", "version": "2"}
    assert file_name(pattern, values) == "2026-10-06 St Mary's a b Visit v2"


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_name_makes_a_usable_file_name(provider, urn):
    name = file_name("{provider} {urn}", {"provider": provider, "urn": urn})
    assert name and len(name) <= 120
    assert not set(name) & set('<>:"/\\|?*\n\r\x00')
    assert name == name.strip(" .")
