"""One practice caseload for all that only read it, because making one takes seconds."""

import json
from dataclasses import dataclass

import pytest

from sif_desktop.cli import main
from sif_desktop.services.practice import PASSPHRASE

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


@pytest.fixture(scope="session")
def practice(tmp_path_factory):
    store = tmp_path_factory.mktemp("practice") / "practice.sif"
    assert main(["practice", str(store), "--today", DAY]) == 0
    return store


@pytest.fixture
def empty(tmp_path, sif):
    """A caseload with nobody's schools in it."""
    store = tmp_path / "anyshire.sif"
    made = sif("new", store, "--officer", "Kim Rowe", "--pack", "england-2026")
    assert made.code == 0, made.err
    return store
