"""An authority nobody has heard of, with a mix of rules of its own, is added as files alone: a
visit, a categorisation, its list of what is due, its plans, its meetings and a report work."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sif_desktop.domain.category_decision import Decision
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.obligations import DueState
from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import caseload
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.services.meetings import PersonFields as PersonAsked
from sif_desktop.services.provider_rules import PersonFields
from sif_desktop.services.tasks import TaskFields
from tests.services.reading import words_of

PACKS = Path(__file__).resolve().parents[2] / "resources" / "frameworks"
OWN = Path(__file__).resolve().parents[1] / "data" / "packs" / "fenmark-2026"
TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path):
    """The starter's forms and papers, with Fenmark's own rules in the place of the starter's."""
    made = tmp_path / "fenmark-2026"
    shutil.copytree(PACKS / "england-2026", made)
    for name in ("categories", "facts.yaml", "inspections.yaml", "triggers.yaml", "concerns.yaml",
                 "ladders.yaml", "entitlements.yaml", "situations.yaml", "reports"):  # fmt: skip
        path = made / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    head = (made / "pack.yaml").read_text(encoding="utf-8")
    cut = head[: head.index("# Levels of support")] + head[head.index("# Offices that") :]
    own = (OWN / "categories-of-pack.yaml").read_text(encoding="utf-8")
    cut = cut.replace("id: england-2026", "id: fenmark-2026", 1)
    (made / "pack.yaml").write_text(f"{cut}\n{own}", encoding="utf-8")
    (made / "categories").mkdir()
    shutil.copy(OWN / "bands.yaml", made / "categories" / "bands.yaml")
    shutil.copytree(OWN / "reports", made / "reports")
    for name in ("obligations.yaml", "plans.yaml", "meetings.yaml", "situations.yaml"):
        shutil.copy(OWN / name, made / name)
    return made


def test_its_rules_are_without_fault_and_its_situations_come_true(folder):
    assert check(folder) == []


def test_its_own_meetings_body_and_report_are_read(services):
    pack = services.context.pack()
    assert pack.meeting_type("tide_meeting").place == "On the quay"
    assert pack.meeting_paper("tide_meeting", "minutes").title == "Log: {type}"
    assert pack.body("harbour_board").recommends == {"dredging": "Dredging"}
    assert pack.report("soundings").parts[1].if_no.task == "Send the dredger"


@pytest.fixture
def services(folder, tmp_path):
    new = caseload.NewCaseload(
        tmp_path / "fen.sif", "Kim Rowe", "fenmark-2026", "four plain words here"
    )
    registry = Registry([PACKS, folder.parent])
    opened = caseload.create(new, registry, lambda: TODAY, cost=keyfile.Cost(2**10))
    with opened.services.context.store.action("A school") as act:
        act.create(
            provider, TEAM, "saltmarsh", name="Saltmarsh Primary School", urn="900009",
            kind="maintained_school", type="Community school", status="Open", phase="Primary",
            low_age="4", high_age="11",
        )  # fmt: skip
    yield opened.services
    opened.close()


def test_a_visit_a_category_and_what_is_due_work(services):
    owed = {row.obligation: row for row in services.obligations.cycle("saltmarsh")}
    assert owed["first-look"].state is DueState.OVERDUE
    plan = services.visits.defaults("learning_walk", "saltmarsh")
    services.visits.start(services.visits.plan(replace(plan, visit_date="2026-11-20")).uid)
    owed = {row.obligation: row for row in services.obligations.cycle("saltmarsh")}
    assert owed["first-look"].state is DueState.DONE
    for criterion, value in (("reading", "weak"), ("belonging", "not_met"), ("leaders", "met")):
        services.categories.find("saltmarsh", criterion, value)
    view = services.categories.view("saltmarsh")
    assert view.proposal.category == "ebb"
    services.categories.decide("saltmarsh", Decision("ebb", TODAY, "Reading is weak."))
    cycle = [
        row for row in services.obligations.cycle("saltmarsh") if row.obligation == "tide-table"
    ]
    assert [row.day for row in cycle] == [date(2026, 12, 14)]


