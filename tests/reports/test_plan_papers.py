"""Every kind of plan of every rulebook on paper: its own labels in its own order, in both files."""

import sys
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest

from sif_desktop.domain.plans import (
    Action,
    Cost,
    Criterion,
    Evaluation,
    Judged,
    Milestone,
    Plan,
    Priority,
)
from sif_desktop.frameworks.registry import Registry
from sif_desktop.reports.blocks import Document
from sif_desktop.reports.builders.milestone_grid import GridFacts, GridTerm
from sif_desktop.reports.builders.milestone_grid import build as build_grid
from sif_desktop.reports.builders.plan_paper import PlanFacts, WordLine, build
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf

sys.path.append(str(Path(__file__).parents[2] / "tools"))

import gate

DAY, START, DUE = date(2026, 11, 23), date(2026, 11, 2), date(2026, 12, 14)
REGISTRY = Registry([Path(__file__).parents[2] / "resources" / "frameworks"])
PACKS = ("england-2026", "kent-2009", "milton-keynes-2010", "rutland-2014", "rutland-2015",
         "telford-2014")  # fmt: skip
KINDS = [(pack, one.id) for pack in PACKS for one in REGISTRY.get(pack).plans]
_NAMES = ("uid", "priority_uid", "action_uid", "support_uid", "came_from", "place", "party")


def filled(kind, level: str, **given):
    """A row with a word of its own in every field of text."""
    words = {
        one.name: f"{level} {one.name} said"
        for one in fields(kind)
        if one.type in (str, "str") and one.name not in _NAMES
    }
    return kind(**{**words, "uid": level, "place": "a", **given})


def full_plan(template) -> Plan:
    """One row of each kind, everything filled, and all the rulebook's own texts."""
    owner = {"plan": "plan", "priority": "priority", "action": "action", "milestone": "milestone"}
    texts = {(owner[one.on], one.code): f"{one.code} written" for one in template.texts}
    texts |= {("plan", role): f"{role} does this" for role in template.roles}
    texts |= {("action", "support"): "support brokered", ("priority", "support"): "more support"}
    under = {"priority_uid": "priority" if template.priority else ""}
    said = {"due": DUE, "judged": Judged("at_risk", DAY, "seen in books"), **under}
    area = next(iter(template.areas), "")
    priority = filled(Priority, "priority", area=area, improvement_uid="improvement")
    return Plan(
        "plan", "oakfield", template.id, "A plan", "running", START, DUE, texts=texts,
        priorities=(priority,) if template.priority else (),
        actions=(filled(Action, "action", party="authority", start=START, **said),),
        milestones=(filled(Milestone, "milestone", **said),),
        criteria=(Criterion("criterion", "priority", "a", "criterion said"),),
        costs=(Cost("cost", "action", "Coach", Decimal(480), "school"),),
        evaluations=(
            Evaluation("evaluation", "priority", "t", "school", DAY, "at_risk", "evaluation said"),
        ),
    )  # fmt: skip


def facts_of(pack: str, kind: str) -> PlanFacts:
    rulebook = REGISTRY.get(pack)
    template = rulebook.plan_template(kind)
    words = [WordLine("approval", one.label, "") for one in template.approvals]
    words += [WordLine("stage", one.label, "") for one in template.stages]
    words += [WordLine("consulted", one.label, "") for one in template.contributors]
    words += [WordLine("sign_off", one.label, "") for one in template.sign_offs]
    return PlanFacts(
        full_plan(template), template, "Oakfield Primary School", "Hill and Vale Council",
        "Kim Rowe", DAY, {role: rulebook.role_label(role) for role in template.roles},
        {"improvement": "improvement said"}, {"t": "Autumn"}, words,
    )  # fmt: skip


def word_tables(document: Document) -> list[list[list[str]]]:
    """Every table of the Word file, as opened again."""
    file = docx.Document(BytesIO(write_docx(document)))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables]


def labels(columns) -> list[str]:
    return [one.label for one in columns]


def stands(part: list[str], whole: list[str], start: int = 0) -> int:
    """Where `part` stands unbroken in `whole` at or after `start`."""
    places = range(start, len(whole) - len(part) + 1)
    found = next((n for n in places if whole[n : n + len(part)] == part), None)
    assert found is not None, f"{part} is not in {whole[start:]}"
    return found


