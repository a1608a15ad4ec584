"""Sending, receiving and people through the window."""

import pytest
from sqlalchemy import select

from sif_desktop.models.changes import jottings_part, restricted_part
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.tables.visits import jotting, visit
from sif_desktop.services.received_rows import RecordsRow
from sif_desktop.ui.dropped_files import DroppedFiles
from tests.ui.two_offices import Desk, let_go_over


@pytest.fixture
def pair(qtbot, tmp_path):
    alex = Desk(qtbot, tmp_path / "a", "Alex Dale", school=True)
    robin = Desk(qtbot, tmp_path / "b", "Robin Gray", school=False)
    yield alex, robin
    alex.close()
    robin.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def befriend(alex, robin, folder):
    robin.add_card_of(alex, folder)
    alex.add_card_of(robin, folder)


def test_a_card_is_added_after_its_words_were_compared_and_stands_in_the_list(pair, tmp_path):
    alex, robin = pair
    robin.add_card_of(alex, tmp_path)
    page = robin.exchange()
    page.show_record({"list": "people"})
    robin.soon(lambda: [row.name for row in page.tabs["people"].rows()] == ["Alex Dale"])


def test_who_has_nobodys_card_yet_is_told_to_give_theirs_and_reads_its_words(pair, tmp_path):
    alex, robin = pair
    page = alex.exchange()
    assert page.first.isVisible()
    assert alex.services.exchange.my_words() in page._my_words.text()
    alex.add_card_of(robin, tmp_path)
    assert not alex.exchange().first.isVisible()


def test_a_file_for_somebody_else_opens_with_the_recovery_key_when_it_is_typed(pair, stick):
    alex, robin = pair
    befriend(alex, robin, stick)
    secret = alex.services.team.begin().recovery
    file = alex.send(stick)
    page = alex.exchange()
    page.receiving.dialog = page.receiving.form = None
    page.take(file)
    alex.soon(lambda: page.receiving.form is not None)
    form = page.receiving.form
    assert form.windowTitle() == "This file was written for somebody else"
    form.fields["secret"].setText("AGE-SECRET-KEY-1")
    form.verb.click()
    alex.soon(lambda: "not a recovery key" in form.fault.text())
    form.fields["secret"].setText(secret)
    form.verb.click()
    alex.soon(lambda: page.receiving.dialog is not None)
    assert page.receiving.dialog.row.already > 0


def test_a_file_for_a_colleague_is_previewed_taken_in_and_listed(pair, stick):
    alex, robin = pair
    befriend(alex, robin, stick)
    file = alex.send(stick)
    assert "safe to remove" in alex.window.messages.text()
    page = robin.exchange()
    page.receiving.dialog = page.receiving.form = None
    page.take(file)
    robin.soon(lambda: page.receiving.dialog is not None)
    assert RecordsRow("School", 1, 0) in page.receiving.dialog.row.records
    assert not robin.services.schools.rows()  # nothing yet
    page.receiving.dialog.reject()
    assert robin.receive(file).new > 0
    assert [row.name for row in robin.services.schools.rows()] == ["Oakfield Primary School"]
    robin.soon(lambda: [row.direction for row in page.tabs["files"].rows()] == ["received"])
    assert alex.exchange().tabs["files"].rows()[0].who == "Robin Gray"


def test_without_a_card_the_words_are_shown_large_and_open_the_file(pair, stick):
    alex, robin = pair
    page = alex.exchange()
    page.primary.click()
    alex.soon(lambda: page.dialog is not None and page.dialog.offer_shown is not None)
    page.dialog.by_words.setChecked(True)
    words = page.dialog.words.text()
    assert len(words.split()) == 8 and page.dialog.words.isVisible()
    page.dialog.place.setCurrentText(str(stick))
    page.dialog.verb.click()
    alex.soon(lambda: bool(list(stick.glob("*.sifx"))))
    alex.idle()
    (file,) = stick.glob("*.sifx")
    other = robin.exchange()
    other.take(file)
    robin.soon(lambda: other.receiving.form is not None)
    other.receiving.form.fields["words"].setText("acorn amber")
    other.receiving.form.verb.click()
    robin.soon(lambda: other.receiving.form.fault.isVisible())
    other.receiving.form.fields["words"].setText(words)
    other.receiving.form.verb.click()
    robin.soon(lambda: other.receiving.dialog is not None)
    assert other.receiving.dialog.row.sender == "Alex Dale"


def test_a_file_of_somebody_unknown_asks_for_their_words_first(pair, stick):
    alex, robin = pair
    alex.add_card_of(robin, stick)
    file = alex.send(stick)
    page = robin.exchange()
    page.receiving.dialog = page.receiving.form = None
    page.take(file)
    robin.soon(lambda: page.receiving.form is not None)
    assert alex.services.exchange.my_words() in page.receiving.form.fields["told"].text()
    page.receiving.form.verb.click()
    robin.soon(lambda: page.receiving.dialog is not None)
    assert not page.receiving.dialog.row.known


