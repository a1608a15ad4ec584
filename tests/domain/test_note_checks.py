"""Each check before issue: it fires where it should and is silent on a sound note."""

from dataclasses import replace

import pytest

from sif_desktop.domain import note_edit, note_merge
from sif_desktop.domain.compose import compose
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.findings import FindingKind, Severity
from sif_desktop.domain.forms import (
    Answer,
    AnswerState,
    Evidence,
    Form,
    Item,
    ItemKind,
    Scale,
    Section,
    Step,
)
from sif_desktop.domain.note_checks import check
from sif_desktop.domain.note_facts import ActionFact, FiledJotting, NoteFacts, SectionPlan
from sif_desktop.domain.text_checks import SchoolName

DONE = AnswerState.ANSWERED
FORM = Form(
    "f",
    "F",
    (
        Section(
            "t",
            "Teaching",
            (
                Item(
                    "t.assess",
                    "Assessment",
                    ItemKind.GRADE,
                    scale="s",
                    evidence=True,
                    required=True,
                ),
                Item("t.feedback", "Feedback", ItemKind.GRADE, scale="s", evidence=True),
            ),
        ),
        Section("sen", "SEN", (Item("sen.a", "Policy", ItemKind.YES_NO),), mandatory=True),
    ),
)
BOTH = (Evidence.SEEN, Evidence.READ)
KINDS = "purpose people findings strengths development agreed_actions feedback_given".split()
SOUND = NoteFacts(
    visit_uid="v",
    provider="Oakfield Primary School",
    visit_type="Core visit",
    visit_date="2026-11-23",
    officer="Kim Rowe",
    authority="Hill and Vale",
    sections=tuple(SectionPlan(kind, kind) for kind in KINDS),
    form=FORM,
    scales={"s": Scale("s", "S", (Step("1", "Secure", "In place.", "1"),))},
    focus="reading",
    roles_met=("Head teacher",),
    answers={
        "t.assess": Answer("t.assess", DONE, "1", "Seen in all rooms.", BOTH),
        "t.feedback": Answer("t.feedback", DONE, "1", "", BOTH),
        "sen.a": Answer("sen.a", DONE, "yes"),
    },
    actions=(ActionFact("a", "Mark books", "school", "Deputy head", "2027-01-15", "A sample"),),
    strengths="Reading is taught daily.",
    development="Reasoning comes late.",
    feedback_to="Head teacher",
)
AROUND = Around(
    people=("Ada Thornbury",),
    schools=(SchoolName("o", "Oakfield Primary School"), SchoolName("h", "Hill Top Academy")),
    present="o",
)


def say(code: str, **values: str) -> str:
    return " ".join((code, *values.values())).replace("_", " ").capitalize() + "."


def findings(facts: NoteFacts = SOUND, around: Around = AROUND, edit=lambda draft: draft):
    """Of a note whose areas for development were said to the school on the day."""
    draft = compose(facts, say)
    points = [s.id for section, _, s in draft.sentences() if section.kind == "development"]
    return check(edit(note_edit.mark(draft, *points, told=True)), facts, around)


def kinds(*args, **kwargs) -> list[FindingKind]:
    return [finding.kind for finding in findings(*args, **kwargs)]


def answered(**changes: Answer | None) -> NoteFacts:
    names = {name.replace("_", "."): answer for name, answer in changes.items()}
    answers = {**SOUND.answers, **names}
    return replace(SOUND, answers={name: a for name, a in answers.items() if a is not None})


def acting(**changes: str) -> NoteFacts:
    return replace(SOUND, actions=(replace(SOUND.actions[0], **changes),))


def test_a_sound_note_has_no_findings():
    assert findings() == ()


@pytest.mark.parametrize(
    ("facts", "kind", "severity", "where"),
    [
        (answered(t_assess=None), FindingKind.MISSING, Severity.MUST, "t.assess"),
        (answered(sen_a=None), FindingKind.EMPTY_SECTION, Severity.MUST, "sen"),
        (answered(t_feedback=None), FindingKind.UNDECIDED, Severity.SHOULD, "t.feedback"),
        (
            answered(t_feedback=Answer("t.feedback", DONE, "1")),
            FindingKind.NO_EVIDENCE,
            Severity.SHOULD,
            "t.feedback",
        ),
    ],
)
def test_what_the_form_lacks_leads_to_its_item(facts, kind, severity, where):
    (finding,) = findings(facts)
    assert (finding.kind, finding.severity, finding.place.item) == (kind, severity, where)


