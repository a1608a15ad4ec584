"""Writing in the real page with real keys: sentences, lists, tables, marks and evidence."""

from io import BytesIO

import docx
import pikepdf
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from sif_desktop.domain.note import BlockKind
from sif_desktop.domain.visibility import Visibility
from sif_desktop.ui.dialogs.tie_evidence import TieEvidenceDialog
from tests.services.reading import page_texts
from tests.ui import writing_hand
from tests.ui.writing_hand import CTRL, PLAIN, SHIFT, TEACHING, Key, copy, own_blocks

services, visit, context = writing_hand.services, writing_hand.visit, writing_hand.context
window, page, hand = writing_hand.window, writing_hand.page, writing_hand.hand


# -- sentences -------------------------------------------------------------------------------------


def test_enter_at_the_end_begins_the_next_sentence_and_what_is_typed_at_once_lands_in_it(hand):
    hand.edit(TEACHING)
    hand.press(Key.Key_Return)
    hand.type("Next one, typed without waiting.")
    hand.press(Key.Key_Return)
    hand.type("And one more.")
    hand.press(Key.Key_Escape)
    hand.rest()
    _, block, _ = hand.draft().find(TEACHING)
    said = [s.text for s in block.sentences if not s.offered]
    at = [s.id for s in block.sentences].index(TEACHING)
    assert said[at + 1 : at + 3] == ["Next one, typed without waiting.", "And one more."]
    hand.undone_to("Added to a document")


def test_a_line_begun_and_left_empty_is_never_stored(hand):
    before = hand.services.undo.next_undo()
    hand.edit(TEACHING)
    hand.press(Key.Key_Return)
    hand.press(Key.Key_Escape)
    hand.rest()
    assert hand.services.undo.next_undo() == before


def test_enter_within_a_sentence_splits_it_and_backspace_joins_it_again(hand):
    whole = hand.draft().find(TEACHING)[2].text
    first, second = whole.split(" ", 1)
    hand.edit(TEACHING)
    hand.sheet.editor.move_to(len(first))
    hand.press(Key.Key_Return)
    assert hand.sheet.editor.text() == second
    hand.press(Key.Key_Backspace)
    assert hand.sheet.editor.text() == whole
    assert hand.sheet.editor.textCursor().position() == len(first) + 1
    hand.press(Key.Key_Escape)
    hand.rest()
    assert hand.draft().find(TEACHING)[2].text == whole
    assert not hand.draft().find(TEACHING)[2].edited
    hand.undone_to("Joined two sentences")


def test_what_is_being_typed_is_in_the_split_as_one_change(hand):
    hand.edit(TEACHING)
    hand.sheet.editor.selectAll()
    hand.type("First half. Second half.")
    hand.until(lambda: hand.draft().find(TEACHING)[2].text == "First half. Second half.")
    hand.sheet.editor.move_to(11)
    hand.press(Key.Key_Return)
    hand.press(Key.Key_Escape)
    hand.rest()
    assert hand.draft().find(TEACHING)[2].text == "First half."
    hand.undone_to("Split a sentence")
    hand.page._context.undo()
    hand.until(lambda: "First" not in hand.draft().find(TEACHING)[2].text)


def test_up_and_down_at_the_edge_go_on_to_the_next_line(hand):
    hand.edit("strengths")
    hand.press(Key.Key_Down)
    below = hand.sheet.current_line().id
    assert hand.sheet.is_editing() and below != "strengths"
    hand.press(Key.Key_Home)
    hand.press(Key.Key_Up)
    assert hand.sheet.is_editing() and hand.sheet.current_line().id == "strengths"


def test_ctrl_z_takes_back_typing_first_and_then_the_last_change(hand):
    hand.edit(TEACHING)
    editor = hand.sheet.editor
    assert not editor.document().isUndoAvailable()
    hand.type("x")
    assert editor.document().isUndoAvailable()


def test_a_click_on_the_chosen_line_edits_it_where_the_click_was(hand):
    sheet = hand.sheet
    sheet.choose(TEACHING)
    box = sheet.visualRect(sheet.currentIndex())
    place = box.topLeft() + QPoint(120, 18)
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
    assert sheet.is_editing()
    text = sheet.editor.text()
    assert 0 < sheet.editor.textCursor().position() < len(text)
    hand.press(Key.Key_Escape)
    other = sheet.visualRect(sheet.lines.index(sheet.lines.row_of(TEACHING) + 1)).center()
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, PLAIN, other)
    assert not sheet.is_editing() and sheet.current_line().id != TEACHING


def test_who_clicks_elsewhere_while_editing_is_there_and_the_words_are_kept(hand):
    bar = hand.page.composer.find_bar
    hand.page.finding.open(replacing=False)
    hand.edit(TEACHING)
    hand.sheet.editor.selectAll()
    hand.type("Left by a click.")
    QTest.mouseClick(bar.words, Qt.MouseButton.LeftButton)
    assert not hand.sheet.is_editing() and bar.words.hasFocus()
    hand.rest()
    assert hand.draft().find(TEACHING)[2].text == "Left by a click."


# -- blocks ----------------------------------------------------------------------------------------


