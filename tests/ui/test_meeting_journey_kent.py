"""What follows written concerns and inspections under the strategy of 2009: a meeting of three
parties, the joint evaluation, the monthly report of a setting, the committee's three columns."""

from dataclasses import replace
from datetime import date

import pytest

from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.cases import CaseFields
from sif_desktop.services.inspection_lines import ImprovementFields, InspectionFields
from sif_desktop.services.provider_facts import FactFields
from sif_desktop.services.provider_rules import PersonFields
from sif_desktop.services.support import SupportFields
from sif_desktop.ui.dialogs.report_form import ALL
from tests.services.meetings.upward_world import category, issue
from tests.services.reading import words_of
from tests.ui import meeting_journey as at
from tests.ui.journey import SCHOOL, working_by
from tests.ui.meeting_papers import filled, in_order, item, musts, receivers, reported

HEAD, CHAIR, DIOCESE = "Mrs Asha Verma", "Mr Tomasz Lew", "Canon Bell"
SETTING = "acorn"
PHONICS, HISTORY = "Teach phonics every day", "Widen the curriculum"


@pytest.fixture
def office(qtbot, tmp_path):
    school = {"kind": "school", "religious_character": "Church of England"}
    with working_by(qtbot, tmp_path, "kent-2009", **school) as made:
        at.people(made, ("headteacher", HEAD), ("chair", CHAIR), ("diocesan_officer", DIOCESE))
        at.secrets(made)
        yield made


def intensive(office, uid=SCHOOL):
    category(office.services, "intensive", "2026-09-01", school=uid)


@pytest.mark.req("K09-61")
def test_partner_and_head_evaluate_jointly_by_key_issue_and_the_diocese_hears(office):
    intensive(office)
    asked_for = (ImprovementFields(PHONICS), ImprovementFields(HISTORY))
    given = InspectionFields(
        "section_5", "2026-09-22", outcomes=("notice_to_improve",), improvements=asked_for
    )
    office.services.inspections.record(SCHOOL, given)
    paper = reported(office, "joint-evaluation-report", period="month")
    assert musts(paper) == [
        f"Nothing is said yet of “Key issue 1: {PHONICS}”.",
        f"Nothing is said yet of “Key issue 2: {HISTORY}”.",
    ]
    said = {PHONICS: "Phonics is taught daily now.", HISTORY: "History has no scheme yet."}
    for asked, words in said.items():
        code = next(one.code for one in paper.view.form if asked in one.label)
        filled(office, paper, code, words)
    filled(office, paper, "new_actions", "Buy a scheme for history.")
    assert not musts(paper)
    wanted = {"headteacher", "chair", "acso", "diocesan_officer", "file"}
    assert receivers(office, paper) == wanted
    made = at.issued(office, paper)
    in_order(
        office, made, "Written jointly by", f"({HEAD})", "Key issue 1", PHONICS, said[PHONICS],
        "Key issue 2", HISTORY, said[HISTORY], "Buy a scheme for history.",
    )  # fmt: skip
    at.read_back(office, made, DIOCESE)


@pytest.mark.req("K09-55")
def test_owner_and_authority_read_each_month_what_support_has_brought_to_a_setting(office):
    services = office.services
    with services.context.store.action("A setting") as act:
        act.create(provider, TEAM, SETTING, name="Acorn Nursery", kind="setting", status="Open")
    services.facts.add(SETTING, "ownership", FactFields("pvi", "2024-09-01"))
    services.schools.add_person(SETTING, PersonFields("owner", "Ms Oak", from_date="2024-09-01"))
    intensive(office, SETTING)
    paper = reported(office, "setting-monthly-report", SETTING)
    assert musts(paper) == ["“What the support has brought” says nothing yet."]
    filled(office, paper, "impact", "Two more children speak in sentences.")
    filled(office, paper, "self_evaluation", "Staff write it each Friday.")
    assert {"owner", "area_ey_adviser"} <= receivers(office, paper)
    made = at.issued(office, paper)
    for copy in (at.GOVERNORS, at.SCHOOL):
        at.read_back(
            office, made, "Acorn Nursery", "Two more children speak in sentences.",
            "Staff write it each Friday.", copy=copy,
        )  # fmt: skip
    done = {one.obligation for one in services.obligations.cycle(SETTING) if one.closed_on}
    assert "monthly-monitoring" in done


