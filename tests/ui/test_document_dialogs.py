"""Issuing, issue log, redacted copies, many at once, disclosure: by keyboard in the window."""

from datetime import date
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from sif_desktop.domain.exemptions import OWN
from sif_desktop.tour import SIZE
from sif_desktop.ui.dialogs.batch_export import BatchSummary
from tests.services.office import INNER, issue, record_visit, redacted, with_inner_words
from tests.services.reading import words_of
from tests.ui.office import Ctrl, Key, Office, Plain

NAME = "Oakfield Primary School"


def press(widget, key, held=Plain):
    QTest.keyClick(widget, key, held)


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def note(office):
    services = office.services
    uid = services.notes.start(record_visit(services)).uid
    with_inner_words(services, uid)
    return uid


@pytest.fixture
def version(office, note):
    return issue(office.services, note).version_uid


@pytest.fixture
def page(office, version):
    made = office.window.go("documents")
    office.soon(lambda: made.model.rowCount() == 1 and made.current_version() is not None)
    return made


def opened(office, page, run) -> QDialog:
    page.copies.dialog = None
    run()
    office.soon(lambda: page.copies.dialog is not None and page.copies.dialog.isVisible())
    return page.copies.dialog


# --- issuing --------------------------------------------------------------------------------------


@pytest.fixture
def issuing(office, note):
    composer = office.window.go("composer", {"uid": note})
    office.soon(lambda: composer.view is not None)
    composer.life.issue()
    office.soon(lambda: composer.life.dialog is not None)
    return composer.life.dialog


def test_what_each_copy_leaves_out_is_shown_and_each_can_be_read(office, issuing):
    told = issuing.copies.words()
    assert "School copy: leaves out 1 sentence" in told
    assert "File copy: holds all that is written" in told
    for copy, inside in (("file", True), ("school", False)):
        issuing.copies.readers[copy].setFocus()
        press(issuing.copies.readers[copy], Key.Key_Return)
        office.soon(lambda: bool(issuing.reader and issuing.reader.view.pages.pdf()))
        assert (INNER in words_of(issuing.reader.view.pages.pdf())) is inside
        issuing.reader.accept()
        issuing.reader = None
    issuing.reject()


def test_recipients_and_routes_are_chosen_and_marked_as_sent(office, issuing, note):
    issuing.recipients.box(1).setChecked(False)
    assert "Governors" not in issuing.copies.words()
    route = issuing.recipients.route(0)
    route.setCurrentIndex(route.findData("by_hand"))
    press(issuing.confirm, Key.Key_Return)
    office.soon(lambda: issuing.steps.currentIndex() == 1)
    log = office.services.issue_log
    assert {x.role: x.route for x in log.lines()} == {
        "Headteacher": "by_hand",
        "School improvement file": "file",
    }
    assert not next(x for x in log.lines() if x.route == "by_hand").sent_on
    press(issuing.sent, Key.Key_Space)
    office.soon(lambda: all(x.sent_on for x in log.lines()))
    issuing.accept()
    assert len(office.services.documents.versions(note)[0].copies) == 1  # the file's own


def test_nobody_to_receive_it_cannot_be_issued(issuing):
    for place in range(3):
        issuing.recipients.box(place).setChecked(False)
    assert not issuing.confirm.isEnabled()
    issuing.reject()


# --- the page -------------------------------------------------------------------------------------


def test_the_list_fits_beside_the_page_at_the_size_of_a_small_laptop(office, page):
    office.window.resize(*SIZE)
    office.soon(lambda: page.table.width() > 0)
    header = page.table.horizontalHeader()
    shown = [n for n in range(header.count()) if not page.table.isColumnHidden(n)]
    widths = sum(page.table.columnWidth(n) for n in shown)
    assert widths <= page.table.viewport().width() + 1
    assert page.table.horizontalScrollBar().maximum() == 0


