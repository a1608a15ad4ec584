"""A warning notice in the real window, by keyboard: chosen, filled in, signed off, issued."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPlainTextEdit

from sif_desktop.models.tables.providers import provider
from sif_desktop.reports.docx_check import docx_text
from sif_desktop.services.provider_rules import PersonFields
from sif_desktop.ui.dialogs.sign_off import SignOffDialog
from sif_desktop.ui.dialogs.write_letter import WriteLetterDialog
from tests.services.test_letters import NOTICE, pdf_text
from tests.ui.office import Ctrl, Key, Office


def soon(office, true):
    office.bot.waitUntil(true)


def dialog_of(office):
    def shown():
        return [d for d in office.window.findChildren(QDialog) if d.isVisible()]

    soon(office, lambda: bool(shown()))
    return shown()[0]


def active(office):
    office.window.activateWindow()
    soon(office, office.window.isActiveWindow)


def rest(office, page):
    """The page beside the draft is made: nothing is asked of the caseload any more."""
    soon(office, lambda: not page.page._rendering and not page.page._later.isActive())


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    with made.services.context.store.action("About the school") as act:
        act.update(
            provider, "oakfield", kind="maintained_school", type="Community school",
            street="Oak Lane", town="Hillbury", postcode="HV1 2AB",
        )  # fmt: skip
    person = PersonFields("chair", "Mr Tomasz Lew", from_date="2025-01-01")
    made.services.schools.add_person("oakfield", person)
    yield made
    made.close()


@pytest.fixture
def page(office, tmp_path):
    """The composer with a warning notice begun from the list of documents."""
    office.window.go("documents")
    office.press(Key.Key_N, Ctrl)
    dialog = dialog_of(office)
    assert isinstance(dialog, WriteLetterDialog)
    soon(office, lambda: dialog.school.hasFocus() or dialog.school.lineEdit().hasFocus())
    office.type("Oakfield Primary School", enter=True)
    soon(office, lambda: dialog.letters.count() == 5)
    dialog.letters.setFocus()
    office.press(Key.Key_End)
    assert "section 60" in dialog.told.text()
    office.press(Key.Key_Return)
    made = office.window.page("composer")
    made.life._folder = lambda _parent: str(tmp_path / "out")
    soon(office, lambda: office.window.here() == "composer" and made.view is not None)
    active(office)
    return made


def field(page, code):
    return next(f for f in page.view.form if f.code == code)


def test_a_warning_notice_is_filled_in_signed_off_and_issued_by_keyboard(office, page, tmp_path):
    form = page.letter.form
    assert page.primary.text() == "Issue letter"
    # The first field that must be filled in has the keyboard.
    soon(office, lambda: QApplication.focusWidget() in form.control("grounds").boxes.values())
    office.press(Key.Key_Space)
    soon(office, lambda: field(page, "grounds").value == "standards")
    for code in ("matters", "actions"):
        form.go_to(code)
        assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
        office.type("Agree a reading plan.")
        office.press(Key.Key_Tab)
        soon(office, lambda c=code: field(page, c).value == "Agree a reading plan.")
    form.go_to("comply_by")
    office.type("26 March 2027", enter=True)
    soon(office, lambda: field(page, "comply_by").value == "2027-03-26")
    form.go_to("powers")
    office.press(Key.Key_Space)
    soon(office, lambda: page.primary.text() == "Sign off…")
    # Three sign, one after the other.
    for name in ("Kim Rowe", "Jo Bright", "Sam Weir"):
        before = page.view.next_to_sign.signer.role
        active(office)
        office.press(Key.Key_Return, Ctrl)
        dialog = dialog_of(office)
        assert isinstance(dialog, SignOffDialog)
        dialog.name.selectAll()
        QTest.keyClicks(dialog.name, name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        soon(
            office,
            lambda b=before: (
                page.view.next_to_sign is None or page.view.next_to_sign.signer.role != b
            ),
        )
        soon(office, lambda: not office.window.findChildren(SignOffDialog))
    soon(office, lambda: page.primary.text() == "Issue letter")
    # Issued, and both files read back.
    active(office)
    office.press(Key.Key_Return, Ctrl)
    soon(office, lambda: page.life.dialog is not None)
    issue = page.life.dialog
    QTest.keyClick(issue.confirm, Qt.Key.Key_Space)
    soon(office, lambda: issue.steps.currentIndex() == 1)
    QTest.keyClick(issue.save, Qt.Key.Key_Space)
    soon(office, issue.open_folder.isEnabled)
    issue.accept()
    soon(office, lambda: page.view.state == "issued")
    assert page.primary.text() == "Save both files" and not form.isVisible()
    out = tmp_path / "out"
    word = next(path for path in out.glob("*.docx") if "file" not in path.stem)
    sheet = next(path for path in out.glob("*.pdf") if "file" not in path.stem)
    texts = " ".join(" ".join(docx_text(word.read_bytes())).split()), pdf_text(sheet.read_bytes())
    for said in texts:
        assert "Mr Tomasz Lew Chair of governors Oakfield Primary School Oak Lane" in said
        assert "Agree a reading plan." in said and "26 March 2027" in said
        assert "Yours sincerely Sam Weir Director of children’s services" in said
    rest(office, page)


def test_each_check_of_a_letter_leads_to_its_field_or_its_signature(office, page):
    wanted = {line.finding.place.field for line in page.view.checks if line.finding.place.field}
    assert wanted >= set(NOTICE)
    for code in sorted(wanted):
        finding = next(c.finding for c in page.view.checks if c.finding.place.field == code)
        page._go_to(finding)
        control = page.letter.form.control(code)
        held = QApplication.focusWidget()
        assert held is control or control.isAncestorOf(held)
    unsigned = next(c.finding for c in page.view.checks if c.finding.place.sign_off == "director")
    page._go_to(unsigned)
    assert "School improvement officer" in page.letter.dialog.windowTitle()
    page.letter.dialog.reject()
    rest(office, page)


def test_typing_in_a_field_is_on_disk_at_each_pause_and_stands_in_the_draft(office, page):
    page.letter.form.go_to("matters")
    office.type("Half a sen")
    uid, documents = page.view.uid, office.services.documents
    soon(
        office,
        lambda: "Half a sen" in [s.text for _, _, s in documents.open(uid).draft.sentences()],
    )
    office.window.go("settings")
    soon(office, lambda: office.services.undo.next_undo().label == "Filled in a letter")
    rest(office, page)


def test_a_fact_of_the_address_is_changed_in_its_field(office, page):
    page.sheet.choose("to:salutation")
    page.sheet.edit_current()
    assert QApplication.focusWidget() is page.letter.form.control("_salutation")
    office.type("Dear Tomasz", enter=True)
    soon(office, lambda: field(page, "_salutation").value == "Dear Tomasz")
    soon(
        office,
        lambda: (
            page.sheet.lines.line(page.sheet.lines.row_of("to:salutation")).detail == "Dear Tomasz"
        ),
    )
    rest(office, page)


def test_a_school_without_letters_is_told_so(office):
    office.services.settings.change_rulebook("rutland-2015")
    with office.services.context.store.action("A setting") as act:
        act.update(provider, "oakfield", kind="early_years_setting", type="Early years setting")
    office.window.go("documents")
    office.press(Key.Key_N, Ctrl)
    dialog = dialog_of(office)
    assert isinstance(dialog.school, QComboBox)
    dialog.school.setCurrentIndex(0)
    soon(office, lambda: dialog.letters.count() > 0 or "no letter" in dialog.told.text())
    dialog.reject()
