"""Two versions are decided between by keyboard, and nothing is lost on the way."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import visit
from sif_desktop.ui.widgets.undecided_mark import UndecidedMark
from sif_desktop.ui.widgets.versions_card import MarkedText
from tests.ui.office import Ctrl, Key
from tests.ui.two_offices import Desk, differences


@pytest.fixture
def pair(qtbot, tmp_path):
    alex = Desk(qtbot, tmp_path / "a", "Alex Dale", school=True)
    robin = Desk(qtbot, tmp_path / "b", "Robin Gray", school=False)
    for one, other in pairwise((alex, robin, alex)):
        one.services.exchange.add_card(other.services.exchange.card())
    with alex.services.context.store.action("Planned") as act:
        act.create(visit, "oakfield", "v1", provider_uid="oakfield", title="Core visit",
                   summary="Books are marked weekly.", focus="Reading\nMaths")  # fmt: skip
        act.create(task, "oakfield", "t1", provider_uid="oakfield", what="Send the plan")
    yield alex, robin
    alex.close()
    robin.close()


@pytest.fixture
def apart(pair, tmp_path):
    """`apart(alex values, robin values)`: the same visit changed on both, then exchanged."""
    alex, robin = pair
    number = iter(range(100))

    def give(one, other):
        file = tmp_path / f"{next(number)}.sifx"
        to = [row.id for row in one.services.exchange.colleagues()]
        one.services.exchange.send(file, to)
        changes = other.services.exchange.receive(file).changes
        other.context.announce(changes, undoable=False)

    def write(desk, values):
        with desk.services.context.store.action("Edited") as act:
            act.update(visit, "v1", **values)

    def change(mine, theirs):
        give(alex, robin)
        write(alex, mine)
        write(robin, theirs)
        give(robin, alex)
        return alex.conflicts()

    change.give = give
    return change


def value(desk, name):
    with desk.services.context.store.read() as connection:
        return connection.execute(select(visit.c[name]).where(visit.c.uid == "v1")).scalar()


def settled(desk, page):
    desk.soon(lambda: page.current() is None)
    desk.idle()
    assert desk.services.conflicts.count() == 0


def test_the_question_names_school_record_field_people_and_the_words_that_differ(pair, apart):
    alex, _robin = pair
    page = apart({"title": "First core visit"}, {"title": "Core visit, second"})
    asked = page.current()
    assert asked.conflict.school == "Oakfield Primary School"
    assert (asked.field, asked.conflict.before) == ("Title", ("Core visit",))
    assert {version.who for version in asked.conflict.versions} == {"Alex Dale", "Robin Gray"}
    assert asked.decider == "Alex Dale" and asked.mine
    marked = {one.marked for one in page.card.findChildren(MarkedText)}
    assert any("First" in " ".join(words) and "visit" not in words for words in marked)
    assert alex.window.sidebar._buttons["exchange"].count == 1


@pytest.mark.parametrize(("key", "which"), [(Key.Key_1, 0), (Key.Key_2, 1)])
def test_a_digit_uses_that_version_for_both(pair, apart, key, which):
    alex, robin = pair
    page = apart({"title": "Mine"}, {"title": "Theirs"})
    wanted = page.current().conflict.versions[which].texts[0]
    alex.soon(page.list.hasFocus)
    alex.press(key)
    settled(alex, page)
    apart.give(alex, robin)
    assert value(robin, "title") == value(alex, "title") == wanted
    assert differences(alex, robin) == []


def test_own_words_replace_both_and_undo_brings_the_question_back(pair, apart):
    alex, _robin = pair
    page = apart({"title": "Mine"}, {"title": "Theirs"})
    alex.soon(page.list.hasFocus)
    alex.press(Key.Key_W)
    alex.soon(page.card.fields[0].hasFocus)
    page.card.fields[0].selectAll()
    alex.type("Ours 1 2 3")  # digits in a text are no answers
    alex.press(Key.Key_Return, Ctrl)
    settled(alex, page)
    assert value(alex, "title") == "Ours 1 2 3"


def test_of_a_list_both_are_kept(pair, apart):
    alex, _robin = pair
    page = apart({"focus": "Reading\nPhonics"}, {"focus": "Reading\nNumber"})
    assert page.current().both is not None
    alex.soon(page.list.hasFocus)
    alex.press(Key.Key_B)
    settled(alex, page)
    assert set(value(alex, "focus").splitlines()) == {"Reading", "Phonics", "Number"}


def test_b_does_nothing_where_both_would_mean_nothing(pair, apart):
    alex, _robin = pair
    page = apart({"title": "Mine"}, {"title": "Theirs"})
    alex.soon(page.list.hasFocus)
    alex.press(Key.Key_B)
    alex.idle()
    assert page.current() is not None


@pytest.mark.parametrize(("key", "gone"), [(Key.Key_K, 0), (Key.Key_D, 1)])
def test_a_deletion_against_an_edit_is_kept_or_deleted_by_a_person(pair, apart, key, gone):
    alex, robin = pair
    apart.give(alex, robin)
    with robin.services.context.store.action("Deleted") as act:
        act.delete(task, "t1")
    with alex.services.context.store.action("Edited") as act:
        act.update(task, "t1", what="Send the plan by Friday")
    apart.give(robin, alex)
    page = alex.conflicts()
    assert page.current().deletion
    alex.soon(page.list.hasFocus)
    alex.press(key)
    settled(alex, page)
    apart.give(alex, robin)
    with robin.services.context.store.read() as connection:
        assert connection.execute(task.select()).mappings().one()["x_gone"] == gone


def test_today_says_that_something_waits(pair, apart):
    alex, _robin = pair
    apart({"title": "Mine"}, {"title": "Theirs"})
    alex.window.go("today")
    today = alex.window.page("today")
    alex.soon(lambda: today.conflicts.isVisible())
    assert "1 field was changed" in today.conflicts.line.text


def test_a_record_with_two_versions_is_marked_until_somebody_decides(pair, apart):
    alex, _robin = pair
    mark = UndecidedMark(alex.window, alex.context)
    apart({"title": "Mine"}, {"title": "Theirs"})
    alex.window.go("visit", {"uid": "v1"})
    alex.soon(mark.isVisible)
    assert "1 field here was changed" in mark.words.text()
    alex.window.go("school", {"uid": "oakfield"})
    alex.idle()
    assert not mark.isVisible()
    alex.window.back()
    alex.soon(mark.isVisible)
    asked = alex.services.conflicts.rows()[0]
    alex.context.announce(alex.services.conflicts.use(asked, 0))
    alex.soon(lambda: not mark.isVisible())


def test_nothing_to_decide_is_said_with_the_next_step(pair):
    alex, _robin = pair
    page = alex.conflicts()
    assert page._empty is not None
    page._empty.button.click()
    assert alex.window.here() == "exchange"
