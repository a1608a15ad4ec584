"""A PostgreSQL of one's own for the tests: made, started on this machine alone, and stopped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from sif_desktop.models.ids import new_replica
from sif_desktop.models.migrate import HEAD
from sif_desktop.models.office import Address, Login

PASSWORD = "not-for-the-log-7261"
OFFICER = Login("kim", PASSWORD)
COLLEAGUE = Login("lee", PASSWORD)
_OWNER = "sif_it"
_EMPTY = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
      AND tablename NOT IN ('sync_self', 'alembic_version')
  LOOP EXECUTE format('DELETE FROM public.%I', found.tablename); END LOOP;
END $$
"""
_numbers = count()


class Server:
    def __init__(self, port: int) -> None:
        self.port = port

    def login(self, database: str) -> dict[str, Any]:
        """As whoever keeps the server."""
        where = {"host": "127.0.0.1", "port": self.port, "dbname": database}
        return {**where, "user": _OWNER, "password": PASSWORD, "autocommit": True}

    def run(self, statement: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(**self.login(database)) as one:
            one.execute(statement)

    def database(self, like: str = "template1") -> Address:
        """A database that belongs to the officer: empty, or with all that lies in another."""
        name = f"office{os.getpid()}_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {like} OWNER {OFFICER.user}")
        return Address("127.0.0.1", name, self.port)

    def empty(self, address: Address) -> None:
        """Leave an office store's tables with nothing in them, under another id."""
        self.run(_EMPTY, address.database)
        for login in (OFFICER, COLLEAGUE):
            self.run(f"DROP SCHEMA IF EXISTS {login.user} CASCADE", address.database)
        fresh = f"UPDATE public.sync_self SET replica = '{new_replica()}'"
        self.run(
            f"{fresh}; UPDATE public.alembic_version SET version_num = '{HEAD}'", address.database
        )


def programs() -> Path | None:
    """Where the newest server's programs are."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(versions, key=lambda path: int(path.parts[-3]), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def needed() -> Path:
    """The programs; else the test says it was skipped, which it may not where `CI` is set."""
    found = programs()
    if found is None:
        why = "PostgreSQL is not installed here (tools/setup.sh installs it where there is apt)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return found


@contextmanager
def running() -> Iterator[Server]:
    found = needed()
    # Not under a folder that only root may enter.
    folder = Path(tempfile.mkdtemp(prefix="sif-office-", dir="/tmp" if _is_root() else None))
    as_user = _unprivileged(folder)
    try:
        _make(found, folder, as_user)
        port = _free_port()
        server = _start(found, folder, port, as_user)
        try:
            made = Server(port)
            _wait(made, server)
            for login in (OFFICER, COLLEAGUE):
                made.run(f"CREATE ROLE {login.user} LOGIN PASSWORD '{PASSWORD}'")
            yield made
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _unprivileged(folder: Path) -> dict[str, object]:
    """How to start a program as somebody else: PostgreSQL refuses to run as root."""
    if not _is_root():
        return {}
    import pwd  # there is none on Windows

    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {}


def _make(found: Path, folder: Path, as_user: dict[str, object]) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="ascii")
    if as_user:
        os.chown(secret, as_user["user"], as_user["group"])  # type: ignore[arg-type]
    subprocess.run(
        [found / "initdb", "-D", folder / "data", "-U", _OWNER, f"--pwfile={secret}", "-A",
         "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True, capture_output=True, cwd=folder, **as_user,  # type: ignore[call-overload]
    )  # fmt: skip


def _start(
    found: Path, folder: Path, port: int, as_user: dict[str, object]
) -> subprocess.Popen[bytes]:
    options = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "off",  # nothing of it outlives the run
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "shared_buffers": "32MB",
        "max_connections": "60",
        "deadlock_timeout": "200ms",
        "log_statement": "none",
    }
    told = [f"--{name}={value}" for name, value in options.items()]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [found / "postgres", "-D", folder / "data", "-p", str(port), *told],
            stdout=log, stderr=log, cwd=folder, **as_user,  # type: ignore[call-overload]
        )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(200):
        try:
            return server.run("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    pytest.fail("the server did not start")
