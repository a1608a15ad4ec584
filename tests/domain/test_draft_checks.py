"""The checks that every kind of document shares: each fires, is silent on sound words, and keeps
the id of its finding until the words change."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain import note_checks, note_edit
from sif_desktop.domain.classes import one_class_years
from sif_desktop.domain.compose import compose
from sif_desktop.domain.draft_checks import Around, Conflict, check_draft
from sif_desktop.domain.findings import FindingKind, Place, Severity
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
from sif_desktop.domain.known_people import index_people
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row, Section, Sentence
from sif_desktop.domain.note_facts import NoteFacts, SectionPlan
from sif_desktop.domain.text_checks import SchoolName, shared_passages
from sif_desktop.domain.visibility import Visibility

AROUND = Around(
    heads=index_people([("Ines Calloway", "head teacher of Hill Top Academy")]),
    schools=(
        SchoolName("o", "Oakfield Primary School"),
        SchoolName("h", "Hill Top Academy"),
        SchoolName("v", "Vale Green Infant School"),
    ),
    present="o",
)
FAULT = "Marking is inconsistent across the school."


def draft(*texts: str, kind: str = "findings", block=BlockKind.PARAGRAPH, **sentence) -> NoteDraft:
    said = tuple(Sentence(f"own:{n}", text, **sentence) for n, text in enumerate(texts))
    return NoteDraft((Section(kind, kind, kind, (Block("own:b", block, sentences=said),)),))


def table(columns: tuple[str, ...], *cells: str) -> NoteDraft:
    block = Block("own:t", BlockKind.TABLE, columns=columns, rows=(Row("own:r", cells),))
    return NoteDraft((Section("findings", "findings", "Findings", (block,)),))


def found(of: NoteDraft, kind: FindingKind, around: Around = AROUND, critical=None):
    return [one for one in check_draft(of, around, critical or {}) if one.kind is kind]


def ids(text: str, around: Around = AROUND) -> list[str]:
    return [finding.id for finding in check_draft(draft(text), around)]


# --- what the words say ---------------------------------------------------------------------------

FIRING = [
    (
        FindingKind.OTHER_HEAD,
        "It was agreed with Ines Calloway.",
        "It was agreed with Ms Calloway.",
    ),
    (
        FindingKind.OTHER_SCHOOL,
        "Hill Top Academy does this too.",
        "Vale Green Infant School does too.",
    ),
    (
        FindingKind.CLASS_TEACHER,
        "The Year 4 teacher models well.",
        "The Year 5 teacher models well.",
    ),
    (FindingKind.ACCESSIBILITY, "The plan is at www.example.org.", "It is at www.example.com."),
    (FindingKind.ACCESSIBILITY, "PHONICS IS TAUGHT DAILY here.", "READING IS TAUGHT DAILY here."),
    (FindingKind.ACCESSIBILITY, "See the table below.", "See the chart above."),
    (FindingKind.ACCESSIBILITY, "Late targets are shown in red.", "They are shown in amber."),
]


@pytest.mark.parametrize(("kind", "words", "others"), FIRING)
def test_a_check_of_words_leads_to_its_sentence_and_is_answered_until_they_change(
    kind, words, others
):
    (finding,) = found(draft(words), kind)
    assert (finding.severity, finding.place.sentence) == (Severity.SHOULD, "own:0")
    assert [one.id for one in found(draft(words), kind)] == [finding.id]
    assert finding.id not in ids(others)
    assert found(draft(others), kind)


@pytest.mark.parametrize(
    "words",
    [
        "It was agreed with the head teacher of another school.",
        "Oakfield Primary School does this too.",
        "Teachers in Year 4 model well.",
        "The plan is on the school’s website.",
        "The SENCO and the DSL met.",
        "Attainment is above the national average and below last year’s.",
        "The red book is used in the red group.",
    ],
)
def test_sound_words_are_left_alone(words):
    said = draft(words, told=True)
    assert list(check_draft(said, AROUND)) == []


def test_another_schools_head_is_said_once_and_by_role():
    (finding,) = check_draft(draft("It was agreed with Ines Calloway.", told=True), AROUND)
    assert finding.kind is FindingKind.OTHER_HEAD
    assert "head teacher of Hill Top Academy" in finding.message


@pytest.mark.parametrize("words", ["Mrs Calloway led it.", "ines calloway's view", "Ms CALLOWAY"])
def test_another_schools_head_is_found_however_the_name_is_written(words):
    assert found(draft(words), FindingKind.OTHER_HEAD)


def test_a_surname_without_a_title_or_half_a_name_is_no_head():
    for words in ("The Calloway award was won.", "Ines reads well."):
        assert not found(draft(words), FindingKind.OTHER_HEAD)


def test_a_table_is_checked_by_its_rows_and_a_bare_column_is_named():
    (finding,) = found(table(("What", "Who"), "Visit", "Ines Calloway"), FindingKind.OTHER_HEAD)
    assert finding.place.row == "own:r"
    (bare,) = found(table(("What", " "), "Visit", "Soon"), FindingKind.ACCESSIBILITY)
    assert "Column 2" in bare.message
    assert not found(table(("What", "When"), "Visit", "Soon"), FindingKind.ACCESSIBILITY)


words_of_any_kind = st.lists(
    st.sampled_from(
        "Ines Calloway Hill Top Academy Year 4 teacher two pupils www.example.org weak not".split()
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(words_of_any_kind, st.integers(0, 30), st.sampled_from(list(Visibility)))
def test_answering_ids_are_functions_of_words_only(words, unfiled, visibility):
    """A count beside the draft, a flag or another mention of the same words moves no id."""
    plain = {one.id for one in check_draft(draft(words), AROUND)}
    again = {one.id for one in check_draft(draft(words), replace(AROUND, unfiled=("j",) * unfiled))}
    assert plain == again
    shown = draft(words, visibility=visibility)
    not_told = {one.id for one in found(draft(words), FindingKind.NOT_TOLD)}
    assert plain - not_told == {one.id for one in check_draft(shown, AROUND)} - not_told
    assert len({one.id for one in check_draft(draft(words), AROUND)}) == len(plain)


# --- one teacher ----------------------------------------------------------------------------------


def test_a_class_teacher_is_one_person_only_where_the_year_has_one_class():
    said = draft("The Year 4 teacher models well.")
    for years, wanted in ((None, 1), ({"4"}, 1), ({"5"}, 0), (frozenset(), 0)):
        around = replace(AROUND, one_class_years=years)
        assert len(found(said, FindingKind.CLASS_TEACHER, around)) == wanted, years


@pytest.mark.parametrize(
    ("roll", "years"),
    [
        (("210", 4, 11), {"reception", "1", "2", "3", "4", "5", "6"}),
        (("420", 4, 11), set()),
        (("270", 4, 11), None),  # thirty-nine in a year: nobody can tell
        ((None, 4, 11), None),
        (("210", None, 11), None),
        (("210", 11, 4), None),
    ],
)
def test_the_roll_and_the_ages_tell_how_many_classes_a_year_has(roll, years):
    pupils, low, high = roll
    assert one_class_years(int(pupils) if pupils else None, low, high) == years


def test_two_classes_seen_in_a_year_outweigh_the_roll():
    rooms = [("Oak class", "Year 3"), ("Elm class", "Year 3"), ("Ash class", "Year 4")]
    years = one_class_years(210, 4, 11, rooms)
    assert "3" not in years and "4" in years
    assert "3" in one_class_years(210, 4, 11, rooms[:1] * 2)


# --- passages of another document -----------------------------------------------------------------

PASSAGE = "Reading is taught daily from one scheme and every child takes home a book that fits"


def test_twelve_words_in_a_row_are_a_reused_passage_and_eleven_are_not():
    words = PASSAGE.split()
    other = f"In the spring term {PASSAGE}. This went well."
    (whole,) = shared_passages(f"We saw this: {PASSAGE.upper()}", other)
    assert whole.excerpt == PASSAGE.upper()
    assert shared_passages(" ".join(words[:12]), other)
    assert not shared_passages(" ".join(words[:11]), other)


def test_what_the_rulebook_says_in_every_note_is_no_reused_passage():
    assert not shared_passages(PASSAGE, PASSAGE, boilerplate=f"{PASSAGE}.")
    assert shared_passages(f"{PASSAGE} of all", PASSAGE, boilerplate=PASSAGE[:30])


# --- said on the day ------------------------------------------------------------------------------


def test_criticism_is_one_finding_a_paragraph_and_silenced_by_the_mark():
    fault = draft(FAULT, "Books are patchy.", "Reading is strong.")
    (finding,) = found(fault, FindingKind.NOT_TOLD)
    assert "(and 1 more here)" in finding.message
    assert [one.id for one in found(fault, FindingKind.NOT_TOLD)] == [finding.id]
    marked = note_edit.mark(fault, "own:0", told=True)
    (left,) = found(marked, FindingKind.NOT_TOLD)
    assert left.place.sentence == "own:1" and left.id != finding.id
    assert not found(note_edit.mark(marked, "own:1", told=True), FindingKind.NOT_TOLD)


def test_the_areas_for_development_are_criticism_whatever_their_words():
    points = draft("Reasoning in mathematics.", kind="development", block=BlockKind.BULLETS)
    assert found(points, FindingKind.NOT_TOLD)
    plain = draft("Reasoning in mathematics.", kind="development")
    assert not found(plain, FindingKind.NOT_TOLD)
    assert not found(draft(FAULT, kind="strengths"), FindingKind.NOT_TOLD)


def test_what_the_school_does_not_receive_need_not_have_been_said_to_it():
    assert not found(draft(FAULT, visibility=Visibility.LA), FindingKind.NOT_TOLD)
    only_file = draft(FAULT)
    kept = only_file.map_sections(lambda section: replace(section, copies=("file",)))
    assert not found(kept, FindingKind.NOT_TOLD)


def test_a_judgement_can_be_criticism_or_none_whatever_its_words():
    neutral = draft("Teaching: developing.")
    assert found(neutral, FindingKind.NOT_TOLD, critical={"own:0": True})
    assert not found(draft(FAULT), FindingKind.NOT_TOLD, critical={"own:0": False})


# --- conflicts ------------------------------------------------------------------------------------


def test_an_undecided_conflict_leads_to_where_it_is_decided():
    place = Place(section="findings", item="t.a", capture=True)
    around = replace(AROUND, conflicts=(Conflict("a1", "Teaching: evidence", place),))
    (finding,) = found(draft("Sound."), FindingKind.CONFLICT, around)
    assert finding.place == place and "Teaching: evidence" in finding.message
    (again,) = found(draft("Other words."), FindingKind.CONFLICT, around)
    assert again.id == finding.id
    assert not found(draft("Sound."), FindingKind.CONFLICT)


# --- judgements of a note -------------------------------------------------------------------------

GRADED = Item("t.a", "Teaching", ItemKind.GRADE, scale="s", evidence=True)
STEPS = tuple(Step(str(n), name, name, str(n)) for n, name in enumerate(("Strong", "Weak"), 1))


def graded(value: str, *kinds: Evidence, state=AnswerState.ANSWERED, said: str = "Seen in rooms."):
    """The findings of a note with one judgement."""
    answer = Answer("t.a", state, value, said, kinds, reason="Staff were away")
    facts = NoteFacts(
        visit_uid="v", provider="Oakfield Primary School", visit_type="Core visit",
        visit_date="2026-11-23", officer="Kim Rowe", authority="Hill and Vale",
        sections=(SectionPlan("findings", "Findings"),),
        form=Form("f", "F", (FormSection("t", "Teaching", (GRADED,)),)),
        scales={"s": Scale("s", "S", STEPS)}, answers={"t.a": answer},
    )  # fmt: skip
    made = compose(facts, lambda code, **values: f"{code}: {' '.join(values.values())}. Weak.")
    return {one.kind: one for one in note_checks.check(made, facts, Around())}


def test_a_judgement_on_one_kind_of_evidence_is_named_until_there_is_another():
    one = graded("1", Evidence.SEEN)[FindingKind.ONE_KIND]
    assert one.place.item == "t.a"
    assert one.id == graded("1", Evidence.SEEN)[FindingKind.ONE_KIND].id
    assert one.id != graded("1", Evidence.READ)[FindingKind.ONE_KIND].id
    assert FindingKind.ONE_KIND not in graded("1", Evidence.SEEN, Evidence.READ)
    assert FindingKind.ONE_KIND not in graded("1")


def test_a_low_judgement_is_criticism_and_what_was_not_seen_is_none():
    both = (Evidence.SEEN, Evidence.READ)
    assert FindingKind.NOT_TOLD in graded("2", *both)
    unseen = graded("", state=AnswerState.NOT_SEEN, said="")
    assert FindingKind.NOT_TOLD not in unseen
