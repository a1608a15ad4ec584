"""The tables of an office store: made in an empty database, and brought up to date in an older one.

What is everybody's lies in `public` and is altered once, by whoever owns it; what is one login's
own lies in that login's schema and follows when the login opens the store next. The migrations are
the caseload's own, said to the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, Table, insert

from sif_desktop.models import dialect, migrate, search_server
from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.ids import new_replica
from sif_desktop.models.store import now
from sif_desktop.models.tables.log import action, draft, setting, sync_self

PERSONAL = (draft, setting, action)
FIRST = "0007"  # the version the first office stores were made at; schemas of then bear none
_SUBJECT = re.compile(
    r"\s*(?:CREATE TABLE|ALTER TABLE|DROP TABLE|INSERT INTO|UPDATE|DELETE FROM"
    r"|CREATE (?:UNIQUE )?INDEX \w+ ON)\s+\"?(\w+)"
)
# Who may connect is the server's to say; whoever may, works in all of it.
_RIGHTS = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO PUBLIC",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO PUBLIC",
)
_OWN_SCHEMAS = (
    "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO PUBLIC',"
    " current_database()); END $$"
)


def version_of(connection: Connection) -> str | None:
    """The migration the store stands at; None where there is no office store."""
    return _mark(connection, "public")


def make(connection: Connection) -> None:
    """All that is everybody's, marked as up to date."""
    migrate.know_tables()
    public = connection.execution_options(schema_translate_map={None: "public"})
    metadata.create_all(public, tables=_shared())
    connection.execution_options(schema_translate_map={})
    dialect.add_entry_order(connection, filter(is_synced, _shared()))
    connection.execute(dialect.newest_first_in_log())
    for statement in search_server.TABLE:
        connection.exec_driver_sql(statement)
    migrate.mark_as_new(connection)
    for statement in (*_RIGHTS, _OWN_SCHEMAS):
        connection.exec_driver_sql(statement)
    row = {"id": 1, "replica": new_replica(), "created_at": now(), "practice": 0}
    connection.execute(insert(sync_self), [row])


def bring_up_to_date(connection: Connection) -> bool:
    """Upgrade what is everybody's while nobody saves; False where somebody just did."""
    migrate.know_tables()
    dialect.lock_saving(connection, alone=True)
    version = version_of(connection)
    assert version is not None, "the caller has looked"
    if version == migrate.HEAD:
        return False
    connection.exec_driver_sql("SET LOCAL search_path TO public")
    for statement in _since(version, personal=False):
        connection.exec_driver_sql(dialect.ddl(statement))
    fresh = [
        table for table in _shared() if is_synced(table) and not _is_numbered(connection, table)
    ]
    dialect.add_entry_order(connection, fresh)
    for statement in _RIGHTS:
        connection.exec_driver_sql(statement)
    newest = "UPDATE public.alembic_version SET version_num = ?"
    connection.exec_driver_sql(newest, (migrate.HEAD,))
    migrate.show_what_is_known_now(connection)
    return True


def make_personal(connection: Connection, user: str) -> None:
    """What is this login's own, made at its first opening and upgraded at later ones."""
    if _mark(connection, user) == migrate.HEAD:
        return
    dialect.lock_making(connection)  # another window of this login may be at it
    version = _mark(connection, user)
    if version == migrate.HEAD:
        return
    if not _has(connection, user, action.name):
        connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS AUTHORIZATION CURRENT_USER")
        own = connection.execution_options(schema_translate_map={None: user})
        metadata.create_all(own, tables=list(PERSONAL))
        connection.execution_options(schema_translate_map={})
    else:
        for statement in _since(version or FIRST, personal=True):
            connection.exec_driver_sql(dialect.ddl(statement))
    if version is None:
        migrate.mark_as_new(connection, f'"{user}".')
    else:
        newest = f'UPDATE "{user}".alembic_version SET version_num = ?'
        connection.exec_driver_sql(newest, (migrate.HEAD,))


def _shared() -> list[Table]:
    return [table for table in metadata.sorted_tables if table not in PERSONAL]


def _since(version: str, *, personal: bool) -> Iterator[str]:
    """What the migrations after this one say about the tables of the one kind or the other."""
    own = {table.name for table in PERSONAL}
    for statement in migrate.statements_after(version):
        found = _SUBJECT.match(statement)
        assert found is not None, "a migration that an office store cannot follow"
        if (found[1] in own) == personal:
            yield statement


def _has(connection: Connection, schema: str, table: str) -> bool:
    query = "SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = ?"
    return connection.exec_driver_sql(query, (schema, table)).first() is not None


def _mark(connection: Connection, schema: str) -> str | None:
    if not _has(connection, schema, "alembic_version"):
        return None
    query = f'SELECT version_num FROM "{schema}".alembic_version'
    return str(connection.exec_driver_sql(query).scalar())


def _is_numbered(connection: Connection, table: Table) -> bool:
    query = (
        "SELECT 1 FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = ? AND column_name = 'rowid'"
    )
    return connection.exec_driver_sql(query, (table.name,)).first() is not None
