"""Minutes and agendas as drafts: what stands where, what keeps its words, what is missing."""

from dataclasses import replace

import pytest

from sif_desktop.domain import note_edit, note_merge
from sif_desktop.domain.agenda_paper import compose_agenda, overrun
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.minutes import compose_minutes
from sif_desktop.domain.minutes_checks import check_minutes
from sif_desktop.domain.minutes_facts import (
    Agreed,
    Attendee,
    Figure,
    Funded,
    ItemFact,
    Listed,
    MeetingFacts,
    PlanReviewed,
    Previous,
    Recommended,
    Reviewed,
    Said,
)
from sif_desktop.domain.note import BlockKind, Flag, from_json, to_json
from sif_desktop.domain.visibility import Visibility

READING = Reviewed(
    "p1", "priority", "Raise reading", rating="on_track", before="at_risk",
    before_on="2026-10-12", review="v1", progress="Taught daily.", evidence="Books of Year 4.",
    successes="Lower attainers catch up.", barriers="Two vacancies.",
)  # fmt: skip
WRITING = Reviewed("p2", "priority", "Raise writing", rating="at_risk")
PLANS = (
    PlanReviewed("a", "School plan", (
        READING, WRITING, Reviewed("m1", "milestone", "Half read", due="2026-12-11",
                                   rating="met", before="on_track"),
        Reviewed("c1", "criterion", "All read", rating="partly", before="partly"),
    )),
    PlanReviewed("b", "Plan of the authority", (Reviewed("m2", "milestone", "Coach", rating=""),)),
    PlanReviewed("c", "Statement of action", (Reviewed("m3", "milestone", "Posts filled"),)),
)  # fmt: skip
FACTS = MeetingFacts(
    "m", "Targeted Intervention Group", "Oakfield", "School", "2026-11-20", "Hill and Vale",
    items=(
        ItemFact("i1", "1", "Progress", "priorities"),
        ItemFact("i2", "2", "Milestones", "milestones"),
        ItemFact("i3", "3", "Money", "funding"),
        ItemFact("i4", "4.1", "Attendance", "figures", heading="Data"),
        ItemFact("i5", "4.2", "Exclusions", "figures", heading="Data"),
        ItemFact("i6", "5", "Buildings", state="parked"),
        ItemFact("i7", "6", "Catering", state="dropped", why_dropped="no longer asked for"),
    ),
    people=(Attendee("u1", "Asha Verma", "Head teacher", attendance="present"),),
    plans=PLANS,
    funding=(Funded("f1", "A coach", "School plan", "£1,200", "£3,200", "Intervention"),),
    figures={"i4": (Figure("Attendance", "94.1%", "95.2%", "93.0%", "2026, census"),)},
    next_day="2027-01-18",
)  # fmt: skip


def said(draft):
    return [sentence.text for _, _, sentence in draft.sentences()]


def rows(draft, block):
    return [row.cells for row in draft.find_block(block)[1].rows]


def messages(facts, draft=None):
    return [
        (f.severity, f.message) for f in check_minutes(draft or compose_minutes(facts), facts,
                                                       Around())
    ]  # fmt: skip


@pytest.mark.req("R14-41")
@pytest.mark.req("R14-55")
def test_each_priority_has_its_progress_evidence_successes_barriers_and_movement():
    words = " ".join(said(compose_minutes(FACTS)))
    assert "Raise reading. Plan: School plan." in words
    assert (
        "Rating: on track, better than at the meeting of 12 October 2026 (at risk). Progress: "
        "Taught daily. Evidence: Books of Year 4. Successes: Lower attainers catch up. "
        "Barriers: Two vacancies."
    ) in words
    assert "Rating: at risk. It was not reviewed at this meeting." in (words)


@pytest.mark.req("MK10-106")
def test_the_milestones_of_all_plans_stand_in_one_grid_and_money_with_its_total():
    draft = compose_minutes(FACTS)
    assert rows(draft, "i2:milestone") == [
        ("Half read", "School plan", "11 December 2026", "Met", "On track; now better"),
        ("Coach", "Plan of the authority", "", "Not judged", "Not reviewed before"),
        ("Posts filled", "Statement of action", "", "Not judged", "Not reviewed before"),
    ]
    assert rows(draft, "i3:funding") == [
        ("A coach (from Intervention)", "School plan", "£1,200", "£3,200")
    ]


@pytest.mark.req("TW14-51")
def test_figures_stand_with_their_source_and_year():
    assert rows(compose_minutes(FACTS), "i4:figures") == [
        ("Attendance", "94.1%", "95.2%", "93.0%", "2026, census")
    ]


def test_items_keep_their_order_and_say_why_they_were_not_taken():
    headings = [s.heading for s in compose_minutes(FACTS).sections if s.kind == "item"]
    assert headings == [
        "1. Progress", "2. Milestones", "3. Money", "4. Data", "5. Buildings", "6. Catering"
    ]  # fmt: skip
    words = said(compose_minutes(FACTS))
    assert "Left for another meeting." in words and "Not taken: no longer asked for." in words


def test_what_was_said_of_plans_or_money_is_not_lost_where_no_item_is_for_it():
    bare = replace(FACTS, items=(ItemFact("i1", "1", "Anything"),))
    headings = [section.heading for section in compose_minutes(bare).sections]
    assert {"Plans reviewed", "Funding decisions"} <= set(headings)
    assert "Raise writing." not in said(compose_minutes(bare))


