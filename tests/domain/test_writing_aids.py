"""Spelling, reading age, phrases and finding words: the rules behind the composer's help."""

import pytest

from sif_desktop.domain import find_text, note_blocks, note_tables, phrases, readability, spelling
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.find_text import Query
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row, Section, Sentence
from sif_desktop.domain.phrases import Phrase
from sif_desktop.domain.sentences import text_id

# -- spelling --------------------------------------------------------------------------------------


def unknown(text: str, *known: str) -> list[str]:
    return [span.of(text) for span in spelling.faults(text, set(known).__contains__)]


def test_words_are_looked_up_one_by_one_without_their_possessive_ending():
    assert unknown("The head’s plan isn’t redy", "The", "head", "plan", "isn't") == ["redy"]


@pytest.mark.parametrize(
    "text",
    [
        "DfE PRUs SENCo’s KS2 Y5 2.1 4b",
        "kim@hill.gov.uk www.x.uk https://a.b/c report.docx",
        "a I",
        "Ysgol 学校 школа مدرسة",
    ],
)
def test_acronyms_codes_addresses_and_other_scripts_are_never_flagged(text):
    assert unknown(text, "Ysgol") == []


def test_a_word_with_a_hyphen_is_known_whole_or_by_its_parts():
    assert unknown("well-being", "well-being") == []
    assert unknown("look-for", "look", "for") == []
    assert unknown("look-fer", "look") == ["fer"]


def test_names_are_compared_without_case_and_possessive():
    assert spelling.name_words(["St Anne’s", "Asha VERMA"]) == {"st", "anne", "asha"}


# -- how hard to read ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # From Wikipedia's article on the Flesch–Kincaid tests: 11.3; 16 words, 24 syllables.
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
            11.3,
        ),
        (
            "This sentence, taken as a reading passage unto itself, is being used to prove "
            "a point.",
            8.3,
        ),
        ("The cat sat on the mat.", -1.45),
    ],
)
def test_the_grade_is_that_of_the_published_examples(text, grade):
    assert readability.read([("a", text)]).grade == pytest.approx(grade, abs=2.0)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("late", 1), ("whole", 1), ("table", 2), ("places", 2), ("makes", 1), ("walked", 1)),
        *(("wanted", 2), ("movement", 2), ("safeguarding", 3), ("curriculum", 4), ("area", 3)),
        *(("quality", 3), ("behaviour", 3), ("reading", 2), ("being", 2), ("science", 2)),
        *(("experience", 4), ("school’s", 1), ("rhythm", 2), ("x", 1)),
    ],
)
def test_syllables_are_counted(word, count):
    assert readability.syllables(word) == count


def test_the_longest_sentence_is_found_in_the_text_that_holds_it():
    said = "Short one. This one is a good deal longer than the others are."
    reading = readability.read([("a", "Five words are in here."), ("b", said), ("c", "End.")])
    assert (reading.words, reading.longest, reading.longest_words) == (19, "b", 11)
    assert reading.year == ""  # too few words to say


def test_the_grade_is_told_as_a_year_of_school():
    assert readability.Reading(500, 8.1).year == "Year 9 (about 13–14)"
    assert readability.Reading(500, -2.0).year == "Year 1 (about 5–6)"
    assert readability.Reading(500, 14.0).year == "a degree (18 or older)"
    assert readability.read([]) == readability.Reading()


# -- phrases ---------------------------------------------------------------------------------------

GOV = Phrase("Governors know the school well.", ";gov", uid="1")
BANK = (GOV, Phrase("Leaders know this because …", section="leadership"), Phrase("We saw", uid="2"))


def test_a_shortcut_typed_is_found_only_as_a_whole():
    assert phrases.expansion("Seen. ;gov", BANK) == GOV
    assert phrases.expansion("(;GOV", BANK) == GOV
    assert phrases.expansion("x;gov", BANK) is None
    assert phrases.expansion("gov", BANK) is None
    assert phrases.expansion("", BANK) is None


