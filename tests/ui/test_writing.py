"""Writing in the real page with real keys: lists, tables, marks, evidence, and the help for it."""

from io import BytesIO

import docx
import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from sif_desktop.domain.note import BlockKind
from sif_desktop.domain.visibility import Visibility
from sif_desktop.ui.dialogs.phrases import PhrasesDialog
from sif_desktop.ui.dialogs.tie_evidence import TieEvidenceDialog
from sif_desktop.ui.widgets.phrase_popup import PhrasePopup
from tests.services.reading import page_texts
from tests.ui import test_composer_page as composer

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
TEACHING = composer.TEACHING

services, visit, context = composer.services, composer.visit, composer.context
window, page = composer.window, composer.page


class Hand:
    """What a pair of hands does at the page."""

    def __init__(self, qtbot, window, page, services) -> None:
        self.bot, self.window, self.page, self.services = qtbot, window, page, services
        self.sheet = page.sheet

    def at(self):
        # With no display, a menu that closes leaves no window in front.
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def press(self, key, held=PLAIN) -> None:
        QTest.keyClick(self.at(), key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.at(), text)

    def until(self, true) -> None:
        self.bot.waitUntil(true)

    def rest(self) -> None:
        """Until what was done is stored, and what is stored is shown."""
        stored = self.services.documents
        self.until(lambda: not self.page.desk.busy() and not self.sheet.is_editing())
        self.until(lambda: stored.open(self.page.view.uid).draft == self.page.view.draft)

    def edit(self, line: str) -> None:
        assert self.sheet.choose(line)
        self.sheet.setFocus()
        self.press(Key.Key_Return)
        assert self.sheet.is_editing()

    def draft(self):
        return self.services.documents.open(self.page.view.uid).draft

    def undone_to(self, label: str) -> None:
        step = self.services.undo.next_undo()
        assert step is not None and step.label == label

    def menu(self) -> QMenu:
        def shown():
            return [
                w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()
            ]

        self.until(lambda: bool(shown()))
        return shown()[0]

    def choose_in_menu(self, words: str) -> None:
        menu = self.menu()
        action = next(a for a in menu.actions() if a.text().replace("&", "").startswith(words))
        action.trigger()
        menu.close()


@pytest.fixture
def hand(qtbot, window, page, services) -> Hand:
    made = Hand(qtbot, window, page, services)
    made.until(lambda: page.spelling.speller is not None)
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMenu | PhrasePopup):
            widget.close()
    page.sheet.finish_editing()
    QGuiApplication.clipboard().clear()


def own_blocks(draft, kind=None):
    return [b for _, b in draft.blocks() if b.own and kind in (None, b.kind)]


def copy(text: str) -> None:
    content = QMimeData()
    content.setText(text)
    QGuiApplication.clipboard().setMimeData(content)


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


# -- spelling --------------------------------------------------------------------------------------


def test_f7_walks_through_misspellings_and_a_word_is_learned(hand):
    hand.edit(TEACHING)
    hand.press(Key.Key_Return)
    hand.type("Pupils recieve feedback at Valeford.")
    hand.press(Key.Key_Escape)
    hand.rest()
    hand.until(lambda: hand.page.composer.tools.button("spelling").text() == "Spelling (2)")
    hand.sheet.choose(hand.sheet.lines.line(0).id)
    hand.press(Key.Key_F7)
    hand.page.spelling.next() if not hand.sheet.is_editing() else None
    assert hand.sheet.editor.textCursor().selectedText() == "recieve"
    hand.choose_in_menu("1  receive")
    assert hand.sheet.editor.text() == "Pupils receive feedback at Valeford."
    hand.page.spelling.next()
    assert hand.sheet.editor.textCursor().selectedText() == "Valeford"
    hand.choose_in_menu("Learn “Valeford”")
    hand.press(Key.Key_Escape)
    hand.until(lambda: hand.page.composer.tools.button("spelling").text() == "Spelling")
    hand.rest()
    assert [word.word for word in hand.services.spelling.learned()] == ["Valeford"]


def test_a_learned_word_is_unlearned_by_undo_and_flagged_again(hand):
    hand.edit(TEACHING)
    hand.press(Key.Key_Return)
    hand.type("We met at Valeford.")
    hand.press(Key.Key_Escape)
    hand.rest()
    hand.page.spelling.learn("Valeford")
    hand.until(lambda: hand.page.composer.tools.button("spelling").text() == "Spelling")
    hand.page._context.undo()
    hand.until(lambda: hand.page.composer.tools.button("spelling").text() == "Spelling (1)")


# -- phrases ---------------------------------------------------------------------------------------


def test_a_shortcut_typed_becomes_its_phrase(hand):
    hand.services.phrases.save("Governors know the school well.", ";gov")
    hand.page.phrases.renew()
    hand.until(lambda: any(p.uid for p in hand.page.phrases.phrases))
    hand.edit(TEACHING)
    hand.press(Key.Key_Return)
    hand.type(";gov And more ;no thing")
    assert hand.sheet.editor.text() == "Governors know the school well. And more ;no thing"


def test_phrases_are_listed_narrowed_and_written_by_key(hand):
    hand.edit(TEACHING)
    hand.press(Key.Key_Return)
    hand.press(Key.Key_Space, CTRL)
    popup = hand.sheet.editor.findChild(PhrasePopup)
    assert popup is not None and popup.list.count() > 3
    first = popup.list.item(1).text()
    QTest.keyClicks(popup.filter, first[:6])
    QTest.keyClick(popup.filter, Key.Key_Return)
    assert hand.sheet.is_editing()
    assert hand.sheet.editor.text().startswith(first[:6])
    assert not hand.sheet.editor.text().endswith("…")


