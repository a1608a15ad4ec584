"""On the Conflicts page everything is in words, and every kind of question is answered by keys."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from sqlalchemy import select

from sif_desktop.models.base import metadata
from sif_desktop.ui.widgets.versions_card import MarkedText
from tests.ui.office import Ctrl, Key
from tests.ui.two_offices import Desk

TABLES = metadata.tables
PACK = {"pack": "england-2026", "pack_version": "1"}


@pytest.fixture
def pair(qtbot, tmp_path):
    """Two officers who hold the same visit, plan and meeting."""
    alex = Desk(qtbot, tmp_path / "a", "Alex Dale", school=True)
    robin = Desk(qtbot, tmp_path / "b", "Robin Gray", school=False)
    alex.services.exchange.add_card(robin.services.exchange.card())
    robin.services.exchange.add_card(alex.services.exchange.card())
    with alex.services.context.store.action("Recorded") as act:
        make = act.create
        make(TABLES["visit"], "oakfield", "v1", provider_uid="oakfield", title="Core visit",
             visit_type="core_visit", visit_date="2026-11-12", state="in_school",
             strengths="One. Two. Three.", **PACK)  # fmt: skip
        make(TABLES["answer"], "oakfield", "a1", visit_uid="v1", form="core-visit", state="open",
             item="core_areas.teaching", asked="Curriculum and teaching")  # fmt: skip
        make(TABLES["plan"], "oakfield", "p1", provider_uid="oakfield", title="Plan", **PACK)
        make(TABLES["plan_action"], "oakfield", "pa1", plan_uid="p1", what="Coach teachers",
             place="i", status="on_track", status_on="2026-11-02")  # fmt: skip
        make(TABLES["meeting_series"], "oakfield", "s1", provider_uid="oakfield",
             kind="support_board", **PACK)  # fmt: skip
        make(TABLES["meeting"], "oakfield", "m1", series_uid="s1", provider_uid="oakfield",
             kind="support_board", day="2026-11-18", state="held")  # fmt: skip
        make(TABLES["meeting_item"], "oakfield", "i1", meeting_uid="m1", title="Attendance",
             place="i", state="open")  # fmt: skip
    give(alex, robin)
    yield alex, robin
    alex.close()
    robin.close()


def give(one, other):
    folder = other.opened.path.parent
    file = folder / f"{len(list(folder.glob('*.sifx')))}.sifx"
    one.services.exchange.send(file, [row.id for row in one.services.exchange.colleagues()])
    other.context.announce(other.services.exchange.receive(file).changes, undoable=False)


def write(desk, table, uid, **values):
    with desk.services.context.store.action("Edited") as act:
        act.update(TABLES[table], uid, **values)


@pytest.fixture
def asked(pair):
    """`asked(table, uid, mine, theirs)`: the page at the question it leads to."""
    alex, robin = pair

    def change(table, uid, mine, theirs):
        write(alex, table, uid, **mine)
        write(robin, table, uid, **theirs)
        give(robin, alex)
        page = alex.conflicts()
        alex.soon(lambda: page.current() is not None and page.list.hasFocus())
        return page

    return change


def stored(desk, table, uid):
    with desk.services.context.store.read() as connection:
        where = TABLES[table].c.uid == uid
        return connection.execute(select(TABLES[table]).where(where)).mappings().one()


@pytest.mark.parametrize(
    ("table", "uid", "mine", "theirs", "record", "field", "texts"),
    [
        ("visit", "v1", {"visit_date": "2026-11-13"}, {"visit_date": "2026-11-19"},
         "Core visit of 19 November 2026", "Date", {"13 November 2026", "19 November 2026"}),
        ("visit", "v1", {"state": "drafting"}, {"state": "with_school"},
         "Core visit of 12 November 2026", "State", {"Note to write", "With the school"}),
        ("answer", "a1", {"state": "answered", "value": "secure"}, {"state": "not_seen"},
         "Answer “Curriculum and teaching”, Core visit of 12 November 2026", "Answer",
         {"Secure", "Not seen"}),
        ("plan_action", "pa1", {"status": "at_risk"}, {"status": "met"},
         "Action “Coach teachers”, Plan “Plan”", "Status", {"At risk", "Met"}),
        ("meeting_item", "i1", {"state": "discussed"}, {"state": "parked"},
         "Agenda item “Attendance”, Support and challenge board of 18 November 2026", "State",
         {"Discussed", "Parked"}),
    ],
)  # fmt: skip
def test_record_field_and_versions_are_in_words(
    asked, table, uid, mine, theirs, record, field, texts
):
    page = asked(table, uid, mine, theirs)
    conflict = page.current().conflict
    assert (conflict.record, conflict.field) == (record, field)
    assert {version.texts[0] for version in conflict.versions} == texts
    shown = {one.accessibleName() for one in page.card.findChildren(MarkedText)}
    assert all(any(text in name for name in shown) for text in texts)


def test_ones_own_grade_is_chosen_from_the_scale_by_keys(pair, asked):
    alex, _robin = pair
    page = asked("answer", "a1", {"state": "answered", "value": "secure"}, {"state": "not_seen"})
    alex.press(Key.Key_W)
    alex.soon(lambda: page.card.fields[0].hasFocus())
    (choice,) = page.card.fields
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findText("Needs attention"))
    alex.press(Key.Key_Return, Ctrl)
    alex.soon(lambda: alex.services.conflicts.count() == 0)
    row = stored(alex, "answer", "a1")
    assert (row["state"], row["value"]) == ("answered", "needs_attention")


def test_ones_own_day_is_typed_as_people_write_it_and_stays_where_it_is_none(pair, asked):
    alex, _robin = pair
    page = asked("visit", "v1", {"visit_date": "2026-11-13"}, {"visit_date": "2026-11-19"})
    alex.press(Key.Key_W)
    alex.soon(lambda: page.card.fields[0].hasFocus())
    (line,) = page.card.fields
    assert isinstance(line, QLineEdit) and line.text() == "19 November 2026"
    line.setText("some day")
    alex.press(Key.Key_Return, Ctrl)
    alex.soon(lambda: "“some day” is not a date" in page.card.own.fault.text())
    alex.idle()
    assert page.card.fields[0] is line and line.text() == "some day"
    line.setText("20 November 2026")
    line.setFocus()
    alex.press(Key.Key_Return, Ctrl)
    alex.soon(lambda: alex.services.conflicts.count() == 0)
    assert stored(alex, "visit", "v1")["visit_date"] == "2026-11-20"


def test_escape_gives_up_writing_and_the_keys_answer_again(pair, asked):
    alex, _robin = pair
    page = asked("visit", "v1", {"title": "Mine"}, {"title": "Theirs"})
    alex.press(Key.Key_W)
    alex.soon(lambda: page.card.fields[0].hasFocus())
    alex.press(Key.Key_Escape)
    alex.soon(page.list.hasFocus)
    alex.press(Key.Key_1)
    alex.soon(lambda: alex.services.conflicts.count() == 0)


def test_a_deletion_says_who_deleted_what_and_what_was_changed_unseen(pair):
    alex, robin = pair
    with robin.services.context.store.action("Deleted") as act:
        act.delete(TABLES["plan_action"], "pa1")
    write(alex, "plan_action", "pa1", due="2026-12-18")
    give(robin, alex)
    page = alex.conflicts()
    alex.soon(lambda: page.current() is not None)
    said = {version.who: version.did for version in page.current().conflict.versions}
    assert said["Robin Gray"] == "Deleted the record."
    assert "Target date: 18 December 2026" in said["Alex Dale"]


def test_o_opens_the_record_and_g_the_texts_put_together_which_t_ticks_off(pair, asked):
    alex, _robin = pair
    page = asked(
        "visit", "v1",
        {"title": "Mine", "strengths": "One, seen. Two. Three."},
        {"title": "Theirs", "strengths": "One. Two. Three, heard."},
    )  # fmt: skip
    alex.press(Key.Key_G)
    alex.soon(lambda: page.current() is not None and page.current().field == "Strengths")
    assert page.current().conflict.now == ("One, seen. Two. Three, heard.",)
    alex.soon(page.list.hasFocus)
    alex.press(Key.Key_T)
    alex.soon(lambda: page.current() is None)
    page._empty.button.click()
    alex.soon(lambda: page.current() is not None and page.list.hasFocus())
    alex.press(Key.Key_O)
    alex.soon(lambda: alex.window.here() == "visit")


def test_the_keys_are_listed_with_the_other_shortcuts(pair):
    alex, _robin = pair
    alex.conflicts()
    keys = dict(alex.window.commands.keys()["Conflicts"])
    assert keys["1, 2, 3"] == "Use that version" and "Ctrl+Enter, Esc" in keys
