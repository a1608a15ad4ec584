"""A letter made from the rulebook's text, what is known and what was filled in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain import letter_checks, note_edit, note_merge
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.findings import FindingKind, Severity
from sif_desktop.domain.forms import Choice, Condition
from sif_desktop.domain.heads import spoken_to
from sif_desktop.domain.letter import (
    FRAME,
    Addressee,
    FieldKind,
    LetterFacts,
    LetterField,
    LetterText,
    Part,
    compose_letter,
    filled_in,
    frame_of,
)
from sif_desktop.domain.note import BlockKind, Flag

P, H, B, N, F = (
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.BULLETS,
    BlockKind.NUMBERED,
    BlockKind.FACTS,
)
GRADES = (Choice("good", "good"), Choice("poor", "not yet good"))
TEXT = LetterText(
    subject="About {provider}",
    parts=(
        Part(P, ("I write for {authority}. {officer} came on {last_visit}. It matters.",)),
        Part(F, ("{grade}", "{category}"), ("Grade", "Category"), source="4.2"),
        Part(H, ("Reasons",)),
        Part(B, ("{reasons}", "We will look again by {review_on}.")),
        Part(H, ("More",)),
        Part(P, ("{more}",)),
        Part(H, ("Then",)),
        Part(P, ("Come to {event}. Bring nothing.",), needs=("event",)),
        Part(P, ("Well done.",), only_if=Condition("grade", ("good",))),
        Part(P, ("Only academies read this.",), only_if=Condition("provider.kind", ("academy",))),
    ),
    fields=(
        LetterField("grade", "Grade", FieldKind.CHOICE, required=True, choices=GRADES),
        LetterField("reasons", "Reasons", FieldKind.LONG_TEXT, required=True),
        LetterField("review_on", "Looked at again", FieldKind.DATE, default="+10 working days"),
        LetterField("more", "More", FieldKind.LONG_TEXT),
        LetterField("event", "Event", default=""),
    ),
    reference="{urn}/A",
)
HEAD = Addressee(("Mrs Asha Verma",), "Headteacher", ("Mrs Asha Verma", "Headteacher", "Oak Lane"))
KNOWN = {"provider": "Oakfield", "authority": "Vale Council", "officer": "Kim Rowe", "urn": "123"}
FILLED = {"grade": "good", "reasons": "- Reading is strong.\n- Writing is not."}


def facts(filled=FILLED, **more):
    whole = {"signed_by": "Kim Rowe", "values": KNOWN, **more}
    return LetterFacts(TEXT, HEAD, "2026-11-24", "Adviser", filled=filled, **whole)


def body(given):
    return next(s for s in compose_letter(given).sections if s.kind == "letter_body")


def said(given):
    return [s.text for block in body(given).blocks for s in block.sentences]


def rows(given):
    return {row.id: row.cells[1] for _, b in compose_letter(given).blocks() for row in b.rows}


def test_what_is_known_and_filled_in_stands_in_the_letter():
    assert body(facts()).heading == "About Oakfield"
    assert said(facts()) == [
        "I write for Vale Council.",
        "It matters.",
        "Reading is strong.",
        "Writing is not.",
        "We will look again by 8 December 2026.",
        "Well done.",
    ]


def test_a_sentence_without_its_value_is_left_out_and_a_heading_with_nothing_under_it():
    found = [block.text for block in body(facts()).blocks if block.kind is H]
    assert found == ["Reasons", "Then"]
    more = facts(FILLED | {"more": "One thing. Another.\nA second paragraph.", "event": "Cabinet"})
    headings = [block.text for block in body(more).blocks if block.kind is H]
    assert headings == ["Reasons", "More", "Then"]
    last = said(more)[-6:]
    assert last[:3] == ["One thing.", "Another.", "A second paragraph."]
    assert last[3:5] == ["Come to Cabinet.", "Bring nothing."]


def test_what_must_be_filled_in_stands_as_its_name_until_it_is():
    begun = facts({})
    assert "[Reasons]" in said(begun) and "Well done." not in said(begun)
    assert rows(begun)["part1:0"] == "[Grade]"
    assert letter_checks.missing(begun) == ("grade", "reasons")


def test_facts_nobody_knows_are_no_row():
    assert "part1:1" not in rows(facts())
    assert rows(facts(values=KNOWN | {"category": "Green"}))["part1:1"] == "Green"


@pytest.mark.parametrize(("kind", "shown"), [("academy", True), ("maintained_school", False)])
def test_a_part_stands_only_where_its_condition_holds(kind, shown):
    given = facts(conditions={"provider.kind": kind})
    assert ("Only academies read this." in said(given)) is shown


def test_the_frame_follows_the_rule_until_it_is_settled_by_hand():
    by_rule = rows(facts())
    assert by_rule["to:address"] == "Mrs Asha Verma\nHeadteacher\nOak Lane"
    assert by_rule["to:date"] == "24 November 2026"
    assert by_rule["to:reference"] == "123/A"
    assert by_rule["to:salutation"] == "Dear Mrs Verma"
    assert by_rule["end:signatory"] == "Kim Rowe\nAdviser"
    by_hand = facts({"_salutation": "Dear Asha", "_date": "2026-12-01", "_address": "At home"})
    assert rows(by_hand)["to:salutation"] == "Dear Asha"
    assert rows(by_hand)["to:date"] == "1 December 2026"
    assert rows(by_hand)["to:address"] == "At home"


def test_where_nobody_is_known_the_role_is_spoken_to():
    nobody = replace(facts(), addressee=Addressee((), "Headteacher", ("Headteacher",)))
    assert frame_of(nobody)["_salutation"] == "Dear Headteacher"


def test_copies_are_told_and_the_rulebooks_paragraph_is_evidence():
    given = facts(copies=("Chair of governors", "Diocese"))
    assert rows(given)["end:copies"] == "Chair of governors\nDiocese"
    sourced = replace(TEXT.parts[0], source="3.1")
    text = replace(TEXT, parts=(sourced,))
    first = body(replace(facts(), text=text)).blocks[0].sentences[0]
    assert [(ref.kind, ref.item) for ref in first.evidence] == [
        ("field", "authority"),
        ("rulebook", "part0"),
    ]


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Mrs Asha Verma", "Mrs Verma"),
        ("Dr Miriam Castell-Jones", "Dr Castell-Jones"),
        ("Sir John Smith", "Sir John"),
        ("Sister Agnes Byrne", "Sister Agnes"),
        ("Asha Verma", "Asha Verma"),
        ("Mr Li", "Mr Li"),
    ],
)
def test_people_are_spoken_to_as_letters_do(name, spoken):
    assert spoken_to(name) == spoken


def test_a_value_that_ends_with_a_full_stop_does_not_end_the_sentence_twice():
    assert filled_in("Ask {who}.", {"who": "Kim Rowe."}, {}) == "Ask Kim Rowe."
    assert filled_in("It is {what}: {x}", {"what": "so.\nAnd so.", "x": "y"}, {}) == (
        "It is so; And so.: y"
    )


def test_the_officers_words_stay_and_are_marked_when_a_field_changes():
    before = compose_letter(facts())
    sentence = next(s for _, _, s in before.sentences() if "look again" in s.text)
    edited = note_edit.edit_sentence(before, sentence.id, "We will look soon.")
    same = note_merge.recompose(edited, compose_letter(facts()))
    assert same.find(sentence.id)[2].flag is Flag.NONE
    later = note_merge.recompose(
        edited, compose_letter(facts(FILLED | {"review_on": "2027-01-04"}))
    )
    kept = later.find(sentence.id)[2]
    assert (kept.text, kept.flag) == ("We will look soon.", Flag.RECORD_CHANGED)


def test_every_field_missing_or_wrong_is_told_with_its_place():
    given = facts({"review_on": "someday", "reasons": "Because."}, signed_by="")
    found = letter_checks.check(compose_letter(given), given, Around())
    must = {f.place.field: f.message for f in found if f.severity is Severity.MUST}
    assert must == {
        "grade": "“Grade” is not filled in.",
        "review_on": "“Looked at again”: “someday” is not a date. Write it like 5 March 2026.",
        "_signatory": "Nobody is named who signs as Adviser.",
    }


def test_who_also_signs_it_off_is_named_then():
    given = facts(signed_by="")
    found = letter_checks.check(compose_letter(given), given, Around(), named_later=True)
    assert not any(f.place.field == "_signatory" for f in found)


def test_names_are_looked_for_in_what_was_written_not_in_what_the_rulebook_says():
    act = Part(P, ("It is given under the Education and Inspections Act 2006.",))
    text = replace(TEXT, parts=(act, Part(B, ("{reasons}",))))
    given = replace(facts(FILLED | {"reasons": "Mr Peter Lang shouted."}), text=text)
    found = letter_checks.check(compose_letter(given), given, Around())
    names = [f for f in found if f.kind is FindingKind.PERSONAL_NAME]
    assert len(names) == 1 and "Peter Lang" in names[0].message


def test_a_letter_that_says_nothing_is_kept_back():
    draft = compose_letter(facts())
    for _, _, sentence in draft.sentences():
        draft = note_edit.remove_sentence(draft, sentence.id)
    found = letter_checks.check(draft, facts(), Around())
    assert "The letter says nothing." in [f.message for f in found if f.severity is Severity.MUST]


values = st.text(st.characters(codec="utf-8", exclude_characters="{}\x00"), max_size=40)


@given(
    filled=st.dictionaries(
        st.sampled_from(["reasons", "more", "event", *(field.code for field in FRAME)]), values
    ),
    known=st.dictionaries(st.sampled_from(sorted(KNOWN)), values),
)
def test_whatever_is_filled_in_composing_twice_gives_the_same_letter(filled, known):
    filled = {code: "" if code == "_date" else text for code, text in filled.items()}
    given = facts(filled, values=known)
    draft = compose_letter(given)
    assert compose_letter(given) == draft
    ids = [s.id for _, _, s in draft.sentences()]
    assert len(ids) == len(set(ids))
    assert note_merge.recompose(draft, compose_letter(given)) == draft
    assert not any("{" in s.text for _, _, s in draft.sentences())
