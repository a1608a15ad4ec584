"""The team's list: who may change it, how it reaches the others, what it forbids."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.visits import visit
from sif_desktop.services.exchange import RevokedSender
from sif_desktop.sync.bundle import RelayedWork
from tests.services.test_exchange import begin, office, retitle  # noqa: F401


def names(services) -> dict[str, str]:
    return {row.name: row.id for row in services.exchange.colleagues()}


@pytest.fixture
def team(office):  # noqa: F811
    """Alex keeps the list; Robin and Sam have joined it by their words."""
    everybody = [opened.services for opened in office]
    alex = everybody[0]
    for other in everybody[1:]:
        alex.exchange.add_card(other.exchange.card())
    secrets = alex.team.begin()
    for other in everybody[1:]:
        assert other.team.read_list(alex.team.list_file()) == alex.team.row().words
        other.team.join(alex.team.list_file())
    return [*everybody, secrets]


@pytest.mark.parametrize("office", [("Alex", "Robin", "Sam")], indirect=True)
def test_joining_brings_everybodys_card_and_a_revocation_comes_with_the_next_file(team, tmp_path):
    alex, robin, sam, _ = team
    assert set(names(robin)) == {"Alex", "Sam"}
    begin(alex)
    alex.team.revoke(names(alex)["Sam"])
    alex.exchange.send(tmp_path / "1.sifx", [names(alex)["Robin"]])
    robin.exchange.receive(tmp_path / "1.sifx")
    assert robin.team.row().version == alex.team.row().version == 2
    sam.exchange.send(tmp_path / "2.sifx", [names(sam)["Robin"]])
    with pytest.raises(RevokedSender):
        robin.exchange.receive(tmp_path / "2.sifx")
    with pytest.raises(Problem, match="no longer trusted"):
        robin.exchange.add_card(sam.exchange.card())


@pytest.mark.parametrize("office", [("Alex", "Robin", "Sam")], indirect=True)
def test_an_officer_sends_only_their_own_work_and_the_office_passes_on_the_rest(team, tmp_path):
    alex, robin, sam, _ = team
    uid = begin(alex)
    alex.exchange.send(tmp_path / "1.sifx", [names(alex)["Robin"]])
    robin.exchange.receive(tmp_path / "1.sifx")
    retitle(robin, uid, "By Robin")
    changes = robin.exchange.send(tmp_path / "2.sifx", [names(robin)["Sam"]]).changes
    did = sam.exchange.receive(tmp_path / "2.sifx")
    assert did.new == changes and any("for another file" in text for text in did.missing)
    alex.team.set_role(names(alex)["Robin"], "office")
    robin.team.join(alex.team.list_file())
    robin.exchange.send(tmp_path / "3.sifx", [names(robin)["Sam"]])
    with pytest.raises(RelayedWork):  # Sam does not know of the new role yet
        sam.exchange.receive(forged_without_list(sam, robin, tmp_path))
    sam.exchange.receive(tmp_path / "3.sifx")  # the list came with the file
    with sam.context.store.read() as connection:
        assert connection.execute(select(visit.c.title)).scalars().all() == ["By Robin"]


def forged_without_list(sam, robin, folder):
    """The same file from one who leaves the newer list out."""
    from unittest import mock

    with mock.patch("sif_desktop.sync.roster.sent_roster", return_value=None):
        robin.exchange.send(folder / "4.sifx", [names(robin)["Sam"]])
    return folder / "4.sifx"


@pytest.mark.parametrize("office", [("Alex", "Robin")], indirect=True)
def test_the_envelope_makes_another_the_keeper_of_the_list_and_no_other_secret_does(team):
    alex, robin, secrets = team
    with pytest.raises(Problem, match="Only the team lead"):
        robin.team.sign()
    for wrong in ("", "ab" * 32, "no secret", secrets.recovery):
        with pytest.raises(Problem):
            robin.team.take_up(wrong)
    assert robin.team.take_up(secrets.team.upper()).lead
    robin.team.revoke(names(robin)["Alex"])
    alex.team.join(robin.team.list_file())
    assert alex.team.row().version == 2


@pytest.mark.parametrize("office", [("Alex", "Robin")], indirect=True)
def test_no_way_back_to_an_older_list_to_another_team_or_to_people_it_does_not_name(team):
    alex, robin, _ = team
    older = alex.team.list_file()
    alex.team.sign()
    robin.team.join(alex.team.list_file())
    with pytest.raises(Problem, match="older"):
        robin.team.join(older)
    for damaged in (b"", b"{}", older.replace(b"Robin", b"Robyn"), b"[" * 100_000):
        with pytest.raises(Problem):
            robin.team.join(damaged)
    for change in (lambda: alex.team.revoke("ab"), lambda: alex.team.set_role("ab", "lead")):
        with pytest.raises(Problem):
            change()
    with pytest.raises(Problem, match="no such role"):
        alex.team.set_role(names(alex)["Robin"], "king")
    assert robin.team.row().version == 2


@pytest.mark.parametrize("office", [("Alex", "Robin")], indirect=True)
def test_whom_an_officer_distrusts_no_newer_list_trusts_again(team):
    alex, robin, _ = team
    robin.exchange.distrust(names(robin)["Alex"])
    alex.team.sign()
    robin.team.join(alex.team.list_file())
    assert not robin.exchange.colleagues()[0].trusted
