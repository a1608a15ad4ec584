"""A caseload and the office store, given the same work, hold the same: rows, versions, log."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sif_desktop.models.office import open_office
from sif_desktop.sync.exchange import take
from tests.office_server import OFFICER
from tests.sync.replicas import begin, check, copy_of, give, send, tables_of, template
from tests.sync.test_invariants import perform, step


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory):
    return template(tmp_path_factory.mktemp("template"))


few = settings(suppress_health_check=list(HealthCheck), max_examples=4, deadline=None)
_numbers = count()


@few
@given(history=st.lists(step, max_size=24), order=st.randoms(use_true_random=False))
def test_the_same_histories_leave_the_same_in_file_and_server(
    history, order, server, address, empty_file, tmp_path_factory
):
    """Two officers with files and the office at its server work apart and exchange; at the end
    all have everything, and nobody could tell which is which."""
    folder = tmp_path_factory.mktemp(f"same{next(_numbers)}")
    made = empty_file
    server.empty(address)
    central = open_office(address, OFFICER)
    files = [copy_of(made, folder / f"{n}.sif", f"person{n}") for n in range(2)]
    stores = [*files, central]
    try:
        begin(files[0])
        for other in (files[1], central):
            give(files[0], other)
        waiting: list = []
        for number, one in enumerate(history):
            perform(stores, waiting, *one)
            if number % 8 == 7:
                check(central)
        for _ in range(2):
            for one in order.sample(stores, 3):
                for other in order.sample(stores, 3):
                    if one is not other:
                        give(one, other)
        for store in stores:
            check(store)
        first = tables_of(files[0])
        assert tables_of(files[1]) == first
        assert tables_of(central) == first
        fresh = copy_of(made, folder / "fresh.sif")  # from the server alone
        give(central, fresh)
        assert tables_of(fresh) == first
        fresh.engine.dispose()
    finally:
        for store in stores:
            store.engine.dispose()


def test_the_whole_log_of_a_caseload_taken_in_twice_by_the_server_is_there_once(
    office, empty_file, tmp_path
):
    laptop = copy_of(empty_file, tmp_path / "laptop.sif", "person1")
    begin(laptop)
    lines = send(laptop, office, whole=True)
    first = take(office, lambda: lines, "test")
    again = take(office, lambda: lines, "test")
    assert first.new == again.already and not again.new
    mine = tables_of(office)
    assert mine["visit"] == tables_of(laptop)["visit"]
    check(office)
    laptop.close()
