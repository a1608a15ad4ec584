"""A record turned into a draft: the rulebook's words, in the layout's order."""

from dataclasses import replace

import pytest

from sif_desktop.domain.compose import SECTION_KINDS, compose
from sif_desktop.domain.forms import (
    Answer,
    AnswerState,
    Evidence,
    Form,
    Item,
    ItemKind,
    Scale,
    Step,
)
from sif_desktop.domain.forms import Section as FormSection
from sif_desktop.domain.note import BlockKind, NoteDraft
from sif_desktop.domain.note_facts import (
    ActionFact,
    FiledJotting,
    NoteFacts,
    RecipientFact,
    SectionPlan,
)
from sif_desktop.frameworks.vocabulary import LAYOUT_SECTIONS

WORDS = {
    "purpose": "{officer} visited {provider} on {date} for a {type}. The focus was: {focus}.",
    "graded": "{item}: {grade}. {descriptor}",
    "not_seen": "{item} was not seen.",
    "not_applicable": "{item} does not apply.",
    "not_judged": "{item} was not judged.",
    "section_empty": "{section} was not covered. Reason: {reason}",
    "first_visit": "No actions from before.",
    "no_actions": "No actions were agreed with {provider}.",
    "support": "Time: {preparation} + {on_site} + {reporting} = {total} days.",
    "feedback": "Shared on {date} with {people}.",
}
SCALE = Scale("s", "S", (Step("1", "Secure", "In place.", "1"), Step("2", "Weak", "", "2")))
FORM = Form(
    "f",
    "F",
    (
        FormSection(
            "t",
            "Teaching",
            (
                Item("t.assess", "Assessment", ItemKind.GRADE, scale="s", evidence=True),
                Item("t.notes", "Priorities", ItemKind.TEXT),
                Item("t.open", "Curriculum", ItemKind.GRADE, scale="s"),
            ),
        ),
        FormSection("sen", "SEN", (Item("sen.a", "Policy", ItemKind.YES_NO),), mandatory=True),
    ),
)


def say(code: str, **values: str) -> str:
    return WORDS[code].format(**values)


def facts(**more) -> NoteFacts:
    every = tuple(SectionPlan(kind, kind.title(), "About it.") for kind in LAYOUT_SECTIONS)
    base = NoteFacts(
        visit_uid="v",
        provider="Oakfield Primary School",
        visit_type="Core visit",
        visit_date="2026-11-23",
        officer="Kim Rowe",
        authority="Hill and Vale",
        sections=every,
        form=FORM,
        scales={"s": SCALE},
    )
    return replace(base, **more)


def words_of(draft: NoteDraft, section: str) -> str:
    found = next(s for s in draft.sections if s.id == section)
    sentences = " ".join(s.text for b in found.blocks for s in b.sentences)
    cells = " ".join(cell for b in found.blocks for row in b.rows for cell in row.cells)
    return f"{sentences} {cells}".strip()


def test_every_kind_of_section_a_rulebook_may_use_can_be_composed():
    assert set(LAYOUT_SECTIONS) == SECTION_KINDS


def test_the_sections_stand_in_the_layouts_order_under_its_headings():
    plans = (
        SectionPlan("strengths", "Good"),
        SectionPlan("text", "A", "x"),
        SectionPlan("text", "B"),
    )
    draft = compose(facts(sections=plans), say)
    assert [(s.id, s.heading) for s in draft.sections] == [
        ("strengths", "Good"),
        ("text", "A"),
        ("text-2", "B"),
    ]


def test_the_same_record_gives_the_same_draft():
    assert compose(facts(focus="reading"), say) == compose(facts(focus="reading"), say)


def test_a_placeholder_without_a_value_takes_its_sentence_with_it():
    assert words_of(compose(facts(), say), "purpose") == (
        "Kim Rowe visited Oakfield Primary School on 23 November 2026 for a core visit."
    )
    assert "The focus was: reading." in words_of(compose(facts(focus="reading."), say), "purpose")


def test_a_judgement_says_the_word_what_it_means_and_what_it_rests_on():
    answer = Answer(
        "t.assess",
        AnswerState.ANSWERED,
        "1",
        "Books were marked. Pupils knew why.",
        (Evidence.READ, Evidence.PUPILS),
    )
    draft = compose(facts(answers={"t.assess": answer}, answer_uids={"t.assess": "u1"}), say)
    assert words_of(draft, "findings") == (
        "Assessment: Secure. In place. Books were marked. Pupils knew why. "
        "Evidence: heard from pupils and read in documents."
    )
    judgement = draft.find("answer:t.assess")[2]
    assert judgement.lead == "Assessment: Secure."
    assert judgement.evidence[0].uid == "u1"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (AnswerState.NOT_SEEN, "Assessment was not seen. The lead was away."),
        (AnswerState.NOT_APPLICABLE, "Assessment does not apply. The lead was away."),
        (AnswerState.NOT_JUDGED, "Assessment was not judged. The lead was away."),
    ],
)
def test_the_three_ways_of_not_judging_are_told_apart_with_their_reason(state, said):
    answer = Answer("t.assess", state, reason="The lead was away")
    assert words_of(compose(facts(answers={"t.assess": answer}), say), "findings") == said


