"""Categories: findings, the proposal, and decisions that pass nothing silently."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from sif_desktop.domain.category_decision import Decision, StagePassed
from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.services.category_lines import HAND, PRESUMED
from sif_desktop.services.provider_rules import EntryFaults
from tests.services.categories.conftest import LEVEL, PLAIN, SCHOOL, line, record, under, warned
from tests.services.conftest import TODAY


@pytest.mark.req("TW14-02", "TW14-29")
def test_two_criteria_found_unmet_propose_category_two_and_the_category_stays_the_officers(telford):
    categories = telford.categories
    view = categories.view(SCHOOL)
    assert line(view, "S5.1").by == PRESUMED and not view.proposal.category
    categories.find(SCHOOL, "S1.3", "not_met", "Three-year average falls.")
    categories.find(SCHOOL, "S2.2", "not_met")
    view = categories.view(SCHOOL)
    found = line(view, "S1.3")
    assert (found.by, found.evidence, found.judged_by) == (
        HAND, "Three-year average falls.", "Kim Rowe",
    )  # fmt: skip
    assert view.proposal.category == "2"
    assert {one.text for one in view.proposal.because} == {found.text, line(view, "S2.2").text}
    assert all(one.paragraph for one in view.proposal.because)
    assert ("not met", 2) in view.proposal.counts
    assert view.present == ""


@pytest.mark.req("TW14-29")
def test_what_is_unusual_counts_only_where_it_is_said_to_be_exceptional(telford):
    telford.categories.find(SCHOOL, "S5.5", "met")
    assert telford.categories.view(SCHOOL).proposal.category == ""
    telford.categories.find(SCHOOL, "exceptional", "met", "The hall burnt down in September.")
    assert telford.categories.view(SCHOOL).proposal.category == "2"


@pytest.mark.req("TW14-38")
def test_a_failed_section_8_visit_proposes_4a(telford):
    record(telford, inspection, day="2026-10-08", outcomes="section_8_inadequate")
    assert telford.categories.view(SCHOOL).proposal.category != "4a"
    record(telford, inspection, day="2025-10-08", outcomes="requires_improvement")
    proposal = telford.categories.view(SCHOOL).proposal
    assert proposal.category == "4a" and "Section 8" in proposal.because[1].text


@pytest.mark.req("TW14-02")
def test_a_proposal_that_rests_on_one_criterion_says_that_one_is_not_enough(telford):
    telford.categories.find(SCHOOL, "serious_concerns", "met")
    proposal = telford.categories.view(SCHOOL).proposal
    assert proposal.category == "3" and "one criterion alone" in proposal.notes[0].text


def test_a_finding_taken_back_leaves_the_criterion_not_judged(telford):
    telford.categories.find(SCHOOL, "S1.3", "not_met", "Falls.")
    telford.categories.find(SCHOOL, "S1.3", "not_judged")
    found = line(telford.categories.view(SCHOOL), "S1.3")
    assert (found.value, found.by, found.evidence) == ("not_judged", "", "Falls.")
    with pytest.raises(Problem, match="no finding"):
        telford.categories.find(SCHOOL, "S1.3", "good")


@pytest.mark.req("TW14-27")
def test_a_decision_needs_reasons_and_may_move_to_any_category(telford):
    with pytest.raises(EntryFaults) as refused:
        telford.categories.decide(SCHOOL, replace(PLAIN, reasons=" "))
    assert set(refused.value.faults) == {"reasons"}
    telford.categories.decide(SCHOOL, replace(PLAIN, category="1", on=date(2026, 9, 7)))
    telford.categories.decide(SCHOOL, replace(PLAIN, category="3"))
    page = telford.schools.page(SCHOOL)
    assert page.facts["category"] == "3" and page.category_since == TODAY.isoformat()
    assert [one.label for one in telford.categories.view(SCHOOL).history] == [
        "Category Three", "Category One",
    ]  # fmt: skip


@pytest.mark.req("TW14-38")
def test_the_gate_of_4a_is_a_warning_notice_and_passing_it_without_one_needs_words(telford):
    four = replace(PLAIN, category="4a")
    with pytest.raises(EntryFaults, match="formal warning notice"):
        telford.categories.decide(SCHOOL, four)
    telford.categories.decide(SCHOOL, replace(four, gate_overruled="Served by the department."))
    assert telford.categories.view(SCHOOL).history[0].gate_overruled == "Served by the department."


def test_with_the_notice_on_record_the_gate_is_open(telford):
    warned(telford, "2026-11-20")
    assert not next(o for o in telford.categories.view(SCHOOL).options if o.code == "4a").shut
    telford.categories.decide(SCHOOL, replace(PLAIN, category="4a"))
    assert telford.categories.view(SCHOOL).present == "4a"


@pytest.mark.req("TW14-52")
def test_a_category_three_school_changes_only_after_a_review_meeting(telford):
    telford.categories.decide(SCHOOL, replace(PLAIN, category="3", on=date(2026, 9, 7)))
    with pytest.raises(EntryFaults, match="review meeting"):
        telford.categories.decide(SCHOOL, PLAIN)
    record(telford, event, kind="review_team", day="2026-11-16")
    telford.categories.decide(SCHOOL, PLAIN)
    assert telford.categories.view(SCHOOL).present == "2"


@pytest.mark.req("TW14-48")
def test_special_measures_propose_4b_and_only_an_inspection_leads_out(telford):
    record(telford, inspection, day="2026-09-15", outcomes="special_measures")
    assert telford.categories.view(SCHOOL).proposal.category == "4b"
    telford.categories.decide(SCHOOL, replace(PLAIN, category="4b", on=date(2026, 9, 20)))
    record(telford, event, kind="review_team", day="2026-11-16")
    with pytest.raises(EntryFaults, match="formally removed"):
        telford.categories.decide(SCHOOL, PLAIN)
    record(telford, inspection, day="2026-11-18", outcomes="removed_from_category")
    telford.categories.decide(SCHOOL, PLAIN)


def test_the_clock_of_category_three_runs_a_year_from_the_day_it_was_entered(telford):
    telford.categories.decide(SCHOOL, replace(PLAIN, category="3", on=date(2025, 10, 1)))
    record(telford, event, kind="review_team", day="2026-02-02")
    telford.categories.decide(SCHOOL, replace(PLAIN, category="3", on=date(2026, 3, 1)))
    view = telford.categories.view(SCHOOL)
    assert (view.since, view.exit_by, view.exit_passed) == ("2025-10-01", "2026-10-01", True)
    assert {one.exit_by for one in view.history} == {"2026-10-01"}


def test_of_two_decisions_of_one_day_the_later_one_stands(telford):
    for code in ("2", "1", "2"):
        telford.categories.decide(SCHOOL, replace(PLAIN, category=code))
    view = telford.categories.view(SCHOOL)
    assert view.present == "2"
    assert [one.label for one in view.history] == ["Category Two", "Category One", "Category Two"]
    assert next(r for r in telford.rounds.round().rows if r.uid == SCHOOL).decided == "Category Two"


def test_a_decision_is_one_action_and_one_undo(telford, store):
    telford.categories.decide(SCHOOL, PLAIN)
    telford.undo.undo()
    assert telford.categories.view(SCHOOL).history == ()
    assert telford.schools.page(SCHOOL).facts["category"] == ""


@pytest.mark.req("R15-23")
def test_a_decision_keeps_the_scheme_and_the_rulebook_it_was_made_under(telford):
    telford.categories.decide(SCHOOL, replace(PLAIN, category="3"))
    with telford.context.store.read() as connection:
        row = connection.execute(select(judgement)).mappings().one()
    assert (row["pack"], row["pack_version"], row["scheme"]) == ("telford-2014", "1", "categories")
    now = under(telford, "england-2026").categories.view(SCHOOL)
    assert now.scheme == "support-level"
    assert now.history[0].label == "Category Three" and "2014" in now.history[0].rulebook
    telford.categories.decide(SCHOOL, replace(LEVEL, on=TODAY))  # carried over by hand
    labels = [one.label for one in telford.categories.view(SCHOOL).history]
    assert labels == ["Targeted support", "Category Three"]


@pytest.mark.req("R15-23")
def test_old_categories_are_carried_over_by_hand_and_nothing_before_changes(telford):
    telford.categories.decide(SCHOOL, replace(PLAIN, category="3"))
    assert telford.carry_over.waiting() == ()
    now = under(telford, "england-2026")
    (old,) = now.carry_over.waiting()
    assert (old.label, old.schools) == ("Category Three", ("Oakfield Primary School",))
    assert "2014" in old.rulebook and old.choices["targeted"] == "Targeted support"
    for wrong in ({old.key: ""}, {old.key: "3"}, {"other": "targeted"}):
        with pytest.raises(Problem):
            now.carry_over.carry(wrong)
    now.carry_over.carry({old.key: "targeted"})
    view = now.categories.view(SCHOOL)
    assert [one.label for one in view.history] == ["Targeted support", "Category Three"]
    assert "Carried over by hand from “Category Three”" in view.history[0].reasons
    assert "2014" in view.history[1].rulebook and view.present == "targeted"
    assert now.carry_over.waiting() == ()
    now.undo.undo()
    assert len(now.carry_over.waiting()) == 1


# --- stages, capacity, and the school's own view --------------------------------------------------


def test_a_required_stage_is_dated_or_its_reason_is_kept(services):
    with pytest.raises(EntryFaults) as refused:
        services.categories.decide(SCHOOL, replace(LEVEL, stages=()))
    assert set(refused.value.faults) == {"stage:discussed", "stage:told"}
    made = services.categories.decide(SCHOOL, LEVEL)
    stages = {one.code: one for one in services.categories.view(SCHOOL).history[0].stages}
    assert (stages["discussed"].passed_on, stages["discussed"].who) == (TODAY.isoformat(), "Head")
    assert stages["told"].skipped == "Letter follows"
    services.categories.pass_stage(made.uid, StagePassed("told", TODAY, "Head and chair"))
    stages = {one.code: one for one in services.categories.view(SCHOOL).history[0].stages}
    assert stages["told"].passed_on == TODAY.isoformat() and not stages["told"].skipped


@pytest.mark.req("R14-37")
def test_the_list_changes_by_four_dated_stages_and_keeps_what_was_before(services):
    scheme = under(services, "rutland-2014")
    codes = ("recommended", "considered", "dialogue", "agreed")
    dated = tuple(StagePassed(code, date(2026, 11, 2 + n), "Panel") for n, code in enumerate(codes))
    listed = Decision("scc", TODAY, "Outcomes have fallen.", stages=dated)
    with pytest.raises(EntryFaults, match="Professional dialogue"):
        scheme.categories.decide(SCHOOL, replace(listed, stages=(*dated[:2], dated[3])))
    scheme.categories.decide(SCHOOL, replace(listed, category="not_listed", on=date(2026, 11, 9)))
    scheme.categories.decide(SCHOOL, listed)
    now, before = scheme.categories.view(SCHOOL).history
    assert (now.label, before.label) == ("School Causing Concern", "Not on the list")
    assert [stage.passed_on for stage in now.stages] == [f"2026-11-0{n}" for n in (2, 3, 4, 5)]


@pytest.mark.req("R15-43")
def test_where_no_rule_decides_the_counts_per_colour_stand_beside_the_officers_reasons(services):
    rag = under(services, "rutland-2015").categories
    for criterion, value in (("progress", "green"), ("gaps", "amber"), ("trend", "amber")):
        rag.find(SCHOOL, criterion, value)
    proposal = rag.view(SCHOOL).proposal
    assert not proposal.category and {("Green", 1), ("Amber", 2)} <= set(proposal.counts)
    with pytest.raises(EntryFaults, match="Give the reasons"):
        rag.decide(SCHOOL, Decision("amber", TODAY, "", "amber"))
    rag.decide(SCHOOL, Decision("amber", TODAY, "Gaps and trend outweigh progress.", "amber"))
    assert rag.view(SCHOOL).present_label.startswith("Amber")


def test_a_different_view_of_the_school_is_kept_with_its_evidence(services):
    with pytest.raises(EntryFaults, match="sees it otherwise"):
        services.categories.decide(SCHOOL, replace(LEVEL, school_evidence=""))
    services.categories.decide(SCHOOL, LEVEL)
    view = services.categories.view(SCHOOL)
    kept = view.history[0]
    assert (kept.label, kept.school_view) == ("Targeted support", "Universal support")
    assert kept.school_evidence == "Autumn assessments." and "authority’s" in view.prevails


def test_capacity_is_judged_beside_the_category_where_the_rulebook_asks_for_it(services):
    with pytest.raises(EntryFaults, match="Capacity to improve"):
        services.categories.decide(SCHOOL, replace(LEVEL, capacity=""))


def test_a_finding_rests_on_a_record_of_the_school_and_of_no_other(services):
    mine = record(services, inspection, day="2026-11-18", outcomes="special_measures")
    draft = record(services, document, title="Draft", kind="note_of_visit", state="drafting")
    first = next(one for one in services.categories.view(SCHOOL).criteria if not one.options)
    services.categories.find(SCHOOL, first.id, "met", "As it says", mine)
    view = services.categories.view(SCHOOL)
    found = next(one for one in view.criteria if one.id == first.id)
    assert (found.link.uid, found.link.table, found.evidence) == (mine, "inspection", "As it says")
    assert "18 November 2026" in found.link.words and draft not in {e.uid for e in view.evidence}
    services.categories.find(SCHOOL, first.id, "not_met")  # judged anew, on the same
    found = next(one for one in services.categories.view(SCHOOL).criteria if one.id == first.id)
    assert (found.link.uid, found.value) == (mine, "not_met")
    for wrong in (draft, "elsewhere"):
        with pytest.raises(Problem, match="no record of the school"):
            services.categories.find(SCHOOL, first.id, "met", None, wrong)
    services.categories.find(SCHOOL, first.id, "met", None, "")
    found = next(one for one in services.categories.view(SCHOOL).criteria if one.id == first.id)
    assert found.link is None
