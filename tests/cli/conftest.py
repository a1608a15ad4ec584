"""One practice caseload for all that only read it, because making one takes seconds."""

import json
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO

import pytest

from sif_desktop.cli import main
from sif_desktop.services import caseload
from sif_desktop.services.practice import PASSPHRASE
from tests.caseloads import CHEAP

DAY = "2026-11-20"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def refused(said):
    """Exit code 1, nothing on stdout, one line on stderr without a traceback."""
    return (
        said.code == 1
        and not said.out
        and said.err.count("\n") == 1
        and said.err.rstrip().endswith(".")
    )


@pytest.fixture
def sif(capsys, monkeypatch):
    """`sif("list", "visits", …)` in this process, the practice passphrase in the environment."""
    monkeypatch.setenv("SIF_PASSPHRASE", PASSPHRASE)

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:  # how argparse ends on wrong usage and on --help
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture(scope="session", autouse=True)
def cheap_keys():
    """A new caseload's key is quickly derived here; what it costs for real is seen elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(caseload.create.__kwdefaults__, "cost", CHEAP)
        yield


@pytest.fixture(scope="session")
def practice_said(tmp_path_factory):
    """Where it was made, and what the command said."""
    store = tmp_path_factory.mktemp("practice") / "practice.sif"
    with redirect_stdout(StringIO()) as out:
        assert main(["practice", str(store), "--today", DAY, "--json"]) == 0
    return store, json.loads(out.getvalue())


@pytest.fixture(scope="session")
def practice(practice_said):
    return practice_said[0]


@pytest.fixture
def empty(tmp_path, sif):
    """A caseload with nobody's schools in it."""
    store = tmp_path / "anyshire.sif"
    made = sif("new", store, "--officer", "Kim Rowe", "--pack", "england-2026")
    assert made.code == 0, made.err
    return store
