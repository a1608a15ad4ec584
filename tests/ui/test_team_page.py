"""The team's page: a list begun and joined, roles and revocations by keyboard, the key taken up."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sif_desktop.ui.widgets.lists import LineRow
from tests.ui.two_offices import Desk

Key = Qt.Key


@pytest.fixture
def pair(qtbot, tmp_path):
    alex = Desk(qtbot, tmp_path / "a", "Alex Dale", school=True)
    robin = Desk(qtbot, tmp_path / "b", "Robin Gray", school=False)
    alex.add_card_of(robin, tmp_path)
    yield alex, robin
    alex.close()
    robin.close()


def team(desk):
    desk.to_front()
    desk.window.go("team")
    desk.idle()
    return desk.window.page("team")


def lines(page) -> dict[str, LineRow]:
    return {line.text: line for line in page.findChildren(LineRow) if line.isVisible()}


def shown(page) -> set[str]:
    return {button.text() for button in page.all_buttons if button.isVisible()}


def asked(desk, page, old=None):
    """The form that is asked next."""
    desk.soon(lambda: page.desk.form is not None and page.desk.form is not old)
    return page.desk.form


def begun(alex) -> str:
    """Alex begins the list; gives the team's key, which is shown once."""
    page = team(alex)
    page.begin.click()
    first = asked(alex, page)
    first.verb.click()
    secrets = asked(alex, page, first)
    key = secrets.fields["told"].text()
    secrets.verb.click()
    alex.idle()
    return key


def joined(alex, robin, folder) -> None:
    """The list signed and saved in one window, joined by its words in the other."""
    file, page = folder / "team.sifteam", team(alex)
    page.desk.form = None
    page.desk.sign_to(file)
    said = asked(alex, page)
    words = said.fields["told"].text()
    said.verb.click()
    alex.idle()
    other = robin.exchange()
    other.team.form = None
    other.take(file)
    robin.soon(lambda: other.team.form is not None)
    assert other.team.form.fields["told"].text() == words == alex.services.team.row().words
    other.team.form.verb.click()
    robin.idle()


def test_a_caseload_without_a_team_is_offered_to_join_or_begin_one(pair):
    alex, _ = pair
    page = team(alex)
    assert shown(page) == {"Join a list…", "Begin a list…"}
    assert "belongs to no team" in page.standing.text()
    assert set(lines(page)) == {"Alex Dale (you)", "Robin Gray"}
    assert page.erasing.isVisible()  # who has no team is their own office


def test_the_lead_sets_a_role_and_revokes_a_key_by_keyboard_and_a_colleague_only_looks(
    pair, tmp_path
):
    alex, robin = pair
    assert len(begun(alex)) == 64
    joined(alex, robin, tmp_path)
    page = team(alex)
    assert shown(page) == {"Sign and save the list…"}
    line = lines(page)["Robin Gray"]
    line.setFocus()
    page.desk.form = None
    alex.press(Key.Key_R)
    form = asked(alex, page)
    assert "erases records for good" in form.fields["may_office"].text()
    alex.soon(lambda: QApplication.focusWidget() is form.fields["role"])
    assert form.fields["role"].currentText() == "Officer"
    alex.press(Key.Key_End)  # of officer, team lead, office
    alex.press(Key.Key_Return)
    alex.soon(lambda: lines(page).get("Robin Gray") and lines(page)["Robin Gray"].right == "Office")

    other = team(robin)
    assert shown(other) == {"Take a newer list…", "Take up the team’s key…"}
    assert not other.erasing.isVisible()  # has not heard of the role yet
    lines(other)["Alex Dale"].activated.emit()
    assert "by the team lead" in looked(robin, other)

    alex.to_front()
    lines(page)["Robin Gray"].setFocus()
    page.desk.form = None
    alex.press(Key.Key_X)
    asked(alex, page).verb.click()
    alex.soon(lambda: "Key revoked" in lines(page)["Robin Gray"].detail)
    assert lines(page)["Robin Gray"].keys == {}
    robin.services.team.join(alex.services.team.list_file())
    other = team(robin)
    other.refresh(None)
    robin.idle()
    assert other.revoked.isVisible() and other.renew.isVisible()
    other.renew.click()
    asked(robin, other).verb.click()
    robin.soon(lambda: not other.revoked.isVisible())


def looked(desk, page) -> str:
    """The intro of the form that is only looked at."""
    desk.soon(lambda: page.desk.form is not None)
    words = " ".join(label.text() for label in page.desk.form.findChildren(type(page.standing)))
    page.desk.form.verb.click()
    desk.idle()
    page.desk.form = None
    return words


def test_the_key_of_the_envelope_makes_a_colleague_the_keeper_and_a_wrong_one_is_said(
    pair, tmp_path
):
    alex, robin = pair
    key = begun(alex)
    joined(alex, robin, tmp_path)
    page = team(robin)
    page.desk.form = None
    page.take_up.click()
    form = asked(robin, page)
    robin.soon(lambda: QApplication.focusWidget() is form.fields["secret"])
    robin.type("ab" * 32, enter=True)
    robin.soon(lambda: form.fault.isVisible())
    assert "another team" in form.fault.text()
    form.fields["secret"].setText(key)
    robin.press(Key.Key_Return)
    robin.soon(lambda: "Sign and save the list…" in shown(page))
    assert "You keep this list" in page.standing.text()
    assert robin.services.team.row().lead
