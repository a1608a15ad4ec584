"""A school handed over: nothing leaves this laptop before the colleague holds all of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.changes import jottings_part, restricted_part
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.tables.log import blob
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import attachment, jotting, visit
from tests.services.test_exchange import befriend, begin, colleague, office, retitle  # noqa: F401


def titles(services) -> list[str]:
    with services.context.store.read() as connection:
        assert disagreements(connection) == []
        return sorted(connection.execute(select(visit.c.title)).scalars().all())


@pytest.fixture
def pair(office):  # noqa: F811
    """Alex has a school with a jotting, a file and a restricted visit."""
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    uid = begin(alex)
    with alex.context.store.action("More") as act:
        school = act.connection.execute(select(provider.c.uid)).scalar_one()
        act.create(jotting, jottings_part(uid), visit_uid=uid, text="A jotting")
        act.create(visit, restricted_part("r"), provider_uid=school, title="Restricted")
        sha256 = blobs.keep(act.connection, b"file" * 100)
        act.create(attachment, school, visit_uid=uid, sha256=sha256)
    return alex, robin, school, uid


def give(one, other, path, **more):
    one.exchange.send(path, [colleague(one)], **more)
    return other.exchange.receive(path)


def test_it_leaves_only_after_the_receipt_came_with_the_colleagues_next_file(pair, tmp_path):
    alex, robin, school, uid = pair
    with pytest.raises(Problem, match="not been handed over"):
        alex.hand_over.remove_from_here(school)
    alex.hand_over.send(school, colleague(alex), tmp_path / "1.sifx")
    with pytest.raises(Problem, match="Robin has not said"):
        alex.hand_over.remove_from_here(school)
    robin.exchange.receive(tmp_path / "1.sifx")
    assert titles(robin) == ["Core visit", "Restricted"]
    give(robin, alex, tmp_path / "2.sifx")  # an ordinary file; the receipt is in it
    retitle(alex, uid, "Later work")
    [row] = alex.hand_over.rows()
    assert not row.received and row.lacking == 1
    with pytest.raises(Problem):
        alex.hand_over.remove_from_here(school)
    alex.hand_over.send(school, colleague(alex), tmp_path / "3.sifx")
    robin.exchange.receive(tmp_path / "3.sifx")
    give(robin, alex, tmp_path / "4.sifx")
    [row] = alex.hand_over.rows()
    assert row.received and (row.school, row.to) == ("Oakfield", "Robin")
    assert alex.hand_over.remove_from_here(school) == 4
    assert titles(alex) == [] and alex.hand_over.rows() == ()
    with alex.context.store.read() as connection:
        assert connection.execute(select(blob)).all() == []
        assert connection.execute(select(provider.c.name)).scalar_one() == "Oakfield"
    assert "Later work" in titles(robin)


def test_it_does_not_come_back_by_itself_but_comes_whole_when_it_is_handed_back(pair, tmp_path):
    alex, robin, school, uid = pair
    alex.hand_over.send(school, colleague(alex), tmp_path / "1.sifx")
    robin.exchange.receive(tmp_path / "1.sifx")
    give(robin, alex, tmp_path / "2.sifx")
    alex.hand_over.remove_from_here(school)
    give(alex, robin, tmp_path / "3.sifx")
    retitle(robin, uid, "By Robin")
    give(robin, alex, tmp_path / "4.sifx")
    assert titles(alex) == []
    robin.hand_over.send(school, colleague(robin), tmp_path / "5.sifx")
    alex.exchange.receive(tmp_path / "5.sifx")
    assert titles(alex) == titles(robin) == ["By Robin", "Restricted"]
    retitle(alex, uid, "By Alex again")
    give(alex, robin, tmp_path / "6.sifx")
    assert titles(robin) == ["By Alex again", "Restricted"]


def test_nobody_and_nothing_to_hand_over_is_said(pair, tmp_path):
    alex, _, school, _ = pair
    for what, whom in (("nothing", colleague(alex)), (school, "nobody")):
        with pytest.raises(Problem):
            alex.hand_over.send(what, whom, tmp_path / "x.sifx")