@pytest.mark.req("K09-20")
def test_the_committee_reads_three_columns_of_the_days_asked_for(office):
    services = office.services
    given = CaseFields("Standards", "Far below national", "Kim Rowe", opened_on="2026-09-10")
    case = services.cases.open(SCHOOL, given).uid
    for title, day in (("Later programme", "2026-11-20"), ("Phonics programme", "2026-09-20")):
        support = SupportFields(title, from_date=day, exit_condition="At national")
        last = services.support.start(SCHOOL, support, case).uid
    services.support.end(last, "strong", "Nine in ten pass the check", date(2026, 10, 30))
    paper = reported(office, "poc-report", ALL, since="2026-09-01", until="2026-10-31")
    filled(office, paper, "comment", "One school causes concern.")
    assert receivers(office, paper) == {"poc", "director", "file"}
    made = at.issued(office, paper)
    in_order(
        office, made, "School", "Action taken", "Impact on outcomes", "Oakfield Primary School",
        "Far below national", "Support: Phonics programme (20 September 2026)",
        "Phonics programme, strong impact: Nine in ten pass the check.",
        "One school causes concern.",
    )  # fmt: skip
    at.read_back(office, made, absent=("Later programme",))


@pytest.mark.req("K09-57")
def test_three_parties_meet_on_what_was_put_in_writing(office):
    note_issued(office, "Reading in Key Stage 2 is not taught well enough.")
    assert meeting_owed(office) == [None]
    page = at.begun(office, at.series_form(office, SCHOOL, "after_note_meeting"))
    met = at.planned(office, page, day="2026-11-24", start_time="14:00")
    three = ["headteacher", "chair", "attached_officer"]
    assert [one.role for one in met.control.page.people] == three
    at.begin(office, met)
    at.everybody(office, met)
    at.at_item(office, met, item(met, "areas"))
    at.say(office, met, "d The plan is ordered anew", f"!r {at.MARKER} said")
    at.at_item(office, met, item(met, "action"))
    at.say(office, met, "a Move money to reading; Mrs Asha Verma; 11 Dec",
           "a Ask a specialist in; Kim Rowe; 18 Dec")  # fmt: skip
    paper = at.ended(office, met)
    assert receivers(office, paper) >= {"headteacher", "chair", "file"}
    made = at.issued(office, paper)
    in_order(office, made, HEAD, "Areas requiring improvement", "The plan is ordered anew",
             "Course of action", "Sources of support", "Move money to reading", HEAD,
             "11 December 2026", "Ask a specialist in", "18 December 2026")  # fmt: skip
    assert meeting_owed(office) == [date(2026, 11, 24)]


def note_issued(office, areas):
    """A visit of today whose note puts areas in writing goes out."""
    services = office.services
    plan = replace(services.visits.defaults("sip_visit", SCHOOL), visit_date="2026-11-24")
    uid = services.visits.plan(plan).uid
    services.visits.start(uid)
    form = services.context.pack().form("sip-visit")
    for item_id, words in (("plan.objectives", "On their way."), ("areas.raised", areas)):
        given = Answer(item_id, AnswerState.ANSWERED, words)
        services.capture.record_answer(uid, form.id, form.item(item_id), given)
    assert not meeting_owed(office), "nothing is in writing before the note goes out"
    note = issue(services, services.notes.start(uid).uid)
    for copy in (services.documents.docx_of, services.documents.pdf_of):
        assert areas in words_of(copy(note.version_uid))


def meeting_owed(office):
    """When the meeting on what was put in writing was held, of each that is owed."""
    cycle = office.services.obligations.cycle(SCHOOL)
    return [one.closed_on for one in cycle if one.obligation == "action-meeting"]
