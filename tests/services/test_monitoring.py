"""Key tasks, monitoring, support in time, restricted visits, risk, and who answers for what."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.inspections import indicator_value
from sif_desktop.models.tables.judgements import finding
from sif_desktop.models.tables.people import authority, officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.case_lines import CaseFields, StepFields
from sif_desktop.services.monitoring_lines import EntryFields
from sif_desktop.services.plans import PlanFields
from sif_desktop.services.support import SupportFields
from sif_desktop.services.tasks import TaskFields

from .conftest import TODAY

DAY = "2026-11-20"
COACHING = SupportFields("Coaching", from_date=DAY, exit_condition="Leaders plan alone")


@pytest.fixture
def under(store, registry):
    """`under(pack)`: Kim Rowe's caseload of two schools under that rulebook."""

    def make(pack):
        store.set_person("officer-kim")
        with store.action("Began the caseload", undoable=False) as act:
            act.create(officer, TEAM, "officer-kim", name="Kim Rowe")
            version = registry.get(pack).version
            act.create(authority, TEAM, name="Hill Council", pack=pack, pack_version=version)
            for uid, name, more in (
                ("oakfield", "Oakfield Primary School", {"type": "Community school"}),
                ("hill-top", "Hill Top Academy", {"type_group": "Academies"}),
            ):
                kind = registry.get(pack).kind_for(
                    more.get("type", ""), more.get("type_group", "")
                ) or ("maintained_school" if uid == "oakfield" else "academy")
                act.create(
                    provider, TEAM, uid, name=name, status="Open", phase="Primary", kind=kind,
                    **more,
                )  # fmt: skip
        return Services(store, registry, lambda: TODAY)

    return make


@pytest.fixture
def four_tasks(under):
    """A rulebook with key tasks, statutory checks and restricted visits."""
    return under("telford-2014")


def figure(services, code, value, beside="", year=2026, uid="oakfield"):
    with services.context.store.action("Measured") as act:
        act.create(
            indicator_value, uid, provider_uid=uid, code=code, year=year, value=value,
            comparator=beside, source="DfE", group_name="",
        )  # fmt: skip


def visited(services, kind, school="oakfield", **more):
    plan = replace(services.visits.defaults(kind, school), **more)
    uid = services.visits.plan(plan).uid
    services.visits.start(uid)
    return uid


# --- key tasks ------------------------------------------------------------------------------------


@pytest.mark.req("TW14-01")
def test_every_kind_of_visit_and_of_support_has_one_of_the_four_key_tasks(registry):
    pack = registry.get("telford-2014")
    rules = pack.monitoring
    assert list(rules.task_labels) == ["monitor", "support", "challenge", "intervene"]
    assert all(rules.task_of_visit(one.code) for one in pack.visit_types)
    assert all(rules.task_of_support(one.code) for one in pack.catalogue)
    assert rules.task_of_event("review_team") == "intervene"


@pytest.mark.req("TW14-01")
def test_a_visit_carries_its_type_s_key_task_until_an_officer_says_otherwise(four_tasks):
    visits = four_tasks.visits
    uid = visits.plan(visits.defaults("monitoring_visit", "oakfield")).uid
    assert [row.key_task for row in visits.rows(key_task="monitor").rows] == ["Monitoring"]
    visits.revise(uid, replace(visits.plan_of(uid), key_task="challenge"))
    assert visits.rows(key_task="monitor").rows == ()
    assert [row.uid for row in visits.rows(key_task="challenge").rows] == [uid]
    assert four_tasks.schools.page("oakfield").visits[0].key_task == "Challenge"
    with pytest.raises(Problem, match="no key task"):
        visits.revise(uid, replace(visits.plan_of(uid), key_task="help"))


