"""Signing off: in order, of the words as they are, and standing again when a change is undone."""

from dataclasses import replace
from datetime import date

import pytest

from sif_desktop.domain import note_edit
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Severity
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row, Section, Sentence
from sif_desktop.domain.signing import (
    SIGN_OFFS,
    SIGNATURES,
    Printed,
    Signature,
    Signer,
    Signing,
    Standing,
    findings,
    signed,
    with_sign_offs,
    withdrawn,
    words_of,
)

TODAY = date(2026, 11, 24)
HEAD, DIRECTOR = Signer("head", "Head of service"), Signer("director", "Director")
SIGNING = Signing((HEAD, DIRECTOR), {}, Printed.TABLE, "Signed off by", ("file",))
DRAFT = NoteDraft(
    (
        Section(
            "letter",
            "letter_body",
            "Our concern",
            (
                Block(
                    "b", BlockKind.PARAGRAPH, sentences=(Sentence("s", "It is so.", composed="x"),)
                ),
                Block(
                    "to",
                    BlockKind.FACTS,
                    columns=("About", "Detail"),
                    rows=(
                        Row("to:address", ("To", "The head")),
                        Row("to:date", ("Date", "24 November 2026")),
                    ),
                ),
            ),
        ),
    )
)


def signature(draft=DRAFT, name="Jo Bright", on="2026-11-23"):
    return Signature(name, on, words_of(draft))


def sign(signing, role, **more):
    given = signature(**more)
    return replace(signing, signatures=signed(signing, role, given, TODAY))


def standings(signing, draft=DRAFT):
    return [step.standing for step in signing.steps(words_of(draft))]


@pytest.mark.req("K09-65")
def test_they_sign_in_the_rulebooks_order():
    with pytest.raises(Problem, match="Head of service signs before Director"):
        sign(SIGNING, "director")
    both = sign(sign(SIGNING, "head"), "director")
    assert standings(both) == [Standing.SIGNED, Standing.SIGNED]
    assert list(findings(both, DRAFT)) == []


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"name": "  "}, "Nobody is named"),
        ({"on": ""}, "no date"),
        ({"on": "soon"}, "no date"),
        ({"on": "2026-11-25"}, "date to come"),
    ],
)
def test_a_signature_has_a_name_and_a_day_that_has_come(more, part):
    with pytest.raises(Problem, match=part):
        sign(SIGNING, "head", **more)


def test_a_later_signature_has_no_earlier_date():
    first = sign(SIGNING, "head", on="2026-11-23")
    with pytest.raises(Problem, match="signed on 23 November 2026, which is later"):
        sign(first, "director", on="2026-11-20")


def test_nobody_the_rulebook_does_not_name_signs():
    with pytest.raises(Problem, match="does not ask this role"):
        sign(SIGNING, "chair")


def test_a_change_of_the_words_asks_for_it_again_and_undoing_it_does_not():
    both = sign(sign(SIGNING, "head"), "director")
    other = note_edit.edit_sentence(DRAFT, "s", "It is not so.")
    assert standings(both, other) == [Standing.CHANGED, Standing.CHANGED]
    told = [finding.message for finding in findings(both, other)]
    assert told == [
        "The words changed after Head of service signed it off on 23 November 2026. It has to be "
        "signed again.",
        "The words changed after Director signed it off on 23 November 2026. It has to be signed "
        "again.",
    ]
    back = note_edit.edit_sentence(other, "s", "It is so.")
    assert standings(both, back) == [Standing.SIGNED, Standing.SIGNED]


def test_signing_again_keeps_nothing_that_rested_on_the_old_words():
    both = sign(sign(SIGNING, "head"), "director")
    other = note_edit.edit_sentence(DRAFT, "s", "It is not so.")
    again = sign(both, "head", draft=other)
    assert standings(again, other) == [Standing.SIGNED, Standing.OPEN]


def test_a_new_date_or_another_recipient_asks_nobody_to_sign_again():
    def at(day, words):
        rows = tuple(
            Row(r.id, ("Date", day)) if r.id == "to:date" else r
            for r in DRAFT.sections[0].blocks[1].rows
        )
        moved = DRAFT.map_blocks(lambda b: replace(b, rows=rows) if b.rows else b)
        return note_edit.edit_sentence(moved, "s", words)

    monday = at("23 November 2026", "Dated 23 November 2026.")
    friday = at("27 November 2026", "Dated 27 November 2026.")
    assert words_of(monday, "2026-11-23") == words_of(friday, "2026-11-27")
    told = Section("circulation", "circulation", "Circulation", DRAFT.sections[0].blocks)
    assert words_of(NoteDraft((*DRAFT.sections, told))) == words_of(DRAFT)


def test_a_missing_signature_keeps_the_document_back_and_leads_to_its_place():
    found = list(findings(sign(SIGNING, "head"), DRAFT))
    assert [(f.severity, f.place.sign_off) for f in found] == [(Severity.MUST, "director")]
    assert found[0].message == "Director has not signed it off."


def test_taking_one_back_takes_back_those_that_rest_on_it():
    both = sign(sign(SIGNING, "head"), "director")
    assert list(withdrawn(both, "head")) == []
    assert list(withdrawn(both, "director")) == ["head"]


def test_the_document_tells_who_signed_when_and_who_has_not():
    section = with_sign_offs(DRAFT, sign(SIGNING, "head")).sections[-1]
    assert (section.id, section.heading, section.copies) == (SIGN_OFFS, "Signed off by", ("file",))
    (table,) = section.blocks
    assert [row.cells for row in table.rows] == [
        ("Head of service", "Jo Bright", "23 November 2026"),
        ("Director", "Not yet", "Not yet"),
    ]


@pytest.mark.parametrize(
    ("printed", "ids"),
    [
        (Printed.NO, []),
        (Printed.TABLE, [SIGN_OFFS]),
        (Printed.SIGNATURES, [SIGNATURES]),
        (Printed.BOTH, [SIGN_OFFS, SIGNATURES]),
    ],
)
def test_it_is_printed_as_the_layout_says(printed, ids):
    made = with_sign_offs(DRAFT, replace(SIGNING, printed=printed))
    found = [
        block.id for section in made.sections if section.id == SIGN_OFFS for block in section.blocks
    ]
    assert found == ids


def test_telling_it_twice_tells_it_once_and_changes_no_signature():
    one = with_sign_offs(DRAFT, sign(SIGNING, "head"))
    assert with_sign_offs(one, sign(SIGNING, "head")) == one
    assert words_of(one) == words_of(DRAFT)