def test_a_beginning_of_a_sentence_is_written_without_its_dots():
    assert BANK[1].insert == "Leaders know this because "


def test_phrases_of_the_place_come_first_then_the_officers_own():
    assert phrases.matching(BANK, "know", ["leadership"]) == [GOV, BANK[1]]
    assert phrases.matching(BANK, "know", ["teaching"]) == [GOV, BANK[1]]
    assert phrases.matching(BANK, "know because", [])[0] is BANK[1]


def test_a_shortcut_begins_with_its_sign_and_is_taken_once():
    assert phrases.checked(" A  phrase ", "New", BANK) == ("A phrase", ";new")
    assert phrases.checked("A phrase", "", BANK) == ("A phrase", "")
    with pytest.raises(Problem, match="already writes"):
        phrases.checked("Other", ";gov", BANK)
    with pytest.raises(Problem, match="cannot be a shortcut"):
        phrases.checked("Other", "two words", BANK)
    with pytest.raises(Problem, match="needs words"):
        phrases.checked("  ", ";x", BANK)


# -- finding ---------------------------------------------------------------------------------------


def a_draft() -> NoteDraft:
    said = "Reading is read in Reading."
    blocks = (
        Block("area:a", BlockKind.HEADING, "Reading"),
        Block(
            "p",
            BlockKind.PARAGRAPH,
            sentences=(
                Sentence("a", said, composed=text_id(said)),
                Sentence("j", "Offered reading.", composed="x", offered=True),
            ),
        ),
        Block("t", BlockKind.TABLE, columns=("What",), rows=(Row("task:1", ("Read more",)),)),
    )
    draft = NoteDraft((Section("f", "findings", "What we read", blocks),))
    own = note_tables.new_table("own:t", [["Reading"], ["read"]], ["own:r"])
    return note_blocks.add_block(draft, own, "f", "t")


def lines(query: Query) -> list[str]:
    return [hit.line for hit in find_text.find(a_draft(), query)]


def test_words_are_found_everywhere_in_the_order_of_the_draft():
    assert lines(Query("read")) == ["f", "area:a", "a", "a", "a", "j", "task:1", "own:t", "own:r"]
    assert lines(Query("Read", match_case=True)) == ["area:a", "a", "a", "task:1", "own:t"]
    assert lines(Query("read", whole_words=True)) == ["f", "a", "task:1", "own:r"]
    assert lines(Query("")) == []
    assert lines(Query("(")) == []


def test_all_are_replaced_but_what_is_the_record_s_and_sentences_are_marked_as_edited():
    now = find_text.replace_all(a_draft(), Query("read", whole_words=True), "seen\\1")
    assert now.section("f").heading == "What we seen\\1" and now.section("f").heading_edited
    assert now.find("a")[2].text == "Reading is seen\\1 in Reading." and now.find("a")[2].edited
    assert now.find_row("task:1")[2].cells == ("Read more",)
    assert now.find_row("own:r")[2].cells == ("seen\\1",)
    assert now.find("j")[2].offered
    hits = find_text.find(a_draft(), Query("read"))
    assert [hit.line for hit in hits if not hit.changeable] == ["j", "task:1"]


def test_one_is_replaced_at_its_place_and_what_is_left_empty_goes_or_stays_as_it_was():
    second = find_text.find(a_draft(), Query("Reading", match_case=True))[2]
    now = find_text.replace_one(a_draft(), second, "Hull")
    assert now.find("a")[2].text == "Reading is read in Hull."
    gone = find_text.replace_all(a_draft(), Query("Reading is read in Reading."), "")
    assert not gone.holds("a")
    same = find_text.replace_all(a_draft(), Query("What we read"), "")
    assert same.section("f").heading == "What we read"


def test_words_that_are_not_there_change_nothing():
    assert find_text.replace_all(a_draft(), Query("zebra"), "x") == a_draft()
