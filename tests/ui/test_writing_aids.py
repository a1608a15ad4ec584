"""What helps who writes, in the real page with real keys: spelling, phrases, finding, counts."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from sif_desktop.ui.dialogs.phrases import PhrasesDialog
from sif_desktop.ui.widgets.phrase_popup import PhrasePopup
from tests.ui import writing_hand
from tests.ui.writing_hand import CTRL, SHIFT, TEACHING, Key, own_blocks

services, visit, context = writing_hand.services, writing_hand.visit, writing_hand.context
window, page, hand = writing_hand.window, writing_hand.page, writing_hand.hand


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
