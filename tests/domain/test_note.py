"""The draft as data: edited, composed again, kept as JSON."""

import pytest

from sif_desktop.domain import note, note_edit, note_merge
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import Block, BlockKind, Flag, NoteDraft, Ref, Row, Section, Sentence
from sif_desktop.domain.sentences import text_id


def sentence(name: str, text: str = "", **more) -> Sentence:
    words = text or f"{name} as recorded."
    return Sentence(name, words, (Ref("answer", name, name),), composed=text_id(words), **more)


def draft(*sentences: Sentence, second: tuple[Sentence, ...] = ()) -> NoteDraft:
    blocks = (
        Block("p1", BlockKind.PARAGRAPH, sentences=sentences),
        Block("t", BlockKind.TABLE, columns=("What",), rows=(Row("r", ("Do it",)),)),
        Block("p2", BlockKind.BULLETS, sentences=second),
    )
    return NoteDraft((Section("findings", "findings", "What was found", blocks),))


def texts(of: NoteDraft) -> list[str]:
    return [found.text for _, _, found in of.sentences()]


def test_a_draft_survives_being_kept_as_json():
    before = note_edit.edit_sentence(
        draft(sentence("a"), sentence("b", offered=True)), "a", "Mine."
    )
    before = note_edit.remove_sentence(before, "b")
    assert note.from_json(note.to_json(before)) == before


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format":1,"sections":[{}],"removed":[]}'])
def test_a_damaged_draft_is_refused_in_words(text):
    with pytest.raises(Problem, match="cannot be read"):
        note.from_json(text)


def test_a_draft_of_a_newer_program_is_refused_in_words():
    with pytest.raises(Problem, match="newer version"):
        note.from_json('{"format":99,"sections":[],"removed":[]}')


def test_an_edited_sentence_stays_when_the_record_changes_and_says_so():
    mine = note_edit.edit_sentence(draft(sentence("a")), "a", "In my words.")
    again = note_merge.recompose(mine, draft(sentence("a", "Recorded anew.")))
    kept = again.find("a")[2]
    assert (kept.text, kept.edited, kept.flag) == ("In my words.", True, Flag.RECORD_CHANGED)
    assert note_edit.keep_sentence(again, "a").find("a")[2].flag is Flag.NONE


def test_a_flag_once_accepted_does_not_come_back_by_itself():
    mine = note_edit.edit_sentence(draft(sentence("a")), "a", "In my words.")
    fresh = draft(sentence("a", "Recorded anew."))
    accepted = note_edit.keep_sentence(note_merge.recompose(mine, fresh), "a")
    assert note_merge.recompose(accepted, fresh).find("a")[2].flag is Flag.NONE


def test_an_untouched_sentence_follows_the_record():
    again = note_merge.recompose(draft(sentence("a")), draft(sentence("a", "Recorded anew.")))
    assert texts(again) == ["Recorded anew."]


def test_a_sentence_whose_evidence_vanished_goes_unless_the_officer_wrote_it():
    before = draft(sentence("a"), sentence("b"))
    before = note_edit.edit_sentence(before, "b", "In my words.")
    again = note_merge.recompose(before, draft())
    assert texts(again) == ["In my words."]
    assert again.find("b")[2].flag is Flag.EVIDENCE_GONE


def test_what_was_taken_out_does_not_come_back():
    before = note_edit.remove_sentence(draft(sentence("a"), sentence("b")), "a")
    assert texts(note_merge.recompose(before, draft(sentence("a"), sentence("b")))) == [
        "b as recorded."
    ]


def test_new_sentences_come_after_the_one_they_follow_in_the_record():
    before = note_edit.add_sentence(
        draft(sentence("a"), sentence("b")), "own:1", "Mine.", after="a"
    )
    again = note_merge.recompose(before, draft(sentence("a"), sentence("new"), sentence("b")))
    assert [s.id for _, _, s in again.sentences()] == ["a", "new", "own:1", "b"]


def test_an_order_the_officer_chose_is_kept():
    before = note_edit.move_sentence(draft(sentence("a"), sentence("b")), "a", 1)
    again = note_merge.recompose(before, draft(sentence("a"), sentence("b")))
    assert [s.id for _, _, s in again.sentences()] == ["b", "a"]


def test_moving_past_the_end_lands_in_the_next_text_over_a_table():
    moved = note_edit.move_sentence(draft(sentence("a"), second=(sentence("z"),)), "a", 1)
    assert [s.id for s in moved.sections[0].blocks[2].sentences] == ["a", "z"]
    assert note_edit.move_sentence(moved, "z", 1) == moved
    assert note_edit.move_sentence(moved, "a", -1).sections[0].blocks[0].sentences[0].id == "a"


def test_tables_follow_the_record():
    fresh = draft(sentence("a"))
    rows = (Row("r", ("Do it by May",)),)
    blocks = tuple(
        Block("t", BlockKind.TABLE, columns=("What",), rows=rows) if b.id == "t" else b
        for b in fresh.sections[0].blocks
    )
    again = note_merge.recompose(fresh, NoteDraft((Section("findings", "findings", "X", blocks),)))
    assert again.sections[0].blocks[1].rows == rows


def test_a_heading_in_the_officers_words_stays():
    before = note_edit.edit_heading(draft(sentence("a")), "findings", " What  we saw ")
    assert note_merge.recompose(before, draft(sentence("a"))).sections[0].heading == "What we saw"
    with pytest.raises(Problem, match="needs a heading"):
        note_edit.edit_heading(before, "findings", "  ")


def test_an_offered_sentence_is_printed_only_once_kept():
    block = draft(sentence("a", offered=True)).sections[0].blocks[0]
    assert block.printed() == ()
    kept = note_edit.keep_sentence(draft(sentence("a", offered=True)), "a")
    again = note_merge.recompose(kept, draft(sentence("a", offered=True)))
    assert [s.text for s in again.sections[0].blocks[0].printed()] == ["a as recorded."]


def test_words_in_a_section_the_layout_no_longer_shows_are_kept():
    mine = note_edit.edit_sentence(draft(sentence("a"), sentence("b")), "a", "In my words.")
    again = note_merge.recompose(mine, NoteDraft((Section("people", "people", "Who"),)))
    assert texts(again) == ["In my words."]


def test_putting_the_recorded_words_back_is_no_longer_an_edit():
    mine = note_edit.edit_sentence(draft(sentence("a")), "a", "In my words.")
    assert not note_edit.edit_sentence(mine, "a", "a as recorded.").find("a")[2].edited


def test_a_sentence_no_longer_there_is_named_as_gone():
    with pytest.raises(Problem, match="no longer in the draft"):
        note_edit.edit_sentence(draft(), "a", "x")


def test_a_jotting_not_taken_in_is_offered_anew_rather_than_kept_in_the_draft():
    fresh = draft(sentence("a"), sentence("j", offered=True), sentence("b"))
    kept = note_merge.without_offered(note_edit.edit_sentence(fresh, "b", "Mine."))
    assert "j as recorded" not in note.to_json(kept)
    again = note_merge.recompose(kept, fresh)
    assert [(s.id, s.offered) for _, _, s in again.sentences()] == [
        ("a", False),
        ("j", True),
        ("b", False),
    ]


def test_the_words_of_a_jotting_are_not_kept_once_they_are_edited():
    edited = note_edit.edit_sentence(draft(sentence("j", offered=True)), "j", "In polite words.")
    assert "j as recorded" not in note.to_json(edited)
