"""Letters, sign-offs and deadlines of packs: every fault named, every letter filled in."""

import re
from pathlib import Path
from typing import get_args

import pytest

from sif_desktop.domain.letter import LETTER_KINDS, names_in
from sif_desktop.domain.signing import Printed
from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.letter_examples import letter_differences
from sif_desktop.frameworks.loader import load_pack
from sif_desktop.frameworks.vocabulary import LETTER_PLACEHOLDERS, DocumentKind, LetterKind
from sif_desktop.reports.catalogue import KINDS

PACKS = Path(__file__).parents[2] / "resources" / "frameworks"
LOADED = [load_pack(head.parent) for head in sorted(PACKS.glob("*/pack.yaml"))]
EXAMPLES = [(pack, example) for pack in LOADED for example in pack.letter_examples]
WARNING = "letters/warning-letter.yaml"
CATEGORY = "letters/category-letter.yaml"
GRADES = "letters/cabinet-attendance.yaml"
FILES = {
    "warning": WARNING,
    "category": CATEGORY,
    "grades": GRADES,
    "concern": "letters/academy-concern.yaml",
    "pack": "pack.yaml",
    "to": "distribution.yaml",
    "examples": "examples.yaml",
    "layout": "documents/note-of-visit.yaml",
}


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        # placeholders
        ("warning", "{provider} requires", "{providers} requires", "Did you mean “provider”?"),
        ("warning", "'{matters}'", "'{maters}'", "Did you mean “matters”?"),
        ("warning", "'{matters}'", "'{matters'", "curly bracket stands alone"),
        ("warning", "letter: {provider}", "letter: {inspected}", "Did you mean “inspected_on”?"),
        ("warning", "Warning letter v{version}", "Warning letter {officer}", "“{officer}” is not"),
        ("category", "default: '{category}'", "default: '{reasons}'", "“{reasons}” is not known"),
        # fields
        ("warning", "      - '{actions}'", "      - Act.", "stands nowhere in the letter"),
        ("warning", "code: matters", "code: actions", "field “actions” is given twice"),
        ("warning", "code: matters", "code: officer", "stands for something else already"),
        ("warning", "code: matters", "code: visit", "stands for something else already"),
        ("warning", "code: matters", "code: Matters", "not a well-formed id"),
        ("warning", "default: +15 working days", "default: some day", "is not a date"),
        ("warning", "kind: long_text", "kind: longtext", "Did you mean “long_text”?"),
        ("warning", "label: Inspection\n", "label: Inspection\n    lable: x\n", "“lable” is not"),
        ("grades", "value: inadequate", "value: requires_improvement", "is given twice"),
        ("grades", "kind: choice", "kind: text", "Only a choice has “choices”"),
        # conditions
        ("grades", "subject: grade", "subject: grades", "Did you mean “grade”?"),
        ("grades", "subject: grade", "subject: cabinet_on", "is no choice"),
        ("grades", "- requires_improvement", "- good", "no value of “grade” “good”"),
        ("category", "- amber", "- orange", "no value of “provider.category” “orange”"),
        ("warning", "subject: provider.maintained", "subject: provider.run", "no fact"),
        # whom it goes to and who signs
        ("warning", "      - chair", "      - chiar", "Did you mean “chair”?"),
        ("concern", "addressee: dfe", "addressee: dfes", "Did you mean “dfe”?"),
        (
            "concern",
            "  - addressee: dfe",
            "  - addressee: dfe\n    roles: [chair]",
            "This entry names either “roles” or an “addressee”, not both.",
        ),
        ("warning", "signatory: lead_officer", "signatory: leed_officer", "“lead_officer”?"),
        ("warning", "signatory: lead_officer\n", "", "“signatory” is missing. Add it."),
        ("warning", "    - role: lead_officer", "    - role: leed", "Did you mean “leader”?"),
        ("warning", "printed: table", "printed: tables", "Did you mean “table”?"),
        ("warning", "    - file\n", "    - fille\n", "Did you mean “file”?"),
        # parts
        ("warning", "  - heading: What has", "  - headline: What has", "“headline” is not"),
        (
            "warning",
            "  - heading: What has to improve",
            "  - heading: What has to improve\n    paragraph: Much.",
            "This entry holds exactly one of paragraph, heading, bullets, numbered, facts; "
            "this one holds paragraph and heading.",
        ),
        # deadlines
        ("warning", "after: inspected_on", "after: inspected", "Did you mean “inspected_on”?"),
        ("warning", "after: inspected_on", "after: matters", "can be counted from"),
        ("warning", "unit: working_day", "unit: working_days", "Did you mean “working_day”?"),
        ("layout", "after: visit", "after: visits", "Did you mean “visit”?"),
        ("layout", "  within: 10", "  within: ten", "must be a whole number"),
        # kind, name, distribution
        ("warning", "kind: warning_notice", "kind: warning", "Did you mean “warning_notice”?"),
        ("warning", "id: warning-letter", "id: warning", "Make them agree"),
        ("category", "id: category-letter", "id: note-of-visit", "is given twice"),
        ("category", "source: App 3\n", "", "“app_default: true”"),
        ("to", "role: portfolio_member", "role: portfolio", "role or addressee “portfolio”"),
        ("to", "document: warning_notice", "document: warning", "“warning_notice”?"),
        (
            "to",
            "document: warning_notice",
            "document: warning_notice\n    layouts: [warning-leter]",
            "Did you mean “warning-letter”?",
        ),
        ("pack", "  - code: ofsted", "  - code: dfe", "addressee “dfe” is given twice"),
        ("pack", "  - code: ofsted", "  - code: chair", "A role has this code already"),
        # examples
        ("examples", "letter: warning-letter", "letter: warning-leter", "“warning-letter”?"),
        ("examples", "matters: Writing.", "maters: Writing.", "Did you mean “matters”?"),
        ("examples", "to: dfe", "to: dfee", "Did you mean “dfe”?"),
        ("examples", "category: 2015-11-06", "categories: 2015-11-06", "Did you mean “category”?"),
        ("examples", "        - lead_officer", "        - lead", "no role “lead”"),
        ("examples", "- Agree a plan.", "- Agree nothing.", "does not say: Agree nothing."),
        ("examples", "due: 2015-11-20", "due: 2015-11-21", "It comes out as: 2015-11-20"),
        ("examples", "cabinet_on: '2015-12-15'", "scrutiny_on: '2015-12-15'", "cabinet_on"),
    ],
)
def test_a_fault_of_a_letter_is_named_with_its_remedy(spoilt, file, old, new, part):
    messages = [str(fault) for fault in check(spoilt((FILES[file], old, new)))]
    assert any(part in message for message in messages), messages
    assert all(
        message.startswith(("letters/", "pack", "distr", "exam", "doc", "insp", "ladd"))
        for message in messages
    )


