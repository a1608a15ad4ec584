"""Bringing an older caseload up to date, safely.

A backup is made first, the upgrade runs in one transaction, and a caseload made by a newer
program is refused rather than guessed at. Alembic is loaded only when there is something to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import dialect as sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup, driver
from sif_desktop.models.base import metadata
from sif_desktop.models.engine import engine_for

HEAD = "0009"
SCRIPTS = Path(__file__).parent / "migrations"

_DIALECT = sqlite()
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


def know_tables() -> None:
    from sif_desktop.models import tables

    assert tables.__all__, "the metadata is complete only with every area imported"


def create_tables(connection: Connection) -> None:
    """All tables of a new caseload, marked as up to date."""
    know_tables()
    for statement in _tables():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(SEARCH_TABLE)
    mark_as_new(connection)


@cache
def _tables() -> tuple[str, ...]:
    """What makes every table and index, put into words once."""
    said: list[str] = []
    for table in metadata.sorted_tables:
        said.append(str(CreateTable(table).compile(dialect=_DIALECT)))
        made = sorted(table.indexes, key=lambda index: str(index.name))
        said += [str(CreateIndex(index).compile(dialect=_DIALECT)) for index in made]
    return tuple(said)


def mark_as_new(connection: Connection, schema: str = "") -> None:
    connection.exec_driver_sql(
        f"CREATE TABLE {schema}alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO {schema}alembic_version VALUES ('{HEAD}')")


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


def statements_after(version: str) -> Iterator[str]:
    """What the migrations after this one say, in their order."""
    for path in sorted((SCRIPTS / "versions").glob("[0-9]*.sql")):
        if path.name.split("_")[0] > version:
            yield from path.read_text(encoding="utf-8").split("\n;\n")


def bring_up_to_date(path: Path, key: bytes, *, keep_older: bool = True) -> None:
    """Upgrade an older caseload, after a backup of it; a copy of one (`keep_older=False`) is its
    own backup. Raises Problem where that cannot be made, and upgrades nothing then."""
    connection = driver.connect(path, key)
    try:
        version = version_of(connection)
        if version == HEAD:
            return
        if version and version not in known_versions():
            raise NewerStore(path)
        if not version:
            raise driver.DamagedStore(path, "it has no version")
    finally:
        connection.close()
    if keep_older:
        backup.make(path, key, Why.UPGRADE)
    upgrade(path, key)


def show_what_is_known_now(connection: Connection) -> None:
    """Others' work in the log may name fields and records that only this version knows."""
    from sqlalchemy import select

    from sif_desktop.models.erase import erase_what_waits
    from sif_desktop.models.recompute import recompute
    from sif_desktop.models.tables.log import sync_op, sync_self, sync_stream

    mine = connection.execute(select(sync_self.c.replica)).scalar()
    joined = sync_op.join(sync_stream, sync_stream.c.id == sync_op.c.stream)
    query = select(sync_op.c.row).select_from(joined).where(sync_stream.c.replica != mine)
    rows = connection.execute(query.distinct()).scalars().all()
    if rows:
        in_action = connection.execution_options(in_action=True)
        recompute(in_action, rows)
        erase_what_waits(in_action)


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
            show_what_is_known_now(connection)
    finally:
        engine.dispose()
