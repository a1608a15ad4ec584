"""Many people save at the same moment: nothing is lost, numbered twice or left out."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import select, text

from sif_desktop.domain.errors import Problem
from sif_desktop.models import search
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.office import open_office
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.tables.disposals import disposal
from sif_desktop.models.tables.log import action, sync_change, sync_op, sync_stream
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import visit
from sif_desktop.models.undo import UndoStack
from tests.office.conftest import eraser
from tests.office_server import COLLEAGUE, OFFICER
from tests.sync.replicas import begin, check, copy_of, give, send, template

WRITERS, SAVES, ROWS = 12, 8, 6


@pytest.fixture
def colleague(address, office):
    store = open_office(address, COLLEAGUE)
    yield store
    store.close()


def made_schools(store, number):
    uids = [keyed_uid("provider", str(n)) for n in range(number)]
    with store.action("Began") as act:
        act.create_many(
            provider, TEAM, [{"uid": u, "name": "A", "urn": str(n)} for n, u in enumerate(uids)]
        )
    return uids


def gap_free(store) -> None:
    with store.read() as connection:
        own = select(sync_stream).where(sync_stream.c.replica == store.replica)
        for stream in connection.execute(own).all():
            seqs = select(sync_change.c.seq).where(sync_change.c.stream == stream.id)
            found = sorted(connection.execute(seqs).scalars())
            assert found == list(range(1, stream.seq + 1))
        assert disagreements(connection) == []


def at_once(*works) -> list:
    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result(60) for done in [pool.submit(work) for work in works]]


def test_twelve_writers_leave_streams_without_gaps_and_tables_that_equal_the_log(office, address):
    """On few rows, in shared and in own partitions, from two windows; each erases a visit too."""
    schools = made_schools(office, ROWS)
    windows = [office, open_office(address, OFFICER)]
    ready = threading.Barrier(WRITERS)

    def write(who: int) -> int:
        store, refused = windows[who % 2], 0
        ready.wait(30)
        for number in range(SAVES):
            try:
                with store.action(f"Saved by {who}") as act:
                    act.update(provider, schools[(who + number) % ROWS], town=f"{who}.{number}")
                    if number % 4 == 0:
                        part = schools[who % ROWS]
                        uid = act.create(visit, part, provider_uid=part, title=f"{who}.{number}")
            except Problem:
                refused += 1
        with suppress(Problem):  # refused together with what else was done then
            eraser(store).erase("visit", uid, ground="Kept long enough", reason="4.2")
        return refused

    refused = at_once(*(lambda who=who: write(who) for who in range(WRITERS)))
    gap_free(office)
    check(office)
    with office.read() as connection:
        saved = select(sync_op.c.fields).where(sync_op.c.tbl == "provider", sync_op.c.kind == "u")
        towns = [json.loads(fields)["town"] for fields in connection.execute(saved).scalars()]
        gone = connection.execute(select(disposal.c.row_uid)).scalars().all()
        left = connection.execute(select(visit.c.title)).scalars().all()
    assert gone and len(set(gone)) == len(gone) and len(left) + len(gone) <= WRITERS * SAVES // 4
    assert len(set(towns)) == len(towns) == WRITERS * SAVES - sum(refused)
    assert sum(refused) <= WRITERS  # the partitions are always asked for in one order here
    windows[1].close()


def test_two_who_are_first_in_a_partition_both_get_their_number(office, colleague):
    (school,) = made_schools(office, 1)
    ready = threading.Barrier(2)

    def plan(store):
        ready.wait(10)
        with store.action("Planned") as act:
            return act.create(visit, school, provider_uid=school, title="Visit")

    assert len(set(at_once(lambda: plan(office), lambda: plan(colleague)))) == 2
    gap_free(office)


def test_a_row_is_read_only_once_nobody_else_can_change_it(office, colleague):
    """The second save waits and then replaces what the first left, so there is one head."""
    (school,) = made_schools(office, 1)
    inside, go = threading.Event(), threading.Event()

    def first():
        with office.action("First") as act:
            act.update(provider, school, name="B")
            inside.set()
            go.wait(10)

    def second():
        inside.wait(10)
        threading.Timer(0.3, go.set).start()
        with colleague.action("Second") as act:
            act.update(provider, school, name="C")

    at_once(first, second)
    with office.read() as connection:
        row = connection.execute(select(provider).where(provider.c.uid == school)).one()
    heads = json.loads(row.x_heads)
    assert row.name == "C"
    assert len(heads["name"]) == 1
    check(office)


def test_a_row_read_before_a_colleague_saved_leaves_both_versions_for_a_person(office, colleague):
    (school,) = made_schools(office, 1)
    with office.read() as connection:
        row = connection.execute(select(provider).where(provider.c.uid == school)).mappings().one()
    with colleague.action("Renamed") as act:
        act.update(provider, school, name="Theirs")
    with office.action("Renamed") as act:
        act.write(provider, row, "u", {"name": "Mine"})
    with office.read() as connection:
        stored = connection.execute(select(provider).where(provider.c.uid == school)).one()
    assert len(json.loads(stored.x_heads)["name"]) == 2
    check(office)


def test_nobody_saves_while_others_work_is_taken_in(office, colleague, tmp_path):
    """A save that meets an import comes wholly before or after it."""
    laptop = copy_of(template(tmp_path), tmp_path / "laptop.sif", "person1")
    begin(laptop)
    give(laptop, office)
    for number in range(30):
        with laptop.action("Edited") as act:
            act.update(visit, keyed_uid("visit", "of the test"), title=f"Laptop {number}")
    lines = send(laptop, office)
    ready = threading.Barrier(3)

    def receive():
        from sif_desktop.sync.exchange import take

        ready.wait(10)
        take(office, lambda: lines, "test")

    def save(store, name):
        ready.wait(10)
        for number in range(6):
            with store.action("Edited") as act:
                act.update(visit, keyed_uid("visit", "of the test"), title=f"{name} {number}")

    at_once(receive, lambda: save(office, "Kim"), lambda: save(colleague, "Lee"))
    gap_free(office)
    check(office)
    laptop.close()


def test_undo_takes_back_ones_own_work_and_never_a_colleagues(office, colleague):
    (school,) = made_schools(office, 1)
    with colleague.action("Their town") as act:
        act.update(provider, school, town="Theirs")
    with office.action("My name") as act:
        act.update(provider, school, name="Mine")
    UndoStack(colleague).undo()
    with office.read() as connection:
        row = connection.execute(select(provider).where(provider.c.uid == school)).one()
        numbers = connection.execute(select(action.c.number)).scalars().all()
    assert (row.name, row.town) == ("Mine", None)
    assert len(numbers) == len(set(numbers))
    check(office)


def test_a_save_after_a_search_began_is_found_by_the_next_search(office, colleague):
    (school,) = made_schools(office, 1)

    def rename():
        with colleague.action("Renamed") as act:
            act.update(provider, school, name="Zebra House")

    with ThreadPoolExecutor(1) as pool:
        with office.local() as connection:
            assert search.refresh(connection) > 0
            done = pool.submit(rename)
            connection.execute(text("SELECT pg_sleep(0.3)"))
        done.result(10)
    with office.local() as connection:
        search.refresh(connection)
    with office.read() as connection:
        assert [hit.uid for hit in search.find(connection, '"zebra"')] == [school]