@pytest.mark.req("TW14-01")
def test_support_and_meetings_carry_a_key_task_and_stand_beside_the_visits(four_tasks):
    support = four_tasks.support
    support.start("oakfield", replace(COACHING, title="Joint book scrutiny"))
    support.start("oakfield", COACHING)
    support.start("oakfield", replace(COACHING, key_task="intervene"))
    said = [(row.title, row.key_task_words) for row in support.rows()]
    assert sorted(said) == [
        ("Coaching", "Intervention"), ("Coaching", "Support"), ("Joint book scrutiny", "Monitoring")
    ]  # fmt: skip
    visited(four_tasks, "weekly_visit")
    with four_tasks.context.store.action("Met") as act:
        act.create(event, "oakfield", provider_uid="oakfield", kind="review_team", day=DAY)
    work = four_tasks.monitoring.of_school("oakfield").work
    assert all(one.key_task for one in work)
    intervening = {one.title for one in work if one.key_task == "intervene"}
    assert intervening == {"Weekly visit", "Category 3/4 review meeting", "Coaching"}
    with pytest.raises(Problem, match="no key task"):
        support.start("oakfield", replace(COACHING, key_task="help"))


# --- monitoring -----------------------------------------------------------------------------------


@pytest.mark.req("TW14-04")
def test_figures_judgements_self_evaluation_and_checks_are_read_together(four_tasks):
    monitoring = four_tasks.monitoring
    figure(four_tasks, "progress", "-1.2", "0", 2025)
    figure(four_tasks, "progress", "-0.4", "0", 2026)
    monitoring.judge("oakfield", EntryFields(DAY, "Teaching in Year 4", "Better", "Six lessons"))
    monitoring.judge_self_evaluation(
        "oakfield", EntryFields(DAY, value="not_met", said="Good throughout", text="Data differ")
    )
    monitoring.check("oakfield", EntryFields("2026-10-01", "returns", "not_met", "Census late"))
    monitoring.check("oakfield", EntryFields(DAY, "returns", "met"))
    seen = monitoring.of_school("oakfield")
    assert [(one.label, one.value, one.year, one.beside) for one in seen.figures] == [
        ("Progress measure", "-0.4", 2026, "0")
    ]
    assert [(one.about, one.value, one.text) for one in seen.judgements] == [
        ("Teaching in Year 4", "Better", "Six lessons")
    ]
    [own] = seen.self_evaluation
    assert (own.said, own.value_words, own.judged_by) == ("Good throughout", "Not met", "Kim Rowe")
    latest = {one.code: one.latest.value if one.latest else "" for one in seen.checks}
    assert latest["returns"] == "met" and latest["safeguarding"] == ""
    assert monitoring.of_school("hill-top").judgements == ()


@pytest.mark.req("TW14-04")
def test_an_entry_that_says_nothing_is_refused(four_tasks):
    monitoring = four_tasks.monitoring
    with pytest.raises(Problem, match="what the entry is about"):
        monitoring.judge("oakfield", EntryFields(DAY, text="Well taught"))
    with pytest.raises(Problem, match="says nothing"):
        monitoring.judge("oakfield", EntryFields(DAY, "Teaching"))
    with pytest.raises(Problem, match="lies ahead"):
        monitoring.judge("oakfield", EntryFields("2026-11-24", "Teaching", "Good"))
    with pytest.raises(Problem, match="whether the requirement is met"):
        monitoring.check("oakfield", EntryFields(DAY, "returns"))
    with pytest.raises(Problem, match="how the school sees itself"):
        monitoring.judge_self_evaluation("oakfield", EntryFields(DAY, value="met"))


@pytest.mark.req("R15-53")
def test_the_strand_on_self_evaluation_is_answered_by_the_judgement_of_its_accuracy(under):
    services = under("rutland-2015")
    choices = services.monitoring.accuracy("oakfield")
    assert list(choices) == ["green", "amber", "red"]
    given = EntryFields(DAY, value="amber", said="All is good", text="Two judgements too high")
    entry = services.monitoring.judge_self_evaluation("oakfield", given).uid
    view = services.categories.view("oakfield")
    line = next(one for one in view.criteria if one.id == "sef")
    assert (line.value, line.evidence) == ("amber", "Two judgements too high")
    assert finding_of(services, "sef")["evidence_uid"] == entry
    services.undo.undo()
    assert services.monitoring.of_school("oakfield").self_evaluation == ()
    assert finding_of(services, "sef")["x_gone"] == 1


