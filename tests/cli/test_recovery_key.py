"""A file for one who has left, opened at the command line by the team's recovery key."""

import json

import pytest

from sif_desktop.cli import main
from tests.services.test_exchange import SECRET, begin, office  # noqa: F401
from tests.services.test_team import names, team  # noqa: F401


@pytest.mark.parametrize("office", [("Alex", "Robin", "Sam")], indirect=True)
def test_the_recovery_key_in_a_file_opens_what_was_written_for_somebody_else(
    team,  # noqa: F811
    office,  # noqa: F811
    tmp_path,
    monkeypatch,
    capsys,
):
    _, _, sam, secrets = team
    begin(sam)
    sam.exchange.send(tmp_path / "1.sifx", [names(sam)["Alex"]])
    for opened in office:
        opened.close()
    monkeypatch.setenv("SIF_PASSPHRASE", SECRET)
    key, store = tmp_path / "envelope.txt", office[1].path
    receive = ["receive", str(tmp_path / "1.sifx"), "--into", str(store), "--json"]

    def refused(*more: str) -> str:
        assert main([*receive, *more]) == 1
        return capsys.readouterr().err

    opened_by = ("--recovery-file", str(key))
    assert "not made for you" in refused()
    assert "cannot be read" in refused(*opened_by)
    key.write_text("\n", encoding="utf-8")
    assert "no recovery key in the first line" in refused(*opened_by)
    key.write_text(f"{secrets.recovery}\nand a note\n", encoding="utf-8")
    assert main([*receive, *opened_by]) == 0
    assert json.loads(capsys.readouterr().out)["new"] > 0
