"""An office store made by an older program is brought up to date once, for everybody."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import drafts, migrate
from sif_desktop.models.changes import TEAM
from sif_desktop.models.office import create_office, open_office, upgrade_office
from sif_desktop.models.server_tables import FIRST
from sif_desktop.models.tables.providers import provider
from tests.office.conftest import PACK, VERSION
from tests.office_server import COLLEAGUE, OFFICER
from tests.sync.replicas import check

_COLUMNS = """
SELECT table_schema, table_name, column_name, is_nullable, collation_name,
       replace(data_type, 'integer', 'bigint'), is_identity
  FROM information_schema.columns WHERE table_schema IN ('public', 'kim', 'lee')
"""
_INDEXES = """
SELECT schemaname, tablename, indexdef FROM pg_indexes
 WHERE schemaname IN ('public', 'kim', 'lee')
"""
NEXT = """ALTER TABLE provider ADD COLUMN later TEXT
;
ALTER TABLE draft ADD COLUMN later TEXT
;
CREATE TABLE later (uid TEXT NOT NULL, size INTEGER, bytes BLOB, PRIMARY KEY (uid))
;
CREATE INDEX ix_later_size ON later (size) WHERE size > 0
"""


@pytest.fixture(scope="module")
def worked_in(server):
    """An office store of this version, in which two people have worked."""
    address = server.database()
    said = {"pack": PACK, "version": VERSION, "name": "Anyshire"}
    kim = create_office(address, OFFICER, officer_name="Kim Rowe", **said)
    with kim.action("Added") as act:
        act.create(provider, TEAM, "a" * 32, name="Oakfield", urn="100001")
    lee = open_office(address, COLLEAGUE)
    drafts.save(lee, "provider", "a" * 32, "note", "Half a thou")
    kim.engine.dispose()
    lee.engine.dispose()
    return address


@pytest.fixture
def new(server, worked_in):
    """The same, for one test."""
    return server.database(worked_in.database)


@pytest.fixture
def old(server, new):
    """The same as the first version that was on a server left it."""
    for statement in reversed(list(migrate.statements_after(FIRST))):
        if found := re.match(r'\s*CREATE TABLE "?(\w+)', statement):
            server.run(f"DROP TABLE public.{found[1]} CASCADE", new.database)
        elif found := re.match(r'\s*ALTER TABLE "?(\w+)"? ADD COLUMN "?(\w+)', statement):
            server.run(f"ALTER TABLE {found[1]} DROP COLUMN {found[2]}", new.database)
    server.run(f"UPDATE public.alembic_version SET version_num = '{FIRST}'", new.database)
    for login in (OFFICER, COLLEAGUE):  # which bore no version then
        server.run(f"DROP TABLE {login.user}.alembic_version", new.database)
    return new


def shape(server, address) -> tuple[set, set]:
    with psycopg.connect(**server.login(address.database)) as one:
        return tuple(set(one.execute(query).fetchall()) for query in (_COLUMNS, _INDEXES))


def test_one_of_the_first_version_gets_the_tables_of_a_new_one_and_keeps_what_it_holds(
    server, old, address
):
    with pytest.raises(Problem, match="an older version") as raised:
        open_office(old, OFFICER)
    assert "sif office" in raised.value.hint
    with pytest.raises(Problem, match="may not do that"):
        upgrade_office(old, COLLEAGUE)
    ready = threading.Barrier(2)

    def upgrade():
        ready.wait(10)
        return upgrade_office(old, OFFICER)

    with ThreadPoolExecutor(2) as pool:  # two at once: one does it, the other finds it done
        found = [done.result(60) for done in [pool.submit(upgrade) for _ in range(2)]]
    assert sorted(found) == [False, True]
    kim, lee = open_office(old, OFFICER), open_office(old, COLLEAGUE)
    open_office(address, COLLEAGUE).close()
    assert shape(server, old) == shape(server, address)
    with lee.action("Renamed") as act:
        act.update(provider, "a" * 32, town="Anytown")
    with lee.read() as connection:
        row = connection.execute(select(provider)).one()
        assert drafts.of_row(connection, "provider", "a" * 32) == {"note": "Half a thou"}
    assert (row.name, row.town) == ("Oakfield", "Anytown")
    check(kim)
    kim.close()
    lee.close()


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """The program of the day after tomorrow, with one migration more."""
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    for file in migrate.SCRIPTS.glob("versions/0*.*"):
        (versions / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (versions / "9998_next.sql").write_text(NEXT, encoding="utf-8")
    (versions / "9998_next.py").touch()

    def install():
        monkeypatch.setattr(migrate, "SCRIPTS", tmp_path / "migrations")
        monkeypatch.setattr(migrate, "HEAD", "9998")

    yield install
    monkeypatch.undo()


def test_what_is_each_logins_own_follows_when_they_open_it_and_open_windows_are_told(
    server, new, next_version, monkeypatch
):
    window = open_office(new, COLLEAGUE)
    before = shape(server, new)[0]
    next_version()
    assert upgrade_office(new, OFFICER) is True
    monkeypatch.undo()  # the window is still of the older program
    with (
        pytest.raises(Problem, match="a newer version than this program"),
        window.action("Renamed") as act,
    ):
        act.update(provider, "a" * 32, name="Lost")
    with pytest.raises(Problem, match="a newer version than this program"):
        open_office(new, OFFICER)
    next_version()
    for login in (OFFICER, COLLEAGUE):
        open_office(new, login).engine.dispose()
    added = {(row[0], row[1], row[2]) for row in shape(server, new)[0] - before}
    assert added == {
        ("public", "provider", "later"), ("kim", "draft", "later"), ("lee", "draft", "later"),
        *(("public", "later", name) for name in ("uid", "size", "bytes")),
    }  # fmt: skip
    with window.read() as connection:
        assert connection.execute(select(provider.c.name)).scalar() == "Oakfield"
    window.engine.dispose()
