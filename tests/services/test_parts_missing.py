"""Files that come in reverse, and one that never comes: what is missing is named, and a later file
brings it."""

from __future__ import annotations

import pytest

from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.tables.visits import visit
from sif_desktop.sync.exchange import have_in, note_peer
from sif_desktop.sync.scope import Scope
from tests.services.test_exchange import befriend, begin, colleague, office, retitle  # noqa: F401


@pytest.fixture
def pair(office):  # noqa: F811
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    return alex, robin


def believe(alex, robin) -> None:
    """Alex takes it that Robin holds all there is, as after a receipt for a file that Robin then
    lost with a disk."""
    their_key = colleague(alex)
    with alex.context.store.local() as connection:
        have = have_in(connection, Scope())
        note_peer(connection, robin.context.store.replica, their_key, have, [])


def shown(services) -> list[tuple]:
    with services.context.store.read() as connection:
        assert disagreements(connection) == []
        return connection.execute(visit.select().with_only_columns(visit.c.title)).all()


def test_files_in_reverse_are_put_together_and_the_one_that_never_comes_is_named(pair, tmp_path):
    alex, robin = pair
    uid = begin(alex)
    sent = []
    for number in range(5):
        retitle(alex, uid, f"Title {number}")
        sent.append(tmp_path / f"{number}.sifx")
        alex.exchange.send(sent[-1], [colleague(alex)])
        believe(alex, robin)
    lost = sent.pop(2)
    for path in reversed(sent):
        told = robin.exchange.receive(path)
        shown(robin)
    (missing,) = told.missing
    assert missing == (
        "Alex’s change 4 for Oakfield has not arrived; ask Alex or the office to send again."
    )
    assert shown(robin) == [("Title 4",)]
    # Robin's next file says what Robin holds, and Alex's next brings the rest.
    robin.exchange.send(tmp_path / "says.sifx", [colleague(robin)])
    alex.exchange.receive(tmp_path / "says.sifx")
    assert alex.exchange.send(tmp_path / "again.sifx", [colleague(alex)]).changes == 1
    assert robin.exchange.receive(tmp_path / "again.sifx").missing == ()
    assert shown(robin) == shown(alex)
    late = robin.exchange.receive(lost)
    assert (late.new, late.missing) == (0, ())


def test_records_whose_first_file_never_came_wait_and_are_counted(pair, tmp_path):
    alex, robin = pair
    uid = begin(alex)
    believe(alex, robin)  # a file that never reached Robin
    retitle(alex, uid, "Autumn")
    alex.exchange.send(tmp_path / "2.sifx", [colleague(alex)])
    told = robin.exchange.receive(tmp_path / "2.sifx")
    assert "1 record waits for another file before being shown." in told.missing
    assert shown(robin) == []