@pytest.mark.parametrize(
    "facts",
    [
        answered(t_assess=Answer("t.assess", AnswerState.NOT_SEEN, reason="Staff were away")),
        answered(sen_a=None, sen=Answer("sen", reason="The SENCO was away")),
        answered(t_feedback=Answer("t.feedback", AnswerState.NOT_JUDGED)),
        answered(t_feedback=Answer("t.feedback", DONE, "1", "Books show it.")),
    ],
)
def test_a_reason_or_evidence_settles_it(facts):
    assert findings(facts) == ()


@pytest.mark.parametrize(
    ("facts", "severity", "words"),
    [
        (acting(owner="", party=""), Severity.MUST, "Nobody is named"),
        (acting(due=""), Severity.MUST, "no date"),
        (acting(due="soon"), Severity.MUST, "no date"),
        (acting(measure=" "), Severity.SHOULD, "what would show"),
    ],
)
def test_an_action_without_owner_date_or_measure_leads_to_its_row(facts, severity, words):
    (finding,) = findings(facts)
    assert (finding.kind, finding.severity) == (FindingKind.ACTION, severity)
    assert words in finding.message and finding.place.row == "task:a"


def test_unfiled_jottings_are_counted_not_shown():
    (finding,) = findings(around=replace(AROUND, unfiled=("b", "a", "c")))
    assert finding.message == "3 jottings are not filed to any item."
    assert finding.place.capture and finding.place.jotting == "b"


def test_a_jotting_neither_kept_nor_removed_is_named_until_it_is_decided():
    facts = replace(SOUND, jottings=(FiledJotting("j", "t.assess", "books open"),))
    assert kinds(facts) == [FindingKind.OFFERED]
    assert kinds(facts, edit=lambda d: note_edit.keep_sentence(d, "jotting:j")) == []
    assert kinds(facts, edit=lambda d: note_edit.remove_sentence(d, "jotting:j")) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Practice is as strong as at Hill Top Academy.", FindingKind.OTHER_SCHOOL),
        ("Mrs Whitcombe leads it well.", FindingKind.PERSONAL_NAME),
        ("It was agreed with ada thornbury at once.", FindingKind.PERSONAL_NAME),
        ("Pupil JS could not say why.", FindingKind.PUPIL_INITIALS),
        ("Only three pupils could read the sign.", FindingKind.SMALL_NUMBER),
        ("The Year 4 teacher models well.", FindingKind.CLASS_TEACHER),
    ],
)
def test_words_that_say_too_much_lead_to_their_sentence(words, kind):
    def edit(draft):
        worded = note_edit.edit_sentence(draft, "answer:t.assess", words)
        return note_edit.mark(worded, "answer:t.assess", told=True)

    (finding,) = findings(edit=edit)
    assert (finding.kind, finding.severity) == (kind, Severity.SHOULD)
    assert finding.place.sentence == "answer:t.assess"


@pytest.mark.parametrize(
    "words",
    [
        "Oakfield Primary School is well led.",
        "Kim Rowe of Hill and Vale saw 24 pupils in Year 4.",
        "Pupils with SEN have good EHC plans.",
    ],
)
def test_words_that_say_no_more_than_they_should_are_left_alone(words):
    assert findings(edit=lambda d: note_edit.edit_sentence(d, "answer:t.assess", words)) == ()


def test_names_in_a_table_are_found_too():
    assert kinds(acting(owner="Mrs Whitcombe")) == [FindingKind.PERSONAL_NAME]


def test_a_sentence_whose_record_changed_is_named():
    def edit(draft):
        mine = note_edit.edit_sentence(draft, "answer:t.assess", "Assessment is secure here.")
        return note_merge.recompose(mine, compose(answered(t_assess=None), say))

    found = findings(edit=edit)
    assert FindingKind.CHANGED in [finding.kind for finding in found]


@pytest.mark.parametrize("field", ["strengths", "development", "feedback_to"])
def test_an_empty_part_of_the_note_is_named(field):
    assert kinds(replace(SOUND, **{field: ""})) == [FindingKind.EMPTY_PART]


def test_the_id_of_a_finding_holds_until_its_words_change():
    def ids(name):
        words = f"{name} leads it well."
        found = findings(edit=lambda d: note_edit.edit_sentence(d, "answer:t.assess", words))
        return [finding.id for finding in found]

    assert ids("Mrs Whitcombe") == ids("Mrs Whitcombe") != ids("Mrs Aldersley")


def test_what_must_be_put_right_comes_first():
    facts = replace(acting(due="", measure=""), strengths="")
    severities = [finding.severity for finding in findings(facts)]
    assert severities == [Severity.MUST, Severity.SHOULD, Severity.SHOULD]
