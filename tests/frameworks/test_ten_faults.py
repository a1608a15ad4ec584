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
