"""Sending, receiving, deciding and backing up from the command line, as a script would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sif_desktop import paths
from sif_desktop.cli import main
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.place import StoreLock


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SIF_PASSPHRASE", "four unrelated words here")
    monkeypatch.chdir(tmp_path)

    def call(*words: str, fails: bool = False):
        code = main([*words, "--json"])
        said = capsys.readouterr()
        assert code == int(fails), said.err
        return said.err if fails else json.loads(said.out)

    pack = Registry(paths.frameworks()).latest()[0].id
    for name in ("alex", "robin"):
        call("new", f"{name}.sif", "--officer", name.title(), "--pack", pack)
        call("card", "--from", f"{name}.sif", "--out", f"{name}.sifcard")
    call("add-card", "alex.sifcard", "--into", "robin.sif")
    call("add-card", "robin.sifcard", "--into", "alex.sif")
    return call


def rename(store: str, name: str) -> None:
    from datetime import date

    from sqlalchemy import select

    from sif_desktop.models.changes import TEAM
    from sif_desktop.models.tables.providers import provider
    from sif_desktop.models.tables.visits import visit
    from sif_desktop.services import caseload

    found = caseload.unlock(
        paths.Path(store), "four unrelated words here", Registry(paths.frameworks()), date.today
    )
    held = found.services.context.store
    with held.action("Named") as act:
        uid = act.connection.execute(select(visit.c.uid)).scalar()
        if uid:
            act.update(visit, uid, title=name)
        else:
            school = act.create(provider, TEAM, name=name, urn="100001")
            act.create(visit, school, provider_uid=school, title=name)
    found.close()


def test_two_officers_exchange_conflict_decide_and_agree(run):
    rename("alex.sif", "Oakfield")
    run("send", "--from", "alex.sif", "--to", "Robin", "--out", "1.sifx")
    would = run("receive", "1.sifx", "--into", "robin.sif", "--dry-run")
    did = run("receive", "1.sifx", "--into", "robin.sif")
    assert would["new"] == did["new"] > 0 and did["from"] == "Alex"
    rename("alex.sif", "Ashfield")
    rename("robin.sif", "Elmfield")
    run("send", "--from", "alex.sif", "--to", "Robin", "--out", "2.sifx")
    assert run("receive", "2.sifx", "--into", "robin.sif")["conflicts"] == 1
    [conflict] = run("conflicts", "--from", "robin.sif")["conflicts"]
    assert conflict["before"] == ["Oakfield"]
    assert [v["texts"] for v in conflict["versions"]] == [["Ashfield"], ["Elmfield"]]
    assert run("conflicts", "--from", "robin.sif", "--use", "1", "1") == {"conflicts": []}
    run("send", "--from", "robin.sif", "--to", "Alex", "--out", "3.sifx")
    assert run("receive", "3.sifx", "--into", "alex.sif")["conflicts"] == 0
    assert run("conflicts", "--from", "alex.sif") == {"conflicts": []}
    for name in ("alex", "robin"):
        assert run("check", f"{name}.sif")["ok"]


def test_a_file_by_spoken_words(run, monkeypatch):
    rename("alex.sif", "Oakfield")
    sent = run("send", "--from", "alex.sif", "--passphrase-mode", "--out", "w.sifx")
    assert "Set SIF_BUNDLE_PASSPHRASE" in run(
        "receive", "w.sifx", "--into", "robin.sif", fails=True
    )
    monkeypatch.setenv("SIF_BUNDLE_PASSPHRASE", sent["words"])
    assert run("receive", "w.sifx", "--into", "robin.sif")["new"] > 0
    assert "is no card" in run(
        "send", "--from", "alex.sif", "--to", "Nobody", "--out", "x", fails=True
    )


def test_a_place_that_cannot_be_written_is_said_plainly(run):
    Path("file").write_text("a file where a folder should be")
    for command in ("card --from alex.sif", "send --from alex.sif --to Robin", "backup alex.sif"):
        said = run(*command.split(), "--out", "file/x.out", fails=True)
        assert "written" in said and "fault of its own" not in said


def test_a_backup_is_restored_beside(run, tmp_path):
    rename("alex.sif", "Oakfield")
    run("backup", "alex.sif", "--out", "b.sif")
    assert "put over" in run("backup", "alex.sif", "--out", "b.sif", fails=True)
    for beside in ("alex.sif", "again.sif"):  # one that is there is left alone
        made = run("restore", "b.sif", "--beside", beside)["store"]
        assert (made == "again.sif") is (beside == "again.sif")
        assert run("list", "providers", "--from", made)["providers"][0]["name"] == "Oakfield"
        assert run("check", made)["ok"]


def test_a_backup_is_made_while_the_window_has_the_caseload_open(run, tmp_path):
    lock = StoreLock(tmp_path / "alex.sif")
    lock.take()
    assert run("backup", "alex.sif", "--out", "b.sif")["files"] == ["b.sif", "b.sif.key"]
    lock.free()
    assert run("check", "b.sif")["ok"]
