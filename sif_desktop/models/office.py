"""The office store: the same tables and the same log in a PostgreSQL database that many people
write in at once, opened by address.

It is one replica; the author of each change tells who. What belongs to one person only (typing,
choices, what can be undone) lies in a schema of that person's own, which the server's search path
finds first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError, OperationalError

from sif_desktop.domain.errors import Problem
from sif_desktop.models import dialect, migrate, server_tables
from sif_desktop.models.changes import TEAM
from sif_desktop.models.engine import refuse_unlogged
from sif_desktop.models.erase import forget_erased
from sif_desktop.models.ids import new_uid
from sif_desktop.models.on_screen import OnScreen
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import action, setting
from sif_desktop.models.tables.people import authority, officer

SCHEME = "postgresql://"
PORT = 5432
_PERSON = "office.person"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_NAME = re.compile(r"[\w.\-]+")
_STANDING = "SELECT version_num, replica FROM public.alembic_version, public.sync_self"
# What of an address libpq may be told; anything else in it is a mistake or an attempt.
_SSL = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an office store is, without anything secret: it may be shown and remembered."""

    host: str
    database: str
    port: int = PORT
    ssl: str = ""

    def __str__(self) -> str:
        port = "" if self.port == PORT else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        ssl = f"?sslmode={self.ssl}" if self.ssl else ""
        return f"{SCHEME}{host}{port}/{self.database}{ssl}"


@dataclass(frozen=True, slots=True)
class Login:
    """Who opens it; the password is never part of a message or a log."""

    user: str
    password: str = field(repr=False)


def is_address(text: str) -> bool:
    return text.startswith((SCHEME, "postgres://"))


def address_of(text: str) -> tuple[Address, str]:
    """The address in `postgresql://[user@]host[:port]/database[?sslmode=…]`, and the user.

    Raises Problem for anything else, and for a password in it, which would stay in histories.
    """
    wrong = Problem(
        "That is not the address of an office store.",
        "It looks like postgresql://server.example/sif; the office knows yours.",
    )
    try:
        parts = urlsplit(text.strip())
        host, port, secret = parts.hostname or "", parts.port or PORT, parts.password
        asked = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise wrong from None
    if secret is not None:
        raise Problem(
            "Leave the password out of the address, where others could read it.",
            "It is asked for, or taken from SIF_PASSPHRASE or --passphrase-file.",
        )
    database, ssl = unquote(parts.path.lstrip("/")), asked.pop("sslmode", [""])[-1]
    named = _NAME.fullmatch(database) and re.fullmatch(r"[\w.\-:]+", host)
    if not is_address(text.strip()) or not named or asked or (ssl and ssl not in _SSL):
        raise wrong
    return Address(host, database, port, ssl), unquote(parts.username or "")


def engine_for(address: Address, login: Login) -> Engine:
    """A pool of connections to the server; neither the password nor a record is in its errors."""
    import psycopg

    # Over a network nothing goes in the clear unless the address says so.
    ssl = address.ssl or ("prefer" if address.host in _LOOPBACK else "require")

    def connect() -> Any:
        return psycopg.connect(
            host=address.host,
            port=address.port,
            dbname=address.database,
            user=login.user,
            password=login.password,
            sslmode=ssl,
            connect_timeout=10,
            application_name="SIF Desktop",
            options='-c search_path="$user",public -c lock_timeout=30s -c timezone=UTC',
        )

    made = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_size=3,
        max_overflow=12,
        pool_pre_ping=True,
        hide_parameters=True,
    )

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        how = connection.get_execution_options()
        if how.get("in_action"):
            dialect.lock_saving(connection, alone=bool(how.get("alone")))

    event.listen(made, "before_execute", refuse_unlogged)
    dialect.translate(made)
    dialect.order_as_in_file(made)
    return made


class OfficeStore(Store):
    """One window's hold on the office store. Make it with `create_office` or `open_office`."""

    on_server = True

    def __init__(self, address: Address, login: Login) -> None:
        self.address = address
        self._user = login.user
        self.path, self.key = Path(address.database), b""
        self._begin(engine_for(address, login), nullcontext())

    @contextmanager
    def read(self) -> Iterator[Connection]:
        steady = "REPEATABLE READ"  # one view, however many statements; nothing waits for it
        with self._reaching(), self.engine.connect() as connection:
            yield connection.execution_options(isolation_level=steady)

    @contextmanager
    def _transaction(self, *, in_action: bool, alone: bool = False) -> Iterator[Connection]:
        with super()._transaction(in_action=in_action, alone=alone) as connection:
            if in_action:
                self._look_again(connection)
            yield connection

    def look(self) -> None:
        with self.read() as connection:
            self.on_screen = OnScreen(dialect.moment_of(connection), self.person)

    def _look_again(self, connection: Connection) -> None:
        """The store may have been upgraded, or have taken a new id, since this window opened it."""
        version, self.replica = connection.exec_driver_sql(_STANDING).one()
        if version != migrate.HEAD:
            _check_version(connection, self.address)

    def set_person(self, uid: str) -> None:
        """Who this login is: the author of every later change made with it."""
        with self.local() as connection:
            put = dialect.insert_or_set(connection, setting, ["value"])
            connection.execute(put, [{"name": _PERSON, "value": uid}])
        self.person = uid

    def checkpoint(self) -> None:
        """The server keeps its own journal."""

    def rewrite(self) -> bool:
        """Clearing what was deleted out of its files is the server's to do."""
        return True

    def integrity_faults(self) -> list[str]:
        """Its pages are the server's to check; the log against the tables is checked as ever."""
        return []

    def _person(self, connection: Connection, _row: Any) -> str:
        kept = select(setting.c.value).where(setting.c.name == _PERSON)
        return connection.execute(kept).scalar() or ""

    def _next_action(self, connection: Connection) -> int:
        newest = connection.execute(select(func.max(action.c.number))).scalar()
        return (newest or 0) + 1

    def _explain(self, error: DBAPIError) -> Problem | None:
        return explain(self.address, error)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise explain(self.address, error) or error from error


