import sys
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableWidget, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.autosave_edit import AutosaveTextEdit
from sif_desktop.ui.widgets.buttons import Button, IconButton
from sif_desktop.ui.widgets.chronology import Chronology, Event
from sif_desktop.ui.widgets.empty_state import EmptyState
from sif_desktop.ui.widgets.fields import DateField, SearchField
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.lists import Card, KeyValues, LineRow
from sif_desktop.ui.widgets.marks import StatusMark, TagLabel
from sif_desktop.ui.widgets.shortcut_hint import ShortcutHint
from sif_desktop.ui.widgets.text import ElidedLabel, Label, Paragraph
from sif_desktop.ui.widgets.text_slot import TextSlot


def parse(text: str) -> date:
    if text == "fri":
        return date(2026, 11, 27)
    raise Problem("Not a date.")


def show(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(400, max(60, widget.sizeHint().height()))
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def _chronology() -> Chronology:
    made = Chronology()
    made.set_events([Event(date(2026, 3, 1), "Visit", "visits", "Learning walk")])
    return made


MAKERS = {
    "button": lambda: Button("Issue note", look="primary", icon="check"),
    "icon button": lambda: IconButton("lock", "Lock the caseload"),
    "search": lambda: SearchField("Filter schools"),
    "date": lambda: DateField("Visit on", parse),
    "text": lambda: AutosaveTextEdit("Evidence"),
    "slot": lambda: TextSlot("Evidence", "seen", "evidence"),
    "status": lambda: StatusMark(Status.OVERDUE),
    "tag": lambda: TagLabel("Schools causing concern", "#a02020"),
    "line": lambda: LineRow("Oakfield", "promise", "2 days", status=Status.AT_RISK),
    "card": lambda: Card("Head"),
    "pairs": lambda: KeyValues([("Phase", "Primary")]),
    "empty": lambda: EmptyState("No schools yet.", "Load them.", "Import", icon="schools"),
    "chronology": lambda: _chronology(),
    "hint": lambda: ShortcutHint("Ctrl+K"),
}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_widget_has_a_name_for_its_controls_and_paints_in_every_theme(
    qtbot, qapp, kind, scale
):
    widget = show(qtbot, MAKERS[kind]())
    controls = [widget, *widget.findChildren(QWidget)]
    focusable = [c for c in controls if c.focusPolicy() & Qt.FocusPolicy.TabFocus and c.isVisible()]
    assert all(control.accessibleName() for control in focusable)
    for name in theme.THEMES:
        theme.apply(qapp, name, scale)
        image = widget.grab().toImage()
        assert len(set(bytes(image.constBits()))) > 4, name


@pytest.mark.parametrize("kind", ["button", "icon button", "line", "search", "slot", "text"])
def test_what_can_be_used_can_be_reached_by_tab(qtbot, kind):
    holder = QWidget()
    column = QVBoxLayout(holder)
    first = QPushButton("first")
    widget = MAKERS[kind]()
    column.addWidget(first)
    column.addWidget(widget)
    show(qtbot, holder)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is widget or widget.isAncestorOf(focus)


def test_text_as_typed_is_never_taken_for_markup(qtbot):
    label, paragraph = Label("<b>x</b> & y"), Paragraph("<b>x</b>\n& y")
    qtbot.addWidget(label)
    qtbot.addWidget(paragraph)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in paragraph.text()
    assert paragraph.accessibleName() == "<b>x</b>\n& y"


def test_typed_text_is_handed_on_after_a_pause_and_at_most_every_300_ms(qtbot):
    edit = show(qtbot, AutosaveTextEdit("Jot"))
    settled = []
    edit.settled.connect(settled.append)
    edit.setFocus()
    for _ in range(9):
        QTest.keyClicks(edit, "ab")
        QTest.qWait(60)
    assert settled and len(settled[0]) < 18
    qtbot.waitUntil(lambda: settled[-1] == "ab" * 9)


def test_text_left_is_handed_on_at_once_and_only_if_it_changed(qtbot):
    edit = AutosaveTextEdit("Jot", "old")
    settled, left = [], []
    edit.settled.connect(settled.append)
    edit.left.connect(left.append)
    qtbot.addWidget(edit)
    edit.flush()
    edit.setPlainText("new")
    edit.flush()
    edit.set_text("stored")
    edit.flush()
    assert settled == ["new"] and left == []


def test_text_grows_with_its_lines_to_a_limit(qtbot):
    edit = show(qtbot, AutosaveTextEdit("Jot", least_lines=1, most_lines=6))
    one = edit.sizeHint().height()
    edit.setPlainText("\n" * 3)
    four = edit.sizeHint().height()
    edit.setPlainText("\n" * 40)
    assert one < four < edit.sizeHint().height() < 2 * four


def test_a_paste_brings_plain_text_and_a_picture_is_passed_on(qtbot):
    edit = AutosaveTextEdit("Jot")
    qtbot.addWidget(edit)
    styled = QMimeData()
    styled.setHtml("<b>bold</b>")
    styled.setText("bold")
    edit.insertFromMimeData(styled)
    picture = QMimeData()
    picture.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(edit.dropped):
        edit.insertFromMimeData(picture)
    assert edit.text() == "bold"


def test_a_slot_makes_its_editor_when_the_keyboard_comes(qtbot):
    holder = QWidget()
    column, first, slot = QVBoxLayout(holder), QPushButton("first"), TextSlot("Evidence", "seen")
    column.addWidget(first)
    column.addWidget(slot)
    show(qtbot, holder)
    first.setFocus()
    assert slot.editor is None
    slot.setFocus()
    assert slot.editor is not None and slot.editor.hasFocus()
    assert slot.text() == "seen"


def test_a_slot_under_the_cursor_keeps_what_is_being_typed(qtbot):
    slot = show(qtbot, TextSlot("Evidence", "seen"))
    slot.setFocus()
    QTest.keyClicks(slot.editor, "x")
    slot.set_text("from elsewhere")
    assert "x" in slot.text()


def test_the_filter_acts_a_moment_after_the_last_key_and_escape_empties_it(qtbot):
    field = show(qtbot, SearchField("Filter schools"))
    seen = []
    field.filtered.connect(seen.append)
    QTest.keyClicks(field, "oak")
    qtbot.waitUntil(lambda: seen == ["oak"])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: seen == ["oak", ""])
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Down)


