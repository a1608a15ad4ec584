"""Killed, full, wrong clock: the caseload is as it was, or has all of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time as real_time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import Store
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.visits import visit
from sif_desktop.sync import apply
from sif_desktop.sync.bundle import receive, send
from sif_desktop.sync.scope import Scope
from tests.sync.replicas import SCHOOL, VISIT, begin, check, give, questions, tables_of
from tests.sync.test_bundle import befriend

ROOT = Path(__file__).parents[2]


def rows_of(store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(role)).scalar_one()


def test_killed_at_any_moment_of_taking_in_it_has_all_or_nothing(new, tmp_path):
    one, other = new(), new()
    begin(one)
    cards = befriend(one, other)
    for part in range(40):
        with one.action("Many") as act:
            rows = ({"uid": f"{part:04x}{n:028x}", "provider_uid": SCHOOL} for n in range(50))
            act.create_many(role, TEAM, rows)
    send(one, tmp_path / "a.sifx", [cards[1]], Scope(), name="A")
    os.utime(tmp_path / "a.sifx", (0, 0))
    other.checkpoint()
    other.engine.dispose()
    script = [sys.executable, str(ROOT / "tests/sync/kill_receive.py"), str(other.path)]
    outcomes = set()
    for wait in (0.01, 0.05, 0.1, 0.2, 0.3, 0.5):
        child = subprocess.Popen(
            [*script, other.key.hex(), str(tmp_path / "a.sifx"), str(wait)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        child.communicate(timeout=60)
        again = Store(other.path, other.key)
        assert rows_of(again) in (0, 2000)
        outcomes.add(rows_of(again))
        check(again)
        again.engine.dispose()
    assert 0 in outcomes


@pytest.mark.parametrize("where", ["_CHANGE", "_OP"])
def test_a_disk_that_fills_while_taking_in_leaves_nothing(new, monkeypatch, where):
    one, other = new(), new()
    begin(one)
    before = tables_of(other)
    monkeypatch.setattr(apply, where, "SELECT full FROM no_such_disk")  # the driver's words
    with pytest.raises(Exception, match=r"no_such_disk|full"):
        give(one, other)
    monkeypatch.undo()
    assert tables_of(other) == before
    give(one, other)
    check(other)


def test_every_wrong_clock_loses_nothing(new, monkeypatch):
    stores = [new() for _ in range(4)]
    begin(stores[0])
    for other in stores[1:]:
        give(stores[0], other)
    moments = [0.0, 4_070_908_800.0, real_time.time() - 3600, real_time.time()]
    real = real_time.time
    for store, moment in zip(stores, moments, strict=True):
        monkeypatch.setattr(real_time, "time", lambda moment=moment: moment)
        with store.action("Edited") as act:
            act.update(visit, VISIT, title=f"At {moment:.0f}")
    monkeypatch.setattr(real_time, "time", real)
    for store in stores[1:]:
        give(store, stores[0])
    for store in stores[1:]:
        give(stores[0], store)
        assert tables_of(store) == tables_of(stores[0])
        assert questions(store) == [(VISIT, "title", "value")]
    with stores[0].read() as connection:
        [heads] = connection.execute(select(visit.c.x_heads))
    assert heads[0].count(":") >= 5


def test_files_in_reverse_and_one_that_never_comes(new):
    from tests.sync.replicas import send as lines_of

    one, other = new(), new()
    begin(one)
    from sif_desktop.sync.exchange import gaps, take

    sent = []
    give(one, other)
    whole = []
    for number in range(6):
        with one.action("Edited") as act:
            act.update(visit, VISIT, summary=f"Number {number}.")
            act.update(provider, SCHOOL, town=f"Town {number}")
        whole = lines_of(one, other)
        sent.append(whole)
    for lines in reversed(sent[:-1]):
        take(other, lambda lines=lines: lines, "late")
        check(other)
    with other.read() as connection:
        assert gaps(connection) == []
    take(other, lambda: whole, "last")
    assert tables_of(other) == tables_of(one)


def test_a_refused_file_says_what_to_do(new, tmp_path):
    store = new()
    (tmp_path / "a.sifx").write_bytes(b"not a bundle at all")
    os.utime(tmp_path / "a.sifx", (0, 0))
    with pytest.raises(Problem) as said:
        receive(store, tmp_path / "a.sifx")
    assert said.value.hint and "Ask" in said.value.hint


def test_titles_with_paths_in_them_are_only_words(new, tmp_path):
    from sif_desktop.models import blobs
    from sif_desktop.models.tables.visits import attachment

    one, other = new(), new()
    begin(one)
    cards = befriend(one, other)
    names = ["../../etc/passwd", "CON", "a" * 300, "C:\\x\\y"]
    with one.action("Attached") as act:
        for number, name in enumerate(names):
            sha256 = blobs.keep(act.connection, bytes([number]) * 10)
            act.create(attachment, SCHOOL, visit_uid=VISIT, sha256=sha256, title=name)
    send(one, tmp_path / "a.sifx", [cards[1]], Scope(), name="A")
    before = set(tmp_path.rglob("*"))
    receive(other, tmp_path / "a.sifx")
    assert {
        f for f in tmp_path.rglob("*") if "-shm" not in f.name and "-wal" not in f.name
    } <= before
    assert tables_of(other) == tables_of(one)