def test_a_text_of_several_lines_becomes_a_list():
    answer = Answer("t.notes", AnswerState.ANSWERED, "Reading: on course\nMaths: slow")
    draft = compose(facts(answers={"t.notes": answer}), say)
    blocks = {b.id: b for _, b in draft.blocks()}
    assert blocks["item:t.notes:lines"].kind is BlockKind.BULLETS
    assert words_of(draft, "findings") == "Priorities: Reading: on course Maths: slow"


def test_an_empty_mandatory_section_gives_its_reason():
    reason = Answer("sen", reason="The SENCO was away")
    draft = compose(facts(answers={"sen": reason}), say)
    assert words_of(draft, "findings") == "SEN was not covered. Reason: The SENCO was away."


def test_a_filed_jotting_is_offered_under_its_item_and_not_part_of_the_note():
    jotting = FiledJotting("j1", "t.assess", "books open,\n target on board")
    offered = compose(facts(jottings=(jotting,)), say).find("jotting:j1")
    assert offered[1].id == "item:t.assess"
    assert offered[2].text == "Books open, target on board."
    assert offered[1].printed() == ()


def test_actions_say_what_who_by_when_and_what_would_show_it():
    action = ActionFact("a1", "Mark books", "school", "Deputy head", "2027-01-15", "A sample")
    draft = compose(facts(actions=(action,)), say)
    block = draft.sections[LAYOUT_SECTIONS.index("agreed_actions")].blocks[0]
    assert block.rows[0].cells == (
        "Mark books",
        "Deputy head (school)",
        "15 January 2027",
        "A sample",
    )
    assert words_of(compose(facts(), say), "agreed_actions") == (
        "No actions were agreed with Oakfield Primary School."
    )


def test_actions_from_last_time_say_how_each_stands():
    actions = (
        ActionFact("1", "A", due="2026-05-01"),
        ActionFact("2", "B", due="2027-05-01"),
        ActionFact("3", "C", state="done", done_on="2026-02-03", done_note="well done"),
        ActionFact("4", "D", state="dropped"),
    )
    draft = compose(facts(last_actions=actions), say)
    rows = draft.sections[LAYOUT_SECTIONS.index("actions_last_time")].blocks[0].rows
    assert [row.cells[3] for row in rows] == [
        "Overdue on the day of this visit",
        "Under way",
        "Done on 3 February 2026: well done",
        "No longer to be done",
    ]


def test_days_are_added_without_rounding_errors():
    days = {"days_preparation": "0.1", "days_on_site": "0.2", "days_reporting": ""}
    assert (
        words_of(compose(facts(**days), say), "support_days") == "Time: 0.1 + 0.2 + 0 = 0.3 days."
    )


@pytest.mark.parametrize("days", ["", "0", "half", "NaN", "1e400000"])
def test_no_days_or_nonsense_say_nothing(days):
    said = words_of(compose(facts(days_on_site=days), say), "support_days")
    assert "half" not in said and "NaN" not in said


def test_people_are_told_by_role_and_only_those_met():
    draft = compose(
        facts(roles_met=("Head teacher", "Pupils", "Pupils"), companions=("joint",)), say
    )
    assert words_of(draft, "people") == (
        "Head teacher Pupils For the authority also: an officer who took part jointly"
    )


def test_circulation_lists_each_role_with_its_copy():
    draft = compose(facts(recipients=(RecipientFact("Chair of governors", "governors"),)), say)
    assert words_of(draft, "circulation") == "Chair of governors Governors’ copy"


def test_a_hidden_item_says_nothing_whatever_was_answered():
    from sif_desktop.domain.forms import Condition

    item = replace(FORM.sections[0].items[0], only_if=Condition("provider.kind", ("academy",)))
    form = replace(FORM, sections=(replace(FORM.sections[0], items=(item,)),))
    answer = Answer("t.assess", AnswerState.ANSWERED, "1", "Seen.")
    draft = compose(facts(form=form, answers={"t.assess": answer}), say)
    assert words_of(draft, "findings") == ""