def test_a_list_and_a_table_of_ones_own_are_written_undone_and_issued(hand, tmp_path):
    # A list, left by Enter in an empty line.
    hand.sheet.choose(TEACHING)
    hand.sheet.setFocus()
    hand.press(Key.Key_A)
    hand.choose_in_menu("Bulleted list")
    hand.type("Read every day")
    hand.press(Key.Key_Return)
    hand.type("Talk about books")
    hand.press(Key.Key_Return)
    hand.press(Key.Key_Return)
    hand.type("After the list.")
    hand.press(Key.Key_Escape)
    hand.rest()
    # A heading and a table under it.
    hand.press(Key.Key_A)
    hand.choose_in_menu("Heading")
    hand.type("What was counted")
    hand.press(Key.Key_Escape)
    hand.rest()
    hand.press(Key.Key_A)
    hand.choose_in_menu("Table")
    for words, key in (
        *(("Class", Key.Key_Tab), ("Lessons", Key.Key_Tab)),
        *(("Year 3", Key.Key_Tab), ("4", Key.Key_Tab)),
        *(("Year 4", Key.Key_Tab), ("5", Key.Key_Escape)),
    ):
        hand.type(words)
        hand.press(key)
    hand.rest()
    (bullets,) = own_blocks(hand.draft(), BlockKind.BULLETS)
    (table,) = own_blocks(hand.draft(), BlockKind.TABLE)
    assert [s.text for s in bullets.sentences] == ["Read every day", "Talk about books"]
    assert table.columns == ("Class", "Lessons")
    assert [row.cells for row in table.rows] == [("Year 3", "4"), ("Year 4", "5")]
    # Every step of it is on the one stack.
    steps = 0
    while own_blocks(hand.draft()):
        hand.services.undo.undo()
        steps += 1
    for _ in range(steps):
        hand.services.undo.redo()
    assert own_blocks(hand.draft(), BlockKind.TABLE) == [table]
    # And it is in both files.
    uid = hand.page.view.uid
    keep = [s.id for _, _, s in hand.draft().sentences() if s.offered]
    hand.services.drafts.keep_sentence(uid, *keep)
    issued = hand.services.documents.issue(uid, hand.services.documents.recipients(uid))
    word = docx.Document(BytesIO(hand.services.documents.docx_of(issued.version_uid)))
    said = "\n".join(p.text for p in word.paragraphs)
    assert "Read every day\nTalk about books" in said and "What was counted" in said
    cells = [[cell.text for cell in row.cells] for t in word.tables for row in t.rows]
    assert ["Class", "Lessons"] in cells and ["Year 4", "5"] in cells
    pdf = hand.services.documents.pdf_of(issued.version_uid)
    with pikepdf.open(BytesIO(pdf)) as opened:
        words = _structure_text(opened)
    for text in ("Read every day", "Talk about books", "What was counted", "Year 3"):
        assert text in words


def _structure_text(pdf) -> str:
    """All words of a PDF as its pages show them."""
    content = BytesIO()
    pdf.save(content)
    return " ".join(page_texts(content.getvalue()))


def test_cells_are_pasted_from_a_spreadsheet_and_a_table_made_of_them(hand):
    copy("Class\tLessons\r\nYear 3\t4\r\nYear 4\t5\r\n")
    hand.sheet.choose(TEACHING)
    hand.sheet.setFocus()
    hand.press(Key.Key_V, CTRL)
    hand.rest()
    (table,) = own_blocks(hand.draft(), BlockKind.TABLE)
    assert [row.cells for row in table.rows] == [("Year 3", "4"), ("Year 4", "5")]
    hand.sheet.choose(table.rows[1].id, 0)
    hand.press(Key.Key_Return)
    copy("Year 5\t6\nYear 6\t7")
    hand.press(Key.Key_V, CTRL)
    hand.rest()
    cells = [row.cells for row in own_blocks(hand.draft(), BlockKind.TABLE)[0].rows]
    assert cells == [("Year 3", "4"), ("Year 5", "6"), ("Year 6", "7")]


def test_several_lines_pasted_become_sentences_or_points(hand):
    copy("- First point\n- Second point\n")
    hand.edit(TEACHING)
    hand.press(Key.Key_V, CTRL)
    hand.rest()
    _, block, _ = hand.draft().find(TEACHING)
    at = [s.id for s in block.sentences].index(TEACHING)
    assert [s.text for s in block.sentences[at + 1 : at + 3]] == ["First point", "Second point"]
    hand.undone_to("Pasted lines")