def test_ones_own_phrases_are_kept_refused_and_deleted_in_their_dialog(hand):
    hand.page.phrases.manage()
    dialog = hand.page.findChild(PhrasesDialog)
    hand.until(lambda: dialog.text.hasFocus())
    QTest.keyClicks(dialog.text, "Leaders have acted on it.")
    QTest.keyClicks(dialog.shortcut, "led")
    QTest.keyClick(dialog.keep, Key.Key_Space)
    hand.until(lambda: dialog.list.count() == 1)
    assert hand.services.phrases.own()[0].shortcut == ";led"
    dialog.begin()
    QTest.keyClicks(dialog.text, "Another.")
    QTest.keyClicks(dialog.shortcut, ";led")
    QTest.keyClick(dialog.keep, Key.Key_Space)
    hand.until(lambda: "already writes" in dialog._fault.text())
    dialog.list.setCurrentRow(0)
    QTest.keyClick(dialog.remove, Key.Key_Space)
    hand.until(lambda: dialog.list.count() == 0 and dialog.list.isHidden())
    assert hand.services.phrases.own() == ()
    dialog.accept()


# -- finding ---------------------------------------------------------------------------------------


def test_words_are_found_counted_and_replaced_as_one_change(hand):
    bar = hand.page.composer.find_bar
    hand.page.finding.open(replacing=True)
    assert bar.words.hasFocus()
    QTest.keyClicks(bar.words, "expected")
    many = len(hand.page.finding.hits)
    assert many and bar.count.text() == f"1 of {many}"
    first = hand.page.finding.hits[0]
    assert hand.sheet.current_line().id == first.line
    QTest.keyClick(bar.words, Key.Key_Return)
    assert bar.count.text() == f"{2 if many > 1 else 1} of {many}"
    QTest.keyClick(bar.words, Key.Key_Return, SHIFT)
    assert bar.count.text() == f"1 of {many}"
    changeable = [hit.line for hit in hand.page.finding.hits if hit.changeable]
    QTest.keyClicks(bar.new_words, "hoped for")
    hand.page.finding.replace_all(bar.new_words.text())
    hand.rest()
    for line in changeable:
        if hand.draft().holds(line):
            sentence = hand.draft().find(line)[2]
            assert "hoped for" in sentence.text and sentence.edited
    hand.undone_to("Replaced words")
    QTest.keyClick(bar.words, Key.Key_Escape)
    assert bar.isHidden() and hand.sheet.hasFocus()


def test_case_and_whole_words_narrow_what_is_found(hand):
    bar = hand.page.composer.find_bar
    hand.page.finding.open(replacing=False)
    assert bar.replacing.isHidden()
    QTest.keyClicks(bar.words, "in")
    every = len(hand.page.finding.hits)
    bar.whole_words.click()
    whole = len(hand.page.finding.hits)
    bar.match_case.click()
    assert every > whole > len(hand.page.finding.hits) > 0
    bar.words.setText("no such words")
    assert bar.count.text() == "Not found"


# -- how long, how hard ----------------------------------------------------------------------------


def test_the_count_follows_the_draft_and_leads_to_the_longest_sentence(hand):
    count = hand.page.composer.count
    hand.until(lambda: "words" in count.text())
    hand.edit(TEACHING)
    hand.press(Key.Key_Return)
    hand.type("This is a sentence of a good many words " * 4 + "and it ends here.")
    hand.press(Key.Key_Escape)
    hand.rest()
    own = hand.sheet.current_line().id
    hand.until(lambda: "longest sentence 40 words" in count.button.accessibleName())
    hand.sheet.choose("header")
    count.button.click()
    assert hand.sheet.current_line().id == own


def test_of_an_issued_document_only_finding_is_left(hand):
    uid = hand.page.view.uid
    hand.services.documents.issue(uid, hand.services.documents.recipients(uid))
    hand.page.reload()
    hand.until(lambda: not hand.sheet.lines.editable)
    tools = hand.page.composer.tools
    assert [n for n in ("add", "find", "spelling", "phrases") if tools.button(n).isVisible()] == [
        "find"
    ]
    assert hand.sheet.menu().isEmpty()
    hand.sheet.setFocus()
    hand.press(Key.Key_A)
    hand.press(Key.Key_Delete)
    assert own_blocks(hand.draft()) == []


def test_words_learned_are_listed_in_settings_and_unlearned_there(hand):
    hand.services.spelling.learn("Valeford")
    settings = hand.window.go("settings")

    def links():
        return [b for b in settings.words.findChildren(QPushButton) if b.isVisible()]

    hand.until(lambda: [b.accessibleName() for b in links()] == ["Unlearn Valeford"])
    links()[0].click()
    hand.until(lambda: links() == [])
    assert hand.services.spelling.learned() == ()
    hand.undone_to("Unlearned a word")


def test_another_document_begins_at_its_top(hand):
    hand.sheet.choose(hand.sheet.lines.line(hand.sheet.lines.rowCount() - 1).id)
    plan = hand.services.visits.defaults("learning_walk", "oakfield")
    other = hand.services.visits.plan(plan).uid
    hand.services.visits.start(other)
    hand.services.visits.end(other)
    uid = hand.services.notes.start(other).uid
    hand.window.go("composer", {"uid": uid})
    hand.until(lambda: hand.page.view is not None and hand.page.view.uid == uid)
    assert hand.sheet.currentIndex().row() == 0
    assert hand.sheet.verticalScrollBar().value() == 0