def finding_of(services, criterion):
    with services.context.store.read() as connection:
        query = select(finding).where(finding.c.criterion == criterion)
        return connection.execute(query).mappings().one()


# --- support in time ------------------------------------------------------------------------------


@pytest.mark.req("TW14-05")
@pytest.mark.parametrize(
    ("raised", "began", "words"),
    [
        (DAY, DAY, "at once"),
        ("2026-11-19", DAY, "after 1 day"),
        ("2026-10-20", DAY, "after 31 days"),
        ("", DAY, ""),
    ],
)
def test_support_direct_or_brokered_says_how_long_its_need_waited(four_tasks, raised, began, words):
    for mode in ("provided", "brokered"):
        given = replace(COACHING, mode=mode, raised_on=raised, from_date=began)
        four_tasks.support.start("oakfield", given)
    rows = four_tasks.support.rows("oakfield")
    assert {(row.mode, row.raised_on, row.waited) for row in rows} == {
        ("provided", raised, words), ("brokered", raised, words)
    }  # fmt: skip


@pytest.mark.req("TW14-05")
def test_support_does_not_begin_before_its_need_was_raised(four_tasks):
    with pytest.raises(Problem, match="before the need was raised"):
        four_tasks.support.start("oakfield", replace(COACHING, raised_on="2026-11-21"))


# --- restricted visits ----------------------------------------------------------------------------


@pytest.mark.req("TW14-17")
def test_an_incident_follow_up_brings_other_services_and_stands_in_no_list(four_tasks):
    s = four_tasks
    plan = s.visits.defaults("incident_follow_up", "oakfield")
    along = [(one.name, one.part) for one in plan.companions]
    assert along == [("Safeguarding officer", "service"), ("Finance Officer", "service")]
    uid = visited(s, "incident_follow_up", focus="Zebra allegation")
    s.capture.add_jotting(uid, "Zebra in the hall")
    s.capture.agree_action(uid, TaskFields("Zebra letter", "authority", due="2026-11-25"))
    s.capture.enter_room(uid, "Zebra room")
    assert s.visits.read(uid).restricted
    assert s.visits.rows().rows == () and s.visits.rows("zebra").total == 0
    assert s.tasks.rows() == ()
    page = s.schools.page("oakfield")
    assert (page.visits, page.tasks, page.chronology) == ((), (), ())
    assert page.brief.last_visit is None and page.brief.promised == ()
    [row] = [one for one in s.schools.rows() if one.uid == "oakfield"]
    assert (row.last_visit, row.next_visit, row.open_tasks) == ("", "", 0)
    view = s.today.view()
    assert "Zebra" not in repr(view) and uid not in repr(view)
    s.search.refresh()
    assert s.search.find("zebra").lines == () == s.search.find("is:open").lines
    assert s.monitoring.of_school("oakfield").work == ()


@pytest.mark.req("TW14-17")
def test_a_restricted_visit_is_shown_to_the_officer_who_asks_and_goes_into_no_document(four_tasks):
    s = four_tasks
    uid = visited(s, "incident_follow_up")
    other = visited(s, "monitoring_visit")
    task = s.capture.agree_action(uid, TaskFields("Tell nobody", "school")).uid
    assert [row.uid for row in s.visits.rows(restricted=True).rows] == [uid]
    assert [row.uid for row in s.tasks.rows(restricted=True)] == [task]
    assert [one.uid for one in s.visits.record(uid).tasks] == [task]
    s.visits.end(uid)
    with pytest.raises(Problem, match="restricted: no note"):
        s.notes.start(uid)
    with pytest.raises(Problem, match="restricted: it is not printed"):
        s.paper.form_of_visit(uid)
    assert s.capture.open(other).earlier == ()
    kind = s.context.pack().plans[0].id
    made = s.plans.begin("oakfield", kind, PlanFields("Plan", DAY, "2027-07-20")).uid
    assert s.plan_family.tasks_to_pull(made) == ()


@pytest.mark.req("TW14-17")
def test_whether_a_visit_is_restricted_does_not_change_once_it_is_planned(four_tasks):
    visits = four_tasks.visits
    uid = visits.plan(visits.defaults("monitoring_visit", "oakfield")).uid
    with pytest.raises(Problem, match="cannot become restricted"):
        visits.revise(uid, replace(visits.plan_of(uid), visit_type="incident_follow_up"))