@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_the_rulebooks_labels_and_no_others_stand_in_its_order_in_both_files(pack, kind):
    facts = facts_of(pack, kind)
    template, document = facts.template, build(facts)
    pdf, word = write_pdf(document), write_docx(document)
    assert gate.faults(arrange(document), pdf, word) == []
    for said in (gate.said_by_pdf(pdf), gate.said_by_word(word)):
        prefaces = [words for level, words in said.headings if level == 3]
        assert prefaces == labels(template.texts_on("plan"))
        place = 0
        for columns in (template.priority, template.milestones, template.actions):
            if columns:
                place = stands(labels(columns), said.heads, place) + len(columns)
    heads = [table[0] for table in word_tables(document)]
    for columns in (template.milestones, template.actions):
        assert not columns or labels(columns) in heads


@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_what_was_written_stands_below_its_label_and_status_in_words(pack, kind):
    facts = facts_of(pack, kind)
    template, document = facts.template, build(facts)
    tables = word_tables(document)
    at_risk = "At risk (23 November 2026). seen in books"
    own = {"party": "Authority", "start": "2 November 2026", "due": "14 December 2026",
           "cost": "£480", "payer": "School", "support": "support brokered",
           "progress": at_risk}  # fmt: skip
    for level, columns in (("action", template.actions), ("milestone", template.milestones)):
        if columns:
            heads, row = next(table for table in tables if table[0] == labels(columns))
            assert heads == labels(columns)
            texts = {one.code: f"{one.code} written" for one in template.texts_on(level)}
            meant = {**own, **texts}
            assert row == [meant.get(one.field, f"{level} {one.field} said") for one in columns]
    words = gate.said_by_word(write_docx(document)).words
    for one in template.texts_on("plan"):
        assert words[words.index(one.label) + 1] == f"{one.code} written"
    assert "At risk" in words or not (template.actions or template.milestones)


def heads_of(pack: str, kind: str) -> list[str]:
    return gate.said_by_pdf(write_pdf(build(facts_of(pack, kind)))).heads


def headings_of(pack: str, kind: str) -> list[str]:
    said = gate.said_by_pdf(write_pdf(build(facts_of(pack, kind))))
    return [words for level, words in said.headings if level == 3]


@pytest.mark.req("MK10-140")
@pytest.mark.parametrize("kind", ["improvement-plan", "la-action-plan"])
def test_a_priority_is_laid_out_head_then_targets_then_activities(kind):
    layout = [
        ["Improvement Priority", "Current position", "Success Criteria"],
        ["Targets", "Evaluation & Responsible body/officer", "How often"],
        ["Activity", "Lead", "Start", "Target completion date", "Resources", "Objective(s)",
         "Monitoring", "Progress"],
    ]  # fmt: skip
    heads, place = heads_of("milton-keynes-2010", kind), 0
    for row in layout:
        place = stands(row, heads, place) + len(row)


@pytest.mark.req("MK10-141")
@pytest.mark.parametrize("kind", ["improvement-plan", "la-action-plan"])
def test_the_preface_has_its_seven_parts(kind):
    assert headings_of("milton-keynes-2010", kind) == [
        "Context",
        "Profile (in relation to ECM outcomes)",
        "Capacity of Leadership Team effectiveness of self-evaluation processes and Service "
        "Improvement Plan",
        "Future of service/school",
        "LA Role/Evaluation",
        "Key priorities for improvement (LA and/or inspection agency)",
        "Progress since review/inspection",
    ]


@pytest.mark.req("R14-50", "R14-53")
def test_a_joint_plan_says_whose_each_action_is_who_pays_and_who_monitors_how():
    heads = heads_of("rutland-2014", "scc-action-plan")
    stands(["Milestone", "Target", "Date", "Monitored and evaluated by", "Progress"], heads)
    stands(
        ["Action", "School or Local Authority", "Lead", "Start", "Target date",
         "Objective for attainment or progress", "Resources, the school’s own first", "Cost",
         "Paid by", "Monitored and evaluated by", "How it is monitored", "Progress"],
        heads,
    )  # fmt: skip
    found = headings_of("rutland-2014", "scc-action-plan")
    assert "Local Authority review arrangements" in found
    stands(["Role", "What it does", "Local Authority", "Governing Body"], heads)
    facts = facts_of("rutland-2014", "scc-action-plan")
    level = replace(facts, plan=replace(facts.plan, support_level="Intensive"))
    words = gate.said_by_pdf(write_pdf(build(level))).words
    assert words[words.index("Support level") + 1] == "Intensive"


