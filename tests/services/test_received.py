"""Taking back the newest file received: what goes with it, and what stays as it is."""

from __future__ import annotations

from datetime import date

import pytest

from sif_desktop import paths
from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.tables.visits import visit
from sif_desktop.services import caseload, received
from sif_desktop.services.typed import jot_line
from tests.services.test_exchange import (
    SECRET,
    befriend,
    begin,
    colleague,
    office,
    retitle,
)

assert office  # a fixture


@pytest.fixture
def sent(office, tmp_path):
    """Robin has a visit of Alex's, and then a second file with a title nobody wants."""
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    uid = begin(alex)
    for name in ("1.sifx", "2.sifx"):
        alex.exchange.send(tmp_path / name, [colleague(alex)])
        robin.exchange.receive(tmp_path / name)
        retitle(alex, uid, "Unwanted")
    return uid


@pytest.fixture
def undone(office):
    """`undone()`: Robin's caseload after it, opened again by the passphrase of today."""
    opened = []

    def undo(secret=SECRET):
        assert received.undo_received(office[1]).exists()
        registry = Registry(paths.frameworks())
        again = caseload.unlock(office[1].path, secret, registry, lambda: date(2026, 11, 20))
        opened.append(again)
        services = again.services
        assert not again.was_copied  # the new id is the undoing's own
        return services

    yield undo
    for one in opened:
        one.close()


def shown(services):
    with services.context.store.read() as connection:
        return connection.execute(visit.select()).mappings().one()


def summed_up(services, uid, words):
    with services.context.store.action("Mine") as act:
        act.update(visit, uid, summary=words)


def test_ones_own_work_stays_and_the_newest_file_goes(office, sent, undone):
    robin = office[1].services
    assert shown(robin)["title"] == "Unwanted"
    summed_up(robin, sent, "My later work.")
    assert [row.can_undo for row in received.files(robin)] == [True, False]
    replica = robin.context.store.replica
    after = undone()
    row = shown(after)
    assert (row["title"], row["summary"]) == ("Core visit", "My later work.")
    assert after.context.store.replica != replica
    assert [row.can_undo for row in received.files(after)] == [True]


def test_it_opens_by_the_passphrase_of_today(office, sent, undone):
    today = "a newer passphrase since"
    caseload.change_passphrase(office[1], SECRET, today)
    assert shown(undone(today))["title"] == "Core visit"


def test_work_under_an_id_the_caseload_had_before_stays_too(office, sent, undone):
    robin = office[1].services
    summed_up(robin, sent, "Written before the id changed.")
    robin.context.store.take_new_replica()
    assert shown(undone())["summary"] == "Written before the id changed."


def test_what_is_being_typed_and_whom_one_trusts_stay_as_they_are(office, sent, undone, tmp_path):
    robin = office[1].services
    robin.capture.typing({jot_line(sent): "hall disp"})
    robin.exchange.send(tmp_path / "mine.sifx", [colleague(robin)])
    robin.exchange.distrust(colleague(robin))
    after = undone()
    assert after.visits.record(sent).jot_line == "hall disp"
    assert not after.exchange.colleagues()[0].trusted
    assert sorted(row.direction for row in after.sending.files()) == ["received", "sent"]


def test_without_the_backup_from_before_nothing_can_be_undone(office, sent):
    robin = office[1].services
    for file in robin.backups.folder().iterdir():
        file.unlink()
    assert not any(row.can_undo for row in received.files(robin))
    with pytest.raises(Problem, match="nothing received"):
        received.undoable(robin)


def test_a_file_that_erased_something_is_not_undone(office, sent, tmp_path):
    alex, robin = (opened.services for opened in office)
    alex.erasing.erase("visit", sent, ground="Retention 4.2", reason="Kept too long.")
    alex.exchange.send(tmp_path / "3.sifx", [colleague(alex)])
    robin.exchange.receive(tmp_path / "3.sifx", accepted=True)
    with pytest.raises(Problem, match="erased for good"):
        received.undo_received(office[1])
    assert list(office[1].path.parent.glob("*undoing*")) == []
    assert office[1].key  # still open, as it was