# --- risk -----------------------------------------------------------------------------------------


@pytest.mark.req("R14-05")
def test_every_school_has_one_risk_assessment_a_year_listed_by_risk(under, count_statements):
    services = under("rutland-2014")
    code, label = next(iter(services.context.pack().indicators.items()))
    figure(services, code, "48", "61")
    risk = services.risk
    assert list(risk.levels()) == ["high", "medium", "low"]
    risk.assess("hill-top", "low", "Results hold")
    risk.assess("oakfield", "medium", "Results fell")
    risk.assess("oakfield", "high", "Results fell and the head left")
    with count_statements() as counted:
        rows = risk.rows()
    assert len([one for one in counted if one.startswith("SELECT")]) <= 4
    assert [(row.provider, row.level_label) for row in rows] == [
        ("Oakfield Primary School", "High"), ("Hill Top Academy", "Low")
    ]  # fmt: skip
    first = rows[0]
    assert (first.reasons, first.assessed_by) == ("Results fell and the head left", "Kim Rowe")
    assert (first.assessed_on, first.year) == (TODAY.isoformat(), 2026)
    assert first.figure_words == f"{label} 48 against 61 (2026)"
    figure(services, code, "70", "61")
    assert risk.rows()[0].figure_words == first.figure_words, "as it stood when it was assessed"
    assert {row.level for row in risk.last_year()} == {""}


@pytest.mark.req("R14-05")
def test_a_level_of_risk_needs_its_reasons_and_is_one_of_the_rulebook_s(under):
    services = under("rutland-2014")
    for level, reasons, words in (
        ("dire", "Results fell", "how great"),
        ("", "Results fell", "how great"),
        ("high", " ", "with its reasons"),
    ):
        with pytest.raises(Problem, match=words):
            services.risk.assess("oakfield", level, reasons)


# --- who answers ----------------------------------------------------------------------------------


@pytest.mark.req("R14-76")
def test_an_intervention_names_one_responsible_officer(four_tasks):
    case = CaseFields("Causing concern", "Results fell", "", opened_on=DAY)
    with pytest.raises(Problem, match="no owner"):
        four_tasks.cases.open("oakfield", case)
    four_tasks.support.start("oakfield", COACHING)
    four_tasks.support.start("oakfield", replace(COACHING, officer_name="Pat Lane"))
    assert {row.officer_name for row in four_tasks.support.rows()} == {"Kim Rowe", "Pat Lane"}


@pytest.mark.req("R14-76")
def test_reviews_actions_and_what_is_late_stand_under_the_officer_of_the_case(four_tasks):
    s = four_tasks
    given = CaseFields("Causing concern", "Results fell", "Pat Lane", opened_on="2026-09-07",
                       review_on="2026-11-16")  # fmt: skip
    case = s.cases.open("oakfield", given).uid
    s.tasks.add("oakfield", TaskFields("Plan the RAP", "school", "Head", "2026-11-30"))
    s.tasks.add("hill-top", TaskFields("No case here", "school"))
    s.cases.take(case, StepFields("warning_notice", DAY, why="It must be now"))
    power = StepFields("appoint_governors", DAY, why="No answer", comply_by="2026-11-21")
    s.cases.use_power(case, power)
    s.support.start("oakfield", COACHING, case)
    mine = {(row.kind, row.due, row.overdue) for row in s.workload.rows("Pat Lane")}
    assert mine == {
        ("Case", "2026-11-16", True),
        ("Action of the school", "2026-11-30", False),
        ("Compliance", "2026-11-21", True),
    }
    assert {row.case_uid for row in s.workload.rows("Pat Lane")} == {case}
    assert [row.kind for row in s.workload.mine()] == ["Support"]
    assert {row.kind for row in s.workload.late()} == {"Case", "Compliance"}
    s.cases.edit(case, replace(given, owner="Sam Hill"))
    assert s.workload.rows("Pat Lane") == () and len(s.workload.rows("Sam Hill")) == 3
