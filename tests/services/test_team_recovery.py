"""When somebody is gone: their files opened by the team's recovery key, lost keys made anew."""

from __future__ import annotations

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.exchange import NotForYou
from tests.services.test_exchange import begin, office  # noqa: F401
from tests.services.test_team import names, team  # noqa: F401

THREE = [("Alex", "Robin", "Sam")]


@pytest.mark.parametrize("office", THREE, indirect=True)
def test_a_file_for_one_who_left_opens_with_the_recovery_key_and_no_other(team, tmp_path):  # noqa: F811
    _alex, robin, sam, secrets = team
    begin(sam)
    path = tmp_path / "1.sifx"
    sam.exchange.send(path, [names(sam)["Alex"]])
    for read in (robin.exchange.preview, robin.exchange.receive):
        with pytest.raises(NotForYou):
            read(path)
        for wrong in ("gibberish", secrets.team):
            with pytest.raises(Problem, match="not a recovery key"):
                read(path, recovery=wrong)
        with pytest.raises(Problem, match="not the recovery key of your team"):
            read(path, recovery=foreign_key())
    assert not robin.schools.rows()
    seen = robin.exchange.preview(path, recovery=f" {secrets.recovery.lower()}\n")
    assert seen.sender == "Sam" and not robin.schools.rows()
    assert robin.exchange.receive(path, recovery=secrets.recovery).new == seen.new > 0
    assert [row.name for row in robin.schools.rows()] == ["Oakfield"]


def foreign_key() -> str:
    import pyrage

    return str(pyrage.x25519.Identity.generate())


@pytest.mark.parametrize("office", THREE, indirect=True)
def test_who_lost_a_laptop_makes_new_keys_and_is_trusted_by_the_new_card(team, tmp_path):  # noqa: F811
    alex, _robin, sam, _ = team
    begin(sam)
    with pytest.raises(Problem, match="no need of new ones"):
        sam.team.renew_keys()
    alex.team.revoke(names(alex)["Sam"])
    sam.team.join(alex.team.list_file())
    old = sam.exchange.my_words()
    words = sam.team.renew_keys()
    assert words == sam.exchange.my_words() != old
    sam.exchange.send(tmp_path / "1.sifx", [names(sam)["Alex"]])
    alex.exchange.add_card(sam.exchange.card())
    alex.team.sign()
    sam.team.join(alex.team.list_file())
    me, *others = sam.team.people()
    assert (
        me.mine
        and not me.revoked
        and [one.revoked != "" for one in others]
        == [
            False,
            False,
            True,
        ]
    )
    assert alex.exchange.receive(tmp_path / "1.sifx").new > 0


@pytest.mark.parametrize("office", [("Alex", "Robin")], indirect=True)
def test_the_people_of_the_team_are_told_with_role_and_whether_they_are_on_the_list(
    team,  # noqa: F811
    office,  # noqa: F811
):
    alex, robin, _ = team
    alex.team.set_role(names(alex)["Robin"], "office")
    seen = [(one.name, one.role, one.listed, one.mine) for one in alex.team.people()]
    assert seen == [("Alex", "lead", True, True), ("Robin", "office", True, False)]
    assert [one.role for one in robin.team.people()] == ["officer", "lead"]  # not heard of it yet
    assert not [one for one in robin.team.people() if not one.listed]
