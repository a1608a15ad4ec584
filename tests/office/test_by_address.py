"""The office store is opened by its address: by the services, the command line and the window."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from sif_desktop import logs
from sif_desktop.app import Desk
from sif_desktop.cli import main
from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM
from sif_desktop.models.office import Address, Login, address_of, open_office
from sif_desktop.models.tables.meetings import meeting, meeting_item
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import office as offices
from sif_desktop.services.selfcheck import faults_of
from sif_desktop.services.tasks import TaskFields
from sif_desktop.services.visit_plan import VisitPlan
from sif_desktop.settings import Settings
from tests.office.conftest import PACK
from tests.office_server import COLLEAGUE, OFFICER, PASSWORD

TODAY = date(2026, 11, 23)


@pytest.fixture
def unlock(address, registry):
    """Opens the office store as one of its officers."""
    opened = []

    def as_one(user):
        found = offices.unlock(str(address), user, PASSWORD, registry, lambda: TODAY)
        opened.append(found)
        return found

    yield as_one
    for one in opened:
        one.close()


@pytest.fixture
def secret(monkeypatch):
    monkeypatch.setenv("SIF_PASSPHRASE", PASSWORD)


def by_name(address: Address, user: str) -> str:
    return str(address).replace("//", f"//{user}@")


def test_schools_visits_tasks_and_meetings_are_written_by_one_and_read_by_another(unlock):
    kim, lee = unlock(OFFICER.user).services, unlock(COLLEAGUE.user).services
    school = kim.schools.add({"name": "Oakfield Primary School", "urn": "100001"}).uid
    pack = kim.context.pack()
    plan = VisitPlan(school, pack.visit_types[0].code, "2026-12-01", focus="Phonics in Year 1")
    visit = kim.visits.plan(plan).uid
    task = kim.tasks.add(school, TaskFields("Send the phonics plan", due="2026-12-08")).uid

    assert [row.name for row in lee.schools.rows()] == ["Oakfield Primary School"]
    assert lee.visits.rows("phonics").rows[0].uid == visit
    assert [line.uid for line in lee.search.find("phon").lines if line.table == "task"] == [task]
    lee.tasks.done(task, "Seen in the folder")
    first = kim.context.store
    assert not [row for row in kim.tasks.rows() if row.uid == task and row.state == "open"]
    with kim.context.store.action("Planned a meeting") as act:
        met = act.create(meeting, school, provider_uid=school, place="The hall", day="2026-12-02")
        act.create(meeting_item, school, meeting_uid=met, title="Phonics")
    with lee.context.store.read() as connection:
        assert connection.execute(meeting.select()).one().place == "The hall"
    assert faults_of(first) == []


def test_who_comes_for_the_first_time_is_on_the_list_of_officers(unlock, address):
    kim, lee = unlock(OFFICER.user).services, unlock(COLLEAGUE.user).services
    assert kim.context.store.person != lee.context.store.person
    again = open_office(address, COLLEAGUE)
    assert again.person == lee.context.store.person
    again.close()


def test_what_somebody_is_typing_is_nobody_elses(unlock):
    from sif_desktop.models import drafts

    kim, lee = unlock(OFFICER.user).services, unlock(COLLEAGUE.user).services
    school = kim.schools.add({"name": "Oakfield Primary School", "urn": "100001"}).uid
    drafts.save(kim.context.store, "provider", school, "note", "Half a thou")
    with lee.context.store.read() as connection:
        assert drafts.of_row(connection, "provider", school) == {}
    drafts.settle_all(lee.context.store)
    with kim.context.store.read() as connection:
        assert drafts.of_row(connection, "provider", school) == {"note": "Half a thou"}
    assert not lee.search.find("thou").lines


def test_the_command_line_makes_one_lists_it_and_checks_it(server, secret, capsys):
    address = by_name(server.database(), OFFICER.user)
    begun = ["office", address, "--officer", "Kim Rowe", "--pack", PACK]
    assert main(begun) == 0
    assert main(begun) == 1  # there is one already
    assert "already an office store" in capsys.readouterr().err
    store = open_office(address_of(address)[0], OFFICER)
    with store.action("Added") as act:
        act.create(provider, TEAM, name="Oakfield", urn="100001", status="Open")
    store.close()
    assert main(["list", "providers", "--from", address, "--json"]) == 0
    assert "Oakfield" in json.dumps(json.loads(capsys.readouterr().out))
    for what in ("visits", "tasks"):
        assert main(["list", what, "--from", address, "--json"]) == 0
    assert main(["check", address]) == 0


@pytest.mark.parametrize(
    "text",
    ["mysql://a/b", "postgresql://a", "postgresql:///b", "postgresql://a/b?options=-c", "x",
     "postgresql://a:x/b", "postgresql://a/b;c", "postgresql://a/b?sslmode=no"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text):
    with pytest.raises(Problem, match="not the address"):
        address_of(text)


def test_an_address_is_said_back_without_the_user():
    found, user = address_of("postgresql://kim@server.example:5433/sif?sslmode=verify-full")
    assert (str(found), user) == ("postgresql://server.example:5433/sif?sslmode=verify-full", "kim")


def test_a_password_in_the_address_is_refused_without_being_repeated():
    with pytest.raises(Problem) as raised:
        address_of("postgresql://kim:hush-hush@server.example/sif")
    assert "hush" not in str(raised.value)


def test_what_stops_an_opening_is_said_in_plain_words(address, server):
    with pytest.raises(Problem, match="does not accept"):
        open_office(address, Login(OFFICER.user, "wrong"))
    with pytest.raises(Problem, match="cannot be reached"):
        open_office(Address("127.0.0.1", "sif", 1), OFFICER)
    with pytest.raises(Problem, match="There is no office store"):
        open_office(Address("127.0.0.1", "nowhere", server.port), OFFICER)
    with pytest.raises(Problem, match="no office store in the database"):
        open_office(server.database(), OFFICER)
    server.run("UPDATE alembic_version SET version_num = '9999'", address.database)
    with pytest.raises(Problem, match="a newer version"):
        open_office(address, OFFICER)


def test_a_server_that_goes_away_loses_nothing_that_was_saved(office, server):
    with office.action("Added") as act:
        uid = act.create(provider, TEAM, name="Oakfield")
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kim'"
    with (
        pytest.raises(Problem, match="cannot be reached"),
        office.action("Renamed") as act,
    ):
        act.update(provider, uid, name="Lost")
        server.run(ending)
        act.update(provider, uid, town="Lost")
    with office.read() as connection:
        assert connection.execute(provider.select()).one().name == "Oakfield"


def test_the_window_opens_it_and_keeps_neither_name_nor_password(
    address, registry, qtbot, tmp_path, caplog
):
    logs.start(tmp_path / "sif.log")
    app = QApplication.instance()
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(app, settings, registry, lambda: TODAY, tmp_path)
    desk.begin()
    desk.gate.ask_office()
    page = desk.gate.office
    page.address.setText(str(address))
    page.user.setText(OFFICER.user)
    page.password.setText("wrong")
    page.open_button.click()
    qtbot.waitUntil(lambda: "does not accept" in page.fault.text())
    page.password.setText(PASSWORD)
    page.open_button.click()
    qtbot.waitUntil(lambda: desk.context is not None and desk.context.opened.loaded)
    qtbot.waitUntil(lambda: desk.window.here() == "today")
    desk.lock()
    assert desk.gate.office.address.text() == str(address)
    assert desk.gate.office.password.text() == ""
    desk.close()
    for written in (tmp_path / "settings.json", tmp_path / "sif.log"):
        text = written.read_text(encoding="utf-8") if written.exists() else ""
        assert PASSWORD not in text
        assert f'"{OFFICER.user}"' not in text
    assert PASSWORD not in caplog.text
    assert PASSWORD not in repr(OFFICER) + repr(desk)
    desk.gate.hide()