def test_composing_again_gives_the_same_and_json_keeps_it():
    draft = compose_minutes(FACTS)
    assert compose_minutes(FACTS) == draft == from_json(to_json(draft))
    ids = [sentence.id for _, _, sentence in draft.sentences()]
    ids += [row.id for _, block in draft.blocks() for row in block.rows]
    assert len(set(ids)) == len(ids)
    blocks = [block.id for _, block in draft.blocks()]
    assert len(set(blocks)) == len(blocks)


def test_an_edited_line_whose_record_changes_is_flagged_and_never_goes_further_than_it():
    line = Said("l", "i6", "note", "Roof leaks. Asked for money.")
    old = compose_minutes(replace(FACTS, lines=(line,)))
    old = note_edit.edit_sentence(old, "line:l:1", "Money was asked for.")
    inner = replace(line, text="Roof leaks. No money.", visibility=Visibility.LA)
    new = note_merge.recompose(old, compose_minutes(replace(FACTS, lines=(inner,))))
    sentence = new.find("line:l:1")[2]
    assert sentence.text == "Money was asked for." and sentence.flag is Flag.RECORD_CHANGED
    assert sentence.visibility is Visibility.LA


def test_lines_say_what_they_are_and_recommendations_to_whom():
    facts = replace(
        FACTS,
        lines=(
            Said("a", "i6", "decision", "Go on"), Said("b", "i6", "success", "Roof is dry"),
            Said("c", "i6", "barrier", "No money"), Said("d", "gone", "note", "Said aside"),
        ),
        recommendations=(Recommended("r", "i6", "Advice", "the Council", "Mend it"),),
        actions=(Agreed("t", "i6", "Mend", provider="Hill Top"), Agreed("s", "i6", "Paint")),
    )  # fmt: skip
    words = said(compose_minutes(facts))
    for sentence in (
        "Decision. Go on.", "Success. Roof is dry.", "Barrier. No money.", "Said aside.",
        "Advice to the Council: Mend it.", "Actions 1 and 2 below.",
    ):  # fmt: skip
        assert sentence in words
    assert rows(compose_minutes(facts), "agreed_actions")[0][:2] == ("1", "Hill Top: Mend.")


@pytest.mark.parametrize(
    ("previous", "words"),
    [
        (Previous("2026-10-12", True, "2026-11-20", True), "12 October 2026 were agreed."),
        (Previous("2026-10-12", True, "2026-11-20", True, ("Two names",)), "agreed as corrected."),
        (Previous("2026-10-12", True, "2026-11-02"), "had been agreed on 2 November 2026."),
        (Previous("2026-10-12", True), "were not agreed at this meeting."),
    ],
)
def test_the_item_for_the_last_minutes_says_what_became_of_them(previous, words):
    facts = replace(FACTS, items=(ItemFact("i", "1", "Minutes", "minutes"),), previous=previous)
    assert words in " ".join(said(compose_minutes(facts)))


def test_what_a_body_lists_stands_at_its_item():
    listed = {"i": Listed(("School", "Why"), (("x", ("Hill Top", "Reading fell")),))}
    facts = replace(FACTS, items=(ItemFact("i", "1", "Cases", "cases"),), listed=listed)
    assert rows(compose_minutes(facts), "i:listed") == [("Hill Top", "Reading fell")]


def test_the_agenda_totals_its_minutes_and_leaves_out_what_was_dropped_or_parked():
    items = (ItemFact("i1", "1", "Progress", minutes=50, why="Standing", papers=("A note",)),
             ItemFact("i2", "2", "Money", minutes=25), *FACTS.items[-2:])  # fmt: skip
    facts = replace(FACTS, items=items, start_time="09:00", end_time="10:00", terms=("Monitor",))
    draft = compose_agenda(facts)
    assert rows(draft, "agenda") == [
        ("1", "Progress", "50", "Standing", "A note"), ("2", "Money", "25", "–", "–")
    ]  # fmt: skip
    assert overrun(facts) == 15
    assert "Planned in all: 75 minutes, from 09:00 to 10:15." in said(draft)
    assert "Monitor" in said(draft) and "Asha Verma, Head teacher" in said(draft)


def test_one_finding_names_all_items_left_open_and_none_that_was_touched():
    facts = replace(FACTS, lines=(Said("l", "i5", "note", "One child"),))
    open_items = [words for _, words in messages(facts) if "neither discussed" in words]
    assert len(open_items) == 1
    assert "3. Money" in open_items[0] and "4.1 Attendance" in open_items[0]
    assert "Exclusions" not in open_items[0] and "Progress" not in open_items[0]


def test_a_series_that_is_over_needs_no_next_day():
    facts = replace(FACTS, next_day="")
    assert ("should", "No day is set for the next meeting.") in messages(facts)
    over = replace(facts, more_to_come=False)
    assert not any("next meeting" in words for _, words in messages(over))
    assert "next_meeting" not in [section.id for section in compose_minutes(over).sections]


def test_every_block_of_the_minutes_could_be_written_in():
    draft = compose_minutes(FACTS)
    for section in draft.sections:
        if section.kind == "item":
            assert any(block.kind is BlockKind.PARAGRAPH for block in section.blocks)