def test_a_plan_of_its_own_kind_is_begun_with_its_columns_and_texts(services):
    tide, mooring = services.plans.offered("saltmarsh")
    assert [column.label for column in tide.actions] == [
        "Passage", "Pilot", "High water", "Progress",
    ]  # fmt: skip
    assert not mooring.outlined
    uid = services.plans.begin("saltmarsh", "tide-plan", services.plans.defaults(tide)).uid
    services.plans.set_text(uid, "weather", "Fair.")
    page = services.plans.page(uid)
    assert page.plan.texts[(uid, "weather")] == "Fair."
    assert [one.label for one in page.template.sign_offs] == ["Head", "Harbour master"]


def issued(services, uid):
    """Issue a document as it stands; the words of its Word and of its PDF file."""
    for line in services.documents.check(uid):
        if line.finding.severity == "should":
            services.drafts.answer_warning(uid, line.finding.id, "Known and right.")
    made = services.documents.issue(uid, services.documents.recipients(uid))
    frozen = (
        services.documents.docx_of(made.version_uid),
        services.documents.pdf_of(made.version_uid),
    )
    return [words_of(one) for one in frozen]


def aground(services):
    """The school is in the category in which its own meetings are required."""
    services.categories.decide("saltmarsh", Decision("ebb", TODAY, "Reading is weak."))
    head = PersonFields("headteacher", "Mrs Asha Verma", from_date="2024-09-01")
    services.schools.add_person("saltmarsh", head)


def test_its_own_meeting_is_begun_for_a_reason_held_and_minuted(services):
    aground(services)
    (wanted,) = services.meeting_series.wanting()
    assert (wanted.offer.title, wanted.offer.also) == ("Tide meeting", "Low water")
    with pytest.raises(Problem, match="reason"):
        services.meeting_series.open(SeriesFields("tide_meeting", "saltmarsh"))
    series = services.meeting_series.open(
        SeriesFields(
            "tide_meeting", "saltmarsh", start_reasons=("grounded",), start_evidence="Seen.",
            opened_on="2026-11-02",
        )
    ).uid  # fmt: skip
    uid = services.meetings.plan(series, MeetingFields("2026-11-23", "10:00", "11:00")).uid
    services.meetings.begin(uid)
    page = services.meetings.page(uid)
    assert [(one.heading, one.minutes) for one in page.items] == [
        ("The water", 20),
        ("The bed", 10),
    ]
    assert page.row.place == "On the quay"
    lead = next(one for one in page.people if one.role == "service_lead")
    services.meetings.edit_person(lead.uid, PersonAsked("Sam Weir", "service_lead", "authority"))
    services.meetings.everybody_present(uid)
    silt = page.items[1].uid
    services.meeting_notes.line(uid, silt, "decision", "The channel is dredged")
    dredge = TaskFields("Hire a dredger", "school", "Mrs Asha Verma", "2026-12-11")
    services.meeting_notes.action(uid, silt, dredge)
    services.meetings.end(uid)
    for told in issued(services, services.minutes.start(uid).uid):
        for words in ("Log: Tide meeting", "On the quay", "High and low water", "Silt",
                      "The channel is dredged", "Hire a dredger", "11 December 2026"):  # fmt: skip
            assert words in told
    closed = {row.obligation: row.closed_on for row in services.obligations.cycle("saltmarsh")}
    assert closed["tide-table"] == TODAY


def test_its_own_report_answered_no_sends_what_it_says(services):
    aground(services)
    offers = {one.report: one for one in services.upward.offers("saltmarsh")}
    assert offers["soundings"].body == "Harbour Board"
    uid = services.upward.begin("soundings", "saltmarsh", period="month").uid
    services.upward.answer(uid, "deep", "no")
    for told in issued(services, uid):
        assert "Soundings" in told and "Deep enough" in told and "Harbour Board" in told
    (sent,) = services.tasks.rows()
    assert (sent.what, sent.party, sent.due) == ("Send the dredger", "partner", "2026-11-30")
