"""No secret and no word of a record reaches the log, the terminal or a sentence on the screen, also
when the step it was given for fails."""

from __future__ import annotations

import logging
import re
from datetime import date
from pathlib import Path

import pytest

from sif_desktop import cli, logs, paths
from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import driver, keyfile
from sif_desktop.models.tables.log import sync_key
from sif_desktop.services import caseload, recovery
from sif_desktop.services import office as office_store
from sif_desktop.services.sending import ToSend
from sif_desktop.sync import roster
from sif_desktop.sync.keys import own_keys
from tests.services.test_exchange import SECRET, befriend, begin, colleague, office  # noqa: F401

WRONG = "a wrong passphrase of mine"
BUNDLE = "acorn amber anchor apple arrow autumn badge basket"
CODE = "KQ7M-XW3R-9TPB-ZD4H"
PASSWORD = "Pa55word-of-the-office"
SCHOOL = "Oakfield"


class Everything(logging.Handler):
    """Keeps every record of every logger, with what a careless formatter would print."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(logging.Formatter("%(message)s").format(record))


@pytest.fixture
def heard(tmp_path, capfd):
    """`heard()`: all that was written to the log file, to any logger and to the terminal."""
    file, everything = tmp_path / "log" / "sif.log", Everything()
    program, root = logging.getLogger("sif_desktop"), logging.getLogger()
    before = (program.handlers[:], program.level, program.propagate, root.level)
    logs.start(file)
    program.propagate = True
    root.addHandler(everything)
    root.setLevel(logging.DEBUG)

    def all_of_it() -> str:
        told = capfd.readouterr()
        return "\n".join([file.read_text(), *everything.said, told.out, told.err])

    yield all_of_it
    root.removeHandler(everything)
    program.handlers[0].close()
    program.handlers, program.level, program.propagate, root.level = before


def secrets_of(opened) -> dict[str, str]:
    """Whatever of this caseload must never be told, in the ways it could be written."""
    keys = own_keys(opened.services.context.store)
    with opened.services.context.store.read() as connection:
        row = connection.execute(sync_key.select()).one()
    return {
        "data key": opened.key.hex(),
        "data key, as bytes": repr(opened.key)[2:-1],
        "signing key": row.sign_secret.hex(),
        "age key": str(keys.age),
        "team secret": row.team_secret.hex() if row.team_secret else "no team",
    }


def refused(work) -> Exception:
    with pytest.raises(Exception) as told:
        work()
    error = told.value
    assert isinstance(error, Problem), repr(error)
    logging.getLogger("sif_desktop").error("a step failed\n%s", logs.where_it_arose(error))
    logging.getLogger("sif_desktop").error("a step failed", exc_info=error)
    return error


def test_no_secret_is_told_by_a_step_that_fails(office, tmp_path, heard, monkeypatch):  # noqa: F811
    alex, robin = office
    befriend(alex.services, robin.services)
    begin(alex.services)
    team = roster.begin_team(alex.services.context.store, ())
    registry, today = Registry(paths.frameworks()), lambda: date(2026, 11, 20)
    by_words, plain = tmp_path / "w.sifx", tmp_path / "p.sifx"
    alex.services.exchange.send(by_words, passphrase=BUNDLE)
    alex.services.exchange.send(plain, [colleague(alex.services)])
    plain.write_bytes(plain.read_bytes()[:-5])
    made = alex.services.backups.make()
    secrets = secrets_of(alex) | secrets_of(robin)
    secrets |= {"team": team.team_secret, "recovery key": team.recovery_secret}
    secrets |= {"passphrase": SECRET, "wrong one": WRONG, "words": BUNDLE, "wrong words": "axe bee"}
    secrets |= {"code": CODE, "password": PASSWORD, "school": SCHOOL}
    made.path.write_bytes(made.path.read_bytes()[:9000])
    address = f"postgresql://kim:{PASSWORD}@127.0.0.1:1/sif"
    steps = {
        "unlock": lambda: caseload.unlock(alex.path, WRONG, registry, today),
        "by code": lambda: caseload.unlock(alex.path, CODE, registry, today, by_code=True),
        "change": lambda: caseload.change_passphrase(alex, WRONG, SECRET),
        "weak": lambda: caseload.change_passphrase(alex, SECRET, "aaaaaaaaaaa"),
        "key file": lambda: recovery.key_file_back(alex.path, WRONG),
        "back up": lambda: recovery.back_up(alex.path, WRONG, tmp_path / "x.sif"),
        "restore": lambda: alex.services.backups.restore(made, tmp_path / "r.sif"),
        "wrong words": lambda: robin.services.exchange.preview(by_words, passphrase="axe bee"),
        "cut": lambda: robin.services.exchange.receive(plain),
        "no room": lambda: alex.services.exchange.send(tmp_path / "no" / "x", passphrase=BUNDLE),
        "team": lambda: roster.take_up(robin.services.context.store, team.team_secret),
        "address": lambda: office_store.unlock(address, "", PASSWORD, registry, today),
        "office": lambda: office_store.unlock(
            address.replace(f":{PASSWORD}", ""), "", PASSWORD, registry, today
        ),
        "damaged": lambda: driver.connect(made.path, alex.key),
    }
    told = {name: refused(step) for name, step in steps.items()}
    everything = heard() + "\n".join(f"{error} {error.args!r}" for error in told.values())
    assert len(re.findall("a step failed", everything)) >= 2 * len(steps), "the log was heard"
    assert [name for name, secret in secrets.items() if secret in everything] == []


def test_a_fault_of_the_program_tells_no_word_of_a_record(office, heard):  # noqa: F811
    """The driver's own words quote what was to be written."""
    store = office[0].services.context.store

    def fails() -> None:
        with store.read() as connection:
            connection.exec_driver_sql("SELECT no_such_column, ?", (f"{SCHOOL} was absent",))

    with pytest.raises(Exception, match="no_such_column") as told:
        fails()
    logging.getLogger("sif_desktop").error("a fault", exc_info=told.value)
    details = logs.where_it_arose(told.value)
    assert "OperationalError" in details and "test_secrets.py" in details
    told_of = heard() + details
    assert SCHOOL not in told_of + str(told.value)
    assert str(Path(logs.__file__).parent) not in told_of, "a folder is named for who is logged in"


