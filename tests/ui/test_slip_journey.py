"""A draft goes to the school with its slip; the answers come back and are decided by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.widgets.composer import CHECKS
from tests.services import slips
from tests.services.reading import pdf_text
from tests.ui.test_composer_page import (  # noqa: F401
    CTRL,
    context,
    page,
    press,
    reloaded,
    services,
    state_is,
    visit,
    window,
)

READING = "evidence:core_areas.teaching:cb225dfc"
FIVE = "In five of the six classrooms visited, reading was taught daily."


def numbers(services, note: str) -> dict[str, int]:  # noqa: F811
    """{sentence: its number on the slip}."""
    from sif_desktop.domain.slip import slip_lines

    return {line.sentence: line.number for line in slip_lines(services.documents.open(note).draft)}


def filled(form: Path, answers) -> Path:
    path = form.with_name("From the school.docx")
    path.write_bytes(
        slips.changed(form.read_bytes(), lambda root: slips.fill_in(root, answers, who="A. Quill"))
    )
    return path


def drop(widget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (
        Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(40, 40), *how))
    QApplication.sendEvent(widget, QDropEvent(QPointF(40, 40), *how))


def offered(page) -> dict[str, object]:  # noqa: F811
    return dict(page.life.further())


@pytest.fixture
def sent(qtbot, page, services, tmp_path):  # noqa: F811
    """The form in the folder, its draft with the school."""
    services.documents.send_to_school(page.view.uid)
    page.reload()
    reloaded(qtbot, page, state_is("with_school"))
    assert "Read the returned slip…" not in offered(page)
    offered(page)["Save the draft with its slip…"]()
    reloaded(qtbot, page, lambda view: bool(view.returned.sent_at))
    return next((tmp_path / "out").glob("*slip.docx"))


def test_the_answers_of_the_school_are_decided_by_keyboard(qtbot, page, services, sent):  # noqa: F811
    at = numbers(services, page.view.uid)
    number, other = at[READING], at["development:e4956887"]
    form = filled(
        sent,
        {1: ("Accurate", ""), number: ("Inaccurate", FIVE), other: ("Inaccurate", "It is early.")},
    )
    drop(page, form)
    qtbot.waitUntil(lambda: page.life.slips.dialog is not None)
    dialog = page.life.slips.dialog
    qtbot.waitUntil(lambda: dialog.page is not None and dialog.model.rowCount() == 2)
    assert dialog.current().answer.number == number and FIVE in dialog.words.toPlainText()
    press(dialog.table, Qt.Key.Key_E)
    dialog.words.setPlainText(f"{FIVE} Year 6 was out.")
    press(dialog.words, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert dialog.current().answer.number == other
    press(dialog.table, Qt.Key.Key_D)
    assert isinstance(dialog.asked, ReasonDialog)
    QTest.keyClicks(dialog.asked.reason, "Seen in four classes.")
    press(dialog.asked.reason, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0)
    assert "Nothing is left to decide" in dialog.tally.text()
    dialog.accept()
    reloaded(qtbot, page, lambda view: not view.returned.open)
    draft = services.documents.open(page.view.uid).draft
    assert draft.find(READING)[2].text == f"{FIVE} Year 6 was out."
    assert draft.find("development:e4956887")[2].text.startswith("Reasoning in mathematics")
    # Nothing of the slip stands in the way any more: what was accepted is issued.
    page.life.issue()
    qtbot.waitUntil(lambda: page.life.dialog is not None)
    issue = page.life.dialog
    press(issue.confirm, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: issue.steps.currentIndex() == 1)
    issue.accept()
    reloaded(qtbot, page, state_is("issued"))
    (version,) = services.documents.open(page.view.uid).versions
    words = pdf_text(services.documents.pdf_of(version.uid))
    assert "Year 6 was out." in words and "It is early." not in words
    assert "Read the returned slip…" not in offered(page)


def test_answers_that_wait_are_a_check_that_leads_to_them(qtbot, page, services, sent):  # noqa: F811
    services.slips.take(page.view.uid, filled(sent, {1: ("Inaccurate", "It was a Friday.")}))
    page.reload()
    reloaded(qtbot, page, lambda view: bool(view.returned.open))
    assert "Answers of the school (1 to decide)…" in offered(page)
    finding = next(line.finding for line in page.view.checks if line.finding.kind == "slip")
    page.composer.tabs.setCurrentIndex(CHECKS)
    page._go_to(finding)
    dialog = page.life.slips.dialog
    qtbot.waitUntil(lambda: dialog.page is not None and dialog.model.rowCount() == 1)
    press(dialog.table, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0)


def test_an_answer_on_paper_is_typed_in(qtbot, page, services, sent):  # noqa: F811
    offered(page)["Answers of the school…"]()
    dialog = page.life.slips.dialog
    qtbot.waitUntil(lambda: dialog.page is not None)
    dialog.paper.click()
    form = dialog.asked
    form.fields["words"].setPlainText("It was a Friday.")
    form.verb.click()
    qtbot.waitUntil(lambda: "which sentence" in form.fault.text())
    form.fields["number"].setCurrentIndex(form.fields["number"].findData("1"))
    form.verb.click()
    qtbot.waitUntil(lambda: dialog.page.open == 1)


@pytest.mark.parametrize("name", ["draft.docx", "reply.pdf"])
def test_what_is_no_slip_is_refused_in_words(qtbot, page, sent, monkeypatch, name):  # noqa: F811
    told = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    monkeypatch.setattr(QMessageBox, "open", lambda box, *_: told.append(box.text()))
    (sent.parent / "reply.pdf").write_bytes(b"%PDF-1.7 all accurate")
    drop(page, next(sent.parent.glob(f"*{name}")))
    qtbot.waitUntil(lambda: bool(told))
    assert "is not a slip" in told[0] or "is not a Word document" in told[0]
    assert page.life.slips.dialog is None
