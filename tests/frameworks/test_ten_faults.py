"""A pack with ten faults, one in each kind of file, is reported with all ten at once."""

from sif_desktop.frameworks.checker import check

# file, what stands there, what is put in its place, and what the report must say
FAULTS = (
    ("pack.yaml", "side: authority", "side: council", "council"),
    ("scales.yaml", "value: exceptional", "value: Exceptional!", "Exceptional!"),
    ("visit_types.yaml", "form: core-visit", "form: core-vist", "core-visit"),
    ("categories/support-level.yaml", "otherwise: universal", "otherwise: universe", "universal"),
    ("obligations.yaml", "closed_by: [core_visit]", "closed_by: [core_vist]", "core_visit"),
    ("facts.yaml", "code: programmes", "code: status", "kept by the program"),
    ("inspections.yaml", "letter: members-briefing", "letter: members-brief", "members-briefing"),
    ("triggers.yaml", "indicator: persistent_absence", "indicator: absences", "absence"),
    ("ladders.yaml", "with: [trust_leader]", "with: [trust_lead]", "trust_leader"),
    ("entitlements.yaml", "instead_of: [core-days]", "instead_of: [core-day]", "core-days"),
)


def test_all_ten_are_reported_with_file_place_and_remedy(spoilt):
    folder = spoilt(*[fault[:3] for fault in FAULTS], pack="england-2026")
    found = check(folder)
    for file, _old, _new, says in FAULTS:
        mine = [fault for fault in found if fault.file == file]
        assert mine, f"nothing is said of {file}"
        assert any(says in fault.message for fault in mine), [fault.message for fault in mine]
        assert all(fault.path and fault.message.endswith((".", "?")) for fault in mine)
    assert {fault.file for fault in found} >= {fault[0] for fault in FAULTS}


def test_a_trigger_may_not_take_the_id_of_a_criterion_as_one_judgement_would_answer_both(spoilt):
    folder = spoilt(
        ("triggers.yaml", "id: attendance_below", "id: attendance"), pack="england-2026"
    )
    (fault,) = [one for one in check(folder) if one.file == "triggers.yaml"]
    assert (fault.path, "id of a criterion" in fault.message) == ("triggers[0].id", True)


def test_what_a_step_sets_is_a_dated_fact_of_the_pack_and_one_of_its_values(spoilt):
    right = "sets: {fact: pvi_directory, value: removed}"
    wrong = "sets: {fact: pvi_directory, value: gone}"
    (value,) = check(spoilt(("ladders.yaml", right, wrong), pack="kent-2009"))
    assert value.path.endswith("sets.value") and "value of “pvi_directory”" in value.message


def test_a_step_may_not_set_what_the_pack_does_not_keep(spoilt):
    right = "sets: {fact: pvi_directory, value: removed}"
    wrong = "sets: {fact: directory, value: removed}"
    (fact,) = check(spoilt(("ladders.yaml", right, wrong), pack="kent-2009"))
    assert fact.path.endswith("sets.fact") and "dated fact “directory”" in fact.message


def test_interim_outcomes_and_the_kind_of_a_window_are_names_of_the_pack(spoilt):
    folder = spoilt(
        ("inspections.yaml", "kind: monitoring", "kind: monitorin"),
        ("inspections.yaml", "    source: '1.2'\nwindows", "    interim: [good]\nwindows"),
        pack="kent-2009",
    )
    said = [fault.message for fault in check(folder)]
    assert any("kind of inspection “monitorin”" in one for one in said)
    assert any("outcome of this kind “good”" in one for one in said)