def test_a_date_field_shows_what_it_understood(qtbot):
    field = show(qtbot, DateField("Visit on", parse))
    seen = []
    field.changed.connect(seen.append)
    QTest.keyClicks(field.line, "fri")
    assert field.value() == date(2026, 11, 27)
    assert field.understood.text() == "Friday 27 November 2026"
    field.line.clear()
    QTest.keyClicks(field.line, "x")
    assert field.value() is None and field.understood.text() == "Not a date."
    assert seen == [date(2026, 11, 27), None]
    field.set_value(date(2026, 1, 5))
    assert field.line.text() == "5 January 2026" and len(seen) == 2


def test_a_line_answers_to_enter_its_keys_and_a_click(qtbot):
    line = show(qtbot, LineRow("Oakfield", keys={"P": "plans a visit", "Space": "marks done"}))
    asked, opened = [], []
    line.asked.connect(asked.append)
    line.activated.connect(lambda: opened.append(1))
    for key in (Qt.Key.Key_P, Qt.Key.Key_Space, Qt.Key.Key_Z, Qt.Key.Key_Return):
        QTest.keyClick(line, key)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert asked == ["P", "Space"] and opened == [1, 1]


def test_a_line_says_how_it_stands_in_words(qtbot):
    line = LineRow("Oakfield", "promise", "2 days", status=Status.OVERDUE)
    qtbot.addWidget(line)
    assert line.accessibleName() == "overdue · Oakfield · promise · 2 days"


def test_pairs_leave_out_what_is_empty(qtbot):
    pairs = KeyValues([("Phase", "Primary"), ("Head", "")])
    qtbot.addWidget(pairs)
    assert [label.text() for label in pairs.findChildren(Label)] == ["Phase"]
    pairs.set_rows([("Roll", "210")])
    qtbot.waitUntil(lambda: [x.text() for x in pairs.findChildren(Label)] == ["Roll"])


def test_the_chronology_opens_an_event(qtbot):
    events = [
        Event(date(2026, 3, 1), "Visit", "visits", "Learning walk", ref="v1"),
        Event(date(2025, 9, 3), "Decision", "flag", "Category changed"),
    ]
    made = show(qtbot, Chronology())
    made.set_events(events)
    made.setCurrentRow(0)
    with qtbot.waitSignal(made.opened) as opened:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert opened.args[0].ref == "v1"
    assert made.item(0).text() == "1 March 2026, Visit: Learning walk"


def test_a_flow_begins_a_new_line_where_the_width_ends(qtbot):
    holder = QWidget()
    flow = FlowLayout(holder)
    for number in range(12):
        flow.addWidget(Button(f"Choice {number}"))
    qtbot.addWidget(holder)
    assert flow.heightForWidth(300) > 2 * flow.heightForWidth(3000)


def test_a_long_name_gives_way_and_is_whole_in_its_tooltip(qtbot):
    label = ElidedLabel("Caseload: " + "Hill " * 40)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 100
    label.resize(80, 20)
    label.grab()
    assert label.toolTip() == label.text()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_no_reference_to_none_is_lost_over_500_void_calls(qtbot):
    label, table = QLabel(), QTableWidget(1, 1)
    qtbot.addWidget(label)
    qtbot.addWidget(table)
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
        table.setRowHeight(0, 20 + number % 3)
        label.repaint()
    assert abs(sys.getrefcount(None) - before) < 100
