"""Migrations build the same tables the program declares, and an older caseload is kept aside."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.models import backup, driver, keyfile, migrate
from sif_desktop.models.engine import engine_for
from sif_desktop.models.store import create_store, open_store
from sif_desktop.models.tables.log import sync_self
from tests.models.conftest import CHEAP


def tables_of(path: Path, key: bytes) -> dict[str, object]:
    """What stands in the file: columns of each table, and each index by its columns.

    The order of columns is left aside: a migration adds them at the end, and every statement of
    the program names its columns.
    """
    connection = driver.connect(path, key)
    names = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    found: dict[str, object] = {}
    for kind, name, table in connection.execute(names).fetchall():
        pragma = "table_info" if kind == "table" else "index_info"
        rows = connection.execute(f'PRAGMA {pragma}("{name}")').fetchall()
        found[f"{kind} {table} {name}"] = (
            {tuple(row[1:]) for row in rows} if kind == "table" else [row[2] for row in rows]
        )
    connection.close()
    return found


def migrated(path: Path, key: bytes) -> None:
    """A file brought from nothing to the newest migration."""
    driver.connect(path, key, create=True).close()
    migrate.upgrade(path, key)


def test_migrating_from_nothing_gives_what_the_program_declares(tmp_path):
    key = keyfile.create(tmp_path / "a.sif", "correct horse", cost=CHEAP)
    create_store(tmp_path / "new.sif", key).close()
    migrated(tmp_path / "old.sif", key)
    new, old = tables_of(tmp_path / "new.sif", key), tables_of(tmp_path / "old.sif", key)
    assert old == new


def test_the_newest_migration_is_the_one_new_caseloads_are_marked_with():
    assert migrate.known_versions()[-1] == migrate.HEAD


@pytest.fixture
def older(tmp_path, monkeypatch):
    """A caseload of this version, seen by a program whose newest migration is called 9999."""
    path = tmp_path / "Anyshire.sif"
    key = keyfile.create(path, "correct horse", cost=CHEAP)
    create_store(path, key).close()
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    for file in [*migrate.SCRIPTS.glob("*.*"), *migrate.SCRIPTS.glob("versions/0*.*")]:
        (scripts / file.relative_to(migrate.SCRIPTS)).write_text(file.read_text())
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(migrate, "HEAD", "9999")
    return path, key, scripts / "versions" / "9999_next.py"


BEFORE = migrate.HEAD
NEXT = f"""
from alembic import op
revision, down_revision = "9999", "{BEFORE}"
def upgrade():
    op.execute("ALTER TABLE provider ADD COLUMN later TEXT")
    op.execute("INSERT INTO setting VALUES ('migrated', 'yes')")
"""


def test_an_older_caseload_is_copied_and_then_upgraded(older):
    path, key, script = older
    script.write_text(NEXT)
    store = open_store(path, key)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT value FROM setting").scalar() == "yes"
        assert connection.execute(sync_self.select()).one().replica
    store.close()
    copies = backup.backups(backup.folder_of(path), path.stem)
    assert [copy.why for copy in copies] == [Why.UPGRADE]
    connection = driver.connect(copies[0].path, key)
    assert migrate.version_of(connection) == BEFORE
    connection.close()


def test_a_failing_upgrade_leaves_the_caseload_as_it_was(older):
    path, key, script = older
    script.write_text(NEXT + "    op.execute('SELECT * FROM nowhere')\n")
    before = tables_of(path, key)
    with pytest.raises(Exception, match="nowhere"):
        open_store(path, key)
    assert tables_of(path, key) == before
    engine = engine_for(path, key)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM setting").scalar() == 0
    engine.dispose()


def test_a_caseload_of_the_first_version_is_brought_up_to_date_whole(tmp_path, monkeypatch):
    key = keyfile.create(tmp_path / "new.sif", "correct horse", cost=CHEAP)
    create_store(tmp_path / "new.sif", key).close()
    path = tmp_path / "old.sif"
    shutil.copyfile(keyfile.key_path(tmp_path / "new.sif"), keyfile.key_path(path))
    driver.connect(path, key, create=True).close()
    from alembic import command

    monkeypatch.setattr(command, "upgrade", partial(upgrade_to, command.upgrade, "0001"))
    migrate.upgrade(path, key)
    monkeypatch.undo()
    connection = driver.connect(path, key)
    assert migrate.version_of(connection) == "0001"
    row = "INSERT INTO document (uid, title, x_part, x_heads, x_gone, x_rev) VALUES"
    connection.execute(f"{row} ('note', 'A note', 'team', '{{}}', 0, 0)")
    connection.close()
    migrate.bring_up_to_date(path, key)
    assert tables_of(path, key) == tables_of(tmp_path / "new.sif", key)
    connection = driver.connect(path, key)
    assert connection.execute("SELECT title, fields FROM document").fetchall() == [("A note", None)]
    connection.close()


def upgrade_to(upgrade, version, config, _head):
    upgrade(config, version)
