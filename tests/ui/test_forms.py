from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import (
    Answer,
    AnswerState,
    Choice,
    Condition,
    Evidence,
    Form,
    Item,
    ItemKind,
    Scale,
    Section,
    Step,
)
from sif_desktop.ui.forms import FormView, LastTime

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SCALE = Scale(
    "four",
    "Four steps",
    (
        Step("1", "Outstanding", "Beyond what is expected.", "1"),
        Step("2", "Good", "What is expected.", "2"),
        Step("3", "Not yet good", "Below what is expected.", "3"),
    ),
)
PEOPLE = (Choice("head", "Headteacher"), Choice("senco", "SENCo"), Choice("pupils", "Pupils"))
FORM = Form(
    "walk",
    "Learning walk",
    (
        Section(
            "teaching",
            "Teaching",
            (
                Item("t.note", "Look at three books.", ItemKind.NOTE),
                Item(
                    "t.grade",
                    "Feedback",
                    ItemKind.GRADE,
                    scale="four",
                    evidence=True,
                    required=True,
                ),
                Item("t.record", "Record complete", ItemKind.YES_NO),
                Item(
                    "t.why",
                    "What is missing",
                    ItemKind.TEXT,
                    only_if=Condition("t.record", ("no",)),
                ),
            ),
        ),
        Section(
            "people",
            "People",
            (
                Item("p.met", "Who was met", ItemKind.CHOICES, choices=PEOPLE),
                Item("p.words", "What they said", ItemKind.TEXT),
                Item("p.pupils", "Pupils seen", ItemKind.NUMBER),
                Item("p.next", "Next visit", ItemKind.DATE),
            ),
        ),
    ),
)
LAST = {
    "t.grade": LastTime("May", Answer("t.grade", AnswerState.ANSWERED, "3", "feedback uneven")),
    "p.words": LastTime("May", Answer("p.words", AnswerState.ANSWERED, "Workload is high")),
    "t.record": LastTime("May", Answer("t.record", AnswerState.ANSWERED, "yes")),
}


def parse(text: str) -> date:
    if text != "fri":
        raise Problem(f"“{text}” is not a date.", "Write it like 5 March 2026.")
    return date(2026, 11, 27)


@pytest.fixture
def told() -> list[tuple[object, ...]]:
    return []


@pytest.fixture
def view(qtbot, told) -> FormView:
    made = FormView(FORM, {"four": SCALE}, parse, last=LAST)
    made.answered.connect(lambda item, answer: told.append(("answered", item, answer)))
    made.typing.connect(lambda *args: told.append(("typing", *args)))
    made.left.connect(lambda *args: told.append(("left", *args)))
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_form()
    return made


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def type_words(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def test_a_digit_grades_the_item_in_hand_at_once(view, told):
    press(KEY.Key_2)
    assert told == [("answered", "t.grade", Answer("t.grade", AnswerState.ANSWERED, "2"))]
    assert view.answers()["t.grade"].value == "2"


@pytest.mark.parametrize(
    "key, state",
    [
        (KEY.Key_N, AnswerState.NOT_SEEN),
        (KEY.Key_X, AnswerState.NOT_APPLICABLE),
        (KEY.Key_J, AnswerState.NOT_JUDGED),
    ],
)
def test_not_seen_not_applicable_and_not_judged_are_kept_apart(view, told, key, state):
    press(KEY.Key_2)
    press(key)
    assert told[-1][2] == Answer("t.grade", state)


def test_a_digit_without_a_step_answers_nothing(view, told):
    press(KEY.Key_7)
    assert told == []


def test_delete_clears_the_answer(view, told):
    press(KEY.Key_2)
    press(KEY.Key_Delete)
    assert told[-1][2] == Answer("t.grade")


def test_letters_tick_what_kind_of_evidence_there_is(view, told):
    press(KEY.Key_S)
    press(KEY.Key_P)
    press(KEY.Key_S)
    assert [answer.evidence_kinds for _name, _item, answer in told] == [
        (Evidence.SEEN,),
        (Evidence.SEEN, Evidence.PUPILS),
        (Evidence.PUPILS,),
    ]


def test_up_and_down_go_from_item_to_item_past_what_is_hidden(view):
    gone_to = []
    view.current_changed.connect(gone_to.append)
    press(KEY.Key_Down)
    press(KEY.Key_Down)
    assert gone_to == ["t.record", "p.met"]
    press(KEY.Key_Up)
    assert view.current() == "t.record"


def test_an_item_appears_with_the_answer_it_hangs_on(view):
    assert not view.row("t.why").isVisible()
    press(KEY.Key_Down)
    press(KEY.Key_2)
    assert view.row("t.why").isVisibleTo(view)
    press(KEY.Key_1)
    assert not view.row("t.why").isVisibleTo(view)


def test_evidence_is_typed_after_enter_and_left_with_escape(view, told, qtbot):
    press(KEY.Key_Return)
    type_words("two of 4 classes")
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("typing", "t.grade", "evidence", "two of 4 classes")]
    press(KEY.Key_Escape)
    assert told[-1] == ("left", "t.grade", "evidence", "two of 4 classes")
    press(KEY.Key_1)
    assert told[-1][2].value == "1" and told[-1][2].evidence == "two of 4 classes"