def test_documents_are_narrowed_by_kind_and_by_state(office, page, note):
    office.services.documents.correct(note, "A date was wrong")
    page.refresh(None)
    office.soon(lambda: page.model.rowCount() == 2)
    shown = {}
    for place in range(page.which.count()):
        page.which.setCurrentIndex(place)
        page._on_filtered()
        shown[page.which.itemText(place)] = [row.label for row in page.model.rows()]
    assert shown == {
        "Any state": ["Draft", "Version 1"],
        "Not issued yet": ["Draft"],
        "Issued, newest version": ["Version 1"],
        "Issued, earlier version": [],
        "Not marked as sent": ["Version 1"],
        "With a redacted copy": [],
    }
    assert [page.kind.itemText(n) for n in range(page.kind.count())] == [
        "Any kind", "Note of visit"
    ]  # fmt: skip
    assert "0 of 2" in page.count.text() or page.count.text().startswith("0")


def test_each_copy_is_read_as_it_was_frozen(office, page, version):
    documents = office.services.documents
    copies = [page.copy.itemData(n) for n in range(page.copy.count())]
    assert copies == ["school", "governors", "file"] and page.copy.isVisible()
    page.copy.setCurrentIndex(2)
    page.copy.activated.emit(2)
    frozen = documents.pdf_of(version, "file")
    office.soon(lambda: page.reader.pages.pdf() == frozen)


# --- the issue log --------------------------------------------------------------------------------


def test_the_log_is_kept_by_keyboard_and_each_change_undone(office, page):
    log = office.services.issue_log
    dialog = opened(office, page, page.copies.log)
    office.soon(lambda: dialog.model.rowCount() == 3)
    unsent = next(row for row in dialog.model.rows() if not row.sent_on)
    dialog.table.select_key(unsent.uid)
    press(dialog.table, Key.Key_Space)
    office.soon(lambda: sum(not x.sent_on for x in log.lines()) == 1)
    press(dialog.table, Key.Key_N)
    form = dialog.form
    office.soon(form.isVisible)
    QTest.keyClicks(form.role, "Diocese")
    press(form.note, Key.Key_Return)
    office.soon(lambda: any(x.role == "Diocese" for x in log.lines()))
    office.soon(lambda: dialog.model.rowCount() == 4)
    dialog.table.select_key(unsent.uid)
    press(dialog.table, Key.Key_Return)
    form = dialog.form
    office.soon(form.isVisible)
    QTest.keyClicks(form.note, "By post in the end")
    press(form.note, Key.Key_Return)
    office.soon(lambda: any(x.note == "By post in the end" for x in log.lines()))
    dialog.accept()
    office.context.undo()
    office.soon(lambda: not any(x.note for x in log.lines()))


def test_what_is_wrong_with_a_line_is_said_in_the_form(office, page):
    dialog = opened(office, page, page.copies.log)
    dialog.add()
    form = dialog.form
    press(form.note, Key.Key_Return)
    office.soon(lambda: form.fault.isVisible())
    assert "who received it" in form.fault.text()
    form.reject()
    dialog.accept()


def test_the_log_of_a_period_is_saved_as_table_and_as_document(office, page, tmp_path):
    today = date(2026, 11, 24)
    dialog = opened(office, page, page.copies.save_log)
    dialog.save_table(date(2026, 9, 1), today, tmp_path / "log.csv")
    office.soon(lambda: (tmp_path / "log.csv").exists())
    dialog = opened(office, page, page.copies.save_log)
    dialog.save_document(date(2026, 9, 1), today, tmp_path)
    office.soon(lambda: len(list(tmp_path.glob("*Issue log*"))) == 2)


# --- redacted copies ------------------------------------------------------------------------------


