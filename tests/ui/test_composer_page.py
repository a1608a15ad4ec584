"""From a recorded visit to an issued note in the real window, by keyboard."""

import runpy
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit, QPushButton

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.people import authority, officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.bootstrap import Services
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.agreed_action import AgreedActionDialog
from sif_desktop.ui.dialogs.issue_document import mail_address
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.item_models.note_lines import LineKind
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.main_window import MainWindow
from sif_desktop.ui.widgets.composer import CHECKS, DRAFT, PAGE
from tests.caseloads import new_caseload, shipped_packs

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
record_visit = runpy.run_path(str(ROOT / "tests" / "data" / "sample_visit.py"))["record_visit"]
TEACHING = "answer:core_areas.teaching"
CTRL = Qt.KeyboardModifier.ControlModifier


class NoSettings:
    def get(self, _key, otherwise=None):
        return otherwise

    def set(self, _key, _value):
        pass


def caseload(tmp_path, registry: Registry | None = None):
    """Services on a caseload with one school, closed afterwards."""
    path = tmp_path / "Hill and Vale.sif"
    store = new_caseload(path)
    registry = registry or shipped_packs()
    store.set_person("officer-kim")
    with store.action("Began the caseload", undoable=False) as act:
        act.create(officer, TEAM, "officer-kim", name="Kim Rowe")
        pack = registry.get("england-2026")
        act.create(
            authority, TEAM, name="Hill and Vale Council", pack=pack.id, pack_version=pack.version
        )
        act.create(
            provider, TEAM, "oakfield", urn="900001", name="Oakfield Primary School",
            phase="Primary", status="Open", type="Community school", low_age="4", high_age="11",
        )  # fmt: skip
    yield Services(store, registry, lambda: TODAY)
    store.close()


@pytest.fixture
def services(tmp_path):
    yield from caseload(tmp_path)


@pytest.fixture
def visit(services):
    return record_visit(services)


@pytest.fixture
def context(services, tmp_path):
    opened = SimpleNamespace(
        services=services, practice=False, path=tmp_path / "Hill and Vale.sif", address=""
    )
    made = AppContext(opened, Jobs(messages.report_failure), NoSettings(), lambda: TODAY)
    yield made
    made.jobs.close()


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context)
    context.window = made
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def page(qtbot, window, visit, tmp_path):
    made = window.go("composer", {"visit": visit})
    made.life._folder = lambda _parent: str(tmp_path / "out")
    qtbot.waitUntil(lambda: made.view is not None)
    made.sheet.setFocus()
    return made


def press(widget, key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, held)


def press_window(window, key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, held)


def reloaded(qtbot, page, holds):
    qtbot.waitUntil(lambda: page.view is not None and holds(page.view))


def state_is(state):
    return lambda view: view.state == state