def test_the_descriptor_of_the_chosen_step_is_in_view_and_of_the_one_looked_at(view):
    press(KEY.Key_2)
    row = view.row("t.grade")
    assert row.descriptor.text() == "Good: What is expected."
    press(KEY.Key_Right)
    assert row.descriptor.text() == "Not yet good: Below what is expected."


def test_last_times_words_are_taken_with_one_key_but_never_a_judgement(view, told):
    press(KEY.Key_L, CTRL)
    assert told[-1][:4] == ("typing", "t.grade", "evidence", "feedback uneven")
    assert view.answers()["t.grade"].value == ""
    view.focus_item("p.words")
    press(KEY.Key_L, CTRL)
    assert view.answers()["p.words"].value == "Workload is high"
    view.focus_item("t.record")
    assert not view.row("t.record").pull_last_time()


def test_several_choices_stand_in_the_forms_order_whatever_was_pressed_first(view, told):
    view.focus_item("p.met")
    press(KEY.Key_3)
    press(KEY.Key_1)
    assert told[-1][2].value == "head\npupils"
    press(KEY.Key_1)
    press(KEY.Key_3)
    assert told[-1][2] == Answer("p.met")


def test_digits_and_letters_typed_in_text_are_text(view, told):
    view.focus_item("p.words")
    type_words("2 nx")
    view.flush()
    assert told == [("typing", "p.words", "value", "2 nx")]


@pytest.mark.parametrize("item", ["p.words", "p.pupils", "p.next"])
def test_what_is_typed_can_be_not_seen_instead(view, told, item):
    view.focus_item(item)
    press(KEY.Key_N, ALT)
    assert told[-1][2] == Answer(item, AnswerState.NOT_SEEN)


def test_a_number_is_handed_on_as_typed_and_when_left(view, told):
    view.focus_item("p.pupils")
    type_words("12")
    press(KEY.Key_Tab)
    assert told[0] == ("typing", "p.pupils", "value", "1")
    assert ("left", "p.pupils", "value", "12") in told


def test_a_date_is_answered_as_iso_and_a_strange_one_is_told_beneath(view, told, qtbot):
    view.focus_item("p.next")
    type_words("someday")
    field = view.row("p.next").value_line
    qtbot.waitUntil(lambda: "is not a date" in field.understood.text())
    assert told == []
    field.line.selectAll()
    type_words("fri")
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1][2].value == "2026-11-27"
    assert field.understood.text() == "Friday 27 November 2026"


def test_a_section_says_how_far_it_is(view):
    heads = {name: head.progress() for name, head in view._heads.items()}
    assert heads == {"teaching": "0 of 2", "people": "0 of 4"}
    press(KEY.Key_2)
    assert view._heads["teaching"].progress() == "1 of 2"


def test_stored_answers_are_shown_and_nothing_is_emitted(view, told):
    stored = {
        "t.grade": Answer("t.grade", AnswerState.ANSWERED, "3", "dim", (Evidence.READ,)),
        "p.next": Answer("p.next", AnswerState.ANSWERED, "2026-12-01"),
        "people": Answer("people", reason="Nobody was free"),
    }
    view.set_answers(stored)
    assert view.answers() == stored
    assert view.row("t.grade").bar.accessibleName() == "1.1 Feedback: Not yet good"
    assert view.row("t.grade").evidence.text() == "dim"
    assert told == []


def test_a_required_item_without_value_asks_for_the_reason(view, told, qtbot):
    press(KEY.Key_N)
    reason = view.row("t.grade").reason
    assert reason.isVisibleTo(view)
    reason.setFocus()
    type_words("Away")
    view.flush()
    assert told[-1] == ("typing", "t.grade", "reason", "Away")
    press(KEY.Key_Escape)
    press(KEY.Key_2)
    assert view.answers()["t.grade"].reason == "Away"


def test_a_click_answers_as_a_key_does(view, told):
    bar = view.row("t.record").bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar._place(bar.width())[0].center())
    assert told[-1][2].value == "yes"


def test_every_target_is_at_least_32_px(view):
    view.build_all()
    for row in view._rows.values():
        if row.bar is not None:
            boxes = row.bar._place(700)
            assert min(box.height() for box in boxes) >= 31
            assert min(box.width() for box in boxes) >= 32


def test_a_form_of_sixty_items_needs_no_editor_until_one_is_typed_in(qtbot):
    items = tuple(Item(f"i{n}", f"Item {n}", ItemKind.TEXT, evidence=True) for n in range(60))
    made = FormView(Form("long", "Long", (Section("s", "S", items),)), {}, parse)
    qtbot.addWidget(made)
    made.build_all()
    assert len(made._rows) == 60
    assert [row.value_slot.editor for row in made._rows.values()] == [None] * 60


def test_every_control_of_the_form_has_a_name(view):
    view.build_all()
    for row in view._rows.values():
        row.open_details()
    nameless = [
        type(child).__name__
        for child in view.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.isVisibleTo(view)
        and not child.accessibleName()
    ]
    assert nameless == []


def test_tab_reaches_choices_evidence_and_kinds_in_that_order(view):
    row = view.row("t.grade")
    press(KEY.Key_Tab)
    assert QApplication.focusWidget() is row.evidence.editor
    press(KEY.Key_Tab)
    assert QApplication.focusWidget() is row.kinds
    press(KEY.Key_Tab)
    assert QApplication.focusWidget() is view.row("t.record").bar
