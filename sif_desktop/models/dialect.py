"""What SQLite and PostgreSQL say differently, in one place; all else is said once for both.

A caseload is an encrypted SQLite file with one writer at a time; the office store is a PostgreSQL
database in which many people write at once. The tables, the log and the merge are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, Text, event, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateColumn
from sqlalchemy.sql.functions import FunctionElement

from sif_desktop.models.tables.log import sync_change, sync_stream

if TYPE_CHECKING:
    from sqlalchemy import Engine

SERVER = "postgresql"
# One for all who save, kept to the end of their transaction; whoever takes in others' work needs
# it alone. The others keep two windows from indexing the same words or making the same tables.
SAVING, INDEXING, MAKING = 7_301, 7_302, 7_303
_LISTED = re.compile(r"json_each\((%s|%\(\w+\)s)\)")


def is_server(connection: Connection) -> bool:
    """Whether others may be writing in the same store at this moment."""
    return connection.dialect.name == SERVER


# -- statements -----------------------------------------------------------------------------------


def insert_new(connection: Connection, table: Table) -> Any:
    """An insert that leaves a row alone whose key is there already."""
    return _insert(connection.dialect.name)(table).on_conflict_do_nothing()


def insert_or_set(connection: Connection, table: Table, names: Iterable[str]) -> Any:
    """An insert that sets these columns where the key is there already."""
    fresh = _insert(connection.dialect.name)(table)
    return fresh.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: fresh.excluded[name] for name in names},
    )


@cache
def _insert(dialect: str) -> Any:
    if dialect == SERVER:
        from sqlalchemy.dialects.postgresql import insert as on_server

        return on_server
    from sqlalchemy.dialects.sqlite import insert as in_file

    return in_file


class json_text(FunctionElement[str]):  # noqa: N801 - it reads as a function of the database
    """`json_text(column, "name")`: what an object of JSON kept as text says under this name."""

    type = Text()
    inherit_cache = True


@compiles(json_text)
def _in_file(element: Any, compiler: Any, **how: Any) -> str:
    column, name = element.clauses
    return f"json_extract({compiler.process(column, **how)}, '$.{name.value}')"


@compiles(json_text, SERVER)
def _on_server(element: Any, compiler: Any, **how: Any) -> str:
    column, name = element.clauses
    return f"(CAST({compiler.process(column, **how)} AS json) ->> '{name.value}')"


@lru_cache(maxsize=500)
def spoken(statement: str) -> str:
    """A text written for SQLite's driver, as PostgreSQL's reads it."""
    return statement.replace("%", "%%").replace("?", "%s")


_TYPES = (("BLOB", "BYTEA"), ("INTEGER", "BIGINT"), ("TEXT", 'TEXT COLLATE "C"'))


def ddl(statement: str) -> str:
    """What a migration says of tables, as PostgreSQL reads it."""
    for ours, theirs in _TYPES:
        statement = re.sub(rf"\b{ours}\b", theirs, statement)
    return statement


def order_as_in_file(engine: Engine) -> None:
    """Rows with nothing in a field come where SQLite puts them: before all others."""
    plain = engine.dialect.statement_compiler

    class Compiler(plain):  # type: ignore[misc, valid-type]
        def order_by_clause(self, select: Any, **how: Any) -> str:
            made = [self.process(one, **how) for one in select._order_by_clauses]
            named = (f"{one} NULLS {'LAST' if one.endswith(' DESC') else 'FIRST'}" for one in made)
            return f" ORDER BY {', '.join(named)}" if made else ""

    engine.dialect.statement_compiler = Compiler


def translate(engine: Engine) -> None:
    """Let the driver's own texts (`exec_driver_sql`) be said to the server too."""

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _speak(  # type: ignore[no-untyped-def]
        _connection, _cursor, statement, parameters, context, _many
    ):
        if context is not None and context.compiled is None:
            statement = spoken(statement)
        if "json_each(" in statement:
            statement = _LISTED.sub(r"json_array_elements_text(CAST(\1 AS json))", statement)
        return statement, parameters


# -- locks -----------------------------------------------------------------------------------------


def lock_streams(connection: Connection, replica: str, parts: Sequence[str]) -> None:
    """Keep others from writing in these partitions until this transaction ends.

    What is read afterwards is what a save stands on. The file has one writer anyway.
    """
    for part in sorted(parts):
        mine = (sync_stream.c.replica == replica) & (sync_stream.c.part == part)
        held = select(sync_stream.c.id).where(mine).with_for_update()
        if connection.execute(held).first() is None:
            begin_stream(connection, replica, part)
            connection.execute(held)


def begin_stream(connection: Connection, replica: str, part: str) -> None:
    """Make the stream unless somebody else just did."""
    new = {"replica": replica, "part": part, "seq": 0, "digest": b""}
    connection.execute(insert_new(connection, sync_stream), [new])


def lock_saving(connection: Connection, *, alone: bool) -> None:
    """Many may save at once; one who takes in others' work does so while nobody saves."""
    shared = "" if alone else "_shared"
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock{shared}({SAVING})")


def lock_index(connection: Connection) -> None:
    if is_server(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({INDEXING})")


def lock_making(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MAKING})")


# -- what others saved meanwhile -------------------------------------------------------------------


def moment_of(connection: Connection) -> str:
    """What everybody has saved by now, for `saved_since`; of a server only."""
    now: str = connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one()
    return now


def saved_since(connection: Connection, uid: str, moment: str, person: str) -> set[str]:
    """The operations ("replica:seq") on this row that others than `person` saved or brought in
    since the moment; of a server only. A change is as old as the transaction that wrote it."""
    found = connection.exec_driver_sql(
        """
        SELECT stream.replica || ':' || op.seq FROM sync_op op
        JOIN sync_change change ON change.stream = op.stream AND change.seq = op.seq
        JOIN sync_stream stream ON stream.id = op.stream
        WHERE op."row" = ? AND op.kind NOT IN ('e', 'x') AND change.author <> ?
        AND NOT pg_visible_in_snapshot(change.xmin::text::xid8, CAST(? AS pg_snapshot))
        """,
        (uid, person, moment),
    )
    return set(found.scalars())


def are_by(
    connection: Connection, person: str, replica: str, part: str, numbers: Sequence[int]
) -> bool:
    """Whether this person made all of these changes."""
    stream = sync_stream.join(sync_change, sync_change.c.stream == sync_stream.c.id)
    theirs = (
        select(sync_change.c.seq)
        .select_from(stream)
        .where(sync_stream.c.replica == replica, sync_stream.c.part == part)
        .where(sync_change.c.seq.in_(numbers), sync_change.c.author != person)
    )
    return connection.execute(theirs.limit(1)).first() is None


# -- tables ----------------------------------------------------------------------------------------


@compiles(CreateColumn, SERVER)
def _by_code_point(element: Any, compiler: Any, **how: Any) -> str:
    """Text is ordered as SQLite and the log's digests order it, whatever the server's language."""
    made: str = compiler.visit_create_column(element, **how)
    return made.replace(" TEXT", ' TEXT COLLATE "C"', 1)


def add_entry_order(connection: Connection, tables: Iterable[Table]) -> None:
    """SQLite numbers the rows of every table as they are entered; so does the server then."""
    for table in tables:
        connection.exec_driver_sql(
            f'ALTER TABLE "{table.name}" ADD COLUMN rowid BIGINT GENERATED ALWAYS AS IDENTITY'
        )


def newest_first_in_log() -> Any:
    """The index by which a server's clock goes on after everybody's newest change."""
    return text("CREATE INDEX ix_sync_change_hlc ON sync_change (hlc DESC NULLS LAST)")