def test_restricted_records_and_jottings_go_only_where_they_are_ticked(pair, stick):
    alex, robin = pair
    befriend(alex, robin, stick)
    with alex.services.context.store.action("A restricted visit") as act:
        act.create(visit, restricted_part("v1"), "v1", provider_uid="oakfield", title="Concern")
    robin.receive(alex.send(stick))
    assert not _has_visit(robin)
    page = alex.exchange()
    page.dialog = None
    page.send()
    alex.soon(lambda: page.dialog is not None and page.dialog.offer_shown is not None)
    page.dialog.people[0].setChecked(True)
    alex.idle()
    assert [one.name for one in page.dialog.offer_shown.restricted] == ["Visit"]
    page.dialog.names.setChecked(True)
    alex.soon(
        lambda: [one.name for one in page.dialog.offer_shown.restricted] == ["Visit: Concern"]
    )
    page.dialog.restricted.tick("v1")
    page.dialog.place.setCurrentText(str(stick))
    before = set(stick.glob("*.sifx"))
    page.dialog.verb.click()
    alex.soon(lambda: bool(set(stick.glob("*.sifx")) - before))
    alex.idle()
    robin.receive((set(stick.glob("*.sifx")) - before).pop())
    assert _has_visit(robin)


def test_a_place_that_is_not_there_is_said_in_the_form_and_nothing_is_lost(pair, stick):
    alex, robin = pair
    alex.add_card_of(robin, stick)
    page = alex.exchange()
    page.send()
    alex.soon(lambda: page.dialog is not None)
    page.dialog.people[0].setChecked(True)
    page.dialog.place.setCurrentText(str(stick / "gone"))
    page.dialog.verb.click()
    alex.soon(lambda: page.dialog.fault.isVisible())
    assert "Choose a folder" in page.dialog.fault.text()
    page.dialog.reject()


def test_what_colleagues_send_is_taken_before_the_visit_that_lies_under_it(
    pair, stick, monkeypatch
):
    alex, _robin = pair
    taken, attached = [], []
    DroppedFiles(alex.window, taken.append)
    page = alex.visit(alex.planned())
    monkeypatch.setattr(
        page.extras, "take", lambda data: attached.append(data.urls()[0].fileName())
    )
    for name in ("x.sifx", "Robin.sifcard", "ours.sifteam", "photo.jpg"):
        let_go_over(alex.window, stick / name)
    assert [one.name for one in taken] == ["x.sifx", "Robin.sifcard", "ours.sifteam"]
    assert attached == ["photo.jpg"]


def _has_visit(desk) -> bool:
    with desk.services.context.store.read() as connection:
        return (
            connection.execute(select(visit.c.uid).where(visit.c.uid == "v1")).first() is not None
        )


def test_a_school_is_handed_over_and_removed_once_the_receipt_has_come_back(pair, stick):
    alex, robin = pair
    befriend(alex, robin, stick)
    with alex.services.context.store.action("Planned") as act:
        act.create(visit, "oakfield", "v1", provider_uid="oakfield", title="Core visit")
        act.create(jotting, jottings_part("v1"), visit_uid="v1", text="Books open")
    page = alex.exchange()
    page.show_record({"list": "schools"})
    alex.soon(lambda: len(page.tabs["schools"].rows()) == 1)
    assert not page.tabs["schools"].buttons[1].isEnabled()  # nobody has said they hold it
    page.tabs["schools"].buttons[0].click()
    alex.soon(lambda: page.leaving.form is not None)
    page.leaving.form.fields["folder"].setText(str(stick))
    page.leaving.form.verb.click()
    alex.soon(lambda: bool(list(stick.glob("*.sifx"))))
    alex.idle()
    (file,) = stick.glob("*.sifx")
    robin.receive(file)
    other = robin.exchange()
    bundle = other.tabs["files"].rows()[0].id
    other.receiving.write_receipt(bundle, stick)
    robin.soon(lambda: len(list(stick.glob("*.sifx"))) == 2)
    robin.idle()
    alex.receive((set(stick.glob("*.sifx")) - {file}).pop())
    page = alex.exchange()
    page.show_record({"list": "schools"})
    alex.soon(lambda: [row.received for row in page.tabs["schools"].rows()] == [True])
    alex.soon(page.tabs["schools"].buttons[1].isEnabled)
    page.tabs["schools"].buttons[1].click()
    page.leaving.form.verb.click()
    alex.soon(lambda: not _has_visit(alex))
    alex.idle()
    assert _has_visit(robin)
    assert [row.name for row in alex.services.schools.rows()] == ["Oakfield Primary School"]
    with alex.services.context.store.read() as connection:
        assert disagreements(connection) == []
        assert connection.execute(select(jotting.c.uid)).all() == []
