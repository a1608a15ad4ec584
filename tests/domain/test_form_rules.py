"""What a form shows, what is still open, and what keeps a note from being issued."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.form_rules import (
    gaps,
    is_done,
    item_at,
    needs_stop_line,
    numbering,
    open_items,
    section_state,
    section_states,
    stop_line_items,
    visible_items,
    visible_sections,
)
from sif_desktop.domain.forms import (
    Answer,
    AnswerState,
    Choice,
    Condition,
    Form,
    Item,
    ItemKind,
    Section,
)

SEN = Section(
    id="sen",
    title="SEN",
    items=(
        Item("sen.hint", "Roles, not names", ItemKind.NOTE),
        Item("sen.policy", "Policy", ItemKind.YES_NO, required=True),
        Item("sen.outcomes", "Outcomes", ItemKind.TEXT),
    ),
    mandatory=True,
)
GROUPS = Section(
    id="groups",
    title="Groups",
    items=(
        Item(
            "groups.met",
            "Met",
            ItemKind.CHOICES,
            choices=(Choice("pupils", "Pupils"), Choice("staff", "Staff")),
        ),
        Item(
            "groups.safe",
            "Feel safe",
            ItemKind.YES_NO,
            only_if=Condition("groups.met", ("pupils",)),
            present_risk=("no",),
        ),
        Item("groups.why", "Why not", ItemKind.TEXT, only_if=Condition("groups.safe", ("no",))),
    ),
)
SIXTH = Section(
    id="sixth",
    title="Sixth form",
    items=(Item("sixth.results", "Results", ItemKind.TEXT),),
    only_if=Condition("provider.sixth_form", ("yes",)),
)
FORM = Form("visit", "Visit", (SEN, GROUPS, SIXTH))


def answered(**values: str) -> dict[str, Answer]:
    return {
        name.replace("__", "."): Answer(name.replace("__", "."), AnswerState.ANSWERED, value)
        for name, value in values.items()
    }


def ids(items):
    return [item.id for item in items]


def test_a_section_is_shown_only_where_its_fact_holds():
    assert ids(visible_sections(FORM, {}, {"provider.sixth_form": "yes"})) == [
        "sen",
        "groups",
        "sixth",
    ]
    assert ids(visible_sections(FORM, {}, {})) == ["sen", "groups"]


def test_an_item_is_shown_once_any_chosen_value_meets_its_condition():
    answers = answered(groups__met="pupils\nstaff")
    assert "groups.safe" in ids(visible_items(FORM, answers, {}))
    assert "groups.safe" not in ids(visible_items(FORM, answered(groups__met="staff"), {}))


def test_an_item_that_depends_on_a_hidden_item_is_hidden_too():
    answers = answered(groups__met="staff", groups__safe="no")
    assert "groups.why" not in ids(visible_items(FORM, answers, {}))


def test_a_fact_with_several_values_meets_a_condition_on_any_of_them():
    condition = Condition("provider.stages", ("secondary",))
    form = Form("f", "F", (replace(SIXTH, only_if=condition),))
    assert visible_items(form, {}, {"provider.stages": "primary\nsecondary"})
    assert not visible_items(form, {}, {"provider.stages": "primary"})


def test_a_section_with_nothing_to_show_is_not_shown():
    section = Section("s", "S", (replace(GROUPS.items[1]),))
    assert visible_sections(Form("f", "F", (section,)), {}, {}) == ()


def test_notes_are_never_counted_or_open():
    assert section_state(SEN, {}).total == 2
    assert "sen.hint" not in ids(open_items(FORM, {}, {}))


@pytest.mark.parametrize(
    "state", [AnswerState.NOT_SEEN, AnswerState.NOT_APPLICABLE, AnswerState.NOT_JUDGED]
)
def test_not_seen_not_applicable_and_not_judged_count_as_done(state):
    assert is_done(Answer("sen.policy", state))


def test_an_answer_of_spaces_is_not_done():
    assert not is_done(Answer("sen.outcomes", AnswerState.ANSWERED, "  "))


@pytest.mark.req("R15-10")
def test_an_empty_mandatory_section_blocks_unless_a_reason_is_given_for_it():
    state = section_state(SEN, {})
    assert state.empty and state.blocks and state.missing == ("sen.policy",)
    excused = section_state(SEN, {"sen": Answer("sen", reason="The co-ordinator was away.")})
    assert excused.empty and not excused.blocks and excused.missing == ()


def test_a_mandatory_section_without_required_items_must_hold_something():
    section = replace(SEN, items=(Item("sen.outcomes", "Outcomes", ItemKind.TEXT),))
    assert section_state(section, {}).blocks
    assert not section_state(section, answered(sen__outcomes="Good")).blocks


def test_a_required_item_not_seen_needs_a_reason_or_evidence():
    unseen = Answer("sen.policy", AnswerState.NOT_SEEN)
    assert section_state(SEN, {"sen.policy": unseen}).missing == ("sen.policy",)
    for settled in (replace(unseen, reason="Inset day"), replace(unseen, evidence="Inset day")):
        assert section_state(SEN, {"sen.policy": settled}).missing == ()


def test_gaps_name_the_item_by_number_and_skip_hidden_sections():
    hidden = replace(SIXTH, mandatory=True)
    form = Form("visit", "Visit", (SEN, GROUPS, hidden))
    found = gaps(form, {}, {})
    assert [(gap.section, gap.item) for gap in found] == [("sen", "sen.policy")]
    assert "1.1 Policy" in found[0].message
    empty = gaps(form, answered(sen__policy="yes"), {"provider.sixth_form": "yes"})
    assert [(gap.section, gap.item) for gap in empty] == [("sixth", "")]
    assert "3 Sixth form" in empty[0].message


def test_numbers_skip_notes_and_do_not_shift_when_items_are_hidden():
    numbers = numbering(FORM)
    assert numbers["sen.policy"] == "1.1"
    assert "sen.hint" not in numbers
    assert numbers["groups.why"] == "2.3"
    assert numbers["sixth"] == "3"


def test_a_number_leads_back_to_its_item():
    assert item_at(FORM, " 2.2 ") == GROUPS.items[1]
    assert item_at(FORM, "9.9") is None
    assert item_at(FORM, "2") is None  # a section is no item


def test_only_a_value_of_present_risk_that_was_answered_opens_the_stop_line():
    safe = GROUPS.items[1]
    assert needs_stop_line(safe, Answer(safe.id, AnswerState.ANSWERED, "no"))
    assert not needs_stop_line(safe, Answer(safe.id, AnswerState.ANSWERED, "yes"))
    assert not needs_stop_line(safe, Answer(safe.id, AnswerState.NOT_SEEN, "no"))
    assert not needs_stop_line(safe, None)


def test_a_hidden_answer_opens_no_stop_line():
    risk = answered(groups__met="pupils", groups__safe="no")
    assert ids(stop_line_items(FORM, risk, {})) == ["groups.safe"]
    risk |= answered(groups__met="staff")
    assert stop_line_items(FORM, risk, {}) == ()


any_answers = st.dictionaries(
    st.sampled_from([item.id for item in FORM.items()]),
    st.builds(
        Answer,
        item=st.just("x"),
        state=st.sampled_from(AnswerState),
        value=st.sampled_from(["", "yes", "no", "pupils", "staff", "pupils\nstaff", "words"]),
        evidence=st.sampled_from(["", "seen"]),
        reason=st.sampled_from(["", "because"]),
    ),
)


@given(any_answers, st.sampled_from(["yes", "no", ""]))
def test_done_and_open_items_make_up_the_whole_form(answers, sixth):
    facts = {"provider.sixth_form": sixth}
    states = section_states(FORM, answers, facts)
    still_open = open_items(FORM, answers, facts)
    assert sum(s.total - s.done for s in states) == len(still_open)
    assert all(0 <= s.done <= s.total for s in states)
    assert any(s.blocks for s in states) == bool(gaps(FORM, answers, facts))