def test_a_redacted_copy_is_decided_and_made_by_keyboard(office, page, version):
    dialog = opened(office, page, page.copies.redact)
    dialog.show_which.setCurrentIndex(2)
    dialog._filter()
    row = next(r for r in dialog.model.rows() if "reading was taught daily" in r.text)
    dialog.table.select_key(row.id)
    press(dialog.table, Key.Key_Return)
    assert dialog.words.hasFocus()
    start = row.text.index("reading was")
    cursor = dialog.words.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len("reading was taught daily"), QTextCursor.MoveMode.KeepAnchor)
    dialog.words.setTextCursor(cursor)
    press(dialog.words, Key.Key_W)
    assert "[withheld: personal information]" in dialog._reads(row)
    # Another reason for it, in own words.
    dialog.reason.combo.setCurrentIndex(dialog.reason.combo.findData(OWN))
    QTest.keyClicks(dialog.reason.own, "old news")
    assert "[withheld: old news]" in dialog._reads(row)
    # A whole passage, and one left again.
    other = next(r for r in dialog.model.rows() if "word problems" in r.text or "lower" in r.text)
    dialog.table.select_key(other.id)
    press(dialog.table, Key.Key_S)
    assert dialog._reads(other) == "[withheld: old news]"
    press(dialog.table, Key.Key_L)
    assert dialog._reads(other) == other.text
    press(dialog.verb, Key.Key_Return)
    office.soon(lambda: page.copy.count() == 4)
    pdf = office.services.documents.pdf_of(version, "redacted")
    office.soon(lambda: page.reader.pages.pdf() == pdf)
    assert "reading was taught daily" not in words_of(pdf) and "[withheld: old news]" in words_of(
        pdf
    )
    assert "Redacted copy made" in office.window.messages.text()


def test_words_withheld_once_are_withheld_wherever_they_stand(office, page):
    dialog = opened(office, page, page.copies.redact)
    dialog.show_which.setCurrentIndex(2)
    dialog._filter()
    rows = [r for r in dialog.model.rows() if NAME in r.text]
    assert len(rows) > 1
    dialog.table.select_key(rows[0].id)
    start = rows[0].text.index(NAME)
    cursor = dialog.words.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(NAME), QTextCursor.MoveMode.KeepAnchor)
    dialog.words.setTextCursor(cursor)
    dialog.withhold_words()
    assert all(NAME not in dialog._reads(row) for row in rows)
    assert "more places" in dialog.tally.text()
    dialog.reject()


def test_without_a_reason_or_a_selection_nothing_is_withheld(office, page):
    dialog = opened(office, page, page.copies.redact)
    dialog.show_which.setCurrentIndex(2)
    dialog._filter()
    dialog.chosen = ()
    dialog._on_chosen()
    assert not dialog.verb.isEnabled()
    dialog.withhold_words()
    assert "Select the words first" in dialog.tally.text()
    dialog.reason.set_value(None)
    dialog.withhold_whole()
    assert "Choose a reason" in dialog.tally.text() and dialog.chosen == ()
    dialog.reject()


# --- many at once ---------------------------------------------------------------------------------