@pytest.mark.req("R15-36")
def test_an_agreement_on_brokered_support_has_exactly_its_six_fields_and_the_schools_word():
    document = build(facts_of("rutland-2015", "brokered-support-agreement"))
    said = gate.said_by_pdf(write_pdf(document))
    assert [words for level, words in said.headings if level == 3] == [
        "Expected outcomes", "Timescale", "Responsibilities", "Resource allocation",
        "Evaluation method", "Exit criteria",
    ]  # fmt: skip
    assert [["Approved by", "When and by whom"], ["School", "Not yet"]] in word_tables(document)


@pytest.mark.req("TW14-60")
def test_a_raising_achievement_plan_has_its_parts_and_a_review_each_term():
    document = build(facts_of("telford-2014", "raising-achievement-plan"))
    heads = gate.said_by_pdf(write_pdf(document)).heads
    head = ["Priority", "Success criteria", "Additional support", "Agreed timescale"]
    stands([*head, "Termly review"], heads)
    stands(["Term", "Seen by", "Status", "Evaluation"], heads)
    found = headings_of("telford-2014", "raising-achievement-plan")
    assert found == ["Pathway for continuity and progression", "Exit strategy"]


@pytest.mark.req("K09-34")
def test_expected_impact_stands_as_achievement_attitudes_and_views_with_action_and_resources():
    heads = heads_of("kent-2009", "provider-plan")
    impact = [f"Expected impact: {what}" for what in ("achievement", "attitudes", "views")]
    place = stands(impact, heads)
    assert "Action" in heads[place:] and "Deployment of resources" in heads[place:]


def test_staff_read_neither_who_pays_nor_who_watches_whom():
    facts = replace(facts_of("rutland-2014", "scc-action-plan"), audience="staff")
    said = gate.said_by_pdf(write_pdf(build(facts)))
    hidden = ("Cost", "Paid by", "Monitored and evaluated by", "How it is monitored")
    assert not set(hidden) & set(said.heads)
    assert not any("monitor said" in words or "£480" in words for words in said.words)
    assert "action what said" in said.words


def many(count: int) -> PlanFacts:
    """A plan of twelve priorities and so many actions, half as many milestones."""
    facts = facts_of("england-2026", "improvement-plan")
    plan, tops = facts.plan, 12
    priorities = [
        replace(plan.priorities[0], uid=f"p{n}", title=f"Priority of area {n}") for n in range(tops)
    ]
    judged = [Judged(), Judged("met", DAY, "seen"), Judged("at_risk", DAY, "late")]
    actions = [
        replace(plan.actions[0], uid=f"a{n}", what=f"Do thing {n}", priority_uid=f"p{n % tops}",
                judged=judged[n % 3])
        for n in range(count)
    ]  # fmt: skip
    milestones = [
        replace(plan.milestones[0], uid=f"m{n}", what=f"Reach {n}", priority_uid=f"p{n % tops}")
        for n in range(count // 2)
    ]
    made = replace(plan, priorities=tuple(priorities), actions=tuple(actions),
                   milestones=tuple(milestones))  # fmt: skip
    return replace(facts, plan=made)


def test_a_plan_of_three_hundred_actions_is_accessible_and_loses_no_word():
    document = build(many(300))
    pdf = write_pdf(document)
    assert check_pdf(pdf) == []
    assert gate.faults(arrange(document), pdf, write_docx(document)) == []
    words = gate.said_by_pdf(pdf).words
    assert all(f"Do thing {n}" in words for n in range(300))


def test_a_milestone_stands_under_the_term_it_is_due_in_with_its_status_in_words():
    plan = many(4).plan
    terms = [GridTerm("Autumn term 2026", date(2026, 9, 1), date(2027, 1, 3)),
             GridTerm("Spring term 2027", date(2027, 1, 4), date(2027, 4, 11))]  # fmt: skip
    facts = GridFacts(plan, "Oakfield", "Hill and Vale Council", "Kim Rowe", DAY, terms)
    document = build_grid(facts)
    assert gate.faults(arrange(document), write_pdf(document), write_docx(document)) == []
    heads, row = word_tables(document)[0]
    assert heads[3:] == ["Autumn term 2026", "Spring term 2027", "No date or another term"]
    assert row[3:] == ["At risk, 14 December 2026", "", ""]
