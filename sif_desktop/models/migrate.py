"""Bringing an older caseload up to date, safely.

The file is copied first, the upgrade runs in one transaction, and a caseload made by a newer
program is refused rather than guessed at. Alembic is loaded only when there is something to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from sif_desktop.domain.errors import Problem
from sif_desktop.models import driver
from sif_desktop.models.base import metadata
from sif_desktop.models.engine import engine_for

HEAD = "0006"
SCRIPTS = Path(__file__).parent / "migrations"

SEARCH_TABLE = """
CREATE VIRTUAL TABLE search USING fts5(
    title, body, tbl UNINDEXED, row UNINDEXED, provider UNINDEXED, visit UNINDEXED,
    tokenize = 'porter unicode61 remove_diacritics 2'
)
"""


class NewerStore(Problem):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The caseload {path.name} was made by a newer version of SIF Desktop.",
            "Nothing was changed. Install the newer version and open it with that.",
        )


def create_tables(connection: Connection) -> None:
    """All tables of a new caseload, marked as up to date."""
    from sif_desktop.models import tables

    assert tables.__all__, "the metadata is complete only with every area imported"
    metadata.create_all(connection)
    connection.exec_driver_sql(SEARCH_TABLE)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{HEAD}')")


def version_of(connection: Any) -> str:
    """The migration a caseload stands at; empty if it has none."""
    tables = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.execute(tables).fetchone() is None:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def known_versions() -> list[str]:
    """The migrations this program knows, oldest first."""
    return sorted(path.name.split("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*.py"))


def bring_up_to_date(path: Path, key: bytes) -> None:
    connection = driver.connect(path, key)
    try:
        version = version_of(connection)
        if version == HEAD:
            return
        if version and version not in known_versions():
            raise NewerStore(path)
        if not version:
            raise driver.DamagedStore(path, "it has no version")
        copy_aside(connection, path, key, version)
    finally:
        connection.close()
    upgrade(path, key)


def copy_aside(connection: Any, path: Path, key: bytes, version: str) -> Path:
    """A whole, encrypted copy of the caseload beside it, made before an upgrade."""
    target = path.with_name(f"{path.name}.before-{HEAD}-from-{version}")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    copy = driver.connect(part, key, create=True)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    part.replace(target)
    return target


def upgrade(path: Path, key: bytes) -> None:
    """Run every migration the file has not had, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    engine = engine_for(path, key)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