def test_the_command_line_tells_where_a_fault_arose_and_no_word_of_a_record(
    office,  # noqa: F811
    heard,
    monkeypatch,
):
    path = office[0].path
    office[0].close()
    monkeypatch.setenv("SIF_PASSPHRASE", SECRET)

    def fails(*_given, **_more):
        raise ValueError(f"{SCHOOL} was absent, {SECRET}")

    monkeypatch.setattr("sif_desktop.services.schools.SchoolService.rows", fails)
    assert cli.main(["list", "providers", "--from", str(path)]) == 1
    said = heard()
    assert "fault of its own" in said and "ValueError" in said
    assert SCHOOL not in said and SECRET not in said and "Traceback" not in said


def test_what_holds_secrets_shows_none_of_them_when_printed(office):  # noqa: F811
    alex = office[0]
    secrets = secrets_of(alex)
    held = (
        *(alex, alex.services, alex.services.context.store, alex.services.exchange),
        own_keys(alex.services.context.store),
        caseload.NewCaseload(alex.path, "Kim", "england-2026", SECRET, recovery_code=CODE),
        office_store.NewOffice("postgresql://x/y", "kim", PASSWORD, "Kim", "england-2026"),
        ToSend(alex.path, words=BUNDLE),
        alex.services.exchange.send(alex.path.with_name("x.sifx"), passphrase=BUNDLE),
        roster.NewTeam("team secret", "recovery secret"),
    )
    said = "".join(map(repr, held))
    never = (*secrets.values(), SECRET, CODE, PASSWORD, BUNDLE, "team secret", "recovery secret")
    assert [secret for secret in never if secret in said] == []


def test_the_settings_and_the_marks_outside_a_caseload_hold_no_secret(office):  # noqa: F811
    alex = office[0]
    secrets = {s.encode() for s in (*secrets_of(alex).values(), SECRET)}
    for folder in (paths.marks(), paths.settings_file().parent, paths.log_file().parent):
        for file in folder.rglob("*") if folder.exists() else ():
            if file.is_file():
                content = file.read_bytes()
                assert not [s for s in secrets if s in content], file
    raw = Path(f"{alex.path}.key").read_bytes()
    assert alex.key not in raw and alex.key.hex().encode() not in raw
    assert keyfile.unlock(alex.path, SECRET) == alex.key
