"""SQLAlchemy over the encrypted driver: transactions begin where they are said to begin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Delete, Engine, Insert, Table, Update, create_engine, event
from sqlalchemy.pool import QueuePool

from sif_desktop.models import driver
from sif_desktop.models.base import is_synced


def engine_for(path: Path, key: bytes) -> Engine:
    """A pool of connections to the encrypted file, each opened with the one raw key."""
    import sqlcipher3.dbapi2 as module

    engine = create_engine(
        "sqlite://",
        module=module,
        creator=lambda: driver.connect(path, key),
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=5,
        hide_parameters=True,  # an error's text would quote the record
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver's own way would leave a failed migration half done.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "before_execute", refuse_unlogged)
    return engine


def refuse_unlogged(connection: Connection, statement: Any, *_: Any) -> None:
    """An engine listener: a synced table is written by an action or not at all."""
    if isinstance(statement, Insert | Update | Delete):
        table = statement.table
        if (
            isinstance(table, Table)
            and is_synced(table)
            and not connection.get_execution_options().get("in_action")
        ):
            raise RuntimeError(f"{table.name} may only be written by an action")
