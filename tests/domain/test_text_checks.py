"""What may say too much is pointed at, and ordinary school prose is left alone."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.text_checks import (
    FindingKind,
    SchoolName,
    TextContext,
    check_text,
    class_teachers,
    index_schools,
    other_schools,
    personal_names,
    pupil_initials,
    shared_passages,
    small_numbers,
)

# One sentence a line, written for this test; names of invented people stand in square brackets.
PROSE = Path(__file__).parents[1] / "data" / "names_in_prose.txt"
MARKED = re.compile(r"\[([^\]]+)\]")


def excerpts(findings):
    return [finding.excerpt for finding in findings]


def judged(sentence):
    """Names rightly found, names missed, and findings that are no name, in a marked sentence."""
    wanted, plain, shift = [], MARKED.sub(r"\1", sentence), 0
    for match in MARKED.finditer(sentence):
        wanted.append((match.start() - shift, match.end() - 2 - shift))
        shift += 2
    found = [(f.start, f.end) for f in personal_names(plain)]
    hit = [w for w in wanted if any(a < w[1] and w[0] < b for a, b in found)]
    wrong = [f for f in found if not any(f[0] < b and a < f[1] for a, b in wanted)]
    return len(hit), len(wanted) - len(hit), [plain[a:b] for a, b in wrong]


def test_names_are_found_and_school_prose_is_not_taken_for_names():
    sentences = PROSE.read_text(encoding="utf-8").splitlines()
    assert len(sentences) >= 60
    results = {sentence: judged(sentence) for sentence in sentences}
    hits = sum(hit for hit, _, _ in results.values())
    missed = [s for s, (_, miss, _) in results.items() if miss]
    wrong = [(s, w) for s, (_, _, w) in results.items() if w]
    recall = hits / (hits + sum(miss for _, miss, _ in results.values()))
    precision = hits / (hits + sum(len(w) for _, w in wrong))
    assert recall >= 0.9, missed
    assert precision >= 0.8, wrong


def test_a_name_is_marked_where_it_stands():
    text = "We met Aisha Khan today."
    (found,) = personal_names(text)
    assert (found.kind, text[found.start : found.end]) == (FindingKind.PERSONAL_NAME, "Aisha Khan")
    assert "“Aisha Khan”" in found.message


def test_what_the_caller_allows_is_passed_over():
    text = "The walk began at Wren Hall with Lumley and ended in the Thornbury Suite with Kofi."
    assert excerpts(personal_names(text)) == ["Lumley", "Kofi"]
    assert excerpts(personal_names(text, ["lumley", "Kofi"])) == []


def test_a_heading_in_capitals_names_nobody_unless_it_does():
    assert excerpts(personal_names("QUALITY OF EDUCATION\nPurposeful Talk Across Lessons")) == []
    assert excerpts(personal_names("Minutes\nObserved Lesson By Fatima Hussain")) == [
        "Fatima Hussain"
    ]


def test_a_word_the_text_also_writes_small_is_no_name():
    assert excerpts(personal_names("Oracy and Reciprocity matter; reciprocity is taught.")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("J.S. was absent.", ["J.S."]),
        ("We saw pupil JS and child A.B. today.", ["JS", "A.B."]),
        ("One boy (KT) was out of class.", ["KT"]),
        ("P.E. and R.E. are taught, e.g. on Fridays.", []),
        ("SEND pupils, PP pupils and pupils EAL (PP) attend.", []),
        ("The learning support (LS) room is calm.", []),
        ("The music of J. S. Bach was played.", []),
        ("Pupil A and pupil B are pseudonyms.", []),
    ],
)
def test_initials_that_may_be_a_pupil(text, found):
    assert excerpts(pupil_initials(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three pupils were out of class.", ["Three pupils"]),
        ("There are 2 children with SEND.", ["2 children"]),
        ("Of these, 4 disadvantaged Year 6 pupils met it.", ["4 disadvantaged Year 6 pupils"]),
        ("5 of the 28 pupils read fluently.", ["5 of the 28 pupils"]),
        ("One boy hid.", ["One boy"]),
        ("Year 4 pupils and Key Stage 2 pupils read.", []),
        ("Years 3 and 4 pupils read; class 2 children write.", []),
        ("Three groups of pupils; 25 pupils; 2.5 pupils; 3% of pupils.", []),
        ("One-to-one pupils; four year old children; 105 children.", []),
        ("Four teachers and pupils spoke.", []),
    ],
)
def test_counts_small_enough_to_recognise_somebody(text, found):
    assert excerpts(small_numbers(text)) == found


def test_an_adult_named_by_a_year_with_one_class():
    text = "The Year 4 teacher, the Reception TA and a teaching assistant in Year 2 met."
    assert excerpts(class_teachers(text)) == [
        "Year 4 teacher",
        "Reception TA",
        "teaching assistant in Year 2",
    ]
    assert excerpts(class_teachers(text, {"reception"})) == ["Reception TA"]
    assert excerpts(class_teachers(text, ())) == []
    assert excerpts(class_teachers("The Year 4 teachers plan together.")) == []


SCHOOLS = index_schools(
    [
        SchoolName("1", "Hill View Primary School"),
        SchoolName("2", "Oakham Church of England Primary School"),
        SchoolName("3", "St Mary's Catholic Primary School", ("Our Lady's",)),
        SchoolName("4", "St Mary's CofE Infant School"),
        SchoolName("5", "The Thornley Academy", ("TTA",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As at Hill View, reading is strong.", ["Hill View"]),
        ("Hill View's plan was shared.", ["Hill View's"]),
        ("From the top of the hill view the playground.", []),
        ("Families in Oakham travel far.", []),
        ("Work with Oakham Primary helped.", ["Oakham"]),
        ("Unlike Oakham, numbers rise.", ["Oakham"]),
        ("Oakham C of E Primary School", ["Oakham"]),
        ("St. Mary’s and Our Lady’s met.", ["St. Mary’s", "Our Lady’s"]),
        ("Saint Marys Catholic Primary School came.", ["Saint Marys Catholic Primary School"]),
        ("The TTA team advised.", ["TTA"]),
        ("Thornley School is near.", ["Thornley"]),
    ],
)
def test_other_schools_are_found_however_they_are_shortened(text, found):
    assert excerpts(other_schools(text, SCHOOLS)) == found


def test_the_present_school_is_no_other_school():
    text = "St Mary's Catholic Primary School: St Mary's is improving, as is Hill View."
    assert excerpts(other_schools(text, SCHOOLS, present="3")) == ["Hill View"]


def test_a_passage_of_another_note_is_marked_whole():
    passage = "Pupils talk with real confidence about what they have learned in history this year"
    text = f"Strengths. {passage.upper()}, and they behave well."
    (found,) = shared_passages(text, f"Elsewhere we wrote: {passage.replace(' ', '  ')}.")
    assert found.excerpt == passage.upper()
    assert shared_passages(text, passage, boilerplate=passage) == ()
    assert shared_passages(text, "Pupils talk with real confidence about it.") == ()


def test_everything_is_checked_in_the_order_of_the_text():
    text = "Three pupils told Aisha that Hill View is better. The Year 4 teacher saw J.S."
    found = check_text(text, TextContext(schools=SCHOOLS, present="1"))
    assert [f.kind for f in found] == [
        FindingKind.SMALL_NUMBER,
        FindingKind.PERSONAL_NAME,
        FindingKind.CLASS_TEACHER,
        FindingKind.PUPIL_INITIALS,
    ]
    assert FindingKind.OTHER_SCHOOL in [
        f.kind for f in check_text(text, TextContext(schools=SCHOOLS))
    ]


@given(st.text(max_size=200) | st.text(alphabet="AaBb .'’(1y\n-Mrs", max_size=120))
def test_any_text_can_be_checked_and_every_excerpt_is_its_place(text):
    for found in check_text(text, TextContext(schools=SCHOOLS)):
        assert found.excerpt == text[found.start : found.end]
        assert 0 <= found.start < found.end <= len(text)