@pytest.mark.req("K09-65")
def test_a_layout_may_name_who_signs_by_kind_of_school_and_its_sections_their_copies(spoilt):
    sign_off = (
        "sections:\n",
        "sign_off:\n  source: '9.1'\n  printed: both\n  copies: [file]\n  by:\n"
        "    - role: attached_officer\n"
        "      when: [{subject: provider.kind, values: [academy]}]\n"
        "    - role: lead_officer\n    - role: leader\n"
        "sections:\n",
    )
    copies = ("heading: Support and time", "heading: Support and time\n    copies: [file]")
    folder = spoilt((FILES["layout"], *sign_off), (FILES["layout"], *copies))
    assert check(folder) == []
    layout = load_pack(folder).layout()
    rule = layout.sign_off
    assert (rule.printed, rule.copies, rule.source) == (Printed.BOTH, ("file",), "9.1")
    academy, other = ({"provider.kind": kind} for kind in ("academy", "maintained_school"))
    assert [s.role for s in rule.signers(academy)] == ["attached_officer", "lead_officer", "leader"]
    assert [s.role for s in rule.signers(other)] == ["lead_officer", "leader"]
    assert layout.section("support_days").copies == ("file",)


def test_a_pack_needs_no_letters(spoilt):
    folder = spoilt()
    for letter in (folder / "letters").iterdir():
        letter.unlink()
    text = (folder / "examples.yaml").read_text(encoding="utf-8")
    (folder / "examples.yaml").write_text(text[: text.index("\nletters:")], encoding="utf-8")
    for name in ("inspections", "ladders", "entitlements"):
        file = folder / f"{name}.yaml"
        named = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\n *letter: .*", "", named), encoding="utf-8")
    assert check(folder) == []
    assert load_pack(folder).letters == ()


def test_the_kinds_are_the_same_everywhere():
    assert get_args(LetterKind) == tuple(LETTER_KINDS)
    own = ("note_of_visit", *LETTER_KINDS, "agenda", "minutes", "report")
    assert get_args(DocumentKind) == own
    assert set(get_args(DocumentKind)) <= set(KINDS)


@pytest.mark.parametrize(("pack", "example"), EXAMPLES, ids=lambda x: getattr(x, "name", ""))
def test_a_letter_says_what_its_example_expects(pack, example):
    assert list(letter_differences(pack, example)) == []


@pytest.mark.parametrize("pack", LOADED, ids=lambda pack: pack.id)
def test_every_letter_has_an_example_and_states_where_it_comes_from(pack):
    assert {letter.id for letter in pack.letters} == {e.letter for e in pack.letter_examples}
    for letter in pack.letters:
        assert letter.source or letter.app_default
        assert letter.purpose.endswith(".") and letter.retention_years
        for to in letter.to:
            assert to.label and (to.roles or to.office)


# Kinds of letter that a rulebook has nobody for.
_WITHOUT = {"telford-2014": {"members_letter"}}  # it speaks of no elected Members


@pytest.mark.parametrize("pack", LOADED, ids=lambda pack: pack.id)
def test_every_pack_with_letters_has_one_of_each_kind(pack):
    if pack.letters:
        wanted = set(LETTER_KINDS) - _WITHOUT.get(pack.id, set())
        assert {letter.kind for letter in pack.letters} == wanted


def test_the_warning_notice_of_the_starter_asks_for_what_the_law_names(registry):
    letter = registry.get("england-2026").letter("warning-notice")
    required = {wanted.code for wanted in letter.text.fields if wanted.required}
    assert required == {"grounds", "matters", "actions", "comply_by", "powers"}
    assert {wanted.source for wanted in letter.text.fields if wanted.required} <= {
        "Education and Inspections Act 2006, section 60(2)",
        *(f"Education and Inspections Act 2006, section 60(4)({x})" for x in "abc"),
        "Education and Inspections Act 2006, sections 60(4)(d) and 63 to 66",
    }


def test_every_placeholder_is_used_by_some_letter_or_stands_for_something_an_officer_needs():
    used = {
        name
        for pack in LOADED
        for letter in pack.letters
        for part in letter.text.parts
        for text in (*part.texts, letter.text.subject)
        for name in names_in(text)
    }
    assert {"provider", "officer", "authority", "chair", "school_year"} <= used
    assert all(LETTER_PLACEHOLDERS.values())
