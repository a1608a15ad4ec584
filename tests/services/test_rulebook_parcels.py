"""A rulebook the authority changed goes with the records made under it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sif_desktop import paths
from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.tables.visits import visit
from sif_desktop.services import caseload
from sif_desktop.services.rulebook_parcels import install
from sif_desktop.sync.lines import BadFile
from sif_desktop.sync.parcels import MARK, Parcel, read_parcel
from tests.services.conftest import PACK
from tests.services.test_exchange import SECRET, befriend, begin, colleague
from tests.services.test_pack_editor import adding


@pytest.fixture
def office(tmp_path):
    """Two officers, each with a place of their own for rulebooks."""
    made = []
    for name in ("Alex", "Robin"):
        registry = Registry([paths.resources() / "frameworks", tmp_path / name / "frameworks"])
        new = caseload.NewCaseload(tmp_path / name / "a.sif", name, PACK, SECRET)
        made.append(
            caseload.create(new, registry, lambda: date(2026, 11, 20), cost=keyfile.Cost(n=2**10))
        )
    alex, robin = (opened.services for opened in made)
    befriend(alex, robin)
    yield alex, robin
    for opened in made:
        opened.close()


def edit(services) -> str:
    """A version of the authority's own, under which a visit is recorded; gives its number."""
    editor = services.pack_editor
    given = {"label": "Peer reviewer", "side": "partner"}
    editor.save([editor.add([], adding(editor.view(), "role"), given)])
    version = services.context.pack().version
    uid = begin(services)
    with services.context.store.action("Under it") as act:
        act.update(visit, uid, pack=PACK, pack_version=version)
    return version


def versions(services) -> set[str]:
    return {info.version for info in services.context.registry.list() if info.id == PACK}


def test_what_the_records_were_made_under_comes_with_them_once(office, tmp_path):
    alex, robin = office
    version = edit(alex)
    assert version not in versions(robin)
    alex.exchange.send(tmp_path / "1.sifx", [colleague(alex)])
    robin.exchange.preview(tmp_path / "1.sifx")
    assert version not in versions(robin)
    assert robin.exchange.receive(tmp_path / "1.sifx").warnings == ()
    got = robin.context.registry.get(PACK, version)
    assert got.role_label("peer_reviewer") == "Peer reviewer"
    robin.exchange.send(tmp_path / "2.sifx", [colleague(robin)])
    alex.exchange.receive(tmp_path / "2.sifx")
    small = alex.exchange.send(tmp_path / "3.sifx", [colleague(alex)]).size
    assert small < (tmp_path / "1.sifx").stat().st_size / 3  # for Robin has it now


def test_a_version_that_is_here_is_never_replaced_and_a_faulty_one_never_put_in_place(office):
    alex, robin = office
    version = edit(alex)
    [info] = [one for one in alex.context.registry.list() if one.edited]
    files = {
        f.relative_to(info.folder).as_posix(): f.read_text() for f in info.folder.rglob("*.yaml")
    }
    before = robin.context.registry.info(PACK)
    shipped = Parcel(PACK, before.version, {**files, "words.yaml": "ruined: true"})
    assert install(robin.context, [shipped]) == ()
    assert robin.context.registry.info(PACK) == before
    [said] = install(robin.context, [Parcel(PACK, version, {**files, "words.yaml": "ruined: 1"})])
    assert "not put in place" in said and version not in versions(robin)
    [said] = install(robin.context, [Parcel(PACK, "9.9", files)])  # not what it says it is
    assert "not put in place" in said and "9.9" not in versions(robin)
    (robin.context.registry.own).parent.mkdir(exist_ok=True)
    robin.context.registry.own.write_text("a file where the folder should be")
    [said] = install(robin.context, [Parcel(PACK, version, files)])
    assert "could not be written" in said


@pytest.mark.parametrize(
    "said",
    [
        {"files": {MARK: "", "../words.yaml": ""}},
        {"files": {MARK: "", "forms/../../x.yaml": ""}},
        {"files": {MARK: "", "/etc/x.yaml": ""}},
        {"files": {MARK: "", "a\\b.yaml": ""}},
        {"files": {MARK: "", "run.exe": ""}},
        {"files": {MARK: "", "forms/deep/x.yaml": ""}},
        {"files": {MARK: 7}},
        {"files": {"words.yaml": ""}},  # would pass for a shipped one
        {"files": {MARK: ""} | {f"f{n}.yaml": "" for n in range(300)}},
        {"pack": "../x"},
        {"pack": 3},
        {"version": "1/2"},
        {"version": None},
        {"files": []},
    ],
)
def test_names_that_no_rulebook_has_are_refused(said):
    good = {"pack": "kent-2009", "version": "1.1", "files": {MARK: "", "forms/core.yaml": ""}}
    assert read_parcel(json.dumps(good).encode()).files["forms/core.yaml"] == ""
    with pytest.raises(BadFile):
        read_parcel(json.dumps(good | said).encode())


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"[" * 100_000, b'{"pack":"a"}'])
def test_what_is_no_rulebook_at_all_is_refused(raw):
    with pytest.raises(Problem):
        read_parcel(raw)