def test_many_documents_are_saved_and_told_of(office, page, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = opened(office, page, page.copies.batch)
    assert list(dialog.lists) == ["school"] and dialog.verb.isEnabled()
    for box in dialog.copies.values():
        box.setChecked(False)
    assert not dialog.verb.isEnabled()
    dialog.copies["file"].setChecked(True)
    dialog.copies["redacted"].setChecked(True)
    dialog.save_in(folder)
    office.soon(lambda: len(list(folder.iterdir())) == 2)
    office.soon(lambda: any(d.isVisible() for d in page.findChildren(BatchSummary)))
    told = page.findChildren(BatchSummary)[0]
    assert told.accessibleName() == "Saved, but not everything"
    told.accept()


# --- disclosure -----------------------------------------------------------------------------------


def test_a_disclosure_is_decided_made_and_its_log_kept(office, page, version, tmp_path):
    redacted(office.services, version)
    dialog = opened(office, page, page.copies.disclose)
    QTest.keyClicks(dialog.reference, "FOI 9")
    press(dialog.look, Key.Key_Return)
    office.soon(lambda: dialog.steps.currentIndex() == 1)
    assert "Disclose the redacted copy" in dialog._outcome(dialog.model.row(0))
    assert not dialog.verb.isEnabled() and "missing" in dialog.line._words.text()
    press(dialog.table, Key.Key_W)
    assert "reason missing" in dialog._outcome(dialog.model.row(0))
    dialog.reason.combo.setCurrentIndex(dialog.reason.combo.findData("foi-41"))
    assert "information given in confidence" in dialog._outcome(dialog.model.row(0)).lower()
    press(dialog.table, Key.Key_R)
    for choice in dialog.kinds.values():
        choice.combo.setCurrentIndex(choice.combo.findData("foi-36"))
    assert dialog.missing() == 0 and dialog.verb.isEnabled()
    dialog._read_log()
    office.soon(lambda: bool(dialog.page and dialog.page.view.pages.pdf()))
    assert "Disclosure log FOI 9" in words_of(dialog.page.view.pages.pdf())
    dialog.page.accept()
    dialog.make(tmp_path / "bundle.zip")
    office.soon(lambda: "bundle.zip holds 4 files" in office.window.messages.text())
    with ZipFile(tmp_path / "bundle.zip") as archive:
        assert len(archive.namelist()) == 4
    office.soon(lambda: page.model.rowCount() == 2)
    assert {row.document.kind for row in page.model.rows()} == {"note_of_visit", "disclosure_log"}
    log = next(row for row in page.model.rows() if row.document.kind == "disclosure_log")
    page.table.select_key(log.key)
    page.open_note()
    composer = office.window.page("composer")
    office.soon(lambda: composer.view is not None and composer.view.kind == "disclosure_log")
    office.soon(lambda: b"%PDF" in composer.preview.pages.pdf())
    assert not composer.view.editable and composer.view.title.startswith("Disclosure log FOI 9")


def test_a_bundle_that_cannot_be_written_leaves_the_decisions(office, page, version, tmp_path):
    dialog = opened(office, page, page.copies.disclose)
    dialog.look_up()
    office.soon(lambda: dialog.steps.currentIndex() == 1)
    for choice in dialog.kinds.values():
        choice.combo.setCurrentIndex(choice.combo.findData("foi-36"))
    dialog.make(tmp_path / "gone" / "bundle.zip")
    office.soon(lambda: dialog.verb.isEnabled() and dialog._job is None)
    box = office.dialog()
    while box is dialog or not hasattr(box, "informativeText"):
        box = next(d for d in dialog.findChildren(QDialog) if d.isVisible())
    assert "no longer there" in box.text()
    box.close()
    assert dialog.missing() == 0
    dialog.reject()


def test_every_control_of_the_dialogs_is_named(office, page):
    from tests.ui.test_every_page import nameless

    for run in (
        page.copies.log,
        page.copies.redact,
        page.copies.batch,
        page.copies.save_log,
        page.copies.disclose,
    ):
        dialog = opened(office, page, run)
        if hasattr(dialog, "look_up"):
            dialog.look_up()
            office.soon(lambda d=dialog: d.steps.currentIndex() == 1)
        assert nameless(dialog) == [], dialog.accessibleName()
        reached = [
            w for w in dialog.findChildren(object)
            if hasattr(w, "focusPolicy") and w.isVisible()
            and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]  # fmt: skip
        assert len(reached) >= 3
        dialog.reject()


def test_commands_lead_to_each_dialog(office, page):
    ids = {command.id for command in page.commands()}
    assert {"issue-log", "redact", "batch-export", "disclose", "save-issue-log"} <= ids
    page.table.setFocus()
    page.copies.dialog = None
    office.press(Key.Key_L, Ctrl)
    office.soon(lambda: page.copies.dialog is not None)
    page.copies.dialog.accept()
