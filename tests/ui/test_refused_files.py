"""Files that cannot be taken in, met by an officer at the window: a sentence that says what to do,
never a fault of the program, and nothing of the caseload changed."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from sif_desktop.domain.errors import Problem
from sif_desktop.sync.keys import card, own_keys, read_card
from tests.sync.replicas import begin, copy_of, template
from tests.sync.test_bundle import befriend, resealed, sent, signed
from tests.sync.untouched import is_plain, raw_tables
from tests.ui.office import Office

BOX = {
    "damaged.sifx": "damaged",
    "cut.sifx": "damaged",
    "newer.sifx": "newer version",
    "lies.sifx": "damaged",
    "empty.sifx": "is empty",
    "gone.sifx": "gone.sifx cannot be read",
    "note of a visit.docx": "was not made by SIF Desktop",
    "photo.sifx": "was not made by SIF Desktop",
    "caseload.sifx": "was not made by SIF Desktop",
    "damaged.sifcard": "not a contact card",
    "empty.sifcard": "not a contact card",
    "damaged.sifteam": "not a team’s list",
}


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    made.services.exchange.my_words()  # its keys are made
    yield made
    made.close()


@pytest.fixture
def bad(office, tmp_path_factory):
    """A folder with every kind of bad file, by name; most from a known colleague."""
    folder, store = tmp_path_factory.mktemp("stick"), office.services.context.store
    made = template(folder)
    sender, stranger = (copy_of(made, folder / f"{name}.sif", name) for name in ("robin", "m"))
    begin(sender)
    begin(stranger)
    _, mine = befriend(sender, store)
    sent(sender, [mine], folder / "good.sifx")
    whole = (folder / "good.sifx").read_bytes()
    middle = len(whole) // 2
    spoilt = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    theirs = card(own_keys(sender), "Robin Gray")
    contents = {
        "damaged.sifx": spoilt,
        "cut.sifx": whole[:middle],
        "empty.sifx": b"",
        "note of a visit.docx": b"PK\x03\x04" + os.urandom(3000),
        "photo.sifx": b"\xff\xd8\xff" + os.urandom(3000),
        "caseload.sifx": store.path.read_bytes(),
        "damaged.sifcard": theirs.replace(b"Robin", b"Rabin"),
        "empty.sifcard": b"",
        "damaged.sifteam": b'{"body": {}, "signature": "00"}',
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    sent(sender, [read_card(theirs)], folder / "not for me.sifx")
    resealed(signed(sender, {"min_reader": 9}, [], []), folder / "newer.sifx", mine.age_key)
    resealed(signed(sender, {"created": "soon"}, [], []), folder / "lies.sifx", mine.age_key)
    sent(sender, [], folder / "by words.sifx", passphrase="acorn amber anchor")
    sent(stranger, [mine], folder / "unknown.sifx")
    for file in folder.glob("*"):
        os.utime(file, (0, 0))
    for one in (sender, stranger):
        one.engine.dispose()
    return folder


def boxes() -> list[QMessageBox]:
    found = QApplication.topLevelWidgets()
    return [box for box in found if isinstance(box, QMessageBox) and box.isVisible()]


def exchange(office):
    office.window.go("exchange")
    page = office.window.page("exchange")
    page.receiving.dialog = page.receiving.form = page.people.form = None
    return page


def test_every_bad_file_is_refused_in_a_box_and_changes_nothing(office, bad):
    before = raw_tables(office.services.context.store)
    for name, words in BOX.items():
        exchange(office).take(bad / name)
        office.bot.waitUntil(lambda: len(boxes()) == 1)
        (box,) = boxes()
        told = Problem(box.text(), box.informativeText())
        box.close()
        office.bot.waitUntil(lambda: boxes() == [])
        assert words in told.message and is_plain(told), f"{name}: {told.message} {told.hint}"
        assert "fault of its own" not in told.message
        page = exchange(office)
        assert page.receiving.dialog is None
    assert raw_tables(office.services.context.store) == before


def test_a_file_for_another_asks_for_the_key_in_the_envelope_and_changes_nothing(office, bad):
    before = raw_tables(office.services.context.store)
    page = exchange(office)
    page.take(bad / "not for me.sifx")
    office.bot.waitUntil(lambda: page.receiving.form is not None)
    form = page.receiving.form
    assert form.windowTitle() == "This file was written for somebody else"
    form.fields["secret"].setText("AGE-SECRET-KEY-1NONE")
    form.verb.click()
    office.bot.waitUntil(lambda: form.fault.text() != "")
    assert "recovery key" in form.fault.text()
    assert raw_tables(office.services.context.store) == before


def test_wrong_words_are_said_where_they_were_typed_and_may_be_typed_again(office, bad):
    before = raw_tables(office.services.context.store)
    page = exchange(office)
    page.take(bad / "by words.sifx")
    office.bot.waitUntil(lambda: page.receiving.form is not None)
    form = page.receiving.form
    for words, said in (("", "Type the words"), ("acorn amber ankle", "do not open")):
        form.fields["words"].setText(words)
        form.verb.click()
        office.bot.waitUntil(lambda said=said: said in form.fault.text())
    assert form.isVisible() and boxes() == []
    assert raw_tables(office.services.context.store) == before


def test_somebody_unknown_is_named_with_the_words_to_compare(office, bad):
    before = raw_tables(office.services.context.store)
    page = exchange(office)
    page.take(bad / "unknown.sifx")
    office.bot.waitUntil(lambda: page.receiving.form is not None)
    form = page.receiving.form
    assert any("have not added" in label.text() for label in form.findChildren(QLabel))
    assert "compare these words" in form.fields["told"].text()
    form.reject()
    assert boxes() == [] and raw_tables(office.services.context.store) == before


def test_after_a_refusal_a_good_file_is_looked_at_and_the_bad_one_left_where_it_is(office, bad):
    exchange(office).take(bad / "damaged.sifx")
    office.bot.waitUntil(lambda: len(boxes()) == 1)
    boxes()[0].close()
    assert (bad / "damaged.sifx").exists()
    page = exchange(office)
    page.take(bad / "good.sifx")
    office.bot.waitUntil(lambda: page.receiving.dialog is not None)
    page.receiving.dialog.reject()