def test_a_note_is_edited_checked_and_issued_by_keyboard(qtbot, window, page, services, tmp_path):
    sheet = page.sheet
    # A sentence in the officer's own words.
    assert sheet.choose(TEACHING)
    press(sheet, Qt.Key.Key_Return)
    editor = sheet.viewport().findChild(QPlainTextEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Reading is taught well in six rooms.")
    press(editor, Qt.Key.Key_Escape)
    reloaded(qtbot, page, lambda v: v.draft.find(TEACHING)[2].edited)
    # The jottings: K takes them in one after the other.
    offered = next(
        sheet.lines.line(row).id
        for row in range(sheet.lines.rowCount())
        if sheet.lines.line(row).kind is LineKind.OFFERED
    )
    sheet.choose(offered)
    press(sheet, Qt.Key.Key_K)
    reloaded(qtbot, page, lambda v: not v.draft.find(offered)[2].offered)
    qtbot.waitUntil(lambda: sheet.current_line().kind is LineKind.OFFERED)
    press(sheet, Qt.Key.Key_Delete)
    reloaded(qtbot, page, lambda v: not any(s.offered for _, _, s in v.draft.sentences()))
    # A warning is answered with a reason.
    for _ in range(3):
        press_window(window, Qt.Key.Key_F6)
    assert page.checks.list.hasFocus()
    press(page.checks.list, Qt.Key.Key_R)
    dialog = page.findChild(ReasonDialog)
    QTest.keyClicks(dialog.reason, "Looked at in the spring")
    press(dialog.reason, Qt.Key.Key_Return, CTRL)
    reloaded(qtbot, page, lambda v: any(line.answer for line in v.checks))
    # To the school, and issued.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press_window(window, Qt.Key.Key_Return, CTRL)
    reloaded(qtbot, page, state_is("with_school"))
    assert page.primary.text() == "Issue note"
    press_window(window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.life.dialog is not None)
    issue = page.life.dialog
    assert issue.confirm.hasFocus() or issue.focusWidget() is issue.confirm
    press(issue.confirm, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: issue.steps.currentIndex() == 1)
    press(issue.save, Qt.Key.Key_Space)
    qtbot.waitUntil(issue.open_folder.isEnabled)
    issue.accept()
    reloaded(qtbot, page, state_is("issued"))
    word = next((tmp_path / "out").glob("*.docx"))
    said = " ".join(p.text for p in docx.Document(BytesIO(word.read_bytes())).paragraphs)
    assert "Reading is taught well in six rooms." in said
    assert "phonics at 9.00 in each" in said and "word problems only on Friday" not in said
    assert "PRIVATE" not in said
    assert services.visits.read(page.view.visit_uid).state == "issued"
    assert not sheet.lines.editable


def test_typing_is_kept_at_each_pause_and_the_time_is_shown(qtbot, window, page, services):
    page.sheet.choose(TEACHING)
    press(page.sheet, Qt.Key.Key_Return)
    editor = page.sheet.viewport().findChild(QPlainTextEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Half a sen")
    uid = page.view.uid
    qtbot.waitUntil(
        lambda: services.documents.open(uid).draft.find(TEACHING)[2].text == "Half a sen"
    )
    assert page.sheet.is_editing()
    qtbot.waitUntil(lambda: window.messages.saved_text().startswith("Saved"))


def test_the_page_is_the_pdf_and_keeps_its_place_while_words_change(qtbot, page, services):
    pages = page.preview.pages
    qtbot.waitUntil(lambda: pages.pdf().startswith(b"%PDF") and pages.is_drawn())
    assert pages.page_count() == 3
    pages.verticalScrollBar().setValue(400)
    before = pages.pdf()
    services.drafts.edit_sentence(page.view.uid, TEACHING, "Other words.")
    page.reload()
    qtbot.waitUntil(lambda: pages.pdf() != before and pages.is_drawn())
    assert pages.verticalScrollBar().value() == 400
    shown = pages.viewport().grab().toImage()
    ink = {shown.pixelColor(x, y).lightness() for x in range(60, 300, 3) for y in range(60, 300, 3)}
    assert min(ink) < 120 and max(ink) > 240


def test_choosing_a_sentence_brings_its_place_on_the_page_into_view(qtbot, page):
    pages = page.preview.pages
    qtbot.waitUntil(lambda: pages.pdf().startswith(b"%PDF") and pages.is_drawn())
    assert pages.verticalScrollBar().value() == 0
    page.sheet.choose("agreed_actions")
    qtbot.waitUntil(lambda: pages.verticalScrollBar().value() > 500)
    page.sheet.choose("header")
    qtbot.waitUntil(lambda: pages.verticalScrollBar().value() < 300)


def test_a_sentence_of_ones_own_is_added_and_an_empty_one_goes_again(qtbot, page):
    page.sheet.choose(TEACHING)
    count = page.sheet.lines.rowCount()
    press(page.sheet, Qt.Key.Key_Insert)
    qtbot.waitUntil(page.sheet.is_editing)
    press(page.sheet.viewport().findChild(QPlainTextEdit), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.sheet.lines.rowCount() == count)


def test_choosing_a_sentence_shows_what_it_rests_on(page):
    page.sheet.choose(TEACHING)
    said = page.drawer.area.accessibleDescription()
    assert "In all six classrooms visited" in said and "phonics at 9.00" in said
    assert "PRIVATE" not in said


def test_what_must_be_put_right_is_pointed_at_instead_of_issuing(qtbot, window, page, services):
    from sif_desktop.services.tasks import TaskFields

    services.capture.agree_action(page.view.visit_uid, TaskFields("Do something"))
    page.life.issue()
    qtbot.waitUntil(lambda: "Not ready" in window.messages.text())
    assert page.life.dialog is None
    page.life.send()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert "not ready" in box.text()
    box.close()


def test_an_action_is_put_right_where_the_note_shows_it(qtbot, page, services):
    from sif_desktop.services.tasks import TaskFields

    uid = services.capture.agree_action(page.view.visit_uid, TaskFields("Do something")).uid
    page.reload()
    reloaded(qtbot, page, lambda v: v.checks[0].finding.place.row == f"task:{uid}")
    page.checks.list.setCurrentRow(0)
    press(page.checks.list, Qt.Key.Key_Return)
    assert page.sheet.current_line().id == f"task:{uid}"
    press(page.sheet, Qt.Key.Key_Return)
    dialog = page.findChild(AgreedActionDialog)
    assert dialog.focusWidget() is dialog.who
    QTest.keyClicks(dialog.who, "Deputy head")
    QTest.keyClicks(dialog.due.line, "14 March 2027")
    press(dialog.confirm, Qt.Key.Key_Space)
    reloaded(qtbot, page, lambda v: not any(c.finding.severity == "must" for c in v.checks))
    assert "14 March 2027" in page.sheet.current_line().detail
    press(page.sheet, Qt.Key.Key_Return)
    again = page.findChildren(AgreedActionDialog)[-1]
    QTest.keyClicks(again.measure, "A sample of books")
    press(again.confirm, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "A sample of books" in page.sheet.current_line().detail)
    assert "14 March 2027" in page.sheet.current_line().detail


def test_at_200_per_cent_one_part_shows_at_a_time_and_the_window_does_not_grow(
    qtbot, qapp, window, page
):
    theme.apply(qapp, "light", 2.0)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: page.composer.narrow)
    assert window.width() == 1366
    composer = page.composer
    for part in (DRAFT, PAGE, CHECKS):
        composer.show_part(part)
        shown = [widget.isVisible() for widget in composer.parts()]
        assert shown == [number == part for number in range(4)]


def test_coming_back_finds_the_same_sentence(qtbot, window, page):
    page.sheet.choose(TEACHING)
    window.go("settings")
    window.back()
    qtbot.waitUntil(lambda: page.sheet.current_line().id == TEACHING)
    assert window.here() == "composer"


def test_leaving_the_page_in_the_middle_of_a_sentence_keeps_it(qtbot, window, page, services):
    page.sheet.choose(TEACHING)
    press(page.sheet, Qt.Key.Key_Return)
    editor = page.sheet.viewport().findChild(QPlainTextEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Cut short")
    window.go("settings")
    uid = page.view.uid
    qtbot.waitUntil(lambda: services.undo.next_undo().label == "Edited a document")
    assert services.documents.open(uid).draft.find(TEACHING)[2].text == "Cut short"
    assert not page.sheet.is_editing()


def test_what_can_be_done_with_a_sentence_is_offered_to_the_mouse_too(qtbot, page):
    line = next(s for _, _, s in page.view.draft.sentences() if s.offered)
    page.sheet.choose(line.id)
    words = {button.text(): button for button in page.drawer.findChildren(QPushButton)}
    assert {"Edit", "Keep", "Take out", "Add a sentence"} <= set(words)
    words["Keep"].click()
    reloaded(qtbot, page, lambda v: not v.draft.find(line.id)[2].offered)
    page.sheet.choose(TEACHING)
    shown = [b.text() for b in page.drawer.findChildren(QPushButton) if b.isVisible()]
    assert "Keep" not in shown


def test_undo_brings_back_the_sentence_as_it_was(qtbot, window, page, context):
    before = page.view.draft.find(TEACHING)[2].text
    page.sheet.choose(TEACHING)
    press(page.sheet, Qt.Key.Key_Delete)
    reloaded(qtbot, page, lambda v: not v.draft.holds(TEACHING))
    assert window.messages.undo_button.isVisible()
    window.messages.undo_button.click()
    reloaded(qtbot, page, lambda v: v.draft.holds(TEACHING))
    assert page.view.draft.find(TEACHING)[2].text == before


def test_a_heading_is_changed_in_place(qtbot, page):
    page.sheet.choose("strengths")
    press(page.sheet, Qt.Key.Key_F2)
    editor = page.sheet.viewport().findChild(QPlainTextEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "What is going well")
    press(editor, Qt.Key.Key_Escape)
    reloaded(qtbot, page, lambda v: "What is going well" in [s.heading for s in v.draft.sections])


def test_every_control_of_the_composer_has_a_name(page):
    from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QTabBar

    for kind in (QAbstractButton, QAbstractScrollArea, QTabBar):
        for widget in page.findChildren(kind):
            if widget.focusPolicy() and widget.isVisible():
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named, widget


def test_the_recipient_list_and_the_mail_hold_nothing_of_the_note(page, services):
    plan = services.documents.issue_plan(page.view.uid)
    address = mail_address(page.view, plan.recipients)
    assert address.startswith("mailto:")
    for _, _, sentence in page.view.draft.sentences():
        assert sentence.text not in address
    QGuiApplication.clipboard().clear()


@pytest.mark.req("R15-01")
def test_documents_lists_versions_and_reads_them(qtbot, window, page, services, tmp_path):
    uid = page.view.uid
    services.documents.issue(uid, services.documents.recipients(uid))
    services.documents.correct(uid, "A date was wrong")
    documents = window.go("documents", {"uid": uid})
    documents._folder = lambda _parent: str(tmp_path / "copies")
    qtbot.waitUntil(lambda: documents.model.rowCount() == 2)
    assert [row.label for row in documents.model.rows()] == ["Draft", "Version 1"]
    documents.table.select_key(documents.model.row(1).key)
    version = services.documents.versions(uid)[0]
    frozen = services.documents.pdf_of(version.uid)
    qtbot.waitUntil(lambda: documents.reader.pages.pdf() == frozen)
    documents.save_copy("governors")
    qtbot.waitUntil(lambda: "Saved" in window.messages.text())
    governors = services.documents.pdf_of(version.uid, "governors")
    saved = tmp_path / "copies" / f"{version.file_name} governors.pdf"
    assert saved.read_bytes() == governors != frozen