def explain(address: Address, error: DBAPIError) -> Problem | None:
    """A plain sentence for what the server said, or None where it is a fault of the program."""
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in ("40P01", "40001", "55P03", "23505", "23503"):
        return Problem(
            "A colleague saved the same records at the same moment, so this was not saved.",
            "Do it again; what the colleague saved is there.",
        )
    if state.startswith("28") or "authentication failed" in str(error.orig):
        return Problem(
            "The office store does not accept this name and password.",
            "Check Caps Lock and try again, or ask the office for your login.",
        )
    if state == "42501":
        return Problem(
            "This login may not do that in the office store.",
            "Ask whoever looks after the server to give it the rights the guide names.",
        )
    if state in ("53100", "25006"):
        return Problem(
            "The office store cannot be written in at the moment.",
            "Its disk is full or it is being looked after; ask whoever looks after the server.",
        )
    if state == "3D000" or ("does not exist" in str(error.orig) and not state):
        return Problem(
            f"There is no office store {address.database} on {address.host}.",
            "Check its address with the office.",
        )
    if isinstance(error, OperationalError) and state[:2] in ("", "08", "57"):
        return Problem(
            f"The office store on {address.host} cannot be reached, so nothing was saved there.",
            "Check the network (at home, the council's remote access) and try again.",
        )
    return None


def create_office(
    address: Address, login: Login, *, officer_name: str, pack: str, version: str, name: str
) -> OfficeStore:
    """Make the tables in an empty database and begin. Raises Problem where there are some."""
    engine = engine_for(address, login)
    try:
        with engine.connect() as connection, connection.begin():
            if server_tables.version_of(connection) is not None:
                raise Problem(
                    f"There is already an office store {address.database} on {address.host}.",
                    "Open it, or ask for another empty database.",
                )
            server_tables.make(connection)
    except DBAPIError as error:
        raise explain(address, error) or error from error
    finally:
        engine.dispose()
    store = open_office(address, login, officer_name=officer_name)
    with store.action("Began the office store", undoable=False) as act:
        act.create(authority, TEAM, name=name, pack=pack, pack_version=version)
    return store


def open_office(
    address: Address, login: Login, *, officer_name: str = "", join: bool = True
) -> OfficeStore:
    """Open an office store; whoever comes for the first time to work in it (`join`) is put on its
    list of officers.

    Raises Problem if it cannot be reached, the login is not accepted, or it is of another version.
    """
    engine = engine_for(address, login)
    try:
        with engine.connect() as connection, connection.begin():
            _check_version(connection, address)
            server_tables.make_personal(connection, login.user)
            forget_erased(connection)
    except DBAPIError as error:
        raise explain(address, error) or error from error
    finally:
        engine.dispose()
    store = OfficeStore(address, login)
    if join and not store.person:
        me = new_uid()
        store.set_person(me)
        with store.action("Joined the office store", undoable=False) as act:
            act.create(officer, TEAM, me, name=officer_name or login.user)
    return store


def upgrade_office(address: Address, login: Login) -> bool:
    """Bring an older office store up to date, for everybody at once; False where it is already.

    What is saved meanwhile waits. Raises Problem for a login that does not own the tables, for a
    database with no office store, and for one that only a newer program knows.
    """
    engine = engine_for(address, login)
    try:
        with engine.connect() as connection, connection.begin():
            _check_version(connection, address, older=True)
            return server_tables.bring_up_to_date(connection)
    except DBAPIError as error:
        raise explain(address, error) or error from error
    finally:
        engine.dispose()


def _check_version(connection: Connection, address: Address, *, older: bool = False) -> None:
    version = server_tables.version_of(connection)
    if version is None:
        raise Problem(
            f"There is no office store in the database {address.database} yet.",
            "Whoever looks after the server makes it once with: sif office.",
        )
    if version not in migrate.known_versions():
        raise _another_version("a newer", "Install the version the office works with.")
    if version != migrate.HEAD and not older:
        raise _another_version(
            "an older",
            "Whoever made it backs the database up and brings it up to date, for everybody at "
            "once, with: sif office ADDRESS --upgrade.",
        )


def _another_version(which: str, hint: str) -> Problem:
    return Problem(f"The office store is of {which} version than this program.", hint)
