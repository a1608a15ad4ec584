"""A caseload and the office store, given the same work, hold the same: rows, versions, log."""

from __future__ import annotations

from contextlib import nullcontext
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sif_desktop.models import server_tables
from sif_desktop.models.office import OfficeStore
from sif_desktop.sync.exchange import take
from tests.office_server import OFFICER, Server
from tests.soaking import examples
from tests.sync.conftest import fleet, template
from tests.sync.fleet import Machine
from tests.sync.histories import PLAIN, History, steps
from tests.sync.replicas import begin, check, copy_of, log_of, send, tables_of

__all__ = ["fleet", "template"]


class Reused(OfficeStore):
    """As laptops of a fleet, it begins anew for each history and keeps its engine."""

    def begin_anew(self, server: Server) -> None:
        self.engine.dispose()
        server.empty(self.address)
        with self.engine.connect() as connection, connection.begin():
            server_tables.make_personal(connection, OFFICER.user)
        self._begin(self.engine, nullcontext())
        self.set_person("person-office")


@pytest.fixture(scope="module")
def central(server, made):
    store = Reused(made, OFFICER)
    yield store
    store.engine.dispose()


# Erased for good at a file and at the server, and sent on.
ERASED = [
    ("make", 0, 0, 1), ("make", 2, 2, 0), ("erase", 0, 0, 3), ("erase", 2, 0, 2), ("send", 2, 0, 2),
]  # fmt: skip
few = settings(suppress_health_check=list(HealthCheck), max_examples=examples(4))


@few
@example(happens=ERASED, order=Random(1))
@given(happens=steps(PLAIN, most=24), order=st.randoms(use_true_random=False))
def test_the_same_histories_leave_the_same_in_file_and_server(
    happens, order, server, central, fleet
):
    """Two officers with files and the office at its server work apart and exchange; at the end
    all have everything, and nobody could tell which is which (invariant 10)."""
    central.begin_anew(server)
    *files, fresh = fleet.machines(3)
    history = History([*files, Machine(central)])
    with history.at(history.machines[0]) as store:
        begin(store)
    for other in history.machines[1:]:
        history.exchange(history.machines[0], other)
    for start in range(0, len(happens), 8):
        history.run(happens[start : start + 8])
        check(central)
    history.end()
    for _ in range(2):
        for one in order.sample(history.machines, 3):
            for other in order.sample(history.machines, 3):
                if one is not other:
                    history.exchange(one, other)
    if happens is ERASED:
        found = tables_of(central)
        assert {"answer", "jotting"} == {row["tbl"] for row in found["disposal"]}
        assert not found.keys() & {"answer", "jotting"}
    history.exchange(history.machines[2], fresh)  # from the server alone
    for machine in (*history.machines, fresh):
        check(machine.store)
        assert tables_of(machine.store) == tables_of(files[0].store)
        assert log_of(machine.store) == log_of(files[0].store)


def test_the_whole_log_of_a_caseload_taken_in_twice_by_the_server_is_there_once(
    office, template, tmp_path
):
    laptop = copy_of(template, tmp_path / "laptop.sif", "person1")
    begin(laptop)
    lines = send(laptop, office, whole=True)
    first = take(office, lambda: lines, "test")
    again = take(office, lambda: lines, "test")
    assert first.new == again.already and not again.new
    mine = tables_of(office)
    assert mine["visit"] == tables_of(laptop)["visit"]
    check(office)
    laptop.close()
