"""What is wrong with a pack's meetings, bodies and reports is said with its place and remedy."""

import pytest

from sif_desktop.frameworks.checker import check

MEETINGS, QUARTER = "meetings.yaml", "reports/quarterly-report.yaml"
TEN = (
    (MEETINGS, "refers_to: council", "refers_to: counsil", "council"),
    (MEETINGS, "role: portfolio_member, source", "role: portfolio_membr, source", "portfolio_m"),
    (MEETINGS, "events: [cabinet_attended]", "events: [cabinet_atended]", "cabinet_attended"),
    (MEETINGS, "body: epb", "body: epd", "epb"),
    (MEETINGS, "best_8, floor, attendance]", "best_9, floor, attendance]", "best_8"),
    (MEETINGS, "role: lead_member, copy", "role: led_member, copy", "lead_member"),
    (MEETINGS, "id: key_actions,", "id: improvement,", "given twice"),
    (MEETINGS, "{type} minutes", "{typ} minutes", "type"),
    (QUARTER, "event: no_clear_improvement", "event: no_clear_improvment", "no_clear_improvement"),
    (QUARTER, "role: lead_officer", "role: leed_officer", "lead_officer"),
)


def test_ten_planted_faults_are_all_reported_at_once(spoilt):
    found = check(spoilt(*[one[:3] for one in TEN]))
    for file, _old, _new, says in TEN:
        mine = [fault for fault in found if fault.file == file and says in fault.message]
        assert mine and all(fault.path for fault in mine), (says, [str(one) for one in found])
    assert len(found) == len(TEN), [str(one) for one in found]


SAID = (
    ("milton-keynes-2010", "    of: tig", "    of: summative_meeting", "its own series"),
    ("milton-keynes-2010", "required_in: [LA4b]", "required_in: [LA5]", "category “LA5”"),
    ("milton-keynes-2010", "contributions: [att", "contributions: [xatt", "role “xatt"),
    ("milton-keynes-2010", "    fund: Intervention funding\n", "", "money without a name"),
    ("rutland-2014", "reports_to: scc_meeting", "reports_to: scc_meting", "scc_meeting"),
    ("rutland-2014", "reports_to: scc_meeting", "reports_to: strategy_meeting", "no body's"),
    ("rutland-2014", "    body: scc\n", "", "names no body"),
    ("rutland-2014", "    about: body\n", "", "It names a body"),
    ("rutland-2014", "code: urgency", "code: circumstances", "given twice"),
    ("rutland-2014", "    place: At", "    single: true\n    place: At", "held once"),
    ("rutland-2014", "values: [church_of_england]", "values: [church]", "church_of_england"),
    ("rutland-2014", "    body: sacre\n    source: '10.2'", "    body: sacre", "states neither"),
    ("rutland-2014", "    chair: virtual_head", "    events: [board_reported]", "no school"),
    ("telford-2014", ", figures: [attendance]", "", "names none"),
)


@pytest.mark.parametrize(("pack", "old", "new", "said"), SAID, ids=lambda text: text[:24])
def test_a_planted_fault_is_named_with_its_remedy(spoilt, pack, old, new, said):
    faults = check(spoilt((MEETINGS, old, new), pack=pack))
    assert any(said in fault.message and fault.path for fault in faults), faults


def test_only_a_question_is_followed_by_what_a_no_leads_to(spoilt):
    folder = spoilt((QUARTER, "kind: question", "kind: text"))
    assert ["Only a question" in fault.message for fault in check(folder)] == [True]


def test_a_report_may_not_take_the_id_of_a_letter_or_layout(spoilt):
    folder = spoilt((QUARTER, "id: quarterly-report", "id: note-of-visit"))
    said = [fault.message for fault in check(folder) if fault.file == QUARTER]
    assert any("layout or letter has this id" in one for one in said), said
