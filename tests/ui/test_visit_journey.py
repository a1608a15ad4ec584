"""A visit from plan to end by keyboard, through the real pages on a real encrypted caseload."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel

from sif_desktop.domain.forms import Answer, AnswerState, Evidence
from sif_desktop.models.tables.visits import visit
from sif_desktop.services.visit_plan import PlannedCompanion
from sif_desktop.ui.widgets.text_slot import TextSlot

from .office import Ctrl, Key, Office, Shift

TEACHING, CHANGES, SAFE = "core_areas.teaching", "core_context.changes", "core_areas.safeguarding"


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(office):
    uid = office.planned(companions=(PlannedCompanion("Amira Khan", "joint"),))
    office.services.visits.start(uid)
    return office.visit(uid)


def test_a_visit_from_plan_to_end_without_the_mouse(office):
    window = office.window
    window.go("visits")
    office.soon(lambda: window.page("visits")._empty is not None)
    office.press(Key.Key_N, Ctrl)
    dialog = office.dialog()
    dialog.school.setFocus()
    dialog.school.lineEdit().selectAll()
    office.type("Oakfield Primary School")
    dialog.focus.setFocus()
    office.type("Reading")
    office.press(Key.Key_Return)
    office.soon(lambda: window.here() == "visit")
    page = window.page("visit")
    office.soon(lambda: page.whole)
    window.activateWindow()  # as a desktop does when a dialog closes
    office.soon(page.jot.line.hasFocus)

    office.press(Key.Key_E, Ctrl | Shift)  # start
    office.soon(lambda: page.control.capture.visit.state == "in_school")
    assert page.jot.line.hasFocus()

    for room, lines in (
        ("Y3 reading", ["group of six", "#6.2 clear modelling"]),
        ("Y5 maths, hall", ["? ask about trips"]),
        ("Library", ["books open"]),
    ):
        before = page.control.here
        office.press(Key.Key_R, Ctrl)
        office.type(room, enter=True)
        office.soon(lambda was=before: page.control.here != was)
        for text in lines:
            before = len(page.control.capture.record.jottings)
            office.type(text, enter=True)
            office.soon(lambda n=before: len(page.control.capture.record.jottings) == n + 1)
    office.soon(lambda: len(page.control.capture.record.rooms) == 3)
    record = office.record(page)
    places = {room.uid: room for room in record.rooms}
    noted = [(places[j.room_uid].year_group, j.text, j.item, j.parked) for j in record.jottings]
    assert noted == [
        ("Y3", "group of six", "", ""),
        ("Y3", "clear modelling", TEACHING, ""),
        ("Y5", "ask about trips", "", "yes"),
        ("", "books open", "", ""),
    ]

    office.press(Key.Key_F6)  # the checklist
    page.checklist.focus_item(TEACHING)
    office.type("2")
    office.press(Key.Key_S)  # seen
    office.press(Key.Key_Return)
    office.type("In both classes")
    office.press(Key.Key_F6)  # the rooms
    assert page.rooms.view.hasFocus()

    def answer():
        return office.record(page).answers_of("core-visit").get(TEACHING, Answer(TEACHING))

    office.soon(lambda: answer().evidence != "")
    second = office.services.context.pack().scale("evaluation-areas").steps[1]
    assert (answer().value, answer().evidence) == (second.value, "In both classes")
    assert answer().evidence_kinds == (Evidence.SEEN,)

    office.press(Key.Key_F6)  # the jot line
    office.type("!")
    office.type("Plan phonics")
    office.press(Key.Key_Return)
    office.press(Key.Key_Return)  # what would show it, then whose
    page.strip.due.setFocus()
    office.type("15/1/2027")
    office.press(Key.Key_Return)
    office.soon(lambda: len(office.record(page).tasks) == 1)
    assert office.record(page).tasks[0].due == "2027-01-15"
    assert page.jot.line.hasFocus()

    QGuiApplication.clipboard().setImage(QImage(300, 200, QImage.Format.Format_RGB32))
    office.press(Key.Key_V, Ctrl)
    office.soon(lambda: len(office.record(page).attachments) == 1)
    office.soon(page.attachments.isVisible)

    office.press(Key.Key_E, Ctrl | Shift)  # end
    ending = office.dialog()
    ending.on_site.setText("0.5")
    ending.verb.click()
    office.soon(lambda: page.control.capture.visit.state == "drafting")
    assert office.record(page).visit.days_on_site == "0.5"
    assert page.header.primary.text() == "Write the note"


def test_digits_grade_only_in_the_checklist(office, page):
    page.jot.setFocus()
    office.type("3 groups", enter=True)
    office.soon(lambda: len(office.record(page).jottings) == 1)
    page.rooms.setFocus()
    office.type("2")
    assert office.record(page).answers == ()
    page.checklist.focus_item(TEACHING)
    office.type("n")
    office.soon(lambda: len(office.record(page).answers) == 1)
    assert office.record(page).answers[0].answer.state is AnswerState.NOT_SEEN


def test_keys_on_a_line_change_file_park_and_delete_it(office, page):
    for text in ("books", "trips"):
        office.type(text, enter=True)
    office.soon(lambda: len(page.control.capture.record.jottings) == 2)
    first = page.control.capture.record.jottings[0].uid

    def line():
        return next((j for j in office.record(page).jottings if j.uid == first), None)

    page.rooms.setFocus()
    page.rooms.select(first)
    office.press(Key.Key_Return)
    office.type(" open", enter=True)
    office.soon(lambda: line().text == "books open")
    shown = lambda: {j.uid: j.text for j in page.control.capture.record.jottings}  # noqa: E731
    office.soon(lambda: shown()[first] == "books open")
    page.rooms.setFocus()
    page.rooms.select(first)
    office.type("#")
    office.type("teaching", enter=True)
    office.soon(lambda: line().item == TEACHING)
    office.type("?")
    office.soon(lambda: (line().parked, line().item) == ("yes", ""))
    office.type("!")
    assert page.strip.what.text() == "books open"
    office.press(Key.Key_Escape)
    page.rooms.setFocus()
    page.rooms.select(first)
    office.press(Key.Key_Delete)
    office.soon(lambda: line() is None)
    office.context.undo()
    office.soon(lambda: line() is not None and page.rooms._model.line_of(first) >= 0)


def test_escape_leaves_a_line_as_it_was_and_the_unfinished_jotting_waits(office, page):
    office.type("books", enter=True)
    office.soon(lambda: len(page.control.capture.record.jottings) == 1)
    office.type("half a th")
    page.rooms.setFocus()
    office.press(Key.Key_Return)
    office.type("XX")
    office.press(Key.Key_Escape)
    assert page.jot.line.text() == "half a th"
    office.bot.wait(500)
    assert [j.text for j in office.record(page).jottings] == ["books"]


def test_what_is_half_typed_comes_back_with_the_visit(office, page):
    office.type("half a thou")
    office.soon(lambda: office.record(page).jot_line == "half a thou")
    page.agree_action()
    office.type("Plan pho")
    office.soon(
        lambda: (
            office.services.capture.read(page.control.uid).action_strip.get("what") == "Plan pho"
        )
    )
    uid = page.control.uid
    office.soon(lambda: (office.services.visits.last_place() or {}).get("visit") == uid)
    page.jot.clear()
    page.strip.hide()
    page.control.open(uid)
    office.soon(lambda: page.jot.line.text() == "half a thou")
    assert page.strip.isVisible() and page.strip.what.text() == "Plan pho"


def test_last_time_is_pulled_by_one_key_but_never_a_judgement(office):
    form = office.services.context.pack().visit_form("core_visit")
    earlier = office.planned("2026-05-12")
    office.services.visits.start(earlier)
    for item, given in (
        (TEACHING, Answer(TEACHING, AnswerState.ANSWERED, "expected", "feedback uneven")),
        (CHANGES, Answer(CHANGES, AnswerState.ANSWERED, "New deputy")),
    ):
        office.services.capture.record_answer(earlier, form.id, form.item(item), given)
    with office.services.context.store.action("Back in time") as act:
        act.update(visit, earlier, visit_date="2026-05-12")
    page = office.visit(office.planned())
    page.checklist.focus_item(TEACHING)
    office.press(Key.Key_L, Ctrl)
    page.checklist.focus_item(CHANGES)
    office.press(Key.Key_L, Ctrl)
    page.jot.setFocus()

    def answers():
        return office.record(page).answers_of(form.id)

    office.soon(lambda: {TEACHING, CHANGES} <= set(answers()))
    assert answers()[CHANGES].value == "New deputy"
    assert answers()[TEACHING].evidence == "feedback uneven"
    assert (answers()[TEACHING].state, answers()[TEACHING].value) == (AnswerState.OPEN, "")


def test_an_answer_of_present_risk_opens_the_stop_line(office, page):
    page.checklist.focus_item(SAFE)
    scale = office.services.context.pack().scale("safeguarding-standard")
    office.type(next(step.key for step in scale.steps if step.value == "not_met"))
    dialog = office.dialog()
    dialog.verb.click()
    office.soon(dialog.fault.isVisible)  # by which route?
    dialog.route.setCurrentText("In person")
    dialog.verb.click()
    office.soon(lambda: len(office.services.capture.read(page.control.uid).risks) == 1)


def test_the_turned_screen_shows_what_is_agreed_and_no_jotting(office, page):
    office.type("Mrs Hill shouted", enter=True)
    office.soon(lambda: len(page.control.capture.record.jottings) == 1)
    office.services.capture.record_risk(page.control.uid, told_role="DSL", route="Telephone")
    office.services.capture.write_visit(page.control.uid, strengths="Clear modelling")
    page.control.reload()
    office.soon(lambda: page.control.capture.visit.strengths != "")
    office.press(Key.Key_F8)
    sheet = page.sheets.turned
    assert sheet.isVisible() and sheet.size() == office.window.size()
    words = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Clear modelling" in words and "Oakfield" in words
    assert "Hill" not in words and "DSL" not in words
    office.type("!")
    office.type("Share the plan")
    sheet.strip.due.setFocus()
    office.press(Key.Key_Return)
    office.soon(lambda: "Share the plan" in "\n".join(x.text() for x in sheet.findChildren(QLabel)))
    office.press(Key.Key_F8)
    assert not sheet.isVisible()


def test_the_cover_hides_everything_the_title_included(office, page):
    office.press(Key.Key_F9)
    cover = page.sheets.cover
    assert cover.isVisible() and cover.size() == office.window.size()
    assert "hill" not in office.window.windowTitle()
    office.type("unseen")
    office.press(Key.Key_Escape)
    assert not cover.isVisible() and page.jot.line.hasFocus()
    assert page.jot.line.text() == ""
    assert "hill" in office.window.windowTitle()


def test_three_lenses_show_the_same_lines(office, page):
    for text in ("#6.2 modelling", "? trips", "books"):
        office.type(text, enter=True)
    office.soon(lambda: len(page.control.capture.record.jottings) == 3)
    seen = []
    for _ in range(3):
        office.soon(lambda: sum(row.line is not None for row in page.rooms.rows()) == 3)
        seen.append((page.rooms.lens, page.rooms.rows()[0].group.title))
        office.press(Key.Key_F7)
    assert [lens for lens, _title in seen] == ["room", "item", "finding"]
    assert page.rooms.lens == "room"


def test_files_dropped_on_the_visit_are_attached_and_a_bad_one_is_refused(office, page, tmp_path):
    good, bad = tmp_path / "plan.pdf", tmp_path / "photo.jpg"
    good.write_bytes(b"%PDF-1.7")
    bad.write_bytes(b"no picture")
    for path in (good, bad):
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(path))])
        drop = QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        page.dropEvent(drop)
    box = office.dialog()
    assert "photo.jpg" in box.text()
    box.close()
    assert [a.title for a in office.record(page).attachments] == ["plan.pdf"]


def test_tab_takes_the_first_item_offered_after_the_hash(office, page):
    office.type("#teach")
    assert "Curriculum and teaching" in page.jot.hint.text()
    office.press(Key.Key_Tab)
    assert page.jot.line.text() == "#6.2 "
    assert page.jot.line.hasFocus()


def test_a_companion_is_noted_with_the_line(office, page):
    page.jot.companion.setCurrentIndex(1)
    office.type("books", enter=True)
    office.soon(lambda: len(office.record(page).jottings) == 1)
    assert office.record(page).jottings[0].companion == "Amira Khan"


def test_summing_up_is_kept_as_typed(office, page):
    office.press(Key.Key_G, Ctrl)
    page.summing.texts["strengths"].setFocus()
    office.type("Clear modelling")
    office.soon(lambda: office.record(page).visit.strengths == "Clear modelling")
    page.summing.feedback_to.setFocus()
    office.type("Headteacher")
    page.jot.setFocus()
    office.soon(lambda: office.record(page).visit.feedback_to == "Headteacher")
    history = office.services.undo.history("visit", page.control.uid)
    assert any(field.new == "Clear modelling" for entry in history for field in entry.fields)


def test_an_action_being_typed_is_gone_on_with(office, page):
    page.agree_action("Plan phonics")
    page.jot.setFocus()
    office.type("!")
    office.type(" now")
    assert page.strip.what.text() == "Plan phonics now"


def test_mandatory_items_still_open_are_counted_and_gone_to(office, page):
    assert page.checklist.open_mandatory() == ["core_priorities.list"]
    assert "1 must be covered" in page.checklist.open_button.text()
    page.checklist.open_button.click()
    assert page.checklist.current() == "core_priorities.list"


def test_the_page_says_when_no_visit_is_open(office):
    page = office.window.go("visit")
    assert page._empty is not None
    page._empty.button.click()
    assert office.window.here() == "visits"


def test_the_strip_on_top_takes_lines_and_gives_back_what_is_unfinished(office, page):
    office.type("half")
    page.open_strip()
    strip = page.sheets.narrow
    assert strip.jot.line.text() == "half"
    office.bot.keyClicks(strip.jot.line, " a line")
    office.bot.keyClick(strip.jot.line, Key.Key_Return)
    office.soon(lambda: [j.text for j in office.record(page).jottings] == ["half a line"])
    office.bot.keyClicks(strip.jot.line, "more")
    strip.close()
    assert page.jot.line.text() == "more"
    office.soon(lambda: office.record(page).jot_line == "more")


def test_a_shortcut_writes_its_phrase_in_the_evidence_of_an_item_too(office, page):
    office.services.phrases.save("Books show it in every class.", ";books")
    page.phrases.want(page.control.uid)
    office.soon(lambda: any(phrase.uid for phrase in page.phrases._phrases))
    page.checklist.focus_item(TEACHING)
    slot = next(slot for slot in page.findChildren(TextSlot) if slot.isVisible())
    slot.setFocus()
    office.type(";books and more ;books")
    assert slot.text() == "Books show it in every class. and more ;books"
