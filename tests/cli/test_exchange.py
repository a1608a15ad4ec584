"""Sending, receiving, deciding and backing up from the command line, as a script would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from sif_desktop import paths
from sif_desktop.cli import main
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM, Action
from sif_desktop.models.place import StoreLock
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import visit
from sif_desktop.services import caseload

SECRET = "four unrelated words here"
WORDS = "some words to say"
BACKUPS = {"alex backups", "robin backups"}  # made before a file is looked into


def caller(capture):
    def call(*words: str, fails: bool = False):
        code = main([*words, "--json"])
        said = capture.readouterr()
        assert code == int(fails), said.err
        return said.err if fails else json.loads(said.out)

    return call


@contextmanager
def in_folder(folder: Path) -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIF_PASSPHRASE", SECRET)
        patch.setitem(caseload.create.__kwdefaults__, "cost", keyfile.Cost(n=2**10))
        patch.chdir(folder)
        yield patch


def two_officers() -> None:
    pack = Registry(paths.frameworks()).latest()[0].id
    for name in ("alex", "robin"):
        main(["new", f"{name}.sif", "--officer", name.title(), "--pack", pack])
        main(["card", "--from", f"{name}.sif", "--out", f"{name}.sifcard"])
    main(["add-card", "alex.sifcard", "--into", "robin.sif"])
    main(["add-card", "robin.sifcard", "--into", "alex.sif"])


@pytest.fixture
def run(tmp_path, capsys):
    with in_folder(tmp_path):
        two_officers()
        capsys.readouterr()
        yield caller(capsys)


@pytest.fixture(scope="module")
def exchanged(tmp_path_factory):
    """Where a file for Robin lies, and one by words, for all that is refused."""
    folder = tmp_path_factory.mktemp("exchanged")
    with in_folder(folder) as patch:
        two_officers()
        rename("alex.sif", "Oakfield")
        main(["send", "--from", "alex.sif", "--to", "Robin", "--out", "1.sifx"])
        patch.setenv("SIF_BUNDLE_PASSPHRASE", WORDS)
        main(["send", "--from", "alex.sif", "--passphrase-mode", "--out", "w.sifx"])
    return folder


@contextmanager
def written(store: str) -> Iterator[Action]:
    found = caseload.unlock(Path(store), SECRET, Registry(paths.frameworks()), date.today)
    with found.services.context.store.action("Written") as act:
        yield act
    found.close()


def delete(store: str) -> None:
    with written(store) as act:
        act.delete(visit, act.connection.execute(select(visit.c.uid)).scalar())


def rename(store: str, name: str) -> None:
    with written(store) as act:
        uid = act.connection.execute(select(visit.c.uid)).scalar()
        if uid:
            act.update(visit, uid, title=name)
        else:
            school = act.create(provider, TEAM, name=name, urn="100001")
            act.create(visit, school, provider_uid=school, title=name)


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


def test_a_record_deleted_by_one_and_changed_by_another_is_kept_or_deleted(run):
    rename("alex.sif", "Oakfield")
    run("send", "--from", "alex.sif", "--to", "Robin", "--out", "1.sifx")
    run("receive", "1.sifx", "--into", "robin.sif")
    delete("alex.sif")
    rename("robin.sif", "Elmfield")
    run("send", "--from", "alex.sif", "--to", "Robin", "--out", "2.sifx")
    assert run("receive", "2.sifx", "--into", "robin.sif")["conflicts"] == 1
    [conflict] = run("conflicts", "--from", "robin.sif")["conflicts"]
    assert conflict["kind"] == "deledit"
    for wrong, hint in ((("--use", "1", "1"), "--keep or --delete"), (("--keep", "2"), "no conf")):
        assert hint in run("conflicts", "--from", "robin.sif", *wrong, fails=True)
    assert run("conflicts", "--from", "robin.sif", "--keep", "1") == {"conflicts": []}
    assert len(run("list", "visits", "--from", "robin.sif")["visits"]) == 1


def test_what_only_reads_leaves_every_file_as_it_is(run, tmp_path):
    rename("alex.sif", "Oakfield")
    run("send", "--from", "alex.sif", "--to", "Robin", "--out", "1.sifx")
    [school] = run("list", "providers", "--from", "alex.sif")["providers"]
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    run("receive", "1.sifx", "--into", "robin.sif", "--dry-run")
    run("conflicts", "--from", "robin.sif")
    for what in ("visits", "plans", "cases", "documents"):
        run("list", what, "--from", "alex.sif")
    run("show", school["uid"], "--from", "alex.sif")
    run("due", "--from", "alex.sif")
    run("check", "alex.sif")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("receive none.sifx --into robin.sif", "There is no file none.sifx"),
        ("receive none.sifx --into robin.sif --dry-run", "There is no file none.sifx"),
        ("receive robin.sifcard --into robin.sif", "was not made by SIF Desktop"),
        ("receive . --into robin.sif", "cannot be read"),
        ("receive 1.sifx --into none.sif", "no caseload none.sif"),
        ("receive 1.sifx --into alex.sif", "not made for you"),
        ("receive w.sifx --into robin.sif", "These words do not open"),
        ("send --from alex.sif --to Nobody --out x.sifx", "no card of Nobody"),
        ("send --from alex.sif --to Robin --out no/x.sifx", "could not be written"),
        ("send --from alex.sif --to Robin --school 999999 --out x.sifx", "No school has the URN"),
        ("card --from alex.sif --out no/x.sifcard", "could not be written"),
        ("card --from alex.sif --out 1.sifx", "already a file"),
        ("add-card 1.sifx --into alex.sif", "not a contact card"),
        ("add-card none --into alex.sif", "cannot be read"),
        ("add-card alex.sifcard --into alex.sif", "your own card"),
        ("team-list --from alex.sif --out t.sifteam", "There is no list yet"),
        ("team-join robin.sifcard --into alex.sif", "not a team’s list"),
        ("team-join none --into alex.sif", "cannot be read"),
        ("team-sign --into alex.sif", "Only the team lead"),
        ("team-take-up --into alex.sif", "SIF_TEAM_SECRET"),
        ("conflicts --from alex.sif --use 1 1", "no conflict 1"),
        ("exchange postgresql://x@127.0.0.1:1/sif --from alex.sif", "SIF_OFFICE_PASSWORD"),
        ("exchange alex.sif --from postgresql://x@127.0.0.1:1/sif", "SIF_OFFICE_PASSWORD"),
        ("backup postgresql://x@127.0.0.1:1/sif --out b.sif", "cannot be backed up from here"),
        ("backup none.sif --out b.sif", "none.sif"),
        ("restore 1.sifx --beside b.sif", "1.sifx"),
        ("restore none.sif --beside b.sif", "none.sif"),
    ],
)
def test_what_cannot_be_done_is_one_plain_sentence(exchanged, capsys, words, said):
    with in_folder(exchanged) as patch:
        patch.setenv("SIF_BUNDLE_PASSPHRASE", "not these words")
        before = set(exchanged.iterdir())
        found = caller(capsys)(*words.split(), fails=True)
        assert said in found and found.count("\n") == 1 and found.strip()[-1] in ".?)"
        assert "Traceback" not in found and "Error" not in found
        assert {file.name for file in set(exchanged.iterdir()) - before} <= BACKUPS


def test_nothing_goes_out_of_the_practice_caseload_or_into_it(sif, practice, tmp_path, monkeypatch):
    monkeypatch.setenv("SIF_BUNDLE_PASSPHRASE", "four words to say")
    file = tmp_path / "x.sifx"
    said = sif("send", "--from", practice, "--passphrase-mode", "--out", file)
    assert said.code == 1 and "nothing of it is sent" in said.err and not file.exists()
    file.write_bytes(b"SIFX")
    for more in ((), ("--dry-run",)):
        said = sif("receive", file, "--into", practice, *more)
        assert said.code == 1 and "nothing is taken into it" in said.err


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