def test_a_table_grows_and_shrinks_by_key_and_menu(hand):
    hand.sheet.choose(TEACHING)
    hand.page.actions_.add_block("table")
    hand.press(Key.Key_Escape)
    hand.rest()
    table = own_blocks(hand.draft(), BlockKind.TABLE)[0]
    hand.sheet.choose(table.rows[1].id)
    hand.press(Key.Key_N)
    hand.type("Third")
    hand.press(Key.Key_Escape)
    hand.rest()
    hand.press(Key.Key_Up, CTRL)
    hand.rest()
    rows = own_blocks(hand.draft(), BlockKind.TABLE)[0].rows
    assert [row.cells[0] for row in rows] == ["", "Third", ""]
    hand.sheet.act("column")
    hand.press(Key.Key_Escape)
    hand.rest()
    assert len(own_blocks(hand.draft(), BlockKind.TABLE)[0].columns) == 3
    hand.sheet.choose(rows[1].id, 1)
    hand.sheet.act("remove-column")
    hand.press(Key.Key_Delete)
    hand.rest()
    table = own_blocks(hand.draft(), BlockKind.TABLE)[0]
    assert (len(table.columns), len(table.rows)) == (2, 2)
    hand.sheet.choose(table.id)
    hand.sheet.act("remove-block")
    hand.rest()
    assert own_blocks(hand.draft(), BlockKind.TABLE) == []


def test_a_paragraph_becomes_a_list_and_parts_move_by_key(hand):
    section, block, _ = hand.draft().find(TEACHING)
    hand.sheet.choose(TEACHING)
    hand.sheet.setFocus()
    hand.press(Key.Key_L)
    hand.rest()
    assert hand.draft().find_block(block.id)[1].kind is BlockKind.BULLETS
    before = [b.id for b in section.blocks]
    hand.press(Key.Key_Down, CTRL | SHIFT)
    hand.rest()
    assert [b.id for b in hand.draft().section(section.id).blocks] != before
    sections = [s.id for s in hand.draft().sections]
    hand.sheet.choose(section.id)
    hand.press(Key.Key_Down, CTRL)
    hand.rest()
    moved = [s.id for s in hand.draft().sections]
    assert moved.index(section.id) == sections.index(section.id) + 1
    assert hand.sheet.current_line().id == section.id


def test_the_heading_of_an_area_is_reworded_and_given_back(hand):
    area = next(line for line in hand.sheet.lines.lines() if line.kind == "area")
    hand.edit(area.id)
    hand.sheet.editor.selectAll()
    hand.type("In the classrooms")
    hand.press(Key.Key_Escape)
    hand.rest()
    assert hand.draft().find_block(area.id)[1].text == "In the classrooms"
    hand.press(Key.Key_Delete)
    hand.rest()
    assert hand.draft().find_block(area.id)[1].text == area.text


# -- marks and evidence ----------------------------------------------------------------------------


def test_marks_are_toggled_by_key_shown_in_words_and_read_out(hand):
    hand.sheet.choose(TEACHING)
    hand.sheet.setFocus()
    hand.press(Key.Key_T)
    hand.rest()
    hand.press(Key.Key_F)
    hand.rest()
    sentence = hand.draft().find(TEACHING)[2]
    assert (sentence.told, sentence.visibility) == (True, Visibility.LA)
    line = hand.sheet.current_line()
    assert line.marks == "said on the day · file copy only"
    index = hand.sheet.currentIndex()
    spoken = hand.sheet.lines.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("said on the day · file copy only")
    hand.press(Key.Key_T)
    hand.press(Key.Key_F)
    hand.rest()
    assert hand.sheet.current_line().marks == ""


def test_a_whole_section_is_marked_as_said_at_once(hand):
    section = hand.draft().find(TEACHING)[0]
    hand.sheet.choose(section.id)
    hand.sheet.act("told-section")
    hand.rest()
    now = hand.draft().section(section.id)
    assert all(s.told for block in now.blocks for s in block.printed())
    assert not any(s.told for block in now.blocks for s in block.sentences if s.offered)
    hand.undone_to("Marked a section")


def test_a_sentence_of_ones_own_is_tied_to_what_was_jotted(hand):
    hand.edit(TEACHING)
    hand.press(Key.Key_Return)
    hand.type("Something of my own.")
    hand.press(Key.Key_Escape)
    hand.rest()
    own = hand.sheet.current_line()
    assert own.own
    hand.press(Key.Key_E)
    dialog = hand.page.findChild(TieEvidenceDialog)
    dialog.filter.setText("phonics")
    shown = [i for i in dialog._items() if not i.isHidden()]
    assert shown and all("phonics" in item.text() for item in shown)
    ref = next(i.data(Qt.ItemDataRole.UserRole) for i in shown if "9.00" in i.text())
    for item in dialog._items():
        item.setCheckState(Qt.CheckState.Unchecked)
    dialog.tick(ref)
    QTest.keyClick(dialog.confirm, Key.Key_Space)
    hand.rest()
    assert hand.draft().find(own.id)[2].evidence == (ref,)
    assert "phonics at 9.00" in hand.page.drawer.area.accessibleDescription()


def test_from_the_evidence_one_goes_to_its_place_in_the_visit(hand):
    went = []
    hand.page.went.disconnect()
    hand.page.went.connect(lambda key, params: went.append((key, params)))
    hand.sheet.choose(TEACHING)

    def links():
        buttons = hand.page.drawer.findChildren(QPushButton)
        return [b for b in buttons if b.text() == "In the visit" and b.isVisible()]

    hand.until(lambda: len(links()) > 2)
    for link in links():
        link.click()
    assert {key for key, _ in went} == {"visit"}
    assert any("jotting" in params for _, params in went)
    assert any("item" in params for _, params in went)
