"""The officer's own blocks, tables and marks; and that no word is lost, whatever is done."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain import note, note_blocks, note_edit, note_merge, note_tables
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Ref, Row, Section, Sentence
from sif_desktop.domain.sentences import text_id
from sif_desktop.domain.visibility import Visibility


def recorded(name: str, words: str = "") -> Sentence:
    text = words or f"{name} as recorded."
    return Sentence(name, text, (Ref("answer", name, name),), composed=text_id(text))


def mine(name: str, words: str = "") -> Sentence:
    return Sentence(f"own:{name}", words or f"{name} in my words.", edited=True)


def texts(of: NoteDraft) -> list[str]:
    return [found.text for _, _, found in of.sentences()]


def two_areas() -> NoteDraft:
    """A header, then findings of two areas, each a heading, a paragraph and an empty place."""
    blocks = (
        Block("area:a", BlockKind.HEADING, "Teaching"),
        Block("item:a", BlockKind.PARAGRAPH, sentences=(recorded("a1"), recorded("a2"))),
        Block("area:a:words", BlockKind.PARAGRAPH),
        Block("area:b", BlockKind.HEADING, "Behaviour"),
        Block("item:b", BlockKind.PARAGRAPH, sentences=(recorded("b1"),)),
        Block("area:b:words", BlockKind.PARAGRAPH),
    )
    facts = Block("header", BlockKind.FACTS, columns=("A", "B"), rows=(Row("h", ("School", "X")),))
    actions = (
        Block("t", BlockKind.TABLE, columns=("What",), rows=(Row("task:1", ("Do it",)),)),
        Block("agreed:words", BlockKind.PARAGRAPH),
    )
    return NoteDraft(
        (
            Section("header", "header", "About", (facts,)),
            Section("findings", "findings", "What was found", blocks),
            Section("agreed", "agreed_actions", "Agreed", actions),
        )
    )


def shown(draft: NoteDraft, section: str = "findings") -> list[str]:
    return [block.id for block in draft.section(section).blocks if not block.empty]


# -- sentences -------------------------------------------------------------------------------------


def test_a_sentence_split_is_two_that_rest_on_the_same():
    marked = note_edit.mark(two_areas(), "a1", told=True, visibility=Visibility.LA)
    split = note_edit.split_sentence(marked, "a1", "a1 as", " recorded.", "own:x")
    first, second = split.find("a1")[2], split.find("own:x")[2]
    assert (first.text, first.edited, second.text, second.own) == ("a1 as", True, "recorded.", True)
    assert second.evidence == first.evidence
    assert (second.told, second.visibility) == (True, Visibility.LA)


def test_joined_again_the_words_are_those_of_the_record_and_no_edit():
    split = note_edit.split_sentence(two_areas(), "a1", "a1 as", "recorded.", "own:x")
    joined = note_edit.join_sentence(split, "own:x").find("a1")[2]
    assert (joined.text, joined.edited) == ("a1 as recorded.", False)


def test_a_recorded_sentence_joined_to_another_does_not_come_back():
    joined = note_edit.join_sentence(two_areas(), "a2")
    assert joined.find("a1")[2].text == "a1 as recorded. a2 as recorded."
    assert [ref.uid for ref in joined.find("a1")[2].evidence] == ["a1", "a2"]
    assert note_merge.recompose(joined, two_areas()) == joined


def test_joined_sentences_go_no_further_than_the_stricter_of_the_two():
    draft = note_edit.mark(two_areas(), "a2", visibility=Visibility.LA)
    draft = note_edit.mark(draft, "a1", told=True)
    joined = note_edit.join_sentence(draft, "a2").find("a1")[2]
    assert (joined.visibility, joined.told) == (Visibility.LA, False)


def test_the_first_of_a_block_joins_nothing():
    assert note_edit.join_sentence(two_areas(), "b1") == two_areas()


def test_marks_stay_when_the_record_changes():
    draft = note_edit.mark(two_areas(), "a1", told=True, visibility=Visibility.LA)
    kept = note_merge.recompose(draft, two_areas()).find("a1")[2]
    assert (kept.told, kept.visibility) == (True, Visibility.LA)


def test_only_a_sentence_of_ones_own_is_tied_by_hand():
    draft = note_edit.add_sentence(two_areas(), "own:x", "Mine.", after="a1")
    refs = (Ref("jotting", "j"), Ref("answer", "", "a"))
    assert note_edit.tie(draft, "own:x", refs).find("own:x")[2].evidence == refs
    with pytest.raises(Problem, match="comes from the record"):
        note_edit.tie(draft, "a1", refs)


# -- blocks ----------------------------------------------------------------------------------------


def test_ones_own_blocks_stay_at_their_place_when_the_record_changes():
    draft = note_blocks.add_block(
        two_areas(), Block("own:h", BlockKind.HEADING, "Reading"), "findings", "item:a"
    )
    fresh = two_areas()
    blocks = list(fresh.section("findings").blocks)
    blocks.insert(2, Block("item:new", BlockKind.PARAGRAPH, sentences=(recorded("n"),)))
    now = NoteDraft((fresh.sections[0], Section("findings", "findings", "F", tuple(blocks))))
    again = note_merge.recompose(draft, now)
    assert shown(again) == ["area:a", "item:a", "item:new", "own:h", "area:b", "item:b"]


def test_a_block_goes_past_its_neighbour_and_not_past_an_empty_place():
    assert shown(note_blocks.move_block(two_areas(), "item:a", 1)) == [
        *("area:a", "area:b", "item:a", "item:b"),
    ]


def test_a_heading_takes_along_what_stands_under_it():
    moved = note_blocks.move_block(two_areas(), "area:b", -1)
    assert shown(moved) == ["area:b", "item:b", "area:a", "item:a"]
    assert note_merge.recompose(moved, two_areas()) == moved
    assert note_blocks.move_block(moved, "area:b", -1) == moved


def test_sections_change_places_below_what_opens_the_document():
    moved = note_blocks.move_section(two_areas(), "agreed", -1)
    assert [s.id for s in moved.sections] == ["header", "agreed", "findings"]
    assert note_blocks.move_section(moved, "agreed", -1) == moved
    assert note_merge.recompose(moved, two_areas()) == moved


def test_a_paragraph_made_a_list_stays_one_when_the_record_changes():
    made = note_blocks.set_kind(two_areas(), "item:a", BlockKind.NUMBERED)
    assert note_merge.recompose(made, two_areas()).find_block("item:a")[1].kind == "numbered"
    with pytest.raises(Problem, match="Only text"):
        note_blocks.set_kind(two_areas(), "t", BlockKind.BULLETS)


def test_an_area_reworded_keeps_its_words_and_taken_out_has_the_record_s_again():
    reworded = note_blocks.edit_block_heading(two_areas(), "area:a", "Teaching  and learning")
    again = note_merge.recompose(reworded, two_areas())
    assert again.find_block("area:a")[1].text == "Teaching and learning"
    back = note_merge.recompose(note_blocks.remove_block(again, "area:a"), two_areas())
    assert back.find_block("area:a")[1].text == "Teaching"
    with pytest.raises(Problem, match="comes from the record"):
        note_blocks.remove_block(back, "area:a")


def test_a_block_broken_in_two_and_joined_again_is_as_before():
    broken = note_blocks.break_block(two_areas(), "a2", "own:p")
    assert shown(broken)[1:3] == ["item:a", "own:p"]
    assert note_merge.recompose(broken, two_areas()) == broken
    assert note_blocks.join_block(broken, "own:p") == two_areas()


def test_a_block_taken_out_takes_recorded_sentences_for_good():
    broken = note_blocks.break_block(two_areas(), "a2", "own:p")
    again = note_merge.recompose(note_blocks.remove_block(broken, "own:p"), two_areas())
    assert texts(again) == ["a1 as recorded.", "b1 as recorded."]


def test_a_text_of_ones_own_goes_with_its_last_sentence():
    broken = note_blocks.break_block(two_areas(), "a2", "own:p")
    assert "own:p" not in shown(note_edit.remove_sentence(broken, "a2"))


# -- tables ----------------------------------------------------------------------------------------


def with_table() -> NoteDraft:
    rows = [["Who", "How many"], ["Year 3", "4"], ["Year 4"]]
    table = note_tables.new_table("own:t", rows, ("own:r1", "own:r2"))
    return note_blocks.add_block(two_areas(), table, "findings", "item:a")


def cells(draft: NoteDraft) -> list[tuple[str, ...]]:
    block = draft.find_block("own:t")[1]
    return [block.columns, *(row.cells for row in block.rows)]


def test_a_copied_table_is_read_with_its_quotes_and_without_empty_rows():
    text = 'Who\tHow many\r\n"Year 3\r\nand 4"\t5\r\n\t\r\n'
    assert note_tables.cells_of(text) == [["Who", "How many"], ["Year 3 and 4", "5"]]
    assert note_tables.cells_of("no table\nat all") == []


def test_a_table_of_ones_own_is_rectangular_whatever_was_copied():
    assert cells(with_table()) == [("Who", "How many"), ("Year 3", "4"), ("Year 4", "")]


def test_cells_are_pasted_from_a_cell_on_and_rows_added():
    pasted = note_tables.paste_cells(
        with_table(), "own:r2", 0, [["Year 4", "5"], ["Year 5", "6"]], ["own:r3"]
    )
    assert cells(pasted)[1:] == [("Year 3", "4"), ("Year 4", "5"), ("Year 5", "6")]
    with pytest.raises(Problem, match="more columns"):
        note_tables.paste_cells(with_table(), "own:r2", 1, [["a", "b"]], [])


def test_rows_and_columns_come_go_and_move():
    draft = note_tables.add_row(with_table(), "own:t", "own:r3", "own:r1")
    draft = note_tables.add_column(draft, "own:t", 1)
    draft = note_tables.edit_column(draft, "own:t", 1, "Room")
    draft = note_tables.edit_cell(draft, "own:r3", 1, " Hall ")
    assert cells(draft)[0] == ("Who", "Room", "How many")
    assert cells(draft)[2] == ("", "Hall", "")
    draft = note_tables.move_row(draft, "own:r3", -1)
    assert [row.id for row in draft.find_block("own:t")[1].rows] == ["own:r3", "own:r1", "own:r2"]
    draft = note_tables.remove_row(note_tables.remove_column(draft, "own:t", 1), "own:r3")
    assert draft == with_table()


def test_a_table_of_the_record_is_not_changed_here():
    with pytest.raises(Problem, match="follows the record"):
        note_tables.edit_cell(two_areas(), "task:1", 0, "Other")
    with pytest.raises(Problem, match="cannot be read"):
        note_tables.new_table("own:t", [["x"] * 9], ())


def test_ones_own_table_survives_being_composed_again_and_kept_as_json():
    draft = note_merge.recompose(with_table(), two_areas())
    assert draft == with_table()
    assert note.from_json(note.to_json(draft)) == draft


# -- whatever is done ------------------------------------------------------------------------------

numbers = st.integers(0, 30)
words = st.text("ab .", min_size=1, max_size=12)


def _sentence(draft: NoteDraft, number: int) -> str:
    ids = [s.id for _, _, s in draft.sentences()]
    return ids[number % len(ids)] if ids else ""


def _block(draft: NoteDraft, number: int) -> Block:
    blocks = [block for _, block in draft.blocks()]
    return blocks[number % len(blocks)]


@st.composite
def steps(draw) -> list:
    """Ways to move, split, break and join, by number so that they fit whatever the draft holds."""
    kinds = ("up", "down", "split", "join", "break", "kind", "block", "section", "joinblock")
    return draw(st.lists(st.tuples(st.sampled_from(kinds), numbers), max_size=12))


def take(draft: NoteDraft, kind: str, number: int, name: str) -> NoteDraft:
    sentence = _sentence(draft, number)
    text = draft.find(sentence)[2].text
    middle = len(text) // 2
    block = _block(draft, number)
    match kind:
        case "up" | "down":
            return note_edit.move_sentence(draft, sentence, -1 if kind == "up" else 1)
        case "split":
            return note_edit.split_sentence(draft, sentence, text[:middle], text[middle:], name)
        case "join":
            return note_edit.join_sentence(draft, sentence)
        case "break":
            return note_blocks.break_block(draft, sentence, name)
        case "kind" if block.holds_sentences:
            return note_blocks.set_kind(draft, block.id, BlockKind.BULLETS)
        case "block":
            return note_blocks.move_block(draft, block.id, number % 2 * 2 - 1)
        case "section":
            section = draft.sections[number % len(draft.sections)]
            return note_blocks.move_section(draft, section.id, number % 2 * 2 - 1)
        case "joinblock":
            return note_blocks.join_block(draft, block.id)
    return draft


def letters(draft: NoteDraft) -> Counter[str]:
    return Counter("".join(texts(draft)).replace(" ", ""))


@given(steps())
def test_no_letter_is_lost_by_moving_splitting_breaking_and_joining(taken):
    draft = note_edit.add_sentence(with_table(), "own:0", "In my own words.", after="a1")
    before = letters(draft)
    for number, (kind, place) in enumerate(taken, 1):
        draft = take(draft, kind, place, f"own:{number}")
        assert letters(draft) == before
        assert cells(draft) == cells(with_table())
        ids = [s.id for _, _, s in draft.sentences()]
        assert len(ids) == len(set(ids))


@given(steps())
def test_moving_keeps_the_sentences_and_what_moved_up_comes_down_again(taken):
    draft = note_edit.add_sentence(two_areas(), "own:0", "In my own words.", after="a1")
    for _, place in taken:
        sentence = _sentence(draft, place)
        moved = note_edit.move_sentence(draft, sentence, 1)
        assert Counter(texts(moved)) == Counter(texts(draft))
        if moved != draft:
            assert texts(note_edit.move_sentence(moved, sentence, -1)) == texts(draft)
        draft = moved


@st.composite
def records(draw) -> NoteDraft:
    """The record at another time: areas and items may have come, gone or changed their words."""
    blocks: list[Block] = []
    for area in draw(st.permutations("abc"))[: draw(st.integers(0, 3))]:
        said = [recorded(f"{area}{n}", draw(words)) for n in range(draw(st.integers(0, 3)))]
        blocks += [
            Block(f"area:{area}", BlockKind.HEADING, area.upper()),
            Block(f"item:{area}", BlockKind.PARAGRAPH, sentences=tuple(said)),
        ]
    sections = [Section("findings", "findings", "F", tuple(blocks))]
    return NoteDraft(tuple(sections[: draw(st.integers(0, 1))]))


def written(draft: NoteDraft) -> Counter[str]:
    """Every word that is the officer's: own and edited sentences, own cells and headings."""
    found = Counter(s.text for _, _, s in draft.sentences() if s.edited)
    for _, block in draft.blocks():
        if block.own:
            found.update(cell for row in block.rows for cell in row.cells)
            found.update([*block.columns, block.text])
        elif block.edited and block.kind is BlockKind.HEADING:
            found.update([block.text])
    return found


@given(steps(), st.lists(records(), min_size=1, max_size=3))
def test_nothing_the_officer_wrote_is_lost_when_the_record_changes(taken, later):
    draft = note_edit.add_sentence(with_table(), "own:0", "In my own words.", after="a1")
    draft = note_blocks.edit_block_heading(draft, "area:b", "How pupils behave")
    for number, (kind, place) in enumerate(taken, 1):
        draft = take(draft, kind, place, f"own:{number}")
    for fresh in later:
        again = note_merge.recompose(draft, fresh)
        assert written(again) == written(draft)
        assert note_merge.recompose(again, fresh) == again
        draft = again
