"""The window of a laptop exchanges with the office store itself: asked, looked at, done, undone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from sqlalchemy import select

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.log import sync_bundle
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.received import undoable
from sif_desktop.ui.widgets.buttons import Button
from tests.office_server import OFFICER, PASSWORD
from tests.sync.replicas import check
from tests.ui.two_offices import Desk


@pytest.fixture
def laptop(qtbot, tmp_path):
    made = Desk(qtbot, tmp_path, "Alex Dale", school=True)
    yield made
    made.close()


@pytest.fixture
def ours(office):
    """What lies in the office before."""
    with office.action("Added") as act:
        act.create(provider, TEAM, "b" * 32, name="Hill Top", urn="100002", status="Open")
    return office


def asked(laptop):
    desk = laptop.exchange().office
    desk.ask()
    return desk


def give(desk, address, password=PASSWORD):
    desk.form.fields["address"].setText(str(address))
    desk.form.fields["user"].setText(OFFICER.user)
    desk.form.fields["password"].setText(password)
    desk.form.verb.click()


def names(store) -> list[str]:
    with store.read() as connection:
        return sorted(connection.execute(select(provider.c.name)).scalars())


def test_it_is_looked_at_first_then_done_reported_and_may_be_undone(laptop, ours, address):
    desk = asked(laptop)
    assert desk.form.fields["password"].echoMode() == QLineEdit.EchoMode.Password
    give(desk, address)
    laptop.soon(lambda: desk.dialog is not None)
    looked = desk.dialog
    assert looked.row.schools == ("Hill Top",) and "Nothing is changed" in words(looked)
    assert "Goes there" in words(looked)
    assert names(ours) == ["Hill Top"] and names(laptop.services.context.store) == [
        "Oakfield Primary School"
    ]
    looked.take.click()
    laptop.soon(lambda: desk.dialog is not looked)
    assert "Went there" in words(desk.dialog)
    both = ["Hill Top", "Oakfield Primary School"]
    assert names(ours) == names(laptop.services.context.store) == both
    assert undoable(laptop.services).can_undo
    wanted: list[bool] = []
    laptop.context.undo_receive_wanted.connect(lambda: wanted.append(True))
    button(desk.dialog, "Undo this receive").click()
    assert wanted == [True]
    laptop.idle()
    page = laptop.exchange()
    page.show_record({"list": "files"})
    laptop.soon(lambda: [row.who for row in page.tabs["files"].rows()] == ["The office store"])
    check(ours)


def test_the_address_is_remembered_and_neither_name_nor_password(laptop, ours, address):
    desk = asked(laptop)
    give(desk, address, "wrong")
    laptop.soon(lambda: desk.form.fault.isVisible())
    assert "does not accept" in desk.form.fault.text()
    give(desk, address)
    laptop.soon(lambda: desk.dialog is not None)
    desk.dialog.reject()
    laptop.idle()
    assert names(ours) == ["Hill Top"]  # looking left nothing there, not even a person
    desk.ask()
    assert desk.form.values() == {"address": str(address), "user": "", "password": ""}
    desk.form.verb.click()
    assert "Give the address" in desk.form.fault.text()
    desk.form.reject()


def test_cancelled_before_it_comes_in_it_leaves_the_laptop_as_it_was(
    laptop, ours, address, monkeypatch
):
    desk = asked(laptop)
    give(desk, address)
    laptop.soon(lambda: desk.dialog is not None)
    make = laptop.services.backups.make

    def stopped(*args):
        make(*args)
        desk.job.cancel()

    monkeypatch.setattr(laptop.services.backups, "make", stopped)
    desk.dialog.take.click()
    laptop.idle()
    assert names(laptop.services.context.store) == ["Oakfield Primary School"]
    assert names(ours) == ["Hill Top"]
    assert desk.dialog.take.isEnabled()  # to be done after all
    with laptop.services.context.store.read() as connection:
        assert connection.execute(select(sync_bundle.c.id)).all() == []


def words(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def button(dialog, text):
    return next(one for one in dialog.findChildren(Button) if one.text() == text)
